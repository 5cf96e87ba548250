"""What a server's calendar says of something: within Discord's limits, and found by a line of its own."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given

from bot.api.happenings import Happening
from bot.platforms.discord.posting.scheduled import ABOUT_LIMIT, about, digest, marker_line
from bot.platforms.discord.writing.escaping import clean
from tests.unit.discord.reading import read
from tests.unit.discord.strategies import nasty

START = datetime(2027, 3, 1, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def happening(**other: object) -> Happening:
    told = {"title": "Sessie", "starts_at": START, "ends_at": START + timedelta(hours=2), "place": "Utrecht"}
    return Happening(**{**told, "about": "Waar het over gaat.", **other})  # type: ignore[arg-type]


@given(nasty)
def test_what_it_is_about_is_shown_as_it_was_written(text: str) -> None:
    seen = read(about(happening(about=text), "session:1"))
    assert seen.text.split() == [*clean(text).split(), *marker_line("session:1").split()]
    assert seen.found == []
    assert seen.links == []


def test_what_is_too_long_is_cut_and_keeps_its_line() -> None:
    for text in ("woord " * 400, "*" * 990):
        said = about(happening(about=text), "session:1")
        assert ABOUT_LIMIT // 2 < len(said) <= ABOUT_LIMIT
        assert said.endswith(marker_line("session:1"))


def test_nothing_to_say_leaves_the_line() -> None:
    assert about(happening(about=" "), "session:1") == marker_line("session:1")


def test_the_digest_tells_what_differs_and_nothing_else() -> None:
    one = happening()
    others = [
        happening(title="Andere"),
        happening(place="Zwolle"),
        happening(about=""),
        happening(starts_at=START - timedelta(hours=1)),
        happening(ends_at=START + timedelta(hours=3)),
        happening(title="", place="SessieUtrecht"),
    ]
    assert len({digest(each) for each in (one, *others)}) == 7
    assert digest(happening(starts_at=START.astimezone(UTC))) == digest(one)
