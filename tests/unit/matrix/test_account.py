"""The file that keeps the bot's account on Matrix: for the bot alone, and never half."""

import os
from pathlib import Path

import pytest
from msgspec.structs import fields

from bot.api.errors import FatalError
from bot.platforms.matrix.account import Account, left_in, load, save, store_path


def test_it_comes_back_as_it_was(tmp_path: Path, account: Account) -> None:
    folder = tmp_path / "data" / "matrix"
    save(folder, account)
    assert load(folder) == account


def test_it_is_for_the_bot_alone(tmp_path: Path, account: Account) -> None:
    folder = tmp_path / "matrix"
    folder.mkdir(mode=0o755)
    save(folder, account)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in folder.iterdir()] == [0o600]


def test_a_later_one_takes_its_place_also_where_an_earlier_save_was_killed(tmp_path: Path, account: Account) -> None:
    (tmp_path / ".account.json.new").write_text("half")
    (tmp_path / ".account.json.new").chmod(0o644)
    save(tmp_path, account)
    assert load(tmp_path) == account
    assert [file.name for file in tmp_path.iterdir()] == ["account.json"]


def test_a_save_that_fails_leaves_the_earlier_one(
    tmp_path: Path, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, account)

    def full(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        save(tmp_path, Account(**{**_values(account), "device_id": "OTHER"}))
    assert load(tmp_path) == account


def test_it_shows_no_secrets(account: Account) -> None:
    shown = f"{account} {account!r} {account.signing}"
    secrets = (account.access_token, account.pickle_key, *_values(account.signing).values())
    assert not [secret for secret in secrets if secret in shown]
    assert account.user_id in shown


def test_without_one_the_operator_hears_how_to_sign_in(tmp_path: Path) -> None:
    with pytest.raises(FatalError, match=r"account\.json: er is nog geen account.*`watals init --matrix`"):
        load(tmp_path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
def test_one_that_others_can_read_is_refused(tmp_path: Path, account: Account, mode: int) -> None:
    save(tmp_path, account)
    (tmp_path / "account.json").chmod(mode)
    with pytest.raises(FatalError, match=r"anderen.*`chmod 600 .*account\.json`.*`watals init --matrix`"):
        load(tmp_path)


def test_one_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "account.json").mkdir(mode=0o700)
    with pytest.raises(FatalError, match=r"kan niet gelezen worden.*`watals init --matrix`"):
        load(tmp_path)


@pytest.mark.parametrize("cut", [0, 1, 60, -2])
def test_a_damaged_one_is_said_without_what_is_in_it(tmp_path: Path, account: Account, cut: int) -> None:
    save(tmp_path, account)
    file = tmp_path / "account.json"
    file.write_bytes(file.read_bytes()[:cut])
    with pytest.raises(FatalError, match=r"beschadigd.*`watals init --matrix`") as error:
        load(tmp_path)
    assert "syt_secret" not in str(error.value)
    assert error.value.__suppress_context__


@pytest.mark.parametrize("text", ["[]", "{}", '"a"', '{"homeserver": 1}', "\xff", '{"homeserver": "\xff"}'])
def test_another_kind_of_file_is_said_to_be_damaged(tmp_path: Path, text: str) -> None:
    file = tmp_path / "account.json"
    file.write_text(text, "latin-1")
    file.chmod(0o600)
    with pytest.raises(FatalError, match="beschadigd"):
        load(tmp_path)
    assert left_in(tmp_path) is None


def test_a_seed_with_something_after_it_is_no_seed(tmp_path: Path, account: Account) -> None:
    save(tmp_path, account)
    file = tmp_path / "account.json"
    file.write_text(file.read_text().replace(account.signing.master, f"{account.signing.master}\\n"))
    with pytest.raises(FatalError, match="beschadigd"):
        load(tmp_path)


def test_each_device_has_a_store_of_its_own(tmp_path: Path, account: Account) -> None:
    other = Account(**{**_values(account), "device_id": "OTHER"})
    assert store_path(tmp_path, account) != store_path(tmp_path, other)
    assert store_path(tmp_path, account).parent == tmp_path


def _values(of: object) -> dict[str, object]:
    return {field.name: getattr(of, field.name) for field in fields(of)}
