"""What the bot may do in channels, and what those are called: said where it changed, also while the bot was away."""

import asyncio
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal, get_args

import discord
from msgspec import Struct

from bot.api.events import ChannelEvent, Hindered, Unhindered
from bot.api.platform import PlatformStore
from bot.platforms.discord import refs
from bot.platforms.discord.gateway.client import Client, Handler, is_me
from bot.platforms.discord.gateway.inbox import Inbox
from bot.platforms.discord.gateway.naming import Names
from bot.platforms.discord.permissions import may_tidy, missing_in_channel

State = Literal["fine", "out", "silenced", "untidy"]

KEPT = "channel:"
"""What was said of a channel is kept under this and its reference: how often something was, and what last."""

_TELLING = (
    "guild_available",
    "guild_channel_create",
    "guild_channel_delete",
    "guild_channel_update",
    "guild_join",
    "guild_remove",
    "guild_role_delete",
    "guild_role_update",
    "guild_update",
)


class _Told(Struct, frozen=True):
    times: int = 0
    state: State | None = None


class Watch:
    """Looks, at start and whenever that may have changed, at what the bot may do in the channels that serve."""

    def __init__(self, store: PlatformStore, inbox: Inbox) -> None:
        self._store = store
        self._inbox = inbox
        self._served: Collection[str] = ()
        self._told_what_serves = asyncio.Event()
        self._client: Client | None = None
        self._names = Names()
        self._look = asyncio.Event()

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What takes which events."""
        return {**dict.fromkeys(_TELLING, self._changed), "member_update": self._member}

    def servers(self, client: discord.Client) -> Collection[int]:
        """Return the servers with a channel that serves; 0 for one that this client does not see now."""
        channels = [client.get_channel(refs.parent_of(ref)) for ref in self._served]
        return {one.guild.id if isinstance(one, discord.abc.GuildChannel) else 0 for one in channels}

    async def told(self) -> None:
        """Wait until it is told which channels serve: before that, nobody can be taken for a moderator."""
        await self._told_what_serves.wait()

    def serve(self, channels: Collection[str]) -> None:
        """Hear which channels serve."""
        self._served = channels
        self._told_what_serves.set()
        self._look.set()

    def arrived(self, client: Client) -> None:
        """Hear that a client knows its servers, perhaps anew."""
        self._client = client
        self._look.set()

    async def run(self) -> None:
        """Say what changed, whenever something did."""
        while True:
            await self._look.wait()
            self._look.clear()
            if self._client is not None:
                await self._say(self._client)

    def _changed(self, client: Client, *_: Any) -> None:
        self._look.set()

    def _member(self, client: Client, before: discord.Member, after: discord.Member) -> None:
        if is_me(client, after.id):
            self._look.set()

    async def _say(self, client: Client) -> None:
        """Say what changed, and keep that it was said only when it is taken in: else it is said again."""
        fresh: dict[str, _Told] = {}
        for ref, was in (await self._told()).items():
            state = _state(client, ref) if ref in self._served else None
            if state is not None and state != was.state:
                fresh[ref] = _Told(was.times + 1, state)
                self._inbox.put(*_events(f"{KEPT}{ref}:{was.times + 1}", ref, was.state, state))
            elif ref not in self._served and was.state is not None:
                fresh[ref] = _Told(was.times, None)
        self._inbox.put(*self._names.news(client))
        await self._inbox.taken_in()
        for ref, told in fresh.items():
            await self._store.put(f"{KEPT}{ref}", f"{told.times} {told.state or ''}")

    async def _told(self) -> dict[str, _Told]:
        """Return what was said of each channel that serves, or did."""
        kept = await self._store.all(KEPT)
        return {ref: _Told() for ref in sorted(self._served)} | {
            key.removeprefix(KEPT): _read(value) for key, value in kept.items()
        }


def _read(kept: str) -> _Told:
    times, _, state = kept.partition(" ")
    return _Told(int(times), next((known for known in get_args(State) if known == state), None))


def _state(client: Client, ref: str) -> State | None:
    """Return how things stand for the bot in a channel, or where its thread is; None where that cannot be told now."""
    channel = client.get_channel(refs.parent_of(ref))
    if channel is None:
        return None if any(guild.unavailable for guild in client.guilds) else "out"
    if not isinstance(channel, discord.abc.GuildChannel) or channel.guild.unavailable:
        return None
    allowed = channel.permissions_for(channel.guild.me)
    if not allowed.view_channel:
        return "out"
    if missing_in_channel(allowed, isinstance(channel, discord.ForumChannel)):
        return "silenced"
    return "fine" if may_tidy(allowed) else "untidy"


def _events(event_id: str, ref: str, was: State | None, now: State) -> Iterator[ChannelEvent]:
    """Say what a change means. That the bot may not tidy is told only to who let it before."""
    match now:
        case "out" | "silenced":
            yield Hindered(event_id, ref, now)
        case "fine":
            yield Unhindered(event_id, ref)
        case "untidy":
            if was != "fine":
                yield Unhindered(event_id, ref)
            if was is not None:
                yield Hindered(f"{event_id}:untidy", ref, "untidy")
