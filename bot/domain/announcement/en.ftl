# What to check after an announcement was read. The texts in { $said } come from the announcement itself.

notice-date-missing = The text has no date of a meeting. Fill in the date yourself.
notice-date-unreadable = “{ $said }” cannot be read as a date. Write for example: vrijdag 13 oktober 2026.
notice-date-impossible = The date “{ $said }” does not exist. Check the date.
notice-date-weekday-mismatch =
    In “{ $said }” the weekday and the date do not agree: { $date } is a { $actual ->
        [mon] Monday
        [tue] Tuesday
        [wed] Wednesday
        [thu] Thursday
        [fri] Friday
        [sat] Saturday
       *[sun] Sunday
    }. Check which day it is.
notice-date-ambiguous = There are two dates: { $first } and { $second }. Check which one is right.
notice-date-multiday = There are several days: from { $first } up to { $last }. The first day counts now. Check whether that is right.
notice-date-recurring = The text has a day that keeps coming back: “{ $said }”. The first time is { $date }. Check whether you mean that one.
notice-time-missing = There is no time with { $date }. Fill in yourself when it starts.
notice-time-unreadable = “{ $said }” cannot be read as a time. Write for example: 10:00 - 12:00.
notice-time-impossible = The time “{ $said }” does not exist. Check the time.
notice-time-ambiguous = There are two times: { $first } and { $second }. Check which one is right.
notice-time-daypart-assumed = “{ $said }” was read as { $time }. Check whether that is right.
notice-time-daypart-mismatch = In “{ $said }” the time and the part of the day do not agree. Check the time.
notice-time-from-programme = The start time { $time } comes from the programme. Check whether the meeting starts then.
notice-time-skipped =
    On { $date } the clocks go forward one hour. { $time } does not exist that day; it became { $moved }. Check the time.
notice-time-repeated =
    On { $date } the clocks go back one hour. { $time } comes twice that day; the first one counts now. Check the time.
notice-end-before-start = The end ({ $end }) is not later than the start ({ $start }). Check the times.
notice-session-cancelled = The text says that it is off: “{ $said }”. Check whether you still want to announce this.
notice-session-moved = The text says that something has moved: “{ $said }”. Check date, time and place.
notice-moment-without-time = There is no time with “{ $said }”. Add one, for example: 13 oktober 10:00.
notice-moment-is-period = There are two times with “{ $said }”. Write one, for example: 13 oktober 10:00.
notice-moment-unreadable = “{ $said }” cannot be read as a day and a time. Write for example: 13 oktober 10:00.
