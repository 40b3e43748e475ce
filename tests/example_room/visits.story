# The room of docs/adding-a-room.md, from end to end.

story A visit is offered and agreed, and another school learns nothing of it
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Asha   adviser for Brook Primary
person Helen  headteacher at Brook Primary
person Omar   headteacher at Hill Primary
Asha  sees "There are no visits." at the visits
Asha  fills in "Offering a visit" of Brook Primary with When is it offered "2026-03-02" and is told "Enter what the visit will look at"
Asha  fills in "Offering a visit" of Brook Primary with What will the visit look at "Phonics" and When is it offered "2026-03-02"
Asha  sees "The visit is offered to Brook Primary" and "Phonics" and "Offered"
Helen fills in "Agreeing a visit" of the visit with Which day suits the school "2026-03-01" and is told "2 March 2026"
Helen fills in "Agreeing a visit" of the visit with Which day suits the school "2026-03-12"
Helen sees "The visit is agreed" and "12 March 2026"
Helen is refused /visits/1/hold
Omar  is refused /visits/1/agree
Omar  never sees "Phonics" on any page, export, search or calendar
Helen sees "Visits" and "Phonics" and "Offered by Asha" at /search?q=phoncis
Asha  downloads "Visits" as CSV and sees "Phonics" and "2026-03-12" and "2026-03-02"
Helen downloads "Visits" as XLSX and sees "Phonics"
it is 2026-03-12
Asha  fills in "Recording that a visit was held" of the visit with When was it held "2026-03-12"
Asha  sees "The visit is recorded as held" and "Held"
the trail holds 1 "visit.agreed" of Brook Primary by Helen
the trail is whole

story A school declines with a reason
school Brook Primary  urn 900001
person Asha   adviser for Brook Primary
person Helen  headteacher at Brook Primary
Asha  fills in "Offering a visit" of Brook Primary with What will the visit look at "Attendance" and When is it offered "2026-03-02"
Helen fills in "Declining a visit" of the visit and is told "Enter why"
Helen fills in "Declining a visit" of the visit with Why "We have an inspection that week"
Asha  sees "Declined" at the visits
Asha  opens /visits/1/agree
Asha  sees "You cannot agree a date: this visit is declined. It must be offered."
the trail is whole
