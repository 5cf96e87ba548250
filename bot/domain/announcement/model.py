"""What the reader of announcements gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from msgspec import Struct

from bot.domain.community import Contact
from bot.domain.session import ProgrammeItem


class Notice(Struct, frozen=True):
    """Something to check: `code` has a text `notice-<code>` in the .ftl files, `values` are its variables."""

    code: str
    values: Mapping[str, str] = {}


class Unreadable(Exception):  # noqa: N818 - the field could not be read; that is the whole story
    """A form field that could not be read: `code` and `values` as in `Notice`."""

    def __init__(self, code: str, values: Mapping[str, str]) -> None:
        super().__init__(code, dict(values))
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Times:
    """Start and end as wall-clock times; an end before the start is on the next day.

    `notices` name what was assumed on the way; they do not count when two `Times` are compared.
    """

    start: time
    end: time | None
    notices: tuple[Notice, ...] = field(default=(), compare=False)


class Announcement(Struct, frozen=True):
    """An announcement as read; what the text does not say is None, False or empty.

    `starts_at` and `ends_at` are aware, in the zone that was asked for. `description` is the prose, its paragraphs
    separated by a blank line. `warnings` is empty when nothing is missing, contradictory or assumed.
    """

    title: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    place: str | None
    online: bool
    contact: Contact
    programme: tuple[ProgrammeItem, ...]
    warnings: tuple[Notice, ...]
    description: str | None
