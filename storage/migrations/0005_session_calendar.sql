-- oldest: 4
-- What a calendar needs to recognise a session and its later versions (RFC 5545: UID, SEQUENCE, DTSTAMP).
ALTER TABLE session ADD COLUMN uid TEXT;
ALTER TABLE session ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN changed_at TEXT;
UPDATE session SET uid = lower(hex(randomblob(16))), changed_at = strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now');
