"""What is offered while somebody types, and that it is read back as what it said."""

import asyncio
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.api.answers import Completion
from bot.api.cog import Context
from bot.api.events import Author
from bot.api.kinds import Kind, Option
from bot.api.parameters import Flag, OneOf, Pick, Ref
from bot.api.texts import Texts
from bot.api.times import Day, Hours
from bot.core.completion import Completer
from bot.core.i18n import texts_of
from bot.core.registry import Registry, load_cogs
from bot.core.scopes import reading_for
from bot.core.textcommand import Parsed, TextCommands
from bot.demo.running import COGS
from bot.domain.community import Community, Contact
from bot.testing.world import START
from tests.unit.core.example_cog import setup

EXAMPLE = setup()
OTHERS = load_cogs(COGS)
REGISTRY = Registry([*OTHERS, EXAMPLE])
COMMANDS = TextCommands(REGISTRY)
COMPLETER = Completer(REGISTRY)
OUDER = Author("room:ouder", "Ouder", "nl")
MODERATOR = Author("room:moderator", "Moderator", "nl", moderator=True)
ENGLISH = Author("room:moderator", "Moderator", "en", moderator=True)

THEMES = ["Hulp thuis", 'Zeggen: "kom binnen"', "sessie: 3", "Één gezin", "thema: ”", "idee:"]
SESSIONS = [
    Option("3", "Wat als… (sessie 3): vrijdag 9 oktober 2026"),
    Option("12", "Crème voor de café-ouders (sessie 12): dinsdag 13 oktober 2026"),
    Option("13", "Over de crème (sessie 13): woensdag 14 oktober 2026"),
]


PICKED = {"theme", "account", "moderator", "zone", "channel"}
"""What is picked by its words; other things have a number."""

offers: dict[str, list[str]] = {}


@pytest.fixture(autouse=True)
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the cogs offer the same few things without a database."""
    offers["theme"] = THEMES

    async def search(self: object, scope: object, source: str) -> list[Option]:
        return [Option(theme, theme) for theme in offers["theme"]] if source in PICKED else SESSIONS

    for cog in (*OTHERS, EXAMPLE):
        monkeypatch.setattr(type(cog), "search", search)
        monkeypatch.setattr(type(cog), "options", search)


def context(author: Author) -> Context:
    community = Community(1, "Radicale vernieuwing", "nl", ZoneInfo("Europe/Amsterdam"), Contact())
    tx: Any = None
    return Context(tx, community, START, texts_of(None), author=author, channel_ref="aankondigingen")


def completed(text: str, author: Author = MODERATOR) -> dict[str, str]:
    """Return what is offered: what it would insert by its label."""
    return {each.label: each.insert for each in asyncio.run(COMPLETER.complete(context(author), text))}


def values(text: str, author: Author = MODERATOR) -> dict[str, Any]:
    """Return a command's input as it is read; what cannot be read is left out."""
    parsed = COMMANDS.parse(text)
    assert isinstance(parsed, Parsed)
    reading = reading_for(replace(context(author), texts=REGISTRY.texts(parsed.command.cog)))
    return parsed.command.read(parsed.input, reading)[0]


def test_the_second_input_is_completed_too() -> None:
    assert completed("/aanmelden 3 ") == {
        "Ik kom erheen": "/aanmelden 3 Ik kom erheen",
        "Ik doe online mee": "/aanmelden 3 Ik doe online mee",
        "Misschien": "/aanmelden 3 Misschien",
    }
    assert completed("/aanmelden 3 onl") == {"Ik doe online mee": "/aanmelden 3 Ik doe online mee"}


def test_an_input_that_was_named_is_completed() -> None:
    assert completed("/aanmelden hoe: mis sessie: 9 okt") == {
        SESSIONS[0].label: "/aanmelden hoe: mis sessie: 3",
    }
    assert completed("/signup how: may", ENGLISH) == {"Maybe": "/signup how: Maybe "}


def test_the_names_of_inputs_are_offered_in_the_readers_language() -> None:
    assert completed("/sessie afzeggen 3 ") == {"reden:": "/sessie afzeggen 3 reden: "}
    assert completed("/sessie afzeggen 3 re") == {"reden:": "/sessie afzeggen 3 reden: "}
    assert completed("/sessie afzeggen 3 ", ENGLISH) == {"reason:": "/sessie afzeggen 3 reason: "}
    assert list(completed("/watals ")) == ["wat als we:", "nu:", "thema:"]
    assert "reden:" in completed("/sessie afzeggen ")


def test_within_what_somebody_writes_only_a_name_that_is_begun_is_offered() -> None:
    assert completed("/sessie afzeggen reden: de zaal is ") == {}
    assert completed("/sessie afzeggen reden: de zaal is se") == {
        "sessie:": "/sessie afzeggen reden: de zaal is sessie: "
    }
    assert completed('/sessie afzeggen 3 "') == {}


@pytest.mark.parametrize("typed", ["creme", "CRÈME cafe", "ouders café", "cafe-ou", "13 dins", '"ouders cr'])
def test_a_session_is_found_by_any_words_of_it(typed: str) -> None:
    assert SESSIONS[1].label in completed(f"/sessie toon {typed}".replace("toon ", "toon sessie: "))


def test_words_that_begin_so_come_before_words_with_it_inside() -> None:
    assert list(completed("/sessie toon oude"))[:1] == [SESSIONS[1].label]
    assert list(completed("/sessie toon cr")) == [SESSIONS[1].label, SESSIONS[2].label]
    assert next(iter(completed("/sessie toon over"))) == SESSIONS[2].label


def test_a_number_is_its_own_best_match() -> None:
    assert next(iter(completed("/aanmelden 13"))) == SESSIONS[2].label


def test_what_has_blanks_is_quoted_unless_it_is_last() -> None:
    assert completed("/watals x y hulp") == {"Hulp thuis": "/watals x y Hulp thuis"}
    assert completed("/watals thema: hulp")["Hulp thuis"] == "/watals thema: Hulp thuis "
    assert completed('/proef kiezen "ro') == {"Rood": "/proef kiezen Rood"}


def test_only_commands_somebody_may_give_are_completed() -> None:
    assert completed("/sessie afzeggen ", OUDER) == {}
    assert "/proef lang" in completed("/proef la", OUDER)
    assert completed("hallo") == {}
    assert completed("/sessie lijst ") == {}


BEGINNINGS = [
    f"/{name} {rest}"
    for command in REGISTRY.commands.values()
    for name in sorted(REGISTRY.names(command))
    for rest in ["", *(f"{item.name}: " for item in command.inputs), "3 ", '"a b" ', "x y "]
]


def offered_for(before: str, author: Author) -> list[Completion]:
    """Return the values (not names of inputs, nor of commands) that are offered after a beginning."""
    hint = ""
    typing = COMMANDS.typing(before)
    if typing is not None and typing.item is not None:
        hint = REGISTRY.texts(typing.command.cog)(str(author.locale))(f"input-{typing.item.name}")
    found = asyncio.run(COMPLETER.complete(context(author), before))
    return [each for each in found if each.hint == hint and not each.insert.endswith(": ")]


def says(kind: Kind, value: Any, texts: Texts) -> str:
    """Return how a value is labelled where it is offered."""
    match kind:
        case Ref():
            return next(option.label for option in SESSIONS if option.value == str(value))
        case Day():
            return texts.date(value)
        case OneOf():
            return texts(f"choice-{value}")
        case Flag():
            return texts("flag-yes" if value else "flag-no")
        case _:
            return kind.write(value)


@pytest.mark.parametrize("author", [OUDER, MODERATOR, ENGLISH], ids=["ouder", "moderator", "english"])
def test_whatever_is_accepted_is_read_back_as_just_that(author: Author) -> None:
    offers_made = [(before, offer) for before in BEGINNINGS for offer in offered_for(before, author)]
    for before, offer in offers_made:
        typing = COMMANDS.typing(before)
        assert typing is not None, before
        assert typing.item is not None, before
        texts = REGISTRY.texts(typing.command.cog)(str(author.locale))
        read, kept = given_in(offer.insert, author), given_in(before, author)
        assert says(typing.item.kind, read.pop(typing.item.name), texts) == offer.label, offer
        kept.pop(typing.item.name, None)
        assert read == kept, offer


def given_in(text: str, author: Author) -> dict[str, Any]:
    """Return a command's input as it is read, as far as something was typed for it."""
    parsed = COMMANDS.parse(text)
    assert isinstance(parsed, Parsed)
    return {name: value for name, value in values(text, author).items() if name in parsed.input}


def test_every_kind_of_input_that_offers_something_is_among_these() -> None:
    offering = {
        type(typing.item.kind)
        for before in BEGINNINGS
        if (typing := COMMANDS.typing(before)) and typing.item and offered_for(before, MODERATOR)
    }
    assert offering == {Ref, Pick, OneOf, Day, Hours, Flag}


@given(st.text(max_size=30), st.sampled_from(BEGINNINGS))
def test_whatever_is_typed_an_offer_keeps_the_command(typed: str, before: str) -> None:
    for offer in offered_for(before + typed, MODERATOR):
        found, meant = COMMANDS.parse(offer.insert), COMMANDS.parse(before + typed)
        assert isinstance(found, Parsed)
        assert isinstance(meant, Parsed)
        assert found.command is meant.command


@given(st.lists(st.text(min_size=1, max_size=20).map(str.strip).filter(bool), min_size=1, max_size=5))
def test_any_theme_that_is_offered_is_read_back_whole(themes: list[str]) -> None:
    offers["theme"] = themes
    for before in ("/watals thema: ", "/watals a b ", "/watals nu: x thema: "):
        for offer in offered_for(before, MODERATOR):
            assert values(offer.insert)["theme"] == offer.label
