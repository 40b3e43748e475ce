ALTER TABLE comparator_list ADD COLUMN audience TEXT NOT NULL DEFAULT 'officers';
COMMENT ON COLUMN comparator_list.audience IS 'Who sees the list: officers of the authority, or owner alone, as of headteachers and chairs.';
