# The box in the head of every page: one answer of many kinds, and nothing of what the reader may not open.

story A head, an adviser and the board find what is theirs
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Asha   adviser for Brook Primary
person Ben    adviser for Hill Primary
person Bea    board member
person Dora   director
person Helen  headteacher at Brook Primary
Asha fills in "Adding a note" of Brook Primary with What is it about "Leadership capacity or vacancy" and How serious is it "Moderate concern" and How well is it known "Heard once, not checked" and Source "Visit" and Note "The bursar Quenneliad leaves at Easter" and When was it seen or heard "2026-03-01" and When will you look at it again "2026-06-01" and Last day it counts "2026-09-01"
Asha  sees "Notes" and "Leadership capacity or vacancy: Brook Primary" and "The bursar Quenneliad leaves at Easter" at /search?q=quenelliad
the trail holds 1 "notes.read" of Brook Primary by Asha
Asha  sees "Notes" and "Quenneliad leaves" at /search?q=quenn&fragment=1
Ben   sees "Nothing you can open matches" at /search?q=quenelliad
Ben   never sees "Quenneliad" on any page, export, search or calendar
Helen never sees "Quenneliad" on any page, export, search or calendar
Bea   fills in "Arranging a meeting of the board" with What is the meeting called? "Summer term" and When is the meeting? "2026-06-01" and Where is it held? "Thornhollow Hall" and Evidence as at "2026-05-01" and Last day for advisers' recommendations "2026-05-20"
Dora  sees "Meetings" and "Summer term" and "Challenge board, 1 June 2026, Thornhollow Hall" at /search?q=thornhollow
Asha  sees "Nothing you can open matches" at /search?q=thornholow
Asha  never sees "Thornhollow" on any page, export, search or calendar
Dora  sees "People" and "helen@fellshire.example" at /search?q=helen
Dora  sees "Advisers" and "The schools of this adviser" at /search?q=asha
Asha  sees "Nothing you can open matches" at /search?q=helen@fellshire
Helen sees "Schools" and "Brook Primary" at /search?q=broko
Helen sees "Pages" and "Areas" at /search?q=areas
Helen sees "Nothing you can open matches" at /search?q=challenge+bord
Helen sees "You can find:" and "Schools" and "Pages" at /search
Helen never sees "People" at /search
Helen sees "Type at least 2 letters or digits." at /search?q=b
Asha  sees "Brook Primary" at /schools/find?q=brook
the trail is whole

story Pages, areas, measures and recorded facts are found by their words
school Brook Primary  urn 900001
area NORTH Northmoor with Brook Primary
person Dev    data officer
person Asha   adviser for Brook Primary
person Helen  headteacher at Brook Primary
Dev   sees "Imports of files" at /search?q=imports
Asha  sees "Nothing you can open matches" at /search?q=imports+of+files
Helen sees "Areas" and "Northmoor" and "Area NORTH" at /search?q=nortmoor
Helen sees "Measures" and "Reading progress" at /search?q=reading+progress
Dev   fills in "Recording an appointment" of Brook Primary with Post "Headteacher" and Name "Helen Marsh" and First day "2026-03-01"
Asha  sees "Headteachers and chairs" and "Helen Marsh" and "Headteacher, Brook Primary" at /search?q=hellen+marsh
Asha fills in "Recording a fact" of Brook Primary with What do you want to record "Safeguarding not effective" and First day it applies "2026-02-02" and Source "Audit letter of Vashtipole"
Asha  sees "Recorded facts" and "Safeguarding not effective: Brook Primary" and "Since 2 February 2026" at /search?q=vashtipole
Helen never sees "Safeguarding not effective" at /search?q=vashtipole

story The best come first, and what is left out is said
school Thornhollow Alder  urn 900101
school Thornhollow Birch  urn 900102
school Thornhollow Cedar  urn 900103
school Thornhollow Damson  urn 900104
school Thornhollow Elder  urn 900105
school Thornhollow Fir  urn 900106
school Thornhollow Gorse  urn 900107
school Thornhollow Hazel  urn 900108
school Thornhollow Ivy  urn 900109
school Thornhollow Juniper  urn 900110
school Thornhollow Larch  urn 900111
school Thornhollow Maple  urn 900112
school Thornhollow Oak  urn 900113
school Thornhollow Pine  urn 900114
school Thornhollow Rowan  urn 900115
school Thornhollow Sorrel  urn 900116
school Thornhollow Thistle  urn 900117
school Thornhollow Willow  urn 900118
school Thornhollow Yarrow  urn 900119
school Thornhollow Heather  urn 900120
school Thornhollow Bracken  urn 900121
school Thornhollow Hill  urn 900122
person Helen  headteacher at Thornhollow Hill
Helen sees "Search results: thornhollow hill" and "Thornhollow Hill" at /search?q=thornhollow+hill
Helen never sees "Thornhollow Alder" at /search?q=thornhollow+hill
Helen sees "Only the best 20 are shown. Type more words to find others." at /search?q=thornhollow
Helen sees "Thornhollow" at /search?q=thornhollow&fragment=1
Helen never sees "Only the best" at /search?q=thornhollow&fragment=1
