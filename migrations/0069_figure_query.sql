-- What a school says of a figure behind its level, and what the authority answers. Whether it is answered follows from its
-- days.
CREATE TABLE figure_query (
    id {{id}},
    authority BIGINT NOT NULL,
    urn BIGINT NOT NULL,
    figure TEXT NOT NULL CHECK (figure <> ''),
    shown TEXT NOT NULL,
    should_be TEXT NOT NULL CHECK (should_be <> ''),
    known_how TEXT NOT NULL CHECK (known_how <> ''),
    asked_by BIGINT NOT NULL REFERENCES person (id),
    asked_on TEXT NOT NULL,
    answer TEXT,
    reason TEXT NOT NULL,
    answered_by BIGINT REFERENCES person (id),
    answered_on TEXT
);
COMMENT ON TABLE figure_query IS 'A figure behind a school''s level that its headteacher or chair of governors says is wrong, and the answer.';
COMMENT ON COLUMN figure_query.id IS 'Key.';
COMMENT ON COLUMN figure_query.authority IS 'Code of the authority that answers.';
COMMENT ON COLUMN figure_query.urn IS 'The school.';
COMMENT ON COLUMN figure_query.figure IS 'Which figure, as the level page calls it.';
COMMENT ON COLUMN figure_query.shown IS 'What the level page showed when the school asked; empty for another figure.';
COMMENT ON COLUMN figure_query.should_be IS 'What it should be, in the school''s words.';
COMMENT ON COLUMN figure_query.known_how IS 'How the school knows.';
COMMENT ON COLUMN figure_query.asked_by IS 'Who asked for the school.';
COMMENT ON COLUMN figure_query.asked_on IS 'The day the school asked.';
COMMENT ON COLUMN figure_query.answer IS 'corrected: in the source. next_release: in the next release. stands: it is right. Empty while nobody has answered.';
COMMENT ON COLUMN figure_query.reason IS 'Why, in words the school reads.';
COMMENT ON COLUMN figure_query.answered_by IS 'Who answered last.';
COMMENT ON COLUMN figure_query.answered_on IS 'The day of the last answer.';
CREATE INDEX figure_query_of_school ON figure_query (urn, asked_on);
CREATE INDEX figure_query_open ON figure_query (authority) WHERE answered_on IS NULL;
INSERT INTO sealed_table (name, row_key) VALUES ('figure_query', 'id');
