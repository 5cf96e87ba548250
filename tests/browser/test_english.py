"""The same room in English."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Windows

pytestmark = pytest.mark.browser


async def test_the_page_the_commands_and_the_answers_are_in_english(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    page = ouder.page
    await page.get_by_role("button", name="English").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.get_by_role("button", name="English")).to_have_attribute("aria-pressed", "true")
    await expect(page.get_by_role("navigation").get_by_role("heading", name="Channels")).to_be_visible()
    await expect(page.get_by_label("I am")).to_be_visible()
    await expect(ouder.composer).to_have_attribute("placeholder", "Write something, or / for a command")

    await ouder.composer.press_sequentially("/he")
    await expect(ouder.suggestions).to_have_text(re.compile("^/help.*See what you can do here$"))
    await ouder.say("/help")
    answer = ouder.saying("What can you do here?")
    await expect(answer).to_contain_text("Only you can see this")
    await expect(answer).to_contain_text("/signup")

    await ouder.say("/whatif")
    await expect(ouder.dialog.get_by_role("heading")).to_have_text("Send in an idea: what if we…")
    await expect(ouder.dialog.get_by_role("button", name="Close. You can go on later.")).to_be_visible()

    await page.reload()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await page.get_by_role("button", name="Nederlands").click()
    await expect(page.get_by_role("navigation").get_by_role("heading", name="Kanalen")).to_be_visible()


async def test_each_window_has_its_own_language(windows: Windows) -> None:
    english = await windows.open("ouder")
    dutch = await windows.open("jongere")
    await english.page.get_by_role("button", name="English").click()
    await expect(english.page.locator("html")).to_have_attribute("lang", "en")
    await dutch.say("/help")
    await expect(dutch.latest).to_contain_text("Wat kun je hier doen?")
    await english.say("/hulp")
    await expect(english.latest).to_contain_text("What can you do here?")
