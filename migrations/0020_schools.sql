-- The register of schools: what imported files state of them, what is held to be true over time, and what the
-- authority itself adds: areas and posts.

CREATE TABLE register_part (
    release BIGINT NOT NULL,
    source TEXT NOT NULL,
    part TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    item_count BIGINT NOT NULL,
    content {{bytes}} NOT NULL,
    PRIMARY KEY (release, source, part)
);
COMMENT ON TABLE register_part IS 'What one imported register file states, packed by column, exactly as the file wrote it. The versions of schools are made from these and can be made again at any time.';
COMMENT ON COLUMN register_part.release IS 'The release, that is the imported file.';
COMMENT ON COLUMN register_part.source IS 'The kind of file, which decides its place in the order of precedence.';
COMMENT ON COLUMN register_part.part IS 'Which column: a field of the register, or urns, school_keys, links, postcodes.';
COMMENT ON COLUMN register_part.snapshot IS 'The day the file speaks of.';
COMMENT ON COLUMN register_part.item_count IS 'Number of rows of the column.';
COMMENT ON COLUMN register_part.content IS 'The texts in the order of the URNs, separated by NUL; URNs as 4-byte little-endian numbers.';

CREATE TABLE register_state (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    stored BIGINT NOT NULL,
    merged BIGINT NOT NULL,
    local BIGINT NOT NULL
);
COMMENT ON TABLE register_state IS 'One row: whether the versions of schools are up to date with what was imported, and how often the register changed.';
COMMENT ON COLUMN register_state.id IS 'Always 1.';
COMMENT ON COLUMN register_state.stored IS 'Rises by one with each register file stored.';
COMMENT ON COLUMN register_state.merged IS 'What stored was when the versions were last made: the generation of the register.';
COMMENT ON COLUMN register_state.local IS 'Rises by one with each change of an area or a post: what pages were made from.';

INSERT INTO register_state (id, stored, merged, local) VALUES (1, 0, 0, 0);

CREATE TABLE school_version (
    urn BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    opened TEXT,
    closed TEXT,
    name TEXT NOT NULL,
    authority BIGINT NOT NULL,
    laestab BIGINT NOT NULL,
    type BIGINT NOT NULL,
    phase TEXT NOT NULL,
    state_funded BIGINT NOT NULL,
    low_age BIGINT,
    high_age BIGINT,
    capacity BIGINT,
    roll BIGINT,
    easting BIGINT,
    northing BIGINT,
    postcode TEXT NOT NULL,
    town TEXT NOT NULL,
    district TEXT NOT NULL,
    district_code TEXT NOT NULL,
    ward TEXT NOT NULL,
    trust TEXT NOT NULL,
    federation TEXT NOT NULL,
    diocese TEXT NOT NULL,
    religion TEXT NOT NULL,
    gender TEXT NOT NULL,
    admissions TEXT NOT NULL,
    details TEXT NOT NULL,
    sources TEXT NOT NULL,
    inferred BIGINT NOT NULL,
    generation BIGINT NOT NULL,
    PRIMARY KEY (urn, valid_from)
);
COMMENT ON TABLE school_version IS 'What is held to be true of one school for a time: one row for each URN and interval. Made from all register files by the written order of precedence; never typed.';
COMMENT ON COLUMN school_version.urn IS 'Unique Reference Number of the establishment record; a school that becomes an academy gets a new one.';
COMMENT ON COLUMN school_version.valid_from IS 'First day of the interval; 1900-01-01 where it opened before the earliest evidence.';
COMMENT ON COLUMN school_version.valid_to IS 'Last day of the interval; empty while it still holds.';
COMMENT ON COLUMN school_version.opened IS 'First day the URN was open; empty where it opened before the earliest evidence.';
COMMENT ON COLUMN school_version.closed IS 'Last day the URN was open; empty while it is.';
COMMENT ON COLUMN school_version.name IS 'Name of the school.';
COMMENT ON COLUMN school_version.authority IS 'Code of the local authority responsible during the interval; 0 when not known.';
COMMENT ON COLUMN school_version.laestab IS 'Authority code and establishment number as one number, 8881234; 0 when not known.';
COMMENT ON COLUMN school_version.type IS 'Type of establishment by GIAS code; from 200 on for sources that say less than GIAS.';
COMMENT ON COLUMN school_version.phase IS 'Phase of education.';
COMMENT ON COLUMN school_version.state_funded IS '1 when the state funds it, by its type.';
COMMENT ON COLUMN school_version.low_age IS 'Age in years of its youngest pupils.';
COMMENT ON COLUMN school_version.high_age IS 'Age in years at which pupils leave.';
COMMENT ON COLUMN school_version.capacity IS 'Number of places.';
COMMENT ON COLUMN school_version.roll IS 'Number of pupils in the newest file that gives one.';
COMMENT ON COLUMN school_version.easting IS 'Metres east on the British National Grid.';
COMMENT ON COLUMN school_version.northing IS 'Metres north on the British National Grid.';
COMMENT ON COLUMN school_version.postcode IS 'Postcode.';
COMMENT ON COLUMN school_version.town IS 'Post town.';
COMMENT ON COLUMN school_version.district IS 'Name of the administrative district.';
COMMENT ON COLUMN school_version.district_code IS 'Code of the Office for National Statistics for the district.';
COMMENT ON COLUMN school_version.ward IS 'Name of the electoral ward.';
COMMENT ON COLUMN school_version.trust IS 'Academy trust; empty for maintained schools and where no file says.';
COMMENT ON COLUMN school_version.federation IS 'Federation under one governing body.';
COMMENT ON COLUMN school_version.diocese IS 'Diocese of a school with a religious character.';
COMMENT ON COLUMN school_version.religion IS 'Religious character.';
COMMENT ON COLUMN school_version.gender IS 'Whom it admits: mixed, boys or girls.';
COMMENT ON COLUMN school_version.admissions IS 'Admissions policy, for secondary schools.';
COMMENT ON COLUMN school_version.details IS 'Further facts, one line each: street=..., website=...';
COMMENT ON COLUMN school_version.sources IS 'One letter for each field of the register: which kind of file the fact was taken from.';
COMMENT ON COLUMN school_version.inferred IS 'What was concluded rather than read, as a set of bits.';
COMMENT ON COLUMN school_version.generation IS 'The generation of the register in which the row was made.';

CREATE TABLE school_lineage (
    predecessor BIGINT NOT NULL,
    successor BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    from_day TEXT NOT NULL,
    PRIMARY KEY (predecessor, successor)
);
COMMENT ON TABLE school_lineage IS 'Which URN continues which, from the links files.';
COMMENT ON COLUMN school_lineage.predecessor IS 'The URN that came before.';
COMMENT ON COLUMN school_lineage.successor IS 'The URN that came after.';
COMMENT ON COLUMN school_lineage.kind IS '0 conversion: one school under a new URN; 1 merger; 2 split; 3 other.';
COMMENT ON COLUMN school_lineage.from_day IS 'First day of the successor; 1900-01-01 when not known.';

CREATE TABLE boundary (
    code TEXT NOT NULL,
    kind BIGINT NOT NULL,
    name TEXT NOT NULL,
    geometry TEXT NOT NULL,
    release BIGINT NOT NULL,
    PRIMARY KEY (code, kind)
);
COMMENT ON TABLE boundary IS 'Outlines for maps, from imported boundary files.';
COMMENT ON COLUMN boundary.code IS 'Code of the Office for National Statistics.';
COMMENT ON COLUMN boundary.kind IS '0 district, 1 upper-tier or unitary authority.';
COMMENT ON COLUMN boundary.name IS 'Name of the place.';
COMMENT ON COLUMN boundary.geometry IS 'GeoJSON geometry in WGS84.';
COMMENT ON COLUMN boundary.release IS 'The release it came from.';

CREATE TABLE area (
    id {{id}},
    authority BIGINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (authority, code)
);
COMMENT ON TABLE area IS 'A part of an authority in which its school-improvement service works, for example East.';
COMMENT ON COLUMN area.id IS 'Number of the area.';
COMMENT ON COLUMN area.authority IS 'Code of the authority that defines it.';
COMMENT ON COLUMN area.code IS 'Short code used in files and scopes.';
COMMENT ON COLUMN area.name IS 'Name as shown.';

CREATE TABLE area_school (
    id {{id}},
    area BIGINT NOT NULL REFERENCES area (id),
    urn BIGINT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT
);
CREATE INDEX area_school_by_urn ON area_school (urn, valid_from);
COMMENT ON TABLE area_school IS 'To which area of its authority a school belonged, and when. Never overwritten: a move ends one row and begins another.';
COMMENT ON COLUMN area_school.id IS 'Number of the row.';
COMMENT ON COLUMN area_school.area IS 'The area.';
COMMENT ON COLUMN area_school.urn IS 'The school.';
COMMENT ON COLUMN area_school.valid_from IS 'First day.';
COMMENT ON COLUMN area_school.valid_to IS 'Last day; empty while it still belongs.';

CREATE TABLE school_post (
    id {{id}},
    urn BIGINT NOT NULL,
    kind TEXT NOT NULL,
    holder TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    recorded_on TEXT NOT NULL,
    valid_to TEXT,
    end_recorded_on TEXT,
    CHECK ((valid_to IS NULL) = (end_recorded_on IS NULL))
);
CREATE INDEX school_post_by_urn ON school_post (urn, kind, valid_from);
COMMENT ON TABLE school_post IS 'Who held the post of head or chair of governors at a school, and when.';
COMMENT ON COLUMN school_post.id IS 'Number of the row.';
COMMENT ON COLUMN school_post.urn IS 'The school.';
COMMENT ON COLUMN school_post.kind IS 'headteacher, executive_head or chair_of_governors.';
COMMENT ON COLUMN school_post.holder IS 'Name of the holder.';
COMMENT ON COLUMN school_post.valid_from IS 'First day in the post.';
COMMENT ON COLUMN school_post.recorded_on IS 'The day the appointment was recorded: a rating before it does not use it.';
COMMENT ON COLUMN school_post.valid_to IS 'Last day in the post; empty while it is held.';
COMMENT ON COLUMN school_post.end_recorded_on IS 'The day its end was recorded: a rating before it still holds the post to be held.';
