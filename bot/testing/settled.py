"""A chat in which everything is followed through: what somebody does has had its effect when the call returns."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.testing import looking
from bot.testing.chat import Chat, Seen, SeenForm
from bot.testing.platform_world import PlatformWorld
from bot.testing.room_chat import RoomChat
from bot.testing.world import World, config_in


class SettledChat:
    """What people do and see, one thing after the other. People are the roles in `PEOPLE`.

    `chat` is the same without waiting, for tests of bursts and of what happens while the bot is away.
    """

    def __init__(self, chat: Chat, world: PlatformWorld) -> None:
        self.chat = chat
        self.world = world

    @property
    def now(self) -> datetime:
        """The moment it is for the bot, in UTC."""
        return self.world.clock.now()

    async def say(self, person: str, text: str, *, to: str = "announcements") -> None:
        """Say something in a channel, by its purpose; with `to="bot"` to the bot alone."""
        await self.chat.say(person, text, to=to)
        await self.chat.settled()

    async def react(self, person: str, message: Seen, emoji: str) -> None:
        """Put a reaction on a message."""
        await self.chat.react(person, message, emoji)
        await self.chat.settled()

    async def unreact(self, person: str, message: Seen, emoji: str) -> None:
        """Take one's reaction back."""
        await self.chat.unreact(person, message, emoji)
        await self.chat.settled()

    async def fill_in(self, person: str, *, button: str = "next", **values: str) -> None:
        """Fill in fields of the form that is open for somebody, and press one of its buttons."""
        await self.chat.fill_in(person, self.form(person), values, button)
        await self.chat.settled()

    async def press(self, person: str, button: str = "confirm") -> None:
        """Press a button under the newest message that has one."""
        await self.chat.press(person, looking.with_button(self.chat, person, button), button)
        await self.chat.settled()

    async def follow(self, person: str, message: Seen, label: str) -> None:
        """Ask what a message offers to ask next, by its label."""
        await self.chat.follow(person, message, label)
        await self.chat.settled()

    async def act(self, person: str, message: Seen, label: str) -> None:
        """Do something with a message that a command offers, by its label."""
        await self.chat.act(person, message, label)
        await self.chat.settled()

    async def delete(self, message: Seen) -> None:
        """Delete a message, as a moderator can."""
        await self.chat.delete(message)
        await self.chat.settled()

    async def later(self, by: timedelta) -> None:
        """Let time pass, and everything happen that falls due meanwhile."""
        await self.world.later(by)

    async def stop_bot(self) -> None:
        """Stop the bot; what people do in `chat` waits for its return."""
        await self.chat.stop_bot()

    async def start_bot(self) -> None:
        """Start the bot again, and let it take in what happened."""
        await self.chat.start_bot()
        await self.chat.settled()

    def seen(self, person: str, where: str = "announcements") -> Sequence[Seen]:
        """Return the messages somebody sees in a channel, or with "bot" in their talk with the bot."""
        return self.chat.seen(person, where)

    def last(self, person: str, where: str = "announcements") -> Seen:
        """Return the newest message from the bot that somebody sees."""
        return looking.last(self.chat, person, where)

    def card(self, where: str = "announcements") -> Seen:
        """Return the newest message from the bot that everybody sees."""
        return looking.card(self.chat, where)

    def form(self, person: str) -> SeenForm:
        """Return the form that is open for somebody."""
        return looking.open_form(self.chat, person)


@asynccontextmanager
async def room(*cogs: str, locale: str = "nl") -> AsyncIterator[SettledChat]:
    """Open a room with the bot in it, made of the named cogs; nothing of it is left at the end.

    `locale` is what its people read. Raises `bot.api.errors.CogError` or `storage.migrate.SchemaError` for a
    cog that is not well formed, as the bot does when it starts, and `CogFailedError` when one fails in use.
    """
    with TemporaryDirectory() as folder:
        world = World(config_in(Path(folder), cogs=cogs), strict=True)
        try:
            await world.start()
            yield SettledChat(RoomChat(world, locale), world)
        finally:
            await world.close()
