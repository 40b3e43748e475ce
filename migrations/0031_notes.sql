CREATE TABLE soft_note (
    id {{id}},
    authority BIGINT NOT NULL,
    urn BIGINT NOT NULL,
    category TEXT NOT NULL,
    concern TEXT NOT NULL CHECK (concern IN ('strength', 'slight', 'moderate', 'serious')),
    confidence TEXT NOT NULL CHECK (confidence IN ('unverified', 'corroborated', 'verified')),
    visibility TEXT NOT NULL CHECK (visibility IN ('caseload', 'board')),
    source TEXT NOT NULL CHECK (source <> ''),
    body TEXT NOT NULL CHECK (body <> ''),
    observed_on TEXT NOT NULL,
    review_on TEXT NOT NULL,
    expires_on TEXT NOT NULL,
    written_by BIGINT NOT NULL REFERENCES person(id),
    written_at TEXT NOT NULL,
    ended_on TEXT,
    ended_reason TEXT,
    ended_by BIGINT REFERENCES person(id),
    CHECK (observed_on <= review_on AND review_on <= expires_on)
);
COMMENT ON TABLE soft_note IS 'Soft intelligence: what officers know of a school and no published file says. Kept apart from statutory data; never shown raw to the school.';
COMMENT ON COLUMN soft_note.id IS 'Key.';
COMMENT ON COLUMN soft_note.authority IS 'Code of the authority whose officers wrote it.';
COMMENT ON COLUMN soft_note.urn IS 'The school.';
COMMENT ON COLUMN soft_note.category IS 'What it is about: code of evidence::NoteCategory.';
COMMENT ON COLUMN soft_note.concern IS 'strength, or how serious the concern is.';
COMMENT ON COLUMN soft_note.confidence IS 'How well it is known: unverified, corroborated by a second source, verified.';
COMMENT ON COLUMN soft_note.visibility IS 'caseload: officers with the school in scope. board: the board and the director alone, and its author.';
COMMENT ON COLUMN soft_note.source IS 'Who said it or where it was seen.';
COMMENT ON COLUMN soft_note.body IS 'The note.';
COMMENT ON COLUMN soft_note.observed_on IS 'The day it was heard or seen.';
COMMENT ON COLUMN soft_note.review_on IS 'When its author looks at it again; unverified notes are deleted then unless confirmed.';
COMMENT ON COLUMN soft_note.expires_on IS 'Last day on which it counts.';
COMMENT ON COLUMN soft_note.written_by IS 'The officer.';
COMMENT ON COLUMN soft_note.written_at IS 'When it was entered: a rating before this day does not use it.';
COMMENT ON COLUMN soft_note.ended_on IS 'Last day on which it counted, when it was withdrawn before it expired.';
COMMENT ON COLUMN soft_note.ended_reason IS 'Why it was withdrawn.';
COMMENT ON COLUMN soft_note.ended_by IS 'Who withdrew it.';
CREATE INDEX soft_note_by_school ON soft_note (authority, urn, id);
