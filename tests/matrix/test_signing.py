"""Cross-signing against a real homeserver: other people's clients find every signature, and it holds."""

import json
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from vodozemac import Ed25519PublicKey, Ed25519Signature

from bot.api.errors import PlatformError
from bot.demo.homeserver import Homeserver
from bot.platforms.matrix.account import Account, load, new_seeds, store_path
from bot.platforms.matrix.signing import PasswordNeeded, Signing, ensure_signed, examine
from bot.platforms.matrix.signing_in import SignInError, sign_in
from tests.matrix.conftest import People
from tests.matrix.device import Device, device
from tests.matrix.person import Person

pytestmark = pytest.mark.matrix
PASSWORD = "een heel geheim wachtwoord"
_NUMBERS = count(1)


@pytest.fixture
async def account(homeserver: Homeserver, tmp_path: Path) -> Account:
    name = f"bot-signing-{next(_NUMBERS)}"
    await homeserver.register(name, PASSWORD)
    return await sign_in(homeserver.url, name, PASSWORD, tmp_path)


@pytest.fixture
async def anna(people: People) -> Person:
    return await people("anna")


async def ensure(of: Device, password: str | None = None) -> Signing:
    return await ensure_signed(of.call, of.olm, of.account, password)


async def look(of: Device) -> Signing:
    return await examine(of.call, of.olm, of.account)


async def is_trusted(by: Person, account: Account) -> bool:
    """Return whether a strict client trusts the device: master key signs self-signing key, and that the device."""
    told = await by.call("POST", "/v3/keys/query", {"device_keys": {account.user_id: []}})
    device = told["device_keys"][account.user_id][account.device_id]
    if account.user_id not in told.get("master_keys", {}):
        return False
    master = told["master_keys"][account.user_id]
    self_signing = told["self_signing_keys"][account.user_id]
    return (
        holds(self_signing, account, only(master))
        and holds(device, account, only(self_signing))
        and holds(master, account, device["keys"][f"ed25519:{account.device_id}"], name=account.device_id)
    )


def only(key: dict[str, Any]) -> str:
    (value,) = key["keys"].values()
    return str(value)


def holds(told: dict[str, Any], account: Account, public: str, *, name: str | None = None) -> bool:
    signature = told.get("signatures", {}).get(account.user_id, {}).get(f"ed25519:{name or public}")
    if signature is None:
        return False
    bare = {name: value for name, value in told.items() if name not in {"signatures", "unsigned"}}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    Ed25519PublicKey.from_base64(public).verify_signature(text, Ed25519Signature.from_base64(signature))
    return True


async def test_people_can_trust_the_device(account: Account, anna: Person, tmp_path: Path) -> None:
    async with device(account, tmp_path) as ours:
        assert await look(ours) is Signing.MISSING
        assert not await is_trusted(anna, account)
        assert await ensure(ours) is Signing.READY
        assert await look(ours) is Signing.READY
    assert await is_trusted(anna, account)


async def test_a_second_time_changes_nothing(account: Account, tmp_path: Path) -> None:
    async with device(account, tmp_path) as ours:
        await ensure(ours)
    async with device(load(tmp_path), tmp_path) as again:
        assert await ensure(again) is Signing.READY
        assert await look(again) is Signing.READY
        assert again.asked == ["query", "query"]


async def test_a_new_device_is_signed_with_the_keys_that_were_kept(
    account: Account, anna: Person, tmp_path: Path
) -> None:
    async with device(account, tmp_path) as ours:
        await ensure(ours)
    later = await sign_in(account.homeserver, account.user_id, PASSWORD, tmp_path)
    assert later.device_id != account.device_id
    async with device(later, tmp_path) as new:
        assert await look(new) is Signing.MISSING
        assert await ensure(new) is Signing.READY
        assert new.asked.count("device_signing/upload") == 0
    assert await is_trusted(anna, later)
    assert await is_trusted(anna, account)


class Careful(Device):
    """At a homeserver that wants the password for the first keys too."""

    async def call(self, method: str, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        if path.endswith("device_signing/upload") and body.get("auth", {}).get("password") != PASSWORD:
            raise PasswordNeeded("session")
        return await super().call(method, path, body)


async def test_a_homeserver_may_want_the_password_the_first_time_too(
    account: Account, anna: Person, tmp_path: Path
) -> None:
    async with device(account, tmp_path, Careful) as ours:
        assert await ensure(ours) is Signing.MISSING
        assert await ensure(ours, "mis") is Signing.MISSING
        assert not await is_trusted(anna, account)
        assert await ensure(ours, PASSWORD) is Signing.READY
    assert await is_trusted(anna, account)


class Unwilling(Device):
    """At a homeserver that takes no signatures."""

    async def call(self, method: str, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        if path.endswith("signatures/upload"):
            return {"failures": {self.account.user_id: {self.account.device_id: {"errcode": "M_UNKNOWN"}}}}
        return await super().call(method, path, body)


async def test_signatures_that_are_not_taken_are_said(account: Account, tmp_path: Path) -> None:
    async with device(account, tmp_path, Unwilling) as ours:
        with pytest.raises(PlatformError, match="signatures"):
            await ensure(ours)
        assert await look(ours) is Signing.MISSING


async def test_before_the_keys_of_the_device_are_there_nothing_is_signed(account: Account, tmp_path: Path) -> None:
    async with device(account, tmp_path, upload=False) as ours:
        assert await look(ours) is Signing.MISSING
        with pytest.raises(PlatformError, match="device's keys"):
            await ensure(ours)


async def test_a_lost_store_is_said_and_signing_in_again_mends_it(
    account: Account, anna: Person, tmp_path: Path
) -> None:
    async with device(account, tmp_path) as ours:
        await ensure(ours)
    store_path(tmp_path, account).unlink()
    async with device(account, tmp_path, upload=False) as without:
        assert await look(without) is Signing.LOST
        assert await ensure(without, PASSWORD) is Signing.LOST
    later = await sign_in(account.homeserver, account.user_id, PASSWORD, tmp_path)
    async with device(later, tmp_path) as new:
        assert await ensure(new) is Signing.READY
    assert store_path(tmp_path, later).exists()
    assert await is_trusted(anna, later)


class Forging(Device):
    """At a homeserver that puts a key of its own in the device, so that it could read along."""

    async def call(self, method: str, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        answer = await super().call(method, path, body)
        if path.endswith("keys/query"):
            told = answer["device_keys"][self.account.user_id][self.account.device_id]
            told["keys"][f"curve25519:{self.account.device_id}"] = "x" * 43
        return answer


async def test_no_device_is_signed_but_our_own(account: Account, tmp_path: Path) -> None:
    async with device(account, tmp_path, Forging) as ours:
        assert await ensure(ours, PASSWORD) is Signing.LOST
        assert ours.asked == ["query"]


async def test_keys_of_somebody_else_are_replaced_only_with_the_password(
    account: Account, anna: Person, tmp_path: Path
) -> None:
    async with device(account, tmp_path) as ours:
        await ensure(ours)
    other = replace(account, signing=new_seeds())
    async with device(other, tmp_path) as ours:
        assert await look(ours) is Signing.FOREIGN
        assert await ensure(ours) is Signing.FOREIGN
        assert "device_signing/upload" not in ours.asked
        assert await ensure(ours, "een verkeerd wachtwoord") is Signing.FOREIGN
        assert await look(ours) is Signing.FOREIGN
        assert await ensure(ours, PASSWORD) is Signing.READY
        assert await look(ours) is Signing.READY
    assert await is_trusted(anna, other)


async def test_a_wrong_password_is_said(account: Account, tmp_path: Path) -> None:
    with pytest.raises(SignInError, match="horen niet bij elkaar"):
        await sign_in(account.homeserver, account.user_id, "mis", tmp_path)
    assert load(tmp_path) == account
