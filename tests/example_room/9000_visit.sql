-- A visit that an adviser offers to a school. What state it is in follows from its days; which days are set says so.
CREATE TABLE visit (
    id {{id}},
    authority BIGINT NOT NULL,
    urn BIGINT NOT NULL,
    adviser BIGINT NOT NULL REFERENCES person (id),
    focus TEXT NOT NULL,
    offered_on TEXT NOT NULL,
    agreed_for TEXT,
    held_on TEXT,
    declined_on TEXT,
    declined_reason TEXT NOT NULL
);
CREATE INDEX visit_of_school ON visit (urn, offered_on);
INSERT INTO sealed_table (name, row_key) VALUES ('visit', 'id');
