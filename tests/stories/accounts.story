# Who manages whom, and how a change of roles or caseload is felt.

story A role ends and with it what it showed
school Brook Primary  urn 900001
person Bea   board member
person Dora  director
person Asha  adviser for Brook Primary
on 2026-03-02 Bea decides Red for Brook Primary because "Progress fell"
Asha sees "Red" at the rating of Brook Primary
Dora ends the role of Asha
Asha sees "Red" at the rating of Brook Primary
it is 2026-03-03
Asha signs in
Asha sees "You have no role today"

story A school changes its adviser and the caseload follows
school Brook Primary  urn 900001
person Dora  director
person Asha  adviser for Brook Primary
person Ben   adviser
Asha opens the rating of Brook Primary
Asha sees "Brook Primary"
Ben  is refused the rating of Brook Primary
Dora allocates Brook Primary to Ben because "Asha is on leave"
Ben  opens the rating of Brook Primary
Ben  sees "Brook Primary"
Asha is refused the rating of Brook Primary
Dora sees "Ben" and "Brook Primary" at the advisers

story Accounts of another authority stay out of reach
authority Moorshire 902
person Dora director
person Mona director of Moorshire
Dora never sees "Mona" at the people
Mona cannot end the role of Dora
