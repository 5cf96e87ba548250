"""What happens, in the calendar of a server."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.api.errors import PlatformError
from bot.api.happenings import Happening
from bot.platforms.discord.posting.scheduled import marker_line
from tests.discord.double import Double, GuildKeeper, Permission
from tests.discord.double.state import Channel, ScheduledEvent
from tests.discord.hands import Hands, at_work
from tests.unit.discord.store import MemoryStore

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
KEY = "session:3"


@pytest.fixture
def tomorrow(double: Double) -> datetime:
    return double.clock.now.replace(microsecond=0) + DAY


def happening(at: datetime, title: str = "Sessie 3", place: str = "Utrecht en online") -> Happening:
    return Happening(title, at, at + 2 * HOUR, place, "Waar het *over* gaat.")


def events(guild: GuildKeeper) -> list[ScheduledEvent]:
    return list(guild.guild.events.values())


def asked(double: Double) -> list[str]:
    return [one.method for one in double.rest.asked if "scheduled-events" in one.path]


async def test_a_session_is_in_the_calendar_and_moves_along(
    guild: GuildKeeper, hands: Hands, channel: Channel, tomorrow: datetime
) -> None:
    await hands.calendar.keep(channel.id, KEY, happening(tomorrow))
    (event,) = events(guild)
    assert (event.name, event.location, event.starts_at) == ("Sessie 3", "Utrecht en online", tomorrow)
    assert event.ends_at == tomorrow + 2 * HOUR
    assert event.description == r"Waar het \*over\* gaat." + f"\n\n{marker_line(KEY)}"
    await hands.calendar.keep(channel.id, KEY, happening(tomorrow + DAY, "Sessie drie", "Zwolle"))
    assert [(one.id, one.name, one.location, one.starts_at) for one in events(guild)] == [
        (event.id, "Sessie drie", "Zwolle", tomorrow + DAY)
    ]


async def test_the_same_again_costs_nothing(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel, tomorrow: datetime
) -> None:
    other = guild.text("ook-aankondigingen")
    await double.heard()
    await hands.calendar.keep(channel.id, KEY, happening(tomorrow))
    before = asked(double)
    await hands.calendar.keep(other.id, KEY, happening(tomorrow))
    async with at_work(double, hands.store) as again:
        await again.calendar.keep(channel.id, KEY, happening(tomorrow))
    await hands.calendar.keep(channel.id, "session:4", None)
    assert asked(double) == before


async def test_what_does_not_happen_is_cancelled(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel, tomorrow: datetime
) -> None:
    await hands.calendar.keep(channel.id, KEY, happening(tomorrow))
    (event,) = events(guild)
    await hands.calendar.keep(channel.id, KEY, None)
    assert (event.status, events(guild)) == (CANCELED, [])
    before = asked(double)
    await hands.calendar.keep(channel.id, KEY, None)
    assert asked(double) == before
    await hands.calendar.keep(channel.id, KEY, happening(tomorrow))
    assert [one.status for one in events(guild)] == [SCHEDULED]


async def test_an_event_that_was_made_unnoticed_is_found_by_its_line(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel, tomorrow: datetime
) -> None:
    double.faults.cut("POST", "/scheduled-events$", execute=True)
    with pytest.raises(PlatformError):
        await hands.calendar.keep(channel.id, KEY, happening(tomorrow))
    (event,) = events(guild)
    async with at_work(double, hands.store) as again:
        await again.calendar.keep(channel.id, KEY, happening(tomorrow, "Sessie drie"))
    assert [(one.id, one.name) for one in events(guild)] == [(event.id, "Sessie drie")]
    async with at_work(double, MemoryStore()) as forgetful:
        await forgetful.calendar.keep(channel.id, KEY, happening(tomorrow))
    assert [(one.id, one.name) for one in events(guild)] == [(event.id, "Sessie 3")]


async def test_an_event_that_was_made_unnoticed_is_taken_out(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel, tomorrow: datetime
) -> None:
    double.faults.cut("POST", "/scheduled-events$", execute=True)
    with pytest.raises(PlatformError):
        await hands.calendar.keep(channel.id, KEY, happening(tomorrow))
    await hands.calendar.keep(channel.id, KEY, None)
    assert events(guild) == []


async def test_events_of_people_are_left_alone(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel, tomorrow: datetime
) -> None:
    copied = ScheduledEvent(
        double.clock.new_id(),
        guild.guild.id,
        guild.guild.owner_id,
        "Van iemand",
        marker_line(KEY),
        "Hier",
        tomorrow,
        tomorrow + HOUR,
    )
    guild.guild.events[copied.id] = copied
    await hands.calendar.keep(channel.id, KEY, happening(tomorrow))
    await hands.calendar.keep(channel.id, KEY, None)
    assert [(one.name, one.status) for one in events(guild)] == [("Van iemand", SCHEDULED)]


async def test_an_event_that_a_moderator_took_away_comes_back_when_it_changes(
    guild: GuildKeeper, hands: Hands, channel: Channel, tomorrow: datetime
) -> None:
    await hands.calendar.keep(channel.id, KEY, happening(tomorrow))
    guild.guild.events.clear()
    await hands.calendar.keep(channel.id, KEY, happening(tomorrow))
    assert events(guild) == []
    await hands.calendar.keep(channel.id, KEY, happening(tomorrow + DAY))
    assert [one.starts_at for one in events(guild)] == [tomorrow + DAY]
    guild.guild.events.clear()
    await hands.calendar.keep(channel.id, KEY, None)


async def test_what_is_going_on_can_still_change_and_end(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel, tomorrow: datetime
) -> None:
    await hands.calendar.keep(channel.id, KEY, happening(tomorrow))
    (event,) = events(guild)
    double.clock.now, event.status = tomorrow + HOUR, ACTIVE
    moved = Happening("Sessie 3", tomorrow + timedelta(minutes=5), tomorrow + 3 * HOUR, "Zaal 2", "")
    await hands.calendar.keep(channel.id, KEY, moved)
    assert (event.location, event.starts_at, event.ends_at) == ("Zaal 2", tomorrow, tomorrow + 3 * HOUR)
    await hands.calendar.keep(channel.id, KEY, None)
    assert event.status == COMPLETED


async def test_what_had_begun_and_moves_to_later_begins_anew(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel, tomorrow: datetime
) -> None:
    await hands.calendar.keep(channel.id, KEY, happening(tomorrow))
    (event,) = events(guild)
    double.clock.now, event.status = tomorrow + HOUR, ACTIVE
    await hands.calendar.keep(channel.id, KEY, happening(tomorrow + DAY))
    assert event.status == COMPLETED
    assert [(one.status, one.starts_at) for one in events(guild)] == [(SCHEDULED, tomorrow + DAY)]


@pytest.mark.parametrize("hours", [1, 3], ids=["begun", "over"])
async def test_what_has_begun_comes_in_no_calendar_any_more(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel, hours: int
) -> None:
    await hands.calendar.keep(channel.id, KEY, happening(double.clock.now - hours * HOUR))
    assert events(guild) == []


async def test_without_the_permission_nothing_is_done_until_it_comes(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel, tomorrow: datetime
) -> None:
    role = guild.guild.roles[guild.guild.members[double.state.bot.id].roles[0]]
    allowed = Permission(role.permissions)
    guild.allow(role, allowed & ~Permission.CREATE_EVENTS)
    await double.heard()
    await hands.calendar.keep(channel.id, KEY, happening(tomorrow))
    assert (asked(double), events(guild)) == ([], [])
    guild.allow(role, allowed)
    await double.heard()
    await hands.calendar.keep(channel.id, KEY, happening(tomorrow))
    assert len(events(guild)) == 1


async def test_two_cards_of_one_session_make_one_event(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel, tomorrow: datetime
) -> None:
    other = guild.text("ook-aankondigingen")
    await double.heard()
    async with asyncio.TaskGroup() as group:
        for one in (channel, other):
            group.create_task(hands.calendar.keep(one.id, KEY, happening(tomorrow)))
    assert len(events(guild)) == 1
