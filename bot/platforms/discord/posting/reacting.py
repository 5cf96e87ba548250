"""The reactions that stand on a message, as Discord tells them: page by page, without when they were put there."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import discord

from bot.api.events import Author, StandingReaction
from bot.platforms.discord import refs
from bot.platforms.discord.gateway.client import is_me

PAGE = 100


async def standing(client: discord.Client, message: discord.Message) -> AsyncIterator[Sequence[StandingReaction]]:
    """Yield who reacted with which emoji; those of a server's own mean nothing to the bot."""
    for reaction in message.reactions:
        if not isinstance(reaction.emoji, str):
            continue
        kinds = (discord.ReactionType.normal, reaction.normal_count), (discord.ReactionType.burst, reaction.burst_count)
        for kind, many in kinds:
            if many:
                async for users in _pages(client, message, reaction.emoji, kind):
                    yield [_standing(client, message, reaction.emoji, user) for user in users if _counts(client, user)]


async def _pages(
    client: discord.Client, message: discord.Message, emoji: str, kind: discord.ReactionType
) -> AsyncIterator[Sequence[dict[str, Any]]]:
    after: int | None = None
    while True:
        users: Sequence[Any] = await client.http.get_reaction_users(
            message.channel.id, message.id, emoji, PAGE, after=after, type=kind.value
        )
        yield users
        if len(users) < PAGE:
            return
        after = max(int(user["id"]) for user in users)


def _counts(client: discord.Client, user: dict[str, Any]) -> bool:
    """Whether a reaction is the bot's own or a person's: what other bots say counts for nothing."""
    return not user.get("bot") or is_me(client, int(user["id"]))


def _standing(client: discord.Client, message: discord.Message, emoji: str, user: dict[str, Any]) -> StandingReaction:
    name = user.get("global_name") or user["username"]
    author = Author(refs.account_key(int(user["id"])), name)
    source = refs.reaction_source(refs.message_ref(message.channel.id, message.id), emoji)
    return StandingReaction(author, emoji, source, mine=is_me(client, int(user["id"])))
