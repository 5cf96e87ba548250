"""Threads: what a page is told of them, who sees them, and how they outlive their message."""

import pytest

from bot.api.content import content, paragraph
from bot.api.errors import Refused
from bot.api.platform import Outgoing
from bot.platforms.room.wire import PAGE
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from tests.room.driving import Browser, Frame, Window, text_of

CHANNEL = "aankondigingen"


async def post_card(world: World) -> Frame:
    """Have the card posted; return it as the room keeps it: its id and its thread."""
    room = RoomChat(world)
    await room.say("ouder", "/aanbod kaart", to="bot")
    await room.settled()
    await room.press("ouder", room.seen("ouder", "bot")[-1], "confirm")
    await room.settled()
    card = room.seen("ouder")[-1]
    return {"id": card.ref, "thread": room.thread(card)}


async def delete(world: World, message: str) -> None:
    world.room.remove(message)
    await RoomChat(world).settled()


async def shown(window: Window) -> list[Frame]:
    """Return the channel as it would be shown anew."""
    page = await window.ask("history", channel=CHANNEL)
    messages: list[Frame] = page["messages"]
    return messages


async def test_a_window_begins_with_how_threads_stand_and_not_with_what_is_in_them(
    browser: Browser, world: World
) -> None:
    card = await post_card(world)
    async with browser.window("ouder") as window:
        for number in range(3):
            await window.ask("say", channel=card["thread"], text=f"woord {number}")
    async with browser.window() as window:
        welcome = await window.hello("jongere")
        [thread] = welcome["threads"]
        assert "woord" not in str(welcome)
        [message] = welcome["messages"][CHANNEL]["messages"]
        assert (message["thread"], thread["message"], thread["seq"]) == (thread["id"], message["id"], message["seq"])
        assert (thread["title"], thread["channel"], thread["count"]) == ("Samen wandelen", CHANNEL, 3)
        page = await window.ask("history", channel=thread["id"])
        assert [f"woord {n}" in text_of(message) for n, message in enumerate(page["messages"])] == [True] * 3
        assert thread["last"] == page["messages"][-1]["seq"]


async def test_a_long_thread_comes_page_by_page(browser: Browser, world: World) -> None:
    card = await post_card(world)
    for number in range(PAGE + 7):
        world.room.say(world.room.people["ouder"], card["thread"], f"nummer {number}.", "nl", f"n{number}")
    async with browser.window("jongere") as window:
        latest = await window.ask("history", channel=card["thread"])
        assert (len(latest["messages"]), latest["more"]) == (PAGE, True)
        older = await window.ask("history", channel=card["thread"], before=latest["messages"][0]["seq"])
        assert (len(older["messages"]), older["more"]) == (7, False)


async def test_what_is_said_in_a_thread_is_told_to_every_window(browser: Browser, world: World) -> None:
    card = await post_card(world)
    async with browser.window("ouder") as one, browser.window("jongere") as other:
        await one.ask("say", channel=card["thread"], text="wie rijdt er mee?")
        for window in (one, other):
            frames = await window.caught_up()
            [said] = [frame["message"] for frame in frames if frame["type"] == "message"]
            [thread] = [frame["thread"] for frame in frames if frame["type"] == "thread"]
            assert said["channel"] == thread["id"] == card["thread"]
            assert (thread["count"], thread["last"]) == (1, said["seq"])


async def test_commands_in_a_thread_are_answered_there_and_do_not_count(browser: Browser, world: World) -> None:
    card = await post_card(world)
    async with browser.window("ouder") as mine, browser.window("jongere") as other:
        await mine.ask("say", channel=card["thread"], text="/hulp")
        answer = await mine.until(lambda frame: frame["type"] == "message" and frame["message"]["author"]["bot"])
        assert (answer["message"]["channel"], answer["message"]["private"]) == (card["thread"], True)
        await world.settled()
        assert not [frame for frame in await other.caught_up() if frame["type"] in {"message", "thread"}]
        assert (await other.ask("history", channel=card["thread"]))["messages"] == []


async def test_the_bot_can_post_in_a_thread(browser: Browser, world: World) -> None:
    card = await post_card(world)
    async with browser.window("jongere") as window:
        await world.room.send(card["thread"], Outgoing(content(paragraph("Morgen is het zover."))), "key")
        said = await window.until(lambda frame: frame["type"] == "message")
        assert said["message"]["author"]["bot"]
        assert said["message"]["channel"] == card["thread"]


async def test_nobody_else_sees_a_thread_of_a_private_channel(browser: Browser, world: World) -> None:
    ref = await world.room.send("moderatie", Outgoing(content(paragraph("Onder ons"))), "key")
    thread = await world.room.open_thread(ref, "Onder ons")
    async with browser.window("moderator") as boss, browser.window() as mine:
        assert (await mine.hello("ouder"))["threads"] == []
        await boss.ask("say", channel=thread, text="stil")
        world.room.remove(ref)
        assert [frame["type"] for frame in await mine.caught_up()] == ["welcome", "history"]
        assert await mine.refused("history", channel=thread)
        assert await mine.refused("say", channel=thread, text="hallo")
        assert await mine.refused("complete", channel=thread, text="/")
        said = world.room.timeline.state.channels[thread][0].id
        assert await mine.refused("react", message=said, emoji="👍", on=True)
        assert [frame["thread"]["count"] for frame in await boss.caught_up() if frame["type"] == "thread"] == [1]


async def test_what_is_removed_from_a_thread_no_longer_counts(browser: Browser, world: World) -> None:
    card = await post_card(world)
    async with browser.window("ouder") as window:
        await window.ask("say", channel=card["thread"], text="een")
        await window.ask("say", channel=card["thread"], text="twee")
        first, second = world.room.timeline.state.channels[card["thread"]]
        world.room.remove(second.id)
        frames = [frame["thread"] for frame in await window.caught_up() if frame["type"] == "thread"]
        assert (frames[-1]["count"], frames[-1]["last"]) == (1, first.n)


async def test_a_thread_that_is_opened_again_is_the_same(browser: Browser, world: World) -> None:
    card = await post_card(world)
    async with browser.window("ouder") as window:
        assert await world.room.open_thread(card["id"], "Anders") == card["thread"]
        assert not [frame for frame in await window.caught_up() if frame["type"] == "thread"]


async def test_a_private_message_has_no_thread(world: World) -> None:
    room = RoomChat(world)
    await room.say("ouder", "/hulp", to="announcements")
    await room.settled()
    with pytest.raises(Refused):
        await world.room.open_thread(room.seen("ouder")[-1].ref, "Hulp")


async def test_the_talk_outlives_its_message(browser: Browser, world: World) -> None:
    ref = await world.room.send(CHANNEL, Outgoing(content(paragraph("Even dit"))), "key")
    thread = await world.room.open_thread(ref, "Even dit")
    async with browser.window("ouder") as window:
        await window.ask("say", channel=thread, text="en dan?")
        world.room.remove(ref)
        changed = [frame["message"] for frame in await window.caught_up() if frame["type"] == "changed"][-1]
        assert (changed["id"], changed["gone"], changed["thread"]) == (ref, True, thread)
        assert "Even dit" not in str(changed)
        assert await shown(window) == [changed]
        assert await window.refused("react", message=ref, emoji="👍", on=True)
        assert not await window.refused("say", channel=thread, text="wij praten door")


async def test_a_message_that_nobody_talked_about_goes_whole(browser: Browser, world: World) -> None:
    ref = await world.room.send(CHANNEL, Outgoing(content(paragraph("Even dit"))), "key")
    await world.room.open_thread(ref, "Even dit")
    async with browser.window("ouder") as window:
        world.room.remove(ref)
        await window.until(lambda frame: frame["type"] == "removed")
        assert await shown(window) == []


async def test_the_next_card_of_the_same_goes_on_in_the_same_thread(browser: Browser, world: World) -> None:
    card = await post_card(world)
    async with browser.window("ouder") as window:
        await window.ask("say", channel=card["thread"], text="wie rijdt er mee?")
        await delete(world, card["id"])
        [anew] = await shown(window)
        assert (anew["gone"], anew["thread"]) == (False, card["thread"])
        assert anew["id"] != card["id"]
        thread = [frame["thread"] for frame in await window.caught_up() if frame["type"] == "thread"][-1]
        assert (thread["message"], thread["count"]) == (anew["id"], 1)
        assert [frame["message"] for frame in window.seen if frame["type"] == "removed"] == [card["id"]]
    await world.stop()
    await world.start()
    await delete(world, anew["id"])
    async with browser.window("ouder") as window:
        [third] = await shown(window)
        assert third["thread"] == card["thread"]
