"""Cards: one a channel, shown anew when wanted, and never shown as something they do not show."""

from datetime import timedelta

import pytest

from bot.domain.subject import Subject
from bot.domain.tx import Tx
from bot.testing.world import open_cards
from storage import cards
from storage.cards import Card
from storage.database import Database
from tests.unit.storage.making import NOW, Home, new_card

SESSION, OTHER = Subject("session", 1), Subject("session", 2)
SOON = NOW + timedelta(seconds=1)


async def stale(tx: Tx, most: int = 50) -> list[Card]:
    return await cards.stale(tx, "room", NOW, most)


async def test_a_card_is_wanted_once_in_each_channel(database: Database, home: Home) -> None:
    heard = database.listen(cards.SIGNAL)

    async def work(tx: Tx) -> None:
        for _ in range(2):
            await cards.post(tx, SESSION, home.channels.values())
        await cards.post(tx, OTHER, [home.channels["announcements"]])
        found = await stale(tx)
        assert [(card.subject, card.channel_ref) for card in found] == [
            (SESSION, "home-announcements"),
            (SESSION, "home-ideas"),
            (OTHER, "home-announcements"),
        ]
        assert {(card.community_id, card.message_ref, card.state) for card in found} == {(home.id, None, "open")}
        assert await stale(tx, 1) == found[:1]

    await database.write(work)
    assert heard.is_set()


async def test_a_card_that_is_gone_can_be_posted_anew(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        first = await new_card(tx, home, SESSION, "m1")
        await cards.give_up(tx, first, "gone", "deleted")
        await cards.touch(tx, [SESSION])
        assert await stale(tx) == []
        second = await new_card(tx, home, SESSION, "m2")
        assert second != first
        assert [card.id for card in await stale(tx)] == [second]
        assert [card.id for card in await open_cards(tx)] == [second]

    await database.write(work)


@pytest.mark.parametrize("state", ["failed", "uncertain"])
async def test_a_card_that_was_given_up_is_not_posted_again(database: Database, home: Home, state: str) -> None:
    async def work(tx: Tx) -> None:
        card_id = await new_card(tx, home, SESSION, "m")
        await cards.give_up(tx, card_id, state, "no")
        await cards.post(tx, SESSION, [home.channels["announcements"]])
        await cards.touch(tx, [SESSION])
        assert await stale(tx) == []

    await database.write(work)


async def test_showing_a_version_leaves_later_ones_to_be_shown(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        card_id = await new_card(tx, home, SESSION, "m")
        await cards.touch(tx, [SESSION, SESSION])
        assert (await cards.get(tx, card_id)).wanted == 3
        await cards.record_shown(tx, card_id, 2, "", NOW)
        assert [card.id for card in await stale(tx)] == [card_id]
        await cards.record_shown(tx, card_id, 3, "", NOW)
        await cards.record_shown(tx, card_id, 1, "", NOW)
        assert (await cards.get(tx, card_id)).shown == 3
        assert await stale(tx) == []
        await cards.touch(tx, [OTHER])
        assert await stale(tx) == []

    await database.write(work)


async def test_the_next_edit_waits_its_turn(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        card_id = await new_card(tx, home, SESSION, "m")
        await cards.record_shown(tx, card_id, 1, "📍", SOON)
        assert await cards.next_try(tx, "room") is None
        await cards.touch(tx, [SESSION])
        assert await stale(tx) == []
        assert await cards.next_try(tx, "room") == SOON
        assert [card.id for card in await cards.stale(tx, "room", SOON, 9)] == [card_id]
        await cards.postpone(tx, card_id, SOON + timedelta(minutes=1), "busy")
        assert await cards.stale(tx, "room", SOON, 9) == []
        assert await cards.stale(tx, "elsewhere", SOON + timedelta(hours=1), 9) == []

    await database.write(work)


async def test_who_waits_longest_is_shown_first(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        ids = [await new_card(tx, home, Subject("session", number), f"m{number}") for number in range(4)]
        for card_id, seconds in zip(ids[:3], (3, 1, 2), strict=True):
            await cards.postpone(tx, card_id, NOW - timedelta(minutes=1) + timedelta(seconds=seconds), "busy")
        assert [card.id for card in await stale(tx)] == [ids[3], ids[1], ids[2], ids[0]]

    await database.write(work)


async def test_the_first_claim_is_the_one_that_is_remembered(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await cards.post(tx, SESSION, [home.channels["announcements"]])
        (card,) = await stale(tx)
        assert (card.claimed_at, card.attempts) == (None, 0)
        for moment in (NOW, SOON):
            await cards.claim(tx, [card.id], moment)
        again = await cards.get(tx, card.id)
        assert (again.claimed_at, again.attempts) == (NOW, 2)
        await cards.unclaim(tx, card.id)
        assert (await cards.get(tx, card.id)).claimed_at is None

    await database.write(work)


async def test_a_closed_card_is_shown_once_more_and_takes_no_reactions(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        card_id = await new_card(tx, home, SESSION, "m")
        await cards.record_shown(tx, card_id, 1, "📍", NOW)
        await cards.close(tx, SESSION)
        (card,) = await stale(tx)
        assert card.state == "closed"
        assert await open_cards(tx) == []
        await cards.record_shown(tx, card_id, card.wanted, "📍", NOW)
        await cards.close(tx, SESSION)
        assert await stale(tx) == []
        await cards.touch(tx, [SESSION])
        assert [card.id for card in await stale(tx)] == [card_id]

    await database.write(work)


async def test_cards_are_found_by_their_messages_on_their_own_platform(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        one, other = await new_card(tx, home, SESSION, "m1"), await new_card(tx, home, OTHER, "m2")
        found = await cards.by_messages(tx, "room", ["m1", "m2", "m1", "m3"])
        assert {ref: card.id for ref, card in found.items()} == {"m1": one, "m2": other}
        assert await cards.by_messages(tx, "elsewhere", ["m1"]) == {}
        with pytest.raises(LookupError):
            await cards.get(tx, other + 1)

    await database.write(work)


async def test_reactions_cleared_while_the_card_was_being_shown_are_put_back(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        card_id = await new_card(tx, home, SESSION, "m")
        await cards.record_shown(tx, card_id, 1, "📍 💻", NOW)
        await cards.touch(tx, [SESSION])
        being_shown = await cards.get(tx, card_id)
        await cards.reseed(tx, card_id)
        await cards.record_shown(tx, card_id, being_shown.wanted, being_shown.seeded, NOW)
        (again,) = await stale(tx)
        assert again.seeded == ""
        await cards.touch(tx, [SESSION])
        await cards.record_shown(tx, card_id, again.wanted, "📍 💻", NOW)
        assert (await cards.get(tx, card_id)).seeded == "📍 💻"

    await database.write(work)


async def test_reactions_put_there_while_more_is_wanted_are_not_put_there_again(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        card_id = await new_card(tx, home, SESSION, "m")
        being_shown = await cards.get(tx, card_id)
        await cards.touch(tx, [SESSION])
        await cards.record_shown(tx, card_id, being_shown.wanted, "📍 💻", NOW)
        (again,) = await stale(tx)
        assert again.seeded == "📍 💻"

    await database.write(work)


async def test_reactions_once_put_there_stay_known_while_versions_follow(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        card_id = await new_card(tx, home, SESSION, "m")
        await cards.record_shown(tx, card_id, 1, "📍 💻", NOW)
        for version in (2, 3):
            await cards.touch(tx, [SESSION])
            await cards.record_shown(tx, card_id, version, "📍 💻", NOW)
        assert (await cards.get(tx, card_id)).seeded == "📍 💻"

    await database.write(work)


async def test_what_a_clock_that_was_ahead_put_off_does_not_wait_for_that(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        card_id = await new_card(tx, home, SESSION, "m")
        await cards.postpone(tx, card_id, NOW + timedelta(hours=1), "busy")
        assert await stale(tx) == []
        await cards.postpone(tx, card_id, NOW + timedelta(hours=3), "busy")
        assert [card.id for card in await stale(tx)] == [card_id]

    await database.write(work)
