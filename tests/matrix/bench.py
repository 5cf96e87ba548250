"""A bot that an operator sets up, on a homeserver of the tests."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bot.demo.homeserver import Homeserver, Registered
from bot.platforms.matrix import account
from tests.matrix.http import Client
from tests.matrix.operator import watals
from tests.support.operator import Ended

PASSWORD = "een-geheim-dat-nergens-staat"
_NUMBERS = count(1)


@dataclass
class Bench:
    """A folder in which a bot is set up, and an account for it that nobody signed in yet."""

    homeserver: Homeserver
    name: str
    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def matrix(self) -> Path:
        return self.folder / "data" / "matrix"

    @property
    def account(self) -> account.Account:
        return account.load(self.matrix)

    @property
    def store(self) -> Path:
        return account.store_path(self.matrix, self.account)

    @property
    def client(self) -> Client:
        """What makes requests with the bot's own token."""
        known = self.account
        return Client(self.homeserver.url, Registered(known.user_id, known.device_id, known.access_token))

    async def init(self, *more: object, password: str = PASSWORD) -> Ended:
        words = ("init", "--config", self.config, "--homeserver", self.homeserver.url, "--user", self.name)
        return await watals(*words, *more, stdin=f"{password}\n")

    async def check(self, *, columns: int = 80) -> Ended:
        done = await watals("check", "--config", self.config, columns=columns)
        known = self.account
        for secret in (PASSWORD, known.access_token, known.pickle_key, known.signing.master):
            assert secret not in f"{done.out}{done.err}"
        assert "Traceback" not in done.err
        return done


async def new_bench(homeserver: Homeserver, folder: Path) -> Bench:
    """Make an account that no earlier test has."""
    name = f"set-up-{next(_NUMBERS)}"
    await homeserver.register(name, PASSWORD)
    return Bench(homeserver, name, folder)
