"""Files with a message: a calendar to keep, and a picture that is seen and read aloud."""

import asyncio
import re
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.async_api import ViewportSize, expect

from tests.browser.accessible import violations
from tests.browser.conftest import DESKTOP, PHONE, Windows

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
SESSION = "Aan de slag met alternatieven: Wat als… (vervolg)"


@SIZES
async def test_a_session_is_put_in_a_calendar(windows: Windows, size: ViewportSize) -> None:
    ouder = await windows.open("ouder", size)
    async with ouder.page.expect_download() as downloading:
        await ouder.titled(SESSION).get_by_role("link", name=re.compile("^Zet in je agenda")).click()
    download = await downloading.value
    assert download.suggested_filename == "sessie-1.ics"
    kept = Path(await download.path())
    calendar = Calendar.from_ical(await asyncio.to_thread(kept.read_bytes))
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == [SESSION]
    await expect(ouder.titled(SESSION)).to_be_visible()


@SIZES
async def test_a_picture_of_a_session_says_what_is_on_it(windows: Windows, size: ViewportSize) -> None:
    moderator = await windows.open("moderator", size)
    day = moderator.titled(SESSION).get_by_role("definition").first
    told_day = await day.inner_text()
    await moderator.go_to("moderatie")
    await moderator.say("/sessie poster 1")
    picture = moderator.latest.get_by_role("img")
    await expect(picture).to_be_visible()
    for told in (SESSION, told_day, "Utrecht"):
        await expect(picture).to_have_attribute("alt", re.compile(re.escape(told)))
    await picture.scroll_into_view_if_needed()
    await expect(picture).to_have_js_property("complete", value=True)
    await expect(picture).to_have_js_property("naturalWidth", 1080)
    assert await moderator.sticking_out() == []
    assert await violations(moderator) == []
