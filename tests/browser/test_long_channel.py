"""A channel with thousands of messages: it opens, scrolls both ways and stays small in the page."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import PHONE, Windows
from tests.browser.demo import Demo
from tests.browser.test_killed import away, back
from tests.browser.window import Window

pytestmark = pytest.mark.browser

MANY = 10_000
MOST_IN_THE_PAGE = 450
"""What the page holds at most, and a page from the server on top of it."""
JUMP = re.compile("^(Naar het nieuwste bericht|Nieuwe berichten)$")


def fill(demo: Demo) -> None:
    """Put a long past in the room: something was said every ten minutes."""
    begun = datetime.now(UTC) - timedelta(minutes=10 * MANY)
    with demo.timeline.open("a", encoding="utf-8") as lines:
        for number in range(1, MANY + 1):
            content = {"blocks": [{"kind": "paragraph", "spans": [span(f"Bericht {number}.")]}]}
            at = (begun + timedelta(minutes=10 * number)).isoformat(timespec="milliseconds")
            record = {"n": number, "at": at, "what": "posted", "id": f"m{number}", "channel": "wat-als"}
            lines.write(json.dumps({**record, "author": "bot", "content": content}) + "\n")


def span(text: str) -> dict[str, str | None]:
    return {"text": text, "style": "plain", "href": None}


@pytest_asyncio.fixture(loop_scope="session")
async def long_demo(demo: Demo) -> Demo:
    """A demo with the long channel, before its first window."""
    await demo.stop()
    demo.timeline.unlink()
    fill(demo)
    await demo.start()
    return demo


async def numbers(window: Window) -> list[int]:
    """Return the numbers of the messages in the page, from top to bottom."""
    texts = await window.page.locator(".timeline:not([hidden]) article .content").all_inner_texts()
    found = [re.search(r"Bericht (\d+)\.", text) for text in texts]
    return [int(one[1]) for one in found if one is not None]


async def holds_a_few_in_a_row(window: Window) -> list[int]:
    """See that what the page holds is bounded, and without a gap or a double; return it."""
    held = await numbers(window)
    assert 0 < len(held) <= MOST_IN_THE_PAGE
    assert held == list(range(held[0], held[-1] + 1))
    return held


async def scroll_up(window: Window, pages: int) -> None:
    """Scroll to the top of what there is, so many times, and wait for older messages each time."""
    for _ in range(pages):
        first = (await numbers(window))[0]
        await window.page.locator(".timeline:not([hidden]) .log").evaluate("(log) => { log.scrollTop = 0 }")
        await expect(window.saying(f"Bericht {first - 1}.").first).to_be_attached()


async def top_of_view(window: Window) -> tuple[str, float]:
    """Return the first message in view and where on the screen it stands."""
    found: list[str | float] = await window.page.evaluate(
        """() => {
            const log = document.querySelector(".timeline:not([hidden]) .log");
            const { top } = log.getBoundingClientRect();
            const first = [...log.querySelectorAll("article")].find((one) => one.getBoundingClientRect().bottom > top);
            return [first.querySelector(".content").innerText.trim(), first.getBoundingClientRect().top - top];
        }"""
    )
    return str(found[0]), float(found[1])


async def test_it_opens_at_the_end_and_is_read_far_back_and_forth(long_demo: Demo, windows: Windows) -> None:
    ouder = await windows.open("ouder", channel="wat-als")
    await expect(ouder.saying(f"Bericht {MANY}.")).to_be_in_viewport()
    await scroll_up(ouder, 14)
    held = await holds_a_few_in_a_row(ouder)
    assert held[0] <= MANY - 700
    assert held[-1] < MANY

    log = ouder.page.locator(".timeline:not([hidden]) .log")
    for _ in range(6):
        last = (await numbers(ouder))[-1]
        await log.evaluate("(log) => { log.scrollTop = log.scrollHeight }")
        await expect(ouder.saying(f"Bericht {last + 1}.").first).to_be_attached()
    assert (await holds_a_few_in_a_row(ouder))[-1] > held[-1]

    await ouder.page.get_by_role("button", name=JUMP).click()
    await expect(ouder.saying(f"Bericht {MANY}.")).to_be_in_viewport()
    await expect(ouder.page.get_by_role("button", name=JUMP)).to_be_hidden()
    await holds_a_few_in_a_row(ouder)
    await ouder.say("Ik heb alles gelezen.")
    await expect(ouder.latest).to_contain_text("Ik heb alles gelezen.")


async def test_who_reads_far_back_is_told_of_what_is_new_and_keeps_their_place(
    long_demo: Demo, windows: Windows
) -> None:
    ouder = await windows.open("ouder", PHONE, channel="wat-als")
    jongere = await windows.open("jongere", channel="wat-als")
    await scroll_up(ouder, 10)
    place = await top_of_view(ouder)
    await jongere.say("Wie is er nog?")
    jump = ouder.page.get_by_role("button", name="Nieuwe berichten", exact=True)
    await expect(jump).to_be_visible()
    assert await top_of_view(ouder) == place
    await jump.tap()
    await expect(ouder.saying("Wie is er nog?")).to_be_in_viewport()
    await expect(jump).to_be_hidden()

    await scroll_up(ouder, 10)
    await ouder.say("Ik ben er.")
    await expect(ouder.saying("Ik ben er.")).to_be_in_viewport()
    await expect(jongere.saying("Ik ben er.")).to_have_count(1)


async def test_a_broken_line_leaves_the_reader_where_they_were(long_demo: Demo, windows: Windows) -> None:
    ouder = await windows.open("ouder", channel="wat-als")
    jongere = await windows.open("jongere", channel="wat-als")
    await scroll_up(ouder, 9)
    await ouder.page.locator(".timeline:not([hidden]) .log").evaluate("(log) => { log.scrollTop = 400 }")
    place = await top_of_view(ouder)
    await ouder.composer.fill("half af")
    await away(long_demo, ouder, jongere)
    await back(long_demo, jongere)
    for text in ("Eerste na de storing.", "Tweede na de storing."):
        await jongere.say(text)
    await expect(ouder.connection).to_be_hidden()
    await expect(ouder.page.get_by_role("button", name="Nieuwe berichten", exact=True)).to_be_visible()
    found, where = await top_of_view(ouder)
    assert found == place[0]
    assert where == pytest.approx(place[1], abs=2)
    await expect(ouder.composer).to_have_value("half af")
    await holds_a_few_in_a_row(ouder)

    await ouder.page.get_by_role("button", name="Nieuwe berichten", exact=True).click()
    for window in (ouder, jongere):
        await expect(window.articles.nth(-2)).to_contain_text("Eerste na de storing.")
        await expect(window.latest).to_contain_text("Tweede na de storing.")
        await expect(window.saying("na de storing.")).to_have_count(2)


async def test_a_reader_who_left_the_channel_comes_back_to_their_place(long_demo: Demo, windows: Windows) -> None:
    ouder = await windows.open("ouder", channel="wat-als")
    await scroll_up(ouder, 3)
    await ouder.page.locator(".timeline:not([hidden]) .log").evaluate("(log) => { log.scrollTop = 500 }")
    place = await top_of_view(ouder)
    await ouder.go_to("aankondigingen")
    await away(long_demo, ouder)
    await back(long_demo, ouder)
    await ouder.go_to("wat-als")
    found, where = await top_of_view(ouder)
    assert found == place[0]
    assert where == pytest.approx(place[1], abs=2)
    await holds_a_few_in_a_row(ouder)
