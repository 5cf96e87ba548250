"""The outbox: everything once, urgent things first, and what was tried before comes again."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.domain.tx import Tx
from storage import outbox
from storage.database import Database
from storage.outbox import Lane, Parcel, Queued
from tests.unit.storage.making import NOW

LATER = NOW + timedelta(hours=1)


def parcel(key: str, *, lane: Lane = Lane.URGENT, target: str | None = None) -> Parcel:
    return Parcel(key, "direct", "room", target or f"to {key}", lane, f"payload of {key}")


async def ready(tx: Tx, most: int = 50) -> list[Queued]:
    return await outbox.ready(tx, "room", NOW, most)


def keys(found: list[Queued]) -> list[str]:
    return [queued.parcel.key for queued in found]


async def test_the_same_key_is_sent_once(database: Database) -> None:
    heard = database.listen(outbox.SIGNAL)

    async def work(tx: Tx) -> None:
        await outbox.put(tx, parcel("a"))
        await outbox.put(tx, replace(parcel("a"), payload="other", lane=Lane.TIDY))
        (queued,) = await ready(tx)
        assert queued.parcel == parcel("a")
        await outbox.record(tx, queued.id, "sent", ref="m")
        await outbox.put(tx, parcel("a"))
        assert await ready(tx) == []

    await database.write(work)
    assert heard.is_set()


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lanes=st.lists(st.sampled_from(Lane), max_size=12), most=st.integers(1, 14))
async def test_lanes_come_in_order_and_within_a_lane_what_was_put_first(
    database: Database, lanes: list[Lane], most: int
) -> None:
    async def work(tx: Tx) -> None:
        await tx.execute("DELETE FROM outbox")
        for number, lane in enumerate(lanes):
            await outbox.put(tx, parcel(f"{number}", lane=lane))
        expected = [f"{number}" for number, _ in sorted(enumerate(lanes), key=lambda one: (one[1], one[0]))]
        assert keys(await ready(tx, most)) == expected[:most]

    await database.write(work)


async def test_nothing_goes_before_its_time(database: Database) -> None:
    async def work(tx: Tx) -> None:
        await outbox.put(tx, replace(parcel("later"), not_before=LATER))
        await outbox.put(tx, replace(parcel("sharp"), not_before=NOW))
        assert keys(await ready(tx)) == ["sharp"]
        assert await outbox.next_try(tx, "room", NOW) == NOW
        assert keys(await outbox.ready(tx, "room", LATER, 9)) == ["later", "sharp"]
        assert await outbox.ready(tx, "elsewhere", LATER, 9) == []
        assert await outbox.next_try(tx, "elsewhere", NOW) is None

    await database.write(work)


async def test_what_is_meant_for_later_holds_up_nothing_to_the_same_person(database: Database) -> None:
    async def work(tx: Tx) -> None:
        await outbox.put(tx, replace(parcel("reminder", target="anna"), not_before=LATER))
        await outbox.put(tx, parcel("cancelled", target="anna"))
        assert keys(await ready(tx)) == ["cancelled"]

    await database.write(work)


async def test_what_was_put_off_is_not_overtaken_on_the_way_to_the_same_person(database: Database) -> None:
    async def work(tx: Tx) -> None:
        await outbox.put(tx, *(parcel(key, target="anna") for key in ("first", "second")), parcel("other"))
        first = (await ready(tx))[0]
        await outbox.claim(tx, [first.id], NOW)
        await outbox.postpone(tx, first.id, LATER, "busy")
        assert keys(await ready(tx)) == ["other"]
        await outbox.unclaim(tx, first.id)
        assert keys(await ready(tx)) == ["other"]
        assert keys(await outbox.ready(tx, "room", LATER, 9)) == ["first", "second", "other"]

    await database.write(work)


async def test_what_is_put_off_comes_later_and_is_still_claimed(database: Database) -> None:
    async def work(tx: Tx) -> None:
        await outbox.put(tx, parcel("a"))
        (queued,) = await ready(tx)
        await outbox.claim(tx, [queued.id], NOW)
        await outbox.postpone(tx, queued.id, LATER, "no answer")
        assert await ready(tx) == []
        assert await outbox.next_try(tx, "room", NOW) == LATER
        (again,) = await outbox.ready(tx, "room", LATER, 9)
        assert (again.state, again.claimed_at, again.attempts) == ("claimed", NOW, 1)

    await database.write(work)


async def test_what_waits_behind_something_put_off_is_looked_at_when_that_is_tried_again(database: Database) -> None:
    async def work(tx: Tx) -> None:
        await outbox.put(tx, parcel("first", target="anna"), replace(parcel("then", target="anna"), not_before=NOW))
        first, _ = await ready(tx)
        await outbox.claim(tx, [first.id], NOW)
        await outbox.postpone(tx, first.id, LATER, "no answer")
        assert await ready(tx) == []
        assert await outbox.next_try(tx, "room", NOW) == LATER

    await database.write(work)


async def test_what_is_for_somebody_to_whom_something_is_on_its_way_is_left_out(database: Database) -> None:
    async def work(tx: Tx) -> None:
        for_anna, for_ben = (replace(parcel(who, target=who), not_before=NOW) for who in ("anna", "ben"))
        await outbox.put(tx, for_anna, for_ben)
        assert keys(await outbox.ready(tx, "room", NOW, 9, besides=["anna"])) == ["ben"]
        assert await outbox.next_try(tx, "room", NOW, besides=["anna"]) == NOW
        assert await outbox.next_try(tx, "room", NOW, besides=["anna", "ben"]) is None

    await database.write(work)


async def test_the_first_claim_is_the_one_that_is_remembered(database: Database) -> None:
    async def work(tx: Tx) -> None:
        await outbox.put(tx, parcel("a"))
        (queued,) = await ready(tx)
        assert (queued.state, queued.claimed_at, queued.attempts) == ("waiting", None, 0)
        for later in (NOW, LATER):
            await outbox.claim(tx, [queued.id], later)
        (again,) = await ready(tx)
        assert (again.state, again.claimed_at, again.attempts) == ("claimed", NOW, 2)
        await outbox.unclaim(tx, queued.id)
        (fresh,) = await ready(tx)
        assert (fresh.state, fresh.claimed_at) == ("waiting", None)

    await database.write(work)


async def test_what_has_ended_does_not_come_again_and_its_words_are_not_kept(database: Database) -> None:
    async def work(tx: Tx) -> None:
        ends = ("sent", "failed", "uncertain", "expired")
        await outbox.put(tx, *(parcel(end) for end in ends))
        for queued in await ready(tx):
            await outbox.claim(tx, [queued.id], NOW)
            await outbox.record(tx, queued.id, queued.parcel.key, ref="m")
        assert await ready(tx) == []
        rows = await tx.all("SELECT key, payload FROM outbox ORDER BY id")
        assert [(row["key"], bool(row["payload"])) for row in rows] == [
            (end, end in {"failed", "uncertain"}) for end in ends
        ]

        await outbox.forget_ended(tx, NOW)
        assert len(await tx.all("SELECT key FROM outbox")) == len(ends)
        await outbox.put(tx, parcel("on its way"))
        await outbox.claim(tx, [queued.id for queued in await ready(tx)], NOW)
        await outbox.forget_ended(tx, LATER)
        assert [row["key"] for row in await tx.all("SELECT key FROM outbox")] == ["on its way"]

    await database.write(work)


async def test_moments_and_emoji_come_back_as_they_were_put(database: Database) -> None:
    told = Parcel("k", "tidy", "room", "m", Lane.TIDY, '{"emoji": "🧡"}', expires_at=LATER)
    await database.write(lambda tx: outbox.put(tx, told))
    (queued,) = await database.read(ready)
    assert queued.parcel == told


async def test_what_waits_can_be_taken_back_and_put_again(database: Database) -> None:
    async def work(tx: Tx) -> None:
        news = [parcel(key, target=target) for key in ("day:1:", "day:2:", "day_1:") for target in ("anna", "bo")]
        await outbox.put(tx, *(replace(one, key=one.key + one.target) for one in news))
        assert [one.key for one in await outbox.take_back(tx, "day:1:", NOW, targets=["anna"])] == ["day:1:anna"]
        taken = await outbox.take_back(tx, "day:1:", NOW)
        assert taken == [replace(parcel("day:1:", target="bo"), key="day:1:bo")]
        assert keys(await ready(tx)) == ["day:2:anna", "day:2:bo", "day_1:anna", "day_1:bo"]
        await outbox.put(tx, *taken)
        assert keys(await ready(tx))[-1] == "day:1:bo"
        assert await outbox.take_back(tx, "day:", NOW, targets=[]) == []
        assert [one.key for one in await outbox.take_back(tx, "day:", NOW, spared=["bo"])] == ["day:2:anna"]
        assert keys(await ready(tx)) == ["day:2:bo", "day_1:anna", "day_1:bo", "day:1:bo"]

    await database.write(work)


async def test_what_may_be_there_already_is_not_taken_back_but_not_tried_again_either(database: Database) -> None:
    async def work(tx: Tx) -> None:
        await outbox.put(tx, parcel("claimed"), parcel("sent"))
        claimed, sent = await ready(tx)
        await outbox.claim(tx, [claimed.id, sent.id], NOW)
        await outbox.record(tx, sent.id, "sent", ref="m")
        assert await outbox.take_back(tx, "", NOW) == []
        (left,) = await ready(tx)
        assert left.id == claimed.id
        assert left.parcel.has_expired(NOW)
        await outbox.put(tx, parcel("sent"))
        assert keys(await ready(tx)) == ["claimed"]

    await database.write(work)


def test_a_parcel_expires_at_its_moment_and_one_without_never() -> None:
    told = replace(parcel("a"), expires_at=NOW)
    assert [told.has_expired(NOW + timedelta(seconds=shift)) for shift in (-1, 0, 1)] == [False, True, True]
    assert not parcel("a").has_expired(LATER)


async def test_what_a_clock_that_was_ahead_put_off_does_not_wait_for_that(database: Database) -> None:
    async def work(tx: Tx) -> None:
        await outbox.put(
            tx, replace(parcel("soon"), not_before=LATER), replace(parcel("far"), not_before=LATER + timedelta(hours=2))
        )
        assert keys(await ready(tx)) == ["far"]

    await database.write(work)
