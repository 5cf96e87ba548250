"""Reading what people do on Discord: reactions, what is taken away, and what is said to the bot alone."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import discord
import structlog

from bot.api.errors import PlatformError
from bot.api.events import Author, MessageDeleted, Reacted, ReactionsCleared, Typed, Unreacted
from bot.platforms.discord import refs
from bot.platforms.discord.gateway.client import Client, Handler, is_me
from bot.platforms.discord.gateway.inbox import Inbox
from bot.platforms.discord.gateway.turns import Turn

NAMELESS = "…"
"""Stands for a name that Discord did not tell along; nobody is asked for it."""

_SAID = (discord.MessageType.default, discord.MessageType.reply)

_log = structlog.get_logger(__name__)


class Reader:
    """Turns what Discord tells into events. `knows` says who wrote a direct message, and what they may do."""

    def __init__(self, inbox: Inbox, knows: Callable[[discord.Message], Awaitable[Author]]) -> None:
        self._inbox = inbox
        self._knows = knows
        self._said: asyncio.Queue[tuple[Turn, discord.Message]] = asyncio.Queue()

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What takes which events."""
        return {
            "raw_reaction_add": self._added,
            "raw_reaction_remove": self._removed,
            "raw_reaction_clear": self._cleared,
            "raw_reaction_clear_emoji": self._cleared_emoji,
            "raw_message_delete": self._deleted,
            "raw_bulk_message_delete": self._deleted_in_bulk,
            "raw_thread_delete": self._thread_deleted,
            "message": self._message,
        }

    async def run(self) -> None:
        """Take in what people say to the bot alone, one after the other: who they are may have to be asked."""
        while True:
            turn, message = await self._said.get()
            try:
                author = await self._knows(message)
            except PlatformError as error:
                _log.warning("discord_author_not_known", error=str(error))
                author = self._author(message.author)
            self._inbox.end(turn, _typed(message, author))

    def _added(self, client: Client, payload: discord.RawReactionActionEvent) -> None:
        member = payload.member
        if is_me(client, payload.user_id) or payload.emoji.id is not None or (member is not None and member.bot):
            return
        message = refs.message_ref(payload.channel_id, payload.message_id)
        author = Author(refs.account_key(payload.user_id), NAMELESS if member is None else member.display_name)
        source = refs.reaction_source(message, payload.emoji.name)
        self._inbox.put(Reacted(f"reacted:{author.key}:{source}", message, payload.emoji.name, author, source))

    def _removed(self, client: Client, payload: discord.RawReactionActionEvent) -> None:
        """Take in that somebody took a reaction back; Discord does not say whether a moderator did it for them."""
        if payload.emoji.id is not None:
            return
        if is_me(client, payload.user_id):
            self._inbox.gap()
            return
        message = refs.message_ref(payload.channel_id, payload.message_id)
        account, source = refs.account_key(payload.user_id), refs.reaction_source(message, payload.emoji.name)
        self._inbox.put(Unreacted(f"unreacted:{account}:{source}", account, source))

    def _cleared(self, client: Client, payload: discord.RawReactionClearEvent) -> None:
        message = refs.message_ref(payload.channel_id, payload.message_id)
        self._inbox.put(ReactionsCleared(f"cleared:{message}", message))

    def _cleared_emoji(self, client: Client, payload: discord.RawReactionClearEmojiEvent) -> None:
        """Let the card be compared: the bot's own reaction is gone too, so what people said with it stands.

        What they said with others still has its reactions, and is left as it is.
        """
        if payload.emoji.id is None:
            self._inbox.gap()

    def _deleted(self, client: Client, payload: discord.RawMessageDeleteEvent) -> None:
        self._delete(payload.channel_id, payload.message_id)

    def _deleted_in_bulk(self, client: Client, payload: discord.RawBulkMessageDeleteEvent) -> None:
        for message_id in sorted(payload.message_ids):
            self._delete(payload.channel_id, message_id)

    def _thread_deleted(self, client: Client, payload: discord.RawThreadDeleteEvent) -> None:
        """Take in that a thread is gone: in a forum, that is the post it began with, which has the same id."""
        self._delete(payload.thread_id, payload.thread_id)

    def _delete(self, channel_id: int, message_id: int) -> None:
        message = refs.message_ref(channel_id, message_id)
        self._inbox.put(MessageDeleted(f"deleted:{message}", message))

    def _message(self, client: Client, message: discord.Message) -> None:
        if message.guild is None and not message.author.bot and message.type in _SAID and message.content.strip():
            turn = self._inbox.begin(refs.account_key(message.author.id))
            self._said.put_nowait((turn, message))

    @staticmethod
    def _author(user: discord.User | discord.Member) -> Author:
        return Author(refs.account_key(user.id), user.display_name)


def _typed(message: discord.Message, author: Author) -> Typed:
    answered = message.reference.resolved if message.reference is not None else None
    about = answered.content if isinstance(answered, discord.Message) else ""
    channel = refs.channel_ref(message.channel.id)
    return Typed(str(message.id), author, channel, message.content, direct=True, about=about)
