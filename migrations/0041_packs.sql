CREATE TABLE board_pack (
    id {{id}},
    meeting_id BIGINT NOT NULL REFERENCES board_meeting(id),
    school_count BIGINT NOT NULL,
    body TEXT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES person(id),
    made_at TEXT NOT NULL
);
COMMENT ON TABLE board_pack IS 'The pack for a meeting of the board as it stood when it was prepared; a later one is another row.';
COMMENT ON COLUMN board_pack.id IS 'Key.';
COMMENT ON COLUMN board_pack.meeting_id IS 'The meeting, which says whose authority''s it is.';
COMMENT ON COLUMN board_pack.school_count IS 'Schools on the agenda, decided or not.';
COMMENT ON COLUMN board_pack.body IS 'What the pack says, JSON: the meeting and each school with its levels, reasons and recommendation.';
COMMENT ON COLUMN board_pack.made_by IS 'Who asked for it.';
COMMENT ON COLUMN board_pack.made_at IS 'When it was prepared: nothing later is in it.';
CREATE INDEX board_pack_by_meeting ON board_pack (meeting_id, id);
