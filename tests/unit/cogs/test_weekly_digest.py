"""The weekly digest comes at its moment, once, whatever happens meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.scopes import scope_for
from bot.domain.subject import Subject
from bot.domain.tx import Tx
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from storage import moderators
from tests.support.story import last, submit_idea

MONDAY = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
"""Monday 7 September, 10:00 in Amsterdam."""

WEEK = timedelta(weeks=1)
SOON = timedelta(minutes=1)


async def set_weekly(room: RoomChat, moment: str = "monday 10:00") -> None:
    await room.say("moderator", f"/instellen overzicht {moment}", to="moderation")
    await room.settled()


async def keep(room: RoomChat, words: str) -> None:
    """Let the moderator keep words for the next digest."""
    await room.say("moderator", f"/overzicht erbij {words}", to="moderation")
    await room.settled()
    await room.press("moderator", last(room, "moderator", "moderation"), "confirm")
    await room.settled()


async def until(world: World, moment: datetime) -> None:
    await world.later(moment - world.clock.now())


async def away_until(world: World, moment: datetime) -> None:
    """Let time pass while the bot is stopped."""
    await world.stop()
    world.clock.advance(moment - world.clock.now())
    await world.start()
    await world.settled()


async def move_to(world: World, zone: str) -> None:
    """Move the community to another time zone, the way a setting does."""
    now = world.clock.now()

    async def move(tx: Tx) -> None:
        community_id = await tx.value("SELECT id FROM community")
        await tx.execute("UPDATE community SET zone = ?", (zone,))
        await world.app.settling.tell_changed(tx, community_id, {Subject("community", community_id)}, now)

    await world.database.write(move)


async def serve(world: World, purpose: str, instead_of: str) -> None:
    """Let a channel serve another purpose."""
    sql = "UPDATE purpose SET purpose = ? WHERE purpose = ?"
    await world.database.write(lambda tx: tx.execute(sql, (purpose, instead_of)))


def digests(room: RoomChat, where: str = "announcements") -> list[str]:
    return [message.text for message in room.seen("ouder", where) if "Overzicht van" in message.text]


def skips(room: RoomChat, person: str = "moderator", where: str = "moderation") -> list[str]:
    return [message.text for message in room.seen(person, where) if "overgeslagen" in message.text]


async def test_it_comes_at_its_moment_every_week(world: World, room: RoomChat) -> None:
    await submit_idea(room)
    await set_weekly(room)
    await until(world, MONDAY - SOON)
    assert digests(room) == []
    for weeks in range(3):
        await keep(room, f"Nieuws van week {weeks}.")
        await until(world, MONDAY + weeks * WEEK + SOON)
        assert len(digests(room)) == weeks + 1
        assert f"week {weeks}" in digests(room)[-1]
        assert f"week {weeks - 1}" not in digests(room)[-1]


@pytest.mark.parametrize("stopped_at", [-SOON, SOON, timedelta(hours=30)], ids=["before", "just after", "a day later"])
async def test_a_restart_around_the_moment_makes_no_difference(
    world: World, room: RoomChat, stopped_at: timedelta
) -> None:
    await keep(room, "Nieuws.")
    await set_weekly(room)
    await away_until(world, MONDAY + stopped_at)
    await until(world, MONDAY + timedelta(hours=31))
    for _ in range(2):
        await world.stop()
        await world.start()
        await world.settled()
    assert len(digests(room)) == 1


async def test_weeks_that_were_missed_give_one_digest(world: World, room: RoomChat) -> None:
    await keep(room, "Nieuws.")
    await set_weekly(room)
    await away_until(world, MONDAY + 3 * WEEK + timedelta(hours=5))
    assert len(digests(room)) == 1
    await keep(room, "Meer nieuws.")
    await until(world, MONDAY + 4 * WEEK + SOON)
    assert len(digests(room)) == 2


async def test_a_digest_that_would_come_days_late_waits_for_the_next_moment(world: World, room: RoomChat) -> None:
    await keep(room, "Nieuws.")
    await set_weekly(room)
    await away_until(world, MONDAY + timedelta(days=4))
    assert digests(room) == []
    await until(world, MONDAY + WEEK + SOON)
    assert len(digests(room)) == 1
    assert "Nieuws." in digests(room)[0]


async def test_another_moment_moves_it_and_off_stops_it(world: World, room: RoomChat) -> None:
    await submit_idea(room)
    await set_weekly(room)
    await set_weekly(room, "tuesday 10:00")
    await until(world, MONDAY + timedelta(hours=23))
    assert digests(room) == []
    await until(world, MONDAY + timedelta(hours=25))
    assert len(digests(room)) == 1
    await set_weekly(room, "off")
    await until(world, MONDAY + 3 * WEEK)
    assert len(digests(room)) == 1


async def test_ten_o_clock_stays_ten_o_clock_when_the_clocks_change(world: World, room: RoomChat) -> None:
    await set_weekly(room)
    await until(world, datetime(2026, 10, 25, 12, 0, tzinfo=UTC))
    await keep(room, "Nieuws.")
    await until(world, datetime(2026, 10, 26, 8, 59, tzinfo=UTC))
    assert digests(room) == []
    await until(world, datetime(2026, 10, 26, 9, 1, tzinfo=UTC))
    assert len(digests(room)) == 1


async def test_a_time_that_is_shown_twice_gives_one_digest(world: World, room: RoomChat) -> None:
    await set_weekly(room, "sunday 02:30")
    await until(world, datetime(2026, 10, 24, 12, 0, tzinfo=UTC))
    await keep(room, "Nieuws.")
    await until(world, datetime(2026, 10, 25, 0, 31, tzinfo=UTC))
    assert len(digests(room)) == 1
    await keep(room, "Meer nieuws.")
    await until(world, datetime(2026, 10, 26, 0, 0, tzinfo=UTC))
    assert len(digests(room)) == 1


async def test_it_keeps_its_time_on_the_clock_when_the_community_moves(world: World, room: RoomChat) -> None:
    await submit_idea(room)
    await set_weekly(room)
    await move_to(world, "America/New_York")
    await until(world, MONDAY + timedelta(hours=5))
    assert digests(room) == []
    await until(world, MONDAY + timedelta(hours=7))
    assert len(digests(room)) == 1
    await keep(room, "Nieuws.")
    await move_to(world, "Europe/Amsterdam")
    await until(world, MONDAY + WEEK - SOON)
    assert len(digests(room)) == 1
    await until(world, MONDAY + WEEK + SOON)
    assert len(digests(room)) == 2


async def test_an_empty_one_is_skipped_and_the_moderators_hear_that_once(world: World, room: RoomChat) -> None:
    await set_weekly(room)
    for weeks in range(8):
        await until(world, MONDAY + weeks * WEEK + SOON)
    assert digests(room) == []
    assert len(skips(room)) == 1
    # Nor does it lie ready for a platform that would not know that it said so before.
    assert await world.database.read(lambda tx: tx.value("SELECT COUNT(*) FROM outbox")) == 0
    assert "/instellen overzicht" in skips(room)[0]

    await keep(room, "Nieuws.")
    await until(world, MONDAY + 8 * WEEK + timedelta(hours=2))  # in winter time
    assert len(digests(room)) == 1
    await until(world, MONDAY + 10 * WEEK + timedelta(hours=2))  # in winter time
    assert len(digests(room)) == 1
    assert len(skips(room)) == 2


async def test_without_a_channel_for_moderators_each_is_told_in_private(world: World, room: RoomChat) -> None:
    community_id = await world.database.read(lambda tx: tx.value("SELECT id FROM community"))
    await world.database.write(lambda tx: moderators.add(tx, community_id, "room:professional"))
    await serve(world, "elsewhere", "moderation")
    await set_weekly(room)
    await until(world, MONDAY + 2 * WEEK + SOON)
    assert len(skips(room, "professional", "bot")) == 1


async def test_without_a_channel_for_digests_the_moderators_hear_it_and_nothing_is_lost(
    world: World, room: RoomChat
) -> None:
    await keep(room, "Nieuws.")
    await set_weekly(room)
    await serve(world, "elsewhere", "announcements")
    await until(world, MONDAY + SOON)
    assert digests(room) == []
    assert "/instellen kanaal" in last(room, "moderator", "moderation").text
    await serve(world, "announcements", "elsewhere")
    await until(world, MONDAY + WEEK + SOON)
    assert "Nieuws." in digests(room)[0]


async def test_a_channel_of_its_own_goes_before_that_of_announcements(world: World, room: RoomChat) -> None:
    await keep(room, "Nieuws.")
    await serve(world, "digests", "ideas")
    await set_weekly(room)
    await until(world, MONDAY + SOON)
    assert digests(room) == []
    assert len(digests(room, "ideas")) == 1


async def test_what_was_kept_is_in_each_channel_once_however_many_messages_it_takes(
    world: World, room: RoomChat
) -> None:
    said = [f"Nieuws {number}. " + "Er gebeurt veel. " * 40 for number in range(1, 6)]
    for words in said:
        await keep(room, words)
    await serve(world, "digests", "ideas")
    await serve(world, "digests", "announcements")
    await set_weekly(room)
    await until(world, MONDAY + SOON)
    for where in ("announcements", "ideas"):
        parts = [message.text for message in room.seen("ouder", where)]
        assert len(parts) > 1
        assert all("\n".join(parts).count(words.strip()) == 1 for words in said)
    await until(world, MONDAY + WEEK + SOON)
    assert len(digests(room)) == 1


@pytest.mark.parametrize(
    ("moment", "told"),
    [("monday 10:00", "elke maandag om 10:00; de volgende keer is maandag 7 september 2026 om 10:00"), ("off", "uit")],
)
async def test_the_settings_tell_when_it_comes(world: World, room: RoomChat, moment: str, told: str) -> None:
    await set_weekly(room, moment)
    cog = world.registry.cogs["digests"]

    async def settings(tx: Tx) -> list[str]:
        community_id = await tx.value("SELECT id FROM community")
        scope = await scope_for(world.registry, cog, tx, community_id, world.clock.now())
        return [fact.value for fact in await cog.settings(scope)]

    assert await world.database.read(settings) == [told]


async def test_what_was_kept_is_forgotten_once_it_is_in_a_digest(world: World, room: RoomChat) -> None:
    await keep(room, "Nieuws.")
    await set_weekly(room)
    await until(world, MONDAY + SOON)
    rows = await world.database.read(lambda tx: tx.all("SELECT body, digest_number FROM digest_item"))
    assert [tuple(row) for row in rows] == [("", 1)]
