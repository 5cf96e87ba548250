-- oldest: 14
-- The version of a card by which its reactions are to be put back: what was shown before then did not put them there.
ALTER TABLE card ADD COLUMN cleared INTEGER NOT NULL DEFAULT 0;
