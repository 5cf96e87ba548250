"""What a page may send: what it may not is refused, and the connection lives on."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.platforms.room.server import LARGEST_FRAME
from bot.testing.world import World
from tests.room.driving import Browser, Window

MALFORMED = [
    "",
    "hallo",
    "[]",
    "null",
    "{}",
    '{"type": "dance"}',
    '{"type": "say"}',
    '{"type": "say", "ref": "1", "channel": "aankondigingen", "text": ""}',
    '{"type": "say", "ref": 1, "channel": 2, "text": 3}',
    '{"type": "say", "ref": "1", "channel": "aankondigingen", "text": "\\ud800"}',
    '{"type": "react", "ref": "1", "message": "x", "emoji": "", "on": true}',
    '{"type": "submit", "ref": "1", "draft": "x", "button": "explode"}',
    '{"type": "submit", "ref": "1", "draft": "x", "button": "next", "values": {"a": 1}}',
    '{"type": "history", "ref": "1", "channel": "aankondigingen", "before": "yesterday"}',
    '{"type": "hello", "locale": "fr"}',
    "[" * 5000,
    '{"type": "hello", "me": "ouder", "more": ' + "[" * 5000 + "]" * 5000 + "}",
    '{"type": ' + "[" * 5000 + "]" * 5000 + "}",
]
FORBIDDEN = ["moderatie", "dm:jongere", "dm:moderator", "dm:", "no-such-channel", ""]


async def alive(window: Window) -> bool:
    return (await window.ask("history", channel="aankondigingen", before=1))["type"] == "history"


async def test_what_cannot_be_read_is_refused_and_the_connection_lives_on(browser: Browser) -> None:
    async with browser.window("ouder") as window:
        for text in MALFORMED:
            await window.socket.send_str(text)
            refusal = await window.until(lambda frame: frame["type"] == "refused")
            assert refusal["text"].strip()
        assert await alive(window)


async def test_a_refusal_is_in_the_language_of_the_reader(browser: Browser) -> None:
    texts = []
    for locale in ("nl", "en"):
        async with browser.window("ouder", locale) as window:
            await window.socket.send_str("{}")
            texts.append((await window.until(lambda frame: frame["type"] == "refused"))["text"])
    assert texts[0] != texts[1]


frames = st.dictionaries(
    st.sampled_from(
        ["type", "ref", "channel", "text", "message", "emoji", "on", "draft", "button", "values", "before"]
    ),
    st.one_of(
        st.sampled_from(["say", "react", "submit", "complete", "history", "next", "moderatie", "aankondigingen", "/"]),
        st.text(max_size=20),
        st.integers(),
        st.booleans(),
        st.none(),
    ),
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sent=st.lists(frames, max_size=5))
async def test_no_frame_ends_the_connection(browser: Browser, sent: list[dict[str, object]]) -> None:
    async with browser.window("ouder") as window:
        for frame in sent:
            await window.socket.send_str(json.dumps(frame))
        assert await alive(window)


async def test_a_frame_without_end_ends_its_own_connection_only(browser: Browser) -> None:
    async with browser.window("ouder") as other, browser.window("jongere") as window:
        await window.socket.send_str("x" * (LARGEST_FRAME + 1))
        while not (await window.socket.receive()).type.name.startswith("CLOS"):
            pass
        assert await alive(other)


@pytest.mark.parametrize("channel", FORBIDDEN)
async def test_a_channel_one_may_not_see_cannot_be_used(browser: Browser, world: World, channel: str) -> None:
    async with browser.window("ouder") as window:
        assert await window.refused("say", channel=channel, text="hallo")
        assert await window.refused("history", channel=channel, before=1000)
    assert world.room.timeline.last == 0


async def test_a_moderator_sees_what_is_for_moderators(browser: Browser) -> None:
    async with browser.window("moderator") as window:
        assert (await window.ask("say", channel="moderatie", text="hallo"))["type"] == "done"
        found = await window.ask("history", channel="moderatie", before=1000)
        assert len(found["messages"]) == 1


async def test_a_message_one_may_not_see_cannot_be_reacted_to(browser: Browser, world: World) -> None:
    room = world.room
    room.say(room.people["moderator"], "moderatie", "stil", "nl", "a")
    room.say(room.people["jongere"], "aankondigingen", "/hulp", "nl", "b")
    await world.settled()
    refs = [record["id"] for record in room.timeline.state.records if record["what"] == "posted"]
    async with browser.window("ouder") as window:
        for ref in refs:
            assert await window.refused("react", message=ref, emoji="👍", on=True)
    assert not any(record["what"] == "reacted" for record in room.timeline.state.records)


async def test_a_message_that_is_gone_cannot_be_reacted_to(browser: Browser) -> None:
    async with browser.window("ouder") as window:
        assert await window.refused("react", message="no such message", emoji="👍", on=True)
        assert await window.refused("react", message="no such message", emoji="👍", on=False)


async def test_what_is_too_long_is_refused(browser: Browser, world: World) -> None:
    async with browser.window("ouder") as window:
        assert await window.refused("say", channel="aankondigingen", text="x" * 2001)
        assert world.room.timeline.last == 0
        assert not await window.refused("say", channel="aankondigingen", text="x" * 2000)


async def test_more_kinds_of_reaction_than_fit_are_refused(browser: Browser, world: World) -> None:
    async with browser.window("ouder") as window:
        await window.ask("say", channel="aankondigingen", text="hallo")
        [message] = world.room.timeline.state.messages
        for number in range(20):
            assert not await window.refused("react", message=message, emoji=f"e{number}", on=True)
        assert await window.refused("react", message=message, emoji="e20", on=True)
        assert not await window.refused("react", message=message, emoji="e0", on=True)
        assert not await window.refused("react", message=message, emoji="e0", on=False)
        assert not await window.refused("react", message=message, emoji="e20", on=True)


async def test_what_is_said_twice_under_one_reference_was_said_once(browser: Browser, world: World) -> None:
    frame = {"type": "say", "ref": "the same", "channel": "aankondigingen", "text": "hallo"}
    for _ in range(2):
        async with browser.window("ouder") as window:
            await window.socket.send_json(frame)
            await window.until(lambda answer: answer == {"type": "done", "ref": "the same"})
    assert len(world.room.timeline.state.messages) == 1
