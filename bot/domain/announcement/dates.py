"""Dates in a line of Dutch text, laid beside the calendar."""

import re
from collections.abc import Collection
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.announcement.date_forms import FORMS, Day, Precision, Said, read_form
from bot.domain.announcement.model import Notice, Unreadable
from bot.domain.announcement.text import mask, plain, tidy
from bot.domain.announcement.words import DAYPART, MONTHS, WEEKDAY_CODES, daypart_of, one_of

FIRST_YEAR, LAST_YEAR = 1900, 2199
# Most lines name no day at all, and need not be searched for every form.
_MAY_NAME_DAY = re.compile(rf"[0-9]|dag|morgen|van|{one_of(MONTHS)}")
_LEAP_CYCLE = 9  # 29 February is at most eight years away

_JOINS_DATES = re.compile(r"^,? ?(?:en|&|\+|t/m|tot en met|tot|-|of|,)? ?(?:van |op )?$")
# A field may repeat its label and lead in: "Datum: op vrijdag 13 oktober".
_LEAD_IN = re.compile(r"^(?:(?:datum|wanneer|dag|op|de)\b|[^\w'])*")
_LONGEST_FIELD = 200
_SAID = 60


class DateMention(Struct, frozen=True):
    """A date found in a line, from `start` to `end`.

    `days` is empty when no calendar has the date; a second day is the last of several, or with `choice` the other
    possibility. `notices` name what is wrong or more than one with it.
    """

    start: int
    end: int
    said: str
    days: tuple[date, ...]
    precision: Precision
    year_said: bool
    choice: bool
    notices: tuple[Notice, ...]

    @property
    def daypart(self) -> str | None:
        """The part of the day that the date itself names ("vrijdagavond 13 oktober", "vanavond")."""
        found = re.search(DAYPART, self.said)
        return daypart_of(found[0]) if found else None

    def same_day(self, other: "DateMention") -> bool:
        """Say whether both can mean the same day; one without a year agrees with any year."""
        if not self.days or not other.days:
            return False
        mine, theirs = self.days[0], other.days[0]
        if self.precision is other.precision is Precision.CALENDAR and not (self.year_said and other.year_said):
            return (mine.day, mine.month) == (theirs.day, theirs.month)
        return theirs in self.days or mine in other.days


def shown(day: date) -> str:
    """Give `day` as a notice shows it: 13-10-2023 is read alike in both languages."""
    return f"{day.day}-{day.month}-{day.year}"


def quoted(said: str) -> str:
    """Give what somebody wrote, short enough for a notice."""
    said = said.strip()
    return said if len(said) <= _SAID else said[: _SAID - 1] + "…"


def find_dates(text: str, today: date, expected_at: Collection[int] = ()) -> list[DateMention]:
    """Give the dates in `text` (plain, see `bot.domain.announcement.text`) in order.

    `expected_at` are the positions where a date must stand because a label says so; there "13-10" is one too.
    """
    if not _MAY_NAME_DAY.search(text):
        return []
    found: list[Said] = []
    unread = text
    for pattern, reader in FORMS:
        new = [said for said in read_form(pattern, reader, unread, today) if not said.bare or said.start in expected_at]
        unread = mask(unread, [(said.start, said.end) for said in new])
        found += new
    found.sort(key=lambda said: said.start)
    return [_lay_beside_calendar(said, text, today) for said in _joined(found, text)]


def _joined(found: list[Said], text: str) -> list[Said]:
    """Join dates that are said as one: "30 oktober t/m 2 november", "vrijdag a.s., 13 oktober"."""
    joined: list[Said] = []
    for said in found:
        last = joined[-1] if joined else None
        between = text[last.end : said.start] if last and said.start - last.end < 20 else "no"
        if last is None or not said.days or not _JOINS_DATES.match(between):
            joined.append(said)
        elif last.days:
            choice = last.choice or said.choice or "of" in between.split()
            joined[-1] = replace(last, end=said.end, days=last.days + said.days, choice=choice)
        elif last.precision is Precision.COUNTED and len(last.counted) == 1:
            first = said.days[0]
            if first.weekday is None:
                first = replace(first, weekday=last.counted[0].weekday())
            joined[-1] = replace(said, start=last.start, days=(first, *said.days[1:]))
        else:
            joined.append(said)
    return joined


def _lay_beside_calendar(said: Said, text: str, today: date) -> DateMention:
    quote = quoted(text[said.start : said.end])
    days = said.counted or _calendar_days(said.days, today)
    days = tuple(day for day in days if FIRST_YEAR <= day.year <= LAST_YEAR)
    distinct = tuple(dict.fromkeys(days))
    if not days or len(days) < len(said.days):
        notices = [Notice("date-impossible", {"said": quote})]
    else:
        notices = _weekday_notices(said.days, days, quote) + _count_notices(said, distinct, quote)
    return DateMention(
        said.start,
        said.end,
        text[said.start : said.end],
        distinct,
        said.precision,
        year_said=any(day.year is not None for day in said.days),
        choice=said.choice and len(distinct) > 1,
        notices=tuple(notices),
    )


def _calendar_days(said: tuple[Day, ...], today: date) -> tuple[date, ...]:
    """Give the dates that exist; a year said once counts for the whole range."""
    days: list[date] = []
    years = [day.year for day in said if day.year is not None]
    for day in said:
        if day.year is None and years:
            last_month = said[-1].month
            year = years[0] - (said[-1].year is not None and day.month > last_month)
            exists = _on_calendar(year, day)
        elif day.year is None:
            exists = _next_on_calendar(day, days[-1] if days else today)
        else:
            exists = _on_calendar(day.year, day)
        days += [exists] if exists else []
    return tuple(days)


def _on_calendar(year: int, day: Day) -> date | None:
    try:
        return date(year, day.month, day.day)
    except ValueError:
        return None


def _next_on_calendar(day: Day, start: date) -> date | None:
    """Give the first such date from `start` on, or None when no year has it."""
    candidates = (_on_calendar(year, day) for year in range(start.year, start.year + _LEAP_CYCLE))
    return next((each for each in candidates if each and each >= start), None)


def _weekday_notices(said: tuple[Day, ...], days: tuple[date, ...], quote: str) -> list[Notice]:
    return [
        Notice(
            "date-weekday-mismatch",
            {"said": quote, "date": shown(day), "actual": WEEKDAY_CODES[day.weekday()]},
        )
        for as_said, day in zip(said, days, strict=False)
        if as_said.weekday is not None and as_said.weekday != day.weekday()
    ]


def _count_notices(said: Said, days: tuple[date, ...], quote: str) -> list[Notice]:
    if said.precision is Precision.RECURRING:
        return [Notice("date-recurring", {"said": quote, "date": shown(days[0])})]
    if len(days) == 1:
        return []
    if said.choice:
        return [Notice("date-ambiguous", {"first": shown(days[0]), "second": shown(days[1])})]
    return [Notice("date-multiday", {"first": shown(days[0]), "last": shown(days[-1])})]


def read_date(text: str, today: date) -> date:
    """Give the day that a form field says, counted from `today` where it leaves something out.

    A date without a year is the next one from `today` on, `today` included. Raises Unreadable with `date-unreadable`,
    `date-impossible`, `date-weekday-mismatch`, `date-ambiguous`, `date-multiday` or `date-recurring`.
    """
    said = tidy(text)
    line = _LEAD_IN.sub("", plain(said[:_LONGEST_FIELD]), count=1)
    unreadable = Unreadable("date-unreadable", {"said": quoted(said)})
    found = find_dates(line, today, expected_at=(0,))
    if not found:
        raise unreadable
    for notice in found[0].notices:
        raise Unreadable(notice.code, notice.values)
    if len(found) > 1:
        raise Unreadable("date-ambiguous", {"first": quoted(found[0].said), "second": quoted(found[1].said)})
    rest = mask(line, [(found[0].start, found[0].end)])
    if len(said) > _LONGEST_FIELD or any(character.isalnum() for character in rest):
        raise unreadable
    return found[0].days[0]
