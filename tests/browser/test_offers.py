"""What a message offers: things to do with it, and things to ask next under an answer."""

import pytest
from playwright.async_api import Locator, ViewportSize, expect

from tests.browser.accessible import violations
from tests.browser.conftest import DESKTOP, PHONE, Windows
from tests.browser.window import Window

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
SAID = "Bel gerust met de helpdesk: die denkt mee."
TO_DIGEST = "Zet in het volgende overzicht"
TO_IDEA = "Maak hier een idee van"
MENU = "Wat wil je met dit bericht doen?"


def more(message: Locator) -> Locator:
    return message.get_by_role("button", name=MENU)


def menu(window: Window) -> Locator:
    return window.page.get_by_role("dialog", name=MENU)


async def said_by_a_participant(windows: Windows) -> Window:
    ouder = await windows.open("ouder")
    await ouder.say(SAID)
    await expect(ouder.saying(SAID)).to_be_visible()
    return ouder


@SIZES
async def test_a_moderator_puts_what_somebody_said_in_the_digest(windows: Windows, size: ViewportSize) -> None:
    ouder = await said_by_a_participant(windows)
    moderator = await windows.open("moderator", size)
    message = moderator.saying(SAID)
    await message.hover()
    await more(message).click()
    await expect(menu(moderator)).to_be_visible()
    assert await violations(moderator) == []
    await menu(moderator).get_by_role("button", name=TO_DIGEST).click()
    await expect(menu(moderator)).to_be_hidden()

    preview = moderator.saying("Zo komt het in het volgende overzicht.")
    await expect(preview).to_contain_text(SAID)
    await expect(preview).to_contain_text("Alleen jij ziet dit")
    await expect(preview.get_by_role("button", name="Annuleren")).to_be_visible()
    assert not any("Zo komt het in het volgende overzicht." in frame for frame in ouder.heard.frames)


async def test_a_participant_is_offered_what_everybody_may_do(windows: Windows) -> None:
    ouder = await said_by_a_participant(windows)
    message = ouder.saying(SAID)
    await message.hover()
    await more(message).click()
    await expect(menu(ouder).get_by_role("button", name=TO_IDEA)).to_be_visible()
    await expect(menu(ouder).get_by_role("button", name=TO_DIGEST)).to_have_count(0)
    await menu(ouder).get_by_role("button", name=TO_IDEA).click()
    await expect(ouder.page.get_by_role("textbox", name="Wat als we…")).to_have_value(SAID)


async def test_the_menu_by_keyboard_alone(windows: Windows) -> None:
    await said_by_a_participant(windows)
    moderator = await windows.open("moderator")
    keyboard = moderator.page.keyboard
    button = more(moderator.saying(SAID))
    await moderator.tab_to(moderator.composer)
    await moderator.tab_to(button, back=True)
    await keyboard.press("Enter")
    await expect(menu(moderator)).to_be_visible()
    await keyboard.press("Escape")
    await expect(menu(moderator)).to_be_hidden()
    await expect(button).to_be_focused()

    await keyboard.press("Enter")
    await moderator.tab_to(menu(moderator).get_by_role("button", name=TO_DIGEST))
    await keyboard.press("Enter")
    await expect(moderator.saying("Zo komt het in het volgende overzicht.")).to_be_visible()
    await expect(button).to_be_focused()


@SIZES
async def test_a_button_under_an_answer_asks_on(windows: Windows, size: ViewportSize) -> None:
    moderator = await windows.open("moderator", size)
    await moderator.say("/hulp")
    await moderator.press_under(moderator.latest, "Voor moderatoren")
    await expect(moderator.saying("Wat moderatoren kunnen doen (1–15 van")).to_be_visible()
    await expect(moderator.latest).to_contain_text("Alleen jij ziet dit")
    assert await violations(moderator) == []


async def test_a_button_under_an_answer_turns_the_page_by_keyboard(windows: Windows) -> None:
    moderator = await windows.open("moderator")
    keyboard = moderator.page.keyboard
    await moderator.tab_to(moderator.composer)
    await keyboard.type("/hulp")
    await keyboard.press("Enter")
    first = moderator.saying("Wat kun je hier doen?")
    audience = first.get_by_role("button", name="Voor moderatoren")
    await expect(audience).to_be_visible()
    await moderator.tab_to(audience, back=True)
    await keyboard.press("Enter")
    begin = moderator.saying("Wat moderatoren kunnen doen (1–15 van")
    await expect(begin).to_be_visible()
    await expect(audience).to_be_focused()

    on = begin.get_by_role("button", name="Meer")
    await moderator.tab_to(on)
    await keyboard.press("Space")
    rest = moderator.saying("Wat moderatoren kunnen doen (16–")
    await expect(rest).to_be_visible()
    await expect(on).to_be_focused()
    await expect(rest.get_by_role("button", name="Vorige")).to_be_visible()
