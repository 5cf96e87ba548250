"""From a pasted announcement to a digest, by several people at once, as it goes in a browser."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from playwright.async_api import expect

from tests.browser.conftest import PHONE, Windows
from tests.browser.window import Window

pytestmark = pytest.mark.browser

TITLE = "Samen om de keukentafel"
PLACE = "Ik kom naar Zwolle"
ONLINE = "Ik doe online mee"


def day_to_come() -> date:
    return datetime.now(ZoneInfo("Europe/Amsterdam")).date() + timedelta(weeks=5)


def announcement(day: date) -> str:
    return (
        f"{TITLE}\n\n"
        f"Datum: {format_date(day, 'EEEE d MMMM y', locale='nl')}\n"
        "Tijd: 13:30 - 16:00 uur\n"
        "Locatie: Zwolle & online\n\n"
        "We praten met elkaar over hulp die bij een gezin past.\n\n"
        "Programma\n"
        "13:30 Inloop met koffie\n"
        "14:00 Gesprek in kleine groepen\n"
    )


async def keep_from_announcement(moderator: Window) -> str:
    """Let the moderator paste, check and keep a session; return its number."""
    day = day_to_come()
    await moderator.say("/sessie plakken")
    await moderator.field("Tekst van de aankondiging").fill(announcement(day))
    await moderator.press("Klaar")
    await expect(moderator.dialog.get_by_text("Stap 1 van 2")).to_be_visible()
    await expect(moderator.dialog.get_by_text("Er is nog niets bewaard of geplaatst.")).to_be_visible()
    await expect(moderator.field("Titel")).to_have_value(TITLE)
    await expect(moderator.field("Datum")).to_have_value(f"{day:%d-%m-%Y}")
    await expect(moderator.field("Tijd")).to_have_value("13:30 - 16:00")
    await expect(moderator.field("Plaats")).to_have_value("Zwolle")
    await expect(moderator.field("Online meedoen kan ook")).to_be_checked()
    await moderator.press("Verder")
    await expect(moderator.dialog.get_by_text("Stap 2 van 2")).to_be_visible()
    await expect(moderator.field("Waar gaat het over?")).to_have_value(re.compile("hulp die bij een gezin past"))
    await expect(moderator.field("Programma")).to_have_value(re.compile("^13:30 Inloop met koffie\n14:00 Gesprek"))
    await moderator.press("Klaar")
    await expect(moderator.dialog).to_be_hidden()
    kept = moderator.saying("is bewaard")
    await expect(kept).to_be_visible()
    number = re.search(r"Sessie (\d+) is bewaard", await kept.inner_text())
    assert number is not None
    return number[1]


async def test_a_pasted_announcement_becomes_a_card_that_everybody_answers_live(windows: Windows) -> None:
    ouder = await windows.open("ouder", PHONE)
    moderator = await windows.open("moderator", channel="moderatie")
    number = await keep_from_announcement(moderator)
    await expect(ouder.titled(TITLE)).to_have_count(0)

    await moderator.say(f"/sessie aankondigen {number}")
    await moderator.press_under(moderator.latest, "Plaatsen")
    await expect(moderator.saying("staat zo in het kanaal")).to_be_visible()
    await expect(moderator.articles.get_by_role("button", name="Plaatsen")).to_have_count(0)
    await moderator.go_to("aankondigingen")
    cards = {window: window.titled(TITLE) for window in (ouder, moderator)}
    for window, card in cards.items():
        await expect(card).to_have_count(1)
        await window.sees_count(card, PLACE, 0)

    await ouder.chip(cards[ouder], PLACE).tap()
    for window, card in cards.items():
        await window.sees_count(card, PLACE, 1)
    await expect(ouder.chip(cards[ouder], PLACE)).to_have_attribute("aria-pressed", "true")
    await expect(moderator.chip(cards[moderator], PLACE)).to_have_attribute("aria-pressed", "false")

    await ouder.chip(cards[ouder], PLACE).tap()
    for window, card in cards.items():
        await window.sees_count(card, PLACE, 0)


async def test_who_signs_up_quietly_is_seen_by_moderators_alone(windows: Windows) -> None:
    ouder = await windows.open("ouder", PHONE)
    moderator = await windows.open("moderator", channel="moderatie")
    title = "Aan de slag met alternatieven: Wat als… (vervolg)"

    await ouder.say("/aanmelden")
    await ouder.dialog.get_by_role("radio", name=re.compile(re.escape(title))).check()
    await ouder.dialog.get_by_role("radio", name=ONLINE).check()
    await ouder.press("Klaar")
    await expect(ouder.saying("Fijn, je staat op de lijst")).to_contain_text("Alleen jij ziet dit")
    card = ouder.titled(title)
    await ouder.sees_tally(card, ONLINE, 1)
    await ouder.sees_chip(card, ONLINE, 0)

    await moderator.say("/sessie deelnemers 1")
    await expect(moderator.titled(title)).to_contain_text("Eén persoon heeft gereageerd.")
    await expect(moderator.titled(title)).to_contain_text(f"{ONLINE} (1)")
    await expect(moderator.titled(title).get_by_role("listitem")).to_have_text("Ouder")


async def test_an_idea_from_a_phone_appears_live_without_a_name_and_gathers_support(windows: Windows) -> None:
    ouder = await windows.open("ouder", channel="wat-als")
    phone = await windows.open("professional", PHONE)
    await phone.become("jongere")
    await phone.say("/watals")
    await phone.fill_in({"Wat als we…": "samen eten op woensdag?", "Nu…": "Iedereen eet alleen op de kamer."})
    await phone.dialog.get_by_role("radio", name="Luisteren naar jongeren").check()
    await phone.press("Klaar")
    await expect(phone.latest).to_contain_text("Zo komt je idee in het kanaal.")
    await expect(ouder.saying("samen eten")).to_have_count(0)
    await phone.press_under(phone.latest, "Plaats mijn idee")
    await expect(phone.saying("Dank je wel.")).to_be_visible()

    idea = ouder.titled("Wat als we samen eten op woensdag?")
    await expect(idea).to_be_visible()
    await expect(idea).to_contain_text("Luisteren naar jongeren")
    await expect(idea).not_to_contain_text("Jongere")
    await ouder.chip(idea, "Ik steun dit").click()
    await ouder.sees_count(idea, "Ik steun dit", 1)
    await phone.go_to("wat-als")
    await phone.sees_count(phone.titled("Wat als we samen eten op woensdag?"), "Ik steun dit", 1)


async def test_a_digest_with_a_foreword_is_read_by_everybody(windows: Windows) -> None:
    ouder = await windows.open("ouder", PHONE)
    moderator = await windows.open("moderator", channel="moderatie")
    title = "Overzicht van Radicale vernieuwing jeugdzorg"
    await moderator.say("/overzicht nu")
    await moderator.field("Voorwoord").fill("Dag allemaal, de bladeren vallen en wij gaan door.")
    await moderator.press("Klaar")
    await expect(moderator.titled(title)).to_contain_text("de bladeren vallen")
    await expect(ouder.titled(title)).to_have_count(0)
    await moderator.press_under(moderator.latest, "Plaats het overzicht")
    await expect(moderator.saying("Overzicht 1 komt nu in het kanaal.")).to_be_visible()

    await moderator.go_to("aankondigingen")
    for window in (ouder, moderator):
        digest = window.titled(title)
        await expect(digest).to_have_count(1)
        for part in ("de bladeren vallen", "Sessies die eraan komen", "Nieuwe ideeën", "kinderen weer gewoon kind"):
            await expect(digest).to_contain_text(part)
        await expect(window.articles.last).to_contain_text("rvjeugdzorg@loc.nl")
