# What officers know and what the authority records: entered, read, ended, downloaded, and never for the school.

story A note is added, downloaded and withdrawn, and the school learns nothing of it
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Asha   adviser for Brook Primary
person Ben    adviser for Hill Primary
person Helen  headteacher at Brook Primary
Asha fills in "Adding a note" of Brook Primary with Source "Visit" and Note "The deputy leaves at Easter" and is told "Choose how serious it is"
Asha fills in "Adding a note" of Brook Primary with What is it about "Leadership capacity or vacancy" and How serious is it "Moderate concern" and How well is it known "Heard once, not checked" and Source "Visit" and Note "The deputy leaves at Easter" and When was it seen or heard "2026-03-03" and When will you look at it again "2026-06-01" and Last day it counts "2026-09-01" and is told "The day it was heard or seen must not be in the future"
Asha fills in "Adding a note" of Brook Primary with What is it about "Leadership capacity or vacancy" and How serious is it "Moderate concern" and How well is it known "Heard once, not checked" and Source "Visit" and Note "The deputy leaves at Easter" and When was it seen or heard "2026-03-01" and When will you look at it again "2026-06-01" and Last day it counts "2026-09-01"
Asha sees "The note is added"
Asha sees "The deputy leaves at Easter" and "Heard once, not checked" at the notes of Brook Primary
Asha downloads "The notes on a school" of Brook Primary as CSV and sees "The deputy leaves at Easter"
Asha downloads "The notes on a school" of Brook Primary as XLSX and sees "Heard once, not checked"
Asha fills in "Withdrawing a note" of Brook Primary with Why is it withdrawn "She stays"
Asha sees "The note is withdrawn"
Asha downloads "The notes on a school" of Brook Primary as CSV and sees "She stays"
Ben   never sees "The deputy leaves at Easter" on any page, export, search or calendar
Helen never sees "The deputy leaves at Easter" on any page, export, search or calendar
the trail is whole

story A fact is recorded, downloaded and ended, and many come from a table
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Asha   adviser for Brook Primary
person Dev    data officer
person Helen  headteacher at Brook Primary
Asha fills in "Recording a fact" of Brook Primary with What do you want to record "Safeguarding not effective" and First day it applies "2026-02-02" and Source "Audit letter" and Why has it ended "Put right" and is told "Enter the last day, or leave out why it ended"
Asha fills in "Recording a fact" of Brook Primary with What do you want to record "Safeguarding not effective" and First day it applies "2026-02-02" and Source "Audit letter" and Why has it ended ""
Asha sees "The fact is recorded"
Asha fills in "Recording a fact" of Brook Primary with What do you want to record "Safeguarding not effective" and First day it applies "2026-02-09" and Source "Audit letter" and is told "This is already recorded for one of those days"
Asha downloads "The recorded facts of a school" of Brook Primary as CSV and sees "Audit letter"
Asha downloads "The recorded facts of a school" of Brook Primary as XLSX and sees "Audit letter"
Asha fills in "Ending a fact" of Brook Primary with Last day it applied "2026-02-20" and Why has it ended "Audited again"
Asha sees "The end of the fact is recorded"
Asha fills in "Withdrawing a fact recorded by mistake" of Brook Primary with What was wrong with it? "It was another school's audit"
Asha sees "The fact is withdrawn"
Dev fills in "Import recorded facts" with CSV file "facts.csv: URN,fact,from,source;900002,warning notice,2026-02-02,Notice letter"
Dev sees "Nothing has been kept yet"
Helen never sees "Audit letter" on any page, export, search or calendar
the trail is whole

story The import of facts takes what it offers and no vacancy
school Hill Primary   urn 900002
person Dev    data officer
Dev never sees "no_headteacher" at /evidence/facts/import
Dev fills in "Import recorded facts" with CSV file "facts.csv: URN,fact,from,source;900002,no headteacher,2026-02-02,Letter" and is told "no headteacher"

story A list of schools to compare with is saved, downloaded, changed and removed
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Asha   adviser for Brook Primary
person Helen  headteacher at Brook Primary
Asha fills in "Saving a list of schools" with Name of the list "Coast" and URNs of the schools "Brook" and is told "is not a URN of five or six digits"
Asha fills in "Saving a list of schools" with Name of the list "Coast" and URNs of the schools "900001, 900002"
Asha sees "The list is saved"
Asha downloads "Lists of schools to compare with" as CSV and sees "Coast"
Asha downloads "Lists of schools to compare with" as XLSX and sees "Coast"
Asha fills in "Changing a list of schools" with Name of the list "Moor" and URNs of the schools "900002"
Asha sees "The list is changed"
Helen never sees "Moor" on any page, export, search or calendar
Asha fills in "Removing a list of schools"
Asha sees "The list is removed"
the trail is whole
