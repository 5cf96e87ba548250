-- oldest: 1
CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    community_id INTEGER NOT NULL REFERENCES community (id),
    number INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'announced', 'cancelled', 'over')),
    title TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    starts_wall TEXT NOT NULL,
    ends_wall TEXT NOT NULL,
    zone TEXT NOT NULL,
    place TEXT,
    online INTEGER NOT NULL,
    description TEXT,
    programme TEXT NOT NULL,
    contact_email TEXT,
    contact_phone TEXT,
    cancel_reason TEXT,
    UNIQUE (community_id, number)
);
CREATE INDEX session_coming ON session (community_id, ends_at);

CREATE TABLE rsvp (
    session_id INTEGER NOT NULL REFERENCES session (id),
    member_id INTEGER NOT NULL REFERENCES member (id),
    choice TEXT NOT NULL CHECK (choice IN ('place', 'online', 'maybe', 'no')),
    arrived_seq INTEGER NOT NULL,
    PRIMARY KEY (session_id, member_id)
);
CREATE INDEX rsvp_member ON rsvp (member_id);
