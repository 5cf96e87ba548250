"""What each open page sees: what it may, at once, and nothing else."""

import pytest

from bot.platforms.room.hub import MOST_FRAMES_WAITING
from bot.platforms.room.wire import PAGE
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from tests.room.driving import Browser, Frame, Window, text_of
from tests.support.story import announce, submit_idea


def messages(frames: list[Frame]) -> list[str]:
    return [text_of(frame["message"]) for frame in frames if frame["type"] in {"message", "changed"}]


async def told(window: Window, text: str) -> bool:
    """Whether a window was told something with this text in it."""
    return any(text in str(frame) for frame in await window.caught_up())


async def test_a_window_begins_with_what_there_is(browser: Browser) -> None:
    async with browser.window("ouder") as window:
        await window.ask("say", channel="aankondigingen", text="hallo")
    async with browser.window() as window:
        welcome = await window.hello("jongere")
    assert welcome["community"] == "Radicale vernieuwing jeugdzorg"
    assert welcome["me"] == {"id": "jongere", "name": "Jongere", "moderator": False}
    assert [channel["id"] for channel in welcome["channels"]] == ["aankondigingen", "wat-als", "dm:jongere"]
    assert {person["id"] for person in welcome["people"]} == {"ouder", "jongere", "professional", "moderator"}
    [message] = welcome["messages"]["aankondigingen"]["messages"]
    assert "hallo" in text_of(message)
    assert message["author"] == {"id": "ouder", "name": "Ouder", "bot": False}


async def test_only_moderators_are_shown_their_channel(browser: Browser) -> None:
    async with browser.window() as window:
        welcome = await window.hello("moderator")
    assert [channel["id"] for channel in welcome["channels"]] == [
        "aankondigingen",
        "wat-als",
        "moderatie",
        "dm:moderator",
    ]


async def test_two_windows_both_live(browser: Browser) -> None:
    async with browser.window("ouder") as one, browser.window("jongere") as other, browser.window("ouder") as third:
        await one.ask("say", channel="aankondigingen", text="van ouder")
        await other.ask("say", channel="aankondigingen", text="van jongere")
        for window in (one, other, third):
            said = messages(await window.caught_up())
            assert ["van ouder" in said[0], "van jongere" in said[1], len(said)] == [True, True, 2]


async def test_what_was_changed_is_shown_in_every_window(browser: Browser) -> None:
    async with browser.window("ouder") as one, browser.window("jongere") as other:
        await one.ask("say", channel="aankondigingen", text="hallo")
        message = (await other.until(lambda frame: frame["type"] == "message"))["message"]
        await other.ask("react", message=message["id"], emoji="👍", on=True)
        for window, mine in ((one, False), (other, True)):
            changes = [frame["message"] for frame in await window.caught_up() if frame["type"] == "changed"]
            assert changes[-1]["reactions"] == [{"emoji": "👍", "label": None, "count": 1, "mine": mine}]


async def test_commands_and_their_answers_are_private(browser: Browser, world: World) -> None:
    async with browser.window("ouder") as mine, browser.window("jongere") as other, browser.window("moderator") as boss:
        await mine.ask("say", channel="aankondigingen", text="/hulp")
        await world.settled()
        answer = await mine.until(lambda frame: frame["type"] == "message" and frame["message"]["author"]["bot"])
        assert answer["message"]["private"]
        for window in (other, boss):
            assert messages(await window.caught_up()) == []
            found = await window.ask("history", channel="aankondigingen", before=10_000)
            assert found["messages"] == []


async def test_forms_are_shown_to_who_asked_for_them(browser: Browser, world: World) -> None:
    async with browser.window("ouder") as mine, browser.window("jongere") as other:
        await mine.ask("say", channel="dm:ouder", text="/watals")
        form = (await mine.until(lambda frame: frame["type"] == "form"))["form"]
        assert len(form["fields"]) <= 5
        await world.settled()
        assert not await told(other, form["draft"])
        await mine.ask("submit", draft=form["draft"], button="cancel")
        closed = await mine.until(lambda frame: frame["type"] == "form-closed")
        assert closed["draft"] == form["draft"]
        assert not await told(other, form["draft"])


async def test_an_open_form_is_there_again_after_a_reload(browser: Browser) -> None:
    async with browser.window("ouder") as window:
        await window.ask("say", channel="dm:ouder", text="/watals")
        form = (await window.until(lambda frame: frame["type"] == "form"))["form"]
    async with browser.window() as again:
        assert (await again.hello("ouder"))["forms"] == [form]
        assert (await again.hello("jongere"))["forms"] == []


async def test_the_bot_is_seen_to_be_busy_by_who_asked_alone(browser: Browser, world: World) -> None:
    async with browser.window("ouder") as mine, browser.window("jongere") as other:
        await mine.ask("say", channel="aankondigingen", text="/hulp")
        await world.settled()
        busy = [frame["on"] for frame in await mine.caught_up() if frame["type"] == "typing"]
        assert busy == [True, False]
        assert not any(frame["type"] == "typing" for frame in await other.caught_up())


async def test_a_removed_message_goes_for_who_could_see_it_and_nobody_else_hears_of_it(
    browser: Browser, world: World
) -> None:
    async with browser.window("ouder") as mine, browser.window("moderator") as boss:
        await boss.ask("say", channel="moderatie", text="stil")
        [hidden] = world.room.timeline.state.messages
        await boss.ask("say", channel="aankondigingen", text="luid")
        loud = list(world.room.timeline.state.messages)[-1]
        world.room.remove(hidden)
        world.room.remove(loud)
        removed = [f["message"] for f in await boss.caught_up() if f["type"] == "removed"]
        assert removed == [hidden, loud]
        removed = [f["message"] for f in await mine.caught_up() if f["type"] == "removed"]
        assert removed == [loud]


async def test_one_window_can_become_somebody_else(browser: Browser, world: World) -> None:
    async with browser.window("moderator") as window:
        await window.ask("say", channel="moderatie", text="stil")
        welcome = await window.hello("ouder", "en")
        assert welcome["me"]["id"] == "ouder"
        assert "stil" not in str(welcome)
        window.seen.clear()
        world.room.say(world.room.people["moderator"], "moderatie", "nog stiller", "nl", "x")
        assert not await told(window, "nog stiller")
        assert await window.refused("say", channel="moderatie", text="hallo")
        await window.ask("say", channel="dm:ouder", text="/help")
        answer = await window.until(lambda frame: frame["type"] == "message" and frame["message"]["author"]["bot"])
        assert "What can you do here?" in text_of(answer["message"])


async def test_nobody_in_particular_is_somebody_ordinary(browser: Browser) -> None:
    async with browser.window() as window:
        welcome = await window.hello("no such person")
        assert not welcome["me"]["moderator"]


async def test_older_messages_come_page_by_page(browser: Browser, world: World) -> None:
    total = 2 * PAGE + 7
    for number in range(total):
        world.room.say(world.room.people["ouder"], "wat-als", f"nummer {number}.", "nl", f"n{number}")
    async with browser.window() as window:
        shown = (await window.hello("jongere"))["messages"]["wat-als"]
        found, pages = shown["messages"], 1
        while shown["more"]:
            shown = await window.ask("history", channel="wat-als", before=found[0]["seq"])
            assert len(shown["messages"]) <= PAGE
            found = [*shown["messages"], *found]
            pages += 1
    assert pages == 3
    assert [f"nummer {number}." in text_of(message) for number, message in enumerate(found)] == [True] * total
    assert len({message["id"] for message in found}) == total


async def test_newer_messages_come_page_by_page_too(browser: Browser, world: World) -> None:
    total = 2 * PAGE + 7
    for number in range(total):
        world.room.say(world.room.people["ouder"], "wat-als", f"nummer {number}.", "nl", f"n{number}")
    async with browser.window("jongere") as window:
        found: list[Frame] = []
        more = True
        while more:
            last = found[-1]["seq"] if found else 0
            shown = await window.ask("history", channel="wat-als", after=last)
            found, more = [*found, *shown["messages"]], shown["more"]
        assert [f"nummer {number}." in text_of(message) for number, message in enumerate(found)] == [True] * total
        latest = await window.ask("history", channel="wat-als")
    assert latest["messages"] == found[-PAGE:]
    assert latest["more"]


async def test_commands_are_completed_while_typing(browser: Browser) -> None:
    async with browser.window("ouder") as window:
        items = (await window.ask("complete", channel="aankondigingen", text="/"))["items"]
        assert 0 < len(items) <= 10
        assert all(item["insert"].startswith("/") and item["label"] and item["hint"] for item in items)
        assert "/sessie nieuw" not in str(items)
        assert (await window.ask("complete", channel="aankondigingen", text="hallo"))["items"] == []


@pytest.mark.parametrize(("locale", "typed"), [("nl", "/sessie toon "), ("en", "/session show ")])
async def test_a_session_is_completed_by_what_it_is_called(
    browser: Browser, world: World, locale: str, typed: str
) -> None:
    await announce(RoomChat(world))
    async with browser.window("ouder", locale) as window:
        [item] = (await window.ask("complete", channel="aankondigingen", text=typed))["items"]
        assert item["insert"] == f"{typed}1"
        assert "Wat als… (vervolg)" in item["label"]


async def test_completing_any_command_does_not_end_the_connection(browser: Browser, world: World) -> None:
    room = RoomChat(world)
    await announce(room)
    await submit_idea(room)
    async with browser.window("moderator") as window:
        for command in world.app.registry.commands.values():
            answer = await window.ask("complete", channel="moderatie", text=f"/{command.path} ")
            assert answer["type"] == "completions"


async def test_a_window_that_cannot_keep_up_is_dropped_and_comes_back_whole(browser: Browser, world: World) -> None:
    ouder = world.room.people["ouder"]
    async with browser.window("jongere") as slow:
        for number in range(MOST_FRAMES_WAITING + 50):
            world.room.say(ouder, "wat-als", f"nummer {number}.", "nl", f"n{number}")
        while not (await slow.socket.receive()).type.name.startswith("CLOS"):
            pass
    assert not [window for window in world.room.hub.windows if window.person.id == "jongere"]
    async with browser.window() as again:
        shown = (await again.hello("jongere"))["messages"]["wat-als"]["messages"]
        assert f"nummer {MOST_FRAMES_WAITING + 49}." in text_of(shown[-1])
