"""Everything by keyboard alone."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Windows

pytestmark = pytest.mark.browser


async def test_a_command_is_completed_with_arrows_and_tab(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    keyboard = ouder.page.keyboard
    await ouder.tab_to(ouder.composer)
    await keyboard.type("/idee")
    await expect(ouder.page.get_by_role("listbox", name="Suggesties")).to_be_visible()
    await expect(ouder.suggestions).to_have_count(3)
    await keyboard.press("ArrowDown")
    await keyboard.press("ArrowDown")
    await expect(ouder.suggestions.nth(1)).to_have_attribute("aria-selected", "true")
    chosen = await ouder.suggestions.nth(1).get_attribute("id")
    assert chosen is not None
    await expect(ouder.composer).to_have_attribute("aria-activedescendant", chosen)
    await keyboard.press("Enter")
    await expect(ouder.composer).to_have_value(re.compile("^/idee (lijst|steun|toon) $"))
    await expect(ouder.suggestions.first).to_be_visible()
    await keyboard.press("Escape")
    await expect(ouder.suggestions).to_have_count(0)

    await ouder.composer.fill("")
    await keyboard.type("/idee t")
    await expect(ouder.suggestions).to_have_count(1)
    await keyboard.press("Tab")
    await expect(ouder.composer).to_have_value("/idee toon ")
    await expect(ouder.suggestions.first).to_contain_text("kinderen weer gewoon kind")
    await keyboard.press("Tab")
    await expect(ouder.composer).to_have_value("/idee toon 3")
    await keyboard.press("Enter")
    await expect(ouder.titled("Wat als kinderen weer gewoon kind mogen zijn?")).to_be_visible()


async def test_a_form_is_filled_in_and_its_preview_confirmed(windows: Windows) -> None:
    jongere = await windows.open("jongere")
    keyboard = jongere.page.keyboard
    await jongere.tab_to(jongere.composer)
    await keyboard.type("/watals")
    await keyboard.press("Enter")
    await expect(jongere.field("Wat als we…")).to_be_focused()
    await keyboard.type("vaker buiten praten?")
    await keyboard.press("Tab")
    await expect(jongere.field("Nu…")).to_be_focused()
    await keyboard.type("We zitten altijd binnen.")
    await keyboard.press("Tab")
    await keyboard.press("ArrowDown")
    await expect(jongere.dialog.get_by_role("radio", name="Oorzaken aanpakken")).to_be_checked()
    await keyboard.press("Tab")
    await expect(jongere.dialog.get_by_role("button", name="Klaar")).to_be_focused()
    await keyboard.press("Enter")
    await expect(jongere.dialog).to_be_hidden()
    await expect(jongere.composer).to_be_focused()
    await keyboard.type("/")
    await expect(jongere.composer).to_have_value("/")
    await keyboard.press("Backspace")

    publish = jongere.latest.get_by_role("button", name="Plaats mijn idee")
    await jongere.tab_to(publish, back=True)
    await keyboard.press("Enter")
    await expect(jongere.saying("Dank je wel.")).to_be_visible()
    await expect(jongere.page.locator("body")).not_to_be_focused()


async def test_escape_closes_a_form_and_gives_the_focus_back(windows: Windows) -> None:
    jongere = await windows.open("jongere")
    keyboard = jongere.page.keyboard
    await jongere.tab_to(jongere.composer)
    await keyboard.type("/watals")
    await keyboard.press("Enter")
    await expect(jongere.field("Wat als we…")).to_be_focused()
    await keyboard.type("nog even wachten?")
    await keyboard.press("Escape")
    await expect(jongere.dialog).to_be_hidden()
    await expect(jongere.composer).to_be_focused()
    await keyboard.type("intussen iets anders")
    await expect(jongere.composer).to_have_value("intussen iets anders")

    again = jongere.resume.get_by_role("button")
    await jongere.tab_to(again, back=True)
    await keyboard.press("Enter")
    await expect(jongere.field("Wat als we…")).to_be_focused()
    await expect(jongere.field("Wat als we…")).to_have_value("nog even wachten?")
    await jongere.tab_to(jongere.dialog.get_by_role("button", name="Annuleren"))
    await keyboard.press("Space")
    await expect(jongere.dialog).to_be_hidden()
    await expect(jongere.resume).to_be_hidden()
    await expect(jongere.composer).to_be_focused()


async def test_a_reaction_is_pressed_and_keeps_the_focus(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    card = ouder.titled("Toekomst van de jeugdzorg: gesprek aan thematafels")
    chip = ouder.chip(card, "Misschien")
    await ouder.tab_to(ouder.composer)
    await ouder.tab_to(chip, back=True)
    await ouder.page.keyboard.press("Space")
    await ouder.sees_count(card, "Misschien", 1)
    await expect(chip).to_be_focused()
    await expect(chip).to_have_attribute("aria-pressed", "true")
    await ouder.page.keyboard.press("Enter")
    await ouder.sees_count(card, "Misschien", 0)
    await expect(chip).to_be_focused()


async def test_another_reaction_is_picked_and_taken_back(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    keyboard = ouder.page.keyboard
    card = ouder.titled("Toekomst van de jeugdzorg: gesprek aan thematafels")
    add = card.get_by_role("button", name="Reactie toevoegen")
    await ouder.tab_to(ouder.composer)
    await ouder.tab_to(add, back=True)
    await keyboard.press("Enter")
    party = ouder.page.get_by_role("button", name="Reageer met 🎉")
    await ouder.tab_to(party)
    await keyboard.press("Enter")
    picked = card.get_by_role("button", name="reactie 🎉, 1")
    await expect(picked).to_have_attribute("aria-pressed", "true")
    await expect(add).to_be_focused()
    await ouder.tab_to(picked, back=True)
    await keyboard.press("Space")
    await expect(picked).to_have_count(0)
    await expect(ouder.page.locator("body")).not_to_be_focused()


async def test_the_menu_on_a_narrow_window_opens_and_closes_by_keyboard(windows: Windows) -> None:
    ouder = await windows.open("ouder", {"width": 620, "height": 800})
    menu = ouder.page.get_by_role("button", name="Menu openen")
    await ouder.tab_to(menu)
    await ouder.page.keyboard.press("Enter")
    await expect(ouder.page.get_by_role("button", name="Menu sluiten")).to_be_focused()
    await ouder.page.keyboard.press("Escape")
    await expect(menu).to_be_focused()
    await expect(menu).to_have_attribute("aria-expanded", "false")
