story A head and a scrutiny member find a school on one page
school Brook Primary  urn 900001
school Far Primary    urn 900002
40 more primary schools are open
person Helen  headteacher at Brook Primary
person Fay    headteacher at Far Primary
person Asha   adviser for Brook Primary
person Sam    scrutiny member
person Bea    board member
the census of 2024 is imported in which Far Primary is unlike any other
on 2026-03-02 Bea decides Red for Brook Primary because "Progress fell"
Helen sees "The authority's level" and "Red" and "Who to speak to" and "Asha" and "Last inspection" and "How the school compares" at the page of Brook Primary
Helen sees "Similar schools" and "Pupils on roll" and "Jan 2024" and "All published figures, year by year" and "Compare with another school" at the page of Brook Primary
Sam   sees "How the school compares" and "Similar schools" and "Jan 2024" at the page of Brook Primary
Sam   never sees "The authority's level" at the page of Brook Primary
Sam   never sees "Asha" at the page of Brook Primary
Fay   never sees "Red" at the page of Brook Primary
Sam   sees "Year by year" and "Every measure" and "Pupils on roll" at the figures of Brook Primary
Sam   never sees "Which schools stand out in a measure" at the figures of Brook Primary
Helen sees "Brook Primary and Far Primary" and "Pupils on roll" and "How alike these two schools are" at the comparison of Brook Primary with Far Primary
Sam   sees "Which school do you mean?" and "Everyday Primary 1" at /schools/900001/compare?with=Everyday
Sam   sees "No other school is called" at /schools/900001/compare?with=Zzyzx
Sam   sees "Brook Primary, as known on 1 February 2024" and "No published figure about this school is known on this day" at the figures of Brook Primary as at 2024-02-01
