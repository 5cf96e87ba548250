"""What is typed and not sent yet outlives a reload, and nothing of it stays behind once it is sent or given up."""

import json
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import PHONE, Windows
from tests.browser.demo import Demo
from tests.browser.test_killed import away, back
from tests.browser.window import Window
from tests.browser.wire import Wire

pytestmark = pytest.mark.browser

WHAT_IF = "een vast gezicht hebben?"
NOW = "Steeds komt er iemand anders."


async def kept(window: Window) -> dict[str, Any] | None:
    """Return what the window keeps of what was typed in it."""
    stored = await window.page.evaluate("sessionStorage.getItem('room.typed')")
    return None if stored is None else dict(json.loads(stored))


async def nothing_kept(window: Window) -> None:
    """Wait until the window keeps nothing any more: what was sent is kept until the bot says that it has it."""
    await window.page.wait_for_function("sessionStorage.getItem('room.typed') === null")


async def begin_an_idea(window: Window) -> None:
    await window.say("/watals")
    await window.fill_in({"Wat als we…": WHAT_IF, "Nu…": NOW})
    await window.dialog.get_by_role("radio", name="Luisteren naar jongeren").check()


async def go_on(window: Window) -> None:
    await window.resume.get_by_role("button").click()
    await expect(window.field("Wat als we…")).to_have_value(WHAT_IF)
    await expect(window.field("Nu…")).to_have_value(NOW)
    await expect(window.dialog.get_by_role("radio", name="Luisteren naar jongeren")).to_be_checked()


async def test_a_half_filled_form_outlives_a_reload_and_a_kill(demo: Demo, windows: Windows) -> None:
    jongere = await windows.open("jongere", PHONE)
    await begin_an_idea(jongere)
    await jongere.page.reload()
    await go_on(jongere)
    await away(demo, jongere)
    await jongere.fill_in({"Nu…": "Steeds weer iemand anders."})
    await back(demo, jongere)
    await jongere.page.reload()
    await jongere.resume.get_by_role("button").click()
    await expect(jongere.field("Wat als we…")).to_have_value(WHAT_IF)
    await expect(jongere.field("Nu…")).to_have_value("Steeds weer iemand anders.")
    await jongere.press("Klaar")
    await expect(jongere.latest).to_contain_text("Steeds weer iemand anders.")
    await nothing_kept(jongere)


async def test_a_form_that_is_given_up_leaves_nothing(windows: Windows) -> None:
    jongere = await windows.open("jongere")
    await begin_an_idea(jongere)
    assert WHAT_IF in str(await kept(jongere))
    await jongere.press("Annuleren")
    await expect(jongere.dialog).to_be_hidden()
    await nothing_kept(jongere)


async def test_a_form_that_ended_elsewhere_leaves_nothing(windows: Windows) -> None:
    here = await windows.open("jongere")
    await begin_an_idea(here)
    there = await windows.open("jongere")
    await here.leave()
    await there.resume.get_by_role("button").click()
    await there.press("Annuleren")
    await expect(there.resume).to_be_hidden()
    await here.page.goto(there.page.url)
    await expect(here.page.get_by_role("heading", level=1)).to_have_text("#aankondigingen")
    await expect(here.resume).to_be_hidden()
    await nothing_kept(here)


async def test_a_step_that_the_server_has_is_shown_as_the_server_has_it(windows: Windows) -> None:
    moderator = await windows.open("moderator", channel="moderatie")
    await moderator.say("/sessie nieuw")
    await moderator.fill_in({"Titel": "Meedenken", "Datum": "ooit", "Tijd": "10-12u", "Plaats": "Ede"})
    await moderator.press("Verder")
    await expect(moderator.field("Datum")).to_have_attribute("aria-invalid", "true")
    await moderator.fill_in({"Datum": "1 juni 2031"})
    await moderator.page.reload()
    await moderator.resume.get_by_role("button").click()
    await expect(moderator.field("Titel")).to_have_value("Meedenken")
    await expect(moderator.field("Datum")).to_have_value("1 juni 2031")
    await moderator.press("Verder")
    await expect(moderator.dialog.get_by_text("Stap 2 van 2")).to_be_visible()
    await moderator.page.reload()
    await moderator.resume.get_by_role("button").click()
    await expect(moderator.dialog.get_by_text("Stap 2 van 2")).to_be_visible()
    await moderator.press("Terug")
    await expect(moderator.field("Datum")).to_have_value("1 juni 2031")


async def test_each_channel_keeps_its_unsent_words_until_they_are_sent(demo: Demo, windows: Windows) -> None:
    ouder = await windows.open("ouder")
    await ouder.composer.fill("Voor iedereen")
    await ouder.go_to("wat-als")
    await ouder.composer.fill("Over ideeën")
    await ouder.page.reload()
    await expect(ouder.composer).to_have_value("Over ideeën")
    await away(demo, ouder)
    await back(demo, ouder)
    await ouder.go_to("aankondigingen")
    await expect(ouder.composer).to_have_value("Voor iedereen")
    await ouder.composer.press("Enter")
    await expect(ouder.saying("Voor iedereen")).to_be_visible()
    await ouder.go_to("wat-als")
    await ouder.composer.press("Enter")
    await expect(ouder.saying("Over ideeën")).to_be_visible()
    await nothing_kept(ouder)
    await ouder.page.reload()
    await expect(ouder.saying("Over ideeën")).to_be_visible()
    await expect(ouder.composer).to_have_value("")


async def test_what_was_sent_without_an_answer_is_said_once_even_after_a_reload(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    jongere = await windows.open("jongere")
    wire = Wire(loses_answers=True)
    await wire.lay(ouder)
    await ouder.composer.fill("Wie kookt er?")
    await ouder.composer.press("Enter")
    await expect(jongere.saying("Wie kookt er?")).to_be_visible()
    wire.loses_answers = False
    await ouder.page.reload()
    await expect(ouder.saying("Wie kookt er?")).to_be_visible()
    await expect(ouder.composer).to_have_value("Wie kookt er?")
    await ouder.composer.press("Enter")
    await expect(ouder.composer).to_have_value("")
    await ouder.say("En wie helpt er?")
    await expect(jongere.saying("En wie helpt er?")).to_be_visible()
    await expect(jongere.saying("Wie kookt er?")).to_have_count(1)


async def test_who_sits_down_next_finds_nothing_typed(windows: Windows) -> None:
    window = await windows.open("jongere")
    await begin_an_idea(window)
    await window.page.keyboard.press("Escape")
    await window.composer.fill("half af")
    await window.become("ouder")
    await expect(window.composer).to_have_value("")
    await nothing_kept(window)
    await window.become("jongere")
    await expect(window.composer).to_have_value("")
    await window.resume.get_by_role("button").click()
    await expect(window.field("Wat als we…")).to_have_value("")
