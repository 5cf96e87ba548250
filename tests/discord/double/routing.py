"""Which request is for which function."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tests.discord.double.errors import unknown
from tests.discord.double.state import Attachment, Channel, Guild, Json, Message

if TYPE_CHECKING:
    from tests.discord.double.double import Double

Handler = Callable[["Call"], Awaitable[Any]]


@dataclass
class Call:
    """One request of the bot."""

    double: "Double"
    parts: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    files: list[Attachment]

    @property
    def channel(self) -> Channel:
        channel = self.double.state.channel(self.parts["channel"])
        if channel is None:
            raise unknown("Channel")
        return channel

    @property
    def message(self) -> Message:
        """The message in the path; one that is private to somebody is not there."""
        message = self.double.state.messages.get(self.parts["message"])
        if message is None or message.channel_id != self.channel.id or message.private_to:
            raise unknown("Message")
        return message

    @property
    def guild(self) -> Guild:
        """The guild in the path, when the bot is in it."""
        guild = self.double.state.guilds.get(self.parts["guild"])
        if guild is None or self.double.state.bot.id not in guild.members:
            raise unknown("Guild")
        return guild

    @property
    def json(self) -> Json:
        return self.body if isinstance(self.body, dict) else {}


@dataclass
class Route:
    method: str
    template: str
    status: int
    handler: Handler

    def __post_init__(self) -> None:
        self.pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.template))

    def parts(self, method: str, path: str) -> dict[str, str] | None:
        found = self.pattern.fullmatch(path) if method == self.method else None
        return {name: unquote(part) for name, part in found.groupdict().items()} if found else None


class Routes:
    """Routes of one subject."""

    def __init__(self) -> None:
        self.all: list[Route] = []

    def on(self, method: str, template: str, *, status: int = 200) -> Callable[[Handler], Handler]:
        """Let a function answer; what it returns is the body, None is no body (204)."""

        def keep(handler: Handler) -> Handler:
            self.all.append(Route(method, template, status, handler))
            return handler

        return keep
