# An account of two authorities, an adviser of an area, what an authority keeps itself.

story A role of a second authority waits for the owner of the account
authority Moorshire 902
school Brook Primary  urn 900001
person Dora  director
person Mona  director of Moorshire
person Asha  adviser for Brook Primary
person Dan data protection officer
Dora gives Asha a one-time link
Asha sets the password "three random words" with the link
Asha sees "Your password is set. Sign in with it."
Mona opens a new person
Mona fills name with "Asha Rahman"
Mona fills email with "asha@fellshire.example"
Mona fills role with "data_officer"
Mona sends the form
Mona sees "waits to be confirmed" and "The role cannot be used until"
Asha signs in with "three random words"
Asha opens the account
Asha sees "Roles to confirm" and "Data officer, Moorshire"
Asha is refused the imports
# A fresh link of the first authority opens nothing of the second.
Dora gives Asha a one-time link
Asha sets the password "words that Dora knows" with the link
Asha signs in with "words that Dora knows"
Asha is refused the imports
# Nor does the second authority's link without the password that its officer cannot know.
Mona gives Asha a one-time link
Asha sets the password "words that Mona knows" with the link
Asha sees "Enter the password that you have now"
Asha confirms with "a wild guess" and sets the password "words that Mona knows" with the link
Asha sees "Current password is incorrect"
Dan sees "1 wrong password when setting a new one" at their own work
Asha confirms with "words that Dora knows" and sets the password "words that Dora knows" with the link
Asha sees "differs from the one you have now"
Asha confirms with "words that Dora knows" and sets the password "known to Asha alone" with the link
Asha signs in with "words that Dora knows"
Asha sees "Email address or password is incorrect"
Asha signs in with "known to Asha alone"
Asha sees "Which role do you want to use?" and "Moorshire"
Asha opens /role
Asha fills next with "/"
Asha sends the form
Asha sees "Choose which role you want to use"
Dora fills in "Making a one-time link" of Asha and is told "so the people who run the server give out the link"
Mona fills in "Making a one-time link" of Asha and is told "so the people who run the server give out the link"
the trail is whole

story An adviser of an area sees its schools on the day they belong to it
school Brook Primary  urn 900001
school Hill Primary   urn 900002
area NORTH North with Brook Primary
area SOUTH South with Hill Primary
person Dev    data officer
person Bea    board member
person Asha   senior adviser for the area NORTH
on 2026-03-02 Bea decides Red for Brook Primary because "Progress fell"
on 2026-03-02 Bea decides Amber for Hill Primary because "Attendance fell"
Asha sees "Red" at the rating of Brook Primary
Asha is refused the rating of Hill Primary
Asha is refused the notes of Hill Primary
Asha never sees "Attendance fell" on any page, export, search or calendar
Dev  fills in "Putting schools into an area" of the area SOUTH with Schools "900001" and First day "2026-04-01"
Asha sees "Red" at the rating of Brook Primary
it is 2026-04-01
Asha is refused the rating of Brook Primary
Asha never sees "Progress fell" on any page, export, search or calendar
the trail is whole

story A director gives an area, and a scope that does not exist is explained
area NORTH North with nobody
person Dora director
person Asha adviser
Dora fills in "Add people from a CSV file" with CSV file "name,email,role,scope,from;Ben Carter,ben@fellshire.example,senior_adviser,area:901:NORTH,2026-03-02;Cara Lund,cara@fellshire.example,adviser,network:901:RIVER,2026-03-02;Eve,no address,adviser,authority:901,2026-03-02" and is told "Nothing was imported. Put right 2 of 3 rows, then send the file again"
Dora sees "There is no network 'RIVER'" and "is not an e-mail address"
there are 2 accounts
Dora opens the add people from a csv file
Dora fills in "Add people from a CSV file" with CSV file "name,email,role,scope,from;Ben Carter,ben@fellshire.example,senior_adviser,area:901:NORTH,2026-03-02"
Dora sees "Nothing has been kept yet"
there are 2 accounts
Dora sends the form
Dora sees "1 role was added"
there are 3 accounts
Dora sees "Ben Carter" and "Senior adviser, Every school of the area North" at the people
the trail is whole

story A data officer sets up areas and posts, and mistakes are explained beside the field
authority Moorshire 902
school Brook Primary  urn 900001
school Moor Primary   urn 900003 in Moorshire
person Dev    data officer
person Dora   director
person Mona   data officer of Moorshire
Dev opens the setting up of areas
Dev fills name with "North"
Dev fills code with "NO RTH"
Dev sends the form
Dev sees "There is a problem" and "at most 20 letters, digits and hyphens"
Dev fills code with "NORTH"
Dev sends the form
Dev sees "No school belongs to it today"
Dev fills urns with "900001, 900003"
Dev sends the form
Dev sees "There is no school in your authority with the URN 900003"
Dev fills urns with "900001"
Dev sends the form
Dev sees "The schools are in the area from 2 March 2026" and "Brook Primary"
Dev opens the posts of Brook Primary
Dev fills kind with "headteacher"
Dev sends the form
Dev sees "Enter the name of the person appointed"
Dev fills kind with "headteacher"
Dev fills holder with "Helen Marsh"
Dev sends the form
Dev sees "The appointment of Helen Marsh is recorded" and "2 March 2026"
Dora sees "Helen Marsh, since" and "North" at the page of Brook Primary
Mona is refused the posts of Brook Primary
Dora is refused the posts of Brook Primary
Dora is refused the setting up of areas
the trail holds 1 "post.begun" of Brook Primary by Dev
the trail holds 1 "area.school_placed" of Brook Primary by Dev

story Those who scrutinise see how many, never which
school Brook Primary  urn 900001
person Bea board member
person Sam scrutiny member
person Dan data protection officer
on 2026-03-02 Bea decides Red for Brook Primary because "Progress fell"
Sam sees "Levels by area" at their own work
Sam sees "The whole authority" at the levels by area
Sam never sees "Brook Primary" at the levels by area
Sam sees "Schools, places and pupils" at the area sheet
Sam never sees "Red" at the area sheet
Bea sees "Schools by proposed level" at the area sheet
Dan is refused the levels by area
Dan sees "Who read what" at their own work

story Areas and posts are recorded through their forms, taken away as files and brought in as one
authority Moorshire 902
school Brook Primary  urn 900001
school Hill Primary   urn 900002
school Moor Primary   urn 900003 in Moorshire
person Dev    data officer
person Dora   director
Dev fills in "Adding an area" with Name "North" and Code "NORTH"
Dev sees "The area North is set up"
Dev fills in "Putting schools into an area" of the area NORTH with Schools "900001" and First day "2026-03-02"
Dev sees "The schools are in the area from 2 March 2026" and "Brook Primary"
Dev fills in "Renaming an area" of the area NORTH with Name "North and coast"
Dev sees "Area name changed to North and coast"
Dev downloads "Schools of this area today" of the area NORTH as CSV and sees "Brook Primary"
Dev downloads "Schools of this area today" of the area NORTH as XLSX and sees "Brook Primary"
Dev downloads "Areas of the authority" as CSV and sees "North and coast"
Dev downloads "Areas of the authority" as XLSX and sees "NORTH"
Dev fills in "Recording an appointment" of Brook Primary with Post "Headteacher" and Name "Helen Marsh" and First day "2026-03-01"
Dev sees "The appointment of Helen Marsh is recorded"
Dev fills in "Recording that a post ended" of Brook Primary with Post "Chair of governors" and Last day "2026-03-02" and is told "Nobody holds this post on that day"
Dev fills in "Recording that a post ended" of Brook Primary with Post "Headteacher" and Last day "2026-03-02"
Dev sees "The end of the post is recorded"
Dev fills in "Correcting a post" of Brook Primary with What do you want to do? "Correct the name or the dates" and Name "Helen Marsh-Lowe" and Last day "2026-03-02" and What was wrong? "Her name"
Dev sees "The post is corrected" and "Helen Marsh-Lowe"
the trail holds 1 "post.corrected" of Brook Primary by Dev
Dev downloads "The posts of a school" of Brook Primary as CSV and sees "Helen Marsh"
Dev downloads "The posts of a school" of Brook Primary as XLSX and sees "Helen Marsh"
Dev fills in "Put schools into areas from a CSV file" with CSV file "areas.csv: area,name,urn,from;SOUTH,South,900002,2026-03-02;SOUTH,,900003,2026-03-02" and is told "Nothing was imported. Put right 1 of 2 rows, then send the file again"
Dev opens the setting up of areas
Dev fills in "Put schools into areas from a CSV file" with CSV file "areas.csv: area,name,urn,from;SOUTH,South,900002,2026-03-02"
Dev sees "Nothing has been kept yet"
Dev sends the form
Dev sees "1 school was added"
Dev fills in "Renaming an area" of the area SOUTH with Name "North and coast" and is told "The area NORTH is already called North and coast"
Dev sees "Put schools into this area"
Dev fills in "Record heads and chairs from a CSV file" with CSV file "posts.csv: urn,post,name,from;900002,headteacher,Cara Lund,2026-03-01"
Dev sends the form
Dev sees "1 appointment was added"
Dora sees "Cara Lund, since 1 March 2026" and "South" at the page of Hill Primary
the trail holds 1 "post.ended" of Brook Primary by Dev
the trail is whole
