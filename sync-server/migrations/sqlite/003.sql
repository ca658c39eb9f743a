-- Since when a device may have held a document: its first stay, however often it came and went since. Of what left and came
-- back before, the first stay is not known; a leave notice too many is passed over.
ALTER TABLE scope ADD COLUMN held_since INTEGER NOT NULL DEFAULT 0;
UPDATE scope SET held_since = entered_at WHERE left_at IS NULL;
