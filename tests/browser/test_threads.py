"""The talk about a card: beside the channel, or over it on a phone."""

import re
from typing import Literal

import pytest
from playwright.async_api import Locator, ViewportSize, expect

from tests.browser.accessible import violations
from tests.browser.conftest import DESKTOP, PHONE, Windows
from tests.browser.window import Window

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
SESSION = "Toekomst van de jeugdzorg: gesprek aan thematafels"
IN_THREAD = re.compile(r"#aankondigingen/.+$")
IN_CHANNEL = re.compile(r"#aankondigingen$")


class Talk:
    """The talk about the session, and the way to it, in somebody's window."""

    def __init__(self, window: Window) -> None:
        self._window = window
        # Beside the channel it is an aside; over it, it is what the page is about.
        role: Literal["main", "complementary"] = "main" if window.phone else "complementary"
        self.panel = window.page.get_by_role(role, name=SESSION)
        self.composer = self.panel.get_by_role("textbox", name=f"Bericht in het gesprek over {SESSION}")
        self.close = self.panel.get_by_role("button", name="Gesprek sluiten")

    def way_in(self, says: str = "Praat mee") -> Locator:
        """Return the link under the card, by how many messages it says there are."""
        return self._window.titled(SESSION).get_by_role("link", name=says)

    def saying(self, text: str) -> Locator:
        """Return the messages in the talk that contain a text."""
        return self.panel.get_by_role("article").filter(has_text=text)

    async def open(self) -> None:
        """Go in by a click or a tap."""
        await self.way_in().click()
        await expect(self.panel).to_be_visible()

    async def say(self, text: str) -> None:
        """Type something in it and send it."""
        await self.composer.fill(text)
        await self.panel.get_by_role("button", name="Versturen").click()
        await expect(self.composer).to_have_value("")


async def test_a_talk_stands_beside_the_channel_and_everybody_sees_it_grow(windows: Windows) -> None:
    ouder, jongere = await windows.open("ouder"), await windows.open("jongere")
    here, there = Talk(ouder), Talk(jongere)
    await here.open()
    await expect(here.composer).to_be_focused()
    await expect(ouder.page).to_have_url(IN_THREAD)
    await expect(ouder.titled(SESSION)).to_be_in_viewport()
    await there.open()

    await here.say("Is er ook koffie?")
    await expect(here.saying("Is er ook koffie?")).to_have_count(1)
    await expect(there.saying("Is er ook koffie?")).to_have_count(1)
    await there.say("Vast wel.")
    await expect(here.saying("Vast wel.")).to_have_count(1)
    for talk in (here, there):
        await expect(talk.way_in("2 berichten")).to_be_visible()
    for window in (ouder, jongere):
        channel = window.page.get_by_role("main")
        await expect(channel.get_by_role("article").filter(has_text="Is er ook koffie?")).to_have_count(0)


async def test_who_is_not_in_the_talk_sees_how_many_messages_it_has(windows: Windows) -> None:
    ouder, jongere = await windows.open("ouder"), await windows.open("jongere")
    talk = Talk(ouder)
    await talk.open()
    await talk.say("Ik kom graag.")
    await expect(Talk(jongere).way_in("1 bericht")).to_be_visible()


async def test_closing_gives_the_focus_back(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    talk = Talk(ouder)
    await talk.open()
    await expect(talk.composer).to_be_focused()
    await ouder.page.keyboard.press("Escape")
    await expect(talk.panel).to_be_hidden()
    await expect(talk.way_in()).to_be_focused()
    await expect(ouder.page).to_have_url(IN_CHANNEL)

    await talk.open()
    await talk.close.click()
    await expect(talk.panel).to_be_hidden()
    await expect(talk.way_in()).to_be_focused()


async def test_the_address_keeps_the_talk_and_the_browser_goes_back_from_it(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    talk = Talk(ouder)
    await talk.open()
    await talk.say("Tot dan.")
    await ouder.page.reload()
    await expect(talk.saying("Tot dan.")).to_be_visible()
    await expect(ouder.page).to_have_url(IN_THREAD)

    await ouder.page.go_back()
    await expect(talk.panel).to_be_hidden()
    await expect(ouder.page).to_have_url(IN_CHANNEL)
    await ouder.page.go_forward()
    await expect(talk.saying("Tot dan.")).to_be_visible()


async def test_on_a_phone_it_fills_the_screen_and_leads_back(windows: Windows) -> None:
    ouder = await windows.open("ouder", PHONE)
    talk = Talk(ouder)
    await talk.open()
    await expect(talk.close).to_be_focused()
    assert await talk.panel.bounding_box() == {"x": 0, "y": 0, **PHONE}
    # What lies under it is out of reach, for fingers and for screen readers.
    await expect(ouder.page.locator("#room")).to_have_attribute("inert", "")
    heading = talk.panel.get_by_role("heading", name=SESSION)
    await expect(heading).to_have_attribute("aria-level", "1")
    await talk.say("Vanaf mijn telefoon.")
    await expect(talk.saying("Vanaf mijn telefoon.")).to_be_visible()
    assert await ouder.sticking_out() == []

    await talk.close.tap()
    await expect(talk.panel).to_be_hidden()
    await expect(talk.way_in("1 bericht")).to_be_focused()
    await expect(ouder.composer).to_be_visible()


async def test_all_of_it_by_keyboard_alone(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    talk, keyboard = Talk(ouder), ouder.page.keyboard
    await ouder.tab_to(ouder.composer)
    await ouder.tab_to(talk.way_in(), back=True)
    await keyboard.press("Enter")
    await expect(talk.composer).to_be_focused()
    await keyboard.type("Zonder muis.")
    await keyboard.press("Enter")
    await expect(talk.saying("Zonder muis.")).to_be_visible()
    await expect(talk.composer).to_be_focused()
    await ouder.tab_to(talk.close, back=True)
    await keyboard.press("Enter")
    await expect(talk.panel).to_be_hidden()
    await expect(talk.way_in("1 bericht")).to_be_focused()


async def test_a_command_is_answered_there_and_to_who_asked_alone(windows: Windows) -> None:
    ouder, jongere = await windows.open("ouder"), await windows.open("jongere")
    here, there = Talk(ouder), Talk(jongere)
    await here.open()
    await there.open()
    await here.say("/hulp")
    answer = here.saying("Wat kun je hier doen?")
    await expect(answer).to_contain_text("Alleen jij ziet dit")
    await expect(ouder.page.get_by_role("main").get_by_text("Wat kun je hier doen?")).to_have_count(0)
    await here.say("Gevonden.")
    # What came later is here, so what came before would have been.
    await expect(there.saying("Gevonden.")).to_be_visible()
    await expect(there.saying("Wat kun je hier doen?")).to_have_count(0)
    for talk in (here, there):
        await expect(talk.way_in("1 bericht")).to_be_visible()


@SIZES
async def test_an_open_talk_breaks_no_rule(windows: Windows, size: ViewportSize) -> None:
    ouder = await windows.open("ouder", size)
    talk = Talk(ouder)
    await talk.open()
    assert await violations(ouder) == []
    await talk.say("Is er ook koffie?")
    await talk.say("/hulp")
    await expect(talk.saying("Wat kun je hier doen?")).to_be_visible()
    assert await violations(ouder) == []
