# The challenge board from arranging a meeting to closing it, and the levels it looks at.

story A meeting is arranged, minuted and closed
school Brook Primary  urn 900001
person Bea  board member
person Bob  board member
person Dora director
it is 2026-03-02
Bea fills in "Arranging a meeting of the board" with What is the meeting called? "Spring term" and When is the meeting? "2026-03-02" and Evidence as at "2026-03-03" and Last day for advisers' recommendations "2026-03-02" and is told "The date of the evidence must not be after the meeting."
Bea fills in "Arranging a meeting of the board" with What is the meeting called? "Spring term" and When is the meeting? "2026-03-02" and Evidence as at "2026-03-02" and Last day for advisers' recommendations "2026-03-02"
Bea sees "The meeting is arranged" and "Spring term"
Bea fills in "Closing a meeting of the board" and is told "Record who was present before you close the meeting."
Bea opens the board's meetings
Bea fills in "Recording who was present at a meeting of the board" with Who was there? "Bob" and Who was there? "Dora"
Bea sees "Who was present at the meeting is saved"
Bob opens the board's meetings
Bob fills in "The minutes of a meeting of the board" with Minutes "Attendance was discussed"
Bob sees "The minutes are saved" and "Attendance was discussed"
Bea fills in "Deciding on a school" of Brook Primary with What does the board decide? "Amber" and Rationale "Attendance fell in spring" and Review date "2026-01-02" and is told "The review date must be after the meeting."
Bea fills in "Deciding on a school" of Brook Primary with What does the board decide? "Amber" and Rationale "Attendance fell in spring" and Review date "2026-09-02"
Bea sees "The decision on Brook Primary is recorded" and "Attendance fell in spring"
Bea sees "Quorum 2 people. This is a suggestion: the board has not set its quorum" at /board/meetings/1
Bea fills in "Setting the quorum of the board" with How many people have to be present before a meeting can be closed? "3" and From which day? "2026-03-01" and is told "The first day must not be in the past."
Bea fills in "Setting the quorum of the board" with How many people have to be present before a meeting can be closed? "3" and From which day? "2026-03-02"
Bea sees "The quorum is saved" and "3 people, set by Bea from 2 March 2026"
Dora is refused /board/quorum
Dora sees "Quorum 3 people, set by Bea from 2 March 2026" at /board/meetings/1
Bob opens the board's meetings
Bob fills in "Closing a meeting of the board" and is told "2 people are recorded as present. The quorum is 3."
Bob opens the board's meetings
Bob fills in "Recording who was present at a meeting of the board" with Who was there? "Bea" and Who was there? "Bob" and Who was there? "Dora"
Bob opens the board's meetings
Bob fills in "Closing a meeting of the board"
Bob sees "The meeting is closed" and "its record can no longer change"
Dora sees "Attendance was discussed" and "Attendance fell in spring" and "Confidential" at /board/meetings/1/record?format=docx
Dora sees "%PDF" at /board/meetings/1/record?format=pdf
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
Asha fills in "Recording a fact" of Brook Primary with What do you want to record? "Warning notice" and First day it applies "2026-02-02" and When did the authority know? "2026-02-02" and Source "Letter of 2 February" and What it says "Standards are too low"
Bea fills in "Arranging a meeting of the board" with What is the meeting called? "Spring term" and When is the meeting? "2026-03-02" and Evidence as at "2026-03-02" and Last day for advisers' recommendations "2026-03-02"
Bea opens the board's meetings
Bea fills in "Recording who was present at a meeting of the board" with Who was there? "Bea"
Bea fills in "Agreeing levels as proposed" with Agree the proposal for Brook Primary "yes" and is told "Enter the board's rationale"
Bea fills in "Agreeing levels as proposed" with Agree the proposal for Brook Primary "yes" and Reason for agreeing these levels "The warning notice stands"
Bea sees "1 decision is recorded" and "The warning notice stands"
there are 1 decisions

story What is undecided is named when a meeting is closed and goes forward
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Bea  board member
person Asha adviser for Brook Primary
it is 2026-03-02
Asha fills in "Recording a fact" of Brook Primary with What do you want to record? "Warning notice" and First day it applies "2026-02-02" and When did the authority know? "2026-02-02" and Source "Letter of 2 February" and What it says "Standards are too low"
Bea  fills in "Arranging a meeting of the board" with What is the meeting called? "Spring term" and When is the meeting? "2026-03-02" and Evidence as at "2026-03-02" and Last day for advisers' recommendations "2026-03-02"
Asha opens /
Asha sees "Recommend a level for Brook Primary"
Bea  opens /board/meetings/1
Bea  sees "Record who is present first. Then the board can decide."
Bea  opens the board's meetings
Bea  fills in "Recording who was present at a meeting of the board" with Who was there? "Bea"
Bea  opens /board/meetings/1
Bea  sees "Next to decide"
Bea  opens /board/meetings/1/agree
Bea  sees "Spring term" and "Next to decide"
Bea  fills in "Deciding on a school" of Brook Primary with Rationale "The warning notice stands" and is told "Choose the level the board decides"
Bea  fills in "Deciding on a school" of Brook Primary with What does the board decide? "Amber" and Rationale "The notice is nearly met"
Bea  sees "The decision on Brook Primary is recorded" and "Next to decide: Hill Primary"
Asha never sees "Recommend a level for Brook Primary" on any page, export, search or calendar
Bea  fills in "Arranging a meeting of the board" with What is the meeting called? "Summer term" and When is the meeting? "2026-06-08" and Evidence as at "2026-03-02" and Last day for advisers' recommendations "2026-06-01"
Bea  opens /board/meetings/1/close
Bea  sees "Schools on the agenda without a decision: 1. They go forward to Summer term on 8 June 2026." and "Hill Primary"
Bea  never sees "Brook Primary" at /board/meetings/1/close
Bea  opens /board/meetings/2
Bea  sees "Hill Primary"

story The agenda and the pack are taken away
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Bea   board member
person Dora  director
person Dev   data officer
person Asha  adviser for Brook Primary
person Helen headteacher at Brook Primary
person Sam   scrutiny member
it is 2026-03-02
Bea  fills in "Arranging a meeting of the board" with What is the meeting called? "Winter term" and When is the meeting? "2026-03-04" and Evidence as at "2026-03-02" and Last day for advisers' recommendations "2026-03-03"
Asha opens /schools/900001/recommendations
the trail holds 1 "rating.read" of school:900001 by Asha
20 minutes pass
Asha sends the form
Asha sees "Enter why you recommend this level"
the trail holds 2 "rating.read" of school:900001 by Asha
Asha fills in "Recommending a level" of Brook Primary with Which level do you recommend? "Amber" and Why? "<img src=file:///etc/passwd>"
Bea  fills in "Arranging a meeting of the board" with What is the meeting called? "Spring term" and When is the meeting? "2026-03-05" and Evidence as at "2026-03-02" and Last day for advisers' recommendations "2026-03-04"
Bea  opens /board/meetings/2
Bea  sees "for Winter term, on 2 March 2026" and "There is evidence for 0% of what the scheme counts"
Bea  sees "Brook Primary" and "Hill Primary" and "Confidential. " and "5 March 2026" at /board/meetings/2/agenda?format=docx
Bea  sees "%PDF" at /board/meetings/2/agenda?format=pdf
Dora sees "Hill Primary" and "img src=file" at /board/meetings/2/pack?format=docx
Dora sees "%PDF" at /board/meetings/2/pack?format=pdf
the trail holds 1 "pack.read" of meeting:2 by Dora
Dev   is refused /board/meetings/2/agenda?format=pdf
Asha  is refused /board/meetings/2/pack?format=pdf
Helen is refused /board/meetings/2/record?format=docx
Sam   is refused /board/meetings/2/agenda?format=docx

story Who is not shown the levels of an area is not written down as having read them
school Brook Primary  urn 900001
person Bea   board member
person Helen headteacher at Brook Primary
it is 2026-03-02
Helen opens /areas/0
Helen sees "Schools, places and pupils"
Bea   opens /areas/0
Bea   sees "Schools by proposed level"
the trail holds 0 "area.levels.read" of area:0 by Helen
the trail holds 1 "area.levels.read" of area:0 by Bea

story Officers see exact numbers of levels, others rounded ones
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Dora  director
person Sam   scrutiny member
person Bea   board member
on 2026-03-02 Bea decides Red for Brook Primary because "Progress fell"
Dora opens /areas/levels
Dora sees "The whole authority 2 1 0 0 1" and "These are exact numbers"
Sam  opens /areas/levels
Sam  sees "The whole authority 2 fewer than 5" and "rounded to the nearest 5"

story A meeting is moved, and another one called off
school Brook Primary  urn 900001
person Bea  board member
person Dora director
it is 2026-03-02
Bea  fills in "Arranging a meeting of the board" with What is the meeting called? "Spring term" and When is the meeting? "2026-03-05" and Evidence as at "2026-03-02" and Last day for advisers' recommendations "2026-03-04"
Bea  sees "The board meets on 5 March 2026. You can record decisions from that date."
Bea  opens /board/meetings/1/schools/900001
Bea  sees "The board meets on 5 March 2026. You can record decisions from that date."
Bea  fills in "Changing a meeting of the board" with When is the meeting? "2026-03-03" and is told "Advisers must recommend on or before the day of the meeting."
Bea  opens the board's meetings
Bea  fills in "Changing a meeting of the board" with When is the meeting? "2026-03-12" and Where is it held? "County Hall"
Bea  sees "The meeting is changed" and "12 March 2026" and "County Hall"
Bea  fills in "Calling off a meeting of the board" and is told "Enter why the meeting is called off"
Dora is refused /board/meetings/1/change
Dora is refused /board/meetings/1/call-off
Bea  opens the board's meetings
Bea  fills in "Calling off a meeting of the board" with Why is it called off? "Snow"
Bea  sees "The meeting is called off" and "Called off on 2 March 2026: Snow"
Bea  opens /board/meetings/1/change
Bea  sees "You cannot change the meeting: this meeting is called off. It must be coming."
Bea  opens /board/meetings/1/pack
Bea  sees "You cannot prepare a pack: this meeting is called off."
Dora downloads "Challenge board" as CSV and sees "Called off" and "Snow" and "County Hall"
the trail is whole

story A closed meeting shows what the board had and takes nothing more
school Brook Primary  urn 900001
person Bea  board member
person Bob  board member
person Dora director
person Asha adviser for Brook Primary
it is 2026-03-02
Asha fills in "Recording a fact" of Brook Primary with What do you want to record? "Warning notice" and First day it applies "2026-02-02" and When did the authority know? "2026-02-02" and Source "Letter of 2 February" and What it says "Standards are too low"
Bea  fills in "Arranging a meeting of the board" with What is the meeting called? "Spring term" and When is the meeting? "2026-03-02" and Evidence as at "2026-03-02" and Last day for advisers' recommendations "2026-03-02"
Dora opens the board's meetings
Dora fills in "Preparing a pack"
Dora waits for the work
Dora sees "Open the pack: 1 schools"
Bea  opens the board's meetings
Bea  fills in "Recording who was present at a meeting of the board" with Who was there? "Bea" and Who was there? "Bob"
Bea  fills in "Agreeing levels as proposed" with Agree the proposal for Brook Primary "yes" and Reason for agreeing these levels "The warning notice stands"
Bea  fills in "Closing a meeting of the board"
Bea  sees "Packs kept with this meeting" and "The warning notice stands" and "are in the packs that were prepared"
Bea  never sees "Prepare the pack" at /board/meetings/1
Bea  opens /board/meetings/1/pack
Bea  sees "You cannot prepare a pack: this meeting is closed."
Bea  opens /board/meetings/1/minutes
Bea  sees "You cannot write the minutes: this meeting is closed."
Bea  opens /board/meetings/1/schools/900001
Bea  sees "You cannot decide levels: this meeting is closed."
the trail is whole

story Levels are proposed for every school over several dates
school Brook Primary  urn 900001
person Dev data officer
it is 2026-03-02
Dev sees "Map of levels" and "Table of" and "The worse the proposed level, the larger the mark" at /levels/map
Dev sees "FeatureCollection" at /levels/map.geojson
Dev sees "Levels on the last rating dates and today" and "Proposed" and "Decided" at /levels/runs
Dev fills in "Proposing levels for every school"
Dev waits for the work
Dev sees "Proposed levels up to 2 March 2026" and "Not enough evidence"

story Levels held before are checked first and come in whole
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Dev data officer
Dev fills in "Import past levels" with CSV file "levels.csv: URN,level,date,reason;900001,Amber,2026-01-12,Attendance fell;900002,Purple,2026-01-12,Unknown" and is told "Nothing was imported. Put right 1 of 2 rows, then send the file again"
Dev opens the list of levels
Dev fills in "Import past levels" with CSV file "levels.csv: URN,level,date,reason;900001,Amber,2026-01-12,Attendance fell"
Dev sees "Nothing has been kept yet"
there are 0 decisions
Dev fills in "Import past levels"
Dev sees "1 level was added."
there are 1 decisions

story A draft of the minutes does not overwrite what a colleague saved
person Bea  board member
person Bob  board member
it is 2026-03-02
Bea fills in "Arranging a meeting of the board" with What is the meeting called? "Spring term" and When is the meeting? "2026-03-02" and Evidence as at "2026-03-02" and Last day for advisers' recommendations "2026-03-02"
Bea opens /board/meetings/1/minutes
Bea fills minutes with "Draft words of Bea"
the browser keeps what Bea typed
Bob opens the board's meetings
Bob fills in "The minutes of a meeting of the board" with Minutes "Saved words of Bob"
Bea opens /board/meetings/1/minutes
Bea sees "Draft words of Bea"
Bea fills minutes with "Draft words of Bea, finished"
Bea sends the form
Bea sees "Somebody else saved the minutes while you were writing" and "Saved words of Bob" and "Draft words of Bea, finished"
Bob sees "Saved words of Bob" at /board/meetings/1
Bea fills minutes with "Words of both"
Bea sends the form
Bob sees "Words of both" at /board/meetings/1
