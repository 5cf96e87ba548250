-- oldest: 4
-- What a person is asked in words, where a platform has no forms: one thing at a time in each place.
CREATE TABLE dialogue (
    account_key TEXT NOT NULL,
    place TEXT NOT NULL,
    community_id INTEGER NOT NULL REFERENCES community (id),
    channel_ref TEXT NOT NULL,
    direct INTEGER NOT NULL CHECK (direct IN (0, 1)),
    in_company INTEGER NOT NULL CHECK (in_company IN (0, 1)),
    begun_by TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    draft_id TEXT,
    waiting TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (account_key, place)
);
CREATE INDEX dialogue_expires ON dialogue (expires_at);

-- How many inputs a step of the form asks for, and the furthest step that was shown.
ALTER TABLE draft ADD COLUMN fields_a_step INTEGER NOT NULL DEFAULT 5;
ALTER TABLE draft ADD COLUMN reached INTEGER NOT NULL DEFAULT 1;

-- The command that was carried out because of an event, where it adds something each time.
ALTER TABLE seen ADD COLUMN added TEXT;
