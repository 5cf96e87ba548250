"""A device of an account, with the keys that nio keeps for it."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from nio import AsyncClient, AsyncClientConfig, ErrorResponse
from nio.crypto import Olm

from bot.platforms.matrix.account import Account
from bot.platforms.matrix.signing import PasswordNeeded
from tests.matrix.http import MatrixError


class Device:
    """Makes requests as the account, and keeps what it asked."""

    def __init__(self, account: Account, folder: Path) -> None:
        config = AsyncClientConfig(pickle_key=account.pickle_key, store_sync_tokens=False)
        self.account = account
        self.nio = AsyncClient(account.homeserver, account.user_id, store_path=str(folder), config=config)
        self.nio.restore_login(account.user_id, account.device_id, account.access_token)
        self.asked: list[str] = []

    @property
    def olm(self) -> Olm:
        assert self.nio.olm is not None
        return self.nio.olm

    async def call(self, method: str, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        self.asked.append(path.removeprefix("/_matrix/client/v3/keys/"))
        headers = {"Authorization": f"Bearer {self.account.access_token}", "Content-Type": "application/json"}
        response = await self.nio.send(method, path, json.dumps(body), headers)
        answer: dict[str, Any] = await response.json()
        if response.status == 401 and "flows" in answer:
            raise PasswordNeeded(answer.get("session"))
        if response.status != 200:
            raise MatrixError(response.status, answer["errcode"], answer["error"])
        return answer


@asynccontextmanager
async def device(
    account: Account, folder: Path, kind: type[Device] = Device, *, upload: bool = True
) -> AsyncIterator[Device]:
    """A device, with its keys on the homeserver if `upload`."""
    made = kind(account, folder)
    try:
        if upload and made.nio.should_upload_keys:
            assert not isinstance(await made.nio.keys_upload(), ErrorResponse)
        yield made
    finally:
        await made.nio.close()
