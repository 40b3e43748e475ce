# Two people at once, files over the wire, and nothing typed is lost.

story Two board members decide at once and the second is told
school Brook Primary  urn 900001
person Bea board member
person Bob board member
on 2026-03-02 Bea decides Green for Brook Primary because "Results are strong"
Bea opens the decision on Brook Primary
Bob opens the decision on Brook Primary
Bea fills level with "amber"
Bea fills rationale with "Attendance fell in spring"
Bob fills level with "red"
Bob fills rationale with "The head is leaving"
Bea sends the form
Bob sends the form
Bob sees "There is a problem" and "Attendance fell in spring" and "The head is leaving"
there are 2 decisions
Bob fills rationale with "The head is leaving"
Bob sends the form
Bob sees "Brook Primary"
there are 3 decisions
Bea sees "The head is leaving" at the rating of Brook Primary
Bea sees "Attendance fell in spring" at the rating of Brook Primary
the trail is whole

story Levels held before come in whole or not at all
authority Moorshire 902
school Brook Primary  urn 900001
school Hill Primary   urn 900002
school Moor Primary   urn 900003 in Moorshire
person Dev data officer
person Helen headteacher at Brook Primary
Dev fills in "Import past levels" with CSV file "URN,level,date,reason;900001,Amber,2026-01-12,Attendance fell;900003,Red,2026-01-12,Of another authority" and is told "Nothing was imported. Put right 1 of 2 rows, then send the file again"
there are 0 decisions
Dev opens the import past levels
Dev fills in "Import past levels" with CSV file "URN,level,date,reason;900001,Amber,2026-01-12,Attendance fell;900002,Green,2026-01-12,Results are strong"
Dev sees "Nothing has been kept yet"
there are 0 decisions
Dev sends the form
Dev sees "2 levels were added."
there are 2 decisions
Helen sees "Amber" and "Attendance fell" at the level of Brook Primary
Helen never sees "Results are strong" on any page, export, search or calendar
the trail is whole

story A draft kept while typing outlives the sign-in
school Brook Primary  urn 900001
person Asha adviser for Brook Primary
Asha opens the notes of Brook Primary
Asha fills body with "The chair has resigned"
the browser keeps what Asha typed
there are 1 drafts
13 hours pass
Asha opens the notes of Brook Primary
Asha is asked to sign in
Asha signs in
Asha sees "Finish a form you started"
Asha opens the notes of Brook Primary
Asha sees "The chair has resigned" and "We kept what you typed earlier"
Asha throws away what was kept
Asha sees "What you had typed is thrown away"
Asha never sees "The chair has resigned" at the notes of Brook Primary
there are 0 drafts
