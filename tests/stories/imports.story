# Files of figures through the upload page: checked first, then imported.

story A file of few schools replaces nothing unless it is meant to hold only some
school Brook Primary  urn 900001
school Hill Primary   urn 900002
school Dale Primary   urn 900003
person Dev    data officer
person Sam    scrutiny member
Dev fills in "Checking a file" with File "ks2_perf_2018.csv: URN,KS2 Pupils,Reading Progress,Reading Meet Std,Writing Progress,Writing Meet Std,Maths Progress,Overall Meet Std,Academic Year;900001,30,0.6,70%,0.1,60%,-2,65%,2018;900002,30,0.6,70%,0.1,60%,-2,65%,2018;900003,30,0.6,70%,0.1,60%,-2,65%,2018"
Dev waits for the work
Dev sees "Checked:" and "21 values new" and "Which proposed levels move is told after the import."
Dev fills in "Importing a checked file"
Dev waits for the work
Dev sees "Imported:" and "The file has 3 of your 3 primary schools." and "No proposed level moved."
Dev fills in "Checking a file" with File "ks2_perf_2018.csv: URN,KS2 Pupils,Reading Progress,Reading Meet Std,Writing Progress,Writing Meet Std,Maths Progress,Overall Meet Std,Academic Year;900001,30,-1.2,70%,0.1,60%,-2,65%,2018"
Dev waits for the work
Dev sees "The file has 1 of the 3 schools whose figures of 2017/18 it would replace"
Dev fills in "Importing a checked file" and is told "Confirm that the file is meant to hold only some of the schools"
Dev fills in "Checking a file" with File "ks2_perf_2018.csv: URN,KS2 Pupils,Reading Progress,Reading Meet Std,Writing Progress,Writing Meet Std,Maths Progress,Overall Meet Std,Academic Year;900001,30,-1.2,70%,0.1,60%,-2,65%,2018"
Dev waits for the work
Dev fills in "Importing a checked file" with This file covers only some schools. Keep the current figures for the others. "yes"
Dev waits for the work
Dev sees "Imported:" and "Schools that are not in it keep theirs"
the trail is whole

story A figure that cannot be right is named with its row and column
school Brook Primary  urn 900001
person Dev    data officer
Dev fills in "Checking a file" with File "ks2_perf_2018.csv: URN,KS2 Pupils,Reading Progress,Reading Meet Std,Writing Progress,Writing Meet Std,Maths Progress,Overall Meet Std,Academic Year;900001,30,1e308,70%,0.1,60%,-2,65%,2018"
Dev waits for the work
Dev sees "Refused:" and "row 2, column Reading Progress" and "lies between -60 and 60"

story A file that does not say its period is checked again without sending it again
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Dev    data officer
Dev  fills in "Checking a file" with File "figures.csv: LA,ESTAB,URN,PERCTOT,PPERSABS15;901,2001,900001,4.5,3.1;901,2002,900002,5,2.5"
Dev  waits for the work
Dev  sees "Refused:" and "Nothing says which period the figures are of" and "Check the same file again"
Dev  fills in "Checking the same file again" with Period, only if the file does not say "2014/15" and Date published, if the file does not say "31 02 2016" and is told "must be a real date"
Dev  fills in "Checking the same file again" with Period, only if the file does not say "2014/15" and Date published, if the file does not say "22 03 2016"
Dev  waits for the work
Dev  sees "Checked:" and "4 values new" and "2014/15"
Dev  fills in "Importing a checked file"
Dev  waits for the work
Dev  sees "Imported:"
the trail is whole
