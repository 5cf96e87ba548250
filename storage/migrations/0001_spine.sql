-- oldest: 1
CREATE TABLE community (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    zone TEXT NOT NULL,
    contact_email TEXT,
    contact_phone TEXT
);

CREATE TABLE setting (
    community_id INTEGER NOT NULL REFERENCES community (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (community_id, key)
);

CREATE TABLE member (
    id INTEGER PRIMARY KEY,
    community_id INTEGER NOT NULL REFERENCES community (id)
);

CREATE TABLE account (
    community_id INTEGER NOT NULL REFERENCES community (id),
    key TEXT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES member (id),
    name TEXT NOT NULL,
    language TEXT,
    PRIMARY KEY (community_id, key)
);
CREATE INDEX account_member ON account (member_id);

CREATE TABLE channel (
    id INTEGER PRIMARY KEY,
    community_id INTEGER NOT NULL REFERENCES community (id),
    platform TEXT NOT NULL,
    ref TEXT NOT NULL,
    purpose TEXT NOT NULL,
    UNIQUE (platform, ref)
);

CREATE TABLE card (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL REFERENCES channel (id),
    message_ref TEXT,
    wanted INTEGER NOT NULL DEFAULT 1,
    shown INTEGER NOT NULL DEFAULT 0,
    seeded TEXT NOT NULL DEFAULT '',
    claimed_at TEXT,
    next_try_at TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    compared INTEGER NOT NULL DEFAULT 0 CHECK (compared IN (0, 1)),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'gone', 'uncertain', 'failed')),
    error TEXT
);
CREATE INDEX card_subject ON card (kind, subject_id);
CREATE INDEX card_message ON card (message_ref);
CREATE INDEX card_stale ON card (id) WHERE shown < wanted AND state IN ('open', 'closed');
CREATE INDEX card_open ON card (channel_id) WHERE state = 'open';
CREATE INDEX card_to_compare ON card (id) WHERE state = 'open' AND compared = 0;

CREATE TABLE statement (
    community_id INTEGER NOT NULL REFERENCES community (id),
    kind TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    account_key TEXT NOT NULL,
    source TEXT NOT NULL,
    card_id INTEGER REFERENCES card (id),
    emoji TEXT,
    choice TEXT NOT NULL,
    seq INTEGER NOT NULL,
    changed_seq INTEGER NOT NULL,
    standing INTEGER NOT NULL CHECK (standing IN (0, 1)),
    PRIMARY KEY (kind, subject_id, account_key, source)
);
CREATE INDEX statement_card ON statement (card_id, standing);
CREATE INDEX statement_source ON statement (source, account_key);

CREATE TABLE sequence (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
);
INSERT INTO sequence (name, value) VALUES ('statement', 0);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('post', 'direct', 'tidy')),
    platform TEXT NOT NULL,
    target TEXT NOT NULL,
    lane INTEGER NOT NULL,
    payload TEXT NOT NULL,
    not_before TEXT,
    expires_at TEXT,
    state TEXT NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'claimed', 'sent', 'failed', 'uncertain', 'expired')),
    claimed_at TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    sent_ref TEXT,
    error TEXT
);
CREATE INDEX outbox_target ON outbox (target, lane, id) WHERE state IN ('waiting', 'claimed');
CREATE INDEX outbox_open ON outbox (platform, lane, id) WHERE state IN ('waiting', 'claimed');

CREATE TABLE due (
    key TEXT PRIMARY KEY,
    community_id INTEGER NOT NULL REFERENCES community (id),
    kind TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    wall TEXT NOT NULL,
    zone TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX due_at ON due (at);

CREATE TABLE cursor (
    platform TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE seen (
    platform TEXT NOT NULL,
    event_id TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (platform, event_id)
);
CREATE INDEX seen_at ON seen (at);

CREATE TABLE parked_event (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    event_id TEXT NOT NULL,
    payload TEXT NOT NULL,
    error TEXT NOT NULL,
    reference TEXT NOT NULL,
    program TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (platform, event_id)
);

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    community_id INTEGER NOT NULL REFERENCES community (id),
    account_key TEXT NOT NULL,
    channel_ref TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('form', 'preview')),
    command TEXT NOT NULL,
    input TEXT NOT NULL,
    asked TEXT NOT NULL,
    notes TEXT NOT NULL,
    step INTEGER NOT NULL,
    expires_at TEXT NOT NULL
);
CREATE INDEX draft_account ON draft (account_key);
CREATE INDEX draft_expires ON draft (expires_at);
