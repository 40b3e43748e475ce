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
Asha  never sees "arly warning" at the rating of Brook Primary
Asha  never sees "arly warning" at the list of levels
Asha  never sees "arly warning" at their own work
Dev   sees "Early warning" and "No early-warning model is in force yet" at the rating of Brook Primary
Dev   sees "Early warning" at their own work
Dev   sees "Fit a model and put it in force" at the rating of Brook Primary
an early-warning model is in force
Asha  never sees "arly warning" at the rating of Brook Primary
Dev   sees "It does not set a level" and "No open school there has a graded inspection" at the rating of Brook Primary
Dev   sees "No open school there has a graded inspection" at early warning for the schools
Dev   sees "60%" and "Are the chances accurate?" at how often early warning is right
Dev   sees "75 of 100 schools that were judged less than good were in its highest fifth" at how often early warning is right
Dev   sees "Manage early-warning models" at how often early warning is right
Helen is refused the rating of Brook Primary
Helen is refused how often early warning is right
Carl  is refused how often early warning is right
Sam   is refused how often early warning is right
Helen is refused early warning for the schools
Sam   is refused early warning for the schools
Bea   is refused the early-warning models
Dev   sees "A named person decides, always" and "Learnt from inspections up to" at the model card
Asha  is refused early warning for the schools
Asha  is refused how often early warning is right
Asha  is refused the model card
Helen is refused the model card
Helen never sees "It does not set a level" at the page of Brook Primary
Mona  is refused the rating of Brook Primary

story A data officer puts an early-warning model in force with a reason
school Brook Primary  urn 900001
person Dev    data officer
person Bea    board member
an early-warning model is in force
another early-warning model is kept
Dev   sees "Fit a model" and "Model 1, in force" and "The first model" at the early-warning models
Bea   is refused the early-warning models
Dev   fills in "Putting a model in force" with Which model should be used from now on "Model 2" and Why this one "" and is told "Enter why this model should be used"
Dev   fills in "Putting a model in force" with Which model should be used from now on "Model 2" and Why this one "It has seen another year"
Dev   sees "Model 2, in force" and "It has seen another year"
Dev   sees "Model 2, made from inspections" at how often early warning is right
Dev   fills in "Putting a model in force" with Which model should be used from now on "Model 1" and Why this one "The newer one missed schools we knew of"
Dev   sees "Model 1, in force" and "The newer one missed schools we knew of"
Dev   sees "Model 1, made from inspections" at how often early warning is right

story A data officer compares a model with the one in force on months that neither has seen
school Brook Primary  urn 900001
school Hill Primary   urn 900002
school Mill Primary   urn 900003
person Dev    data officer
person Helen  headteacher at Brook Primary
person Dora   director
an early-warning model is in force
Dev   never sees "Compare with the model in force" at the early-warning models
another early-warning model is kept
Dev   sees "It has not been compared with another model yet" at the early-warning models
Dev   fills in "Comparing models" with Which model should be compared with the one in force "Model 2"
Dev   waits for the work
Dev   sees "No file that lists every inspection has been imported"
the inspections "900001,Good,20210301;900002,Requires Improvement,20210302;900003,Good,20210303;900001,Good,20260131;900002,Inadequate,20260201;900003,Good,20260202" are imported
Dev   fills in "Comparing models" and is told "Choose the model to compare"
Dev   opens the early-warning models
Dev   fills compared with "1"
Dev   sends the form
Dev   sees "Choose a model that is kept and not in force"
Dev   fills in "Comparing models" with Which model should be compared with the one in force "Model 2"
Dev   waits for the work
Dev   sees "Model 2 compared with the current model"
Dev   sees "Too few schools were judged less than good in these months to tell model 2 from model 1" and "1 of 3 schools" and "Model 1, in force" at the early-warning models
Dev   sees "the model of its trial answers in its place" at the early-warning models
Dora  is refused the early-warning models
Helen is refused the early-warning models
Dora  sees "chance" at early warning for the schools
Dora  never sees "Manage early-warning models" at how often early warning is right
Helen sees "A named person decides, always" at the model card
Dora  sees "Early warning" at their own work
Dev   fills in "Putting a model in force" with Which model should be used from now on "Model 2" and Why this one "It has seen another year"
Dev   sees "to tell model 1 from model 2" and "Model 2, in force"

story A model that another version fitted says nothing and stands in nobody's way
school Brook Primary  urn 900001
person Dev    data officer
person Asha   adviser for Brook Primary
an early-warning model of another version is in force
Asha never sees "arly warning" at the rating of Brook Primary
Asha is refused how often early warning is right
Dev sees "No early-warning model is in use" at how often early warning is right
Dev sees "No early-warning model is in use" and "Fit a model and put it in force" at the rating of Brook Primary
Dev sees "of another version: it cannot be used" and "Make a new model" at the early-warning models
another early-warning model is kept
Dev fills in "Putting a model in force" with Which model should be used from now on "Model 2" and Why this one "Fitted anew after an upgrade"
Dev sees "Model 2" at how often early warning is right
Dev never sees "Put a model in force" at the early-warning models
