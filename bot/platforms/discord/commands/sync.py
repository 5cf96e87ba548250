"""Telling Discord which commands there are, when that has changed."""

import hashlib
import json

import discord

from bot.api.platform import PlatformStore
from bot.platforms.discord.commands.names import Listing
from bot.platforms.discord.errors import platform_errors

KEY = "commands"


async def sync_commands(client: discord.Client, listing: Listing, store: PlatformStore) -> bool:
    """Let Discord list these commands and no others; return whether it had to be told.

    Raises PlatformError where it did not take them.
    """
    application_id = client.application_id
    if application_id is None:
        raise RuntimeError("commands belong to an application: the client must have logged in")
    told = fingerprint(application_id, listing)
    if await store.get(KEY) == told:
        return False
    with platform_errors():
        await client.http.bulk_upsert_global_commands(application_id, payload=list(listing.payload))
    await store.put(KEY, told)
    return True


def fingerprint(application_id: int, listing: Listing) -> str:
    """Return what tells one list of commands from another, and for whom it is."""
    text = json.dumps([application_id, listing.payload], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
