-- oldest: 4
-- What moderators want in the next digest. `digest_number` says in which one it went.
CREATE TABLE digest_item (
    id INTEGER PRIMARY KEY,
    community_id INTEGER NOT NULL REFERENCES community (id),
    body TEXT NOT NULL,
    added_at TEXT NOT NULL,
    digest_number INTEGER
);
CREATE INDEX digest_item_waiting ON digest_item (community_id, id) WHERE digest_number IS NULL;
