-- Who works here, in which role and for how long; how they sign in; and the trace of what was done and read.

CREATE TABLE authority (
    code BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    added TEXT NOT NULL
);
COMMENT ON TABLE authority IS 'A local authority that works with this installation. Everything an authority makes carries its code.';
COMMENT ON COLUMN authority.code IS 'The three-digit code of the Department for Education, for example 888 for Lancashire.';
COMMENT ON COLUMN authority.name IS 'Its name as shown on pages.';
COMMENT ON COLUMN authority.added IS 'When it was added (UTC).';

CREATE TABLE person (
    id {{id}},
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    added TEXT NOT NULL
);
COMMENT ON TABLE person IS 'A person with an account. What they may see follows from their grants, not from this row.';
COMMENT ON COLUMN person.id IS 'Number of the account.';
COMMENT ON COLUMN person.name IS 'The name shown to colleagues and in the audit trail.';
COMMENT ON COLUMN person.email IS 'The e-mail address used to sign in, in lower case.';
COMMENT ON COLUMN person.added IS 'When the account was made (UTC).';

CREATE TABLE credential (
    person BIGINT PRIMARY KEY REFERENCES person (id),
    password_hash TEXT NOT NULL,
    changed TEXT NOT NULL
);
COMMENT ON TABLE credential IS 'The password of an account, as an Argon2id hash that cannot be turned back. No row: none was set yet.';
COMMENT ON COLUMN credential.person IS 'The account.';
COMMENT ON COLUMN credential.password_hash IS 'Argon2id hash with its own salt and cost.';
COMMENT ON COLUMN credential.changed IS 'When it was last changed (UTC).';

CREATE TABLE account_confirmation (
    person BIGINT NOT NULL REFERENCES person (id),
    authority BIGINT NOT NULL REFERENCES authority (code),
    confirmed_at TEXT NOT NULL,
    PRIMARY KEY (person, authority)
);
COMMENT ON TABLE account_confirmation IS 'The authorities in which an account may use its roles. A second authority is added when the owner opens a one-time link of that authority, proves the present password and sets a fresh one.';
COMMENT ON COLUMN account_confirmation.person IS 'The account.';
COMMENT ON COLUMN account_confirmation.authority IS 'The authority that relies on its password.';
COMMENT ON COLUMN account_confirmation.confirmed_at IS 'Since when (UTC).';

CREATE TABLE role_grant (
    id {{id}},
    person BIGINT NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    authority BIGINT NOT NULL REFERENCES authority (code),
    scope TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT CHECK (valid_to IS NULL OR valid_to >= valid_from),
    made_by BIGINT REFERENCES person (id),
    made_at TEXT NOT NULL,
    ended_by BIGINT REFERENCES person (id),
    ended_at TEXT
);
CREATE INDEX role_grant_by_person ON role_grant (person, valid_from);
CREATE INDEX role_grant_by_scope ON role_grant (scope, role, valid_from);
COMMENT ON TABLE role_grant IS 'A role held in a scope for a period: what a person may see and do. A grant is ended, never changed.';
COMMENT ON COLUMN role_grant.id IS 'Number of the grant.';
COMMENT ON COLUMN role_grant.person IS 'Who holds it.';
COMMENT ON COLUMN role_grant.role IS 'Code of the role, for example adviser or headteacher.';
COMMENT ON COLUMN role_grant.authority IS 'The authority within which the scope lies.';
COMMENT ON COLUMN role_grant.scope IS 'What it reaches over: authority:888; school:100000 for the post of a head or chair; area:888:NORTH for an adviser of a whole area.';
COMMENT ON COLUMN role_grant.valid_from IS 'First day.';
COMMENT ON COLUMN role_grant.valid_to IS 'Last day; empty while it runs.';
COMMENT ON COLUMN role_grant.made_by IS 'Who granted it; empty for the command line.';
COMMENT ON COLUMN role_grant.made_at IS 'When it was granted (UTC).';
COMMENT ON COLUMN role_grant.ended_by IS 'Who set its last day; empty for the command line or while none was set.';
COMMENT ON COLUMN role_grant.ended_at IS 'When its last day was set (UTC).';

CREATE TABLE allocation (
    id {{id}},
    adviser BIGINT NOT NULL REFERENCES person (id),
    urn BIGINT NOT NULL,
    authority BIGINT NOT NULL REFERENCES authority (code),
    valid_from TEXT NOT NULL,
    valid_to TEXT CHECK (valid_to IS NULL OR valid_to >= valid_from),
    reason TEXT NOT NULL,
    made_by BIGINT REFERENCES person (id),
    made_at TEXT NOT NULL
);
CREATE UNIQUE INDEX allocation_by_school ON allocation (urn, valid_from);
CREATE INDEX allocation_by_adviser ON allocation (adviser, valid_from);
COMMENT ON TABLE allocation IS 'Which adviser has which school, and since when. One adviser at a time: each ends the day before the next begins.';
COMMENT ON COLUMN allocation.id IS 'Number of the allocation.';
COMMENT ON COLUMN allocation.adviser IS 'The adviser or senior adviser.';
COMMENT ON COLUMN allocation.urn IS 'Unique Reference Number of the school.';
COMMENT ON COLUMN allocation.authority IS 'The authority whose adviser it is.';
COMMENT ON COLUMN allocation.valid_from IS 'First day.';
COMMENT ON COLUMN allocation.valid_to IS 'Last day; empty while it runs.';
COMMENT ON COLUMN allocation.reason IS 'Why this adviser, or why it changed.';
COMMENT ON COLUMN allocation.made_by IS 'Who decided it; empty for the command line.';
COMMENT ON COLUMN allocation.made_at IS 'When it was entered (UTC).';

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES person (id),
    role TEXT,
    authority BIGINT REFERENCES authority (code),
    began TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    ended TEXT,
    client TEXT NOT NULL
);
CREATE INDEX session_by_person ON session (person);
COMMENT ON TABLE session IS 'A sign-in. It ends when the person signs out, after a time without a request, or at the latest some hours later.';
COMMENT ON COLUMN session.token_hash IS 'SHA-256 of the secret in the browser''s cookie, so that a copy of the database opens no session.';
COMMENT ON COLUMN session.person IS 'Who signed in.';
COMMENT ON COLUMN session.role IS 'The one role the person acts in; empty until they chose among several.';
COMMENT ON COLUMN session.authority IS 'The authority they act in.';
COMMENT ON COLUMN session.began IS 'When they signed in (UTC).';
COMMENT ON COLUMN session.last_seen IS 'The last request, kept to the minute (UTC).';
COMMENT ON COLUMN session.ended IS 'When it was ended by signing out or by a new password (UTC).';
COMMENT ON COLUMN session.client IS 'The address it came from.';

CREATE TABLE one_time_link (
    token_hash TEXT PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES person (id),
    authority BIGINT REFERENCES authority (code),
    made_by BIGINT REFERENCES person (id),
    made_at TEXT NOT NULL,
    expires TEXT NOT NULL,
    used TEXT
);
COMMENT ON TABLE one_time_link IS 'A link by which a person sets a password. It works once and for a few days.';
COMMENT ON COLUMN one_time_link.token_hash IS 'SHA-256 of the secret in the link.';
COMMENT ON COLUMN one_time_link.person IS 'Whose password it sets.';
COMMENT ON COLUMN one_time_link.authority IS 'The authority that gave it out; empty for the people who run the server.';
COMMENT ON COLUMN one_time_link.made_by IS 'Who made it; empty for the command line.';
COMMENT ON COLUMN one_time_link.made_at IS 'When it was made (UTC).';
COMMENT ON COLUMN one_time_link.expires IS 'When it stops working (UTC).';
COMMENT ON COLUMN one_time_link.used IS 'When it was used, or replaced by a newer link of the same authority (UTC).';

CREATE TABLE sign_in_brake (
    subject TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    since TEXT NOT NULL,
    locked_until TEXT
);
COMMENT ON TABLE sign_in_brake IS 'Wrong passwords counted by account and by address, so that guessing is slow. Kept for accounts that do not exist too.';
COMMENT ON COLUMN sign_in_brake.subject IS 'SHA-256 of the e-mail address entered, or the client''s address.';
COMMENT ON COLUMN sign_in_brake.failures IS 'Wrong passwords since the time beside it.';
COMMENT ON COLUMN sign_in_brake.since IS 'When counting began (UTC).';
COMMENT ON COLUMN sign_in_brake.locked_until IS 'Until when sign-in is refused (UTC).';

CREATE TABLE draft (
    person BIGINT NOT NULL REFERENCES person (id),
    form TEXT NOT NULL,
    page TEXT NOT NULL,
    body TEXT NOT NULL,
    saved TEXT NOT NULL,
    PRIMARY KEY (person, form)
);
COMMENT ON TABLE draft IS 'What a person typed into a form and has not sent yet, so that nothing typed is lost. Deleted when the form is sent.';
COMMENT ON COLUMN draft.person IS 'Whose it is; nobody else sees it.';
COMMENT ON COLUMN draft.form IS 'The form: the address it is sent to.';
COMMENT ON COLUMN draft.page IS 'The page on which the form stands.';
COMMENT ON COLUMN draft.body IS 'The fields, URL-encoded; never passwords or files.';
COMMENT ON COLUMN draft.saved IS 'When it was saved (UTC).';

CREATE TABLE sent_form (
    person BIGINT NOT NULL REFERENCES person (id),
    form_key TEXT NOT NULL,
    location TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (person, form_key)
);
COMMENT ON TABLE sent_form IS 'Forms that were carried out, so that sending one again by the Back button leads to what it made instead of making it twice.';
COMMENT ON COLUMN sent_form.person IS 'Who sent it.';
COMMENT ON COLUMN sent_form.form_key IS 'SHA-256 of the form''s own token and content.';
COMMENT ON COLUMN sent_form.location IS 'The page it led to.';
COMMENT ON COLUMN sent_form.at IS 'When (UTC).';

CREATE TABLE server_secret (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
COMMENT ON TABLE server_secret IS 'Random keys of this installation, made at the first start, with which cookies and forms are signed.';
COMMENT ON COLUMN server_secret.name IS 'What it is for.';
COMMENT ON COLUMN server_secret.value IS 'The key.';

CREATE TABLE audit (
    id BIGINT PRIMARY KEY,
    at TEXT NOT NULL,
    person BIGINT,
    role TEXT NOT NULL,
    authority BIGINT,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    purpose TEXT NOT NULL,
    detail TEXT NOT NULL,
    quarter TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_by_person ON audit (person, id);
CREATE INDEX audit_by_object ON audit (object, id);
CREATE INDEX audit_by_read ON audit (quarter, person, action, object);
COMMENT ON TABLE audit IS 'The trail of what was done and which confidential things were read. Rows are only added. Each row''s hash covers the row
    and the hash before it, so that a later change shows.';
COMMENT ON COLUMN audit.id IS 'Position in the trail, without gaps.';
COMMENT ON COLUMN audit.at IS 'When (UTC).';
COMMENT ON COLUMN audit.person IS 'The account; empty for the command line or somebody not signed in.';
COMMENT ON COLUMN audit.role IS 'The role the person acted in; empty where there was none.';
COMMENT ON COLUMN audit.authority IS 'The authority the person acted in.';
COMMENT ON COLUMN audit.action IS 'What was done, for example level.read or decision.made.';
COMMENT ON COLUMN audit.object IS 'To what, for example school:100000.';
COMMENT ON COLUMN audit.purpose IS 'Why, where the person said so.';
COMMENT ON COLUMN audit.detail IS 'More about it; never confidential content itself.';
COMMENT ON COLUMN audit.quarter IS 'For reads: the quarter of an hour within which repeated reads of the same thing are one row. Empty for acts.';
COMMENT ON COLUMN audit.hash IS 'SHA-256 over the hash of the row before and this row''s fields.';
