# What the home page of each role says before anything is to do.

story The director, the board and the adviser see what got worse and what happened this week
school Brook Primary  urn 900001
school Hill Primary   urn 900002
school Dale Primary   urn 900003
area SOUTH South with Dale Primary
person Dora  director
person Bea   board member
person Asha  adviser for Brook Primary
person Alan  adviser for Hill Primary
person Helen headteacher at Brook Primary
person Sam   scrutiny member
it is 2026-03-02
Dora  sees "Worse than on 23 February 2026: 0" and "No proposed level is worse than a week ago" at their own work
Dora  sees "No decision, notice, inspection or import" at their own work
Asha fills in "Recording a fact" of Brook Primary with What do you want to record? "Warning notice" and First day it applies "2026-03-01" and When did the authority know? "2026-03-01" and Source "Letter of 1 March" and What it says "Standards are too low"
Dora  sees "Worse than on 23 February 2026: 1" and "Red was Not enough evidence" and "A warning notice has been in force since 1 March 2026" at their own work
Dora  sees "Recorded for Brook Primary: Warning notice in force" at their own work
Asha  sees "Which of your schools first, and why" and "A warning notice has been in force since 1 March 2026" at their own work
Asha  never sees "Hill Primary" at their own work
Alan  never sees "Warning notice" at their own work
Alan  never sees "Brook Primary" at their own work
Helen never sees "Warning notice" at their own work
Sam   never sees "Warning notice" at their own work
Sam   never sees "Brook Primary" at their own work
Bea fills in "Arranging a meeting of the board" with What is the meeting called? "Spring term" and When is the meeting? "2026-03-02" and Evidence as at "2026-03-02" and Last day for advisers' recommendations "2026-03-02"
Dora  sees "Recommendations still to come before Spring term" and "Asha" at their own work
Bea opens the board's meetings
Bea fills in "Recording who was present at a meeting of the board" with Who was there? "Bea"
Bea fills in "Deciding on a school" of Brook Primary with What does the board decide? "Red" and Rationale "The notice stands"
Dora  sees "Brook Primary: Red decided" at their own work
Dora  never sees "Asha" at their own work
Bea   sees "Brook Primary: Red decided" and "+1" at their own work
Alan  never sees "Brook Primary" at their own work
the trail is whole

story Schools that are worse than on the last rating date are named, and a level is new for four weeks
school Brook Primary  urn 900001
person Dora  director
person Bea   board member
person Dev   data officer
person Asha  adviser for Brook Primary
person Helen headteacher at Brook Primary
it is 2025-11-03
Dev fills in "Recording an appointment" of Brook Primary with Post "Headteacher" and Name "Ines Vale" and First day "2025-09-01"
Dev fills in "Recording that a post ended" of Brook Primary with Post "Headteacher" and Last day "2025-11-03"
it is 2026-03-02
Asha fills in "Recording a fact" of Brook Primary with What do you want to record? "Warning notice" and First day it applies "2026-03-01" and When did the authority know? "2026-03-01" and Source "Letter of 1 March" and What it says "Standards are too low"
Dora  sees "proposed Red was Amber" at their own work
it is 2026-03-20
Dora  sees "Worse than on 1 January 2026, the last rating date: 1." and "Brook Primary" and "proposed Red" and "See all levels that changed since that date" at their own work
on 2026-03-20 Bea decides Red for Brook Primary because "The notice stands"
Helen sees "New The authority's level for Brook Primary" at their own work
it is 2026-04-18
Helen sees "Look up The authority's level for Brook Primary" at their own work
the trail is whole

story A rating of an earlier day shows nothing that came later
school Brook Primary  urn 900001
person Bea   board member
person Asha  adviser for Brook Primary
it is 2026-03-02
Asha fills in "Recording a fact" of Brook Primary with What do you want to record? "Warning notice" and First day it applies "2026-03-01" and When did the authority know? "2026-03-01" and Source "Letter of 1 March" and What it says "Standards are too low"
Asha sees "Change them to say what you think" and "A warning notice has been in force since 1 March 2026." at /schools/900001/recommendations
Asha fills in "Recommending a level" of Brook Primary with Which level do you recommend? "Red" and Why? "Nobody leads"
Bea fills in "Arranging a meeting of the board" with What is the meeting called? "Spring term" and When is the meeting? "2026-03-02" and Evidence as at "2026-03-02" and Last day for advisers' recommendations "2026-03-02"
Bea opens the board's meetings
Bea fills in "Recording who was present at a meeting of the board" with Who was there? "Bea"
Bea sees "Asha recommends" and "The school does not read the recommendation" and "We suggest the main reasons" at the decision on Brook Primary
there are 0 decisions
Bea fills in "Deciding on a school" of Brook Primary with What does the board decide? "Red" and Rationale "The notice stands"
Asha sees "Critical trigger" and "Nobody leads" and "The notice stands" at the rating of Brook Primary
Asha never sees "Nobody leads" at the rating of Brook Primary as at 2026-02-27
Asha never sees "The notice stands" at the rating of Brook Primary as at 2026-02-27
Asha never sees "Recommend a level" at the rating of Brook Primary as at 2026-02-27
Asha never sees "Warning notice in force" at the rating of Brook Primary as at 2026-02-27
