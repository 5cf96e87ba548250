"""Sessions of every kind that a moderator can make, for tests that must hold for any of them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

import cogs.sessions
from bot.core.i18n import FluentTexts
from bot.core.registry import Registry
from bot.domain.community import Community, Contact
from bot.domain.session import ProgrammeItem, RsvpCounts, Session, SessionDetails, SessionState
from bot.domain.wallclock import resolve

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
COMMUNITY = Community(
    1, "Radicale vernieuwing jeugdzorg", "nl", AMSTERDAM, Contact("rvjeugdzorg@loc.nl", "030 284 3200")
)
_COG = cogs.sessions.setup()
NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


def texts(locale: str = "nl") -> FluentTexts:
    """Return the texts of the sessions cog."""
    return Registry([_COG]).texts(_COG)(locale)


def session(details: SessionDetails, state: SessionState = SessionState.ANNOUNCED, revision: int = 0) -> Session:
    reason = "De zaal is bezet." if state is SessionState.CANCELLED else None
    return Session(3, 3, state, details, "5f0c9a52-8d1e-4b7e-9f3c-2a1b0c9d8e7f", revision, NOW, reason)


def details(starts_at: str = "2026-10-09T10:00", hours: float = 2, **other: object) -> SessionDetails:
    start = resolve(datetime.fromisoformat(starts_at), AMSTERDAM).at
    end = (start.astimezone(UTC) + timedelta(hours=hours)).astimezone(AMSTERDAM)
    told = {"title": "Wat als… (vervolg)", "place": "Utrecht", "online": True, **other}
    return SessionDetails(starts_at=start, ends_at=end, **told)  # type: ignore[arg-type]


def letters(most: int, least: int = 0) -> st.SearchStrategy[str]:
    return st.text(st.characters(codec="utf-8"), min_size=least, max_size=most).map(str.strip)


lengthy = st.builds(
    lambda word, times, ends: "".join(word + ends[at % len(ends)] for at in range(times)),
    letters(12, 1),
    st.integers(0, 700),
    st.lists(st.sampled_from([" ", " ", ". ", "\n", "\n\n", " https://loc.nl/wat-als "]), min_size=1, max_size=9),
)
zones = st.sampled_from(["Europe/Amsterdam", "Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "UTC"])
times = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
days = st.dates(date(2000, 1, 1), date(2060, 1, 1)) | st.sampled_from(
    [
        date(2026, 3, 28),
        date(2026, 3, 29),
        date(2026, 10, 24),
        date(2026, 10, 25),
        date(2026, 11, 1),
        date(2026, 12, 31),
    ]
)
contacts = st.builds(
    Contact,
    st.none() | letters(100).map(lambda name: f"{''.join(name.split())}@loc.nl"),
    st.none() | letters(40, 1),
)


@st.composite
def any_details(draw: st.DrawFn) -> SessionDetails:
    zone = ZoneInfo(draw(zones))
    starts_at = resolve(datetime.combine(draw(days), draw(times)), zone).at
    lasts = timedelta(minutes=draw(st.integers(1, 12 * 60)))
    items = draw(st.lists(st.builds(ProgrammeItem, times, letters(60, 1) | lengthy), max_size=60))
    while sum(len(item.title) + 7 for item in items) > 2000:
        items = items[: len(items) // 2] if len(items) > 1 else [ProgrammeItem(items[0].at, items[0].title[:1990])]
    return SessionDetails(
        title=draw(letters(120, 1)) or "x",
        starts_at=starts_at,
        ends_at=(starts_at.astimezone(UTC) + lasts).astimezone(zone),
        place=draw(st.none() | letters(120, 1)) or None,
        online=draw(st.booleans()),
        description=draw(st.none() | lengthy),
        programme=tuple(items),
        contact=draw(contacts),
    )


states = st.sampled_from(SessionState)
counts = st.builds(RsvpCounts, *[st.integers(0, 5000)] * 4)
