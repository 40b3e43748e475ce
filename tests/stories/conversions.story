# An academy and the school that closed before it, with no link between them.

story A data officer joins two schools that no link joins, keeps others apart, and takes both back
school Brook Primary  urn 900001
person Dev    data officer
person Ravi   adviser for Brook Primary
authority Moorshire 902
person Mona   data officer of Moorshire
Dev  fills in "Checking a file" with File "edubasealldata20260301.csv: URN,LA (code),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),ReasonEstablishmentOpened (name),OpenDate,ReasonEstablishmentClosed (name),CloseDate,PhaseOfEducation (name),Postcode;900401,901,2401,Fell Primary,Community school,Closed,,,Academy Converter,31-08-2025,Primary,PR1 8RE;900402,901,2401,Fell Academy,Academy converter,Open,Academy Converter,01-09-2025,,,Primary,PR1 8RE;900403,901,2403,Moss Primary,Community school,Closed,,,For Academy,31-12-2025,Primary,PR1 8RF;900404,901,2403,Moss Academy,Academy sponsor led,Open,,01-01-2026,,,Primary,PR1 8RF;900405,901,2405,Tarn Primary,Community school,Proposed to open,,,,,Primary,PR1 8RG;900406,901,2407,Low Primary,Community school,Open,,,,,Primary,PR1 8RH;900407,901,2407,High Primary,Community school,Open,,,,,Primary,PR1 8RJ"
Dev  waits for the work
Dev  sees "1 accepted row makes no school: proposed to open. URN 900405 Tarn Primary." and "2 open schools hold the number 901/2407"
Dev  fills in "Importing a checked file"
Dev  waits for the work
Dev  sees "2 academies of England may continue a school that closed"
Dev  sees "2 academies may continue a school" at /
Dev  sees "Same number, 901/2401. Similar name. Same postcode, PR1 8RE." at /possible-conversions
Dev  downloads "Possible conversions" as CSV and sees "Fell Academy" and "900403"
Dev  downloads "Possible conversions" as XLSX and sees "Moss Academy"
Ravi is refused /possible-conversions
Mona never sees "Fell Academy" at /possible-conversions
Dev  never sees "Moss Primary" at /schools/900404
Dev  opens /possible-conversions
Dev  fills in "Deciding that two schools are one" of the pair
Dev  sees "The schools are joined" and "Same school"
Dev  sees "Moss Primary" at /schools/900404
Dev  sees "decided on 2 March 2026 that Moss Primary (900403) went on as Moss Academy (900404)." at /schools/900404/history
Dev  fills in "Deciding that two schools are not one" of the pair
Dev  sees "The schools stay apart" and "Not the same school"
Dev  never sees "may continue a school" at /
Dev  fills in "Undoing a decision on two schools" of the pair
Dev  sees "The decision is undone"
Dev  sees "1 academy may continue a school" at /
the trail is whole
