"""A bot with no more than discord.py and nio: `python -m benchmarks.bare_program FOLDER API GATEWAY`.

It answers `hulp` on Discord and `!hulp` on Matrix, where it can read encrypted rooms, and goes on where it stopped:
what a good programmer begins with. It shares no code with the bot.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import discord
import yarl
from discord import app_commands
from nio import AsyncClient, AsyncClientConfig, MatrixRoom, RoomMessageText

ACCOUNTS = "accounts.json"
SAYS = "Ik help met sessies, aanmeldingen, ideeën en overzichten."
INTENTS = discord.Intents(
    guilds=True,
    guild_messages=True,
    guild_reactions=True,
    dm_messages=True,
    dm_reactions=True,
    guild_scheduled_events=True,
)


async def on_discord(token: str) -> None:
    """Answer on Discord."""
    client = discord.Client(intents=INTENTS, max_messages=None, chunk_guilds_at_startup=False)
    tree = app_commands.CommandTree(client)

    @tree.command(name="hulp", description="Wat kan de bot?")
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(SAYS, ephemeral=True)

    async with client:
        await client.start(token)


async def on_matrix(folder: Path, told: dict[str, Any]) -> None:
    """Answer on Matrix."""
    config = AsyncClientConfig(encryption_enabled=True, store_sync_tokens=True, pickle_key=told["pickle_key"])
    client = AsyncClient(told["homeserver"], told["user_id"], store_path=str(folder), config=config)
    client.restore_login(told["user_id"], told["device_id"], told["access_token"])

    async def answer(room: MatrixRoom, event: RoomMessageText) -> None:
        if event.body == "!hulp":
            content = {"msgtype": "m.notice", "body": SAYS}
            await client.room_send(room.room_id, "m.room.message", content, ignore_unverified_devices=True)

    client.add_event_callback(answer, RoomMessageText)
    try:
        await client.sync_forever(30_000, full_state=True)
    finally:
        await client.close()


async def main(folder: Path) -> None:
    """Answer on both until it is killed."""
    told = json.loads((folder / ACCOUNTS).read_text())
    async with asyncio.TaskGroup() as group:
        group.create_task(on_discord(told["discord"]))
        group.create_task(on_matrix(folder, told["matrix"]))


if __name__ == "__main__":
    discord.http.Route.BASE = sys.argv[2]
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sys.argv[3])
    asyncio.run(main(Path(sys.argv[1])))
