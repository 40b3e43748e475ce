#pragma once
// Header lines of published files, as their publishers write them.
#include <string_view>

namespace tarn::demo::headers {

/// Get Information about Schools, 111 columns.
inline constexpr std::string_view gias =
    "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),"
    "EstablishmentTypeGroup (name),EstablishmentStatus (name),ReasonEstablishmentOpened (name),"
    "OpenDate,ReasonEstablishmentClosed (name),CloseDate,PhaseOfEducation (name),StatutoryLowAge,"
    "StatutoryHighAge,Boarders (name),NurseryProvision (name),OfficialSixthForm (name),Gender (name),"
    "ReligiousCharacter (name),ReligiousEthos (name),Diocese (name),AdmissionsPolicy (name),"
    "SchoolCapacity,SpecialClasses (name),CensusDate,NumberOfPupils,NumberOfBoys,NumberOfGirls,"
    "PercentageFSM,TrustSchoolFlag (name),Trusts (name),SchoolSponsorFlag (name),"
    "SchoolSponsors (name),FederationFlag (name),Federations (name),UKPRN,FEHEIdentifier,"
    "FurtherEducationType (name),OfstedLastInsp,LastChangedDate,Street,Locality,Address3,Town,"
    "County (name),Postcode,SchoolWebsite,TelephoneNum,HeadTitle (name),HeadFirstName,HeadLastName,"
    "HeadPreferredJobTitle,BSOInspectorateName (name),InspectorateReport,DateOfLastInspectionVisit,"
    "NextInspectionVisit,TeenMoth (name),TeenMothPlaces,CCF (name),SENPRU (name),EBD (name),"
    "PlacesPRU,FTProv (name),EdByOther (name),Section41Approved (name),SEN1 (name),SEN2 (name),"
    "SEN3 (name),SEN4 (name),SEN5 (name),SEN6 (name),SEN7 (name),SEN8 (name),SEN9 (name),"
    "SEN10 (name),SEN11 (name),SEN12 (name),SEN13 (name),TypeOfResourcedProvision (name),"
    "ResourcedProvisionOnRoll,ResourcedProvisionCapacity,SenUnitOnRoll,SenUnitCapacity,GOR (name),"
    "DistrictAdministrative (name),AdministrativeWard (name),ParliamentaryConstituency (name),"
    "UrbanRural (name),GSSLACode (name),Easting,Northing,MSOA (name),LSOA (name),"
    "InspectorateName (name),SENStat,SENNoStat,PropsName,OfstedRating (name),RSCRegion (name),"
    "Country (name),UPRN,SiteName,QABName (name),EstablishmentAccredited (name),QABReport,CHNumber,"
    "MSOA (code),LSOA (code),FSM,Linked establishments";

/// Ofsted management information, latest inspections of state-funded schools.
inline constexpr std::string_view ofsted_mi =
    "Web Link (opens in new window),URN,LAESTAB,School name,Ofsted phase,Type of education,"
    "School open date,Admissions policy,Sixth form,Designated religious character,Religious ethos,"
    "Faith grouping,Ofsted region,Region,Local authority,Parliamentary constituency,Multi-"
    "academy trust UID,Multi-academy trust name,Academy sponsor UID,Academy sponsor name,Postcode,"
    "Number of warning notices issued in 2024/25 academic year,"
    "The income deprivation affecting children index (IDACI) quintile,Total number of pupils,"
    "Statutory lowest age,Statutory highest age,"
    "Latest ungraded inspection number since last graded inspection,"
    "Does the ungraded inspection relate to the URN of the current school?,"
    "URN at time of the ungraded inspection,LAESTAB at time of the ungraded inspection,"
    "School name at time of the latest ungraded inspection,"
    "School type at time of the latest ungraded inspection,"
    "Number of ungraded inspections since the last graded inspection,Date of latest ungraded inspection,"
    "Ungraded inspection publication date,"
    "Did the latest ungraded inspection convert to a graded inspection?,"
    "Ungraded inspection overall outcome,"
    "Number of monitoring and urgent inspections since last graded inspection,"
    "Inspection number of latest graded inspection,Inspection type,Inspection type grouping,"
    "Event type grouping,Inspection start date,Publication date,"
    "Does the latest graded inspection relate to the URN of the current school?,"
    "URN at time of latest graded inspection,LAESTAB at time of latest graded inspection,"
    "School name at time of latest graded inspection,School type at time of latest graded inspection,"
    "Current school type used for chart C6,Overall effectiveness,Category of concern,"
    "Quality of education,Behaviour and attitudes,Personal development,"
    "Effectiveness of leadership and management,Safeguarding is effective?,"
    "Early years provision (where applicable),Sixth form provision (where applicable),"
    "Previous inspection number,Previous inspection start date,Previous publication date,"
    "Does the previous graded inspection relate to the URN of the current school?,"
    "URN at time of previous graded inspection,LAESTAB at time of previous graded inspection,"
    "School name at time of previous graded inspection,"
    "School type at time of previous graded inspection,Previous graded inspection overall effectiveness,"
    "Previous category of concern,Previous quality of education,Previous behaviour and attitudes,"
    "Previous personal development,Previous effectiveness of leadership and management,"
    "Previous safeguarding is effective?,Previous early years provision (where applicable),"
    "Previous sixth form provision (where applicable)";

/// Key stage 2 results, reduced layout; "Writing" but for progress is grammar, punctuation and spelling.
inline constexpr std::string_view ks2 =
    "URN,KS2 Pupils,KS2 Boys,KS2 Girls,Reading Progress,Reading Score,Reading Meet Std,"
    "Reading Exceed Std,Reading Progress Band,Reading Progress Desc,Writing Progress,Writing Score,"
    "Writing Meet Std,Writing Exceed Std,Writing Progress Band,Writing Progress Desc,Maths Progress,"
    "Maths Score,Maths Meet Std,Maths Exceed Std,Maths Progress Band,Maths Progress Desc,"
    "Overall Meet Std,Overall Exceed Std,Academic Year";

/// Key stage 4 results, reduced layout.
inline constexpr std::string_view ks4 =
    "URN,KS4 Pupils,KS4 Boys,KS4 Girls,Progress 8,Progress 8 Boys,Progress 8 Girls,Attainment 8,"
    "Attainment 8 Boys,Attainment 8 Girls,Eng Maths Grade 5,Entering EBacc,EBacc Avg Score,"
    "EBacc Avg Boys,EBacc Avg Girls,EBacc Grade 5,Progress 8 Band,P8 Desc,Academic Year";

/// School census.
inline constexpr std::string_view census =
    "URN,LA,ESTAB,SCHOOLTYPE,NOR,NORG,NORB,PNORG,PNORB,TSENELSE,PSENELSE,TSENELK,PSENELK,"
    "NUMEAL,NUMENGFL,NUMUNCFL,PNUMEAL,PNUMENGFL,PNUMUNCFL,NUMFSM,NUMFSMEVER,PNUMFSMEVER";

/// Absence, Consistent Financial Reporting, graded inspections since 2005, links between URNs, Code-Point
/// Open.
inline constexpr std::string_view absence = "LA,ESTAB,URN,PERCTOT,PPERSABS10";
inline constexpr std::string_view finance = "URN,Income,Expenditure,Balance,Academic Year";
inline constexpr std::string_view ofsted_history = "URN,Rating,Inspection Date";
inline constexpr std::string_view links = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate";
inline constexpr std::string_view postcodes = "postcode,easting,northing,district,ward,county";

/// The authority's own sheet, read by schemes/profiles/authority-return.toml.
inline constexpr std::string_view authority_return =
    "URN,School year,Permanent exclusions %,Suspensions %,Leavers home educated %,Leavers NEET %,"
    "Reserves % of income,Pupils on roll,Teachers leaving %";

}
