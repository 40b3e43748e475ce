story A report card stands apart from the grades before it
authority Moorshire 902
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Helen  headteacher at Brook Primary
person Asha   adviser for Brook Primary
person Sam    scrutiny member
Helen sees "No inspection of this school is known on this day" at the page of Brook Primary
the inspections "900001,Good,20180926;900002,Requires Improvement,20180101" are imported
the report cards "900001,Urgent improvement,Not met" of 2026-01-13, published 2026-02-17, are imported
Helen sees "Report card of 13 January 2026" and "Urgent improvement" and "Safeguarding standards" at the page of Brook Primary
Helen sees "published on 17 February 2026" and "Inspections before report cards" and "26 September 2018" at the page of Brook Primary
Sam   sees "Report card of 13 January 2026" at the page of Brook Primary
Sam   never sees "Report card of" at the page of Hill Primary
Sam   sees "Requires improvement" at the page of Hill Primary
Asha  sees "Report card: safeguarding not met" and "Red" at the rating of Brook Primary
Asha  sees "indicators that do not apply to this school" and "Latest graded inspection" at the evidence behind the rating of Brook Primary
Asha  sees "Check the category" and "the grades lead to" at the rating of Brook Primary
Helen never sees "Check the category" on any page, export, search or calendar
Sam   never sees "Check the category" on any page, export, search or calendar
Helen is refused the rating of Brook Primary

story How schools were inspected last, each counted once
authority Moorshire 902
school Brook Primary  urn 900001
school Hill Primary   urn 900002
school Dale Primary   urn 900003
person Helen  headteacher at Brook Primary
person Dora   director
person Sam    scrutiny member
Sam   sees "No inspection with an overall grade is known on this day." and "No report card is known on this day." at /schools/inspections
the inspections "900001,Good,20180926;900002,Requires Improvement,20180101" are imported
the report cards "900001,Urgent improvement,Not met" of 2026-01-13, published 2026-02-17, are imported
Sam   sees "has 3 state-funded schools. 1 had a report card last, 1 an overall grade and 0 a graded inspection without one. No inspection is known for 1." at /schools/inspections
Sam   sees "Requires improvement" and "1 (100%)" and "Urgent improvement" and "Not met" and "newest report published on 17 February 2026" at /schools/inspections
Sam   sees "As at 16 February 2026" and "0 had a report card last, 2 an overall grade" and "No report card is known on this day." at /schools/inspections?as_at=2026-02-16
Sam   sees "How schools were inspected last" at /evidence
Sam   sees "How schools were inspected last" at /schools
Helen sees "1 had a report card last" at /schools/inspections
Dora  sees "1 had a report card last" at /schools/inspections
Helen never sees "Check the category" on any page, export, search or calendar

story How the authority compares is on one page, and names no level
authority Moorshire 902
school Brook Primary  urn 900001
school Hill Primary   urn 900002
school Moor Primary   urn 900003 in Moorshire
person Bea    board member
person Dora   director
person Helen  headteacher at Brook Primary
person Sam    scrutiny member
person Mona   director of Moorshire
on 2026-03-02 Bea decides Red for Brook Primary because "Progress fell for three years"
the inspections "900001,Good,20180926;900002,Requires Improvement,20180101" are imported
Sam   sees "compares with England and its neighbours" and "Five years, sources and the neighbours" and "How schools were inspected last, with report cards" at their own work
Sam   sees "How we compare" and "compares with England and its neighbours" and "1 (50%) of 2" and "Change which authorities are compared" at /schools/authorities
Sam   sees "The authority that you chose" and "Back to the nearest" at /schools/authorities?with=902
Sam   never sees "that you chose" at /schools/authorities?with=999
Sam   never sees "that you chose" at /schools/authorities?with=nonsense
Sam   sees "As at 1 January 2018" at /schools/authorities?as_at=2018-01-01
Dora  sees "How we compare" at their own work
Dora  never sees "Five years, sources and the neighbours" at their own work
Helen sees "compares with England and its neighbours" at /schools/authorities
Sam   sees "Measure" and "Schools counted" at /schools/authorities.csv
Sam   never sees "Progress fell for three years" on any page, export, search or calendar
Sam   never sees "Red" at /schools/authorities
