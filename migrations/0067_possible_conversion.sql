-- Schools that registers show closing and opening as an academy, and no link says that they are one: a data officer says.
CREATE TABLE possible_conversion (
    id {{id}},
    authority BIGINT NOT NULL,
    predecessor BIGINT NOT NULL,
    urn BIGINT NOT NULL CHECK (urn <> predecessor),
    predecessor_name TEXT NOT NULL,
    name TEXT NOT NULL,
    opened TEXT NOT NULL,
    reasons TEXT NOT NULL,
    same_on TEXT,
    different_on TEXT CHECK (different_on IS NULL OR same_on IS NULL),
    decided_by BIGINT REFERENCES person (id)
);
COMMENT ON TABLE possible_conversion IS 'Two URNs that may be one school before and after it became an academy, without a link between them: proposed when registers are merged, decided by a data officer.';
COMMENT ON COLUMN possible_conversion.id IS 'Key.';
COMMENT ON COLUMN possible_conversion.authority IS 'Code of the authority of the academy, whose data officers decide.';
COMMENT ON COLUMN possible_conversion.predecessor IS 'URN of the school that closed.';
COMMENT ON COLUMN possible_conversion.urn IS 'URN of the academy that opened.';
COMMENT ON COLUMN possible_conversion.predecessor_name IS 'Name of the school that closed, as it was last.';
COMMENT ON COLUMN possible_conversion.name IS 'Name of the academy, as it was first.';
COMMENT ON COLUMN possible_conversion.opened IS 'The day the academy opened.';
COMMENT ON COLUMN possible_conversion.reasons IS 'What speaks for it, in sentences.';
COMMENT ON COLUMN possible_conversion.same_on IS 'The day it was decided that both are one school: they are joined as by a link.';
COMMENT ON COLUMN possible_conversion.different_on IS 'The day it was decided that they are not: they are not proposed again.';
COMMENT ON COLUMN possible_conversion.decided_by IS 'Who decided.';
CREATE UNIQUE INDEX possible_conversion_pair ON possible_conversion (predecessor, urn);
CREATE INDEX possible_conversion_authority ON possible_conversion (authority);
INSERT INTO sealed_table (name, row_key) VALUES ('possible_conversion', 'id');

-- Schools are merged again: pairs are found, and authorities that ended before 2010 have names.
UPDATE register_state SET stored = stored + 1 WHERE stored > 0;
