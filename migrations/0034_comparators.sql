CREATE TABLE comparator_list (
    id {{id}},
    authority BIGINT NOT NULL,
    owner BIGINT NOT NULL REFERENCES person(id),
    name TEXT NOT NULL CHECK (name <> ''),
    saved_at TEXT NOT NULL,
    removed_on TEXT
);
COMMENT ON TABLE comparator_list IS 'Schools that an officer wants to compare with beside those that are found to be similar: a list of their own with a name.';
COMMENT ON COLUMN comparator_list.id IS 'Key.';
COMMENT ON COLUMN comparator_list.authority IS 'Code of the authority in which its owner saved it; its officers may see the list.';
COMMENT ON COLUMN comparator_list.owner IS 'Who saved it and alone may change it.';
COMMENT ON COLUMN comparator_list.name IS 'What its owner calls it.';
COMMENT ON COLUMN comparator_list.saved_at IS 'When it was last saved.';
COMMENT ON COLUMN comparator_list.removed_on IS 'The day its owner removed it; it is shown nowhere any more.';
CREATE INDEX comparator_list_by_authority ON comparator_list (authority, id);

CREATE TABLE comparator_school (
    list BIGINT NOT NULL REFERENCES comparator_list(id),
    urn BIGINT NOT NULL,
    PRIMARY KEY (list, urn)
);
COMMENT ON TABLE comparator_school IS 'The schools of a comparator list as last saved.';
COMMENT ON COLUMN comparator_school.list IS 'The list.';
COMMENT ON COLUMN comparator_school.urn IS 'The school.';
