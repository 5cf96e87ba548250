"""What a message offers: things to ask next, things to do with it, a card as it will look."""

from bot.platforms.room.model import account_key
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from storage import moderators
from tests.room.driving import Browser, Frame, Window, text_of

KEEP, USE = "aanbod-bewaar", "aanbod-gebruik"


async def answered(window: Window) -> Frame:
    """Return the bot's next answer."""
    frame = await window.until(lambda frame: frame["type"] == "message" and frame["message"]["author"]["bot"])
    message: Frame = frame["message"]
    return message


async def offered(window: Window) -> list[Frame]:
    """Return what the cog of these tests offers somebody to do with a message."""
    items: list[Frame] = (await window.ask("actions", channel="aankondigingen"))["items"]
    return [item for item in items if item["command"] in {KEEP, USE}]


async def say(world: World, text: str, channel: str = "aankondigingen", person: str = "jongere") -> str:
    """Have somebody say something; return the message."""
    world.room.say(world.room.people[person], channel, text, "nl", f"ref {text}")
    return list(world.room.timeline.state.messages)[-1]


async def test_each_is_offered_what_they_may_do_in_their_language(browser: Browser) -> None:
    async with browser.window("ouder") as mine, browser.window("moderator", "en") as boss:
        assert await offered(mine) == [{"command": KEEP, "label": "Bewaar deze tekst"}]
        assert await offered(boss) == [
            {"command": KEEP, "label": "Keep this text"},
            {"command": USE, "label": "Use this text"},
        ]


async def test_doing_something_with_a_message_takes_what_it_says(browser: Browser, world: World) -> None:
    message = await say(world, "Zondag om tien uur")
    async with browser.window("ouder") as window:
        assert (await window.ask("act", message=message, command=KEEP))["type"] == "done"
        answer = await answered(window)
        assert "Bewaard: Zondag om tien uur" in text_of(answer)
        assert answer["private"]


async def test_what_is_not_offered_is_refused(browser: Browser, world: World) -> None:
    message = await say(world, "Zondag om tien uur")
    hidden = await say(world, "stil", "moderatie", "moderator")
    async with browser.window("ouder") as window:
        assert await window.refused("act", message=message, command=USE)
        assert await window.refused("act", message=message, command="hulp")
        assert await window.refused("act", message=hidden, command=KEEP)
        assert await window.refused("act", message="no such message", command=KEEP)
    assert not [record for record in world.room.timeline.state.records if record["what"] == "invoked"]


async def test_following_up_asks_what_was_offered(browser: Browser) -> None:
    async with browser.window("ouder") as window, browser.window("jongere") as other:
        await window.ask("say", channel="aankondigingen", text="/aanbod blad")
        first = await answered(window)
        assert first["follow_ups"] == ["Naar blad 2", "Naar blad 3"]
        assert (await window.ask("follow", message=first["id"], index=1))["type"] == "done"
        third = await answered(window)
        assert "blad 3" in text_of(third)
        assert third["follow_ups"] == ["Naar blad 1", "Naar blad 2"]
        assert await window.refused("follow", message=first["id"], index=2)
        assert await window.refused("follow", message=first["id"], index=-1)
        assert await other.refused("follow", message=first["id"], index=0)


async def test_a_preview_carries_the_card_as_it_will_be(browser: Browser, world: World) -> None:
    async with browser.window("ouder") as window:
        await window.ask("say", channel="dm:ouder", text="/aanbod kaart")
        preview = await answered(window)
        assert "Zo komt het in het kanaal." in text_of(preview)
        assert "Samen wandelen" not in text_of(preview)
        await window.ask("submit", draft=preview["draft"], button="confirm")
        await world.settled()
        card = (await window.ask("history", channel="aankondigingen"))["messages"][-1]
        files = [preview["preview"]["content"]["blocks"].pop(), card["content"]["blocks"].pop()]
        assert preview["preview"]["content"] == card["content"]
        assert [file["label"] for file in files] == ["Zet het in je agenda"] * 2
        assert preview["preview"]["reactions"] == card["reactions"]
        assert preview["preview"]["thread"]
        assert card["thread"] is not None


async def test_a_card_that_is_closed_says_so(browser: Browser, world: World) -> None:
    room = RoomChat(world)
    async with browser.window("ouder") as window:
        await window.ask("say", channel="dm:ouder", text="/aanbod kaart")
        await window.ask("submit", draft=(await answered(window))["draft"], button="confirm")
        await room.settled()
        [card] = (await window.ask("history", channel="aankondigingen"))["messages"]
        await window.ask("say", channel="dm:ouder", text="/aanbod dicht")
        await room.settled()
        [closed] = (await window.ask("history", channel="aankondigingen"))["messages"]
    assert (card["closed"], closed["closed"]) == (False, True)
    assert closed["reactions"] == card["reactions"]


async def test_who_becomes_a_moderator_is_welcomed_anew(browser: Browser, world: World) -> None:
    async with browser.window("ouder") as window, browser.window("jongere") as other:
        await world.database.write(lambda tx: moderators.add(tx, 1, account_key("ouder")))
        welcome = await window.until(lambda frame: frame["type"] == "welcome")
        assert welcome["me"]["moderator"]
        assert "moderatie" in [channel["id"] for channel in welcome["channels"]]
        assert [action["command"] for action in await offered(window)] == [KEEP, USE]
        assert [action["command"] for action in await offered(other)] == [KEEP]
        await world.database.write(lambda tx: moderators.remove(tx, 1, account_key("ouder")))
        welcome = await window.until(lambda frame: frame["type"] == "welcome")
        assert "moderatie" not in [channel["id"] for channel in welcome["channels"]]
        assert await window.refused("say", channel="moderatie", text="hallo")
