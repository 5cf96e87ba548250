"""A platform that tells something again, which happened once: a reaction counts where it stood in the order."""

from bot.api.events import Author, Batch, Event, Reacted, Typed, Unreacted
from bot.testing.chat import Seen
from bot.testing.room_chat import RoomChat
from tests.support.story import announce, card

OUDER = Author("room:ouder", "Ouder")


def reacted(shown: Seen, event_id: str, emoji: str) -> Reacted:
    """Return a reaction that goes by the event it came with, as on Matrix."""
    return Reacted(event_id, shown.ref, emoji, OUDER, source=event_id)


async def told(room: RoomChat, *events: Event) -> str:
    """Return what the card says once something was told."""
    await room.world.app.intake.take(Batch("room", events))
    await room.settled()
    return card(room).text


async def test_what_was_said_after_a_reaction_stays_the_latest_when_the_reaction_is_told_again(room: RoomChat) -> None:
    shown = await announce(room)
    here = reacted(shown, "$1", "📍")
    online = Typed("$2", OUDER, "bot", "/aanmelden 1 online", direct=True)
    assert "📍 Ik kom naar Utrecht: 0\n💻 Ik doe online mee: 1" in await told(room, here, online)
    assert "📍 Ik kom naar Utrecht: 0\n💻 Ik doe online mee: 1" in await told(room, here, online)


async def test_a_reaction_that_was_taken_back_is_not_there_again_when_it_is_told_again(room: RoomChat) -> None:
    shown = await announce(room)
    here = reacted(shown, "$1", "📍")
    assert "📍 Ik kom naar Utrecht: 0" in await told(room, here, Unreacted("$2", OUDER.key, source="$1"))
    assert "📍 Ik kom naar Utrecht: 0" in await told(room, here)
