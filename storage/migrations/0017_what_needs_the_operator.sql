-- oldest: 14
-- What the operator is told of, found without going through all that was ever sent.
CREATE INDEX outbox_stopped ON outbox (platform, state, lane) WHERE state IN ('failed', 'uncertain');
CREATE INDEX card_stopped ON card (state) WHERE state IN ('failed', 'uncertain');
