"""The bot's token on Discord: for the bot alone, and shown nowhere."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.api.errors import FatalError
from bot.platforms.discord.account import FILE, VARIABLE, bot_of, checked, left_in, load, save

TOKEN = f"{base64.urlsafe_b64encode(b'1000000000000000042').decode().rstrip('=')}.GxYzAb.niet-echt_maar-lang-genoeg"


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def test_it_comes_back_as_it_was_and_is_for_the_bot_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "discord"
    save(folder, TOKEN)
    assert load(folder) == TOKEN
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [(file.name, file.stat().st_mode & 0o777) for file in folder.iterdir()] == [(FILE, 0o600)]


def test_a_file_that_somebody_made_by_hand_may_end_in_an_empty_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(f"\n  {TOKEN}\r\n\n")
    (tmp_path / FILE).chmod(0o600)
    assert load(tmp_path) == TOKEN


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path, TOKEN)
    monkeypatch.setenv(VARIABLE, f"{TOKEN}-anders\n")
    assert load(tmp_path) == f"{TOKEN}-anders"
    monkeypatch.setenv(VARIABLE, "")
    assert load(tmp_path) == TOKEN
    monkeypatch.setenv(VARIABLE, "Bot geheim-geheim-geheim")
    with pytest.raises(FatalError, match=f"{VARIABLE}: dit is geen token") as caught:
        load(tmp_path)
    assert "geheim" not in str(caught.value)


def test_without_one_the_operator_hears_how_to_give_it(tmp_path: Path) -> None:
    with pytest.raises(FatalError, match=rf"token: er is nog geen token.*`watals init --discord`.*{VARIABLE}"):
        load(tmp_path)


@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_one_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    save(tmp_path, TOKEN)
    (tmp_path / FILE).chmod(mode)
    with pytest.raises(FatalError, match=r"anderen.*`chmod 600 .*token`.*nieuw token.*`watals init --discord`"):
        load(tmp_path)
    assert left_in(tmp_path) == TOKEN


@pytest.mark.parametrize("told", [b"", b"geheim", b"geheim " * 10, b"\xff" * 40, TOKEN.encode() * 2 + b"\n" + b"x"])
def test_what_is_no_token_is_said_so_and_not_repeated(tmp_path: Path, told: bytes) -> None:
    (tmp_path / FILE).write_bytes(told)
    (tmp_path / FILE).chmod(0o600)
    with pytest.raises(FatalError, match="dit is geen token") as caught:
        load(tmp_path)
    assert "geheim" not in str(caught.value)
    assert left_in(tmp_path) is None


@given(st.text())
def test_no_text_becomes_a_header_of_its_own(told: str) -> None:
    try:
        token = checked(told, "hier")
    except FatalError:
        return
    assert token.isascii()
    assert len(token.split()) == 1


@given(st.integers(min_value=0, max_value=2**64))
def test_a_token_says_which_bot_it_is_of(number: int) -> None:
    first = base64.urlsafe_b64encode(str(number).encode()).decode()
    assert bot_of(f"{first.rstrip('=')}.a.b") == number
    assert bot_of(f"{first}.a.b") == number


@given(st.text(alphabet="ABCabc019-_.=", max_size=30))
def test_a_token_that_says_nothing_is_no_error(token: str) -> None:
    assert bot_of(token) is None or bot_of(token) >= 0
