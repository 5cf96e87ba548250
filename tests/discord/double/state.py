"""What there is on the double: people, guilds, channels, messages. Nothing here talks to anybody."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.discord.double.clock import Clock

TEXT, DIRECT, THREAD, FORUM = 0, 1, 11, 15
"""Kinds of channel."""

EPHEMERAL, LOADING, HAS_THREAD, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 5, 1 << 15
"""Flags of a message."""

Json = dict[str, Any]


@dataclass
class User:
    """Somebody with an account; `closed` takes no direct messages from the bot."""

    id: str
    name: str
    bot: bool = False
    locale: str = "nl"
    closed: bool = False


@dataclass
class Role:
    id: str
    name: str
    permissions: int
    position: int = 1


@dataclass
class Member:
    user_id: str
    roles: list[str] = field(default_factory=list)
    nick: str | None = None


@dataclass
class Overwrite:
    """What a channel allows and denies a role (kind 0) or a person (kind 1)."""

    kind: int
    allow: int = 0
    deny: int = 0


@dataclass
class Tag:
    id: str
    name: str
    moderated: bool = False


@dataclass
class Channel:
    """A channel, a thread in one, or a conversation with `recipient_id`."""

    id: str
    type: int
    name: str = ""
    guild_id: str | None = None
    parent_id: str | None = None
    recipient_id: str | None = None
    owner_id: str | None = None
    overwrites: dict[str, Overwrite] = field(default_factory=dict)
    tags: list[Tag] = field(default_factory=list)
    tag_required: bool = False
    applied_tags: list[str] = field(default_factory=list)
    topic: str | None = None
    archived: bool = False
    locked: bool = False

    @property
    def is_thread(self) -> bool:
        return self.type == THREAD


@dataclass
class Attachment:
    id: str
    filename: str
    data: bytes
    content_type: str
    description: str | None = None


@dataclass
class Message:
    """A message. `private_to` alone sees it; `pings` are the people it calls, or "everyone".

    `reactions` are the people, by emoji as they gave it, in the order in which the emoji came.
    """

    id: str
    channel_id: str
    author_id: str
    content: str = ""
    components: list[Json] = field(default_factory=list)
    embeds: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    nonce: str | int | None = None
    reply_to: str | None = None
    edited_at: datetime | None = None
    edits: int = 0
    reactions: dict[str, list[str]] = field(default_factory=dict)
    pings: list[str] = field(default_factory=list)
    private_to: str | None = None
    interaction: "Interaction | None" = None

    @property
    def is_loading(self) -> bool:
        """Whether it says no more than that an answer follows."""
        return bool(self.flags & LOADING)

    @property
    def is_v2(self) -> bool:
        return bool(self.flags & COMPONENTS_V2)


@dataclass
class ScheduledEvent:
    id: str
    guild_id: str
    creator_id: str
    name: str
    description: str | None
    location: str
    starts_at: datetime
    ends_at: datetime
    status: int = 1


@dataclass
class Interaction:
    """Something somebody asked of the bot; `response` is the first thing it answered.

    `told` are the sessions in which the bot can hear of it, `original_id` is the message that it answered with.
    """

    id: str
    token: str
    type: int
    user_id: str
    channel_id: str
    data: Json
    message_id: str | None = None
    parent: "Interaction | None" = None
    told: list[Any] = field(default_factory=list)
    response: Json | None = None
    original_id: str | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Guild:
    id: str
    name: str
    owner_id: str
    roles: dict[str, Role] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    events: dict[str, ScheduledEvent] = field(default_factory=dict)


class State:
    """All there is, seen by nobody in particular."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.bot = User(clock.new_id(), "Wat-als bot", bot=True)
        self.users: dict[str, User] = {self.bot.id: self.bot}
        self.guilds: dict[str, Guild] = {}
        self.direct: dict[str, Channel] = {}
        self.messages: dict[str, Message] = {}
        self.interactions: dict[str, Interaction] = {}
        self.commands: list[Json] = []
        self.openings: list[str] = []

    def channels(self) -> Iterator[Channel]:
        yield from self.direct.values()
        for guild in self.guilds.values():
            yield from guild.channels.values()

    def channel(self, channel_id: str) -> Channel | None:
        return next((one for one in self.channels() if one.id == channel_id), None)

    def guild_of(self, channel: Channel) -> Guild | None:
        return self.guilds.get(channel.guild_id) if channel.guild_id else None

    def in_channel(self, channel_id: str) -> list[Message]:
        """Return the messages of a channel, oldest first."""
        return [one for one in self.messages.values() if one.channel_id == channel_id]

    def with_person(self, user_id: str) -> Channel | None:
        """Return the conversation of the bot with somebody."""
        return next((one for one in self.direct.values() if one.recipient_id == user_id), None)

    def by_token(self, token: str) -> Interaction | None:
        return next((one for one in self.interactions.values() if one.token == token), None)
