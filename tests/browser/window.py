"""A window on the room: what somebody sees and does there, found the way a screen reader finds it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import ConsoleMessage, Dialog, Locator, Page, WebSocket, expect


@dataclass
class Heard:
    """What went on behind the page: trouble it told the console, and everything it got from the server."""

    trouble: list[str] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    forgiven: tuple[str, ...] = ()

    @property
    def unforgiven(self) -> list[str]:
        """Trouble that the test did not cause on purpose."""
        return [line for line in self.trouble if not any(known in line for known in self.forgiven)]

    def listen(self, page: Page, address: str) -> None:
        """Listen to a page from now on; it may fetch from nowhere but the room itself."""
        own = urlsplit(address).netloc

        def console(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                self.trouble.append(f"{message.type}: {message.text}")

        async def dialog(shown: Dialog) -> None:
            self.trouble.append(f"dialog: {shown.message}")
            await shown.dismiss()

        def websocket(line: WebSocket) -> None:
            line.on("framereceived", lambda frame: self.frames.append(str(frame)))

        def asked(url: str) -> None:
            if urlsplit(url).netloc != own:
                self.trouble.append(f"asked elsewhere: {url}")

        page.on("console", console)
        page.on("pageerror", lambda error: self.trouble.append(f"page error: {error}"))
        page.on("dialog", dialog)
        page.on("websocket", websocket)
        page.on("request", lambda request: asked(request.url))


class Window:
    """One open page."""

    def __init__(self, page: Page, heard: Heard, *, phone: bool) -> None:
        self.page = page
        self.heard = heard
        self.phone = phone
        self.composer = page.get_by_role("textbox", name=re.compile("^(Bericht in|Message in) "))
        self.dialog = page.get_by_role("dialog")
        self.articles = page.get_by_role("article")
        self.cards = page.locator("article.with-card:visible")
        self.suggestions = page.get_by_role("listbox", name=re.compile("^(Suggesties|Suggestions)$")).get_by_role(
            "option"
        )
        self.connection = page.locator("#connection")
        self.resume = page.get_by_role("list", name=re.compile("^(Nog niet af|Not finished yet)$"))

    async def become(self, person: str) -> None:
        """Choose who sits at this window."""
        async with _Panel(self):
            await self.page.get_by_label(re.compile("^(Ik ben|I am)$")).select_option(person)

    async def go_to(self, channel: str) -> None:
        """Open a channel by its name in the list."""
        if self.phone:
            await self.open_panel()
        await self.channel_link(channel).click()
        await expect(self.page.get_by_role("heading", level=1)).to_have_text(re.compile(rf"^#?{channel}$"))

    def channel_link(self, channel: str) -> Locator:
        """Return a channel in the list."""
        name = re.compile(rf"^{re.escape(channel)}( ?\d+\+? (nieuwe? bericht(en)?|new messages?))?$")
        return self.page.get_by_role("navigation").get_by_role("link", name=name)

    async def leave(self) -> None:
        """Go to another address in the same tab: nobody is in the room then."""
        # Outside the room's page a browser looks for an icon by itself.
        self.heard.forgiven = ("404",)
        await self.page.goto(f"{self.page.url.partition('#')[0]}page/icon.svg")

    async def open_panel(self) -> None:
        """Open the menu on a phone."""
        await self.page.get_by_role("button", name=re.compile("^(Menu openen|Open menu)")).click()

    async def say(self, text: str) -> None:
        """Type something and send it: with Enter, or on a phone with the button."""
        await self.composer.fill(text)
        if self.phone:
            await self.page.get_by_role("button", name=re.compile("^(Versturen|Send)$")).click()
        else:
            await self.composer.press("Enter")
        await expect(self.composer).to_have_value("")

    async def fill_in(self, values: Mapping[str, str]) -> None:
        """Fill in text fields of the open form by the beginning of their labels."""
        for label, value in values.items():
            await self.field(label).fill(value)

    def field(self, label: str) -> Locator:
        """Return a field of the open form by the beginning of its label."""
        return self.dialog.get_by_label(re.compile(f"^{re.escape(label)}"))

    async def press(self, button: str) -> None:
        """Press a button of the open form."""
        await self.dialog.get_by_role("button", name=button, exact=True).click()

    async def press_under(self, message: Locator, button: str) -> None:
        """Press a button under a message."""
        await message.get_by_role("button", name=button, exact=True).click()

    def titled(self, title: str) -> Locator:
        """Return the messages in view with a heading."""
        return self.articles.filter(has=self.page.get_by_role("heading", name=title, exact=True))

    def saying(self, text: str) -> Locator:
        """Return the messages in view that contain a text."""
        return self.articles.filter(has_text=text)

    @property
    def latest(self) -> Locator:
        """The newest message in view."""
        return self.articles.last

    def chip(self, message: Locator, label: str) -> Locator:
        """Return a labelled reaction under a message."""
        return message.get_by_role("button", name=re.compile(rf"^{re.escape(label)}, "))

    async def sees_count(self, message: Locator, label: str, count: int) -> None:
        """Wait until both the reaction and the card's tally say a number."""
        await self.sees_chip(message, label, count)
        await self.sees_tally(message, label, count)

    async def sees_chip(self, message: Locator, label: str, count: int) -> None:
        """Wait until a reaction says how many chose it."""
        await expect(self.chip(message, label)).to_have_accessible_name(f"{label}, {count} keer gekozen")

    async def sees_tally(self, message: Locator, label: str, count: int) -> None:
        """Wait until the card itself says how many chose something."""
        tally = message.get_by_role("img", name=re.compile(rf"[:,] {re.escape(label)} {count}(,|$)"))
        await expect(tally).to_be_visible()

    async def sticking_out(self) -> list[str]:
        """Return what sticks out sideways: of the page, of the messages or of the form."""
        found: list[str] = await self.page.evaluate(
            """() => [
                ...[document.documentElement, ...document.querySelectorAll('.log, .sheet-content, .completions')]
                    .filter((node) => node.scrollWidth > node.clientWidth),
                ...[...document.querySelectorAll('article *, dialog[open] *, form *')]
                    .filter((node) => node.getBoundingClientRect().right > innerWidth),
            ].map((node) => node.outerHTML.slice(0, 200))"""
        )
        return found

    async def tab_to(self, target: Locator, *, back: bool = False, most: int = 40) -> None:
        """Move the focus with Tab alone until it is on the target."""
        for _ in range(most):
            if await target.evaluate("(node) => node === document.activeElement"):
                return
            await self.page.keyboard.press("Shift+Tab" if back else "Tab")
        await expect(target).to_be_focused()


class _Panel:
    """The side panel within reach: on a phone it is opened, and closed again."""

    def __init__(self, window: Window) -> None:
        self._window = window

    async def __aenter__(self) -> None:
        if self._window.phone:
            await self._window.open_panel()

    async def __aexit__(self, *_: object) -> None:
        if self._window.phone:
            await self._window.page.get_by_role("button", name=re.compile("^(Menu sluiten|Close menu)$")).click()


def trouble_in(windows: Iterable[Window]) -> list[str]:
    """Return what the pages complained of that no test caused on purpose."""
    return [line for window in windows for line in window.heard.unforgiven]
