"""What cogs hear: that something changed, and that somebody was too late. And what an answer or a message offers."""

from collections.abc import Collection

import pytest

from bot.api.answers import MessageAction
from bot.api.cog import Cog, Scope
from bot.api.events import Author
from bot.domain.subject import Subject
from bot.testing.looking import last
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from storage import cards, communities, moderators
from storage.database import Database
from tests.unit.core.example_cog.cog import Example
from tests.unit.core.things import post

PARTICIPANT = Author("room:ouder", "Ouder", "nl")
MODERATOR = Author("room:moderator", "Moderator", "en", moderator=True)


async def said(room: RoomChat, text: str) -> str:
    await room.say("ouder", text, to="bot")
    await room.settled()
    return last(room, "ouder", "bot").text


async def is_kept(database: Database, thing: int) -> bool:
    """Whether the handler's own work stands."""
    return bool(await database.read(lambda tx: communities.setting(tx, 1, f"thing-{thing}")))


async def test_every_cog_hears_of_a_change_where_the_change_itself_is_seen(
    room: RoomChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, Subject]] = []

    def listening(cog: Cog) -> None:
        async def changed(scope: Scope, subject: Subject) -> None:
            assert await communities.setting(scope.tx, scope.community.id, f"thing-{subject.id}")
            assert scope.public is scope.texts("nl")
            heard.append((cog.name, subject))

        monkeypatch.setattr(cog, "changed", changed)

    for cog in room.world.registry.cogs.values():
        listening(cog)
    assert await said(room, "/proef anders 7") == "Het is bewaard."
    assert heard == [(name, Subject("thing", 7)) for name in room.world.registry.cogs]


async def test_where_one_cog_cannot_follow_nothing_has_changed(room: RoomChat, example: Example) -> None:
    example.failing_changes = {7}
    assert "Er ging iets mis bij ons." in await said(room, "/proef anders 7")
    assert not await is_kept(room.world.database, 7)
    assert await said(room, "/proef anders 8") == "Het is bewaard."
    assert await is_kept(room.world.database, 8)


async def test_a_reaction_on_a_closed_card_is_heard_and_counts_for_nothing(room: RoomChat, example: Example) -> None:
    shown = await post(room, 1)
    await room.react("ouder", shown, "👍")
    await room.settled()
    assert example.ran == []
    await room.world.database.write(lambda tx: cards.close(tx, Subject("thing", 1)))
    await room.settled()
    await room.react("jongere", shown, "👍🏽")
    await room.react("professional", shown, "🎉")
    await room.unreact("ouder", shown, "👍")
    await room.settled()
    assert example.ran == ["late 1 room:jongere 👍", "late 1 room:professional 🎉"]
    rows = await room.world.database.read(lambda tx: tx.all("SELECT account_key FROM statement WHERE kind = 'thing'"))
    assert [row["account_key"] for row in rows] == ["room:ouder"]


async def test_a_follow_up_gives_its_command_with_its_input(room: RoomChat, example: Example) -> None:
    await said(room, "/proef anders 7")
    answer = last(room, "ouder", "bot")
    assert answer.follow_ups == ("Blauw",)
    await room.follow("ouder", answer, "Blauw")
    await room.settled()
    assert example.ran == ["changed 7", "blue"]
    assert last(room, "ouder", "bot").text == "Het is bewaard."


async def test_what_a_message_offers_depends_on_who_looks_and_what_they_read(world: World) -> None:
    keep, report = ("proef-bewaren", "text"), ("proef-melden", "text")
    for author, expected in ((PARTICIPANT, {keep: "Bewaren"}), (MODERATOR, {keep: "Keep", report: "Report"})):
        offered = await world.app.desk.actions(author, "aankondigingen")
        ours = [one for one in offered if one.command.startswith("proef-")]
        assert ours == [MessageAction(command, label, name) for (command, name), label in expected.items()]


async def test_whom_the_community_made_a_moderator_is_offered_what_moderators_are(world: World) -> None:
    await world.database.write(lambda tx: moderators.add(tx, 1, PARTICIPANT.key))
    offered = await world.app.desk.actions(PARTICIPANT, "aankondigingen")
    assert {"proef-bewaren", "proef-melden"} <= {one.command for one in offered}


async def test_a_command_on_a_message_takes_its_text(room: RoomChat, example: Example) -> None:
    await room.say("jongere", "Wie rijdt er mee?")
    await room.settled()
    (message,) = room.seen("ouder")
    await room.act("ouder", message, "Bewaren")
    await room.settled()
    assert example.ran == ["keep Wie rijdt er mee?"]
    assert last(room, "ouder", "announcements").private


async def test_the_platform_hears_who_the_moderators_are_at_start_and_when_that_changes(
    room: RoomChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Collection[str]] = []
    whole = room.world.room.know_moderators

    async def listening(account_keys: Collection[str]) -> None:
        told.append(account_keys)
        await whole(account_keys)

    await room.stop_bot()
    monkeypatch.setattr(room.world.room, "know_moderators", listening)
    await room.start_bot()
    await room.settled()
    assert told == [frozenset()]

    write = room.world.database.write
    await write(lambda tx: moderators.add(tx, 1, "room:ouder"))
    await write(lambda tx: moderators.add(tx, 1, "elsewhere:ouder"))
    await room.settled()
    await write(lambda tx: moderators.add(tx, 1, "room:ouder"))
    await room.settled()
    assert told == [frozenset(), {"room:ouder"}]
    assert room.world.room.people["ouder"].moderator

    await room.stop_bot()
    await room.start_bot()
    await room.settled()
    await room.world.database.write(lambda tx: moderators.remove(tx, 1, "room:ouder"))
    await room.settled()
    assert told == [frozenset(), {"room:ouder"}, {"room:ouder"}, frozenset()]
    assert not room.world.room.people["ouder"].moderator
