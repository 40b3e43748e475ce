story Early warning is one more voice, for officers alone
authority Moorshire 902
school Brook Primary  urn 900001
school Moor Primary   urn 900003 in Moorshire
person Asha   adviser for Brook Primary
person Bea    board member
person Helen  headteacher at Brook Primary
person Carl   chair of governors at Brook Primary
person Sam    scrutiny member
person Dev    data officer
person Mona   board member of Moorshire
Asha  sees "Early warning" and "No early-warning model is in force yet" at the rating of Brook Primary
Dev   sees "Fit a model and put it in force" at the rating of Brook Primary
an early-warning model is in force
Asha  sees "Early warning" and "It proposes no level and decides nothing" at the rating of Brook Primary
Asha  sees "60%" and "Are its probabilities kept?" at how often early warning is right
Bea   sees "60%" and "have not been worked out for this model yet" at how often early warning is right
Dev   sees "Work them out" at how often early warning is right
Bea   never sees "Work them out" at how often early warning is right
Helen is refused the rating of Brook Primary
Helen is refused how often early warning is right
Carl  is refused how often early warning is right
Sam   is refused how often early warning is right
Helen is refused early warning for the schools
Sam   is refused early warning for the schools
Bea   is refused the early-warning models
Helen sees "A named person decides, always" and "Learnt from inspections up to" at the model card
Helen never sees "It proposes no level and decides nothing" at the page of Brook Primary
Mona  is refused the rating of Brook Primary

story A data officer puts an early-warning model in force with a reason
school Brook Primary  urn 900001
person Dev    data officer
person Bea    board member
an early-warning model is in force
Dev  sees "Fit a model" and "The first model" at the early-warning models
Bea  is refused the early-warning models
