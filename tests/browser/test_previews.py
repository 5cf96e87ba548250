"""What a moderator is shown beforehand is what everybody gets."""

import pytest
from playwright.async_api import ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE, Windows

pytestmark = pytest.mark.browser

TITLE = "Actiedag: zelf mogen bepalen wat nodig is"


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
