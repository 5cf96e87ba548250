-- oldest: 4
-- What people call a channel, as its platform last said.
CREATE TABLE place (
    platform TEXT NOT NULL,
    ref TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (platform, ref)
);

-- The bot cannot do its work there at this moment: nothing is tried.
ALTER TABLE channel ADD COLUMN away INTEGER NOT NULL DEFAULT 0 CHECK (away IN (0, 1));
