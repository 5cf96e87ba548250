"""The web server talks to this machine only, and to its own page only."""

import asyncio
from pathlib import Path
from typing import Any, cast

import aiohttp
import pytest
from msgspec.structs import replace
from yarl import URL

from bot.app import room_settings
from bot.platforms.room.adapter import Room
from bot.platforms.room.loopback import NotLoopbackError, check_loopback
from bot.platforms.room.server import serve
from bot.testing.world import config_in
from tests.room.driving import Browser

PATHS = ["/", "/page/main.js", "/page/nl.json"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_addresses_of_this_machine_may_be_listened_on(host: str) -> None:
    check_loopback(host)


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "", "192.168.1.2", "10.0.0.1", "::", "example.org", "localhost.example.org", "127.0.0.1.nip.io", "127"],  # noqa: S104
)
async def test_no_other_address_is_ever_bound(tmp_path: Path, host: str) -> None:
    with pytest.raises(NotLoopbackError):
        check_loopback(host)
    room = Room(replace(room_settings(config_in(tmp_path)), host=host, port=0))
    try:
        with pytest.raises(NotLoopbackError):
            await serve(room, cast("Any", None))
        assert not room.listening.is_set()
    finally:
        room.close()


@pytest.mark.parametrize("path", [*PATHS, "/ws"])
@pytest.mark.parametrize(
    "host", ["example.org", "example.org:{port}", "127.0.0.1", "127.0.0.1:1", "192.168.1.2:{port}"]
)
async def test_who_asks_for_another_host_gets_nothing(browser: Browser, path: str, host: str) -> None:
    headers = {"Host": host.format(port=browser.port), "Origin": browser.address}
    async with browser.session.get(browser.address + path, headers=headers) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
async def test_the_names_of_this_machine_are_answered(browser: Browser, name: str) -> None:
    headers = {"Host": f"{name}:{browser.port}"}
    async with browser.session.get(browser.address, headers=headers) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    "origin", [None, "null", "http://example.org", "https://127.0.0.1:{port}", "http://127.0.0.1:1"]
)
async def test_a_page_of_somebody_else_cannot_open_the_connection(browser: Browser, origin: str | None) -> None:
    headers = {} if origin is None else {"Origin": origin.format(port=browser.port)}
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await browser.session.ws_connect(f"{browser.address}/ws", headers=headers)
    assert refused.value.status == 403


@pytest.mark.parametrize("path", PATHS)
async def test_a_page_of_somebody_else_can_read_nothing(browser: Browser, path: str) -> None:
    async with browser.session.get(browser.address + path, headers={"Origin": "http://example.org"}) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_tells_the_browser_to_be_careful(browser: Browser, path: str) -> None:
    async with browser.session.get(browser.address + path) as answer:
        assert answer.status == 200
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        "/page/../server.py",
        "/page/%2e%2e/server.py",
        "/page/..%2fserver.py",
        "/page/%2e%2e%2f%2e%2e%2f%2e%2e%2fapp.py",
        "/page//etc/passwd",
        "/page/%00",
        "/page/",
        "/page",
        "/server.py",
    ],
)
async def test_nothing_outside_the_pages_folder_can_be_read(browser: Browser, path: str) -> None:
    async with browser.session.get(URL(browser.address + path, encoded=True)) as answer:
        assert answer.status in {403, 404}
        said = await answer.text()
    assert "import" not in said
    assert "root:" not in said


async def test_nothing_outside_can_be_read_by_who_does_not_tidy_the_path(browser: Browser) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", browser.port)
    host = f"127.0.0.1:{browser.port}"
    writer.write(f"GET /page/../server.py HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    async with asyncio.timeout(20):
        said = await reader.read()
    writer.close()
    await writer.wait_closed()
    assert said.split(b"\r\n", 1)[0].split()[1] in {b"403", b"404"}
    assert b"import" not in said


async def test_only_reading_is_possible(browser: Browser) -> None:
    for method in ("POST", "PUT", "DELETE"):
        async with browser.session.request(method, browser.address) as answer:
            assert answer.status == 405
