-- Rows that matter carry a keyed checksum, so that a change made past Tarn shows; the trail's entries hash their
-- content apart, so that content can be removed when its time is over and the chain stays whole.
CREATE TABLE seal_key (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    key_id TEXT NOT NULL,
    tables TEXT NOT NULL,
    seal TEXT NOT NULL
);
COMMENT ON TABLE seal_key IS 'One row: which key the rows are sealed with. The key itself is a file and never in the database.';
COMMENT ON COLUMN seal_key.id IS 'Always 1.';
COMMENT ON COLUMN seal_key.key_id IS 'Name of the key: a digest from which it cannot be worked out.';
COMMENT ON COLUMN seal_key.tables IS 'Names of the sealed tables, in order, separated by commas.';
COMMENT ON COLUMN seal_key.seal IS 'Keyed checksum of this row.';

CREATE TABLE sealed_table (
    name TEXT PRIMARY KEY,
    row_key TEXT NOT NULL,
    sealed BIGINT NOT NULL DEFAULT 0,
    unproved BIGINT NOT NULL DEFAULT 0,
    digest TEXT NOT NULL DEFAULT '',
    seal TEXT NOT NULL DEFAULT ''
);
COMMENT ON TABLE sealed_table IS 'The tables whose rows are sealed, with what is needed to notice that a row was removed or added past Tarn.';
COMMENT ON COLUMN sealed_table.name IS 'The table.';
COMMENT ON COLUMN sealed_table.row_key IS 'The columns that name a row, separated by commas.';
COMMENT ON COLUMN sealed_table.sealed IS 'How many rows have a seal.';
COMMENT ON COLUMN sealed_table.unproved IS 'How many rows have none, because they were there before the key was.';
COMMENT ON COLUMN sealed_table.digest IS 'All seals of the table joined by exclusive or.';
COMMENT ON COLUMN sealed_table.seal IS 'Keyed checksum of this row; empty until a key is registered.';

CREATE TABLE row_seal (
    of_table TEXT NOT NULL,
    row_key TEXT NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (of_table, row_key)
);
COMMENT ON TABLE row_seal IS 'The keyed checksum of each sealed row.';
COMMENT ON COLUMN row_seal.of_table IS 'The table the row is in.';
COMMENT ON COLUMN row_seal.row_key IS 'Its key; several columns are separated by a slash.';
COMMENT ON COLUMN row_seal.seal IS 'Keyed checksum of the row. A leading exclamation mark: the row had been changed past Tarn before Tarn last changed it.';

INSERT INTO sealed_table (name, row_key) VALUES
    ('authority', 'code'),
    ('person', 'id'),
    ('credential', 'person'),
    ('account_confirmation', 'person, authority'),
    ('role_grant', 'id'),
    ('disabled_account', 'person'),
    ('allocation', 'id'),
    ('register_part', 'release, source, part'),
    ('boundary', 'code, kind'),
    ('area', 'id'),
    ('area_school', 'id'),
    ('school_post', 'id'),
    ('evidence_release', 'id'),
    ('evidence_block', 'id'),
    ('evidence_column', 'block_id, position'),
    ('evidence_aggregate', 'release_id, position'),
    ('evidence_rejected', 'release_id, row_number'),
    ('soft_note', 'id'),
    ('school_fact', 'id'),
    ('comparator_list', 'id'),
    ('comparator_school', 'list, urn'),
    ('board_meeting', 'id'),
    ('board_attendance', 'meeting_id, person_id'),
    ('recommendation', 'id'),
    ('decision', 'id'),
    ('board_pack', 'id'),
    ('warning_model', 'id'),
    ('warning_model_release', 'model_id, release_id'),
    ('warning_promotion', 'id'),
    ('warning_trial', 'model_id'),
    ('warning_trial_capture', 'model_id, percent'),
    ('warning_trial_group', 'model_id, place'),
    ('warning_trial_school', 'model_id, urn'),
    ('warning_comparison', 'model_id, with_id'),
    ('warning_comparison_figure', 'model_id, with_id, question, figure');

CREATE TABLE trail_head (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    position BIGINT NOT NULL,
    hash TEXT NOT NULL,
    seal TEXT NOT NULL
);
COMMENT ON TABLE trail_head IS 'The last entry of the audit trail, sealed, so that a trail cut short or written anew shows.';
COMMENT ON COLUMN trail_head.id IS 'Always 1.';
COMMENT ON COLUMN trail_head.position IS 'Its position.';
COMMENT ON COLUMN trail_head.hash IS 'Its hash.';
COMMENT ON COLUMN trail_head.seal IS 'Keyed checksum of this row; empty while there is no key.';

ALTER TABLE audit ADD COLUMN salt TEXT;
ALTER TABLE audit ADD COLUMN content_hash TEXT;
ALTER TABLE audit ADD COLUMN content_removed TEXT;
COMMENT ON COLUMN audit.salt IS 'Random, hashed with the fields, so that fields that were removed cannot be guessed from the hash. Removed with them.';
COMMENT ON COLUMN audit.content_hash IS 'SHA-256 of the salt and the entry''s fields, of which the hash is made. Empty for entries from before it existed: their hash covers the fields themselves.';
COMMENT ON COLUMN audit.content_removed IS 'When the fields were emptied because their time was over (UTC); their hash stays. Empty while they are there.';
