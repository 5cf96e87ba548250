-- oldest: 18
-- Whose latest answers contradict each other: they are few, and found without going through all that was said.
ALTER TABLE rsvp ADD COLUMN undecided INTEGER NOT NULL DEFAULT 0 CHECK (undecided IN (0, 1));
CREATE INDEX rsvp_undecided ON rsvp (session_id) WHERE undecided = 1;
