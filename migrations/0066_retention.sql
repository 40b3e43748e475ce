-- What is over is deleted: notes are confirmed or go, and a hold keeps what is wanted longer.

ALTER TABLE soft_note ADD COLUMN confirmed_as TEXT CHECK (confirmed_as IN ('corroborated', 'verified'));
ALTER TABLE soft_note ADD COLUMN confirmed_on TEXT;
ALTER TABLE soft_note ADD COLUMN confirmed_by BIGINT REFERENCES person(id);
COMMENT ON COLUMN soft_note.confidence IS 'How well it was known when it was written: unverified, corroborated by a second source, verified.';
COMMENT ON COLUMN soft_note.review_on IS 'When its author looks at it again. An unverified note that nobody has confirmed stops counting after this day and is due to be deleted.';
COMMENT ON COLUMN soft_note.confirmed_as IS 'How well it has been known since it was confirmed: corroborated or verified.';
COMMENT ON COLUMN soft_note.confirmed_on IS 'The day it was confirmed: a rating before it counts the note as it was known when it was written.';
COMMENT ON COLUMN soft_note.confirmed_by IS 'Who confirmed it.';

-- Notes that came to their review before this rule keep the days that they had.
CREATE TABLE note_rule (
    began_on TEXT NOT NULL PRIMARY KEY
);
COMMENT ON TABLE note_rule IS 'Since when unverified notes stop counting at their review; empty: since the first note.';
COMMENT ON COLUMN note_rule.began_on IS 'The day of the upgrade that brought the rule.';
INSERT INTO note_rule (began_on) SELECT CAST(CURRENT_DATE AS TEXT) WHERE EXISTS (SELECT 1 FROM soft_note);

CREATE TABLE retention_hold (
    id {{id}},
    authority BIGINT NOT NULL REFERENCES authority(code),
    urn BIGINT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    placed_on TEXT NOT NULL,
    placed_by BIGINT NOT NULL REFERENCES person(id),
    lifted_on TEXT CHECK (lifted_on IS NULL OR lifted_on >= placed_on),
    lifted_by BIGINT REFERENCES person(id)
);
COMMENT ON TABLE retention_hold IS 'What an authority keeps of a school although its time is over, such as while a request for data or a legal claim is open.';
COMMENT ON COLUMN retention_hold.id IS 'Key.';
COMMENT ON COLUMN retention_hold.authority IS 'Code of the authority whose rows are held.';
COMMENT ON COLUMN retention_hold.urn IS 'The school.';
COMMENT ON COLUMN retention_hold.reason IS 'Why, such as the reference of a claim or request.';
COMMENT ON COLUMN retention_hold.placed_on IS 'First day of the hold.';
COMMENT ON COLUMN retention_hold.placed_by IS 'The data protection officer.';
COMMENT ON COLUMN retention_hold.lifted_on IS 'The day it was lifted; empty while it lasts.';
COMMENT ON COLUMN retention_hold.lifted_by IS 'Who lifted it.';
CREATE INDEX retention_hold_by_school ON retention_hold (authority, urn);
INSERT INTO sealed_table (name, row_key) VALUES ('retention_hold', 'id');
