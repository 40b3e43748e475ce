#pragma once
// Header lines of published files, as their publishers write them.
#include <string_view>

namespace tarn::demo::headers {

/// Get Information about Schools, edubasealldata of 2026, 135 columns.
inline constexpr std::string_view gias =
    "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),"
    "TypeOfEstablishment (name),EstablishmentTypeGroup (code),EstablishmentTypeGroup (name),"
    "EstablishmentStatus (code),EstablishmentStatus (name),ReasonEstablishmentOpened (code),"
    "ReasonEstablishmentOpened (name),OpenDate,ReasonEstablishmentClosed (code),"
    "ReasonEstablishmentClosed (name),CloseDate,PhaseOfEducation (code),PhaseOfEducation (name),"
    "StatutoryLowAge,StatutoryHighAge,Boarders (code),Boarders (name),NurseryProvision (name),"
    "OfficialSixthForm (code),OfficialSixthForm (name),Gender (code),Gender (name),"
    "ReligiousCharacter (code),ReligiousCharacter (name),ReligiousEthos (name),Diocese (code),"
    "Diocese (name),AdmissionsPolicy (code),AdmissionsPolicy (name),SchoolCapacity,"
    "SpecialClasses (code),SpecialClasses (name),CensusDate,NumberOfPupils,NumberOfBoys,"
    "NumberOfGirls,PercentageFSM,TrustSchoolFlag (code),TrustSchoolFlag (name),Trusts (code),"
    "Trusts (name),SchoolSponsorFlag (name),SchoolSponsors (name),FederationFlag (name),"
    "Federations (code),Federations (name),UKPRN,FEHEIdentifier,FurtherEducationType (name),"
    "LastChangedDate,Street,Locality,Address3,Town,County (name),Postcode,SchoolWebsite,TelephoneNum,"
    "HeadTitle (name),HeadFirstName,HeadLastName,HeadPreferredJobTitle,BSOInspectorateName (name),"
    "InspectorateReport,DateOfLastInspectionVisit,NextInspectionVisit,TeenMoth (name),TeenMothPlaces,"
    "CCF (name),SENPRU (name),EBD (name),PlacesPRU,FTProv (name),EdByOther (name),"
    "Section41Approved (name),SEN1 (name),SEN2 (name),SEN3 (name),SEN4 (name),SEN5 (name),"
    "SEN6 (name),SEN7 (name),SEN8 (name),SEN9 (name),SEN10 (name),SEN11 (name),SEN12 (name),"
    "SEN13 (name),TypeOfResourcedProvision (name),ResourcedProvisionOnRoll,"
    "ResourcedProvisionCapacity,SenUnitOnRoll,SenUnitCapacity,GOR (code),GOR (name),"
    "DistrictAdministrative (code),DistrictAdministrative (name),AdministrativeWard (code),"
    "AdministrativeWard (name),ParliamentaryConstituency (code),ParliamentaryConstituency (name),"
    "UrbanRural (code),UrbanRural (name),GSSLACode (name),Easting,Northing,MSOA (name),LSOA (name),"
    "InspectorateName (name),SENStat,SENNoStat,PropsName,BoardingEstablishment (name),"
    "PreviousLA (code),PreviousLA (name),PreviousEstablishmentNumber,Country (name),UPRN,SiteName,"
    "QABName (code),QABName (name),EstablishmentAccredited (code),EstablishmentAccredited (name),"
    "QABReport,CHNumber,MSOA (code),LSOA (code),FSM,AccreditationExpiryDate";

/// Ofsted management information, most recent inspections, 85 columns.
inline constexpr std::string_view ofsted_mi =
    "Web Link (opens in new window),URN,LAESTAB,School name,Ofsted phase,Type of education,"
    "School open date,Admissions policy,Sixth form,Designated religious character,Religious ethos,"
    "Faith grouping,Ofsted region,Region,Local authority,Parliamentary constituency,Postcode,"
    "Multi-academy trust UID,Multi-academy trust name,Academy sponsor UID,Academy sponsor name,"
    "The income deprivation affecting children index (IDACI) quintile,Total number of pupils,"
    "Statutory lowest age,Statutory highest age,Inspection number of latest full inspection,"
    "Inspection type,Inspection type grouping,Event type grouping,Inspection start date,"
    "Publication date,Does the latest full inspection relate to the URN of the current school?,"
    "URN at time of latest full inspection,LAESTAB at time of latest full inspection,"
    "School name at time of latest full inspection,School type at time of latest full inspection,"
    "Category of concern,Safeguarding standards,Safeguarding standards - date of grade,Inclusion,"
    "Inclusion - date of grade,Curriculum and teaching,Curriculum and teaching - date of grade,"
    "Achievement,Achievement - date of grade,Attendance and behaviour,"
    "Attendance and behaviour - date of grade,Personal development and wellbeing,"
    "Personal development and wellbeing - date of grade,Early years (where applicable),"
    "Early years - date of grade,Post-16 provision (where applicable),"
    "Post-16 provision - date of grade,Leadership and governance,"
    "Leadership and governance - date of grade,Inspection number of latest OEIF graded inspection,"
    "Inspection type of latest OEIF graded inspection,"
    "Inspection type grouping of latest OEIF graded inspection,"
    "Event type grouping of latest OEIF graded inspection,"
    "Inspection start date of latest OEIF graded inspection,"
    "Publication date of latest OEIF graded inspection,"
    "Does the latest OEIF graded inspection relate to the URN of the current school?,"
    "URN at time of latest OEIF graded inspection,LAESTAB at time of latest OEIF graded inspection,"
    "School name at time of latest OEIF graded inspection,"
    "School type at time of latest OEIF graded inspection,Latest OEIF category of concern,"
    "Latest OEIF overall effectiveness,Latest OEIF quality of education,"
    "Latest OEIF behaviour and attitudes,Latest OEIF personal development,"
    "Latest OEIF effectiveness of leadership and management,Latest OEIF  safeguarding is effective?,"
    "Latest OEIF early years provision (where applicable),"
    "Latest OEIF sixth form provision (where applicable),Latest ungraded inspection number,"
    "Date of latest ungraded inspection,Ungraded inspection publication date,"
    "Does the ungraded inspection relate to the URN of the current school?,"
    "URN at time of the ungraded inspection,LAESTAB at time of the ungraded inspection,"
    "School name at time of the ungraded inspection,School type at time of the ungraded inspection,"
    "Ungraded inspection overall outcome,Most recent category of concern";

/// The sheet beside it with the inspections of the school year so far.
inline constexpr std::string_view ofsted_in_year =
    "Web Link (opens in new window),URN,LAESTAB,School name,Ofsted phase,Type of education,"
    "School open date,Admissions policy,Sixth form,Designated religious character,Religious ethos,"
    "Faith grouping,Ofsted region,Region,Local authority,Parliamentary constituency,Postcode,"
    "Multi-academy trust UID,Multi-academy trust name,Academy sponsor UID,Academy Sponsor Name,"
    "The income deprivation affecting children index (IDACI) quintile,Total number of pupils,"
    "Statutory lowest age,Statutory highest age,Inspection number,Inspection type,"
    "Inspection type grouping,Event type grouping,Inspection start date,Publication date,"
    "Outcomes for legacy monitoring inspections,Category of concern,Safeguarding standards,Inclusion,"
    "Curriculum and teaching,Achievement,Attendance and behaviour,Personal development and wellbeing,"
    "Early years (where applicable),Post-16 provision (where applicable),Leadership and governance";

/// Key stage 2, england_ks2revised: the order of 2018/19. From 2023/24 on the columns of progress and of key
/// stage 1 are there and empty.
inline constexpr std::string_view ks2 =
    "RECTYPE,ALPHAIND,LEA,ESTAB,URN,SCHNAME,ADDRESS1,ADDRESS2,ADDRESS3,TOWN,PCODE,TELNUM,PCON_CODE,"
    "PCON_NAME,URN_AC,SCHNAME_AC,OPEN_AC,NFTYPE,ICLOSE,RELDENOM,AGERANGE,TAB15,TAB1618,TOTPUPS,"
    "TPUPYEAR,TELIG,BELIG,GELIG,PBELIG,PGELIG,TKS1AVERAGE,TKS1GROUP_L,PTKS1GROUP_L,TKS1GROUP_M,"
    "PTKS1GROUP_M,TKS1GROUP_H,PTKS1GROUP_H,TKS1GROUP_NA,PTKS1GROUP_NA,TFSM6CLA1A,PTFSM6CLA1A,"
    "TNotFSM6CLA1A,PTNotFSM6CLA1A,TEALGRP2,PTEALGRP2,TMOBN,PTMOBN,PTRWM_EXP,PTRWM_HIGH,READPROG,"
    "READPROG_LOWER,READPROG_UPPER,READCOV,WRITPROG,WRITPROG_LOWER,WRITPROG_UPPER,WRITCOV,MATPROG,"
    "MATPROG_LOWER,MATPROG_UPPER,MATCOV,PTREAD_EXP,PTREAD_HIGH,PTREAD_AT,READ_AVERAGE,PTGPS_EXP,"
    "PTGPS_HIGH,PTGPS_AT,GPS_AVERAGE,PTMAT_EXP,PTMAT_HIGH,PTMAT_AT,MAT_AVERAGE,PTWRITTA_EXP,"
    "PTWRITTA_HIGH,PTWRITTA_WTS,PTWRITTA_AD,PTSCITA_EXP,PTSCITA_AD,PTRWM_EXP_B,PTRWM_EXP_G,"
    "PTRWM_EXP_L,PTRWM_EXP_M,PTRWM_EXP_H,PTRWM_EXP_FSM6CLA1A,PTRWM_EXP_NotFSM6CLA1A,DIFFN_RWM_EXP,"
    "PTRWM_EXP_EAL,PTRWM_EXP_MOBN,PTRWM_HIGH_B,PTRWM_HIGH_G,PTRWM_HIGH_L,PTRWM_HIGH_M,PTRWM_HIGH_H,"
    "PTRWM_HIGH_FSM6CLA1A,PTRWM_HIGH_NotFSM6CLA1A,DIFFN_RWM_HIGH,PTRWM_HIGH_EAL,PTRWM_HIGH_MOBN,"
    "READPROG_B,READPROG_B_LOWER,READPROG_B_UPPER,READPROG_G,READPROG_G_LOWER,READPROG_G_UPPER,"
    "READPROG_L,READPROG_L_LOWER,READPROG_L_UPPER,READPROG_M,READPROG_M_LOWER,READPROG_M_UPPER,"
    "READPROG_H,READPROG_H_LOWER,READPROG_H_UPPER,READPROG_FSM6CLA1A,READPROG_FSM6CLA1A_LOWER,"
    "READPROG_FSM6CLA1A_UPPER,READPROG_NotFSM6CLA1A,READPROG_NotFSM6CLA1A_LOWER,"
    "READPROG_NotFSM6CLA1A_UPPER,DIFFN_READPROG,READPROG_EAL,READPROG_EAL_LOWER,READPROG_EAL_UPPER,"
    "READPROG_MOBN,READPROG_MOBN_LOWER,READPROG_MOBN_UPPER,WRITPROG_B,WRITPROG_B_LOWER,"
    "WRITPROG_B_UPPER,WRITPROG_G,WRITPROG_G_LOWER,WRITPROG_G_UPPER,WRITPROG_L,WRITPROG_L_LOWER,"
    "WRITPROG_L_UPPER,WRITPROG_M,WRITPROG_M_LOWER,WRITPROG_M_UPPER,WRITPROG_H,WRITPROG_H_LOWER,"
    "WRITPROG_H_UPPER,WRITPROG_FSM6CLA1A,WRITPROG_FSM6CLA1A_LOWER,WRITPROG_FSM6CLA1A_UPPER,"
    "WRITPROG_NotFSM6CLA1A,WRITPROG_NotFSM6CLA1A_LOWER,WRITPROG_NotFSM6CLA1A_UPPER,DIFFN_WRITPROG,"
    "WRITPROG_EAL,WRITPROG_EAL_LOWER,WRITPROG_EAL_UPPER,WRITPROG_MOBN,WRITPROG_MOBN_LOWER,"
    "WRITPROG_MOBN_UPPER,MATPROG_B,MATPROG_B_LOWER,MATPROG_B_UPPER,MATPROG_G,MATPROG_G_LOWER,"
    "MATPROG_G_UPPER,MATPROG_L,MATPROG_L_LOWER,MATPROG_L_UPPER,MATPROG_M,MATPROG_M_LOWER,"
    "MATPROG_M_UPPER,MATPROG_H,MATPROG_H_LOWER,MATPROG_H_UPPER,MATPROG_FSM6CLA1A,"
    "MATPROG_FSM6CLA1A_LOWER,MATPROG_FSM6CLA1A_UPPER,MATPROG_NotFSM6CLA1A,MATPROG_NotFSM6CLA1A_LOWER,"
    "MATPROG_NotFSM6CLA1A_UPPER,DIFFN_MATPROG,MATPROG_EAL,MATPROG_EAL_LOWER,MATPROG_EAL_UPPER,"
    "MATPROG_MOBN,MATPROG_MOBN_LOWER,MATPROG_MOBN_UPPER,READ_AVERAGE_B,READ_AVERAGE_G,READ_AVERAGE_L,"
    "READ_AVERAGE_M,READ_AVERAGE_H,READ_AVERAGE_FSM6CLA1A,READ_AVERAGE_NotFSM6CLA1A,READ_AVERAGE_EAL,"
    "READ_AVERAGE_MOBN,MAT_AVERAGE_B,MAT_AVERAGE_G,MAT_AVERAGE_L,MAT_AVERAGE_M,MAT_AVERAGE_H,"
    "MAT_AVERAGE_FSM6CLA1A,MAT_AVERAGE_NotFSM6CLA1A,MAT_AVERAGE_EAL,MAT_AVERAGE_MOBN,GPS_AVERAGE_B,"
    "GPS_AVERAGE_G,GPS_AVERAGE_L,GPS_AVERAGE_M,GPS_AVERAGE_H,GPS_AVERAGE_FSM6CLA1A,"
    "GPS_AVERAGE_NotFSM6CLA1A,GPS_AVERAGE_EAL,GPS_AVERAGE_MOBN,PTREAD_EXP_L,PTREAD_EXP_M,"
    "PTREAD_EXP_H,PTREAD_EXP_FSM6CLA1A,PTREAD_EXP_NotFSM6CLA1A,PTGPS_EXP_L,PTGPS_EXP_M,PTGPS_EXP_H,"
    "PTGPS_EXP_FSM6CLA1A,PTGPS_EXP_NotFSM6CLA1A,PTMAT_EXP_L,PTMAT_EXP_M,PTMAT_EXP_H,"
    "PTMAT_EXP_FSM6CLA1A,PTMAT_EXP_NotFSM6CLA1A,PTWRITTA_EXP_L,PTWRITTA_EXP_M,PTWRITTA_EXP_H,"
    "PTWRITTA_EXP_FSM6CLA1A,PTWRITTA_EXP_NotFSM6CLA1A,PTREAD_HIGH_L,PTREAD_HIGH_M,PTREAD_HIGH_H,"
    "PTREAD_HIGH_FSM6CLA1A,PTREAD_HIGH_NotFSM6CLA1A,PTGPS_HIGH_L,PTGPS_HIGH_M,PTGPS_HIGH_H,"
    "PTGPS_HIGH_FSM6CLA1A,PTGPS_HIGH_NotFSM6CLA1A,PTMAT_HIGH_L,PTMAT_HIGH_M,PTMAT_HIGH_H,"
    "PTMAT_HIGH_FSM6CLA1A,PTMAT_HIGH_NotFSM6CLA1A,PTWRITTA_HIGH_L,PTWRITTA_HIGH_M,PTWRITTA_HIGH_H,"
    "PTWRITTA_HIGH_FSM6CLA1A,PTWRITTA_HIGH_NotFSM6CLA1A,TEALGRP1,PTEALGRP1,TEALGRP3,PTEALGRP3,"
    "TSENELE,PSENELE,TSENELK,PSENELK,TSENELEK,PSENELEK,TELIG_18,PTFSM6CLA1A_18,PTNOTFSM6CLA1A_18,"
    "PTRWM_EXP_18,PTRWM_HIGH_18,PTRWM_EXP_FSM6CLA1A_18,PTRWM_HIGH_FSM6CLA1A_18,"
    "PTRWM_EXP_NotFSM6CLA1A_18,PTRWM_HIGH_NotFSM6CLA1A_18,READPROG_18,READPROG_LOWER_18,"
    "READPROG_UPPER_18,WRITPROG_18,WRITPROG_LOWER_18,WRITPROG_UPPER_18,MATPROG_18,MATPROG_LOWER_18,"
    "MATPROG_UPPER_18,READ_AVERAGE_18,MAT_AVERAGE_18,TELIG_17,PTFSM6CLA1A_17,PTNOTFSM6CLA1A_17,"
    "PTRWM_EXP_17,PTRWM_HIGH_17,PTRWM_EXP_FSM6CLA1A_17,PTRWM_HIGH_FSM6CLA1A_17,"
    "PTRWM_EXP_NotFSM6CLA1A_17,PTRWM_HIGH_NotFSM6CLA1A_17,READPROG_17,READPROG_LOWER_17,"
    "READPROG_UPPER_17,WRITPROG_17,WRITPROG_LOWER_17,WRITPROG_UPPER_17,MATPROG_17,MATPROG_LOWER_17,"
    "MATPROG_UPPER_17,READ_AVERAGE_17,MAT_AVERAGE_17,TELIG_3YR,PTRWM_EXP_3YR,PTRWM_HIGH_3YR,"
    "READ_AVERAGE_3YR,MAT_AVERAGE_3YR,READPROG_UNADJUSTED,WRITPROG_UNADJUSTED,MATPROG_UNADJUSTED,"
    "READPROG_DESCR_17,WRITPROG_DESCR_17,MATPROG_DESCR_17,READPROG_DESCR_18,WRITPROG_DESCR_18,"
    "MATPROG_DESCR_18,READPROG_DESCR,WRITPROG_DESCR,MATPROG_DESCR";

/// Key stage 2, ks2_school_attainment_data and ks2_school_information_data.
inline constexpr std::string_view ks2_long =
    "time_period,time_identifier,geographic_level,country_code,country_name,version,school_urn,"
    "school_laestab,school_name,breakdown_topic,breakdown,subject,expected_standard_pupil_percent,"
    "higher_standard_pupil_percent,average_scaled_score,progress_measure_score,"
    "progress_measure_lower_conf_interval,progress_measure_upper_conf_interval,"
    "absent_or_not_able_to_access_percent,working_towards_expected_standard_pupil_percent,"
    "absent_or_disapplied_percent,progress_measure_unadjusted,progress_measure_description";
inline constexpr std::string_view ks2_information =
    "time_period,time_identifier,geographic_level,country_code,country_name,version,school_urn,"
    "school_laestab,school_name,totpups,tpupyear,telig,telig_3yr,belig,gelig,pbelig,pgelig,tks1average,"
    "tfsm6cla1a,ptfsm6cla1a,tnotfsm6cla1a,ptnotfsm6cla1a,tealgrp2,ptealgrp2,tmobn,ptmobn,tealgrp1,"
    "ptealgrp1,tsenele,psenele,tsenelk,psenelk,tsenelek,psenelek,telig_23,ptfsm6cla1a_23";

/// Key stage 4, information_about_schools, those of its columns that count pupils.
inline constexpr std::string_view ks4_information =
    "time_period,time_identifier,geographic_level,country_code,country_name,version,school_urn,"
    "school_laestab,school_name,t_pupils,t_boys,t_girls,avg_ks2_scaledscore,t_disadvantaged,"
    "pt_disadvantaged,t_sen_with_ehcp";

/// 16 to 18: institution_performance, 42 columns, and of the tables' 585 those that are read.
inline constexpr std::string_view ks5_long =
    "time_period,time_identifier,geographic_level,country_code,country_name,version,old_la_code,"
    "new_la_code,la_name,school_name,school_urn,school_laestab,disadvantage_status,exam_cohort,"
    "end1618_student_count,aps_per_entry,aps_per_entry_grade,aps_per_entry_student_count,"
    "retained_percent,retained_assessed_percent,retained_student_count,retained_2nd_year_percent,"
    "retained_2nd_year_student_count,value_added,value_added_upper_ci,value_added_lower_ci,"
    "progress_banding,best_three_alevels_aps,best_three_alevels_grade,best_three_alevels_student_count,"
    "aab_percent,aab_student_count,level_3_maths_percent,level_3_maths_student_count,vocational_percent,"
    "vocational_student_count,maths_progress,maths_progress_entries_percent,"
    "maths_progress_inscope_count,english_progress,english_progress_entries_percent,"
    "english_progress_inscope_count";
inline constexpr std::string_view ks5 =
    "RECTYPE,LEA,ESTAB,URN,SCHNAME,TPUP1618,TALLPUP_1618,TALLPUP_ALEV_1618,TALLPPE_ALEV_1618,"
    "TINCLUDE_B3,TB3PTSE,PTAAB_2FAC,VA_INS_ALEV,PT_Retained_ALEV_Ret,TALLPUP_AGEN,TALLPPE_AGEN";

/// Key stage 4, performance_tables_schools, those of its 156 columns that hold the measures of whole schools.
inline constexpr std::string_view ks4 =
    "time_period,time_identifier,geographic_level,country_code,country_name,version,school_urn,"
    "school_laestab,school_name,establishment_type_group,breakdown_topic,breakdown,sex,"
    "disadvantage_status,first_language,prior_attainment,mobility,pupil_count,pupil_percent,"
    "attainment8_average,engmath_94_percent,engmath_95_percent,ebacc_entering_percent,"
    "ebacc_94_percent,ebacc_95_percent,progress8_pupil_count,progress8_average,progress8_lower_95_ci,"
    "progress8_upper_95_ci,gcse_91_percent,lan_multiple_entering_percent,sci_triple_entering_percent";

/// School census. PNUMUNCLF is the publisher's own misspelling of 2025.
inline constexpr std::string_view census =
    "URN,LA,Estab,SCHOOLTYPE,NOR,NORG,NORB,PNORG,PNORB,TSENELSE,PSENELSE,TSENELK,PSENELK,NUMEAL,"
    "NUMENGFL,NUMUNCFL,PNUMEAL,PNUMENGFL,PNUMUNCLF,NUMFSM,NUMFSMEVER,NORFSMEVER,PNUMFSMEVER";

/// School census in the layout of explore education statistics, and special needs; the first column of the
/// latter is a row number without a name.
inline constexpr std::string_view census_long =
    "time_period,time_identifier,geographic_level,country_code,country_name,region_name,region_code,"
    "school_urn,old_la_code,new_la_code,la_name,estab,school_name,school_laestab,phase_type_grouping,"
    "trust,open_date,sex_of_school_description,establishment_type,middle_school,all_through,"
    "hospital_school,religious_denomination,admissions_policy,district_administrative_code,"
    "district_administrative_name,pcon_code,pcon_name,ward_code,ward_name,urban_rural,school_postcode,"
    "academy_flag,school_size,school_time,attendance_pattern,sex,breakdown_topic,breakdown,pupil_count,"
    "pupil_percent";
inline constexpr std::string_view special_needs =
    ",time_period,time_identifier,geographic_level,country_code,country_name,old_la_code,new_la_code,"
    "la_name,school_urn,estab,school_name,school_laestab,open_date,sen_provision,sen_primary_need,"
    "pupil_count";

/// Pupil absence, 1a_absence_3term_school, without the reasons of absence.
inline constexpr std::string_view absence =
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name,education_phase,school_name,trust,estab,school_laestab,"
    "school_urn,academy_type,academy_open_date,all_through,num_schools,enrolments,sess_possible,"
    "sess_overall,sess_authorised,sess_unauthorised,sess_overall_percent,sess_authorised_percent,"
    "sess_unauthorised_percent,enrolments_pa_10_exact,enrolments_pa_10_exact_percent,"
    "enrolments_pa_50_exact,enrolments_pa_50_exact_percent";

/// Figures of authorities and of England, explore education statistics.
inline constexpr std::string_view attendance_so_far =
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name,education_phase,attendance_perc,overall_absence_perc,"
    "authorised_absence_perc,unauthorised_absence_perc,illness_perc,unauth_hol_perc,pa_perc";
inline constexpr std::string_view home_education =
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name,breakdown_topic,breakdown,child_count,child_percent,rate_per_100";
inline constexpr std::string_view plans =
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name,ehcplans";

/// Suspensions and permanent exclusions of a year.
inline constexpr std::string_view suspensions =
    "time_identifier,time_period,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name,estab,school_laestab,school_urn,school_name,trust_name,"
    "academy_type,academy_open_date,education_phase,headcount,perm_excl,perm_excl_rate,suspension,"
    "susp_rate,one_plus_susp,one_plus_susp_rate";

/// School workforce, england_swf.
inline constexpr std::string_view workforce =
    "LA Number,Establishment Number,URN,School Phase,Total Number of Teachers (Headcount),"
    "Total Number of Teaching Assistants (Headcount),"
    "\"Total Number of Non Classroom-based School Support Staff,"
    " Excluding Auxiliary Staff (Headcount)\",Total Number of Teachers (Full-Time Equivalent),"
    "Total Number of Teaching Assistants (Full-time Equivalent),"
    "\"Total Number of Non Classroom-based School Support Staff,"
    " Excluding Auxiliary Staff (Full-Time Equivalent)\",Pupil:     Teacher Ratio,"
    "Mean Gross FTE Salary of All Teachers (£s)";

/// Size of the workforce and sickness of teachers, explore education statistics.
inline constexpr std::string_view workforce_size =
    "time_period,time_identifier,geographic_level,country_code,country_name,school_laestab,school_urn,"
    "school_name,school_type,fte_all_teachers,fte_classroom_teachers,fte_all_teachers_without_qts,"
    "hc_all_teachers,percent_pt_teacher";
inline constexpr std::string_view sickness =
    "time_period,time_identifier,geographic_level,country_code,country_name,school_laestab,school_urn,"
    "school_name,school_type,total_teachers_taking_absence,percentage_taking_absence,"
    "average_number_of_days_all_teachers";

/// Teachers who left, from one November to the next.
inline constexpr std::string_view turnover =
    "time_period,time_identifier,geographic_level,country_code,country_name,school_laestab,school_urn,"
    "school_name,school_type,teacher_fte_in_census_year,remained_in_the_same_school,"
    "left_the_state-funded_system,left_to_another_state-funded_school";

/// Consistent Financial Reporting, CFR_24-25_Data: raw codes.
inline constexpr std::string_view finance =
    "LANumber,LEAEstab,Estab,URN,Federated Flag,LAEstab of School in Federation 1,"
    "LAEstab of School in Federation 2,LAEstab of School in Federation 3,"
    "LAEstab of School in Federation 4,LAEstab of School in Federation 5,"
    "LAEstab of School in Federation 6,LAEstab of School in Federation 7,"
    "LAEstab of School in Federation 8,LAEstab of School in Federation 9,"
    "LAEstab of School in Federation 10,I01,I02,I03,I04,I05,I06,I07,I08a,I08b,I09,I10,I11,I12,I13,I15,"
    "I16,I17,I18a,I18b,I18c,I18d,E01,E02,E03,E04,E05,E06,E07,E08,E09,E10,E11,E12,E13,E14,E15,E16,E17,"
    "E18,E19,E20A,E20B,E20C,E20D,E20E,E20F,E20G,E21,E22,E23,E24,E25,E26,E27,E28a,E28b,E29,E30,E31,E32,OB01,"
    "OB02,OB03,CI01,CI03,CI04,CE01,CE02,CE03,CE04A,CE04B,CE04C,CE04D,CE04E,B01,B02,B03,B05,B06,B07";

/// Academies accounts return, sheet "Academies", thousands of pounds.
inline constexpr std::string_view academies =
    "LA,Estab,URN,School Name,Period covered by return,Total income,Total expenditure,In-year balance,"
    "Revenue reserve";

/// Trusts and federations, allgroupsdata.
inline constexpr std::string_view groups =
    "Group UID,Group ID,Group Name,Companies House Number,Group Type (code),Group Type,Closed Date,"
    "Open date,Incorporated on (open date),Group Status (code),Group Status,Group Street,Group Locality,"
    "Group Address 3,Group Town,Group County,Group Postcode,Head of Group Title,"
    "Head of Group First Name,Head of Group Last Name,UKPRN";

/// Graded inspections since 2005, links between URNs, Code-Point Open.
inline constexpr std::string_view ofsted_history = "URN,Rating,Inspection Date";
inline constexpr std::string_view links = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate";
inline constexpr std::string_view postcodes = "postcode,easting,northing,district,ward,county";

/// The authority's own sheet, read by schemes/profiles/authority-return.toml.
inline constexpr std::string_view authority_return =
    "URN,School year,Permanent exclusions %,Suspensions %,Leavers home educated %,Leavers NEET %,"
    "Reserves % of income,Pupils on roll,Teachers leaving %,\"KS2 expected, all pupils %\","
    "\"KS2 expected, disadvantaged %\",KS2 pupils,KS2 disadvantaged pupils,\"Attainment 8, all pupils\","
    "\"Attainment 8, disadvantaged\",KS4 pupils,KS4 disadvantaged pupils";

/// What schools have told of the year so far, under the same profile.
inline constexpr std::string_view authority_in_year =
    "URN,School year,Suspensions %,Teachers leaving %,Attendance minimum %,Attendance so far %";

}
