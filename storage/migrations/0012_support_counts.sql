-- oldest: 12
-- How much support an idea has, beside it: else every list of the most supported ones counts all there ever was.
ALTER TABLE idea ADD COLUMN supporters INTEGER NOT NULL DEFAULT 0;
ALTER TABLE idea ADD COLUMN joiners INTEGER NOT NULL DEFAULT 0;
UPDATE idea SET
    supporters = (SELECT COUNT(*) FROM support WHERE support.idea_id = idea.id AND support.choice = 'support'),
    joiners = (SELECT COUNT(*) FROM support WHERE support.idea_id = idea.id AND support.choice = 'join');
CREATE INDEX idea_supported ON idea (community_id, supporters, number);
