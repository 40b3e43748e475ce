# Who manages whom, and how a change of roles or caseload is felt.

story A role ends on a day and with it what it showed
school Brook Primary  urn 900001
person Bea   board member
person Dora  director
person Asha  adviser for Brook Primary
on 2026-03-02 Bea decides Red for Brook Primary because "Progress fell"
Asha sees "Red" at the rating of Brook Primary
Dora fills in "Ending a role" of Asha with When does the role end "At the end of a day" and Last day "2026-03-02"
Dora sees "The role has a last day"
Asha sees "Red" at the rating of Brook Primary
it is 2026-03-03
Asha signs in
Asha sees "You have no role today"

story A role that is ended at once shows nothing from the next page on
school Brook Primary  urn 900001
person Bea   board member
person Dora  director
person Asha  adviser for Brook Primary
on 2026-03-02 Bea decides Red for Brook Primary because "Progress fell"
Asha sees "Red" at the rating of Brook Primary
Dora fills in "Ending a role" of Asha with When does the role end "At the end of a day" and Last day "2026-12-31"
Asha sees "Red" at the rating of Brook Primary
Dora fills in "Ending a role" of Asha with When does the role end "At the end of a day" and Last day "2027-03-31" and is told "This role ends on 31 December 2026. Enter an earlier day"
Dora fills in "Ending a role" of Asha with When does the role end "At once" and Last day ""
Dora sees "The role has ended" and "ended on 2 March 2026, 09:00"
Asha is refused the rating of Brook Primary
Asha sees "You have no role today"
Dora fills in "Ending a role" of Bea with When does the role end "At once"
Bea is refused the board's meetings
the trail is whole

story Nobody is shut out without being told
person Dora director
person Dan  data protection officer
person Asha adviser
Dora fills in "Ending a role" of Dora with When does the role end "At once" and is told "This is your own access" and "Tick the box to show that you understand"
Dan fills in "Ending a role" of Dan with When does the role end "At once" and I understand, and want to go on "yes"
Dan is refused the people
Dora fills in "Ending a role" of Dora with When does the role end "At once" and is told "Nobody else manages accounts in your authority"
Dora sees "Asha" at the people
Dora fills in "Ending a role" of Dora with When does the role end "At once" and I understand, and want to go on "yes"
Dora is refused the people

story An account is disabled and enabled again
school Brook Primary  urn 900001
person Dora director
person Asha adviser for Brook Primary
Dora gives Asha a one-time link
Asha sets the password "three random words" with the link
Asha signs in with "three random words"
Asha opens the rating of Brook Primary
Asha sees "Brook Primary"
Dora fills in "Disabling an account" of Asha with Disable this account "yes"
Dora sees "The account is disabled" and "Its roles cannot be used until it is enabled"
Asha signs in with "three random words"
Asha sees "This account is disabled. Ask the person who manages accounts"
Asha signs in with "another guess"
Asha sees "Email address or password is incorrect"
Dora fills in "Enabling an account" of Asha
Dora sees "The account is enabled"
Asha signs in with "three random words"
Asha opens the rating of Brook Primary
Asha sees "Brook Primary"
the trail is whole

story A person is signed out everywhere, by an officer or by themselves
person Dora director
person Asha adviser
Asha signs in
Asha sees "Your work"
Dora fills in "Signing a person out everywhere" of Asha
Dora sees "Signed out everywhere"
Asha opens their own work
Asha is asked to sign in
Asha signs in
Asha sees "Where you are signed in" and "Here, now" at the account
Asha signs out everywhere
Asha sees "You are signed out everywhere"
Asha opens their own work
Asha is asked to sign in
the trail is whole

story An account of two authorities is not for one of them to disable
authority Moorshire 902
person Dora director
person Asha adviser and data officer of Moorshire
Dora fills in "Disabling an account" of Asha with Disable this account "yes" and is told "You cannot do this" and "End each of their roles here instead"
Dora fills in "Ending a role" of Asha with When does the role end "At once"
Dora sees "The role has ended"

story A school changes its adviser and the caseload follows
school Brook Primary  urn 900001
person Dora  director
person Asha  adviser for Brook Primary
person Ben   adviser
Asha opens the rating of Brook Primary
Asha sees "Brook Primary"
Ben  is refused the rating of Brook Primary
Dora fills in "Allocating a school" with School "900001" and Adviser "Ben" and Reason "Asha is on leave"
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

story An adviser's work telephone number is changed by its owner and by who manages accounts
school Brook Primary  urn 900001
person Bea   board member
person Dora  director
person Asha  adviser for Brook Primary
person Helen headteacher at Brook Primary
on 2026-03-02 Bea decides Amber for Brook Primary because "Absence rose"
Helen sees "No telephone number is recorded" at the level of Brook Primary
Asha fills in "Changing your work telephone number" with Your work telephone number "ask the office" and is told "Enter a telephone number, like 01632 960001"
Asha fills in "Changing your work telephone number" with Your work telephone number "01632 960001"
Asha sees "The work telephone number is saved" and "01632 960001"
Helen sees "01632 960001" at the level of Brook Primary
Dora fills in "Changing a work telephone number" of Asha with Work telephone number "01632 960002"
Helen sees "01632 960002" at the level of Brook Primary
Helen never sees "01632 960001" at the level of Brook Primary
the trail is whole
