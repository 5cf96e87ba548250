"""Makes the pictures in docs/img from a demo of its own: `python docs/screenshots.py`.

Needs the development requirements and a Chromium: the one that the variable CHROMIUM names, else the one on the
path, else Playwright's own.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "img"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
SESSION = "Aan de slag met alternatieven: Wat als… (vervolg)"
IDEA = "Wat als we jongeren zelf laten kiezen wie hen helpt?"
ANSWERS = {
    "ouder": "Ik kom naar Utrecht",
    "jongere": "Ik doe online mee",
    "ervaring": "Ik kom naar Utrecht",
    "professional": "Misschien",
}


def main() -> None:
    """Make every picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        desktop, phone = Room(browser, address), Room(browser, address, phone=True)
        dark = Room(browser, address, dark=True)
        answer_a_session(desktop)
        pictures_of_a_session(desktop, phone)
        picture_of_a_thread(desktop)
        picture_of_a_change(desktop, phone)
        pictures_of_forms(desktop)
        pictures_of_an_idea(phone)
        pictures_of_news_and_help(desktop)
        picture_of_the_settings(desktop)
        picture_of_a_digest(desktop)
        picture_in_the_dark(dark)
        browser.close()


@contextmanager
def demo() -> Iterator[str]:
    """Run a demo on a free port in a folder that goes again; give its address."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        command = [sys.executable, "-m", "bot", "demo", "--port", str(port), "--data", folder]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
            assert process.stdout is not None  # noqa: S101 - it was asked for
            process.stdout.readline()
            try:
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Room:
    """A window on the room, and what one does in it."""

    def __init__(self, browser: Browser, address: str, *, phone: bool = False, dark: bool = False) -> None:
        context = browser.new_context(
            viewport={"width": 390, "height": 844} if phone else {"width": 1280, "height": 800},
            has_touch=phone,
            is_mobile=phone,
            device_scale_factor=1.5 if phone else 1,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
        )
        self.phone = phone
        self.address = address
        self.page: Page = context.new_page()
        self.page.goto(address)
        self.composer = self.page.get_by_role("main").get_by_role("textbox", name=re.compile("^Bericht in "))
        self.dialog = self.page.get_by_role("dialog")
        self.title = self.page.get_by_role("heading", level=1)
        expect(self.title).to_have_text("#aankondigingen")

    def sit_down(self, person: str, channel: str = "aankondigingen", title: str | None = None) -> None:
        """Become somebody, and open a channel; `title` is what stands above it where that is not its name."""
        self.page.evaluate("person => sessionStorage.setItem('room.person', person)", person)
        # By way of nowhere: a change of channel alone would not open the page anew.
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}/#{channel}")
        expect(self.page.get_by_label("Ik ben", exact=True)).to_have_value(person)
        expect(self.title).to_have_text(title or f"#{channel}")

    def say(self, text: str) -> None:
        """Type something and send it."""
        self.composer.fill(text)
        self.page.get_by_role("button", name="Versturen").click()
        expect(self.composer).to_have_value("")

    def titled(self, title: str) -> Locator:
        """Return the message in view with a heading."""
        return self.page.get_by_role("article").filter(has=self.page.get_by_role("heading", name=title, exact=True))

    def fill_in(self, button: str, **values: str) -> None:
        """Fill in fields of the open form, and press a button."""
        for name, value in values.items():
            self.dialog.locator(f"[name={name}]").fill(value)
        self.dialog.get_by_role("button", name=button, exact=True).click()

    def at_top(self, shown: Locator) -> None:
        """Scroll so that a message begins at the top of what is in view."""
        shown.evaluate("node => { node.closest('.log').scrollTop += node.getBoundingClientRect().top - 80 }")

    def picture(self, name: str) -> None:
        """Keep what is in view."""
        self.page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")


def answer_a_session(room: Room) -> None:
    """Let people answer a session, and wait until its card says so."""
    for person, answer in ANSWERS.items():
        room.sit_down(person)
        room.titled(SESSION).get_by_role("button", name=re.compile(f"^{answer}, ")).click()
    expect(room.titled(SESSION).get_by_role("img", name=re.compile("Utrecht 2, .* mee 1, Misschien 1"))).to_be_visible()


def pictures_of_a_session(desktop: Room, phone: Room) -> None:
    """Show the announcement on a desk and on a phone, and the list of commands."""
    desktop.sit_down("ouder")
    desktop.at_top(desktop.titled(SESSION))
    desktop.picture("announcement")
    phone.sit_down("ouder")
    phone.at_top(phone.titled(SESSION).get_by_role("img", name=re.compile("^Aanmeldingen")))
    phone.picture("announcement-phone")
    desktop.sit_down("moderator")
    desktop.composer.press_sequentially("/sessie ")
    expect(desktop.page.get_by_role("listbox", name="Suggesties")).to_be_visible()
    desktop.composer.press("ArrowDown")
    desktop.picture("completion")
    desktop.composer.fill("")


def picture_of_a_thread(desktop: Room) -> None:
    """Show people talking beside the card of a session."""
    for person, words in (("jongere", "Wie rijdt er mee vanuit Amersfoort?"), ("ervaring", "Ik heb nog twee plekken.")):
        desktop.sit_down(person)
        talk = desktop.titled(SESSION).get_by_role("link", name=re.compile("^(Praat mee|1 bericht)"))
        talk.click()
        thread = desktop.page.get_by_role("complementary", name=SESSION)
        thread.get_by_role("textbox").fill(words)
        thread.get_by_role("button", name="Versturen").click()
        expect(thread.get_by_role("article").filter(has_text=words)).to_be_visible()
    desktop.picture("thread")


def picture_of_a_change(desktop: Room, phone: Room) -> None:
    """Show what somebody is told when a session moves, and the picture that can be forwarded."""
    desktop.sit_down("moderator", "moderatie")
    desktop.say("/sessie wijzig 1")
    desktop.fill_in("Verder", hours="13:00 - 15:00")
    desktop.fill_in("Klaar")
    desktop.page.get_by_role("button", name="Veranderen en vertellen").click()
    expect(desktop.page.get_by_text("is veranderd.")).to_be_visible()
    phone.sit_down("ouder", "dm:ouder", "Wat-als bot")
    expect(phone.page.get_by_text("Er is iets veranderd aan")).to_be_visible()
    phone.picture("change-phone")
    desktop.say("/sessie poster 1")
    picture = desktop.page.get_by_role("img", name=re.compile("Meedoen"))
    expect(picture).to_be_visible()
    desktop.at_top(picture)
    desktop.picture("poster")


def pictures_of_news_and_help(desktop: Room) -> None:
    """Show the preview of news, and what a participant can do here."""
    desktop.sit_down("moderator", "moderatie")
    desktop.say("/aankondiging nieuw")
    body = "Het verslag van de actiedagen is klaar. Je leest er wat we samen bedachten.\n\nLees het rustig door."
    desktop.fill_in("Klaar", title="Het verslag is klaar", body=body)
    expect(desktop.page.get_by_role("button", name="Plaats het nu")).to_be_visible()
    desktop.picture("news")
    desktop.page.get_by_role("button", name="Plaats het nu").click()
    expect(desktop.page.get_by_text("staat zo in het kanaal")).to_be_visible()
    desktop.sit_down("jongere")
    desktop.say("/hulp")
    help_shown = desktop.titled("Wat kun je hier doen?")
    expect(help_shown).to_be_visible()
    desktop.at_top(help_shown)
    desktop.picture("help")


def picture_of_the_settings(desktop: Room) -> None:
    """Show how everything is set, with a way to each change."""
    desktop.sit_down("moderator", "moderatie")
    desktop.say("/instellen toon")
    settings = desktop.titled("Instellingen van Radicale vernieuwing jeugdzorg")
    expect(settings).to_be_visible()
    desktop.at_top(settings)
    desktop.picture("settings")


def pictures_of_forms(desktop: Room) -> None:
    """Show a form step with a mistake, and the preview before anything is posted."""
    desktop.sit_down("moderator", "moderatie")
    desktop.say("/sessie nieuw")
    desktop.fill_in("Verder", title="Meedenken over hulp thuis", day="vrijdag", hours="14:00 - 12:00", place="Gouda")
    expect(desktop.dialog.locator("[aria-invalid=true]").first).to_be_visible()
    desktop.picture("form-with-a-mistake")
    desktop.fill_in("Annuleren")
    expect(desktop.dialog).to_be_hidden()
    desktop.say("/sessie aankondigen 3")
    post = desktop.page.get_by_role("button", name="Plaatsen")
    expect(post).to_be_visible()
    desktop.picture("preview")


def pictures_of_an_idea(phone: Room) -> None:
    """Show the form for an idea, and its card with some support, on a phone."""
    phone.sit_down("jongere")
    phone.say("/watals")
    expect(phone.dialog).to_be_visible()
    phone.dialog.locator("[name=what_if]").fill("jongeren zelf laten kiezen wie hen helpt?")
    phone.dialog.locator("[name=now]").fill("Nu hoor je pas wie er komt als alles al geregeld is.")
    phone.picture("idea-form-phone")
    phone.dialog.get_by_role("radio", name="Luisteren naar jongeren").check()
    phone.fill_in("Klaar")
    phone.page.get_by_role("button", name="Plaats mijn idee").click()
    phone.sit_down("jongere", "wat-als")
    expect(phone.titled(IDEA)).to_be_visible()
    for person in ("ouder", "ervaring"):
        phone.sit_down(person, "wat-als")
        phone.titled(IDEA).get_by_role("button", name=re.compile("^Ik steun dit, ")).click()
    expect(phone.titled(IDEA).get_by_role("img", name=re.compile("Ik steun dit 2"))).to_be_visible()
    phone.at_top(phone.titled(IDEA))
    phone.picture("idea-phone")


def picture_of_a_digest(desktop: Room) -> None:
    """Show a digest as everybody reads it."""
    desktop.sit_down("moderator", "moderatie")
    desktop.say("/overzicht nu")
    desktop.fill_in("Klaar", foreword="Hallo allemaal. Er staat weer veel op de agenda. Fijn dat je meedenkt.")
    desktop.page.get_by_role("button", name="Plaats het overzicht").click()
    desktop.sit_down("ouder")
    digest = desktop.titled("Overzicht van Radicale vernieuwing jeugdzorg")
    expect(digest).to_be_visible()
    desktop.at_top(digest)
    desktop.picture("digest")


def picture_in_the_dark(dark: Room) -> None:
    """Show the announcement to who likes a dark screen."""
    dark.sit_down("jongere")
    dark.at_top(dark.titled(SESSION))
    dark.picture("dark")


if __name__ == "__main__":
    main()
