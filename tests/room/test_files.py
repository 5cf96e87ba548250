"""Files in messages: never in a frame, and handed out by their own address only."""

from typing import Any

import aiohttp
import pytest

from bot.api.content import content, file, paragraph
from bot.api.errors import Refused
from bot.api.platform import Outgoing
from bot.platforms.room.limits import FILES_BYTES
from bot.testing.world import World
from tests.room.driving import Browser, Frame
from tests.support.offers.cog import AGENDA, picture

LABELS = ["Zet het in je agenda", "Een kaart van de weg erheen", "Een tekening"]


async def given(browser: Browser) -> list[Frame]:
    """Return the blocks of the answer that has files in it."""
    async with browser.window("ouder") as window:
        await window.ask("say", channel="dm:ouder", text="/aanbod bestanden")
        answer = await window.until(lambda frame: frame["type"] == "message" and frame["message"]["author"]["bot"])
        assert "data" not in str(answer)
    blocks: list[Frame] = answer["message"]["content"]["blocks"]
    return blocks


async def fetch(browser: Browser, path: str) -> tuple[aiohttp.ClientResponse, bytes]:
    async with browser.session.get(browser.address + path) as answer:
        return answer, await answer.read()


async def test_a_file_is_handed_out_as_something_to_keep(browser: Browser) -> None:
    _, agenda, _, _ = await given(browser)
    assert (agenda["name"], agenda["label"], agenda["picture"]) == ("bijeenkomst één.ics", LABELS[0], False)
    answer, data = await fetch(browser, agenda["href"])
    assert data == AGENDA
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''bijeenkomst%20%C3%A9%C3%A9n")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


async def test_a_picture_may_be_shown_but_a_drawing_that_can_hold_a_script_may_not(browser: Browser) -> None:
    _, _, shown, drawing = await given(browser)
    assert (shown["picture"], drawing["picture"]) == (True, False)
    answer, data = await fetch(browser, shown["href"])
    assert (answer.headers["Content-Type"], data) == ("image/png", picture())
    assert answer.headers["Content-Disposition"].startswith("inline")
    answer, _ = await fetch(browser, drawing["href"])
    assert answer.headers["Content-Disposition"].startswith("attachment")


async def test_a_file_of_a_previewed_card_is_there_too(browser: Browser) -> None:
    async with browser.window("ouder") as window:
        await window.ask("say", channel="dm:ouder", text="/aanbod kaart")
        answer = await window.until(lambda frame: frame["type"] == "message" and frame["message"]["author"]["bot"])
    assert "data" not in str(answer)
    block = answer["message"]["preview"]["content"]["blocks"][-1]
    _, data = await fetch(browser, block["href"])
    assert data == AGENDA


async def test_what_is_no_file_is_not_found(browser: Browser, world: World) -> None:
    _, agenda, *_ = await given(browser)
    _, _, message, at, name = agenda["href"].split("/")
    wrong = [
        f"/file/{message}/0/{name}",
        f"/file/{message}/9/{name}",
        f"/file/{message}/-1/{name}",
        f"/file/{message}/x/{name}",
        f"/file/{message}/{at}/anders.ics",
        f"/file/0000000000000000/{at}/{name}",
    ]
    for path in wrong:
        answer, _ = await fetch(browser, path)
        assert answer.status == 404, path
    world.room.remove(message)
    answer, _ = await fetch(browser, agenda["href"])
    assert answer.status == 404


@pytest.mark.parametrize("media_type", ["text/html\r\nSet-Cookie: a=b", "", "nonsense"])
async def test_a_type_that_is_none_is_just_bytes(browser: Browser, world: World, media_type: str) -> None:
    said = content(paragraph("Hier."), file("a/b.txt", media_type, b"abc", "Iets"))
    ref = await world.room.send("aankondigingen", Outgoing(said), "key")
    answer, data = await fetch(browser, f"/file/{ref}/1/a%2Fb.txt")
    assert (answer.status, data) == (200, b"abc")
    assert answer.headers["Content-Type"] == "application/octet-stream"


async def test_files_have_a_limit_together(world: World) -> None:
    def carrying(size: int) -> Outgoing:
        half = size // 2
        files: Any = (file("a", "text/plain", bytes(half), "A"), file("b", "text/plain", bytes(size - half), "B"))
        return Outgoing(content(*files))

    await world.room.send("aankondigingen", carrying(FILES_BYTES), "fits")
    with pytest.raises(Refused, match="at most"):
        await world.room.send("aankondigingen", carrying(FILES_BYTES + 1), "too much")
