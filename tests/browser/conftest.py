"""The demo, a real Chromium, and windows on the room in it. A page that complains fails its test."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize, async_playwright, expect

from tests.browser.demo import Demo
from tests.browser.window import Heard, Window, trouble_in

DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
USELESS = (
    # The list under an address bar that nobody sees: Chromium loads two pages for it with every window.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # What Playwright leaves out by itself: only the last such list counts.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
)
QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(USELESS)}",
    # A key for scrolling arrives at once, so that no test has to guess when the glide is over.
    "--disable-smooth-scrolling",
)
PATIENCE_MS = 15_000

expect.set_options(timeout=PATIENCE_MS)


class Windows:
    """Opens windows, each with cookies and storage of its own."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        self.opened: list[Window] = []

    async def open(self, person: str, size: ViewportSize = DESKTOP, *, channel: str = "aankondigingen") -> Window:
        """Open the room as somebody; anything narrower than a tablet is a phone with touch."""
        phone = size["width"] < 600
        context = await self._browser.new_context(
            viewport=size, has_touch=phone, is_mobile=phone, locale="nl-NL", timezone_id="Europe/Amsterdam"
        )
        context.set_default_timeout(PATIENCE_MS)
        page = await context.new_page()
        heard = Heard()
        heard.listen(page, self._address)
        # Whom a window was last is kept in it, so this is how it opens as somebody.
        sits = f"sessionStorage.getItem('room.person') ?? sessionStorage.setItem('room.person', '{person}')"
        await page.add_init_script(sits)
        await page.goto(f"{self._address}/#{channel}")
        window = Window(page, heard, phone=phone)
        self.opened.append(window)
        await expect(page.get_by_role("heading", level=1)).to_have_text(f"#{channel}")
        return window

    async def close(self) -> None:
        """Close every window."""
        for window in self.opened:
            await window.page.context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of a worker share its Chromium: then they share a loop too."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(loop_scope="session")
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    """A demo that just started, and at the end stops in good order without having complained."""
    demo = Demo(tmp_path)
    await demo.start()
    yield demo
    await demo.stop()
    assert demo.complaints == ""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The Chromium of this worker; each window has cookies and storage of its own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIETLY])
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def windows(demo: Demo, browser: Browser) -> AsyncIterator[Windows]:
    """Windows on the demo; none of them may have had trouble."""
    windows = Windows(browser, demo.address)
    yield windows
    await windows.close()
    assert trouble_in(windows.opened) == []
