"""The reader of Dutch announcements: pasted text in, the facts of a session out.

`read_announcement` reads a whole text; `read_date`, `read_times` and `read_moment` one field of a form. Texts for the
notices are in `nl.ftl` and `en.ftl` beside this file, under `notice-<code>`.
"""

from bot.domain.announcement.dates import read_date
from bot.domain.announcement.model import Announcement, Notice, Times, Unreadable
from bot.domain.announcement.moment import read_moment
from bot.domain.announcement.reader import read_announcement
from bot.domain.announcement.times import read_times

__all__ = [
    "Announcement",
    "Notice",
    "Times",
    "Unreadable",
    "read_announcement",
    "read_date",
    "read_moment",
    "read_times",
]
