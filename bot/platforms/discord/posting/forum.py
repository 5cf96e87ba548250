"""Posts in a forum: each message has a thread of its own there, with a title and tags."""

import json
from collections.abc import Collection, Iterable

import discord
import structlog
from discord import ui

from bot.api.content import plain
from bot.api.fitting import shortened
from bot.api.platform import Outgoing, PlatformStore
from bot.platforms.discord import refs
from bot.platforms.discord.posting.threads import WEEK_MIN
from bot.platforms.discord.writing.escaping import one_line
from bot.platforms.discord.writing.markup import files

TITLE_LIMIT = 100
TAGS_LIMIT = 5

KEPT = "post:"
"""Of each post is kept under this and its id: its title, the tags its card asks for, and those that the bot gave it."""

_log = structlog.get_logger(__name__)


async def post(
    channel: discord.ForumChannel, message: Outgoing, view: ui.LayoutView, store: PlatformStore
) -> discord.Message:
    """Begin a post with a message as `view` shows it; return that."""
    tags = tags_of(channel, message.tags)
    made = await channel.create_thread(
        name=title_of(message),
        auto_archive_duration=WEEK_MIN,
        view=view,
        files=files(message.content),
        applied_tags=tags,
        allowed_mentions=discord.AllowedMentions.none(),
    )
    await store.put(f"{KEPT}{made.thread.id}", _kept(message, {tag.id for tag in tags}))
    return made.message


async def follow(client: discord.Client, message_ref: str, message: Outgoing, store: PlatformStore) -> None:
    """Let the post that a message begins be called and sorted by what it says now; tags that people gave it stay.

    Nothing is asked of Discord while that is the same. Titles may change twice in ten minutes.
    """
    thread_id, message_id = refs.message_parts(message_ref)
    if thread_id != message_id:
        return
    slot = f"{KEPT}{thread_id}"
    told = json.loads(await store.get(slot) or '{"put": []}')
    if told == json.loads(_kept(message, told["put"])):
        return
    thread = await client.fetch_channel(thread_id)
    if not isinstance(thread, discord.Thread) or not isinstance(thread.parent, discord.ForumChannel):
        return
    tags = tags_of(thread.parent, message.tags)
    others = [tag for tag in thread.applied_tags if tag.id not in told["put"] and tag not in tags]
    try:
        await thread.edit(name=title_of(message), applied_tags=[*others, *tags][:TAGS_LIMIT])
    except discord.Forbidden as error:
        # A moderator locked it: its card still says how things are.
        _log.warning("post_not_followed", thread=thread_id, error=error.text)
    await store.put(slot, _kept(message, {tag.id for tag in tags}))


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


def _kept(message: Outgoing, put: Collection[int]) -> str:
    return json.dumps({"title": title_of(message), "tags": list(message.tags), "put": sorted(put)})
