"""A database that was put back looks for what the bot that was lost may have sent."""

from datetime import datetime, timedelta

import pytest

from bot.domain.community import Contact
from bot.domain.tx import Tx
from storage import cards, communities, outbox, restored
from storage.database import Database
from storage.outbox import Lane, Parcel
from tests.unit.storage.making import AMSTERDAM, NOW, PLATFORM, Home, new_card, new_session
from tests.unit.storage.test_migrations import DATA

THEN, LATER = NOW - timedelta(hours=2), NOW + timedelta(hours=2)


def parcel(key: str, not_before: datetime | None = None) -> Parcel:
    return Parcel(key, "post", PLATFORM, "home-ideas", Lane.URGENT, "{}", not_before=not_before)


async def claims(database: Database) -> dict[str, datetime | None]:
    """Return since when each parcel that waits may be on its platform."""
    queued = await database.read(lambda tx: outbox.ready(tx, PLATFORM, LATER, 99))
    return {one.parcel.key: one.claimed_at for one in queued}


async def unposted(database: Database) -> list[datetime | None]:
    """Return since when each card without a message may be on its platform."""
    stale = await database.read(lambda tx: cards.stale(tx, PLATFORM, NOW, 99))
    return [card.claimed_at for card in stale if card.message_ref is None]


async def test_what_waited_counts_as_begun_when_the_backup_was_made(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await outbox.put(tx, parcel("now"), parcel("meanwhile", NOW - timedelta(hours=1)), parcel("later", LATER))
        await cards.post(tx, await new_session(tx, home), [home.channels["announcements"]])
        await restored.begin(tx, THEN, NOW)

    await database.write(work)
    assert await claims(database) == {"now": THEN, "meanwhile": THEN, "later": None}
    assert await unposted(database) == [THEN]


async def test_what_was_begun_before_the_backup_is_looked_for_since_then(database: Database, home: Home) -> None:
    earlier = THEN - timedelta(hours=1)

    async def work(tx: Tx) -> None:
        await outbox.put(tx, parcel("begun"))
        await outbox.claim(tx, [1], earlier)
        await cards.post(tx, await new_session(tx, home), [home.channels["announcements"]])
        await cards.claim(tx, [1], earlier)
        await restored.begin(tx, THEN, NOW)

    await database.write(work)
    assert await claims(database) == {"begun": earlier}
    assert await unposted(database) == [earlier]


async def test_open_cards_are_compared_and_shown_anew_and_closed_ones_left(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        for ref in ("open", "closed"):
            subject = await new_session(tx, home)
            card = await new_card(tx, home, subject, ref)
            await cards.record_shown(tx, card, 1, "", NOW)
            await cards.begin_comparing(tx, card)
            if ref == "closed":
                await cards.close(tx, subject)
                await cards.record_shown(tx, card, 2, "", NOW)
        await restored.begin(tx, THEN, NOW)

    await database.write(work)
    stale = await database.read(lambda tx: cards.stale(tx, PLATFORM, NOW, 99))
    compared = await database.read(lambda tx: cards.to_compare(tx, PLATFORM))
    assert [card.message_ref for card in stale] == [card.message_ref for card in compared] == ["open"]


@pytest.mark.parametrize(
    ("decided_at", "since"), [(THEN + timedelta(hours=1), THEN), (NOW, THEN), (NOW + timedelta(seconds=1), None)]
)
async def test_what_was_to_be_decided_before_it_was_put_back_is_looked_for(
    database: Database, home: Home, decided_at: datetime, since: datetime | None
) -> None:
    async def work(tx: Tx) -> None:
        await outbox.put(tx, parcel("before", NOW))
        await restored.begin(tx, THEN, NOW - timedelta(seconds=1))
        await tx.execute("UPDATE restored SET at = ?", (NOW.isoformat(timespec="milliseconds"),))
        async with restored.looking_first(tx, decided_at):
            await outbox.put(tx, parcel("decided"))
            await cards.post(tx, await new_session(tx, home), [home.channels["announcements"]])
        await outbox.put(tx, parcel("after"))
        await cards.post(tx, await new_session(tx, home), [home.channels["announcements"]])

    await database.write(work)
    assert await claims(database) == {"before": None, "decided": since, "after": None}
    assert await unposted(database) == [since, None]


async def test_where_nothing_was_put_back_nothing_is_looked_for(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        async with restored.looking_first(tx, THEN):
            await outbox.put(tx, parcel("decided"))

    await database.write(work)
    assert await claims(database) == {"decided": None}


async def test_a_card_has_the_same_key_in_every_copy_and_never_that_of_another(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> list[str]:
        first, second = await new_session(tx, home), await new_session(tx, home)
        card = await new_card(tx, home, first, "gone soon")
        await cards.post(tx, second, home.channels.values())
        await cards.give_up(tx, card, "gone", "deleted")
        for _ in range(2):
            await cards.post(tx, first, [home.channels["announcements"]])
        return [(await cards.get(tx, row["id"])).key for row in await tx.all("SELECT id FROM card ORDER BY id")]

    assert await database.write(work) == [
        "card:session:1:1:0",
        "card:session:2:1:0",
        "card:session:2:2:0",
        "card:session:1:1:1",
    ]


async def test_platforms_are_read_from_now_on_and_what_was_filled_in_is_forgotten(database: Database) -> None:
    async def work(tx: Tx) -> dict[str, int]:
        await communities.found(tx, slug="home", name="Home", language="nl", zone=AMSTERDAM, contact=Contact())
        for statement in (*DATA[1], *DATA[9]):
            if any(f"INTO {table} " in statement for table in ("cursor", "draft", "dialogue")):
                await tx.execute(statement)
        count = "SELECT (SELECT COUNT(*) FROM cursor) + (SELECT COUNT(*) FROM draft) + (SELECT COUNT(*) FROM dialogue)"
        before = await tx.value(count)
        await restored.begin(tx, THEN, NOW)
        return {"before": before, "after": await tx.value(count)}

    assert await database.write(work) == {"before": 3, "after": 0}
