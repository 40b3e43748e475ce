CREATE TABLE warning_trial (
    model_id BIGINT PRIMARY KEY REFERENCES warning_model(id),
    top_tenth_kept DOUBLE PRECISION,
    lead_months DOUBLE PRECISION,
    tried_at TEXT NOT NULL
);
COMMENT ON TABLE warning_trial IS 'How the way of fitting of an early-warning model did on the 14 months that it had not seen, beyond what the model itself carries.';
COMMENT ON COLUMN warning_trial.model_id IS 'The model.';
COMMENT ON COLUMN warning_trial.top_tenth_kept IS 'Share of the schools in the top tenth that were still in it half a year later; empty: not known.';
COMMENT ON COLUMN warning_trial.lead_months IS 'Median months from the day asked about to the inspection, of schools in the top tenth that were judged less than good.';
COMMENT ON COLUMN warning_trial.tried_at IS 'When it was worked out (UTC).';

CREATE TABLE warning_trial_capture (
    model_id BIGINT NOT NULL REFERENCES warning_trial(model_id),
    percent BIGINT NOT NULL,
    share DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (model_id, percent)
);
COMMENT ON TABLE warning_trial_capture IS 'Of the schools judged less than good in the trial, how many stood among those with the highest probabilities.';
COMMENT ON COLUMN warning_trial_capture.model_id IS 'The model.';
COMMENT ON COLUMN warning_trial_capture.percent IS 'The per cent of schools with the highest probabilities.';
COMMENT ON COLUMN warning_trial_capture.share IS 'Share, 0 to 1, of the schools judged less than good that were among them.';

CREATE TABLE warning_trial_group (
    model_id BIGINT NOT NULL REFERENCES warning_trial(model_id),
    place BIGINT NOT NULL,
    breakdown TEXT NOT NULL,
    group_title TEXT NOT NULL,
    uneventful BIGINT NOT NULL,
    share DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (model_id, place)
);
COMMENT ON TABLE warning_trial_group IS 'False alarms of the trial by groups of schools: whether some kinds are singled out without cause.';
COMMENT ON COLUMN warning_trial_group.model_id IS 'The model.';
COMMENT ON COLUMN warning_trial_group.place IS 'Order of the row.';
COMMENT ON COLUMN warning_trial_group.breakdown IS 'By what the groups are made: size, phase, region.';
COMMENT ON COLUMN warning_trial_group.group_title IS 'The group.';
COMMENT ON COLUMN warning_trial_group.uneventful IS 'Its schools that were not judged less than good.';
COMMENT ON COLUMN warning_trial_group.share IS 'Share, 0 to 1, of these that stood in the top tenth all the same.';

CREATE TABLE warning_trial_school (
    model_id BIGINT NOT NULL REFERENCES warning_trial(model_id),
    urn BIGINT NOT NULL,
    authority BIGINT NOT NULL,
    probability DOUBLE PRECISION NOT NULL,
    top_tenth BIGINT NOT NULL,
    inspected_on TEXT,
    grade BIGINT,
    PRIMARY KEY (model_id, urn)
);
COMMENT ON TABLE warning_trial_school IS 'Schools that the trial put into the top tenth, and those that were judged less than good without being in it.';
COMMENT ON COLUMN warning_trial_school.model_id IS 'The model.';
COMMENT ON COLUMN warning_trial_school.urn IS 'The school.';
COMMENT ON COLUMN warning_trial_school.authority IS 'Its authority then.';
COMMENT ON COLUMN warning_trial_school.probability IS 'Probability, 0 to 1, of being judged less than good within the 14 months.';
COMMENT ON COLUMN warning_trial_school.top_tenth IS '1: among the tenth of England with the highest probabilities.';
COMMENT ON COLUMN warning_trial_school.inspected_on IS 'The first graded inspection in the 14 months; empty: there was none.';
COMMENT ON COLUMN warning_trial_school.grade IS 'Overall effectiveness found by it, 1 to 4.';
