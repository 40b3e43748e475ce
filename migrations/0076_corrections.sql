-- Work telephone numbers of accounts; facts and posts that were recorded by mistake.

ALTER TABLE person ADD COLUMN telephone TEXT;
COMMENT ON COLUMN person.telephone IS 'Work telephone number, which the schools of an adviser read; empty: none is recorded.';

ALTER TABLE school_fact ADD COLUMN withdrawn_on TEXT;
ALTER TABLE school_fact ADD COLUMN withdrawn_reason TEXT;
ALTER TABLE school_fact ADD COLUMN withdrawn_by BIGINT REFERENCES person (id);
COMMENT ON COLUMN school_fact.withdrawn_on IS 'The day on which it was withdrawn because it was recorded by mistake: ratings before it still use the fact, later ones do not. Empty: it was not.';
COMMENT ON COLUMN school_fact.withdrawn_reason IS 'Why it was recorded by mistake.';
COMMENT ON COLUMN school_fact.withdrawn_by IS 'The officer who withdrew it.';

ALTER TABLE school_post ADD COLUMN withdrawn_on TEXT;
ALTER TABLE school_post ADD COLUMN withdrawn_reason TEXT;
ALTER TABLE school_post ADD COLUMN withdrawn_by BIGINT REFERENCES person (id);
COMMENT ON COLUMN school_post.withdrawn_on IS 'The day on which it was withdrawn because it was recorded by mistake: ratings before it still use the post, later ones do not. Empty: it was not.';
COMMENT ON COLUMN school_post.withdrawn_reason IS 'What was wrong.';
COMMENT ON COLUMN school_post.withdrawn_by IS 'Who withdrew it.';
