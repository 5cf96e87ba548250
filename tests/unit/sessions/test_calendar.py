"""A session's calendar file, read back the way calendars read it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bot.core.i18n import LOCALES
from bot.domain.session import SessionDetails, SessionState
from cogs.sessions.ical import calendar
from tests.unit.sessions.making import AMSTERDAM, COMMUNITY, NOW, any_details, details, session, states, texts


def read(made: bytes) -> tuple[Calendar, Event]:
    found = Calendar.from_ical(made)
    (event,) = found.events
    return found, event


def instant(made: Calendar, name: str) -> datetime:
    """Return when something is by the file's own rules: a zone is what its VTIMEZONE says, not what its name is."""
    told = made.events[0][name]
    wall = datetime.strptime(told.to_ical().decode().removesuffix("Z"), "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    if "TZID" not in told.params:
        assert told.to_ical().endswith(b"Z")
        return wall
    (zone,) = [zone for zone in made.timezones if zone["TZID"] == told.params["TZID"]]
    begun = [part for part in zone.subcomponents if part["DTSTART"].dt.replace(tzinfo=UTC) <= wall]
    holds = max(begun, key=lambda part: part["DTSTART"].dt)
    return wall - holds["TZOFFSETTO"].td


around_the_changes = st.sampled_from(["2026-03-28T22:00", "2026-03-29T00:00", "2026-10-24T22:00", "2026-10-25T00:00"])


@settings(deadline=None)
@given(any_details())
@example(details("2026-03-29T01:30", 1))
@example(details("2026-10-25T02:30", 1))
@example(details("2026-12-31T23:00", 2))
def test_the_moments_are_the_sessions_own(told: SessionDetails) -> None:
    made, event = read(calendar(texts(), session(told), COMMUNITY))
    for name, at in (("DTSTART", told.starts_at), ("DTEND", told.ends_at)):
        assert instant(made, name) == at.astimezone(UTC)
        assert event[name].dt.astimezone(UTC) == at.astimezone(UTC)


@settings(deadline=None)
@given(around_the_changes, st.integers(0, 300), st.integers(1, 240))
def test_the_moments_are_the_same_across_both_changes_of_clock(start: str, later: int, lasts: int) -> None:
    begin = datetime.fromisoformat(start).replace(tzinfo=AMSTERDAM).astimezone(UTC) + timedelta(minutes=later)
    moments = (begin.astimezone(AMSTERDAM), (begin + timedelta(minutes=lasts)).astimezone(AMSTERDAM))
    told = SessionDetails("Dag", *moments, place="Utrecht")
    made, _ = read(calendar(texts(), session(told), COMMUNITY))
    assert (instant(made, "DTSTART"), instant(made, "DTEND")) == (begin, begin + timedelta(minutes=lasts))


def test_a_session_keeps_its_wall_clock_in_a_calendar() -> None:
    made = calendar(texts(), session(details()), COMMUNITY).decode()
    assert "DTSTART;TZID=Europe/Amsterdam:20261009T100000\r\n" in made
    assert "DTEND;TZID=Europe/Amsterdam:20261009T120000\r\n" in made
    assert "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\n" in made
    assert "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\n" in made


@settings(deadline=None)
@given(any_details(), states, st.integers(0, 99), st.sampled_from(LOCALES))
def test_every_file_is_well_formed(told: SessionDetails, state: SessionState, revision: int, locale: str) -> None:
    about = session(told, state, revision)
    made = calendar(texts(locale), about, COMMUNITY)
    assert made == calendar(texts(locale), about, COMMUNITY), "it is made of what is stored alone"
    assert made.endswith(b"\r\n")
    for line in made.split(b"\r\n"):
        assert len(line) <= 75
        assert not {byte for byte in line if (byte < 32 and byte != 9) or byte == 127}
        line.decode()
    found, event = read(made)
    assert found["VERSION"] == "2.0"
    assert found["PRODID"]
    for once in ("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS"):
        assert once in event
        assert not isinstance(event[once], list)
    assert (event["UID"], event["SEQUENCE"]) == (about.uid, revision)
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == NOW
    assert event.subcomponents == []


@pytest.mark.parametrize(
    "hostile",
    [
        "Dag\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Gekaapt",
        "Dag\r\nATTENDEE:mailto:iemand@example.org",
        'a;b,c\\n:d\\;"e"\\',
        "\x00\x07\x0b\x0c\x7fDag\u2028twee\x85drie\rvier",
        "é" * 119,
    ],
)
def test_what_people_wrote_never_becomes_a_line_of_its_own(hostile: str) -> None:
    told = details(title=hostile, place=hostile, description=hostile)
    plain = Calendar.from_ical(calendar(texts(), session(details(description="x")), COMMUNITY)).events[0]
    found, event = read(calendar(texts(), session(told), COMMUNITY))
    assert sorted(event) == sorted(plain)
    assert len(found.subcomponents) == 2
    seen = "\n".join("".join(c for c in line if c >= " " and c != "\x7f") for line in hostile.splitlines())
    assert [line for line in str(event["SUMMARY"]).split("\n") if line] == [line for line in seen.split("\n") if line]
    assert str(event["LOCATION"]).endswith("en online")


def test_a_later_version_and_a_cancellation_are_the_same_event() -> None:
    versions = [
        session(details()),
        session(details("2026-10-16T10:00"), revision=1),
        session(details("2026-10-16T10:00"), SessionState.CANCELLED, revision=2),
    ]
    read_back = [read(calendar(texts(), version, COMMUNITY)) for version in versions]
    assert len({event["UID"] for _, event in read_back}) == 1
    assert [event["SEQUENCE"] for _, event in read_back] == [0, 1, 2]
    assert [made["METHOD"] for made, _ in read_back] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [event["STATUS"] for _, event in read_back] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_it_says_what_it_is_about_where_and_whom_to_ask() -> None:
    told = details(description="We werken verder.\n\nKom je ook?")
    _, event = read(calendar(texts(), session(told), COMMUNITY))
    assert event["SUMMARY"] == "Wat als… (vervolg)"
    assert event["LOCATION"] == "Utrecht en online"
    assert event["DESCRIPTION"].startswith("We werken verder.\n\nKom je ook?")
    assert event["CONTACT"] == "rvjeugdzorg@loc.nl, 030 284 3200"
    assert event["ORGANIZER"] == "mailto:rvjeugdzorg@loc.nl"
    assert event["ORGANIZER"].params["CN"] == COMMUNITY.name
