# Forms filled in by their titles and the words of their questions; lists downloaded by theirs.

story A form is filled in as a person would and a mistake is told beside the question
school Brook Primary  urn 900001
person Dev  data officer
person Dora director
person Asha adviser for Brook Primary
person Ben  adviser
person Dan  data protection officer
Dev fills in "Adding an area" with Name "North" and Code "NO RTH" and is told "at most 20 letters, digits and hyphens"
Dev fills in "Adding an area" with Name "North" and Code "NORTH"
Dev fills in "Putting schools into an area" of the area NORTH with Schools "900001" and First day "2026-03-02"
Dev sees "Brook Primary"
Dora fills in "Allocating a school" with School "900001" and Adviser "Ben" and Reason "Asha is on leave"
Dora fills in "Ending a role" of Asha with When does the role end "At once"
Dora sees "The role has ended"
Dora fills in "Disabling an account" of Ben with Disable this account "yes"
Dora sees "The account is disabled"
Dora fills in "Enabling an account" of Ben
Dora sees "The account is enabled"
Dora fills in "Add people from a CSV file" with CSV file "people.csv: name,email,role;Ben Carter,ben2@fellshire.example,adviser"
Dora sees "Nothing has been kept yet"
Dora downloads "The list of schools" as CSV and sees "Brook Primary"
Dora downloads "The list of schools" as XLSX and sees "Brook Primary"
Dan downloads "The audit trail" as CSV and sees "school.allocated"

story Advisers are allocated from a file, and a second role is given
school Brook Primary  urn 900001
person Dora director
person Asha adviser
Dora fills in "Allocate schools from a CSV file" with CSV file "urn,email,from,reason;900001,asha@fellshire.example,2026-03-02,New caseload"
Dora sees "Would be added" and "Nothing has been kept yet"
Dora sends the form
Dora sees "Brook Primary" and "Asha" at the advisers
Dora fills in "Giving a role" of Asha with Role "Data officer"
Dora sees "The role of Asha is recorded" and "Data officer"

story The list of schools forgives typing errors and keeps what was asked in its address
school Brook Primary  urn 900001
school Fell High      urn 900002
person Dora director
Dora sees "Brook Primary" and "Fell High" at /schools
Dora sees "Brook Primary" and "1 school" at /schools?q=borok
Dora never sees "Fell High" at /schools?q=borok
Dora sees "Show these schools on a map" at /schools?q=borok
Dora sees "Fell High" at /schools?q=900002&sort=name&direction=descending
Dora sees "No school fits these filters" at /schools?q=zzzzzz
Dora sees "No school fits these filters" at /schools?status=closed
Dora sees "All England" at /schools?authority=all

story A data officer has a model fitted
person Dev data officer
Dev fills in "Fitting a model"
Dev waits for the work
Dev sees "No file that lists every inspection has been imported"
