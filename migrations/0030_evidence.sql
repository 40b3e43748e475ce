-- Published evidence: one release per imported file, its figures packed by column.
CREATE TABLE evidence_release (
    id {{id}},
    profile TEXT NOT NULL,
    title TEXT NOT NULL,
    publisher TEXT NOT NULL,
    source TEXT NOT NULL,
    period TEXT NOT NULL,
    public_from TEXT,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    owner BIGINT,
    precedence BIGINT NOT NULL,
    rows_read BIGINT NOT NULL,
    rows_accepted BIGINT NOT NULL,
    rows_rejected BIGINT NOT NULL,
    rows_aggregate BIGINT NOT NULL,
    rows_repeated BIGINT NOT NULL,
    rows_left_out BIGINT NOT NULL,
    notes TEXT NOT NULL,
    checksum TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    imported_at TEXT NOT NULL
);
CREATE INDEX evidence_release_by_content ON evidence_release (sha256);
COMMENT ON TABLE evidence_release IS 'One imported file. A release is never changed or deleted; a corrected file is a
    release of its own that ends the blocks of figures it replaces.';
COMMENT ON COLUMN evidence_release.id IS 'Key.';
COMMENT ON COLUMN evidence_release.profile IS 'Name of the import profile that read the file.';
COMMENT ON COLUMN evidence_release.title IS 'What the file is called on pages.';
COMMENT ON COLUMN evidence_release.publisher IS 'Who published the file.';
COMMENT ON COLUMN evidence_release.source IS 'Key of the source in docs/sources.md.';
COMMENT ON COLUMN evidence_release.period IS 'The period or periods the figures are of; empty for registers.';
COMMENT ON COLUMN evidence_release.public_from IS 'First day on which the figures were public; empty where they have several, and for registers.';
COMMENT ON COLUMN evidence_release.file_name IS 'Name of the file as it was given.';
COMMENT ON COLUMN evidence_release.sha256 IS 'SHA-256 of the content, after decompression: the same file twice changes nothing.';
COMMENT ON COLUMN evidence_release.owner IS 'Code of the authority whose own data this is; empty for published, national data.';
COMMENT ON COLUMN evidence_release.precedence IS 'Place in the written order of sources: the lower number counts where two say different things.';
COMMENT ON COLUMN evidence_release.rows_read IS 'Records in the file below the header.';
COMMENT ON COLUMN evidence_release.rows_accepted IS 'Records that were taken in.';
COMMENT ON COLUMN evidence_release.rows_rejected IS 'Records that were refused; table evidence_rejected says why.';
COMMENT ON COLUMN evidence_release.rows_aggregate IS 'Records that are totals: kept as values to compare with, in table evidence_aggregate.';
COMMENT ON COLUMN evidence_release.rows_repeated IS 'Records that said again what an earlier record of the file says.';
COMMENT ON COLUMN evidence_release.rows_left_out IS 'Records that the profile leaves out because another file says it better.';
COMMENT ON COLUMN evidence_release.notes IS 'What the import remarked, one sentence a line.';
COMMENT ON COLUMN evidence_release.checksum IS 'SHA-256 over every packed column of the release, checked by tarn verify.';
COMMENT ON COLUMN evidence_release.imported_by IS 'Who imported the file.';
COMMENT ON COLUMN evidence_release.imported_at IS 'When it was imported (UTC).';

CREATE TABLE evidence_block (
    id {{id}},
    release_id BIGINT NOT NULL REFERENCES evidence_release(id),
    level TEXT NOT NULL CHECK (level IN ('school', 'area', 'inspection')),
    period TEXT NOT NULL,
    public_from TEXT,
    public_to TEXT,
    ended_by BIGINT REFERENCES evidence_release(id),
    row_count BIGINT NOT NULL,
    row_keys {{bytes}} NOT NULL,
    labels TEXT NOT NULL
);
CREATE INDEX evidence_block_by_release ON evidence_block (release_id);
CREATE INDEX evidence_block_by_ended ON evidence_block (ended_by);
COMMENT ON TABLE evidence_block IS 'Rows of one release and one period that share their keys: schools, areas or inspections.';
COMMENT ON COLUMN evidence_block.id IS 'Key.';
COMMENT ON COLUMN evidence_block.release_id IS 'The release it came with.';
COMMENT ON COLUMN evidence_block.level IS 'school, area (authority, region or England) or inspection.';
COMMENT ON COLUMN evidence_block.period IS 'The period the figures are of, for example 2018/19.';
COMMENT ON COLUMN evidence_block.public_from IS 'First day on which the figures were public; empty for inspections, which have a day each.';
COMMENT ON COLUMN evidence_block.public_to IS 'Last day on which they counted: the day before their correction became public; empty while they stand.';
COMMENT ON COLUMN evidence_block.ended_by IS 'The release that corrected them; empty while they stand.';
COMMENT ON COLUMN evidence_block.row_count IS 'Number of rows.';
COMMENT ON COLUMN evidence_block.row_keys IS 'For each row a 32-bit URN, ascending; for areas two 32-bit numbers, of area and breakdown.';
COMMENT ON COLUMN evidence_block.labels IS 'What the numbers of areas and breakdowns mean: a line each, areas first, then an empty line.';

CREATE TABLE evidence_column (
    block_id BIGINT NOT NULL REFERENCES evidence_block(id),
    position BIGINT NOT NULL,
    measure TEXT NOT NULL,
    encoding BIGINT NOT NULL,
    scale BIGINT NOT NULL,
    n_position BIGINT,
    public_from TEXT,
    present BIGINT NOT NULL,
    missing BIGINT NOT NULL,
    packed {{bytes}} NOT NULL,
    PRIMARY KEY (block_id, position)
);
CREATE INDEX evidence_column_by_measure ON evidence_column (measure, block_id);
COMMENT ON TABLE evidence_column IS 'One measure of one block: a value or a typed reason for its absence for every row.';
COMMENT ON COLUMN evidence_column.block_id IS 'The block whose rows these are.';
COMMENT ON COLUMN evidence_column.position IS 'Place of the column in the block, from 0.';
COMMENT ON COLUMN evidence_column.measure IS 'Code of the measure; the catalogue of measures says what it means.';
COMMENT ON COLUMN evidence_column.encoding IS 'Width of a value: 1, 2, 4 or 8 bytes of integer, 9 for a double.';
COMMENT ON COLUMN evidence_column.scale IS 'Decimals: an integer is divided by ten to this power.';
COMMENT ON COLUMN evidence_column.n_position IS 'Place of the column that counts the pupils behind each value; empty where the file carries none.';
COMMENT ON COLUMN evidence_column.public_from IS 'First day on which this column was public, where it differs from its block.';
COMMENT ON COLUMN evidence_column.present IS 'Rows with a value.';
COMMENT ON COLUMN evidence_column.missing IS 'Rows with a typed reason instead.';
COMMENT ON COLUMN evidence_column.packed IS 'The values, little-endian; the lowest numbers of the width stand for the reasons why a value is missing.';

CREATE TABLE evidence_aggregate (
    release_id BIGINT NOT NULL REFERENCES evidence_release(id),
    position BIGINT NOT NULL,
    measure TEXT NOT NULL,
    period TEXT NOT NULL,
    level TEXT NOT NULL,
    authority BIGINT,
    value DOUBLE PRECISION NOT NULL,
    public_from TEXT NOT NULL,
    PRIMARY KEY (release_id, position)
);
COMMENT ON TABLE evidence_aggregate IS 'Totals that stand as rows among the schools of a file: values to compare with, neither schools nor rejected.';
COMMENT ON COLUMN evidence_aggregate.release_id IS 'The release it came with.';
COMMENT ON COLUMN evidence_aggregate.position IS 'Order in the file.';
COMMENT ON COLUMN evidence_aggregate.measure IS 'Code of the measure.';
COMMENT ON COLUMN evidence_aggregate.period IS 'The period the value is of.';
COMMENT ON COLUMN evidence_aggregate.level IS 'national, national-state-funded, national-primary, national-secondary, national-special or authority.';
COMMENT ON COLUMN evidence_aggregate.authority IS 'Code of the authority where the level is authority.';
COMMENT ON COLUMN evidence_aggregate.value IS 'The value as published.';
COMMENT ON COLUMN evidence_aggregate.public_from IS 'First day on which it was public.';

CREATE TABLE evidence_rejected (
    release_id BIGINT NOT NULL REFERENCES evidence_release(id),
    row_number BIGINT NOT NULL,
    column_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    raw_text TEXT NOT NULL,
    PRIMARY KEY (release_id, row_number)
);
COMMENT ON TABLE evidence_rejected IS 'Records of a file that were refused, kept with their reason so that they can be put right.';
COMMENT ON COLUMN evidence_rejected.release_id IS 'The release they belong to.';
COMMENT ON COLUMN evidence_rejected.row_number IS 'Number of the record in the file; the header is 1.';
COMMENT ON COLUMN evidence_rejected.column_name IS 'The column at fault; empty where it is the whole record.';
COMMENT ON COLUMN evidence_rejected.reason IS 'Why, in a sentence.';
COMMENT ON COLUMN evidence_rejected.raw_text IS 'The record as it stood in the file, shortened.';
