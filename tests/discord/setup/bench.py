"""A bot on Discord that an operator sets up."""

from dataclasses import dataclass
from pathlib import Path

from bot.app import found_community, open_database
from bot.config import Config, load
from bot.core.registry import Registry, load_cogs
from bot.core.shapes import shapes
from bot.domain.tx import Tx
from bot.platforms.discord import account
from bot.platforms.discord.commands.names import listing
from storage import communities, places
from tests.discord.double import Double
from tests.discord.double.state import Channel
from tests.discord.setup.operator import watals
from tests.support.operator import Ended

CONFIG = 'data = "data"\n[discord]\nmoderator_roles = ["Team jeugd"]\n'


@dataclass
class Bench:
    """A folder in which a bot is set up, and the Discord that has the bot."""

    double: Double
    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def known(self) -> Config:
        return load(self.config)

    @property
    def discord(self) -> Path:
        """Where the token is kept."""
        return self.folder / "data" / "discord"

    @property
    def token(self) -> Path:
        return self.discord / account.FILE

    def set_up(self, config: str = CONFIG) -> None:
        """Leave the folder as `watals init` does."""
        self.config.write_text(config)
        account.save(self.discord, self.double.token)

    async def init(self, *more: object, stdin: str | None = None, **environment: str) -> Ended:
        typed = f"{self.double.token}\n" if stdin is None else stdin
        words = ("init", "--discord", "--config", self.config)
        return self._safe(await watals(self.double, *words, *more, stdin=typed, **environment))

    async def check(self, **environment: str) -> Ended:
        return self._safe(await watals(self.double, "check", "--config", self.config, **environment))

    async def link(self, *channels: tuple[Channel, str]) -> None:
        """Let channels serve the community for something, as a moderator does in chat."""
        config = self.known
        database = await open_database(config, Registry(load_cogs(config.cogs)))

        async def serve(tx: Tx) -> None:
            community = await found_community(tx, config)
            for channel, purpose in channels:
                await communities.link_channel(tx, community.id, "discord", channel.id, purpose)
                await places.name(tx, "discord", channel.id, channel.name)

        await database.write(serve)
        await database.close()

    def list_commands(self) -> None:
        """Let Discord have the commands of this version, with what it adds to them."""
        added = {"id": "7", "application_id": self.double.state.bot.id, "version": "8", "description": ""}
        payload = listing(shapes(Registry(load_cogs(self.known.cogs)))).payload
        self.double.state.commands = [{**added, **one, "default_member_permissions": None} for one in payload]

    def _safe(self, done: Ended) -> Ended:
        assert self.double.token not in done.words
        assert "Traceback" not in done.err
        return done
