-- How often the rows of a table changed, so that what was worked out from them is known to be old without reading them all.
ALTER TABLE sealed_table ADD COLUMN changes BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN sealed_table.changes IS 'Rises with every row that Tarn adds to, changes in or deletes from the table.';
CREATE INDEX soft_note_of_board ON soft_note (authority) WHERE visibility = 'board';
