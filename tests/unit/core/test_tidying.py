"""A superseded reaction is taken away, quietly, and that withdraws nobody."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot.api.errors import Refused
from bot.domain.tx import Tx
from bot.testing.chat import Seen
from bot.testing.room_chat import RoomChat
from storage import statements
from tests.support.story import announce, card

QUIET = timedelta(seconds=15)


async def chosen(room: RoomChat, *emojis: str) -> Seen:
    """Announce a session and let somebody choose, one after the other."""
    shown = await announce(room)
    for emoji in emojis:
        await room.react("ouder", shown, emoji)
        await room.settled()
    return shown


def standing(room: RoomChat) -> Mapping[str, int]:
    return card(room).reactions


def counts(room: RoomChat) -> str:
    return card(room).text.split("Aanmeldingen")[-1]


async def test_the_older_choice_is_taken_away_after_some_quiet(room: RoomChat) -> None:
    await chosen(room, "📍", "❌")
    assert standing(room) == {"📍": 1, "❌": 1}
    await room.world.later(QUIET)
    assert standing(room) == {"❌": 1}


async def test_taking_it_away_withdraws_nobody(room: RoomChat) -> None:
    await chosen(room, "📍", "❌")
    before = counts(room)
    await room.world.later(QUIET)
    assert "❌ Ik kan niet: 1" in counts(room)
    assert counts(room) == before
    await room.stop_bot()
    await room.start_bot()
    await room.settled()
    assert counts(room) == before


async def test_what_was_said_since_stands_also_where_a_moderator_removed_that_reaction(room: RoomChat) -> None:
    await chosen(room, "📍", "❌")

    async def removed(tx: Tx) -> None:
        source = await tx.value("SELECT source FROM statement WHERE choice = 'no'")
        await statements.detach_source(tx, "room", source)

    await room.world.database.write(removed)
    await room.world.later(QUIET)
    assert "📍" not in standing(room)
    rows = await room.world.database.read(lambda tx: tx.all("SELECT choice FROM statement WHERE standing = 1"))
    assert [row["choice"] for row in rows] == ["no"]


async def test_who_took_the_newer_choice_back_meanwhile_keeps_the_older(room: RoomChat) -> None:
    shown = await chosen(room, "📍", "❌")
    await room.unreact("ouder", shown, "❌")
    await room.settled()
    await room.world.later(QUIET)
    assert standing(room) == {"📍": 1}
    assert "📍 Ik kom naar Utrecht: 1" in counts(room)


async def test_who_chooses_the_older_one_anew_keeps_that(room: RoomChat) -> None:
    shown = await chosen(room, "📍", "❌")
    await room.unreact("ouder", shown, "📍")
    await room.react("ouder", shown, "📍")
    await room.settled()
    await room.world.later(QUIET)
    assert standing(room) == {"📍": 1}
    assert "📍 Ik kom naar Utrecht: 1" in counts(room)
    assert "❌ Ik kan niet: 0" in counts(room)


async def test_who_changes_their_mind_again_later_is_tidied_up_after_again(room: RoomChat) -> None:
    shown = await chosen(room, "📍", "❌")
    await room.unreact("ouder", shown, "❌")
    await room.settled()
    await room.world.later(QUIET)
    await room.react("ouder", shown, "❌")
    await room.settled()
    await room.world.later(QUIET)
    assert standing(room) == {"❌": 1}
    assert "❌ Ik kan niet: 1" in counts(room)


async def test_a_quiet_answer_counts_over_an_older_reaction(room: RoomChat) -> None:
    await chosen(room, "📍")
    await room.say("ouder", "/afmelden 1", to="bot")
    await room.settled()
    await room.world.later(QUIET)
    assert "📍 Ik kom naar Utrecht: 0" in counts(room)
    assert "❌ Ik kan niet: 1" in counts(room)


async def test_nobody_else_is_touched(room: RoomChat) -> None:
    shown = await chosen(room, "📍", "💻", "❌")
    await room.react("jongere", shown, "📍")
    await room.react("professional", shown, "🎉")
    await room.settled()
    await room.world.later(QUIET)
    assert standing(room) == {"📍": 1, "❌": 1, "🎉": 1}
    assert card(room).offered == ("📍", "💻", "🤔", "❌")


async def test_support_for_an_idea_is_not_one_choice(room: RoomChat) -> None:
    await room.say("jongere", "/watals", to="bot")
    await room.settled()
    form = room.form("jongere")
    assert form is not None
    await room.fill_in("jongere", form, {"what_if": "we luisteren?", "now": "Niemand luistert."})
    await room.settled()
    await room.press("jongere", room.seen("jongere", "bot")[-1], "confirm")
    await room.settled()
    shown = card(room, "ideas")
    await room.react("ouder", shown, "👍")
    await room.react("ouder", shown, "🙋")
    await room.settled()
    await room.world.later(QUIET)
    assert card(room, "ideas").reactions == {"👍": 1, "🙋": 1}


async def test_where_the_bot_may_not_tidy_up_it_lets_it_be(room: RoomChat, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def refuse(message_ref: str, emoji: str, account_key: str) -> None:
        asked.append(emoji)
        raise Refused("the bot has no right to do so here")

    monkeypatch.setattr(room.world.room, "take_away", refuse)
    await chosen(room, "📍", "❌")
    await room.world.later(QUIET)
    await room.world.later(timedelta(hours=1))
    assert asked == ["📍"]
    ended = await room.world.database.read(lambda tx: tx.all("SELECT state, error FROM outbox WHERE kind = 'tidy'"))
    assert [tuple(row) for row in ended] == [("expired", None)]
    assert "❌ Ik kan niet: 1" in counts(room)
