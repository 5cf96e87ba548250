"""Matrix's client API over HTTP, as one account."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import aiohttp
from yarl import URL

from bot.demo.homeserver import Registered

Content = Mapping[str, Any]


class MatrixError(Exception):
    """The homeserver refuses; `errcode` is Matrix's own word for why."""

    def __init__(self, status: int, errcode: str, error: str) -> None:
        super().__init__(f"{status} {errcode}: {error}")
        self.status = status
        self.errcode = errcode


class Client:
    """Asks a homeserver, as the device of an account."""

    def __init__(self, url: str, account: Registered) -> None:
        self.url = url
        self.account = account
        self.user_id = account.user_id
        self.device_id = account.device_id
        self.access_token = account.access_token
        self._session = aiohttp.ClientSession()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def call(
        self, method: str, path: str, content: Content | None = None, *, query: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """Ask anything of the homeserver, by a path below `/_matrix/client`; raise MatrixError if it refuses."""
        url = URL(f"{self.url}/_matrix/client{path}", encoded=True)
        async with self._session.request(method, url, params=query, json=content, headers=self._headers) as answer:
            await _check(answer)
            told: dict[str, Any] = await answer.json()
            return told

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.access_token}"}

    async def download(self, mxc: str) -> bytes:
        """Return a file that somebody sent, by its `mxc://` address."""
        path = f"/_matrix/client/v1/media/download/{mxc.removeprefix('mxc://')}"
        async with self._session.get(self.url + path, headers=self._headers) as answer:
            await _check(answer)
            return await answer.read()


async def _check(answer: aiohttp.ClientResponse) -> None:
    if answer.status != 200:
        told = await answer.json()
        raise MatrixError(answer.status, told.get("errcode", ""), told.get("error", ""))
