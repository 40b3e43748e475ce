-- How many people have to be present before a meeting of the challenge board can be closed. A later row replaces an earlier
-- one from its day on; nothing is changed or deleted.
CREATE TABLE board_quorum (
    id {{id}},
    authority BIGINT NOT NULL,
    members BIGINT NOT NULL CHECK (members BETWEEN 1 AND 50),
    from_day TEXT NOT NULL,
    set_by BIGINT NOT NULL REFERENCES person (id),
    set_at TEXT NOT NULL
);
COMMENT ON TABLE board_quorum IS 'How many people have to be present before a meeting of the challenge board can be closed.';
COMMENT ON COLUMN board_quorum.id IS 'Key; of two rows from one day the later counts.';
COMMENT ON COLUMN board_quorum.authority IS 'Code of the local authority whose board it is.';
COMMENT ON COLUMN board_quorum.members IS 'How many people have to be present.';
COMMENT ON COLUMN board_quorum.from_day IS 'The first day of a meeting for which it counts.';
COMMENT ON COLUMN board_quorum.set_by IS 'Who set it.';
COMMENT ON COLUMN board_quorum.set_at IS 'When it was set.';
CREATE INDEX board_quorum_by_authority ON board_quorum (authority, from_day);
INSERT INTO sealed_table (name, row_key) VALUES ('board_quorum', 'id');
