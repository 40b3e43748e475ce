-- Access that ends at once: roles withdrawn at an instant, accounts disabled; and sign-in that is slowed, never locked.

ALTER TABLE role_grant ADD COLUMN withdrawn_at TEXT;
COMMENT ON TABLE role_grant IS 'A role held in a scope for a period: what a person may see and do. A grant is ended or withdrawn, never changed otherwise.';
COMMENT ON COLUMN role_grant.valid_to IS 'Last day; empty while it runs. It may be brought forward.';
COMMENT ON COLUMN role_grant.ended_by IS 'Who set its last day or withdrew it; empty for the command line or while nobody did.';
COMMENT ON COLUMN role_grant.ended_at IS 'When its last day was set or it was withdrawn (UTC).';
COMMENT ON COLUMN role_grant.withdrawn_at IS 'When it was withdrawn (UTC): from this instant on it gives nothing, whatever its last day. Empty: it was not.';

CREATE TABLE disabled_account (
    person BIGINT PRIMARY KEY REFERENCES person (id),
    authority BIGINT REFERENCES authority (code),
    disabled_by BIGINT REFERENCES person (id),
    disabled_at TEXT NOT NULL
);
COMMENT ON TABLE disabled_account IS 'Accounts that cannot be used now, whatever roles they have. The row goes when the account is enabled again; the audit trail keeps both.';
COMMENT ON COLUMN disabled_account.person IS 'The account.';
COMMENT ON COLUMN disabled_account.authority IS 'The authority whose officer disabled it and may enable it; empty for the people who run the server.';
COMMENT ON COLUMN disabled_account.disabled_by IS 'The officer; empty for the command line.';
COMMENT ON COLUMN disabled_account.disabled_at IS 'When (UTC).';

-- What it counted is over within a quarter of an hour.
DROP TABLE sign_in_brake;
CREATE TABLE sign_in_failures (
    subject TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at TEXT NOT NULL,
    waits_since TEXT
);
CREATE INDEX sign_in_failures_by_time ON sign_in_failures (last_at);
COMMENT ON TABLE sign_in_failures IS 'Wrong passwords counted by account, by address and by both together, so that guessing is slow. Kept for accounts that do not exist too; rows go when they have been quiet for a day.';
COMMENT ON COLUMN sign_in_failures.subject IS 'Which count: account: with the SHA-256 of the e-mail address entered; address: with the client''s address as it is; pair: with the SHA-256 of account and address, or of account and known browser.';
COMMENT ON COLUMN sign_in_failures.failures IS 'Passwords tried and not found right since it was last quiet.';
COMMENT ON COLUMN sign_in_failures.last_at IS 'The last of them (UTC).';
COMMENT ON COLUMN sign_in_failures.waits_since IS 'Of account and address together: since when this address waits because others guess at the account (UTC).';

-- Kept runs were worked out with notes that the board keeps to itself, and are read by every officer. They can be asked for again.
DELETE FROM job WHERE kind = 'rating_run' AND state = 'done';
