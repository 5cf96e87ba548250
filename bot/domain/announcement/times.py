"""Clock times and ranges of them in a line of Dutch text."""

import re
from collections.abc import Collection, Iterable

from msgspec import Struct

from bot.domain.announcement.clock import CLOCK, HOUR_WORDS, Clock, clock_of, times_of
from bot.domain.announcement.dates import quoted
from bot.domain.announcement.model import Times, Unreadable
from bot.domain.announcement.text import CONTEXT, NOISE, TAKEN, mask, plain, tidy
from bot.domain.announcement.words import DAYPART, daypart_of, one_of

# Most lines name no time at all, and need not be searched further.
_MAY_NAME_TIME = re.compile(rf"[0-9]|{one_of(HOUR_WORDS)}")
_JOINS_CLOCKS = re.compile(r"^,? ?(?:-|/|tot en met|tot uiterlijk|tot|t/m)(?: ongeveer| circa| ca\.?)? ?$")
_BETWEEN = re.compile(r"\btussen $")
# Words after which a number is a time of day …
_LEADS_IN = re.compile(
    r"(?<!\w)(?:om|vanaf|tot|tussen|rond|omstreeks|aanvang|start|starttijd|begin|begint|beginnen|begintijd|inloop"
    r"|ontvangst|tijd|tijdstip|einde?|eindtijd|uiterlijk|voor|vóór|afgelopen|klaar|open|pauze|lunch)"
    r"(?: om| vanaf| rond| is)?:? ?$"
)
# … or a duration
_LEADS_IN_DURATION = re.compile(
    r"(?<!\w)(?:duurt|duur|duren|duurde|binnen|na|elke?|iedere?|per|minstens|minimaal|maximaal|max\.?|ruim|bijna"
    r"|ongeveer|circa|ca\.?|zo'n|gemiddeld|over|afgelopen|laatste|eerste|gedurende|in|paar|half)(?: van| is)?:? ?$"
)
_GOES_ON_AS_DURATION = re.compile(
    r"^ ?(?:lang|per|de tijd|later|eerder|van tevoren|vooraf|reistijd|reizen|in de week|durend|durende|voor aanvang"
    r"|voor de|ervoor|daarna|voordat|nadat)\b"
)
_AFTER_DATE = re.compile(rf"{TAKEN}[ ,;:|(-]{{0,4}}(?:van |om )?$")
_STANDS_ALONE = re.compile(r"^ ?(?:$|[,;.|)]|in |te |bij |tot )")
_SAID_DAYPART = re.compile(rf"{DAYPART},? (?:van |tussen )?$")
_ALONE_AFTER_OM = re.compile(r"(?<!\w)om $")
_BEFORE_FIELD = re.compile(r"^(?:(?:tijd|tijdstip|aanvang|start|van|vanaf|om|tussen|rond|circa|ca)\b\.?|[^\w'])*")
_FILLS_FIELD = re.compile(rf"\b(?:uur|u|h|van|tot|om|en)\b|{DAYPART}")
_LONGEST_FIELD = 200
_NOT_TIME = re.compile(
    r"[€$] ?[0-9][0-9.,]*(?: ?- ?[€$]? ?[0-9][0-9.,]*)?|(?<![\w.,])[0-9][0-9.,]*-? ?(?:euro|eur|procent|%|cent)"
    r"|\b(?:zaal|lokaal|kamer|ruimte|artikel|art|hoofdstuk|versie|nummer|nr|thema|groep|paragraaf|punt|pagina|blz|lid"
    r"|bus|lijn|spoor|etage|verdieping|klas|fase|deel|stap|tafel|vraag|kwartaal|module)\.? ?[0-9][0-9.,]*"
    r"(?: ?[-/] ?[0-9.,]+)?|§ ?[0-9.,]+"
)


class TimeMention(Struct, frozen=True):
    """A clock time or range found in a line, from `start` to `end`; `daypart` was said before it in the line."""

    start: int
    end: int
    said: str
    first: Clock
    last: Clock | None
    daypart: str | None

    @property
    def possible(self) -> bool:
        """Whether a clock can show it."""
        return self.first.possible and (self.last is None or self.last.possible)

    def times(self, daypart: str | None = None) -> Times:
        """Give the times meant, an impossible end left out.

        `daypart` is the one said with the date, for when the line itself says none.
        """
        last = self.last if self.last and self.last.possible else None
        return times_of(self.first, last, self.daypart or daypart)


def find_times(text: str, expected_at: Collection[int] = ()) -> list[TimeMention]:
    """Give the clock times in `text` (plain, with dates and addresses masked) in order.

    `expected_at` are the positions where a time must stand because a label says so; there "10-12" and "7" are
    times too.
    """
    if not _MAY_NAME_TIME.search(text):
        return []
    text = mask(text, [found.span() for found in _NOT_TIME.finditer(text)], NOISE)
    dayparts = [(found.end(), daypart_of(found[0])) for found in re.finditer(DAYPART, text)]
    mentions: list[TimeMention] = []
    said_before = 0
    for clocks in _ranges([clock_of(found) for found in CLOCK.finditer(text)], text):
        if not _is_time(clocks, text, expected_at):
            continue
        first, last = clocks[0], clocks[1] if len(clocks) > 1 else None
        start, end = first.start, clocks[-1].end
        while said_before < len(dayparts) and dayparts[said_before][0] <= start:
            said_before += 1
        daypart = dayparts[said_before - 1][1] if said_before else None
        mentions.append(TimeMention(start, end, text[start:end].strip(), first, last, daypart))
    return mentions


def _ranges(clocks: Iterable[Clock], text: str) -> list[tuple[Clock, ...]]:
    """Pair clock times that are joined: "10 - 12 uur", "tussen tien en twaalf"."""
    ranges: list[tuple[Clock, ...]] = []
    for clock in clocks:
        previous = ranges[-1] if ranges else ()
        if len(previous) == 1 and clock.start - previous[0].end < 20:
            between = text[previous[0].end : clock.start]
            before = text[max(0, previous[0].start - 10) : previous[0].start]
            if _JOINS_CLOCKS.match(between) or (between == " en " and _BETWEEN.search(before)):
                ranges[-1] = (*previous, clock)
                continue
        ranges.append((clock,))
    return ranges


def _is_time(clocks: tuple[Clock, ...], text: str, expected_at: Collection[int]) -> bool:
    """Decide whether numbers that may be a time are one, by their form and by the words around them."""
    before = text[max(0, clocks[0].start - CONTEXT) : clocks[0].start]
    after = text[clocks[-1].end : clocks[-1].end + CONTEXT]
    hours_only = any(clock.hours_only for clock in clocks)
    if hours_only and (_LEADS_IN_DURATION.search(before) or _GOES_ON_AS_DURATION.search(after)):
        return False
    is_range = len(clocks) > 1
    if any(clock.clear for clock in clocks) or (is_range and all(clock.dotted for clock in clocks)):
        return True
    if clocks[0].start in expected_at or (is_range and hours_only):
        return True
    if hours_only or any(clock.dotted for clock in clocks):
        told = _LEADS_IN.search(before) or _AFTER_DATE.search(before) or _SAID_DAYPART.search(before)
        return bool(told) or not before.strip()
    told = (_AFTER_DATE.search(before) or _SAID_DAYPART.search(before)) if is_range else _ALONE_AFTER_OM.search(before)
    return bool(told and _STANDS_ALONE.match(after))


def read_times(text: str, daypart: str | None = None) -> Times:
    """Give start and end that a form field says ("10-12u", "half acht tot negen uur"); the end may be left out.

    An end past midnight is earlier than the start; `daypart` is one said with the date. What had to be assumed is in
    `Times.notices`. Raises Unreadable with `time-unreadable`, `time-impossible`, `time-ambiguous`,
    `time-daypart-mismatch` or `end-before-start`.
    """
    said = tidy(text)
    line = plain(said[:_LONGEST_FIELD])
    start = len(line) - len(_BEFORE_FIELD.sub("", line, count=1))
    found = find_times(line, expected_at=(start,))
    rest = _FILLS_FIELD.sub("", mask(line, [(mention.start, mention.end) for mention in found])[start:])
    if not found or len(said) > _LONGEST_FIELD or any(character.isalnum() for character in rest):
        raise Unreadable("time-unreadable", {"said": quoted(said)})
    if len(found) > 1:
        raise Unreadable("time-ambiguous", {"first": quoted(found[0].said), "second": quoted(found[1].said)})
    if not found[0].possible:
        raise Unreadable("time-impossible", {"said": quoted(found[0].said)})
    times = found[0].times(daypart)
    for notice in times.notices:
        if notice.code != "time-daypart-assumed":
            raise Unreadable(notice.code, notice.values)
    return times
