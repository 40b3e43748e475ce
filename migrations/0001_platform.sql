-- The queue of long work: imports, rating runs, packs.
CREATE TABLE job (
    id {{id}},
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    input TEXT NOT NULL,
    asked_by BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    percent BIGINT NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
    message TEXT NOT NULL DEFAULT '',
    result TEXT NOT NULL DEFAULT '',
    asked TEXT NOT NULL,
    finished TEXT
);
CREATE INDEX job_by_state ON job (state, id);
CREATE INDEX job_by_person ON job (asked_by, id);

COMMENT ON TABLE job IS 'Long work that somebody asked for and that runs by itself, such as the import of a file. Jobs run
    one at a time in the order they were asked for.';
COMMENT ON COLUMN job.id IS 'Number of the job.';
COMMENT ON COLUMN job.kind IS 'What is to be done, for example import, rating_run or pack.';
COMMENT ON COLUMN job.subject IS 'What it is done to, as shown on the page: a file name, a rating date.';
COMMENT ON COLUMN job.input IS 'The details the work needs, in a form of its own.';
COMMENT ON COLUMN job.asked_by IS 'The account of the person who asked for it; 0 when it was the command line.';
COMMENT ON COLUMN job.state IS 'queued (waiting), running, done or failed.';
COMMENT ON COLUMN job.percent IS 'How far the work has got, 0 to 100.';
COMMENT ON COLUMN job.message IS 'What it is doing now, or the sentence that says why it failed.';
COMMENT ON COLUMN job.result IS 'What came of it, in a form of its own; empty until it is done.';
COMMENT ON COLUMN job.asked IS 'When it was asked for (UTC).';
COMMENT ON COLUMN job.finished IS 'When it was done or had failed (UTC); empty until then.';
