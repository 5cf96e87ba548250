"""Rights: declared on the command, checked in one place, for every command and every role."""

import pytest

from bot.api.answers import Answer, Reply
from bot.api.cog import Right
from bot.api.content import plain
from bot.api.events import Asked, Author, Batch, Invoked, Submitted, Typed
from bot.core.registry import Registry, load_cogs
from bot.demo.running import COGS
from bot.testing import Seen
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from storage import moderators
from tests.support.story import last
from tests.unit.core.example_cog import setup

REGISTRY = Registry([*load_cogs(COGS), setup()])
NAMES = [(name, command) for command in REGISTRY.commands.values() for name in sorted(REGISTRY.names(command))]
REFUSAL = "Dit commando is voor moderatoren."
PARTICIPANT = Author("room:ouder", "Ouder", "nl")
MODERATOR = Author("room:moderator", "Moderator", "nl", moderator=True)
MADE_HERE = Author("room:professional", "Professional", "nl")
"""A moderator by the community's word: the platform knows nothing of it."""

ROLES = pytest.mark.parametrize(
    ("author", "may"),
    [(PARTICIPANT, False), (MODERATOR, True), (MADE_HERE, True)],
    ids=["participant", "moderator", "made here"],
)


@pytest.fixture(autouse=True)
async def made_here(world: World) -> None:
    """Let the community have a moderator of its own."""
    await world.database.write(lambda tx: moderators.add(tx, 1, MADE_HERE.key))


async def take(world: World, *events: Asked) -> list[Reply]:
    return await world.app.intake.take(Batch("elsewhere", events))


def refused(reply: Reply) -> bool:
    view = reply.shown.view
    return isinstance(view, Answer) and plain(view.content).startswith(REFUSAL)


def test_there_are_commands_of_both_kinds() -> None:
    assert {command.right for command in REGISTRY.commands.values()} == set(Right)


@ROLES
async def test_every_command_by_every_name_is_for_whom_it_says(world: World, author: Author, *, may: bool) -> None:
    events = [Typed(f"t{at}", author, "dm:x", f"/{name}", direct=True) for at, (name, _) in enumerate(NAMES)]
    replies = await take(world, *events)
    outcome = {reply.asked.event_id: refused(reply) for reply in replies}
    assert outcome == {f"t{at}": command.right is Right.MODERATOR and not may for at, (_, command) in enumerate(NAMES)}


@ROLES
async def test_the_form_of_a_platform_is_no_way_around_it(world: World, author: Author, *, may: bool) -> None:
    commands = list(REGISTRY.commands.values())
    events = [Invoked(f"i{at}", author, "aankondigingen", command.id) for at, command in enumerate(commands)]
    replies = await take(world, *events)
    assert [refused(reply) for reply in replies] == [
        command.right is Right.MODERATOR and not may for command in commands
    ]


async def test_who_is_no_moderator_any_more_cannot_finish_what_they_began(world: World) -> None:
    [opened] = await take(world, Invoked("1", MODERATOR, "moderatie", "sessie-nieuw"))
    draft = getattr(opened.shown.view, "draft_id", "")
    demoted = Author(MODERATOR.key, MODERATOR.name, "nl")
    [reply] = await take(world, Submitted("2", demoted, "moderatie", draft, "next", {"title": "Toch"}))
    assert refused(reply)
    assert await world.database.read(lambda tx: tx.value("SELECT COUNT(*) FROM session")) == 0


async def test_who_was_made_moderator_here_and_is_none_any_more_cannot_finish_either(world: World) -> None:
    [opened] = await take(world, Invoked("1", MADE_HERE, "moderatie", "sessie-nieuw"))
    draft = getattr(opened.shown.view, "draft_id", "")
    await world.database.write(lambda tx: moderators.remove(tx, 1, MADE_HERE.key))
    [reply] = await take(world, Submitted("2", MADE_HERE, "moderatie", draft, "next", {"title": "Toch"}))
    assert refused(reply)


async def test_the_command_to_become_moderator_makes_nobody_one_without_a_code(world: World) -> None:
    for at, code in enumerate(("", "AAAA-AAAA")):
        await take(world, Invoked(f"b{at}", PARTICIPANT, "dm:ouder", "moderator-worden", {"code": code}))
    [reply] = await take(world, Invoked("c", PARTICIPANT, "dm:ouder", "instellen-toon"))
    assert refused(reply)


async def test_an_unknown_command_is_refused_in_words(world: World) -> None:
    [reply] = await take(world, Invoked("1", PARTICIPANT, "aankondigingen", "no-such-command"))
    assert isinstance(reply.shown.view, Answer)
    assert "ken ik niet" in plain(reply.shown.view.content)


@pytest.mark.parametrize("person", ["ouder", "moderator"])
async def test_help_shows_just_what_the_reader_may_do(room: RoomChat, person: str) -> None:
    await room.say(person, "/hulp", to="bot")
    await room.settled()
    first = last(room, person, "bot")
    said = await turned(room, person, first)
    for_moderators = "Voor moderatoren" in first.follow_ups
    if for_moderators:
        await room.follow(person, first, "Voor moderatoren")
        await room.settled()
        said += await turned(room, person, last(room, person, "bot"))
    shown = {
        command.id
        for command in REGISTRY.commands.values()
        if any(line.removeprefix("• ").startswith((f"/{command.path} ", f"/{command.path}\n")) for line in lines(said))
    }
    allowed = {c.id for c in REGISTRY.commands.values() if c.right is Right.EVERYONE or person == "moderator"}
    assert shown >= allowed
    assert for_moderators is (person == "moderator")
    if person != "moderator":
        only = {
            REGISTRY.texts(c.cog)("nl")(f"command-{c.id}") for c in REGISTRY.commands.values() if c.id not in allowed
        }
        assert not any(f"  {summary}" in said for summary in only)


async def turned(room: RoomChat, person: str, page: Seen) -> str:
    """Turn the pages of an answer to the last, and return what they say."""
    pages = [page]
    while "Meer" in pages[-1].follow_ups:
        await room.follow(person, pages[-1], "Meer")
        await room.settled()
        pages.append(last(room, person, "bot"))
    return "\n".join(page.text for page in pages)


def lines(said: str) -> list[str]:
    return [f"{line}\n" for line in said.splitlines()]


async def test_a_refusal_opens_nothing_and_is_seen_by_the_asker_alone(room: RoomChat) -> None:
    await room.say("ouder", "/sessie nieuw")
    await room.settled()
    assert room.form("ouder") is None
    assert last(room, "ouder", "announcements").private
    assert room.seen("jongere") == []


@pytest.mark.parametrize(("person", "offered"), [("ouder", False), ("moderator", True), ("professional", True)])
async def test_only_what_one_may_do_is_completed(world: World, person: str, *, offered: bool) -> None:
    author = Author(f"room:{person}", person, "nl", moderator=person == "moderator")
    items = await world.app.desk.complete(author, "aankondigingen", "/sessie ni")
    assert any(item.insert.startswith("/sessie nieuw") for item in items) is offered
