CREATE TABLE board_meeting (
    id {{id}},
    authority BIGINT NOT NULL,
    title TEXT NOT NULL,
    held_on TEXT NOT NULL,
    evidence_as_at TEXT NOT NULL,
    recommendations_by TEXT NOT NULL,
    minutes TEXT NOT NULL DEFAULT '',
    minutes_version BIGINT NOT NULL DEFAULT 0,
    closed_at TEXT,
    closed_by BIGINT REFERENCES person(id),
    created_by BIGINT REFERENCES person(id),
    created_at TEXT NOT NULL,
    CHECK (recommendations_by <= held_on)
);
COMMENT ON TABLE board_meeting IS 'A meeting of the School Improvement Challenge Board, which moderates proposed levels.';
COMMENT ON COLUMN board_meeting.id IS 'Key.';
COMMENT ON COLUMN board_meeting.authority IS 'Code of the local authority whose board it is.';
COMMENT ON COLUMN board_meeting.title IS 'What the board calls it, for example Autumn term 2020.';
COMMENT ON COLUMN board_meeting.held_on IS 'The day of the meeting.';
COMMENT ON COLUMN board_meeting.evidence_as_at IS 'Proposals on the agenda use only what was known on this day.';
COMMENT ON COLUMN board_meeting.recommendations_by IS 'Last day on which advisers recommend a level for this meeting.';
COMMENT ON COLUMN board_meeting.minutes IS 'Minutes as typed; the decisions themselves stand in table decision.';
COMMENT ON COLUMN board_meeting.minutes_version IS 'Rises with each save, so that two people cannot overwrite each other unawares.';
COMMENT ON COLUMN board_meeting.closed_at IS 'When the meeting was closed; nothing is decided in it afterwards.';
COMMENT ON COLUMN board_meeting.closed_by IS 'Who closed it.';
COMMENT ON COLUMN board_meeting.created_by IS 'Who arranged it; empty when Tarn was set up with it.';
COMMENT ON COLUMN board_meeting.created_at IS 'When it was entered.';
CREATE INDEX board_meeting_by_authority ON board_meeting (authority, held_on);

CREATE TABLE recommendation (
    id {{id}},
    authority BIGINT NOT NULL,
    urn BIGINT NOT NULL,
    meeting_id BIGINT REFERENCES board_meeting(id),
    level TEXT NOT NULL CHECK (level IN ('green', 'amber', 'red')),
    reason TEXT NOT NULL,
    proposed_level TEXT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES person(id),
    made_at TEXT NOT NULL
);
COMMENT ON TABLE recommendation IS 'The level an adviser recommends for a school before the board meets. A later one by anyone supersedes it; none is edited.';
COMMENT ON COLUMN recommendation.id IS 'Key; the highest of a school before the meeting is the one in force.';
COMMENT ON COLUMN recommendation.authority IS 'Code of the local authority.';
COMMENT ON COLUMN recommendation.urn IS 'The school.';
COMMENT ON COLUMN recommendation.meeting_id IS 'The meeting it is for, when one was arranged.';
COMMENT ON COLUMN recommendation.level IS 'green, amber or red.';
COMMENT ON COLUMN recommendation.reason IS 'Why, in the adviser''s words; seen by officers, not by the school.';
COMMENT ON COLUMN recommendation.proposed_level IS 'What the scheme proposed when the recommendation was made.';
COMMENT ON COLUMN recommendation.made_by IS 'The adviser.';
COMMENT ON COLUMN recommendation.made_at IS 'When.';
CREATE INDEX recommendation_by_school ON recommendation (authority, urn, id);

CREATE TABLE decision (
    id {{id}},
    authority BIGINT NOT NULL,
    urn BIGINT NOT NULL,
    meeting_id BIGINT REFERENCES board_meeting(id),
    kind TEXT NOT NULL CHECK (kind IN ('agreed', 'changed', 'imported')),
    level TEXT NOT NULL CHECK (level IN ('green', 'amber', 'red')),
    rationale TEXT NOT NULL CHECK (rationale <> ''),
    effective_on TEXT NOT NULL,
    review_on TEXT,
    proposed_level TEXT,
    scheme TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    trigger_code TEXT NOT NULL DEFAULT '',
    agenda_reasons TEXT NOT NULL DEFAULT '',
    decided_by BIGINT REFERENCES person(id),
    decided_at TEXT NOT NULL,
    supersedes BIGINT REFERENCES decision(id)
);
COMMENT ON TABLE decision IS 'The level decided for a school by named people. Superseded by a later row, never edited or deleted.';
COMMENT ON COLUMN decision.id IS 'Key.';
COMMENT ON COLUMN decision.authority IS 'Code of the local authority that decided.';
COMMENT ON COLUMN decision.urn IS 'The school.';
COMMENT ON COLUMN decision.meeting_id IS 'The meeting it was decided in; empty for levels the authority already held.';
COMMENT ON COLUMN decision.kind IS 'agreed: as proposed. changed: another level than proposed. imported: held before Tarn.';
COMMENT ON COLUMN decision.level IS 'green, amber or red.';
COMMENT ON COLUMN decision.rationale IS 'Why, in words the school reads.';
COMMENT ON COLUMN decision.effective_on IS 'First day of the level.';
COMMENT ON COLUMN decision.review_on IS 'When the board looks again.';
COMMENT ON COLUMN decision.proposed_level IS 'What the scheme proposed on the day of the evidence.';
COMMENT ON COLUMN decision.scheme IS 'Code and version of the rating scheme behind the proposal.';
COMMENT ON COLUMN decision.evidence IS 'The proposal as it stood, JSON: every contribution with value, comparison, n, reliability, severity, release and reason.';
COMMENT ON COLUMN decision.trigger_code IS 'Indicator whose critical trigger held when it was decided; empty: none.';
COMMENT ON COLUMN decision.agenda_reasons IS 'Why the school was on the agenda: codes separated by spaces.';
COMMENT ON COLUMN decision.decided_by IS 'The member who entered it; empty for an import from the command line.';
COMMENT ON COLUMN decision.decided_at IS 'When it was entered.';
COMMENT ON COLUMN decision.supersedes IS 'The decision it takes the place of. Unique: of two members deciding at once the second is told.';
CREATE UNIQUE INDEX decision_supersedes_once ON decision (supersedes) WHERE supersedes IS NOT NULL;
CREATE UNIQUE INDEX decision_first_of_school ON decision (authority, urn) WHERE supersedes IS NULL;
CREATE INDEX decision_by_school ON decision (authority, urn, effective_on, id);
CREATE INDEX decision_by_meeting ON decision (meeting_id);

CREATE TABLE board_attendance (
    meeting_id BIGINT NOT NULL REFERENCES board_meeting(id),
    person_id BIGINT NOT NULL REFERENCES person(id),
    PRIMARY KEY (meeting_id, person_id)
);
COMMENT ON TABLE board_attendance IS 'Who was present at a meeting of the board.';
COMMENT ON COLUMN board_attendance.meeting_id IS 'The meeting.';
COMMENT ON COLUMN board_attendance.person_id IS 'The member present.';
