"""Posts in a forum: each message has a thread of its own there, with a title and tags."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import discord

from bot.api.content import plain
from bot.api.fitting import shortened
from bot.api.platform import Outgoing
from bot.platforms.discord.card_buttons import rows_of
from bot.platforms.discord.escaping import one_line
from bot.platforms.discord.finding import in_forum
from bot.platforms.discord.markup import files, marker_of, message_view
from bot.platforms.discord.threads import WEEK_MIN

TITLE_LIMIT = 100
TAGS_LIMIT = 5
LOOKS_BACK = timedelta(minutes=10)
"""For how long the bot may send a message anew without having looked for it: here no nonce makes that harmless."""


async def post(
    client: discord.Client, channel: discord.ForumChannel, message: Outgoing, key: str, now: datetime
) -> discord.Message:
    """Begin a post, unless that was done under the same key just before; return the message it begins with."""
    found = await in_forum(client, channel, marker_of(key), now - LOOKS_BACK)
    if found is not None:
        return found
    made = await channel.create_thread(
        name=title_of(message),
        auto_archive_duration=WEEK_MIN,
        view=message_view(message.content, marker=marker_of(key), rows=rows_of(message)),
        files=files(message.content),
        applied_tags=tags_of(channel, message.tags),
        allowed_mentions=discord.AllowedMentions.none(),
    )
    return made.message


def title_of(message: Outgoing) -> str:
    """Return what a post is called: its title, or how it begins."""
    return shortened(one_line(message.title or plain(message.content).partition("\n")[0]), TITLE_LIMIT) or "…"


def tags_of(channel: discord.ForumChannel, wanted: Iterable[str]) -> list[discord.ForumTag]:
    """Return the tags of a forum that are called so; where a post must have one, its first.

    Tags that are for moderators are left to them.
    """
    free = [tag for tag in channel.available_tags if not tag.moderated]
    names = {name.strip().casefold() for name in wanted}
    found = [tag for tag in free if tag.name.strip().casefold() in names]
    return found[:TAGS_LIMIT] or (free[:1] if channel.flags.require_tag else [])
