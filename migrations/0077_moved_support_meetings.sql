-- The day from which an offered support meeting was moved, so that the school is told.
ALTER TABLE support_meeting ADD COLUMN moved_from TEXT;
ALTER TABLE support_meeting ADD COLUMN moved_on TEXT;
COMMENT ON COLUMN support_meeting.moved_from IS 'The day that was offered to the school before the present one; empty: it was not moved after it was offered.';
COMMENT ON COLUMN support_meeting.moved_on IS 'The day on which it was moved.';
