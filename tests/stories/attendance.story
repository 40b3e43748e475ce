# Targeting support meetings, from the first plan to the agreed action, and who learns nothing of them.

story A school is told that a meeting about attendance which it was offered has moved
school Brook Primary  urn 900001
person Ola    attendance officer
person Helen  headteacher at Brook Primary
Ola   fills in "Planning a support meeting" of Brook Primary with When is the meeting "2026-03-20"
Ola   fills in "Changing a support meeting" of the meeting with When is the meeting "2026-03-19"
Ola   fills in "Offering a support meeting" of the meeting
Helen sees "Offered for 19 March 2026" at /schools/900001/attendance
Helen never sees "moved from" at /schools/900001/attendance
Ola   fills in "Changing a support meeting" of the meeting with When is the meeting "2026-03-24"
Helen sees "The support meeting about attendance moved from 19 March 2026 to 24 March 2026" at their own work
Helen sees "Offered for 24 March 2026, moved from 19 March 2026" at /schools/900001/attendance
Ola   sees "Support meeting: Brook Primary" and "Offered for 24 March 2026" at /search?q=support+meeting

story A school is offered a meeting, prepares it, and an action is agreed
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Ola    attendance officer
person Helen  headteacher at Brook Primary
person Dan    deputy headteacher at Brook Primary
person Bea    business manager at Brook Primary
person Omar   headteacher at Hill Primary
person Asha   adviser for Brook Primary
person Ravi   adviser for Hill Primary
person Dora   director
person Sam    scrutiny member
person Cleo   chair of governors at Brook Primary
Ola   sees "Overdue: 0. Due a meeting in the spring term 2026: 2." at /attendance
Ola   fills in "Planning a support meeting" of Brook Primary with When is the meeting "2026-03-21" and is told "The meeting must be on a weekday"
Ola   fills in "Planning a support meeting" of Brook Primary with When is the meeting "2026-03-20"
Ola   sees "The meeting is planned" and "20 March 2026" and "45"
Ola   fills in "Planning a support meeting" of Brook Primary with When is the meeting "2026-03-25" and is told "The school has a meeting in the spring term 2026 already"
Helen sees "No meeting is planned." at /schools/900001/attendance
Helen is refused /schools/900001/attendance/1
Ola   fills in "Changing a support meeting" of the meeting with When is the meeting "2026-03-18"
Ola   sees "The meeting is changed" and "18 March 2026"
Ola   fills in "Offering a support meeting" of the meeting
Ola   sees "The meeting is offered"
Helen sees "Offered for 18 March 2026" at /schools/900001/attendance
Dan   fills in "Saying what the school brings" of the meeting with Why pupils are absent, as the school sees it "Term-time holidays" and What the school does about it "Calls on the first day" and Who leads on attendance at the school "Dan Deputy"
Dan   sees "What you bring is saved" and "Term-time holidays"
Bea   opens /schools/900001/attendance/1
Bea   sees "Term-time holidays"
Bea   is refused /schools/900001/attendance/1/decline
Asha  opens /schools/900001/attendance/1
Asha  sees "Calls on the first day"
Asha  is refused /schools/900001/attendance/1/hold
Omar  is refused /schools/900001/attendance
Ravi  is refused /schools/900001/attendance/1
Cleo  is refused /schools/900001/attendance
Sam   is refused /attendance
it is 2026-03-18
Ola   fills in "Recording a support meeting" of the meeting with When was it held "2026-03-18" and How many pupils attend less than 50% of sessions "3" and How many of these have a plan "4" and How many pupils attend 50% to 90% and need several services "8" and How many of those have a plan "8" and What keeps pupils away "Buses" and When will you look at it again "2026-05-20" and is told "No more pupils can have a plan than there are"
Ola   fills in "Recording a support meeting" of the meeting with When was it held "2026-03-18" and How many pupils attend less than 50% of sessions "3" and How many of these have a plan "2" and How many pupils attend 50% to 90% and need several services "8" and How many of those have a plan "8" and What keeps pupils away "Buses" and When will you look at it again "2026-05-20"
Ola   sees "The meeting is recorded" and "Buses"
Ola   fills in "Agreeing an action" of the meeting with What was agreed "Walking bus" and Who does it "Deputy headteacher" and By when "2026-04-20"
Ola   sees "The action is added" and "Walking bus. Deputy headteacher, by 20 April 2026."
Ola   fills in "Correcting the record of a support meeting" of the meeting with How many pupils attend less than 50% of sessions "4"
Ola   sees "The record is corrected"
Dan   sees "Walking bus" at /schools/900001/attendance-actions
Dan   fills in "Marking an agreed action as done" of the action with When was it done "2026-03-18"
Dan   sees "The action is marked as done"
Ola   downloads "Support meetings of a school" of Brook Primary as CSV and sees "Buses" and "2026-05-20"
Ola   downloads "Actions agreed with a school" of Brook Primary as CSV and sees "Walking bus" and "2026-03-18"
Ola   downloads "Actions agreed with schools" as CSV and sees "Walking bus"
Ola   downloads "Attendance support" as CSV and sees "Brook Primary" and "Held"
Dora  sees "1 of 2 schools had their meeting in the spring term 2026." at /attendance/county
Sam   sees "1 of 2 schools had their meeting in the spring term 2026." at /attendance/county
Sam   sees "Numbers of pupils are shown once five meetings have been held." at /attendance/county
Omar  never sees "Buses" on any page, export, search or calendar
Ravi  never sees "Walking bus" on any page, export, search or calendar
Cleo  never sees "Buses" on any page, export, search or calendar
Sam   never sees "Buses" on any page, export, search or calendar
the trail holds 1 "support_meeting.held" of Brook Primary by Ola
the trail is whole

story A school declines, and a term without a meeting is overdue
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Ola    attendance officer
person Helen  headteacher at Brook Primary
Ola   fills in "Planning a support meeting" of Brook Primary with When is the meeting "2026-03-20"
Ola   fills in "Offering a support meeting" of the meeting
Helen fills in "Declining a support meeting" of the meeting and is told "Enter why the school declines"
Helen fills in "Declining a support meeting" of the meeting with Why does the school decline "An inspection that week"
Helen sees "The meeting is declined"
it is 2026-04-20
Ola   fills in "Planning a support meeting" of Hill Primary with When is the meeting "2026-09-16"
Ola   fills in "Calling off a support meeting" of the meeting with Why is it called off "The officer is ill"
Ola   sees "The meeting is called off" and "The officer is ill"
Ola   sees "Overdue: 1. Due a meeting in the summer term 2026: 1." at /attendance
Ola   opens /attendance?owed=overdue
Ola   sees "Hill Primary"
Ola   never sees "Brook Primary" at /attendance?owed=overdue
