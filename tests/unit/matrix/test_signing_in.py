"""Signing in at homeservers that have bad days, and addresses with mistakes in them. Real ones: tests/matrix."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.platforms.matrix.account import load
from bot.platforms.matrix.signing_in import SignInError, sign_in

VERSIONS = {"versions": ["v1.11"]}
FLOWS = {"flows": [{"type": "m.login.sso"}, {"type": "m.login.password"}]}
TOLD = {"user_id": "@wat-als:example.org", "device_id": "D", "access_token": "syt_secret"}


class Double:
    """A homeserver that says what a test tells it to."""

    def __init__(self) -> None:
        self.says: dict[str, tuple[int, Any]] = {
            "/.well-known/matrix/client": (404, {}),
            "/_matrix/client/versions": (200, VERSIONS),
            "GET /_matrix/client/v3/login": (200, FLOWS),
            "POST /_matrix/client/v3/login": (200, TOLD),
        }
        self.moved: dict[str, str] = {}
        self.heard: list[Mapping[str, Any]] = []
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self.server = TestServer(app)

    @property
    def url(self) -> str:
        return str(self.server.make_url("")).rstrip("/")

    async def _answer(self, request: web.Request) -> web.Response:
        moved = self.moved.get(f"{request.method} {request.path}")
        if moved is not None:
            raise web.HTTPTemporaryRedirect(moved)
        if request.method == "POST":
            self.heard.append(await request.json())
        status, said = self.says.get(request.path) or self.says[f"{request.method} {request.path}"]
        return (
            web.Response(status=status, body=said)
            if isinstance(said, bytes)
            else web.json_response(said, status=status)
        )


@pytest.fixture
async def double() -> AsyncIterator[Double]:
    double = Double()
    await double.server.start_server()
    yield double
    await double.server.close()


async def test_it_signs_in_and_keeps_the_account(double: Double, tmp_path: Path) -> None:
    account = await sign_in(f" {double.url}/ ", "wat-als ", "geheim", tmp_path)
    assert load(tmp_path) == account
    assert (account.homeserver, account.user_id, account.device_id) == (double.url, TOLD["user_id"], "D")
    (login,) = double.heard
    assert login["identifier"] == {"type": "m.id.user", "user": "wat-als"}
    assert "device_id" not in login
    assert "geheim" not in (tmp_path / "account.json").read_text()


async def test_signing_keys_stay_and_the_device_and_its_store_are_new(double: Double, tmp_path: Path) -> None:
    first = await sign_in(double.url, "wat-als", "geheim", tmp_path)
    double.says["POST /_matrix/client/v3/login"] = (200, {**TOLD, "device_id": "E"})
    second = await sign_in(double.url, "wat-als", "geheim", tmp_path)
    assert second.signing == first.signing
    assert second.pickle_key != first.pickle_key
    assert second.device_id == "E"


async def test_another_user_gets_signing_keys_of_their_own(double: Double, tmp_path: Path) -> None:
    first = await sign_in(double.url, "wat-als", "geheim", tmp_path)
    double.says["POST /_matrix/client/v3/login"] = (200, {**TOLD, "user_id": "@ander:example.org"})
    assert (await sign_in(double.url, "ander", "geheim", tmp_path)).signing != first.signing


async def test_signing_keys_that_others_could_read_are_not_kept(double: Double, tmp_path: Path) -> None:
    first = await sign_in(double.url, "wat-als", "geheim", tmp_path)
    (tmp_path / "account.json").chmod(0o644)
    assert (await sign_in(double.url, "wat-als", "geheim", tmp_path)).signing != first.signing


async def test_the_domain_names_its_homeserver(double: Double, tmp_path: Path) -> None:
    domain = Double()
    domain.says = {"/.well-known/matrix/client": (200, {"m.homeserver": {"base_url": f"{double.url}/"}})}
    async with domain.server:
        assert (await sign_in(domain.url, "wat-als", "geheim", tmp_path)).homeserver == double.url


@pytest.mark.parametrize(
    "named",
    [
        {},
        [],
        b"<html>",
        {"m.homeserver": {"base_url": "http://matrix.example.org"}},
        {"m.homeserver": {"base_url": "ftp://matrix.example.org"}},
        {"m.homeserver": {"base_url": 1}},
        {"m.homeserver": "https://matrix.example.org"},
    ],
)
async def test_a_domain_that_names_none_is_one_itself(double: Double, tmp_path: Path, named: object) -> None:
    double.says["/.well-known/matrix/client"] = (200, named)
    assert (await sign_in(double.url, "wat-als", "geheim", tmp_path)).homeserver == double.url


async def test_no_password_is_sent_on_to_another_server(double: Double, tmp_path: Path) -> None:
    other = Double()
    async with other.server:
        double.moved["POST /_matrix/client/v3/login"] = f"{other.url}/_matrix/client/v3/login"
        with pytest.raises(SignInError, match="de server zegt 307"):
            await sign_in(double.url, "wat-als", "geheim", tmp_path)
    assert other.heard == []


@pytest.mark.parametrize("address", ["http://example.org", "http://192.168.1.10:8008", "http://127.0.0.1.example.org"])
async def test_no_password_goes_over_the_line_in_the_clear(address: str, tmp_path: Path) -> None:
    with pytest.raises(SignInError, match=r"http is niet veilig.*https://"):
        await sign_in(address, "wat-als", "geheim", tmp_path)


@pytest.mark.parametrize(
    "address", ["", "ftp://example.org", "https://", "https://[", "https://a:b@example.org", "http://x:y"]
)
async def test_what_is_no_address_is_said(address: str, tmp_path: Path) -> None:
    with pytest.raises(SignInError, match="geen adres"):
        await sign_in(address, "wat-als", "geheim", tmp_path)


async def test_a_server_that_is_away_is_said(double: Double, tmp_path: Path) -> None:
    url = double.url
    await double.server.close()
    with pytest.raises(SignInError, match="niet bereikbaar"):
        await sign_in(url, "wat-als", "geheim", tmp_path)


@pytest.mark.parametrize(
    ("path", "answer", "words"),
    [
        ("/_matrix/client/versions", (404, {}), "geen Matrix-server"),
        ("/_matrix/client/versions", (200, b"<html>hoi</html>"), "geen Matrix-server"),
        ("/_matrix/client/versions", (200, [1]), "geen Matrix-server"),
        (
            "GET /_matrix/client/v3/login",
            (200, {"flows": [{"type": "m.login.sso"}]}),
            "niet aanmelden met een wachtwoord",
        ),
        ("GET /_matrix/client/v3/login", (200, {"flows": 1}), "niet aanmelden met een wachtwoord"),
        ("POST /_matrix/client/v3/login", (403, {"errcode": "M_FORBIDDEN"}), "horen niet bij elkaar"),
        ("POST /_matrix/client/v3/login", (403, {"errcode": "M_USER_DEACTIVATED"}), "opgeheven"),
        (
            "POST /_matrix/client/v3/login",
            (429, {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 2500}),
            "over 3 seconden",
        ),
        ("POST /_matrix/client/v3/login", (429, b"slow down"), "over een paar minuten"),
        ("POST /_matrix/client/v3/login", (500, {"errcode": "M_UNKNOWN"}), "500 M_UNKNOWN"),
        ("POST /_matrix/client/v3/login", (502, b"<html>"), "502"),
        ("POST /_matrix/client/v3/login", (200, {"user_id": "@a:b"}), "de server zegt 200"),
    ],
)
async def test_what_goes_wrong_is_said_in_words_and_nothing_is_kept(
    double: Double, tmp_path: Path, path: str, answer: tuple[int, object], words: str
) -> None:
    double.says[path] = answer
    with pytest.raises(SignInError, match=words) as error:
        await sign_in(double.url, "wat-als", "geheim", tmp_path)
    assert "geheim" not in str(error.value)
    assert not (tmp_path / "account.json").exists()
