"""Whatever somebody types is shown as they typed it, and never does anything."""

import re

import pytest
from playwright.async_api import ViewportSize, expect

from tests.browser.conftest import Windows
from tests.browser.window import Window

pytestmark = pytest.mark.browser

NARROW = ViewportSize(width=360, height=740)
MARKUP = "<img src=x onerror=\"alert('idee')\"><script>alert(1)</script> [klik](javascript:alert(2))"
LONG_WORD = "meervoudigepersoonlijkheidsontwikkelingsstoornis" * 4
LONG_ADDRESS = "https://voorbeeld.nl/" + "een-heel-lang-pad" * 8
REACTION_AS_MARKUP = "<b>dik</b> javascript:alert(3) &lt;i&gt;"


async def shows_only_text(window: Window, text: str) -> None:
    """Wait until a message shows a text to the letter, and see that it made nothing but text."""
    message = window.saying(text).last
    await expect(message).to_be_visible()
    assert text in await message.inner_text()
    await expect(message.locator("img, script, iframe, b")).to_have_count(0)
    await expect(message.locator("a[href^='javascript' i]")).to_have_count(0)
    assert await window.sticking_out() == []


async def test_markup_in_an_idea_is_words_in_the_form_the_preview_and_the_card(windows: Windows) -> None:
    jongere = await windows.open("jongere", NARROW)
    await jongere.say("/watals")
    await jongere.fill_in({"Wat als we…": MARKUP, "Nu…": f"{LONG_WORD} {LONG_ADDRESS} javascript:alert(4)"})
    assert await jongere.sticking_out() == []
    await jongere.press("Klaar")
    await expect(jongere.latest.get_by_role("button", name="Plaats mijn idee")).to_be_visible()
    await shows_only_text(jongere, MARKUP)
    await jongere.press_under(jongere.latest, "Plaats mijn idee")
    await jongere.go_to("wat-als")
    await shows_only_text(jongere, MARKUP)
    await shows_only_text(jongere, LONG_WORD)
    card = jongere.saying(MARKUP)
    await expect(card.get_by_role("link", name=re.compile("voorbeeld"))).to_have_attribute("href", LONG_ADDRESS)
    await expect(card.locator(".content").get_by_role("link")).to_have_count(1)


async def test_markup_in_talk_and_in_a_title_is_words(windows: Windows) -> None:
    moderator = await windows.open("moderator", NARROW)
    await moderator.say(f"{REACTION_AS_MARKUP} {LONG_WORD}")
    await shows_only_text(moderator, REACTION_AS_MARKUP)
    await moderator.say(f"/onbekend {MARKUP}")
    await expect(moderator.latest).to_contain_text("Dit commando ken ik niet.")
    await shows_only_text(moderator, MARKUP)

    title = f"{MARKUP[:60]}{LONG_WORD[:60]}"
    await moderator.say("/sessie nieuw")
    await moderator.fill_in({"Titel": title, "Datum": "1 juni 2031", "Tijd": "10-12u", "Plaats": LONG_WORD[:120]})
    assert await moderator.sticking_out() == []
    await moderator.press("Verder")
    await moderator.press("Klaar")
    await expect(moderator.saying("is bewaard")).to_be_visible()
    await shows_only_text(moderator, title)
    await moderator.composer.press_sequentially("/sessie deelnemers ")
    await expect(moderator.suggestions.filter(has_text=title)).to_be_visible()
    assert await moderator.sticking_out() == []


async def test_a_mistake_in_a_form_fits_a_narrow_phone(windows: Windows) -> None:
    moderator = await windows.open("moderator", NARROW)
    await moderator.say("/sessie nieuw")
    await moderator.fill_in({"Titel": "Meedenken", "Datum": LONG_WORD, "Tijd": "straks", "Plaats": "Ede"})
    await moderator.press("Verder")
    await expect(moderator.field("Datum")).to_have_attribute("aria-invalid", "true")
    await expect(moderator.field("Datum")).to_be_focused()
    await expect(moderator.field("Datum")).to_have_accessible_description(re.compile("datum|dag"))
    assert await moderator.sticking_out() == []
