"""Desks of the bot as a platform is handed one, made by hand."""

from collections.abc import Sequence

from bot.api.answers import Completion, MessageAction
from bot.api.cog import Texts
from bot.api.events import Author
from bot.api.kinds import Option
from bot.api.shapes import CommandShape
from bot.core.i18n import texts_of
from tests.unit.discord.shapes import command, taken

SHAPES = (
    command("aanmelden", "", taken("session", "sessie", "choice", suggests=True), taken("choice", "hoe")),
    command("overzicht erbij", "", taken("text", kind="long"), on_message="text"),
)


class EmptyDesk:
    """Nobody who types is helped here."""

    async def complete(self, author: Author, channel_ref: str, text: str) -> Sequence[Completion]:
        return ()

    async def actions(self, author: Author, channel_ref: str) -> Sequence[MessageAction]:
        return ()

    def commands(self) -> Sequence[CommandShape]:
        return ()

    async def suggest(self, author: Author, channel_ref: str, command: str, name: str, typed: str) -> Sequence[Option]:
        return ()

    def texts(self, locale: str | None) -> Texts:
        return texts_of(None)(locale or "nl")


class HandDesk(EmptyDesk):
    """Suggests what a test says, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Author, str, str, str, str]] = []
        self.options: Sequence[Option] | Exception = ()

    def commands(self) -> Sequence[CommandShape]:
        return SHAPES

    async def suggest(self, author: Author, channel_ref: str, command: str, name: str, typed: str) -> Sequence[Option]:
        self.asked.append((author, channel_ref, command, name, typed))
        if isinstance(self.options, Exception):
            raise self.options
        return self.options
