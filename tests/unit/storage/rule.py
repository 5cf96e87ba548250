"""The rule of RSVPs in plain Python, and random things people say: what the queries are compared with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

PEOPLE = ("anna", "bilal", "chris", "daan")
CHOICES = ("place", "online", "maybe", "no")
SOURCES = ("said", "m:📍", "m:💻")


@dataclass(frozen=True)
class Said:
    """A statement that stands."""

    who: str
    source: str
    choice: str
    seq: int


@dataclass(frozen=True)
class Make:
    """Several things said at once; with `together` nobody knows in which order."""

    what: tuple[tuple[str, str, str], ...]
    together: bool


@dataclass(frozen=True)
class Withdraw:
    """Things taken back, said before or not."""

    what: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Link:
    """An account turns out to be of the same person as another."""

    who: str
    to: str


_sources = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(SOURCES))
_makes = st.builds(
    Make,
    st.lists(
        st.tuples(st.sampled_from(PEOPLE), st.sampled_from(SOURCES), st.sampled_from(CHOICES)),
        min_size=1,
        max_size=5,
        unique_by=lambda said: said[:2],
    ).map(tuple),
    st.booleans(),
)
_withdrawals = st.builds(Withdraw, st.lists(_sources, min_size=1, max_size=3).map(tuple))
_links = st.builds(Link, st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))

stories = st.lists(st.one_of(_makes, _makes, _withdrawals, _links), max_size=12)


def by_member(said: Iterable[Said], members: Mapping[str, int]) -> dict[int, list[Said]]:
    """Return what stands, by member."""
    found: dict[int, list[Said]] = {}
    for one in said:
        found.setdefault(members[one.who], []).append(one)
    return found


def rsvp(said: list[Said]) -> tuple[str, int]:
    """Return a member's choice, and since when they have said it, from what they say by any of their accounts."""
    latest = max(one.seq for one in said)
    choices = {one.choice for one in said if one.seq == latest}
    choice = choices.pop() if len(choices) == 1 else "maybe"
    turned = max((one.seq for one in said if one.choice != choice and one.seq < latest), default=0)
    return choice, min((one.seq for one in said if one.choice == choice and one.seq > turned), default=latest)


def rsvps(said: Iterable[Said], members: Mapping[str, int]) -> dict[int, tuple[str, int]]:
    """Return every member's choice, and since when they have said it."""
    return {member: rsvp(theirs) for member, theirs in by_member(said, members).items()}
