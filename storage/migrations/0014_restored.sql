-- oldest: 14
-- When this database was a backup that was put back. What was to be sent between the two moments, the bot that was lost
-- may have sent.
CREATE TABLE restored (
    backed_up_at TEXT NOT NULL,
    at TEXT NOT NULL
);

-- What a card is known by on its platform: what it is about, where, and the how manyth there, which a backup that was put
-- back says alike.
ALTER TABLE card ADD COLUMN key TEXT;
UPDATE card SET key = 'card:' || id;
