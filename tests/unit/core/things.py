"""Things of the example cog, on cards."""

from typing import Any

from bot.domain.subject import Subject
from bot.testing.chat import Seen
from bot.testing.looking import card
from bot.testing.room_chat import RoomChat
from storage import cards

THING = Subject("thing", 1)


async def want(room: RoomChat, number: int = 1) -> None:
    """Want a card of a thing in the channel for announcements."""

    async def work(tx: Any) -> None:
        channel = await tx.value("SELECT id FROM channel WHERE ref = 'aankondigingen'")
        await cards.post(tx, Subject("thing", number), [channel])

    await room.world.database.write(work)


async def post(room: RoomChat, number: int = 1) -> Seen:
    """Have a card of a thing posted; return it."""
    await want(room, number)
    await room.settled()
    return card(room)
