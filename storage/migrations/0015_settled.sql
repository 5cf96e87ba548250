-- oldest: 14
-- Up to where in the order of statements each subject was settled: only who said something since is looked at again.
CREATE TABLE settled (
    kind TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (kind, subject_id)
);
CREATE INDEX statement_changed ON statement (kind, subject_id, changed_seq);
-- What was said on a card is found among what was said about its subject.
DROP INDEX statement_card;
