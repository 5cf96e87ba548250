"""What somebody has not seen yet: counted quietly, marked by a line, and remembered."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Windows
from tests.browser.window import Window

pytestmark = pytest.mark.browser

COMMUNITY = "Radicale vernieuwing jeugdzorg"


async def look_away(window: Window, *, away: bool) -> None:
    """Let the page think that another tab is in front of it, or no longer."""
    await window.page.evaluate(
        """(away) => {
            Object.defineProperty(document, "hidden", { configurable: true, get: () => away });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        away,
    )


async def sit_down(window: Window, person: str) -> None:
    """Become somebody, and wait until the room knows."""
    await window.become(person)
    direct = window.page.get_by_role("navigation").get_by_role("link", name="Wat-als bot")
    await expect(direct).to_have_attribute("href", f"#dm:{person}")


async def new_below_the_line(window: Window) -> list[str]:
    """Return what the messages below the line say."""
    texts: list[str] = await window.page.evaluate(
        """() => {
            const line = document.querySelector(".timeline:not([hidden]) .new-line");
            const entries = [...document.querySelectorAll(".timeline:not([hidden]) .entry")];
            const from = entries.indexOf(line?.closest(".entry"));
            return from < 0 ? [] : entries.slice(from).map((one) => one.querySelector(".content").innerText.trim());
        }"""
    )
    return texts


async def test_another_channel_counts_what_is_new_and_shows_where_it_begins(windows: Windows) -> None:
    ouder = await windows.open("ouder", channel="wat-als")
    jongere = await windows.open("jongere")
    await expect(ouder.page).to_have_title(f"#wat-als · {COMMUNITY}")
    await jongere.say("Een.")
    await expect(ouder.channel_link("aankondigingen")).to_have_accessible_name(re.compile("1 nieuw bericht$"))
    await jongere.say("Twee.")
    await expect(ouder.channel_link("aankondigingen")).to_have_accessible_name(re.compile("2 nieuwe berichten$"))
    await expect(ouder.page).to_have_title(f"(2) #wat-als · {COMMUNITY}")
    await expect(jongere.page).to_have_title(f"#aankondigingen · {COMMUNITY}")

    await ouder.go_to("aankondigingen")
    await expect(ouder.saying("Twee.")).to_be_visible()
    assert await new_below_the_line(ouder) == ["Een.", "Twee."]
    await expect(ouder.page).to_have_title(f"#aankondigingen · {COMMUNITY}")
    await expect(ouder.channel_link("aankondigingen")).to_have_accessible_name(re.compile("aankondigingen$"))
    await ouder.go_to("wat-als")
    await ouder.go_to("aankondigingen")
    assert await new_below_the_line(ouder) == []


async def test_what_came_in_while_nobody_was_there_is_new_the_next_time(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    jongere = await windows.open("jongere")
    address = ouder.page.url
    await jongere.say("Dit zag ouder nog.")
    await expect(ouder.saying("Dit zag ouder nog.")).to_be_visible()
    await ouder.leave()
    await jongere.say("Dit kwam later.")
    await jongere.go_to("wat-als")
    await jongere.say("Dit ook.")
    await ouder.page.goto(f"{address.partition('#')[0]}#wat-als")
    await expect(ouder.page).to_have_title(f"(1) #wat-als · {COMMUNITY}")
    assert await new_below_the_line(ouder) == ["Dit ook."]
    await ouder.go_to("aankondigingen")
    assert await new_below_the_line(ouder) == ["Dit kwam later."]
    await ouder.page.reload()
    await expect(ouder.saying("Dit kwam later.")).to_be_visible()
    await expect(ouder.page).to_have_title(f"#aankondigingen · {COMMUNITY}")
    assert await new_below_the_line(ouder) == []


async def test_what_comes_in_behind_another_tab_waits_to_be_seen(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    jongere = await windows.open("jongere")
    await look_away(ouder, away=True)
    await jongere.say("Kijk je even?")
    await expect(ouder.page).to_have_title(f"(1) #aankondigingen · {COMMUNITY}")
    await look_away(ouder, away=False)
    await expect(ouder.page).to_have_title(f"#aankondigingen · {COMMUNITY}")
    assert await new_below_the_line(ouder) == ["Kijk je even?"]


async def test_what_one_said_oneself_is_never_new(windows: Windows) -> None:
    here = await windows.open("ouder")
    there = await windows.open("ouder", channel="wat-als")
    await here.say("Zelf gezegd.")
    await there.go_to("aankondigingen")
    await expect(there.saying("Zelf gezegd.")).to_be_visible()
    await expect(there.page).to_have_title(f"#aankondigingen · {COMMUNITY}")
    assert await new_below_the_line(there) == []


async def test_two_tabs_of_one_browser_know_what_the_other_saw(windows: Windows) -> None:
    here = await windows.open("ouder", channel="wat-als")
    tab = await here.page.context.new_page()
    await tab.goto(here.page.url)
    await expect(tab.get_by_role("heading", level=1)).to_have_text("#wat-als")
    jongere = await windows.open("jongere")
    await jongere.say("Voor allebei.")
    await expect(here.page).to_have_title(re.compile(r"^\(1\) "))
    await expect(tab).to_have_title(re.compile(r"^\(1\) "))
    await here.go_to("aankondigingen")
    await expect(tab).to_have_title(f"#wat-als · {COMMUNITY}")


async def test_each_person_has_seen_their_own(windows: Windows) -> None:
    window = await windows.open("ouder", channel="wat-als")
    jongere = await windows.open("jongere")
    await sit_down(window, "professional")
    await sit_down(window, "ouder")
    await jongere.say("Wie ziet dit?")
    await expect(window.page).to_have_title(re.compile(r"^\(1\) "))
    await sit_down(window, "professional")
    await expect(window.page).to_have_title(re.compile(r"^\(1\) "))
    await window.go_to("aankondigingen")
    await expect(window.page).to_have_title(re.compile(r"^#"))
    await window.go_to("wat-als")
    await sit_down(window, "ouder")
    await expect(window.page).to_have_title(re.compile(r"^\(1\) "))


async def test_only_numbers_are_remembered(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    stored = await ouder.page.evaluate("({...localStorage})")
    # Numbers alone: nothing of what anybody wrote.
    assert set(stored) == {"room.seen.ouder"}
    assert re.fullmatch(r'\{("[\w:-]+":\d+,?)+\}', stored["room.seen.ouder"])
