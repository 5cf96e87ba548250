"""What is for one person reaches no other window, not even behind the page."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import PHONE, Windows

pytestmark = pytest.mark.browser


async def test_an_answer_is_seen_by_who_asked_alone(windows: Windows) -> None:
    ouder = await windows.open("ouder", PHONE)
    moderator = await windows.open("moderator")
    await ouder.say("/hulp")
    answer = ouder.saying("Wat kun je hier doen?")
    await expect(answer).to_contain_text("Alleen jij ziet dit")
    await expect(answer.get_by_role("button", name="Reactie toevoegen")).to_have_count(0)
    await ouder.say("Ik heb het gevonden.")
    # What came later is here, so what came before would have been.
    await expect(moderator.saying("Ik heb het gevonden.")).to_be_visible()
    await expect(moderator.saying("Wat kun je hier doen?")).to_have_count(0)
    await expect(moderator.saying("/hulp")).to_have_count(0)
    assert not any("Wat kun je hier doen?" in frame for frame in moderator.heard.frames)


async def test_moderators_talk_among_themselves(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    moderator = await windows.open("moderator", channel="moderatie")
    await expect(moderator.channel_link("moderatie")).to_be_visible()
    await expect(ouder.channel_link("moderatie")).to_have_count(0)

    await moderator.say("Zullen we deze week bellen?")
    await moderator.go_to("aankondigingen")
    await moderator.say("Goedemorgen allemaal.")
    await expect(ouder.saying("Goedemorgen allemaal.")).to_be_visible()
    await ouder.page.goto(f"{ouder.page.url.partition('#')[0]}#moderatie")
    await expect(ouder.page.get_by_role("heading", level=1)).to_have_text("#aankondigingen")
    await ouder.page.reload()
    await expect(ouder.saying("Goedemorgen allemaal.")).to_be_visible()
    assert not any("Zullen we deze week bellen?" in frame for frame in ouder.heard.frames)


async def test_a_moderators_command_is_refused_to_others_in_words(windows: Windows) -> None:
    ouder = await windows.open("ouder")
    await ouder.say("/sessie deelnemers 1")
    await expect(ouder.latest).to_contain_text("Dit commando is voor moderatoren.")
    await ouder.composer.press_sequentially("/sessie ")
    await expect(ouder.suggestions.filter(has_text="/sessie lijst")).to_be_visible()
    await expect(ouder.suggestions.filter(has_text="/sessie aankondigen")).to_have_count(0)


async def test_who_sits_down_next_finds_nothing_of_the_last(windows: Windows) -> None:
    window = await windows.open("ouder", PHONE)
    await window.say("/mijn aanmeldingen")
    await expect(window.latest).to_contain_text("Je hebt je nog nergens voor aangemeld.")
    await window.say("/watals")
    await window.fill_in({"Wat als we…": "dit nog even bedenken?"})
    await window.page.keyboard.press("Escape")
    await expect(window.resume).to_be_visible()
    await window.composer.fill("half af")

    await window.become("jongere")
    await expect(window.composer).to_have_value("")
    await expect(window.resume).to_be_hidden()
    await expect(window.saying("Je hebt je nog nergens voor aangemeld.")).to_have_count(0)

    await window.become("ouder")
    await expect(window.saying("Je hebt je nog nergens voor aangemeld.")).to_be_visible()
    await expect(window.resume).to_contain_text("Je was bezig met")
