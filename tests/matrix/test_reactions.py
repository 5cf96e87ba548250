"""Reactions on a card: what they mean, who may take them back, and what the bot tidies."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.api.events import Reacted
from bot.core.reconcile import EVERY
from bot.core.tidying import QUIET
from bot.demo.homeserver import Homeserver
from tests.matrix.http import MatrixError
from tests.matrix.person import Person
from tests.matrix.timeline import Message
from tests.matrix.watched import WatchedWorld, community

pytestmark = [pytest.mark.matrix, pytest.mark.asyncio(loop_scope="module")]
HERE, ONLINE, PERHAPS, NOT = "📍", "💻", "🤔", "❌"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, homeserver: Homeserver) -> AsyncIterator[WatchedWorld]:
    async with community(tmp_path_factory.mktemp("reactions"), homeserver, "ouder", "jongere") as world:
        yield world


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def posted(world: WatchedWorld) -> Message:
    return await world.announce()


@pytest_asyncio.fixture(loop_scope="module")
async def card(world: WatchedWorld, posted: Message) -> AsyncIterator[Message]:
    """A session's card on which nobody has clicked, nor will have."""
    yield posted
    for person in world.people.values():
        await person.look()
        for event in person.rooms[world.room].standing():
            if event["type"] == "m.reaction" and event["sender"] == person.user_id:
                await person.redact(world.room, event["event_id"])
    await world.later(QUIET * 2)
    assert await world.counts(posted) == [0, 0, 0, 0]


@pytest.fixture
def ouder(world: WatchedWorld) -> Person:
    return world.people["ouder"]


@pytest.fixture
def jongere(world: WatchedWorld) -> Person:
    return world.people["jongere"]


async def test_the_bot_offers_each_choice_once(world: WatchedWorld, card: Message) -> None:
    seen = await world.card(card)
    assert {emoji for who, emoji in seen.reactions if who == world.bot.user_id} == {HERE, ONLINE, PERHAPS, NOT}
    await world.matrix.react(f"{world.room}/{card.event_id}", HERE)
    assert (await world.card(card)).reactions == seen.reactions


@pytest.mark.parametrize("click", [ONLINE, ONLINE + "\ufe0f", ONLINE + "\U0001f3fd"])
async def test_a_click_means_the_same_however_a_client_writes_it(
    world: WatchedWorld, card: Message, ouder: Person, click: str
) -> None:
    await ouder.react(world.room, card.event_id, click)
    assert await world.counts(card) == [0, 1, 0, 0]


async def test_two_ways_of_writing_one_click_count_once(world: WatchedWorld, card: Message, ouder: Person) -> None:
    plain = await ouder.react(world.room, card.event_id, ONLINE)
    with pytest.raises(MatrixError, match="M_DUPLICATE_ANNOTATION"):
        await ouder.react(world.room, card.event_id, ONLINE)
    await ouder.react(world.room, card.event_id, ONLINE + "\ufe0f")
    assert await world.counts(card) == [0, 1, 0, 0]
    await ouder.redact(world.room, plain)
    assert await world.counts(card) == [0, 1, 0, 0]


async def test_a_click_taken_back_counts_no_more(world: WatchedWorld, card: Message, ouder: Person) -> None:
    edits = (await world.card(card)).edits
    click = await ouder.react(world.room, card.event_id, HERE)
    assert await world.counts(card) == [1, 0, 0, 0]
    assert (await world.card(card)).edits > edits
    await ouder.redact(world.room, click)
    assert await world.counts(card) == [0, 0, 0, 0]


async def test_a_click_taken_back_while_the_bot_was_away_counts_no_more(
    world: WatchedWorld, card: Message, ouder: Person, jongere: Person
) -> None:
    click = await ouder.react(world.room, card.event_id, HERE)
    assert await world.counts(card) == [1, 0, 0, 0]
    await world.stop()
    await ouder.redact(world.room, click)
    await jongere.react(world.room, card.event_id, ONLINE)
    again = await jongere.react(world.room, card.event_id, NOT)
    await jongere.redact(world.room, again)
    await world.start()
    assert await world.counts(card) == [0, 1, 0, 0]


async def test_after_a_gap_what_stands_is_compared(
    world: WatchedWorld, card: Message, ouder: Person, jongere: Person
) -> None:
    click = await ouder.react(world.room, card.event_id, HERE)
    assert await world.counts(card) == [1, 0, 0, 0]
    await world.stop()
    await ouder.redact(world.room, click)
    await jongere.react(world.room, card.event_id, ONLINE)
    await world.start(after_gap=True)
    assert await world.counts(card) == [0, 1, 0, 0]


@pytest.mark.parametrize("away", [False, True])
async def test_a_moderator_who_takes_a_click_away_withdraws_nobody(
    world: WatchedWorld, card: Message, ouder: Person, *, away: bool
) -> None:
    click = await ouder.react(world.room, card.event_id, HERE)
    assert await world.counts(card) == [1, 0, 0, 0]
    if away:
        await world.stop()
    await world.moderator.redact(world.room, click)
    if away:
        await world.start()
    assert await world.counts(card) == [1, 0, 0, 0]
    await world.later(EVERY * 2)
    assert await world.counts(card) == [1, 0, 0, 0]
    again = await ouder.react(world.room, card.event_id, HERE)
    assert await world.counts(card) == [1, 0, 0, 0]
    await ouder.redact(world.room, again)
    assert await world.counts(card) == [0, 0, 0, 0]


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_moderator_who_takes_the_bots_clicks_away_finds_them_there_again(
    world: WatchedWorld, card: Message, *, restarted: bool
) -> None:
    if restarted:
        await world.stop()
        await world.start()
        await world.settled()
    moderator = world.moderator
    await moderator.look()
    for one in moderator.rooms[world.room].reactions_to(card.event_id):
        await moderator.redact(world.room, one["event_id"])
    offered = {(world.bot.user_id, emoji) for emoji in (HERE, ONLINE, PERHAPS, NOT)}
    assert (await world.card(card)).reactions == offered


async def test_clicks_elsewhere_say_nothing(world: WatchedWorld, card: Message, ouder: Person) -> None:
    of_a_person = await world.moderator.say(world.room, "Zullen we?")
    of_a_bot = await world.moderator.send_event(world.room, "m.room.message", {"msgtype": "m.notice", "body": "Ping"})
    for target in (of_a_person, of_a_bot):
        await ouder.react(world.room, target, HERE)
    await ouder.react(world.room, card.event_id, "🦄")
    await ouder.react(world.room, card.event_id, "geen emoji")
    assert await world.counts(card) == [0, 0, 0, 0]


async def test_the_bots_own_clicks_count_for_nobody(world: WatchedWorld, card: Message) -> None:
    assert world.bot.user_id not in {event.author.key.removeprefix("matrix:") for event in world.heard(Reacted)}
    assert await world.counts(card) == [0, 0, 0, 0]


async def test_an_earlier_choice_is_tidied_away(world: WatchedWorld, card: Message, ouder: Person) -> None:
    await ouder.react(world.room, card.event_id, HERE)
    await world.settled()
    await ouder.react(world.room, card.event_id, NOT)
    assert await world.counts(card) == [0, 0, 0, 1]
    await world.later(QUIET * 2)
    seen = await world.card(card)
    assert {emoji for who, emoji in seen.reactions if who == ouder.user_id} == {NOT}
    await world.later(EVERY * 2)
    assert await world.counts(card) == [0, 0, 0, 1]


async def test_where_the_bot_may_not_tidy_an_earlier_choice_stays_in_sight(
    world: WatchedWorld, card: Message, ouder: Person
) -> None:
    await world.moderator.set_power(world.room, world.bot.user_id, 0)
    await ouder.react(world.room, card.event_id, HERE)
    await world.settled()
    await ouder.react(world.room, card.event_id, NOT)
    await world.later(QUIET * 2)
    assert await world.counts(card) == [0, 0, 0, 1]
    seen = await world.card(card)
    assert {emoji for who, emoji in seen.reactions if who == ouder.user_id} == {HERE, NOT}
    await world.moderator.set_power(world.room, world.bot.user_id, 50)
