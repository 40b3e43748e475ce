# The challenge board from arranging a meeting to closing it, and the levels it looks at.

story A meeting is arranged, minuted and closed
school Brook Primary  urn 900001
person Bea  board member
person Bob  board member
person Dora director
it is 2026-03-02
Bea fills in "Arranging a meeting" with What is the meeting called? "Spring term" and When does the board meet? "2026-03-02" and Evidence as at "2026-03-03" and Last day for advisers' recommendations "2026-03-02" and is told "The date of the evidence must not be after the meeting."
Bea fills in "Arranging a meeting" with What is the meeting called? "Spring term" and When does the board meet? "2026-03-02" and Evidence as at "2026-03-02" and Last day for advisers' recommendations "2026-03-02"
Bea sees "The meeting is arranged" and "Spring term"
Bea fills in "Closing a meeting" and is told "Record who was present before you close the meeting."
Bea opens the board's meetings
Bea fills in "Recording who is present" with Who is here? "Bob" and Who is here? "Dora"
Bea sees "Who is present is saved"
Bob opens the board's meetings
Bob fills in "The minutes of a meeting" with Minutes "Attendance was discussed"
Bob sees "The minutes are saved" and "Attendance was discussed"
Bea fills in "Deciding on a school" of Brook Primary with What does the board decide? "Amber" and Rationale "Attendance fell in spring" and Review date "2026-01-02" and is told "The review date must be after the meeting."
Bea fills in "Deciding on a school" of Brook Primary with What does the board decide? "Amber" and Rationale "Attendance fell in spring" and Review date "2026-09-02"
Bea sees "The decision on Brook Primary is recorded" and "Attendance fell in spring"
Bob opens the board's meetings
Bob fills in "Closing a meeting"
Bob sees "The meeting is closed" and "its record no longer changes"
Dora downloads "Challenge board" as CSV and sees "Spring term" and "Closed"
Dora downloads "Challenge board" as XLSX and sees "Spring term" and "Closed"
Dora downloads "Levels of schools" as CSV and sees "Brook Primary" and "Amber" and "2026-09-02"
Dora downloads "Levels of schools" as XLSX and sees "Brook Primary" and "Amber" and "Confidential"
the trail is whole

story The board agrees what is proposed
school Brook Primary  urn 900001
person Bea  board member
person Dev  data officer
person Asha adviser for Brook Primary
it is 2026-03-02
Asha fills in "Recording a fact" of Brook Primary with What is the case? "Warning notice" and First day on which it is so "2026-02-02" and When did the authority know? "2026-02-02" and Source "Letter of 2 February" and What it says "Standards are too low"
Bea fills in "Arranging a meeting" with What is the meeting called? "Spring term" and When does the board meet? "2026-03-02" and Evidence as at "2026-03-02" and Last day for advisers' recommendations "2026-03-02"
Bea fills in "Agreeing levels as proposed" with Agree the proposal for Brook Primary "yes" and is told "Enter the board's rationale"
Bea fills in "Agreeing levels as proposed" with Agree the proposal for Brook Primary "yes" and One rationale for all of them "The warning notice stands"
Bea sees "1 decision is recorded" and "The warning notice stands"
there are 1 decisions

story Levels held before are checked first and come in whole
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Dev data officer
Dev fills in "Import levels already held" with CSV file "levels.csv: URN,level,date,reason;900001,Amber,2026-01-12,Attendance fell;900002,Purple,2026-01-12,Unknown" and is told "Nothing was imported: 1 of 2 rows must be put right"
Dev opens the list of levels
Dev fills in "Import levels already held" with CSV file "levels.csv: URN,level,date,reason;900001,Amber,2026-01-12,Attendance fell"
Dev sees "Nothing has been kept yet"
there are 0 decisions
Dev fills in "Import levels already held"
Dev sees "1 level was added."
there are 1 decisions
