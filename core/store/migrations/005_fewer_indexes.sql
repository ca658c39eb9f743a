-- A tap moves its row to the newest place of every list that is sorted by the last change, and each is a page to write.
-- One index serves the lists of all rows, of the open ones and of those that wait for the user: a list walks the few parts
-- it takes side by side.
CREATE INDEX document_row_by_turn ON document_row (kind, open, waits_for_me, updated_at DESC, id);
DROP INDEX document_row_by_update;
DROP INDEX document_row_open;
DROP INDEX document_row_my_turn;
