-- oldest: 1
CREATE TABLE idea (
    id INTEGER PRIMARY KEY,
    community_id INTEGER NOT NULL REFERENCES community (id),
    number INTEGER NOT NULL,
    what_if TEXT NOT NULL,
    now TEXT NOT NULL,
    theme TEXT,
    status TEXT NOT NULL,
    status_note TEXT,
    created_at TEXT NOT NULL,
    UNIQUE (community_id, number)
);
CREATE INDEX idea_created ON idea (community_id, created_at);

CREATE TABLE support (
    idea_id INTEGER NOT NULL REFERENCES idea (id),
    member_id INTEGER NOT NULL REFERENCES member (id),
    choice TEXT NOT NULL CHECK (choice IN ('support', 'join')),
    PRIMARY KEY (idea_id, member_id, choice)
);

CREATE TABLE digest (
    community_id INTEGER NOT NULL REFERENCES community (id),
    number INTEGER NOT NULL,
    posted_at TEXT NOT NULL,
    PRIMARY KEY (community_id, number)
);
