-- Targeting support meetings: what the authority and a school talk about and agree on absence, once a term. What state a
-- meeting is in follows from its days. Pupils are counted, never named.
CREATE TABLE support_meeting (
    id {{id}},
    authority BIGINT NOT NULL,
    urn BIGINT NOT NULL,
    term_begins TEXT NOT NULL,
    meets_on TEXT NOT NULL,
    minutes BIGINT NOT NULL CHECK (minutes > 0),
    officer BIGINT NOT NULL REFERENCES person (id),
    lead TEXT NOT NULL,
    offered_on TEXT,
    reasons TEXT NOT NULL,
    strategies TEXT NOT NULL,
    held_on TEXT,
    below_half BIGINT CHECK (below_half >= 0),
    below_half_planned BIGINT CHECK (below_half_planned >= 0),
    half_to_ninety BIGINT CHECK (half_to_ninety >= 0),
    half_to_ninety_planned BIGINT CHECK (half_to_ninety_planned >= 0),
    barriers TEXT NOT NULL,
    review_on TEXT,
    declined_on TEXT,
    declined_reason TEXT NOT NULL,
    called_off_on TEXT,
    called_off_reason TEXT NOT NULL
);
COMMENT ON TABLE support_meeting IS 'A targeting support meeting about attendance, of the authority with one school in one term.';
COMMENT ON COLUMN support_meeting.id IS 'Key.';
COMMENT ON COLUMN support_meeting.authority IS 'Code of the authority that offers it.';
COMMENT ON COLUMN support_meeting.urn IS 'The school.';
COMMENT ON COLUMN support_meeting.term_begins IS 'First day of the term it is for.';
COMMENT ON COLUMN support_meeting.meets_on IS 'The day of the meeting.';
COMMENT ON COLUMN support_meeting.minutes IS 'Minutes set aside for it.';
COMMENT ON COLUMN support_meeting.officer IS 'The attendance officer.';
COMMENT ON COLUMN support_meeting.lead IS 'Who leads on attendance at the school; empty while the school has not said.';
COMMENT ON COLUMN support_meeting.offered_on IS 'The day it was offered: from then on the school sees it.';
COMMENT ON COLUMN support_meeting.reasons IS 'Why pupils are absent, as the school sees it.';
COMMENT ON COLUMN support_meeting.strategies IS 'What the school does about it.';
COMMENT ON COLUMN support_meeting.held_on IS 'The day it was held.';
COMMENT ON COLUMN support_meeting.below_half IS 'Pupils who attend less than half of their sessions.';
COMMENT ON COLUMN support_meeting.below_half_planned IS 'How many of these have a plan.';
COMMENT ON COLUMN support_meeting.half_to_ninety IS 'Pupils who attend half to nine tenths and need several services.';
COMMENT ON COLUMN support_meeting.half_to_ninety_planned IS 'How many of these have a plan.';
COMMENT ON COLUMN support_meeting.barriers IS 'What keeps pupils away, as agreed in the meeting.';
COMMENT ON COLUMN support_meeting.review_on IS 'When authority and school look again.';
COMMENT ON COLUMN support_meeting.declined_on IS 'The day the school declined it.';
COMMENT ON COLUMN support_meeting.declined_reason IS 'Why the school declined.';
COMMENT ON COLUMN support_meeting.called_off_on IS 'The day the authority called it off.';
COMMENT ON COLUMN support_meeting.called_off_reason IS 'Why the authority called it off.';
CREATE INDEX support_meeting_of_school ON support_meeting (urn, meets_on);
CREATE UNIQUE INDEX support_meeting_of_term ON support_meeting (authority, term_begins, urn)
    WHERE declined_on IS NULL AND called_off_on IS NULL;
INSERT INTO sealed_table (name, row_key) VALUES ('support_meeting', 'id');

CREATE TABLE support_meeting_action (
    id {{id}},
    authority BIGINT NOT NULL,
    urn BIGINT NOT NULL,
    meeting BIGINT NOT NULL REFERENCES support_meeting (id),
    what TEXT NOT NULL CHECK (what <> ''),
    owner TEXT NOT NULL CHECK (owner <> ''),
    due TEXT NOT NULL,
    done_on TEXT
);
COMMENT ON TABLE support_meeting_action IS 'What was agreed in a support meeting: who does what by when.';
COMMENT ON COLUMN support_meeting_action.id IS 'Key.';
COMMENT ON COLUMN support_meeting_action.authority IS 'Code of the authority.';
COMMENT ON COLUMN support_meeting_action.urn IS 'The school.';
COMMENT ON COLUMN support_meeting_action.meeting IS 'The meeting in which it was agreed.';
COMMENT ON COLUMN support_meeting_action.what IS 'What is to be done.';
COMMENT ON COLUMN support_meeting_action.owner IS 'Who does it: a post, not a name.';
COMMENT ON COLUMN support_meeting_action.due IS 'By when.';
COMMENT ON COLUMN support_meeting_action.done_on IS 'The day it was done.';
CREATE INDEX support_meeting_action_of_meeting ON support_meeting_action (meeting);
CREATE INDEX support_meeting_action_of_school ON support_meeting_action (urn, due);
INSERT INTO sealed_table (name, row_key) VALUES ('support_meeting_action', 'id');
