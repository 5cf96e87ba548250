"""A Discord of our own and a real homeserver, with somebody on each who asks a bot for help and awaits the answer."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import bare_program
from benchmarks.community import ANNOUNCEMENTS, IDEAS
from bot.demo.homeserver import Homeserver, Registered
from bot.platforms.discord import account as on_discord
from bot.platforms.matrix import account as on_matrix
from tests.discord.double import Double, found_guild
from tests.discord.double.asking import ask
from tests.discord.double.routes_commands import CHAT
from tests.discord.double.routes_interactions import COMMAND
from tests.discord.double.state import TEXT, Channel
from tests.discord.world import BOT_MAY
from tests.matrix.person import Person as MatrixPerson

CONFIG = """data = "data"
log_level = "warning"
[community]
name = "Radicale vernieuwing jeugdzorg"
[discord]
[matrix]
"""

ASK_AGAIN_AFTER_S = 2.0
"""A bot that never ran leaves what was said before it came."""


@dataclass
class Home:
    """Where a bot lives: the folder with its accounts, its rooms on the homeserver by what they serve for.

    `direct` is where the visitor talks with the bot alone.
    """

    folder: Path
    account: Registered
    rooms: Mapping[str, str]
    direct: str

    @property
    def database(self) -> Path:
        """Where our bot keeps its truth."""
        return self.folder / "data" / "watals.db"


class Servers:
    """Both, with as many bots as there are homes: one runs at a time."""

    def __init__(self, double: Double, homeserver: Homeserver, visitor: MatrixPerson) -> None:
        self.double = double
        self.homeserver = homeserver
        self._visitor = visitor
        self._caller = double.add_person("Ouder")
        self.guild = found_guild(double, "Gemeenschap", double.add_person("Beheerder"), self._caller)
        self.guild.invite_bot(BOT_MAY)
        for ref, name in ((ANNOUNCEMENTS, "aankondigingen"), (IDEAS, "wat-als")):
            double.add_channel(Channel(ref, TEXT, name, guild_id=self.guild.guild.id))

    async def home(self, folder: Path) -> Home:
        """Make a home, with accounts for our bot and for the bare one."""
        name = f"bot-{secrets.token_hex(4)}"  # digits alone are for guests
        account = await self.homeserver.register(name)
        data = folder / "data"
        (data / "matrix").mkdir(parents=True)
        (folder / "config.toml").write_text(CONFIG)
        on_discord.save(data / "discord", self.double.token)
        pickle_key = on_matrix.new_pickle_key()
        told = (self.homeserver.url, account.user_id, account.device_id, datetime.now(UTC), account.access_token)
        on_matrix.save(data / "matrix", on_matrix.Account(*told, pickle_key, on_matrix.new_seeds()))
        bare = {
            "homeserver": self.homeserver.url,
            "user_id": account.user_id,
            "device_id": account.device_id,
            "access_token": account.access_token,
            "pickle_key": pickle_key,
        }
        (folder / bare_program.ACCOUNTS).write_text(json.dumps({"discord": self.double.token, "matrix": bare}))
        made = {
            purpose: await self._visitor.create_room(purpose, public=True) for purpose in ("announcements", "ideas")
        }
        direct = await self._visitor.open_dm(account.user_id)
        async with MatrixPerson(self.homeserver.url, account) as bot:
            await bot.accept_invites()
            for room in made.values():
                await bot.join(room)
        return Home(folder, account, made, direct)

    async def asked_on_discord(self) -> None:
        """Ask as soon as the bot can hear it; return when the answer is there."""
        await self.double.gateway.joined()
        channel = self.double.state.channel(ANNOUNCEMENTS)
        assert channel is not None  # noqa: S101 - it was made
        self.double.clock.now = datetime.now(UTC)  # the bot looks at its own clock to see for how long it can answer
        asked = ask(self.double, self._caller.id, COMMAND, channel, {"id": "1", "type": CHAT, "name": "hulp"})
        await asked.answered.wait()

    async def asked_on_matrix(self, home: Home) -> None:
        """Ask, whether the bot is there or not; return when the answer is there.

        What was said before it was ever there, a bot need not answer: ask again.
        """
        before = self._answers(home)
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(ASK_AGAIN_AFTER_S):
                    await self._visitor.say(home.direct, "!hulp")
                    await self._visitor.wait_for(lambda: self._answers(home) > before)
                    return

    def _answers(self, home: Home) -> int:
        return sum(one.sender == home.account.user_id for one in self._visitor.messages(home.direct))


@asynccontextmanager
async def servers(folder: Path) -> AsyncIterator[Servers]:
    """Start them."""
    async with Double() as double, Homeserver(folder / "homeserver", fleeting=True) as homeserver:
        visitor = await homeserver.register("bezoeker", displayname="Bezoeker")
        async with MatrixPerson(homeserver.url, visitor) as person:
            yield Servers(double, homeserver, person)
