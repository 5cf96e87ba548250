"""Talking with one person alone on Discord."""

from datetime import timedelta

import pytest

from bot.api.answers import FollowUp
from bot.api.content import content, paragraph
from bot.api.errors import OverBudget, Unreachable
from bot.api.platform import Outgoing
from bot.platforms.discord import refs
from bot.platforms.discord.interactions import custom_ids
from bot.platforms.discord.interactions.buttons import FollowUps
from bot.platforms.discord.posting.direct import BUDGET, PERIOD
from tests.discord.double import Double, GuildKeeper, Person
from tests.discord.double.people import buttons
from tests.discord.hands import Hands, at_work
from tests.unit.discord.desk import HandDesk

CODE = Outgoing(content(paragraph("Je inlogcode is 1234.")))


async def test_somebody_reads_it_and_nobody_else_does(double: Double, hands: Hands, ouder: Person) -> None:
    channel_id = await hands.directs.channel_with(int(ouder.id))
    ref = await hands.poster.say(channel_id, CODE, "dm:1")
    assert await hands.poster.say(channel_id, CODE, "dm:1") == ref
    direct = ouder.direct()
    assert len(ouder.sees(direct)) == 1
    assert [person.sees(direct) for person in double.people.values() if person is not ouder] == [[], []]
    assert await hands.poster.find(refs.channel_ref(channel_id), "dm:1", double.clock.now - PERIOD) == ref


async def test_what_may_be_asked_next_stands_below_it(double: Double, hands: Hands, ouder: Person) -> None:
    hands.poster.hear(HandDesk())
    channel_id = await hands.directs.channel_with(int(ouder.id))
    ways = (FollowUp("Ik kan toch niet", "afmelden", {"session": "3"}), FollowUp("Hulp", "hulp", {"word": "é" * 90}))
    await hands.poster.say(channel_id, Outgoing(CODE.content, follow_ups=ways), "dm:1")
    [told] = ouder.sees(ouder.direct())
    assert [one["label"] for one in buttons(told)] == ["Ik kan toch niet", "Hulp"]
    fits, kept = (custom_ids.parse(one["custom_id"]) for one in buttons(told))
    assert fits == custom_ids.Invoke("afmelden", {"session": "3"})
    assert isinstance(kept, custom_ids.Kept)
    after_a_restart = FollowUps(hands.store, lambda: double.clock.now)
    assert await after_a_restart.meant(kept) == custom_ids.Invoke("hulp", {"word": "é" * 90})
    assert "-# " not in str(told.components), "only under a card the bot says that buttons say it quietly"


async def test_a_talk_is_known_again_after_a_restart(double: Double, hands: Hands, ouder: Person) -> None:
    channel_id = await hands.directs.channel_with(int(ouder.id))
    async with at_work(double, hands.store) as again:
        assert await again.directs.channel_with(int(ouder.id)) == channel_id
    assert double.state.openings == [ouder.id]


async def test_who_takes_no_messages_cannot_be_reached(hands: Hands, ouder: Person) -> None:
    ouder.user.closed = True
    channel_id = await hands.directs.channel_with(int(ouder.id))
    with pytest.raises(Unreachable):
        await hands.poster.say(channel_id, CODE, "dm:1")


async def test_the_budget_is_for_talks_that_the_bot_begins(double: Double, guild: GuildKeeper, hands: Hands) -> None:
    people = [double.add_person(f"Lid {number}") for number in range(BUDGET + 2)]
    guild.join(*people)
    for one in people[:BUDGET]:
        await hands.directs.channel_with(int(one.id))
    wrote, silent = people[BUDGET:]
    await hands.directs.began(int(wrote.id), int(wrote.direct().id))
    assert await hands.directs.channel_with(int(wrote.id)) == int(wrote.direct().id)
    with pytest.raises(OverBudget):
        await hands.directs.channel_with(int(silent.id))
    assert len(double.state.openings) == BUDGET
    double.clock.advance(PERIOD)
    await hands.directs.channel_with(int(silent.id))


async def test_where_discord_finds_it_too_many_the_bot_keeps_calm(double: Double, hands: Hands, ouder: Person) -> None:
    double.faults.no_new_dms = True
    with pytest.raises(OverBudget) as refused:
        await hands.directs.channel_with(int(ouder.id))
    double.faults.no_new_dms = False
    with pytest.raises(OverBudget):
        await hands.directs.channel_with(int(ouder.id))
    double.clock.advance(timedelta(seconds=refused.value.after))
    await hands.directs.channel_with(int(ouder.id))
