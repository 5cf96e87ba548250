"""Putting messages of the bot into channels, changing them, and what goes with them: reactions and threads."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus

import discord
import structlog
from discord import ui

from bot.api.errors import Gone, Refused, RetryLater
from bot.api.events import StandingReaction
from bot.api.platform import Desk, Outgoing, PlatformStore
from bot.platforms.discord import refs
from bot.platforms.discord.commands.mentions import Mentions
from bot.platforms.discord.errors import platform_errors
from bot.platforms.discord.gateway.client import Ready
from bot.platforms.discord.interactions.buttons import FollowUps
from bot.platforms.discord.posting import finding, forum, reacting, threads
from bot.platforms.discord.posting.card_buttons import rows_of
from bot.platforms.discord.posting.pace import Pace
from bot.platforms.discord.posting.threads import with_message
from bot.platforms.discord.posting.uploaded import Uploaded
from bot.platforms.discord.writing.markup import files, marker_of, message_view, nonce_of

LOOKS_BACK = timedelta(minutes=10)
"""For how long the bot may send a message anew without being asked to look for it first."""

_UNKNOWN_EMOJI = 10014
_TOO_MANY_REACTIONS = 30010

_log = structlog.get_logger(__name__)


class Poster:
    """Posts messages of the bot; see `bot.api.platform.Platform` for what each method promises."""

    def __init__(
        self,
        ready: Ready,
        store: PlatformStore,
        now: Callable[[], datetime],
        mentions: Mentions,
        follow_ups: FollowUps,
    ) -> None:
        self._mentions = mentions
        self._follow_ups = follow_ups
        self._ready = ready
        self._store = store
        self._now = now
        self._pace = Pace(now)
        self._uploaded = Uploaded()
        self._desk: Desk | None = None

    def hear(self, desk: Desk) -> None:
        """Hear where the bot's own texts are; before that, cards say less."""
        self._desk = desk

    async def send(self, channel_ref: str, message: Outgoing, key: str) -> str:
        """Post a message in a channel or thread; in a forum, begin a post with it."""
        client, channel_id = await self._ready(), refs.channel_of(channel_ref)
        with platform_errors():
            channel = await threads.channel_at(client, channel_id)
            if isinstance(channel, discord.ForumChannel):
                # Here no nonce makes it harmless to send a message anew.
                begun = await finding.in_forum(client, channel, marker_of(key), self._now() - LOOKS_BACK)
                begun = begun or await forum.post(
                    channel, message, await self._view(message, marker_of(key)), self._store
                )
                return refs.message_ref(begun.channel.id, begun.id)
        return await self.say(channel_id, message, key)

    async def say(self, channel_id: int, message: Outgoing, key: str) -> str:
        """Send a message where no post is needed, such as to one person."""
        client = await self._ready()
        with platform_errors():
            sent = await client.get_partial_messageable(channel_id).send(
                view=await self._view(message, marker_of(key)),
                files=files(message.content),
                nonce=nonce_of(key),
                allowed_mentions=discord.AllowedMentions.none(),
            )
        return refs.message_ref(channel_id, sent.id)

    async def find(self, channel_ref: str, key: str, since: datetime) -> str | None:
        """Look for a message among what the bot said since then."""
        client, channel_id = await self._ready(), refs.channel_of(channel_ref)
        with platform_errors():
            channel = await threads.channel_at(client, channel_id)
            if isinstance(channel, discord.ForumChannel):
                found = await finding.in_forum(client, channel, marker_of(key), since)
            else:
                found = await finding.in_channel(client, channel, marker_of(key), since)
        return None if found is None else refs.message_ref(found.channel.id, found.id)

    async def edit(self, message_ref: str, message: Outgoing) -> None:
        """Replace what a message says, its files too where they changed; the post it begins follows."""
        client = await self._ready()
        try:
            with platform_errors():
                await with_message(client, message_ref, lambda at: self._change(at, message_ref, message))
        except RetryLater as error:
            self._pace.slow_down(message_ref, error.after)
            raise
        self._pace.edited(message_ref)
        with platform_errors():
            await forum.follow(client, message_ref, message, self._store)

    async def _change(self, at: discord.PartialMessage, message_ref: str, message: Outgoing) -> None:
        mentions = discord.AllowedMentions.none()
        if self._uploaded.has(message_ref, message.content):
            try:
                # What is not named stays as it is.
                await at.edit(view=await self._view(message), allowed_mentions=mentions)
            except discord.HTTPException as error:
                if error.status != HTTPStatus.BAD_REQUEST:
                    raise
                _log.warning("not_edited_without_files", message=message_ref, error=error.text)
            else:
                return
        self._uploaded.forget(message_ref)
        await at.edit(view=await self._view(message), attachments=files(message.content), allowed_mentions=mentions)
        self._uploaded.note(message_ref, message.content)

    def edit_every(self, message_ref: str) -> timedelta:
        """Return the least time between two edits of this message, as old as it is now."""
        return self._pace.every(message_ref)

    async def delete(self, message_ref: str) -> None:
        """Take a message away; of a post in a forum, what people said after it stays."""
        client = await self._ready()
        try:
            with platform_errors():
                await with_message(client, message_ref, lambda at: at.delete())
        except Gone:
            return

    async def open_thread(self, message_ref: str, title: str, earlier: str | None = None) -> str:
        """Open the thread to talk about a message in."""
        client = await self._ready()
        with platform_errors():
            return await threads.open_thread(client, message_ref, title, earlier)

    async def react(self, message_ref: str, emoji: str) -> None:
        """Put the bot's own reaction on a message, unless Discord has no such emoji or no room for it there."""
        client = await self._ready()
        with platform_errors():
            try:
                await with_message(client, message_ref, lambda at: at.add_reaction(emoji))
            except discord.HTTPException as error:
                if error.code not in {_UNKNOWN_EMOJI, _TOO_MANY_REACTIONS}:
                    raise
                # The card must not fail for it: its buttons and the commands say the same.
                _log.warning("not_reacted", message=message_ref, emoji=emoji, error=error.text)

    async def take_away(self, message_ref: str, emoji: str, account_key: str) -> None:
        """Take somebody's reaction away. Raises Refused where the bot may not."""
        client, user = await self._ready(), discord.Object(refs.user_of(account_key))
        with platform_errors():
            try:
                await with_message(client, message_ref, lambda at: at.remove_reaction(emoji, user))
            except discord.Forbidden as error:
                raise Refused(f"{message_ref}: reactions of others cannot be taken away") from error
            except discord.HTTPException as error:
                if error.status != 404 and error.code != _UNKNOWN_EMOJI:
                    raise

    async def reactions(self, message_ref: str) -> AsyncIterator[Sequence[StandingReaction]]:
        """Yield the standing reactions in pages; raise Gone where the message was taken away."""
        client = await self._ready()
        with platform_errors():
            message = await with_message(client, message_ref, lambda at: at.fetch())
            async for page in reacting.standing(client, message):
                yield page

    async def _view(self, message: Outgoing, marker: int | None = None) -> ui.LayoutView:
        quiet = rows_of(message)
        note = self._desk.texts(None)("buttons-quiet") if quiet and self._desk is not None else ""
        rows = [*quiet, *await self._follow_ups.rows(message.follow_ups, None)]
        return message_view(self._mentions.written(message.content), marker=marker, rows=rows, note=note)
