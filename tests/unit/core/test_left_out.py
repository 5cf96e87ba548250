"""A cog that is taken out of the config: the bot goes on without it, and nothing is lost when it returns."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.core.registry import Registry, load_cogs
from bot.testing.room_chat import RoomChat
from bot.testing.world import COGS, World
from tests.support.story import announce, card, last, open_form, submit_idea


async def restart(world: World, *cogs: str, after_gap: bool = False) -> None:
    await world.stop()
    world.registry = Registry(load_cogs(cogs))
    await world.start(after_gap=after_gap)
    await world.settled()


async def without_ideas(world: World, *, after_gap: bool = False) -> None:
    await restart(world, *(cog for cog in COGS if cog != "cogs.ideas"), after_gap=after_gap)


async def with_all(world: World) -> None:
    await restart(world, *COGS)


async def test_its_cards_stay_as_they_are_and_the_others_go_on(room: RoomChat, world: World) -> None:
    await announce(room)
    idea = await submit_idea(room)
    await room.react("jongere", idea, "👍")
    await room.settled()

    await without_ideas(world)
    before = card(room, "ideas")
    await room.react("ouder", idea, "👍")
    await room.unreact("jongere", idea, "👍")
    await room.react("ouder", card(room), "📍")
    await world.later(timedelta(hours=1))
    assert "📍 Ik kom naar Utrecht: 1" in card(room).text
    assert "👍 Ik steun dit: 1" in before.text
    assert card(room, "ideas").text == before.text


@pytest.mark.parametrize(
    ("before", "after", "counted"),
    [
        ((), ("👍",), "👍 Ik steun dit: 1"),
        (("👍",), (), "👍 Ik steun dit: 0"),
        (("👍",), ("🙋",), "👍 Ik steun dit: 0\n🙋 Ik wil meedoen: 1"),
    ],
    ids=["said something", "took it back", "changed their mind"],
)
async def test_what_people_said_meanwhile_counts_when_it_returns(
    room: RoomChat, world: World, before: tuple[str, ...], after: tuple[str, ...], counted: str
) -> None:
    idea = await submit_idea(room)
    for emoji in before:
        await room.react("jongere", idea, emoji)
    await room.settled()

    await without_ideas(world)
    for emoji in before:
        await room.unreact("jongere", idea, emoji)
    for emoji in after:
        await room.react("jongere", idea, emoji)
    await world.later(timedelta(hours=1))
    await with_all(world)
    await room.say("ouder", "/idee toon 1")
    await room.settled()
    assert counted in last(room, "ouder", "announcements").text


async def test_a_card_that_was_still_to_be_shown_is_shown_when_it_returns(room: RoomChat, world: World) -> None:
    idea = await submit_idea(room)
    await world.stop()
    await room.react("jongere", idea, "👍")
    await without_ideas(world, after_gap=True)
    await room.clear_reactions(idea)
    await room.settled()
    assert card(room, "ideas").offered == ()
    await with_all(world)
    await room.settled()
    assert card(room, "ideas").offered == ("👍", "🙋")


async def test_a_form_that_is_open_closes_with_a_word(room: RoomChat, world: World) -> None:
    await room.say("ouder", "/watals", to="bot")
    await room.settled()
    await without_ideas(world)
    await room.fill_in("ouder", open_form(room, "ouder"), {"what_if": "we luisteren?", "now": "Niemand luistert."})
    await room.settled()
    assert room.form("ouder") is None
    assert "Niemand luistert." in last(room, "ouder", "bot").text


async def test_a_settling_that_was_put_aside_does_not_keep_the_bot_from_starting(room: RoomChat, world: World) -> None:
    idea = await submit_idea(room)
    sql = (
        "INSERT INTO parked_event (platform, event_id, payload, error, reference, program, at)"
        " VALUES ('settle', 'idea:1', 'settle idea 1 1', 'it broke', 'abc', '0.0.1', '2026-09-01T08:00:00+00:00')"
    )
    await world.database.write(lambda tx: tx.execute(sql))
    await without_ideas(world)
    await room.react("ouder", idea, "👍")
    await room.settled()
    kept = await world.database.read(lambda tx: tx.value("SELECT error FROM parked_event"))
    assert "'idea'" in kept


async def test_the_log_names_what_is_left_alone(room: RoomChat, world: World) -> None:
    await announce(room)
    await submit_idea(room)
    with capture_logs() as logs:
        await without_ideas(world)
    told = [entry["kind"] for entry in logs if entry["event"] == "kind_without_cog"]
    assert told == ["idea"]
