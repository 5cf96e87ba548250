"""Channels get names, go on elsewhere, and are closed to the bot for a while; nothing is lost, nothing comes twice."""

from collections import Counter
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.api.content import content, paragraph, to_json
from bot.api.events import Batch, ChannelMoved, ChannelNamed, Event, Hindered, Unhindered
from bot.domain.community import Contact
from bot.testing.looking import card, last
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from storage import cards, channels, communities, moderators, outbox
from storage.outbox import Lane, Parcel
from tests.support.story import announce, cancel
from tests.unit.core.example_cog.cog import Example
from tests.unit.core.things import THING, post, want

MOVED = ChannelMoved("e1", "aankondigingen", "wat-als")
OUT = Hindered("e2", "aankondigingen", "out")
BACK = Unhindered("e3", "aankondigingen")


async def happens(room: RoomChat, *events: Event) -> None:
    """Let something happen to channels, and all that follows from it."""
    assert await room.world.app.intake.take(Batch("room", events)) == []
    await room.settled()


async def free(room: RoomChat, ref: str = "wat-als") -> None:
    """Let a channel serve for nothing, so that it is linked no more."""
    await room.world.database.write(lambda tx: channels.serve(tx, 1, "room", ref, ()))


async def rows(room: RoomChat, sql: str) -> list[tuple[Any, ...]]:
    found = await room.world.database.read(lambda tx: tx.all(sql))
    return [tuple(row) for row in found]


async def states(room: RoomChat, kind: str = "thing") -> list[str]:
    return [state for (state,) in await rows(room, f"SELECT state FROM card WHERE kind = '{kind}' ORDER BY id")]  # noqa: S608


def parcel(key: str, target: str, **more: Any) -> Parcel:
    return Parcel(key, "post", "room", target, Lane.DIGEST, to_json(content(paragraph(key))), **more)


async def put(room: RoomChat, *parcels: Parcel) -> None:
    await room.world.database.write(lambda tx: outbox.put(tx, *parcels))


async def parcels(room: RoomChat, column: str) -> dict[str, str]:
    return dict(await rows(room, f"SELECT key, {column} FROM outbox WHERE key LIKE 'p%'"))  # noqa: S608


def told(room: RoomChat, person: str = "moderator", where: str = "moderation") -> list[str]:
    return [message.text for message in room.seen(person, where) if message.by_bot and not message.private]


@pytest.fixture
def asked_for(world: World, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return how often the platform was asked for what."""
    asked: Counter[str] = Counter()

    def counting(name: str) -> None:
        whole = getattr(world.room, name)

        def ask(*args: Any, **named: Any) -> Any:
            asked[name] += 1
            return whole(*args, **named)

        monkeypatch.setattr(world.room, name, ask)

    for name in ("send", "edit", "react", "reactions", "delete", "open_thread", "take_away"):
        counting(name)
    return asked


async def test_channels_are_shown_by_their_names(room: RoomChat) -> None:
    await happens(
        room, ChannelNamed("n1", "aankondigingen", "Nieuws\n van  ons"), ChannelNamed("n2", "elders", "Elders")
    )
    await room.say("moderator", "/instellen toon", to="moderation")
    await room.settled()
    shown = last(room, "moderator", "moderation").text
    assert "Aankondigingen in: #Nieuws van ons" in shown
    assert "Ideeën in: #wat-als" in shown
    await happens(room, ChannelNamed("n3", "aankondigingen", "Agenda"), ChannelNamed("n1", "aankondigingen", "Nieuws"))
    assert await rows(room, "SELECT name FROM place WHERE ref = 'aankondigingen'") == [("Agenda",)]
    await happens(room, ChannelNamed("n4", "aankondigingen", ""))
    assert await rows(room, "SELECT name FROM place") == [("Elders",)]


async def test_who_signed_up_stays_signed_up_where_people_go_on(room: RoomChat) -> None:
    await free(room)
    before = await announce(room)
    await room.react("ouder", before, "📍")
    await room.settled()
    await happens(room, MOVED)
    moved = card(room, "ideas")
    assert "📍 Ik kom naar Utrecht: 1" in moved.text
    assert moved.offered == before.offered
    await room.react("jongere", moved, "📍")
    await room.react("ouder", moved, "❌")
    await room.settled()
    assert "📍 Ik kom naar Utrecht: 1" in card(room, "ideas").text
    assert await states(room, "session") == ["gone", "open"]
    await room.stop_bot()
    await room.start_bot(after_gap=True)
    await room.settled()
    assert "📍 Ik kom naar Utrecht: 1" in card(room, "ideas").text
    found = await room.world.database.read(lambda tx: channels.listed(tx, 1))
    assert {one.ref: one.purposes for one in found}["wat-als"] == {"announcements"}
    assert "aankondigingen" not in {one.ref for one in found}


async def test_a_move_that_is_heard_again_changes_nothing(room: RoomChat) -> None:
    await free(room)
    await post(room)
    await happens(room, MOVED, ChannelMoved("e9", "elders", "ergens"))
    before = await rows(room, "SELECT * FROM card"), await rows(room, "SELECT * FROM channel")
    await happens(room, MOVED)
    assert (await rows(room, "SELECT * FROM card"), await rows(room, "SELECT * FROM channel")) == before
    assert await states(room) == ["gone", "open"]


async def test_where_the_new_channel_serves_already_both_are_one(room: RoomChat) -> None:
    await post(room)
    both = await rows(room, "SELECT id FROM channel WHERE ref IN ('aankondigingen', 'wat-als')")
    await room.world.database.write(lambda tx: cards.post(tx, THING, [number for (number,) in both]))
    await want(room, 2)
    await room.settled()
    await happens(room, ChannelNamed("n1", "aankondigingen", "Nieuws"), MOVED)
    shown = [message.text for message in room.seen("ouder", "ideas") if message.by_bot]
    assert sorted(shown) == ["Ding 1: nieuw", "Ding 2: nieuw"]
    found = await room.world.database.read(lambda tx: channels.listed(tx, 1))
    purposes = {one.ref: (one.name, one.purposes) for one in found}
    assert purposes["wat-als"] == ("Nieuws", {"announcements", "ideas"})
    assert set(purposes) == {"wat-als", "moderatie"}


async def test_a_card_that_is_closed_is_left_where_it_was(room: RoomChat, asked_for: Counter[str]) -> None:
    await free(room)
    await announce(room)
    await cancel(room)
    asked_for.clear()
    await happens(room, MOVED)
    assert await states(room, "session") == ["gone"]
    assert asked_for == {}


async def test_what_waits_goes_where_people_go_on_threads_too(room: RoomChat) -> None:
    await free(room)
    later = room.now + timedelta(days=1)
    targets = {"p1": "aankondigingen", "p2": "aankondigingen/$root", "p3": "aankondigingen2", "p4": "AANKONDIGINGEN/x"}
    await put(room, *(parcel(key, target, not_before=later) for key, target in targets.items()))
    await put(room, outbox.direct("p5", "room:ouder", to_json(content(paragraph("p5")))))
    await room.world.app.intake.take(Batch("room", [MOVED]))
    moved = {**targets, "p1": "wat-als", "p2": "wat-als", "p5": "room:ouder"}
    assert await parcels(room, "target") == moved


async def test_a_card_that_was_not_posted_yet_is_posted_once_in_the_new_channel(room: RoomChat) -> None:
    await free(room)
    await happens(room, OUT)
    await want(room)
    await room.settled()
    assert await states(room) == ["open"]
    await happens(room, MOVED)
    assert [message.text for message in room.seen("ouder", "ideas") if message.by_bot] == ["Ding 1: nieuw"]
    assert [message for message in room.seen("ouder") if message.by_bot] == []


async def test_one_given_up_just_before_it_is_shown_is_not_shown(
    room: RoomChat, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    await free(room)
    claim = cards.claim

    async def moved_meanwhile(tx: Any, ids: Any, now: Any) -> None:
        monkeypatch.setattr(cards, "claim", claim)
        await claim(tx, ids, now)
        await room.world.app.intake._take(tx, Batch("room", [MOVED]))

    monkeypatch.setattr(cards, "claim", moved_meanwhile)
    await want(room)
    await room.settled()
    assert [message.text for message in room.seen("ouder", "ideas") if message.by_bot] == ["Ding 1: nieuw"]


async def test_a_channel_of_others_is_an_end_and_stays_theirs(room: RoomChat) -> None:
    async def found(tx: Any) -> None:
        other = await communities.found(
            tx, slug="b", name="B", language="nl", zone=ZoneInfo("Europe/Amsterdam"), contact=Contact(None, None)
        )
        await communities.link_channel(tx, other.id, "room", "wat-als", "ideas")

    await free(room)
    await room.world.database.write(found)
    await post(room)
    await happens(room, MOVED)
    assert ("wat-als", 2, 0) in await rows(room, "SELECT ref, community_id, away FROM channel")
    assert ("aankondigingen", 1, 1) in await rows(room, "SELECT ref, community_id, away FROM channel")
    assert "niet meer in het kanaal #aankondigingen" in told(room)[-1]


@pytest.mark.parametrize("what", ["out", "silenced"])
async def test_where_the_bot_cannot_work_nothing_is_tried_until_it_can(
    room: RoomChat, example: Example, asked_for: Counter[str], what: Any
) -> None:
    shown = await post(room)
    await happens(room, Hindered("e2", "aankondigingen", what))
    asked_for.clear()
    example.words = "anders"
    await room.world.database.write(lambda tx: cards.touch(tx, [THING]))
    await want(room, 2)
    await put(
        room,
        parcel("p1", "aankondigingen"),
        parcel("p2", "aankondigingen/$root", expires_at=room.now + timedelta(days=1)),
    )
    await room.later(timedelta(hours=1))
    await room.stop_bot()
    await room.start_bot()
    await room.settled()
    assert asked_for == {}
    assert await parcels(room, "state") == {"p1": "waiting", "p2": "waiting"}
    await room.later(timedelta(days=1))
    assert await parcels(room, "state") == {"p1": "waiting", "p2": "expired"}
    assert await states(room) == ["open", "open"]

    await happens(room, BACK)
    shown_again = [message.text for message in room.seen("ouder") if message.by_bot]
    assert sorted(shown_again) == ["Ding 1: anders", "Ding 2: anders", "p1"]
    assert room.seen("ouder")[0].ref == shown.ref
    assert asked_for["reactions"] >= 2, "what people said meanwhile is compared"
    asked_for.clear()
    await happens(room, BACK, Unhindered("e4", "aankondigingen"), Hindered("e2", "aankondigingen", what))
    assert asked_for == {}, "what is heard again changes nothing"


async def test_moderators_are_told_once_where_they_are(room: RoomChat) -> None:
    await happens(room, ChannelNamed("n1", "aankondigingen", "Nieuws"), OUT)
    await happens(room, OUT)
    await happens(room, Hindered("e5", "aankondigingen", "untidy"))
    out, untidy = told(room)
    assert "niet meer in het kanaal #Nieuws" in out
    assert "Nodig me" in out
    assert "reacties van anderen" in untidy


async def test_where_moderators_have_no_other_channel_each_is_told_alone(room: RoomChat) -> None:
    async def known(tx: Any) -> None:
        await communities.know_accounts(tx, 1, {"room:ouder": "Ouder", "room:jongere": "Jongere"})
        await communities.remember_language(tx, 1, "room:jongere", "en")
        for key in ("room:ouder", "room:jongere"):
            await moderators.add(tx, 1, key)

    await room.world.database.write(known)
    await happens(room, Hindered("e6", "moderatie", "silenced"))
    assert "Ik mag niets meer plaatsen in het kanaal #moderatie" in last(room, "ouder", "bot").text
    assert "I may no longer post in the channel #moderatie" in last(room, "jongere", "bot").text
    await happens(room, OUT)
    assert "#aankondigingen" in last(room, "ouder", "bot").text, "a channel that is closed too is of no use"
    assert told(room) == []


async def test_nobody_is_told_of_a_channel_that_serves_nobody(room: RoomChat) -> None:
    await happens(room, Hindered("e7", "elders", "out"), Unhindered("e8", "elders"))
    assert await rows(room, "SELECT COUNT(*) FROM outbox") == [(0,)]
    assert await rows(room, "SELECT SUM(away) FROM channel") == [(0,)]


async def test_who_may_not_tidy_up_goes_on_with_all_else(room: RoomChat) -> None:
    await happens(room, Hindered("e5", "aankondigingen", "untidy"))
    assert (await post(room)).text == "Ding 1: nieuw"
