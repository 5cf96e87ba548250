"""The bot process is killed in the middle of things and started again: nothing is lost, nothing is doubled."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import PHONE, Windows
from tests.browser.demo import Demo
from tests.browser.window import Window
from tests.browser.wire import Wire

pytestmark = pytest.mark.browser

TITLE = "Aan de slag met alternatieven: Wat als… (vervolg)"
PLACE = "Ik kom naar Utrecht"
BROKEN_LINE = ("ERR_CONNECTION_REFUSED", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET", "WebSocket is closed")
LOST = "Verbinding weg. We proberen het opnieuw…"


async def away(demo: Demo, *windows: Window) -> None:
    """Kill the bot, and wait until every window has noticed."""
    for window in windows:
        window.heard.forgiven = BROKEN_LINE
    await demo.kill()
    for window in windows:
        await expect(window.connection).to_have_text(LOST)


async def back(demo: Demo, *windows: Window) -> None:
    """Start the bot again, and wait until every window has come back by itself."""
    await demo.start()
    for window in windows:
        await expect(window.connection).to_be_hidden()


async def test_reactions_made_just_before_a_kill_are_counted_once(demo: Demo, windows: Windows) -> None:
    ouder = await windows.open("ouder", PHONE)
    jongere = await windows.open("jongere")
    await ouder.chip(ouder.titled(TITLE), PLACE).tap()
    await jongere.chip(jongere.titled(TITLE), "Misschien").click()
    # That the other window shows it means that the room has it; what the bot has done by then is left to chance.
    await jongere.sees_chip(jongere.titled(TITLE), PLACE, 1)
    await ouder.sees_chip(ouder.titled(TITLE), "Misschien", 1)
    await away(demo, ouder, jongere)
    await back(demo, ouder, jongere)
    for window in (ouder, jongere):
        await expect(window.cards).to_have_count(2)
        card = window.titled(TITLE)
        await window.sees_count(card, PLACE, 1)
        await window.sees_count(card, "Misschien", 1)
        await window.sees_count(card, "Ik kan niet", 0)
    await ouder.chip(ouder.titled(TITLE), PLACE).tap()
    await jongere.sees_count(jongere.titled(TITLE), PLACE, 0)


async def test_a_confirmation_just_before_a_kill_makes_one_card(demo: Demo, windows: Windows) -> None:
    jongere = await windows.open("jongere")
    ouder = await windows.open("ouder", channel="wat-als")
    await expect(ouder.cards).to_have_count(3)
    await jongere.say('/watals "de huisarts eerder vragen?" nu: "De huisarts hoort het als laatste."')
    await jongere.press_under(jongere.latest, "Plaats mijn idee")
    await expect(ouder.titled("Wat als we de huisarts eerder vragen?")).to_have_count(1)
    await away(demo, ouder, jongere)
    await back(demo, ouder, jongere)
    await expect(ouder.cards).to_have_count(4)
    # Everything the bot still had to do is done before what is asked now is answered and counted.
    card = ouder.titled("Wat als we de huisarts eerder vragen?")
    await ouder.chip(card, "Ik steun dit").click()
    await ouder.sees_count(card, "Ik steun dit", 1)
    await expect(ouder.cards).to_have_count(4)


async def test_an_open_form_can_be_gone_on_with(demo: Demo, windows: Windows) -> None:
    jongere = await windows.open("jongere")
    await jongere.say("/watals")
    await jongere.fill_in({"Wat als we…": "een vast gezicht hebben?"})
    await away(demo, jongere)
    await jongere.press("Klaar")
    await expect(jongere.dialog.get_by_role("alert")).to_contain_text("Wat je invulde blijft staan.")
    await back(demo, jongere)
    await expect(jongere.field("Wat als we…")).to_have_value("een vast gezicht hebben?")

    await jongere.page.keyboard.press("Escape")
    await expect(jongere.dialog).to_be_hidden()
    await expect(jongere.resume).to_contain_text("Je was bezig met Stuur een idee in: wat als we…")
    await jongere.resume.get_by_role("button", name=re.compile("^Verder met")).click()
    await expect(jongere.field("Wat als we…")).to_have_value("een vast gezicht hebben?")
    await jongere.fill_in({"Nu…": "Steeds komt er iemand anders."})
    await jongere.press("Klaar")
    await expect(jongere.latest).to_contain_text("Wat als we een vast gezicht hebben?")
    await expect(jongere.resume).to_be_hidden()


async def test_a_form_waits_for_who_opens_the_page_again(demo: Demo, windows: Windows) -> None:
    jongere = await windows.open("jongere")
    await jongere.say("/watals")
    await expect(jongere.dialog).to_be_visible()
    await away(demo, jongere)
    await back(demo, jongere)
    await jongere.page.reload()
    await jongere.resume.get_by_role("button").click()
    await expect(jongere.dialog.get_by_role("heading")).to_have_text("Stuur een idee in: wat als we…")


async def test_what_stands_in_the_composer_stays_and_is_said_once(demo: Demo, windows: Windows) -> None:
    ouder = await windows.open("ouder", PHONE)
    moderator = await windows.open("moderator")
    await ouder.composer.fill("Wie rijdt er mee vanuit Gouda?")
    await away(demo, ouder, moderator)
    await ouder.page.get_by_role("button", name="Versturen").tap()
    await expect(ouder.page.get_by_role("alert")).to_contain_text("Je tekst blijft staan.")
    await expect(ouder.composer).to_have_value("Wie rijdt er mee vanuit Gouda?")
    await back(demo, ouder, moderator)
    await expect(ouder.composer).to_have_value("Wie rijdt er mee vanuit Gouda?")
    await ouder.page.get_by_role("button", name="Versturen").tap()
    for window in (ouder, moderator):
        await expect(window.saying("Wie rijdt er mee vanuit Gouda?")).to_have_count(1)
    await expect(ouder.composer).to_have_value("")


async def test_what_others_said_meanwhile_is_there_once_and_in_order(demo: Demo, windows: Windows) -> None:
    ouder = await windows.open("ouder", channel="wat-als")
    jongere = await windows.open("jongere", channel="wat-als")
    wire = Wire()
    await wire.lay(ouder)
    said = ["Voor de storing.", "Eerste erna.", "Tweede erna.", "Weer samen."]
    await jongere.say(said[0])
    await expect(ouder.saying(said[0])).to_be_visible()
    await ouder.composer.fill("half af")
    await away(demo, ouder, jongere)
    wire.down = True
    await back(demo, jongere)
    await jongere.say(said[1])
    await jongere.say(said[2])
    await expect(ouder.connection).to_have_text(LOST)
    wire.down = False
    await expect(ouder.connection).to_be_hidden()
    await jongere.say(said[3])
    for window in (ouder, jongere):
        await expect(window.latest).to_contain_text(said[3])
        await expect(window.articles.locator(".content:not(.card)")).to_have_text(said)
    await expect(ouder.page.locator(".entry", has=ouder.page.locator(".new-line"))).to_contain_text(said[1])
    await expect(ouder.composer).to_have_value("half af")


async def test_a_session_kept_before_a_kill_is_there_after_it(demo: Demo, windows: Windows) -> None:
    moderator = await windows.open("moderator", channel="moderatie")
    await moderator.say("/sessie nieuw")
    await moderator.fill_in({"Titel": "Wandelen en praten", "Datum": "1 juni 2031", "Tijd": "10-12u", "Plaats": "Ede"})
    await moderator.press("Verder")
    await moderator.press("Klaar")
    await expect(moderator.saying("is bewaard")).to_be_visible()
    await away(demo, moderator)
    await back(demo, moderator)
    await expect(moderator.saying("is bewaard")).to_have_count(1)
    await moderator.say("/sessie lijst")
    await expect(moderator.latest).to_contain_text("Wandelen en praten (sessie 4): zondag 1 juni 2031")
