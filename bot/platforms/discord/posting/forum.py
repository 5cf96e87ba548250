"""Posts in a forum: each message has a thread of its own there, with a title and tags."""

from collections.abc import Iterable

import discord
from discord import ui

from bot.api.content import plain
from bot.api.fitting import shortened
from bot.api.platform import Outgoing
from bot.platforms.discord.posting.threads import WEEK_MIN
from bot.platforms.discord.writing.escaping import one_line
from bot.platforms.discord.writing.markup import files

TITLE_LIMIT = 100
TAGS_LIMIT = 5


async def post(channel: discord.ForumChannel, message: Outgoing, view: ui.LayoutView) -> discord.Message:
    """Begin a post with a message as `view` shows it; return that."""
    made = await channel.create_thread(
        name=title_of(message),
        auto_archive_duration=WEEK_MIN,
        view=view,
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
