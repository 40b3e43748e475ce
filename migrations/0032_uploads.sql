CREATE TABLE upload (
    id {{id}},
    file_name TEXT NOT NULL,
    content {{bytes}} NOT NULL,
    options TEXT NOT NULL,
    owner BIGINT,
    uploaded_by BIGINT NOT NULL REFERENCES person(id),
    uploaded_at TEXT NOT NULL
);
COMMENT ON TABLE upload IS 'A file sent through the upload page, kept only until it is imported or left.';
COMMENT ON COLUMN upload.id IS 'Key; the jobs that check and import it carry it in their input.';
COMMENT ON COLUMN upload.file_name IS 'As sent.';
COMMENT ON COLUMN upload.content IS 'The file''s bytes.';
COMMENT ON COLUMN upload.options IS 'What the person entered beside it, JSON: period, public_from, profile.';
COMMENT ON COLUMN upload.owner IS 'Authority whose own data it is; empty: published data.';
COMMENT ON COLUMN upload.uploaded_by IS 'Who sent it.';
COMMENT ON COLUMN upload.uploaded_at IS 'When; uploads older than a day are deleted by the next one.';
