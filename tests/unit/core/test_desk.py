"""What a platform may ask while somebody is typing: the commands as data, and what may be meant by what is typed."""

from datetime import UTC, datetime

import pytest

from bot.api.events import Author
from bot.api.kinds import Option
from bot.api.platform import Desk
from bot.api.shapes import CommandShape, InputShape
from bot.core.shapes import shapes
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from storage import moderators
from tests.support.story import announce, make_session, submit_idea
from tests.unit.core.example_cog.cog import Example

OUDER = Author("room:ouder", "Ouder", "nl")
ENGLISH = Author("room:jongere", "Jongere", "en")
MODERATOR = Author("room:moderator", "Moderator", "nl", moderator=True)


@pytest.fixture
def desk(world: World) -> Desk:
    """The desk of `world`, as a platform is handed it."""
    return world.app.desk


def shape_of(desk: Desk, command_id: str) -> CommandShape:
    return next(shape for shape in desk.commands() if shape.id == command_id)


def input_of(desk: Desk, command_id: str, name: str) -> InputShape:
    return next(item for item in shape_of(desk, command_id).inputs if item.name == name)


async def suggested(desk: Desk, author: Author, command: str, name: str, typed: str = "") -> list[Option]:
    return list(await desk.suggest(author, "aankondigingen", command, name, typed))


def test_every_command_is_there_once_in_both_languages(world: World, desk: Desk) -> None:
    ids = [shape.id for shape in desk.commands()]
    assert sorted(ids) == sorted(world.registry.commands)
    for shape in desk.commands():
        words = [shape.names, shape.summaries, *(item.labels for item in shape.inputs)]
        words += [choice.labels for item in shape.inputs for choice in item.choices]
        assert all(set(one) == {"nl", "en"} and all(one.values()) for one in words), shape.id


def test_a_command_tells_what_it_is_called_and_who_may_give_it(desk: Desk) -> None:
    shape = shape_of(desk, "sessie-nieuw")
    assert shape.names == {"nl": "sessie nieuw", "en": "session new"}
    assert shape.summaries["nl"] == "Moderatoren: Maak een nieuwe sessie"
    assert shape.moderators_only
    assert not shape_of(desk, "aanmelden").moderators_only


def test_a_command_without_a_name_of_its_own_is_called_the_same_everywhere(desk: Desk) -> None:
    assert shape_of(desk, "proef").names == {"nl": "proef", "en": "try"}
    assert set(shape_of(desk, "watals").names) == {"nl", "en"}


def test_inputs_say_how_they_are_asked_for(desk: Desk) -> None:
    what_if = input_of(desk, "watals", "what_if")
    assert (what_if.kind, what_if.required, what_if.in_form, what_if.most) == ("long", True, True, 300)
    assert what_if.helps["nl"].startswith("Maak de zin af.")
    note = input_of(desk, "idee-status", "note")
    assert (note.required, note.in_form) == (False, False)
    assert input_of(desk, "idee-status", "status").helps == {}


def test_fixed_values_are_labelled_and_need_no_suggestions(desk: Desk) -> None:
    choice = input_of(desk, "aanmelden", "choice")
    assert [(one.value, one.labels["nl"]) for one in choice.choices] == [
        ("place", "Ik kom erheen"),
        ("online", "Ik doe online mee"),
        ("maybe", "Misschien"),
    ]
    assert choice.choices[2].labels["en"] == "Maybe"
    assert not choice.suggests
    assert not input_of(desk, "sessie-nieuw", "online").suggests


@pytest.mark.parametrize(
    ("command", "name"),
    [("aanmelden", "session"), ("watals", "theme"), ("sessie-nieuw", "day"), ("sessie-nieuw", "hours")],
)
def test_what_the_bot_can_guess_is_suggested(desk: Desk, command: str, name: str) -> None:
    assert input_of(desk, command, name).suggests


def test_what_can_be_done_with_a_message_has_its_own_label(desk: Desk) -> None:
    shape = shape_of(desk, "proef-bewaren")
    assert (shape.on_message, shape.actions) == ("text", {"nl": "Bewaren", "en": "Keep"})
    assert (shape_of(desk, "proef-lang").on_message, shape_of(desk, "proef-lang").actions) == (None, None)


def test_the_shapes_are_the_same_every_time(world: World, desk: Desk) -> None:
    assert tuple(desk.commands()) == shapes(world.registry)


async def test_nothing_typed_offers_what_is_likely(desk: Desk, example: Example) -> None:
    example.things = [Option(str(number), f"Ding {number}") for number in range(30)]
    found = await suggested(desk, OUDER, "proef-ding", "thing")
    assert found == example.things[:25]


async def test_words_find_also_what_is_less_likely(desk: Desk, room: RoomChat) -> None:
    for number in range(27):
        await submit_idea(room, what_if=f"we plan{number:02}plan uitvoeren?")
    assert [one.value for one in await suggested(desk, OUDER, "idee-toon", "idea", "plan00")] == ["1"]
    assert "1" not in [one.value for one in await suggested(desk, OUDER, "idee-toon", "idea")]


async def test_things_are_named_in_the_language_of_who_types(desk: Desk, room: RoomChat) -> None:
    await announce(room)
    [dutch] = await suggested(desk, OUDER, "aanmelden", "session", "vervolg")
    [english] = await suggested(desk, ENGLISH, "aanmelden", "session", "vervolg")
    assert (dutch.value, english.value) == ("1", "1")
    assert "vrijdag" in dutch.label
    assert "Friday" in english.label


async def test_days_are_suggested_as_one_would_type_them(desk: Desk) -> None:
    [option, *_] = await suggested(desk, MODERATOR, "sessie-nieuw", "day", "9 okt")
    assert option == Option("09-10-2026", "vrijdag 9 oktober 2026")


async def test_fixed_values_are_suggested_by_their_labels(desk: Desk) -> None:
    assert await suggested(desk, ENGLISH, "proef-kiezen", "colour", "bl") == [Option("Blue", "Blue")]


async def test_who_may_not_give_a_command_is_suggested_nothing_for_it(desk: Desk, room: RoomChat, world: World) -> None:
    await announce(room)
    assert await suggested(desk, OUDER, "sessie-afzeggen", "session") == []
    assert len(await suggested(desk, MODERATOR, "sessie-afzeggen", "session")) == 1
    await world.database.write(lambda tx: moderators.add(tx, 1, OUDER.key))
    assert len(await suggested(desk, OUDER, "sessie-afzeggen", "session")) == 1


async def test_who_was_there_can_be_asked_of_sessions_that_are_past_too(
    desk: Desk, room: RoomChat, world: World
) -> None:
    await announce(room, title="Lang geleden", day="vr 2 okt")
    await announce(room, 2, title="Kort geleden", day="vr 9 okt")
    await announce(room, 3, title="Straks", day="vr 30 okt")
    await make_session(room, title="Misschien", day="vr 27 nov")
    world.clock.advance(datetime(2026, 10, 20, 12, tzinfo=UTC) - world.clock.now())
    await room.settled()
    found = await suggested(desk, MODERATOR, "sessie-deelnemers", "session")
    assert [one.value for one in found] == ["3", "4", "2", "1"]
    assert [one.value for one in await suggested(desk, MODERATOR, "sessie-afzeggen", "session")] == ["3", "4"]


@pytest.mark.parametrize(("command", "name"), [("nergens", "thing"), ("proef-ding", "nergens"), ("proef-lang", "one")])
async def test_what_is_unknown_or_free_is_suggested_nothing(desk: Desk, command: str, name: str) -> None:
    assert await suggested(desk, OUDER, command, name, "iets") == []


async def test_own_texts_are_in_the_readers_language_or_the_communitys(desk: Desk, room: RoomChat) -> None:
    assert desk.texts("en")("button-cancel") == "Cancel"
    assert desk.texts(None)("button-cancel") == "Annuleren"
    await room.say("moderator", "/instellen taal Engels", to="moderation")
    await room.settled()
    assert desk.texts(None)("button-cancel") == "Cancel"
    assert desk.texts("nl")("button-cancel") == "Annuleren"
