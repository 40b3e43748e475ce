-- Meetings of every kind are one table, with one list of who was present; what only the challenge board says of a
-- meeting stays with the board. Ids stay, and what refers to a meeting goes on doing so.
DROP INDEX board_meeting_by_authority;
ALTER TABLE board_meeting RENAME TO meeting;
ALTER TABLE board_attendance RENAME TO meeting_present;
ALTER TABLE meeting_present RENAME COLUMN meeting_id TO meeting;
ALTER TABLE meeting_present RENAME COLUMN person_id TO person;
DELETE FROM data_dictionary WHERE table_name IN ('board_meeting', 'board_attendance');

CREATE TABLE board_meeting (
    meeting BIGINT PRIMARY KEY REFERENCES meeting(id),
    evidence_as_at TEXT NOT NULL,
    recommendations_by TEXT NOT NULL
);
COMMENT ON TABLE board_meeting IS 'What the School Improvement Challenge Board, which moderates proposed levels, says of a meeting of its own.';
COMMENT ON COLUMN board_meeting.meeting IS 'The meeting.';
COMMENT ON COLUMN board_meeting.evidence_as_at IS 'Proposals on the agenda use only what was known on this day.';
COMMENT ON COLUMN board_meeting.recommendations_by IS 'Last day on which advisers recommend a level for this meeting.';
INSERT INTO board_meeting (meeting, evidence_as_at, recommendations_by)
    SELECT id, evidence_as_at, recommendations_by FROM meeting;

{{postgres}} ALTER TABLE meeting DROP COLUMN evidence_as_at, DROP COLUMN recommendations_by,
    ADD COLUMN kind TEXT NOT NULL DEFAULT 'board', ADD COLUMN place TEXT NOT NULL DEFAULT '',
    ADD COLUMN called_off_on TEXT, ADD COLUMN called_off_why TEXT NOT NULL DEFAULT '',
    ADD COLUMN called_off_by BIGINT REFERENCES person(id),
    ADD CHECK (closed_at IS NULL OR called_off_on IS NULL);
{{postgres}} ALTER TABLE meeting ALTER COLUMN kind DROP DEFAULT;

-- SQLite drops no column that a CHECK names, so the table is made anew; what refers to it is looked at when all is
-- done.
{{sqlite}} PRAGMA defer_foreign_keys = ON;
{{sqlite}} CREATE TEMPORARY TABLE meeting_before AS SELECT * FROM meeting;
{{sqlite}} DROP TABLE meeting;
{{sqlite}} CREATE TABLE meeting (
    id {{id}},
    authority BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    held_on TEXT NOT NULL,
    place TEXT NOT NULL DEFAULT '',
    minutes TEXT NOT NULL DEFAULT '',
    minutes_version BIGINT NOT NULL DEFAULT 0,
    created_by BIGINT REFERENCES person(id),
    created_at TEXT NOT NULL,
    called_off_on TEXT,
    called_off_why TEXT NOT NULL DEFAULT '',
    called_off_by BIGINT REFERENCES person(id),
    closed_at TEXT,
    closed_by BIGINT REFERENCES person(id),
    CHECK (closed_at IS NULL OR called_off_on IS NULL)
);
{{sqlite}} INSERT INTO meeting (id, authority, kind, title, held_on, minutes, minutes_version, created_by, created_at,
                                closed_at, closed_by)
    SELECT id, authority, 'board', title, held_on, minutes, minutes_version, created_by, created_at, closed_at, closed_by
    FROM meeting_before;
{{sqlite}} DROP TABLE meeting_before;

CREATE INDEX meeting_by_authority ON meeting (authority, kind, held_on);
COMMENT ON TABLE meeting IS 'A meeting of any kind that the authority holds.';
COMMENT ON COLUMN meeting.id IS 'Key.';
COMMENT ON COLUMN meeting.authority IS 'Code of the local authority whose meeting it is.';
COMMENT ON COLUMN meeting.kind IS 'Whose meeting it is. board: of the School Improvement Challenge Board.';
COMMENT ON COLUMN meeting.title IS 'What it is called, for example Autumn term 2020.';
COMMENT ON COLUMN meeting.held_on IS 'The day of the meeting.';
COMMENT ON COLUMN meeting.place IS 'Where it is held; blank while nobody has said.';
COMMENT ON COLUMN meeting.minutes IS 'Minutes as typed; what is decided stands in tables of its own.';
COMMENT ON COLUMN meeting.minutes_version IS 'Rises with each save, so that two people cannot overwrite each other unawares.';
COMMENT ON COLUMN meeting.created_by IS 'Who arranged it; empty when Tarn was set up with it.';
COMMENT ON COLUMN meeting.created_at IS 'When it was entered.';
COMMENT ON COLUMN meeting.called_off_on IS 'The day on which it was called off; empty: it was not.';
COMMENT ON COLUMN meeting.called_off_why IS 'Why, in the words of whoever called it off.';
COMMENT ON COLUMN meeting.called_off_by IS 'Who called it off.';
COMMENT ON COLUMN meeting.closed_at IS 'When it was closed; its record does not change afterwards.';
COMMENT ON COLUMN meeting.closed_by IS 'Who closed it.';
COMMENT ON TABLE meeting_present IS 'Who was present at a meeting.';
COMMENT ON COLUMN meeting_present.meeting IS 'The meeting.';
COMMENT ON COLUMN meeting_present.person IS 'Who was there.';

DELETE FROM sealed_table WHERE name = 'board_attendance';
UPDATE sealed_table SET row_key = 'meeting' WHERE name = 'board_meeting';
INSERT INTO sealed_table (name, row_key) VALUES ('meeting', 'id'), ('meeting_present', 'meeting, person');
