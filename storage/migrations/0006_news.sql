-- oldest: 4
CREATE TABLE news (
    id INTEGER PRIMARY KEY,
    community_id INTEGER NOT NULL REFERENCES community (id),
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'posted', 'withdrawn')),
    post_at TEXT NOT NULL,
    UNIQUE (community_id, number)
);
CREATE INDEX news_posted ON news (community_id, post_at);
