# A school reads what counted for its level, says that a figure is wrong, and is answered.

story A head says that a figure is wrong and reads the answer
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Helen  headteacher at Brook Primary
person Carl   chair of governors at Brook Primary
person Dan    deputy headteacher at Brook Primary
person Omar   headteacher at Hill Primary
person Asha   adviser for Brook Primary
person Ravi   adviser for Hill Primary
person Bea    board member
person Dev    data officer
person Sam    scrutiny member
on 2026-03-02 Bea decides Amber for Brook Primary because "Absence rose"
Helen sees "Amber since 2 March 2026" and "Absence rose" and "Asha" and "your school adviser" at the level of Brook Primary
Helen sees "Questions governors may ask" and "Tell us that a figure is wrong" at the level of Brook Primary
Carl  sees "Tell us that a figure is wrong" at the level of Brook Primary
Asha  never sees "Tell us that a figure is wrong" at the level of Brook Primary
Helen fills in "Saying that a figure is wrong" of Brook Primary with Which figure is wrong "Another figure" and What should it be "412 pupils on roll" and How do you know "" and is told "Enter how you know"
Helen fills in "Saying that a figure is wrong" of Brook Primary with Which figure is wrong "Another figure" and What should it be "412 pupils on roll" and How do you know "Our own register"
Helen sees "We have what you say" and "412 pupils on roll" and "We have not answered yet"
Carl  sees "412 pupils on roll" at the level of Brook Primary
Asha  sees "Answer Brook Primary: a figure is said to be wrong" at their own work
Dev   sees "Answer Brook Primary: a figure is said to be wrong" at their own work
Ravi  never sees "Answer Brook Primary" at their own work
Asha  opens /schools/900001/figure-queries/1
Asha  sees "412 pupils on roll" and "Our own register" and "Answer the school"
Asha  fills in "Answering about a figure" of the figure with What is the answer "Will be corrected in the next release" and Why "" and is told "Enter why"
Asha  fills in "Answering about a figure" of the figure with What is the answer "Will be corrected in the next release" and Why "The census was late"
Asha  sees "The school sees your answer now" and "Change the answer"
Asha  never sees "Answer Brook Primary" at their own work
Dev   never sees "Answer Brook Primary" at their own work
Helen sees "Read the answer about a figure" at their own work
Helen sees "Will be corrected in the next release" and "The census was late" at the level of Brook Primary
Dev   fills in "Answering about a figure" of the figure with What is the answer "Corrected in the source" and Why "The file is imported again"
Helen sees "Corrected in the source" and "The file is imported again" at the level of Brook Primary
Helen never sees "Change the answer" at /schools/900001/figure-queries/1
Helen downloads "Figures that a school says are wrong" of Brook Primary as CSV and sees "412 pupils on roll" and "Our own register" and "Corrected in the source"
Asha  downloads "Figures that schools say are wrong" as CSV and sees "Brook Primary" and "412 pupils on roll"
Helen is refused /figure-queries
Omar  is refused /schools/900001/figure-queries
Omar  is refused /schools/900001/figure-queries/1
Omar  is refused /schools/900001/figure-queries/new
Ravi  is refused /schools/900001/figure-queries/1
Dan   is refused the level of Brook Primary
Dan   is refused /schools/900001/figure-queries
Dan   is refused /schools/900001/figure-queries/new
Sam   is refused /schools/900001/figure-queries/1
Asha  is refused /schools/900001/figure-queries/new
Bea   opens /schools/900001/figure-queries/1
Bea   never sees "Change the answer" at /schools/900001/figure-queries/1
Omar  never sees "412 pupils on roll" on any page, export, search or calendar
Ravi  never sees "412 pupils on roll" on any page, export, search or calendar
Dan   never sees "412 pupils on roll" on any page, export, search or calendar
Sam   never sees "412 pupils on roll" on any page, export, search or calendar
the trail is whole

story A head reads what counted as it was known, what has come since, and of notes only the kind
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Helen  headteacher at Brook Primary
person Carl   chair of governors at Brook Primary
person Asha   adviser for Brook Primary
person Bea    board member
the inspections "900001,Inadequate,20230301;900002,Good,20230301" are imported
Asha  fills in "Adding a note" of Brook Primary with What is it about "Governance" and How serious is it "Moderate concern" and How well is it known "Heard once, not checked" and Source "Visit" and Note "The chair may resign" and When was it seen or heard "2026-03-01" and When will you look at it again "2026-06-01" and Last day it counts "2026-09-01"
on 2026-03-02 Bea decides Red for Brook Primary because "The inspection was poor"
Helen sees "as they were known on 2 March 2026" and "inadequate" and "points" and "Up to 2 March 2026 nothing has come that would count differently" at the level of Brook Primary
Carl  sees "Which points of the last inspection are done, and which are not?" at the level of Brook Primary
Helen sees "What officers know counted too" and "Experience and capacity of leaders and governors" at the level of Brook Primary
Helen never sees "A note of" at the level of Brook Primary
Helen never sees "The chair may resign" on any page, export, search or calendar
Carl  never sees "The chair may resign" on any page, export, search or calendar
it is 2026-04-20
the inspections "900001,Good,20260120;900002,Good,20230301" are imported
Helen sees "as they were known on 2 March 2026" and "Figures that would count differently on 20 April 2026" and "The board sees them when it next decides" at the level of Brook Primary
Helen fills in "Saying that a figure is wrong" of Brook Primary with Which figure is wrong "Latest graded inspection" and What should it be "Good" and How do you know "The report of January"
