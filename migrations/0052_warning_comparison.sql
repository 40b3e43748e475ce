CREATE TABLE warning_comparison (
    model_id BIGINT NOT NULL REFERENCES warning_model(id),
    with_id BIGINT NOT NULL REFERENCES warning_model(id),
    held_from TEXT NOT NULL,
    held_to TEXT NOT NULL,
    model_stand_in TEXT NOT NULL,
    model_fit_to TEXT NOT NULL,
    with_stand_in TEXT NOT NULL,
    with_fit_to TEXT NOT NULL,
    outcome_schools BIGINT NOT NULL,
    outcome_events BIGINT NOT NULL,
    event_schools BIGINT NOT NULL,
    event_events BIGINT NOT NULL,
    compared_at TEXT NOT NULL,
    PRIMARY KEY (model_id, with_id)
);
COMMENT ON TABLE warning_comparison IS 'Two early-warning models judged on the same schools and the same months, of whose outcomes neither had seen one.';
COMMENT ON COLUMN warning_comparison.model_id IS 'The one model, as a rule the newer.';
COMMENT ON COLUMN warning_comparison.with_id IS 'The other, as a rule the one in force when they were compared.';
COMMENT ON COLUMN warning_comparison.held_from IS 'First day of the inspections by which they are judged.';
COMMENT ON COLUMN warning_comparison.held_to IS 'Last day of these inspections.';
COMMENT ON COLUMN warning_comparison.model_stand_in IS 'Who answered for the one model: itself, or trial, the model of its own trial, where it knew outcomes of these months.';
COMMENT ON COLUMN warning_comparison.model_fit_to IS 'The last day whose outcomes the one that answered had learnt from.';
COMMENT ON COLUMN warning_comparison.with_stand_in IS 'Who answered for the other: itself or trial.';
COMMENT ON COLUMN warning_comparison.with_fit_to IS 'The last day whose outcomes the one that answered for the other had learnt from.';
COMMENT ON COLUMN warning_comparison.outcome_schools IS 'Schools that were inspected in these months.';
COMMENT ON COLUMN warning_comparison.outcome_events IS 'How many of these were judged less than good.';
COMMENT ON COLUMN warning_comparison.event_schools IS 'Schools about which both were asked, inspected or not.';
COMMENT ON COLUMN warning_comparison.event_events IS 'How many of these were judged less than good.';
COMMENT ON COLUMN warning_comparison.compared_at IS 'When it was worked out (UTC).';

CREATE TABLE warning_comparison_figure (
    model_id BIGINT NOT NULL,
    with_id BIGINT NOT NULL,
    question TEXT NOT NULL,
    figure TEXT NOT NULL,
    model_value DOUBLE PRECISION NOT NULL,
    model_low DOUBLE PRECISION NOT NULL,
    model_high DOUBLE PRECISION NOT NULL,
    with_value DOUBLE PRECISION NOT NULL,
    with_low DOUBLE PRECISION NOT NULL,
    with_high DOUBLE PRECISION NOT NULL,
    difference DOUBLE PRECISION NOT NULL,
    difference_low DOUBLE PRECISION NOT NULL,
    difference_high DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (model_id, with_id, question, figure),
    FOREIGN KEY (model_id, with_id) REFERENCES warning_comparison(model_id, with_id)
);
COMMENT ON TABLE warning_comparison_figure IS 'One figure of a comparison, with 95 % intervals from the same resampled schools for both models.';
COMMENT ON COLUMN warning_comparison_figure.model_id IS 'The one model.';
COMMENT ON COLUMN warning_comparison_figure.with_id IS 'The other.';
COMMENT ON COLUMN warning_comparison_figure.question IS 'outcome: given a graded inspection; event: within 14 months.';
COMMENT ON COLUMN warning_comparison_figure.figure IS 'auc, top-tenth, top-fifth, brier, slope.';
COMMENT ON COLUMN warning_comparison_figure.model_value IS 'The figure of the one model.';
COMMENT ON COLUMN warning_comparison_figure.model_low IS 'Its interval, from.';
COMMENT ON COLUMN warning_comparison_figure.model_high IS 'Its interval, to.';
COMMENT ON COLUMN warning_comparison_figure.with_value IS 'The figure of the other.';
COMMENT ON COLUMN warning_comparison_figure.with_low IS 'Its interval, from.';
COMMENT ON COLUMN warning_comparison_figure.with_high IS 'Its interval, to.';
COMMENT ON COLUMN warning_comparison_figure.difference IS 'The one less the other; of slope, how much farther from 1 the one lies.';
COMMENT ON COLUMN warning_comparison_figure.difference_low IS 'Its interval, from; where it leaves out zero the two can be told apart.';
COMMENT ON COLUMN warning_comparison_figure.difference_high IS 'Its interval, to.';
