"""Requests as a signed-in account and nothing more: without its encryption keys, beside a bot that runs or not."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from msgspec import Struct
from yarl import URL

from bot.api.errors import PlatformError
from bot.platforms.matrix.account import Account

_PATIENCE = aiohttp.ClientTimeout(total=30)


class Answer(Struct, frozen=True):
    """What a homeserver answers; `json` is None where it is no JSON, `server` what the answer says it is from."""

    status: int
    json: Any
    server: str

    @property
    def code(self) -> str:
        """The homeserver's own word for what is wrong, where it says one."""
        return str(self.fields.get("errcode", ""))

    @property
    def fields(self) -> Mapping[str, Any]:
        """What is in it, where it is a JSON object."""
        return self.json if isinstance(self.json, dict) else {}


class Asker:
    """Makes requests as an account. Get one with `asker`."""

    def __init__(self, account: Account, session: aiohttp.ClientSession) -> None:
        self.account = account
        self._session = session

    async def ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, signed_in: bool = True
    ) -> Answer:
        """Make a request and return the answer, whatever it is; raise PlatformError where none comes."""
        url = URL(self.account.homeserver + path, encoded=True)
        headers = {"Authorization": f"Bearer {self.account.access_token}"} if signed_in else {}
        try:
            async with self._session.request(method, url, json=body, headers=headers) as response:
                told = _parsed(await response.read())
                return Answer(response.status, told, response.headers.get("Server", ""))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise PlatformError(f"{type(error).__name__}: {error}") from error

    async def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Make a request and return what the homeserver gives; raise PlatformError where it gives nothing."""
        answer = await self.ask(method, path, body)
        if answer.status != 200:
            raise PlatformError(f"{answer.status} {answer.code}".strip())
        return answer.json


@asynccontextmanager
async def asker(account: Account) -> AsyncIterator[Asker]:
    """Open what makes requests as an account; close it at the end."""
    async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
        yield Asker(account, session)


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
