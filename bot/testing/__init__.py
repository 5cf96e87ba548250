"""For the tests of cogs: a room with people in it, the bot among them, and a clock in the test's hand.

    from bot.testing import room


    async def test_it_greets() -> None:
        async with room("my_cog") as chat:
            await chat.say("ouder", "/groet")
            assert "Hallo" in chat.last("ouder").text

It needs no test framework of its own. The bot's own tests stand on the same `World`, `RoomChat` and `Chat`.
"""

from bot.testing.chat import PEOPLE, Chat, Seen, SeenForm
from bot.testing.settled import SettledChat, room
from bot.testing.world import CogFailedError

__all__ = ["PEOPLE", "Chat", "CogFailedError", "Seen", "SeenForm", "SettledChat", "room"]
