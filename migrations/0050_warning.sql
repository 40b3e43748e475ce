CREATE TABLE warning_model (
    id {{id}},
    fit_to TEXT NOT NULL,
    fitted_at TEXT NOT NULL,
    code_version TEXT NOT NULL,
    checksum TEXT NOT NULL UNIQUE,
    outcome_rows BIGINT NOT NULL,
    outcome_events BIGINT NOT NULL,
    event_rows BIGINT NOT NULL,
    event_events BIGINT NOT NULL,
    content {{bytes}} NOT NULL
);
COMMENT ON TABLE warning_model IS 'A fitted early-warning model: curves and tables of log-odds. Never changed; a refit is a new row.';
COMMENT ON COLUMN warning_model.id IS 'Key.';
COMMENT ON COLUMN warning_model.fit_to IS 'The last day whose inspection outcomes it has learnt from.';
COMMENT ON COLUMN warning_model.fitted_at IS 'When it was fitted.';
COMMENT ON COLUMN warning_model.code_version IS 'Which way of fitting made it.';
COMMENT ON COLUMN warning_model.checksum IS 'SHA-256 of the content: the same data and code give the same model to the last digit.';
COMMENT ON COLUMN warning_model.outcome_rows IS 'Rows that the model of outcomes was fitted on: schools on past days that were then inspected.';
COMMENT ON COLUMN warning_model.outcome_events IS 'How many of these inspections were less than good.';
COMMENT ON COLUMN warning_model.event_rows IS 'Rows that the model of events was fitted on: schools on past days.';
COMMENT ON COLUMN warning_model.event_events IS 'How many of these were judged less than good within the window.';
COMMENT ON COLUMN warning_model.content IS 'The numbers themselves, with the trial on the year before, in the form of src/warning/model_content.cpp.';

CREATE TABLE warning_model_release (
    model_id BIGINT NOT NULL REFERENCES warning_model(id),
    release_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (model_id, release_id)
);
COMMENT ON TABLE warning_model_release IS 'The published releases that a model was fitted on.';
COMMENT ON COLUMN warning_model_release.model_id IS 'The model.';
COMMENT ON COLUMN warning_model_release.release_id IS 'The release as it was numbered when the model was fitted.';
COMMENT ON COLUMN warning_model_release.title IS 'What it is called.';
COMMENT ON COLUMN warning_model_release.sha256 IS 'SHA-256 of its content.';

CREATE TABLE warning_promotion (
    id {{id}},
    model_id BIGINT NOT NULL REFERENCES warning_model(id),
    promoted_at TEXT NOT NULL,
    promoted_by BIGINT REFERENCES person(id),
    reason TEXT NOT NULL
);
COMMENT ON TABLE warning_promotion IS 'Which model speaks from when, and why; the last row is in force. Going back is one more row.';
COMMENT ON COLUMN warning_promotion.id IS 'Key; ascending in time.';
COMMENT ON COLUMN warning_promotion.model_id IS 'The model.';
COMMENT ON COLUMN warning_promotion.promoted_at IS 'When.';
COMMENT ON COLUMN warning_promotion.promoted_by IS 'The data officer; empty when done from the command line.';
COMMENT ON COLUMN warning_promotion.reason IS 'Why this model rather than the one before.';
