"""Typing times and names, as a person at the keyboard does."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Windows

pytestmark = pytest.mark.browser


async def test_each_part_of_a_command_is_proposed_and_picked_with_tab(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    keyboard = ouder.page.keyboard
    await ouder.tab_to(ouder.composer)
    await keyboard.type("/idee steun gewoon kind")
    await expect(ouder.suggestions).to_have_count(0)
    await ouder.composer.fill("")
    await keyboard.type("/idee steun idee: kind gewoon")
    await expect(ouder.suggestions.first).to_contain_text("kinderen weer gewoon kind")
    await keyboard.press("Tab")
    await expect(ouder.composer).to_have_value("/idee steun idee: 3 ")
    await keyboard.type("steun")
    await expect(ouder.suggestions.first).to_have_text(re.compile("^steun:"))
    await keyboard.press("Tab")
    await expect(ouder.suggestions.first).to_contain_text("Ik steun dit")
    await keyboard.press("Tab")
    await expect(ouder.composer).to_have_value("/idee steun idee: 3 steun: Ik steun dit")
    await keyboard.press("Enter")
    await expect(ouder.saying("Je steunt idee 3.")).to_be_visible()


async def test_what_stands_behind_the_cursor_stays(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    keyboard = ouder.page.keyboard
    await ouder.composer.fill(" misschien")
    await keyboard.press("Home")
    await keyboard.type("/aanm")
    await expect(ouder.suggestions).to_have_count(2)
    await keyboard.press("Tab")
    await expect(ouder.composer).to_have_value("/aanmelden  misschien")


async def test_a_field_says_below_it_how_it_was_understood_until_it_changes(windows: Windows) -> None:
    moderator = await windows.open("moderator")
    await moderator.say("/sessie nieuw")
    await moderator.fill_in({"Titel": "Meedenkdag", "Datum": "1 juni 2031", "Tijd": "half acht tot negen uur"})
    await moderator.fill_in({"Plaats": "Utrecht"})
    await moderator.press("Verder")
    await moderator.press("Terug")
    day, hours = moderator.field("Datum"), moderator.field("Tijd")
    await expect(day).to_have_accessible_description(re.compile("zondag 1 juni 2031"))
    await expect(hours).to_have_accessible_description(re.compile("19:30 - 21:00.*gelezen als 19:30 uur"))
    await expect(moderator.dialog.get_by_text("zondag 1 juni 2031")).to_be_visible()
    await day.fill("2 juni 2031")
    await expect(moderator.dialog.get_by_text("zondag 1 juni 2031")).to_have_count(0)
