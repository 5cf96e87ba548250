"""No rule of WCAG 2.1 AA is broken anywhere, by the judgement of axe-core."""

import re

import pytest
from playwright.async_api import ViewportSize, expect

from tests.browser.accessible import violations
from tests.browser.conftest import DESKTOP, PHONE, Windows
from tests.browser.window import Window

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
SESSION = "Toekomst van de jeugdzorg: gesprek aan thematafels"


async def begin_an_idea(window: Window) -> None:
    await window.say("/watals")
    await expect(window.dialog).to_be_visible()


@SIZES
async def test_every_channel(windows: Windows, size: ViewportSize) -> None:
    moderator = await windows.open("moderator", size)
    await expect(moderator.cards).to_have_count(2)
    assert await violations(moderator) == []
    await moderator.go_to("wat-als")
    await expect(moderator.cards).to_have_count(3)
    assert await violations(moderator) == []
    await moderator.go_to("moderatie")
    assert await violations(moderator) == []
    await moderator.go_to("Wat-als bot")
    await moderator.say("/hulp")
    await expect(moderator.saying("Wat kun je hier doen?")).to_be_visible()
    assert await violations(moderator) == []


@SIZES
async def test_suggestions_with_one_chosen(windows: Windows, size: ViewportSize) -> None:
    ouder = await windows.open("ouder", size)
    await ouder.composer.press_sequentially("/idee")
    await expect(ouder.suggestions.first).to_be_visible()
    await ouder.composer.press("ArrowDown")
    assert await violations(ouder) == []


@SIZES
async def test_a_form_and_the_bar_that_leads_back_to_it(windows: Windows, size: ViewportSize) -> None:
    jongere = await windows.open("jongere", size)
    await begin_an_idea(jongere)
    assert await violations(jongere) == []
    await jongere.page.keyboard.press("Escape")
    await expect(jongere.resume).to_be_visible()
    assert await violations(jongere) == []


@SIZES
async def test_a_form_with_mistakes(windows: Windows, size: ViewportSize) -> None:
    moderator = await windows.open("moderator", size, channel="moderatie")
    await moderator.say("/sessie nieuw")
    await moderator.fill_in({"Titel": "Meedenken", "Datum": "ooit", "Tijd": "straks"})
    await moderator.press("Verder")
    await expect(moderator.field("Datum")).to_have_attribute("aria-invalid", "true")
    assert await violations(moderator) == []
    await moderator.fill_in({"Titel": "m" * 1000})
    assert await violations(moderator) == []


@SIZES
async def test_a_preview_and_an_answer_that_is_private(windows: Windows, size: ViewportSize) -> None:
    moderator = await windows.open("moderator", size, channel="moderatie")
    await moderator.say("/sessie aankondigen 3")
    await expect(moderator.latest.get_by_role("button", name="Plaatsen")).to_be_visible()
    assert await violations(moderator) == []
    await moderator.say("/onbekend")
    await expect(moderator.latest).to_contain_text("Dit commando ken ik niet.")
    assert await violations(moderator) == []


@SIZES
async def test_a_choice_of_reactions_and_one_chosen(windows: Windows, size: ViewportSize) -> None:
    ouder = await windows.open("ouder", size)
    card = ouder.titled(SESSION)
    await ouder.chip(card, "Misschien").click()
    await ouder.sees_count(card, "Misschien", 1)
    await card.get_by_role("button", name="Reactie toevoegen").click()
    await expect(ouder.page.get_by_role("button", name="Reageer met 🎉")).to_be_visible()
    assert await violations(ouder) == []


@SIZES
async def test_what_is_new_and_the_way_to_it(windows: Windows, size: ViewportSize) -> None:
    ouder = await windows.open("ouder", size, channel="wat-als")
    jongere = await windows.open("jongere")
    await jongere.say("Iets nieuws.")
    await expect(ouder.page).to_have_title(re.compile(r"^\(1\)"))
    if ouder.phone:
        await ouder.open_panel()
    assert await violations(ouder) == []
    await ouder.channel_link("aankondigingen").click()
    await expect(ouder.page.locator(".new-line:visible")).to_be_visible()
    assert await violations(ouder) == []
    await ouder.page.locator(".timeline:not([hidden]) .log").evaluate("(log) => { log.scrollTop = 0 }")
    await expect(ouder.page.get_by_role("button", name="Naar het nieuwste bericht")).to_be_visible()
    assert await violations(ouder) == []
    await jongere.say("En nog iets.")
    await expect(ouder.page.get_by_role("button", name="Nieuwe berichten", exact=True)).to_be_visible()
    assert await violations(ouder) == []


async def test_the_menu_of_a_phone(windows: Windows) -> None:
    ouder = await windows.open("ouder", PHONE)
    await ouder.open_panel()
    await expect(ouder.page.get_by_role("button", name="Menu sluiten")).to_be_focused()
    assert await violations(ouder) == []


async def test_english(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    await ouder.page.get_by_role("button", name="English").click()
    await expect(ouder.page.locator("html")).to_have_attribute("lang", "en")
    await ouder.say("/whatif")
    await expect(ouder.dialog).to_be_visible()
    assert await violations(ouder) == []
    await ouder.page.keyboard.press("Escape")
    await expect(ouder.resume).to_contain_text(re.compile("You were"))
    assert await violations(ouder) == []
