"""Discord as the bot sees it: a platform like any other."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import structlog

from bot.api.answers import Reply
from bot.api.errors import PlatformError, Refused
from bot.api.events import Author, Batch, StandingReaction
from bot.api.happenings import Happening
from bot.api.platform import Desk, Health, Outgoing, PlatformStore, Traits
from bot.platforms.discord import refs
from bot.platforms.discord.account import load
from bot.platforms.discord.commands.mentions import Mentions
from bot.platforms.discord.commands.names import listing
from bot.platforms.discord.commands.sync import sync_commands
from bot.platforms.discord.examining import examiner
from bot.platforms.discord.gateway.client import Client
from bot.platforms.discord.gateway.connection import Connection
from bot.platforms.discord.gateway.inbox import Inbox
from bot.platforms.discord.gateway.reading import Reader
from bot.platforms.discord.gateway.watching import Watch
from bot.platforms.discord.interactions.answering import Answers
from bot.platforms.discord.interactions.buttons import FollowUps
from bot.platforms.discord.interactions.interacting import Interacting
from bot.platforms.discord.interactions.moderating import Moderating
from bot.platforms.discord.interactions.waiting import Waiting
from bot.platforms.discord.patience import patiently
from bot.platforms.discord.posting.calendar import Calendar
from bot.platforms.discord.posting.direct import Directs
from bot.platforms.discord.posting.poster import Poster

KEY_WINDOW = timedelta(minutes=2)
"""Discord remembers for some minutes which nonces it saw."""

READY_WITHIN_S = 10.0
FINISH_WITHIN_S = 3.0

NOT_ASKED = "(dat is nog niet te zeggen: Discord antwoordt niet)"
"""Stands for the name of a bot that Discord could not be asked for."""

_log = structlog.get_logger(__name__)


class Discord:
    """Servers on Discord; see `bot.api.platform.Platform` for what each method promises."""

    name = refs.PLATFORM
    traits = Traits(key_window=KEY_WINDOW, can_look=True, tidies=True, forms=True, calendar=True)

    def __init__(
        self,
        token: str,
        user_name: str,
        store: PlatformStore,
        moderator_roles: Sequence[str],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Make the platform of a bot; `moderator_roles` names the roles whose members are moderators too."""
        self.user_name = user_name
        self._store = store
        self._inbox = Inbox()
        self._watch = Watch(store, self._inbox)
        self._moderating = Moderating(moderator_roles, self._watch.servers)
        self._directs = Directs(self._ready, store, now)
        self._calendar = Calendar(self._ready, store, now)
        self._mentions = Mentions()
        waiting, follow_ups = Waiting(), FollowUps(store, now)
        self._poster = Poster(self._ready, store, now, self._mentions, follow_ups)
        self._interacting = Interacting(self._inbox, waiting, self._moderating, self._directs, follow_ups)
        self._answers = Answers(waiting, follow_ups, self._mentions, lambda: self._connection.client)
        self._reader = Reader(self._inbox, self._knows)
        handlers = {**self._reader.handlers, **self._watch.handlers, "interaction": self._interaction}
        self._connection = Connection(token, handlers, self._inbox, self._watch.arrived)

    @classmethod
    async def open(
        cls,
        folder: Path,
        store: PlatformStore,
        moderator_roles: Sequence[str] = (),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> "Discord":
        """Open the bot whose token is kept in a folder, or is in the environment; raise FatalError where it is none."""
        token = load(folder)
        platform = cls(token, await _name_of(token), store, moderator_roles, now)
        await platform._directs.load()
        return platform

    async def close(self) -> None:
        """Show the answers that wait, as far as that goes quickly, and close the connections."""
        try:
            async with asyncio.timeout(FINISH_WITHIN_S):
                await self._answers.finish()
        except TimeoutError:
            _log.warning("answers_left", waiting=self._answers.waiting)
        await self._connection.close()

    @property
    def health(self) -> Health:
        """How it is doing, by its heartbeat. Whether the client is ready says nothing of that."""
        return Health(self._connection.connected, answer_s=self._connection.latency_s, waiting=self.waiting)

    @property
    def waiting(self) -> int:
        """How much is not taken in yet, and how many answers are not shown yet."""
        return self._inbox.waiting + self._answers.waiting

    async def run(self, desk: Desk) -> None:
        """Stay connected, take in what people do and show answers."""
        self._poster.hear(desk)
        await self._watch.told()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._connection.run())
            group.create_task(self._reader.run())
            group.create_task(self._watch.run())
            group.create_task(self._interacting.run(desk))
            group.create_task(self._answers.run(desk))
            group.create_task(self._list_commands(desk))

    def batches(self, cursor: str | None) -> AsyncGenerator[Batch]:
        """Yield what happens from now on; where something may have been missed, there is a gap."""
        return self._inbox.batches()

    async def show(self, reply: Reply) -> None:
        """Show an answer as soon as it can be."""
        self._answers.put(reply)

    async def send(self, channel_ref: str, message: Outgoing, key: str) -> str:
        """Post a message in a channel or thread; in a forum, begin a post with it."""
        return await self._poster.send(channel_ref, message, key)

    async def send_direct(self, account_key: str, message: Outgoing, key: str) -> str:
        """Send a direct message."""
        channel_id = await self._directs.channel_with(refs.user_of(account_key))
        return await self._poster.say(channel_id, message, key)

    async def find(self, target: str, key: str, since: datetime) -> str | None:
        """Look through what the bot said since then."""
        if not target.startswith(f"{refs.PLATFORM}:"):
            return await self._poster.find(target, key, since)
        channel_id = self._directs.known(refs.user_of(target))
        return None if channel_id is None else await self._poster.find(refs.channel_ref(channel_id), key, since)

    async def edit(self, message_ref: str, message: Outgoing) -> None:
        """Replace what a message says."""
        await self._poster.edit(message_ref, message)

    def edit_every(self, message_ref: str) -> timedelta:
        """Return a second for a message that is new, and more for one that is older."""
        return self._poster.edit_every(message_ref)

    async def delete(self, message_ref: str) -> None:
        """Take a message of the bot away."""
        await self._poster.delete(message_ref)

    async def open_thread(self, message_ref: str, title: str, earlier: str | None = None) -> str:
        """Open the thread of a message; a post in a forum is one itself."""
        return await self._poster.open_thread(message_ref, title, earlier)

    async def keep_happening(self, channel_ref: str, key: str, happening: Happening | None) -> None:
        """Let the scheduled events of a channel's server show what happens."""
        await self._calendar.keep(channel_ref, key, happening)

    async def know_moderators(self, account_keys: Collection[str]) -> None:
        """Do nothing: whom the community made moderators, the bot itself remembers."""

    async def know_channels(self, channel_refs: Collection[str]) -> None:
        """Watch what the bot may do in the channels that serve the community."""
        self._watch.serve(channel_refs)

    async def know_name(self, community: str) -> None:
        """Do nothing: servers have names of their own."""

    async def react(self, message_ref: str, emoji: str) -> None:
        """Put the bot's own reaction on a message."""
        await self._poster.react(message_ref, emoji)

    async def take_away(self, message_ref: str, emoji: str, account_key: str) -> None:
        """Take somebody's reaction away, where the bot may."""
        await self._poster.take_away(message_ref, emoji, account_key)

    def reactions(self, message_ref: str) -> AsyncIterator[Sequence[StandingReaction]]:
        """Yield the standing reactions in pages; raise Gone where the message was taken away."""
        return self._poster.reactions(message_ref)

    async def _ready(self) -> Client:
        """Wait for a connection; raises RetryLater where that takes too long."""
        return await self._connection.ready(READY_WITHIN_S)

    async def _knows(self, message: discord.Message) -> Author:
        """Return who wrote to the bot alone, and remember where."""
        user = message.author
        await self._directs.began(user.id, message.channel.id)
        moderator = await self._moderating.moderates(await self._ready(), user)
        return Author(refs.account_key(user.id), user.display_name, moderator=moderator)

    def _interaction(self, client: Client, interaction: discord.Interaction) -> None:
        self._interacting.take(interaction)

    async def _list_commands(self, desk: Desk) -> None:
        """Let Discord list the bot's commands, and hear how they are mentioned."""

        async def sync() -> None:
            client = await self._ready()  # first of all people are answered
            commands = listing(desk.commands())
            self._mentions.know(commands, await sync_commands(client, commands, self._store))

        try:
            await patiently(sync)
        except Refused as error:
            _log.error("discord_refuses_commands", error=str(error))


async def _name_of(token: str) -> str:
    """Return what the bot is called; raise FatalError where Discord does not know the token."""
    try:
        async with examiner(token) as found:
            return found.bot.name
    except PlatformError as error:
        _log.warning("discord_not_reached", error=str(error))
        return NOT_ASKED
