-- oldest: 18
-- An account is kept in the index it is looked up by, which is read for each thing that anybody says: one look less.
CREATE TABLE account_by_key (
    community_id INTEGER NOT NULL REFERENCES community (id),
    key TEXT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES member (id),
    name TEXT NOT NULL,
    language TEXT,
    PRIMARY KEY (community_id, key)
) WITHOUT ROWID;
INSERT INTO account_by_key (community_id, key, member_id, name, language)
    SELECT community_id, key, member_id, name, language FROM account;
DROP TABLE account;
ALTER TABLE account_by_key RENAME TO account;
CREATE INDEX account_member ON account (member_id);
