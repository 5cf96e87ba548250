"""Giving a bot its database, in step with what stands on the servers."""

import asyncio
import sqlite3
from collections.abc import Iterable
from contextlib import closing

from benchmarks.community import ANNOUNCEMENTS, IDEAS, SEEDS
from benchmarks.filled import fill
from benchmarks.servers import Home, Servers
from bot.app import found_community, open_database
from bot.config import load
from bot.core.registry import Registry, load_cogs
from bot.domain.tx import Tx
from storage import communities, moderators
from tests.discord.double.state import Message
from tests.matrix.person import Person


async def with_nothing(home: Home) -> None:
    """Give a bot a database with its channels, and nothing that ever happened in them."""
    config = load(home.folder / "config.toml")
    database = await open_database(config, Registry(load_cogs(config.cogs)))

    async def link(tx: Tx) -> None:
        community = await found_community(tx, config)
        for purpose, ref in (("announcements", ANNOUNCEMENTS), ("ideas", IDEAS)):
            await communities.link_channel(tx, community.id, "discord", ref, purpose)
            await communities.link_channel(tx, community.id, "matrix", home.rooms[purpose], purpose)
        await moderators.add(tx, community.id, "discord:1")  # else it makes up a code for the first one, at each start

    await database.write(link)
    await database.close()


async def with_years(servers: Servers, home: Home, scale: float) -> None:
    """Give a bot the database of a community that is years old, and put its open cards on the servers."""
    await asyncio.to_thread(fill, home.database, scale)
    with closing(sqlite3.connect(home.database)) as database:
        open_cards = database.execute(
            "SELECT card.id, card.kind, card.message_ref, channel.platform, purpose.purpose FROM card"
            " JOIN channel ON channel.id = card.channel_id JOIN purpose ON purpose.channel_id = channel.id"
            " WHERE card.state = 'open'"
        ).fetchall()
        _put_on_discord(servers, ((kind, ref) for _, kind, ref, where, _ in open_cards if where == "discord"))
        async with Person(servers.homeserver.url, home.account) as bot:
            for card, kind, _, where, purpose in open_cards:
                if where == "matrix":
                    ref = await _posted(bot, home.rooms[purpose], kind)
                    database.execute("UPDATE card SET message_ref = ? WHERE id = ?", (ref, card))
        for purpose, room in home.rooms.items():
            database.execute(
                "UPDATE channel SET ref = ? WHERE platform = 'matrix' AND id IN"
                " (SELECT channel_id FROM purpose WHERE purpose = ?)",
                (room, purpose),
            )
        database.commit()


def _put_on_discord(servers: Servers, cards: Iterable[tuple[str, str]]) -> None:
    state = servers.double.state
    bot = state.bot.id
    for kind, ref in cards:
        channel, _, message = ref.partition(":")
        state.messages[message] = Message(message, channel, bot, reactions={emoji: [bot] for emoji in SEEDS[kind]})


async def _posted(bot: Person, room: str, kind: str) -> str:
    event = await bot.say(room, "Dit is een kaart.")
    for emoji in SEEDS[kind]:
        await bot.react(room, event, emoji)
    return f"{room}/{event}"
