story A form sent after the sign-in ended comes back filled
person Bea board member
Bea opens a new meeting
Bea fills title with "Spring meeting & moderation"
Bea fills held_on-day with "20"
3 hours pass
Bea sends the form
Bea is asked to sign in
Bea sees "What you typed was kept"
there are 0 meetings
Bea signs in here
Bea sees "We kept what you typed earlier" and "Spring meeting & moderation"
Bea fills held_on-day with "20"
Bea fills held_on-month with "3"
Bea fills held_on-year with "2026"
Bea fills evidence_as_at-day with "2"
Bea fills evidence_as_at-month with "3"
Bea fills evidence_as_at-year with "2026"
Bea fills recommendations_by-day with "13"
Bea fills recommendations_by-month with "3"
Bea fills recommendations_by-year with "2026"
Bea sends the form
Bea sees "Spring meeting & moderation"
there are 1 meetings
there are 0 drafts

story A person with two roles acts in one at a time
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Bea    board member
person Helen  headteacher at Brook Primary and adviser for Hill Primary
on 2026-03-02 Bea decides Red for Brook Primary because "Progress fell"
on 2026-03-03 Bea decides Amber for Hill Primary because "Attendance fell"
Helen signs in
Helen sees "Which role do you want to use?"
Helen acts as headteacher
Helen sees "Red" at the level of Brook Primary
Helen is refused the rating of Hill Primary
Helen is refused the level of Hill Primary
Helen acts as school adviser
Helen sees "Amber" at the rating of Hill Primary
Helen is refused the level of Brook Primary
Helen is refused the rating of Brook Primary

story A form sent twice by the Back button creates once
person Dora director
Dora opens a new person
Dora fills name with "Cara Lund"
Dora fills email with "cara@fellshire.example"
Dora fills role with "data_officer"
Dora sends the form
Dora sees "Cara Lund" and "Data officer"
there are 2 accounts
Dora sends the same form again
Dora sees "Cara Lund" and "Data officer"
there are 2 accounts

story Another website cannot send a form in somebody's name
person Dora director
Dora opens a new person
Dora fills name with "Cara Lund"
Dora fills email with "cara@fellshire.example"
Dora fills role with "director"
another website sends the form of Dora
Dora is refused
there are 1 accounts

story Signing out ends it
person Bea board member
Bea opens the board's meetings
Bea signs out
Bea is asked to sign in

story Nobody gives a role to themselves
person Dora director
Dora opens a new person
Dora fills name with "Dora"
Dora fills email with "dora@fellshire.example"
Dora fills role with "board_member"
Dora sends the form
Dora sees "You cannot give a role to yourself"
there are 1 accounts

story A one-time link sets a password once
person Dora director
person Asha adviser
Dora gives Asha a one-time link
Asha sets the password "too short" with the link
Asha sees "at least 12 characters"
Asha sets the password "Password2024!" with the link
Asha sees "This one is too common" and "Three random words work well"
Asha sets the password "asha-fellshire-1" with the link
Asha sees "does not use your name or email address"
Asha sets the password "three random words" with the link
Asha signs in with "three random words"
Asha sees "Nothing is waiting for you"
Asha signs out
Asha sets the password "other random words" with the link
Asha sees "This link no longer works"
Asha signs in with "other random words"
Asha sees "Email address or password is incorrect"
the trail is whole

story Guessing a password takes longer and longer, whether or not there is such an account
person Dora director
person Asha adviser
Dora gives Asha a one-time link
Asha sets the password "three random words" with the link
Asha signs in with "guess one"
Asha sees "Email address or password is incorrect"
Asha signs in with "guess two"
Asha signs in with "guess three"
Asha signs in with "guess four"
Asha signs in with "guess five"
Asha sees "Email address or password is incorrect"
Asha signs in with "three random words"
Asha sees "Too many wrong passwords. Try again in 1 minute"
1 minute pass
Asha signs in with "guess six"
Asha sees "Email address or password is incorrect"
Asha signs in with "three random words"
Asha sees "Too many wrong passwords. Try again in 2 minutes"
2 minutes pass
Asha signs in with "three random words"
Asha sees "Nothing is waiting for you"
# From now on her browser is known: what a stranger guesses at the same address does not make her wait.
Asha signs out
Dora signs in as Asha with "guess one"
Dora signs in as Asha with "guess two"
Dora signs in as Asha with "guess three"
Dora signs in as Asha with "guess four"
Dora signs in as Asha with "guess five"
Dora signs in as Asha with "guess six"
Dora sees "Too many wrong passwords"
Asha signs in with "three random words"
Asha sees "Nothing is waiting for you"

story A new password ends every session
person Dora director
person Asha adviser
Asha signs in
Asha sees "Your work"
Dora gives Asha a one-time link
Asha sets the password "three random words" with the link
Asha is asked to sign in
Asha opens their own work
Asha is asked to sign in
