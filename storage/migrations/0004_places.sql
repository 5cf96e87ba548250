-- oldest: 4
-- One channel may serve several purposes: a small community has one channel for all.
CREATE TABLE purpose (
    channel_id INTEGER NOT NULL REFERENCES channel (id),
    purpose TEXT NOT NULL,
    PRIMARY KEY (channel_id, purpose)
);
INSERT INTO purpose (channel_id, purpose) SELECT id, purpose FROM channel;
ALTER TABLE channel DROP COLUMN purpose;

-- Where people talk about a card's subject; NULL until it is opened, empty where the platform has none.
ALTER TABLE card ADD COLUMN thread_ref TEXT;
-- A retired card is taken away from the platform.
ALTER TABLE card ADD COLUMN retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1));

-- Moderators by what this community says, beside those whom a platform names.
CREATE TABLE moderator (
    community_id INTEGER NOT NULL REFERENCES community (id),
    account_key TEXT NOT NULL,
    PRIMARY KEY (community_id, account_key)
);
