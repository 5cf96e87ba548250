"""Sessions and what people may answer to them."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from bot.domain.community import Contact


class SessionState(StrEnum):
    """Where a session stands."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"
    OVER = "over"


class Rsvp(StrEnum):
    """What a participant can say about coming."""

    PLACE = "place"
    ONLINE = "online"
    MAYBE = "maybe"
    NO = "no"


DEFAULT_EMOJI = {Rsvp.PLACE: "📍", Rsvp.ONLINE: "💻", Rsvp.MAYBE: "🤔", Rsvp.NO: "❌"}

LONGEST = timedelta(hours=24)


class ProgrammeItem(Struct, frozen=True):
    """One line of a session's programme, at a wall-clock time."""

    at: time
    title: str


class SessionDetails(Struct, frozen=True):
    """What a moderator says about a session. Moments are aware, in the session's own zone."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str | None = None
    online: bool = False
    description: str | None = None
    programme: tuple[ProgrammeItem, ...] = ()
    contact: Contact = field(default_factory=Contact)

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose wall clock the session keeps."""
        zone = self.starts_at.tzinfo
        if not isinstance(zone, ZoneInfo):
            raise TypeError("a session's moments carry a ZoneInfo")
        return zone

    @property
    def options(self) -> tuple[Rsvp, ...]:
        """What can be answered: a session without a place cannot be visited, and so on."""
        where = [Rsvp.PLACE] if self.place else []
        if self.online or not self.place:
            where.append(Rsvp.ONLINE)
        return (*where, Rsvp.MAYBE, Rsvp.NO)


class Session(Struct, frozen=True):
    """A session as it is stored.

    Calendars know it by its `uid`, and which of two versions is the newer by `revision`, which rises with every
    change since it was announced. `changed_at` is when it last changed.
    """

    id: int
    number: int
    state: SessionState
    details: SessionDetails
    uid: str
    revision: int
    changed_at: datetime
    cancel_reason: str | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether one can still sign up: announced and not yet over."""
        return self.state is SessionState.ANNOUNCED and now < self.details.ends_at


class Change(Struct, frozen=True):
    """A session as it was told and as it will be."""

    before: SessionDetails
    after: SessionDetails

    @property
    def when(self) -> bool:
        """Whether it is at another time."""
        before, after = self.before, self.after
        return (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at)

    @property
    def where(self) -> bool:
        """Whether one takes part somewhere else or in another way."""
        return (self.before.place, self.before.online) != (self.after.place, self.after.online)

    @property
    def lost(self) -> frozenset[Rsvp]:
        """What could be answered before and cannot any more."""
        return frozenset(self.before.options) - frozenset(self.after.options)


class RsvpCounts(Struct, frozen=True):
    """How many members chose what."""

    place: int = 0
    online: int = 0
    maybe: int = 0
    no: int = 0

    def of(self, choice: Rsvp) -> int:
        """Return the count of one choice."""
        return int(getattr(self, choice.value))
