-- oldest: 4
-- What a platform keeps between two runs of the bot.
CREATE TABLE platform_note (
    platform TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (platform, key)
);

-- Who takes no direct messages from the bot at this moment, and whether they were told.
CREATE TABLE closed_direct (
    account_key TEXT PRIMARY KEY,
    told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1))
);

-- What is sent where somebody cannot be told in private: a parcel written down.
ALTER TABLE outbox ADD COLUMN instead TEXT;

-- What a platform's own calendar shows, or may show, because of a card.
CREATE TABLE happening (
    card_id INTEGER PRIMARY KEY REFERENCES card (id) ON DELETE CASCADE,
    wanted INTEGER NOT NULL DEFAULT 1,
    kept INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try_at TEXT,
    error TEXT
);
