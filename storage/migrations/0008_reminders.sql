-- oldest: 4
-- Members who want no reminders.
CREATE TABLE reminder_off (
    member_id INTEGER PRIMARY KEY REFERENCES member (id)
);
