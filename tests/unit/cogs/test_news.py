"""Planned announcements come at their moment, once, whatever happens meanwhile."""

from datetime import UTC, datetime, timedelta

from bot.domain.subject import Subject
from bot.domain.tx import Tx
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from tests.support.story import last, open_form

TITLE = "Verslag van de actiedag"
TEN_O_CLOCK = datetime(2026, 9, 3, 8, 0, tzinfo=UTC)
"""3 September, 10:00 in Amsterdam."""


async def plan(room: RoomChat, when: str = "do 3 sep 10 uur") -> None:
    await room.say("moderator", "/aankondiging nieuw", to="moderation")
    await room.settled()
    told = {"title": TITLE, "body": "Het is klaar.", "when": when}
    await room.fill_in("moderator", open_form(room, "moderator"), told)
    await room.settled()
    await confirm(room)


async def confirm(room: RoomChat) -> None:
    await room.press("moderator", last(room, "moderator", "moderation"), "confirm")
    await room.settled()


async def until(world: World, moment: datetime) -> None:
    await world.later(moment - world.clock.now())


async def change(room: RoomChat, **other: str) -> None:
    await room.say("moderator", "/aankondiging wijzig 1", to="moderation")
    await room.settled()
    await room.fill_in("moderator", open_form(room, "moderator"), other)
    await room.settled()
    await confirm(room)


async def move_to(world: World, zone: str) -> None:
    """Move the community to another time zone, the way a setting does."""
    now = world.clock.now()

    async def move(tx: Tx) -> None:
        community_id = await tx.value("SELECT id FROM community")
        await tx.execute("UPDATE community SET zone = ?", (zone,))
        await world.app.settling.tell_changed(tx, community_id, {Subject("community", community_id)}, now)

    await world.database.write(move)


async def planned(world: World) -> int:
    return int(await world.database.read(lambda tx: tx.value("SELECT COUNT(*) FROM due")))


def posted(room: RoomChat) -> int:
    return len([message for message in room.seen("ouder") if TITLE in message.text])


async def test_it_comes_at_its_moment(world: World, room: RoomChat) -> None:
    await plan(room)
    await until(world, TEN_O_CLOCK - timedelta(minutes=1))
    assert posted(room) == 0
    await until(world, TEN_O_CLOCK + timedelta(seconds=1))
    assert posted(room) == 1
    await world.later(timedelta(days=30))
    assert posted(room) == 1


async def test_a_moment_that_passed_while_the_bot_was_away_comes_once(world: World, room: RoomChat) -> None:
    await plan(room)
    await world.stop()
    world.clock.advance(timedelta(weeks=3))
    for _ in range(2):
        await world.start()
        await world.settled()
        assert posted(room) == 1
        await world.stop()


async def test_a_changed_one_keeps_its_moment_or_gets_another(world: World, room: RoomChat) -> None:
    await plan(room)
    await change(room, body="Het is bijna klaar.")
    await change(room, when="vr 4 sep 10 uur")
    await until(world, TEN_O_CLOCK + timedelta(hours=1))
    assert posted(room) == 0
    await until(world, TEN_O_CLOCK + timedelta(days=1, hours=1))
    assert posted(room) == 1
    assert "bijna klaar" in last(room, "ouder", "announcements").text


async def test_emptying_the_moment_posts_it_at_once(world: World, room: RoomChat) -> None:
    await plan(room)
    await change(room, when="")
    assert posted(room) == 1
    assert await planned(world) == 0
    await until(world, TEN_O_CLOCK + timedelta(hours=1))
    assert posted(room) == 1


async def test_a_withdrawn_one_does_not_come(world: World, room: RoomChat) -> None:
    await plan(room)
    await room.say("moderator", "/aankondiging intrekken 1", to="moderation")
    await room.settled()
    assert await planned(world) == 1
    await confirm(room)
    assert await planned(world) == 0
    await until(world, TEN_O_CLOCK + timedelta(hours=1))
    assert posted(room) == 0


async def test_it_keeps_its_time_on_the_clock_when_the_community_moves(world: World, room: RoomChat) -> None:
    await plan(room)
    await move_to(world, "Europe/London")
    await until(world, TEN_O_CLOCK + timedelta(minutes=59))
    assert posted(room) == 0
    await until(world, TEN_O_CLOCK + timedelta(minutes=61))
    assert posted(room) == 1


async def test_it_is_new_in_the_digest_of_when_it_came(world: World, room: RoomChat) -> None:
    await plan(room)
    await until(world, TEN_O_CLOCK + timedelta(hours=1))
    await room.say("moderator", "/overzicht voorbeeld", to="moderation")
    await room.settled()
    assert TITLE in last(room, "moderator", "moderation").text


async def test_what_is_confirmed_after_midnight_is_what_was_shown(world: World, room: RoomChat) -> None:
    await room.say("moderator", "/aankondiging nieuw", to="moderation")
    await room.settled()
    told = {"title": TITLE, "body": "Het is klaar.", "when": "morgen 10 uur"}
    await room.fill_in("moderator", open_form(room, "moderator"), told)
    await room.settled()
    assert "woensdag 2 september 2026 om 10:00" in last(room, "moderator", "moderation").text
    await until(world, datetime(2026, 9, 1, 22, 30, tzinfo=UTC))
    await confirm(room)
    assert "woensdag 2 september 2026 om 10:00" in last(room, "moderator", "moderation").text


async def test_a_moment_that_passes_before_the_yes_is_asked_anew(world: World, room: RoomChat) -> None:
    await room.say("moderator", "/aankondiging nieuw", to="moderation")
    await room.settled()
    told = {"title": TITLE, "body": "Het is klaar.", "when": "vandaag 11 uur"}
    await room.fill_in("moderator", open_form(room, "moderator"), told)
    await room.settled()
    await world.later(timedelta(hours=3))
    await confirm(room)
    form = open_form(room, "moderator")
    assert "al voorbij" in form.errors["when"]
    assert form.values["title"] == TITLE


async def test_without_a_channel_it_waits_until_there_is_one(world: World, room: RoomChat) -> None:
    await plan(room)
    await world.database.write(
        lambda tx: tx.execute("UPDATE purpose SET purpose = 'x' WHERE purpose = 'announcements'")
    )
    await until(world, TEN_O_CLOCK + timedelta(hours=5))
    assert posted(room) == 0
    await world.database.write(
        lambda tx: tx.execute("UPDATE purpose SET purpose = 'announcements' WHERE purpose = 'x'")
    )
    await world.later(timedelta(hours=2))
    assert posted(room) == 1
