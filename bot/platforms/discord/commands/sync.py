"""Telling Discord which commands there are, when that has changed."""

import hashlib
import json
from collections.abc import Mapping

import discord

from bot.api.platform import PlatformStore
from bot.platforms.discord.commands.names import SLASH, Listing
from bot.platforms.discord.errors import platform_errors

KEY = "commands"
"""Under it is kept what Discord was told, and the ids that it gave."""


async def sync_commands(client: discord.Client, listing: Listing, store: PlatformStore) -> Mapping[str, str]:
    """Let Discord list these commands and no others; return the id that it gave each slash command, by its name.

    It is told only what changed since it was last told. Raises PlatformError where it did not take them.
    """
    application_id = client.application_id
    if application_id is None:
        raise RuntimeError("commands belong to an application: the client must have logged in")
    told = fingerprint(application_id, listing)
    known, _, ids = (await store.get(KEY) or "").partition(" ")
    if known == told and ids:
        return dict(json.loads(ids))
    with platform_errors():
        listed = await client.http.bulk_upsert_global_commands(application_id, payload=list(listing.payload))
    given = {one["name"]: str(one["id"]) for one in listed if one["type"] == SLASH}
    await store.put(KEY, f"{told} {json.dumps(given)}")
    return given


def fingerprint(application_id: int, listing: Listing) -> str:
    """Return what tells one list of commands from another, and for whom it is."""
    text = json.dumps([application_id, listing.payload], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
