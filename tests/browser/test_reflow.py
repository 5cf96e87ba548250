"""Nothing is cut off or out of reach: much enlarged, with wide-set text, and under a finger."""

import re

import pytest
from playwright.async_api import ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE, Windows
from tests.browser.window import Window

pytestmark = pytest.mark.browser

# What 1280 × 1024 becomes at 400 %, and 1280 × 800 at 200 %.
ENLARGED = [ViewportSize(width=320, height=256), ViewportSize(width=640, height=400)]
SMALLEST_TARGET = 44
SET_WIDE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* {
        line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
    } p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets.push(sheet);
}"""
CUT_OFF = """() => [...document.querySelectorAll("body *")]
    .filter((node) => node.checkVisibility() && node.innerText?.trim() && !node.closest(".unseen, .continued, .skips"))
    .filter((node) => ["hidden", "clip"].includes(getComputedStyle(node).overflowX))
    .filter((node) => !node.matches(".log, .sheet, body"))
    .filter((node) => node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1)
    .map((node) => node.outerHTML.slice(0, 200))"""
TOO_SMALL = """(smallest) => [...document.querySelectorAll("button, select, input, textarea, .channel, [role=option]")]
    .map((node) => node.closest("label") ?? node)
    .filter((node) => node.checkVisibility() && !node.closest("[inert], .skips"))
    .filter((node) => {
        const { width, height } = node.getBoundingClientRect();
        return width < smallest || height < smallest;
    })
    .map((node) => `${node.getBoundingClientRect().width} ${node.getBoundingClientRect().height} ${node.outerHTML}`)"""
OVERLAPPING = """() => {
    const targets = [...document.querySelectorAll(".timeline:not([hidden]) .log button")];
    const boxes = targets.map((node) => node.getBoundingClientRect());
    return boxes.flatMap((one, at) => boxes.slice(at + 1)
        .filter((other) => one.left < other.right - 1 && other.left < one.right - 1
            && one.top < other.bottom - 1 && other.top < one.bottom - 1)
        .map(() => targets[at].outerHTML.slice(0, 200)));
}"""


async def cut_off(window: Window) -> list[str]:
    """Return what sticks out sideways, and what hides part of its text."""
    hidden: list[str] = await window.page.evaluate(CUT_OFF)
    return [*await window.sticking_out(), *hidden]


async def too_small(window: Window) -> list[str]:
    """Return what is hard to hit with a finger: too small, or under something else."""
    small: list[str] = await window.page.evaluate(TOO_SMALL, SMALLEST_TARGET)
    covered: list[str] = await window.page.evaluate(OVERLAPPING)
    return small + covered


async def open_menu(window: Window) -> None:
    await window.open_panel()
    await expect(window.page.get_by_role("button", name="Menu sluiten")).to_be_focused()


async def make_mistakes(window: Window) -> None:
    await window.say("/sessie nieuw")
    await window.fill_in({"Titel": "Meedenken", "Datum": "ooit", "Tijd": "straks"})
    await window.press("Verder")
    await expect(window.field("Datum")).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("size", ENLARGED, ids=["400 percent", "200 percent"])
async def test_much_enlarged_everything_is_read_and_done_by_scrolling_one_way(
    windows: Windows, size: ViewportSize
) -> None:
    moderator = await windows.open("moderator", size)
    await expect(moderator.cards).to_have_count(2)
    assert await cut_off(moderator) == []
    await expect(moderator.composer).to_be_in_viewport(ratio=1)
    await open_menu(moderator)
    await moderator.page.get_by_label("Ik ben").scroll_into_view_if_needed()
    await expect(moderator.page.get_by_label("Ik ben")).to_be_in_viewport(ratio=1)
    assert await cut_off(moderator) == []
    await moderator.page.keyboard.press("Escape")
    await moderator.composer.press_sequentially("/sessie ")
    await expect(moderator.suggestions.first).to_be_in_viewport()
    assert await cut_off(moderator) == []
    await moderator.composer.fill("")
    await make_mistakes(moderator)
    assert await cut_off(moderator) == []
    await moderator.fill_in({"Datum": "1 juni 2031", "Tijd": "10-12u", "Plaats": "Ede"})
    await moderator.press("Verder")
    await moderator.press("Klaar")
    await expect(moderator.saying("is bewaard")).to_be_visible()
    await moderator.say("/sessie aankondigen 4")
    await moderator.press_under(moderator.latest, "Plaatsen")
    await expect(moderator.titled("Meedenken").last).to_be_visible()
    assert await cut_off(moderator) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_with_text_set_wide_nothing_is_lost(windows: Windows, size: ViewportSize) -> None:
    moderator = await windows.open("moderator", size)
    await expect(moderator.cards).to_have_count(2)
    await moderator.page.evaluate(SET_WIDE)
    assert await cut_off(moderator) == []
    if moderator.phone:
        await open_menu(moderator)
        assert await cut_off(moderator) == []
        await moderator.page.keyboard.press("Escape")
    await moderator.composer.press_sequentially("/sessie ")
    await expect(moderator.suggestions.first).to_be_visible()
    assert await cut_off(moderator) == []
    await moderator.composer.fill("")
    await make_mistakes(moderator)
    assert await cut_off(moderator) == []
    await moderator.page.keyboard.press("Escape")
    await expect(moderator.resume).to_be_visible()
    assert await cut_off(moderator) == []


async def test_everything_is_large_enough_for_a_finger(windows: Windows) -> None:
    moderator = await windows.open("moderator", PHONE)
    for text in ("Een.", "Twee.", "Drie."):
        await moderator.say(text)
    await moderator.chip(moderator.cards.first, "Misschien").tap()
    await expect(moderator.saying("Drie.")).to_be_visible()
    assert await too_small(moderator) == []
    await moderator.saying("Drie.").get_by_role("button", name="Wat wil je met dit bericht doen?").tap()
    await moderator.page.get_by_role("button", name="Reageer met 🎉").tap()
    await expect(moderator.page.get_by_role("button", name=re.compile("^reactie 🎉"))).to_be_visible()
    assert await too_small(moderator) == []
    await moderator.composer.press_sequentially("/sessie ")
    await expect(moderator.suggestions.first).to_be_visible()
    assert await too_small(moderator) == []
    await moderator.composer.fill("")
    await make_mistakes(moderator)
    assert await too_small(moderator) == []
    await moderator.page.keyboard.press("Escape")
    await expect(moderator.resume).to_be_visible()
    assert await too_small(moderator) == []
    await open_menu(moderator)
    assert await too_small(moderator) == []


async def test_who_asked_for_rest_sees_nothing_move(windows: Windows) -> None:
    ouder = await windows.open("ouder", PHONE)
    await ouder.page.emulate_media(reduced_motion="reduce")
    await open_menu(ouder)
    moving = """() => [...document.querySelectorAll("*")]
        .filter((node) => getComputedStyle(node).transitionDuration !== "0s"
            || getComputedStyle(node).animationName !== "none")
        .map((node) => node.outerHTML.slice(0, 200))"""
    assert await ouder.page.evaluate(moving) == []
    assert await ouder.page.evaluate("document.getAnimations().length") == 0
