"""What a moderator is shown beforehand is what everybody gets."""

import pytest
from playwright.async_api import ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE, Windows

pytestmark = pytest.mark.browser

TITLE = "Actiedag: zelf mogen bepalen wat nodig is"


async def test_an_idea_is_posted_as_its_preview_shows_it(windows: Windows) -> None:
    jongere = await windows.open("jongere", channel="wat-als")
    await jongere.say('/watals "we samen koken?" nu: "Nu eet iedereen alleen."')
    preview = jongere.latest.get_by_role("group", name="Zo komt het eruit te zien")
    await expect(preview.get_by_role("heading", name="Wat als we samen koken?")).to_be_visible()
    promised = await preview.locator(".content").inner_text()
    chips = await preview.locator(".chip").all_inner_texts()
    await jongere.press_under(jongere.latest, "Plaats mijn idee")
    await expect(jongere.saying("Dank je wel.")).to_be_visible()
    posted = jongere.page.locator("article.with-card:not(.private)").filter(has_text="we samen koken?")
    await expect(posted).to_have_count(1)
    await expect(posted.locator(".chip")).to_have_count(2)
    assert await posted.locator(".content").inner_text() == promised
    assert await posted.locator(".chip").all_inner_texts() == chips


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_a_session_is_posted_as_its_preview_shows_it(windows: Windows, size: ViewportSize) -> None:
    moderator = await windows.open("moderator", size, channel="moderatie")
    await moderator.say("/sessie aankondigen 3")
    preview = moderator.latest.get_by_role("group", name="Zo komt het eruit te zien")
    await expect(preview.get_by_role("heading", name=TITLE)).to_be_visible()
    await expect(preview.get_by_role("button")).to_have_count(0)
    promised = await preview.locator(".content").inner_text()
    chips = await preview.locator(".chip").all_inner_texts()
    await moderator.press_under(moderator.latest, "Plaatsen")
    await expect(moderator.saying("staat zo in het kanaal")).to_be_visible()

    await moderator.go_to("aankondigingen")
    card = moderator.titled(TITLE)
    await expect(card).to_have_count(1)
    assert TITLE in promised
    assert "Amersfoort" in promised
    assert await card.locator(".content").inner_text() == promised
    assert await card.locator(".chip").all_inner_texts() == chips
    await expect(card.get_by_role("link", name="Praat mee")).to_be_visible()
