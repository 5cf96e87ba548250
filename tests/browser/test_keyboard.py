"""Everything by keyboard alone."""

import re
from itertools import pairwise

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Windows
from tests.browser.demo import Demo
from tests.browser.test_killed import away, back

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


async def test_two_buttons_lead_past_the_channels(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    page = ouder.page
    to_messages = page.get_by_role("button", name="Naar de berichten")
    await page.keyboard.press("Tab")
    await expect(to_messages).to_be_focused()
    await expect(to_messages).to_be_in_viewport(ratio=1)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log", name="Berichten in #aankondigingen")).to_be_focused()
    await page.reload()
    await expect(ouder.cards).to_have_count(2)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await expect(ouder.composer).to_be_focused()


async def test_a_channel_is_opened_and_ones_own_place_is_the_composer(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    await ouder.tab_to(ouder.channel_link("wat-als"))
    await ouder.page.keyboard.press("Enter")
    await expect(ouder.page.get_by_role("heading", level=1)).to_have_text("#wat-als")
    await expect(ouder.channel_link("wat-als")).to_have_attribute("aria-current", "page")
    await expect(ouder.composer).to_be_focused()


async def test_another_person_and_another_language_leave_the_focus_where_it_is(windows: Windows) -> None:
    window = await windows.open("ouder")
    page = window.page
    who = page.get_by_label(re.compile("^(Ik ben|I am)$"))
    await window.tab_to(who)
    await page.keyboard.press("ArrowDown")
    await expect(who).to_have_value("jongere")
    await expect(page.get_by_role("navigation").get_by_role("link", name="Wat-als bot")).to_have_attribute(
        "href", "#dm:jongere"
    )
    await expect(who).to_be_focused()
    english = page.get_by_role("button", name="English")
    await window.tab_to(english)
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("I am")).to_be_visible()
    await expect(english).to_be_focused()
    await expect(english).to_have_attribute("aria-pressed", "true")


async def test_older_messages_are_read_with_the_keys_for_scrolling(windows: Windows) -> None:
    moderator = await windows.open("moderator", channel="moderatie")
    for number in range(60):
        await moderator.say(f"Bericht {number}.")
    await expect(moderator.saying("Bericht 59.")).to_be_visible()
    await moderator.page.reload()
    await expect(moderator.saying("Bericht 59.")).to_be_visible()
    await expect(moderator.saying("Bericht 0.")).to_have_count(0)
    log = moderator.page.get_by_role("log", name="Berichten in #moderatie")
    await moderator.tab_to(log)
    await moderator.page.keyboard.press("Home")
    await expect(moderator.saying("Bericht 0.")).to_be_attached()
    await expect(log).to_be_focused()
    await moderator.page.keyboard.press("Home")
    await expect(moderator.saying("Bericht 0.")).to_be_in_viewport()
    newest = moderator.page.get_by_role("button", name="Naar het nieuwste bericht")
    await moderator.page.keyboard.press("Shift+Tab")
    await expect(newest).to_be_focused()
    await moderator.page.keyboard.press("Enter")
    await expect(moderator.saying("Bericht 59.")).to_be_in_viewport()
    await expect(newest).to_be_hidden()
    await expect(log).to_be_focused()


async def test_a_broken_line_does_not_take_the_focus_away(demo: Demo, windows: Windows) -> None:
    ouder = await windows.open("ouder")
    chip = ouder.chip(ouder.titled("Toekomst van de jeugdzorg: gesprek aan thematafels"), "Misschien")
    await ouder.tab_to(ouder.composer)
    await ouder.tab_to(chip, back=True)
    await away(demo, ouder)
    await back(demo, ouder)
    await expect(chip).to_be_focused()


async def test_headings_go_down_one_level_at_a_time_and_what_speaks_up_is_little(windows: Windows) -> None:
    moderator = await windows.open("moderator")
    await expect(moderator.cards).to_have_count(2)
    levels = await moderator.page.evaluate(
        """() => [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")]
            .filter((node) => node.checkVisibility()).map((node) => Number(node.tagName[1]))"""
    )
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    await moderator.chip(moderator.cards.first, "Misschien").click()
    await moderator.sees_count(moderator.cards.first, "Misschien", 1)
    # A card that changes is not read out again, however often somebody reacts.
    await expect(moderator.cards.first).to_have_attribute("aria-live", "off")
    live = await moderator.page.evaluate(
        """() => [...document.querySelectorAll("[role=log], [role=status], [role=alert], [aria-live=polite]")]
            .filter((node) => node.checkVisibility()).map((node) => node.id || node.className)"""
    )
    assert live == ["log", "completions-count"]
