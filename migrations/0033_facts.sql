CREATE TABLE school_fact (
    id {{id}},
    authority BIGINT NOT NULL,
    urn BIGINT NOT NULL,
    kind TEXT NOT NULL,
    began_on TEXT NOT NULL,
    known_on TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source <> ''),
    detail TEXT NOT NULL,
    entered_by BIGINT NOT NULL REFERENCES person(id),
    entered_at TEXT NOT NULL,
    ended_on TEXT,
    end_known_on TEXT,
    end_reason TEXT,
    ended_by BIGINT REFERENCES person(id),
    CHECK (began_on <= known_on),
    CHECK ((ended_on IS NULL) = (end_known_on IS NULL))
);
COMMENT ON TABLE school_fact IS 'What an authority records of a school and no published file carries: a warning notice, a deficit without a plan, safeguarding not effective. Seen by its officers alone.';
COMMENT ON COLUMN school_fact.id IS 'Key.';
COMMENT ON COLUMN school_fact.authority IS 'Code of the authority that records it; no other authority''s proposals use it.';
COMMENT ON COLUMN school_fact.urn IS 'The school.';
COMMENT ON COLUMN school_fact.kind IS 'What is the case: code of evidence::FactKind.';
COMMENT ON COLUMN school_fact.began_on IS 'First day on which it was so.';
COMMENT ON COLUMN school_fact.known_on IS 'The day the authority knew: a rating before it does not use the fact.';
COMMENT ON COLUMN school_fact.source IS 'The letter, report or minute that says so.';
COMMENT ON COLUMN school_fact.detail IS 'What it says, for example the action required and the compliance period of a notice.';
COMMENT ON COLUMN school_fact.entered_by IS 'The officer who entered it.';
COMMENT ON COLUMN school_fact.entered_at IS 'When it was entered.';
COMMENT ON COLUMN school_fact.ended_on IS 'Last day on which it was so; empty while it is.';
COMMENT ON COLUMN school_fact.end_known_on IS 'The day the authority knew that it had ended: a rating before it still holds the fact to be so.';
COMMENT ON COLUMN school_fact.end_reason IS 'Why it ended: complied with, withdrawn, a plan agreed.';
COMMENT ON COLUMN school_fact.ended_by IS 'The officer who ended it.';
CREATE INDEX school_fact_by_school ON school_fact (authority, urn, id);
