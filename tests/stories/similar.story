story A headteacher reads which schools are like theirs and why
school Brook Primary  urn 900001
school Far Primary    urn 900002
40 more primary schools are open
person Helen  headteacher at Brook Primary
person Carl   chair of governors at Brook Primary
person Fay    headteacher at Far Primary
person Asha   adviser for Brook Primary
person Sam    scrutiny member
Helen sees "No school census had been published by this day" at the schools like Brook Primary
the census of 2024 is imported in which Far Primary is unlike any other
Helen sees "Most similar schools, nearest first" and "School census of January 2024" and "This school" and "Lists of schools to compare with" at the schools like Brook Primary
Helen sees "Everyday Primary 1" and "How to read this" and "Results are not used" at the schools like Brook Primary
Helen never sees "Few schools in England are like this one" at the schools like Brook Primary
Carl  sees "Most similar schools, nearest first" and "Start your own list with the schools shown here" at the schools like Brook Primary
Asha  sees "Most similar schools, nearest first" at the schools like Brook Primary
Sam   sees "Most similar schools, nearest first" at the schools like Brook Primary
Sam   never sees "Lists of schools to compare with" at the schools like Brook Primary
Fay   sees "Few schools in England are like this one. Compare with care" and "Low confidence" at the schools like Far Primary
Helen sees "Share of the difference" and "The table is the same from either school" at the schools like Brook Primary with Far Primary
the shares that Helen sees add up to 100

story The set of similar schools is chosen again each year and its history stays
school Brook Primary  urn 900001
school Far Primary    urn 900002
40 more primary schools are open
person Helen  headteacher at Brook Primary
person Sam    scrutiny member
Helen sees "No similar schools could be found" and "None published" at the years of the schools like Brook Primary
the census of 2024 is imported in which Far Primary is unlike any other
Helen sees "1 September 2024" and "The first set" at the years of the schools like Brook Primary
the census of 2025 is imported in which Brook Primary is unlike any other
Helen sees "1 September 2025" and "of 30" and "The first set" and "January 2025" at the years of the schools like Brook Primary
Sam   sees "1 September 2025" and "of 30" at the years of the schools like Brook Primary

story A list of schools to compare with belongs to the head or chair who saved it
school Brook Primary  urn 900001
school Hill Primary   urn 900002
person Helen  headteacher at Brook Primary
person Carl   chair of governors at Brook Primary
person Hugo   headteacher at Hill Primary
person Asha   adviser for Brook Primary
person Dora   director
person Sam    scrutiny member
Helen fills in "Saving a list of schools" with Name of the list "Our cluster" and URNs of the schools "900002"
Helen sees "Our cluster" and "Only you see your lists" at the lists of schools
Helen sees "Our cluster" at the schools like Brook Primary
Carl  fills in "Saving a list of schools" with Name of the list "What governors watch" and URNs of the schools "900002"
Asha  fills in "Saving a list of schools" with Name of the list "Adviser's pick" and URNs of the schools "900002"
Dora  sees "Adviser's pick" at the lists of schools
Helen never sees "Adviser's pick" at the lists of schools
Carl  never sees "Our cluster" on any page, export, search or calendar
Hugo  never sees "Our cluster" at the lists of schools
Asha  never sees "Our cluster" at the lists of schools
Dora  never sees "Our cluster" at the lists of schools
Helen never sees "What governors watch" at the lists of schools
Sam   is refused the lists of schools
