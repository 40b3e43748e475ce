# What is over is deleted, by its rule and with a certificate; what is wanted longer is held.

story An author confirms a note in time, and one that nobody confirmed is deleted
school Brook Primary  urn 900001
person Asha   adviser for Brook Primary
person Dan    data protection officer
person Dora   director
person Helen  headteacher at Brook Primary
Asha fills in "Adding a note" of Brook Primary with What is it about "Governance" and How serious is it "Moderate concern" and How well is it known "Heard once, not checked" and Source "Visit" and Note "The chair may resign" and When was it seen or heard "2026-03-01" and When will you look at it again "2026-04-01" and Last day it counts "2026-09-01"
Asha fills in "Adding a note" of Brook Primary with What is it about "Pupil roll" and How serious is it "Slight concern" and How well is it known "Heard once, not checked" and Source "Visit" and Note "Reception is half empty" and When was it seen or heard "2026-03-01" and When will you look at it again "2026-04-02" and Last day it counts "2026-09-01"
Dan sees "Nothing is waiting for you" at their own work
it is 2026-03-20
Asha signs in
Asha sees "Confirm your note on Brook Primary" and "It is deleted after this day unless you confirm it" at their own work
Asha sees "Confirm this note by 2 April 2026" and "After that day it no longer counts and is deleted" at /schools/900001/notes/2
Helen is refused /schools/900001/notes/2/review
Asha fills in "Confirming or reviewing a note" of Brook Primary with How well is it known now "Verified by an officer" and When will you look at it again "2026-10-01" and is told "The note counts until 1 September 2026. Review it by then"
Asha fills in "Confirming or reviewing a note" of Brook Primary with How well is it known now "Verified by an officer" and When will you look at it again "2026-06-01"
Asha sees "The note is confirmed" and "Verified by an officer" and "Current"
it is 2026-04-02
Asha signs in
Asha sees "Nobody confirmed this note by 1 April 2026" and "Out of date" at /schools/900001/notes/1
Asha opens /schools/900001/notes/1/review
Asha sees "this note is out of date. It must be current"
Dan signs in
Dan sees "Delete what is no longer needed" and "1 row is due to be deleted" at their own work
Dora is refused /retention
Asha is refused /retention
Dora is refused /retention/unverified_note/delete
Dan sees "Notes that nobody confirmed by their review" and "Delete 1 row, 1 April 2026" at /retention
Dan sees "This cannot be taken back" and "UK GDPR" at /retention/unverified_note/delete
Dan fills in "Deleting what is due"
Dan sees "Deleted: 1 row" and "Notes that nobody confirmed by their review, 1 row: 1; kept until its review date"
Dan never sees "The chair may resign" on any page, export, search or calendar
Dan never sees "Reception is half empty" on any page, export, search or calendar
Asha never sees "The chair may resign" on any page, export, search or calendar
Asha sees "Reception is half empty" at the notes of Brook Primary
there are 1 notes
Dan sees "Retention deleted" at /audit?action=retention
the trail is whole

story A hold keeps what is recorded of a school
authority Moorshire 902
school Brook Primary  urn 900001
school Moor Primary   urn 900003 in Moorshire
person Asha   adviser for Brook Primary
person Dan    data protection officer
person Dora   director
Asha fills in "Adding a note" of Brook Primary with What is it about "Governance" and How serious is it "Moderate concern" and How well is it known "Heard once, not checked" and Source "Visit" and Note "The chair may resign" and When was it seen or heard "2026-03-01" and When will you look at it again "2026-04-01" and Last day it counts "2026-09-01"
Dan fills in "Placing a hold" with What is the school's URN "900003" and Why must it be kept "Claim 7" and is told "Enter the URN of a school of your authority"
Dan fills in "Placing a hold" with What is the school's URN "900001" and Why must it be kept "Claim 7"
Dan sees "The hold is placed on Brook Primary" and "Claim 7"
Dora is refused /retention/holds
it is 2026-04-02
Dan signs in
Dan sees "There is a hold on the school: 1 row (1)" at /retention
Dan opens /retention/unverified_note/delete
Dan sees "Nothing is due to be deleted under this rule today"
Dan downloads "Holds" as CSV and sees "Claim 7"
Dan fills in "Lifting a hold"
Dan sees "The hold is lifted"
Dan sees "Delete 1 row" at /retention
the trail is whole
