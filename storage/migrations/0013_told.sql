-- oldest: 12

-- Whether a reaction is known by the event that it came with: one that is told again changes nothing.
ALTER TABLE statement ADD COLUMN told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1));
