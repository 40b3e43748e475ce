story The level of a school is its own and the authority's
authority Moorshire 902
school Brook Primary  urn 900001
school Hill Primary   urn 900002
school Moor Primary   urn 900003 in Moorshire
person Asha   senior adviser for Brook Primary, Hill Primary
person Bea    board member
person Helen  headteacher at Brook Primary
person Carl   chair of governors at Brook Primary
person Omar   headteacher at Hill Primary
person Sam    scrutiny member
person Dan    data protection officer
person Dev    data officer
person Mona   board member of Moorshire
on 2026-03-02 Bea decides Red for Brook Primary because "Progress fell for three years"
Asha  sees "Red" at the rating of Brook Primary
Helen sees "Red" and "Progress fell for three years" at the level of Brook Primary
Carl  sees "Red" and "Progress fell for three years" at the level of Brook Primary
Dev   sees "Red" at the rating of Brook Primary
Helen is refused the rating of Brook Primary
Omar  is refused the rating of Brook Primary
Omar  is refused the level of Brook Primary
Sam   is refused the level of Brook Primary
Dan   is refused the level of Brook Primary
Mona  is refused the level of Brook Primary
Mona  is refused the rating of Brook Primary
Omar  never sees "Progress fell for three years" on any page, export, search or calendar
Sam   never sees "Progress fell for three years" on any page, export, search or calendar
Dan   never sees "Progress fell for three years" on any page, export, search or calendar
Mona  never sees "Progress fell for three years" on any page, export, search or calendar
the trail is whole

story An adviser sees the caseload and nothing beside it
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Bea    board member
person Asha   adviser for Brook Primary
person Ben    adviser for Hill Primary
on 2026-03-02 Bea decides Amber for Brook Primary because "Attendance fell in spring"
it is 2026-03-03
Asha fills in "Recommending a level" of Brook Primary with Which level do you recommend "Red" and Why "The head is leaving"
Asha sees "Amber" at the rating of Brook Primary
Asha is refused the rating of Hill Primary
Ben  is refused the rating of Brook Primary
Ben  is refused the notes of Brook Primary
Asha is refused the board's meetings
Ben  never sees "Attendance fell in spring" on any page, export, search or calendar
Ben  never sees "The head is leaving" on any page, export, search or calendar

story Reading a level leaves a trace, once a quarter of an hour
school Brook Primary  urn 900001
person Bea    board member
person Helen  headteacher at Brook Primary
person Dan    data protection officer
on 2026-03-02 Bea decides Green for Brook Primary because "Results are strong"
Helen opens the level of Brook Primary
Helen opens the level of Brook Primary
the trail holds 1 "level.read" of Brook Primary by Helen
16 minutes pass
Helen opens the level of Brook Primary
the trail holds 2 "level.read" of Brook Primary by Helen
Helen is refused the rating of Brook Primary
the trail holds 1 "refused" of Brook Primary by Helen
Dan sees "Level read" and "Helen" and "Brook Primary" at the audit trail
Dan sees "Brook Primary" and "Who has read this level?" at /levels/readers
Dan sees "Who has read this school's level" at the page of Brook Primary
Dan sees "2 people have read the level of Brook Primary since 1 September 2025" and "Helen" and "Headteacher" and "The school's page or its level" and "2 March 2026, 09:16" at /schools/900001/readers
Dan never sees "level.read" at /schools/900001/readers
Dan never sees "Green" at /schools/900001/readers
Bea opens the list of levels
Bea opens the rating of Brook Primary
Dan sees "In lists, agendas or packs that may hold it: 1 person." and "The list of levels" and "The rating" at /schools/900001/readers
Dan sees "Bea" at /schools/900001/readers?name=bea
Dan downloads "Who has read the level of a school" of Brook Primary as CSV and sees "Helen" and "The list of levels"
Dan downloads "Who has read this level?" as CSV and sees "Brook Primary"
Helen is refused /schools/900001/readers
Helen is refused /levels/readers
Bea is refused /schools/900001/readers
Helen never sees "Who has read this school's level" at the page of Brook Primary
Helen is refused the audit trail
the trail is whole

story A chosen day stays chosen, and the list says where evidence is lacking
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Bea    board member
person Helen  headteacher at Brook Primary
Bea sees "2 of these 2 schools lack evidence on 2 March 2026. For most of it no file has been imported." at the list of levels
Bea never sees "This page shows what was known on" at the list of levels
Bea sees "This page shows what was known on 1 February 2026" and "Go back to today" at the list of levels as at 2026-02-01
Bea sees "This page shows what was known on 1 February 2026" at the rating of Brook Primary as at 2026-02-01
Bea sees "This page shows what was known on 1 February 2026" at the areas as at 2026-02-01
Helen sees "This page shows what was known on 1 February 2026" at the page of Brook Primary as at 2026-02-01
Helen is refused the list of levels as at 2026-02-01
