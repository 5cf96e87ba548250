"""From events as people send them, and as nobody should, to what the bot takes in."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.api.errors import Gone
from bot.api.events import Event, MessageDeleted, Reacted, ReactionRemoved, Typed, Unreacted, Unreadable
from bot.platforms.matrix.account import Account, new_seeds
from bot.platforms.matrix.direct import Directs
from bot.platforms.matrix.names import Names
from bot.platforms.matrix.own import SHORTCUTS, OwnMessages
from bot.platforms.matrix.reading import Reader
from bot.platforms.matrix.rooms import Rooms
from tests.unit.matrix.test_rooms import anything

ME, ANNA = "@watals:a", "@anna:a"
ROOM, DIRECT = "!room:a", "!direct:a"
ASKED = "$asked"
BOTS = {"sender": ME, "content": {"body": "Welke dag?", SHORTCUTS: {"✅": "ja"}}, "type": "m.room.message"}
SAID = {"msgtype": "m.text", "body": "Wie rijdt er mee?"}
THREADED = {"sender": ME, "content": {"m.relates_to": {"rel_type": "m.thread", "event_id": "$root"}}}


class Homeserver:
    """What a reader asks of a client."""

    account = Account("http://a", ME, "DEVICE", datetime(2026, 9, 1, tzinfo=UTC), "token", "pickle", new_seeds())
    events: Mapping[str, Any] = {
        ASKED: BOTS,
        "$threaded": THREADED,
        "$annas": {"sender": ANNA, "content": {}},
        "$said": {"sender": ANNA, "content": SAID},
        "$bots": {"sender": ME, "content": SAID},
        "$odd": {"sender": ANNA, "content": "nothing"},
    }

    async def event(self, room_id: str, event_id: str) -> Mapping[str, Any]:
        if event_id not in self.events:
            raise Gone(event_id)
        found: Mapping[str, Any] = self.events[event_id]
        return found

    def name_of(self, room_id: str, user_id: str) -> str:
        return "Wat-als bot" if user_id == ME else user_id

    def lacks_key(self, room_id: str, event: Mapping[str, Any]) -> bool:
        return bool(event["content"].get("session_id") != "known")

    async def call(self, method: str, path: str) -> Mapping[str, Any]:
        return {}


@pytest.fixture(scope="module")
def reader() -> Reader:
    client: Any = Homeserver()
    rooms = Rooms()
    rooms.apply(ROOM, [])
    directs = Directs(client, rooms, encrypted=False)
    directs._known = {ANNA: [DIRECT]}
    return Reader(client, rooms, directs, OwnMessages(client), Names(client))


def said(body: Any, **more: Any) -> dict[str, Any]:
    return {"msgtype": "m.text", "body": body, **more}


async def read(
    reader: Reader, content: Any, kind: Any = "m.room.message", room: str = ROOM, **more: Any
) -> list[Event]:
    event = {"type": kind, "sender": ANNA, "event_id": "$e", "content": content, **more}
    return await reader.read(room, event)


async def typed(reader: Reader, content: Any, room: str = ROOM) -> tuple[str, ...] | None:
    """Return the text, the thread and what is corrected of what was typed; None where nothing was."""
    found = await read(reader, content, room=room)
    if not found:
        return None
    (one,) = found
    assert isinstance(one, Typed)
    return one.text, one.thread_ref.removeprefix(f"{ROOM}/"), one.corrects


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("!hulp", "!hulp"),
        ("/hulp", "/hulp"),
        ("watals: hulp", "!hulp"),
        ("Watals, hulp", "!hulp"),
        ("@watals: hulp", "!hulp"),
        ("@watals:a hulp", "!hulp"),
        ("@watals:a: hulp", "!hulp"),
        ("Wat-als bot: hulp", "!hulp"),
        ("wat-als bot, hulp", "!hulp"),
        ("Wat-als bot: !hulp", "!hulp"),
        ("Wat-als bot : /hulp", "/hulp"),
        ("  watals: hulp\nmet meer", "!hulp\nmet meer"),
        ("watals:", "!"),
        ("watals is een bot", None),
        ("Watalsje: hulp", None),
        ("hulp, watals", None),
        ("goedemorgen", None),
        (" \n ", None),
    ],
)
async def test_a_command_has_a_mark_or_begins_with_the_bots_name(reader: Reader, body: str, text: str | None) -> None:
    assert await typed(reader, said(body)) == (None if text is None else (text, "$e", ""))


@pytest.mark.parametrize(
    "more",
    [
        {"m.mentions": {"user_ids": [ME]}},
        {
            "format": "org.matrix.custom.html",
            "formatted_body": f'<a href="https://matrix.to/#/{ME}">Wat-als bot</a> hulp',
        },
    ],
)
async def test_a_name_that_clients_made_a_mention_of_needs_no_colon(reader: Reader, more: dict[str, Any]) -> None:
    assert await typed(reader, said("Wat-als bot hulp", **more)) == ("!hulp", "$e", "")
    assert await typed(reader, said("ik vroeg Wat-als bot hulp", **more)) is None


@pytest.mark.parametrize(
    ("target", "about"), [("$said", "Wie rijdt er mee?"), ("$bots", ""), ("$odd", ""), ("$gone", "")]
)
async def test_a_command_in_reply_is_about_what_somebody_said(reader: Reader, target: str, about: str) -> None:
    reply = {"m.relates_to": {"m.in_reply_to": {"event_id": target}}}
    (found,) = await read(reader, said("!overzicht erbij", **reply))
    assert isinstance(found, Typed)
    assert found.about == about


async def test_what_goes_before_a_reply_is_left_out(reader: Reader) -> None:
    reply = {"m.in_reply_to": {"event_id": ASKED}}
    quoted = "> <@watals:a> Welke dag?\n> En hoe laat?\n\nvrijdag\n10 uur"
    assert await typed(reader, said(quoted, **{"m.relates_to": reply})) == ("vrijdag\n10 uur", ASKED, "")
    assert await typed(reader, said("> * <@watals:a> Welke dag?\n\nja", **{"m.relates_to": reply})) == ("ja", ASKED, "")
    assert await typed(reader, said("> <@watals:a> Welke dag?\n\n", **{"m.relates_to": reply})) is None
    own_quote = "> iemand zei dit\n\nen ik vind dat"
    assert await typed(reader, said(own_quote, **{"m.relates_to": reply})) == (own_quote, ASKED, "")


@pytest.mark.parametrize(
    ("target", "thread"), [(ASKED, ASKED), ("$threaded", "$root"), ("$annas", None), ("$gone", None), (7, None)]
)
async def test_a_reply_is_for_the_bot_where_it_spoke(reader: Reader, target: Any, thread: str | None) -> None:
    found = await typed(reader, said("ja", **{"m.relates_to": {"m.in_reply_to": {"event_id": target}}}))
    assert found == (None if thread is None else ("ja", thread, ""))


async def test_what_is_said_in_a_thread_is_handed_on(reader: Reader) -> None:
    thread = {"rel_type": "m.thread", "event_id": "$root", "m.in_reply_to": {"event_id": "$annas"}}
    assert await typed(reader, said("ja", **{"m.relates_to": thread})) == ("ja", "$root", "")


@pytest.mark.parametrize(
    ("new", "found"),
    [
        (said("!hulp"), ("!hulp", "$first", "$first")),
        (said("hulp"), None),
        (said(["!hulp"]), None),
        ("!hulp", None),
        (None, None),
        ({}, None),
    ],
)
async def test_an_edited_command_corrects_the_first(reader: Reader, new: Any, found: tuple[str, ...] | None) -> None:
    relation = {"rel_type": "m.replace", "event_id": "$first"}
    assert await typed(reader, said("* !hulp", **{"m.new_content": new, "m.relates_to": relation})) == found


async def test_alone_with_somebody_everything_is_for_the_bot_but_not_what_they_only_mended(reader: Reader) -> None:
    assert await typed(reader, said("goedemorgen"), DIRECT) == ("goedemorgen", "", "")
    relation = {"rel_type": "m.replace", "event_id": "$first"}
    mended = said("* goedenavond", **{"m.new_content": said("goedenavond"), "m.relates_to": relation})
    assert await typed(reader, mended, DIRECT) is None


@pytest.mark.parametrize("kind", ["m.notice", "m.emote", "m.image", "m.file", "m.key.verification.request", 5, None])
async def test_only_text_is_read(reader: Reader, kind: Any) -> None:
    assert await read(reader, {"msgtype": kind, "body": "!hulp"}) == []


async def test_a_poll_is_nothing_to_the_bot(reader: Reader) -> None:
    for kind in ("m.poll.start", "org.matrix.msc3381.poll.start", "m.poll.response", "m.sticker", "m.call.invite"):
        assert await read(reader, {"body": "!hulp", "m.poll": {"question": {"m.text": "!hulp"}}}, kind) == []


async def test_a_reaction_says_on_what_and_with_what(reader: Reader) -> None:
    def relation(**told: Any) -> dict[str, Any]:
        return {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$annas", "key": "✅", **told}}

    (found,) = await read(reader, relation(), "m.reaction")
    assert isinstance(found, Reacted)
    assert (found.message_ref, found.emoji, found.source) == (f"{ROOM}/$annas", "✅", "$e")
    for nonsense in ({"key": 5}, {"key": None}, {"event_id": ["$annas"]}, {"rel_type": "m.thread"}):
        assert await read(reader, relation(**nonsense), "m.reaction") == []


@pytest.mark.parametrize("emoji", ["✅", "✅\ufe0f"])
async def test_a_reaction_with_what_the_bot_offers_says_it(reader: Reader, emoji: str) -> None:
    relation = {"m.relates_to": {"rel_type": "m.annotation", "event_id": ASKED, "key": emoji}}
    (found,) = await read(reader, relation, "m.reaction")
    assert isinstance(found, Typed)
    assert (found.text, found.thread_ref) == ("ja", f"{ROOM}/{ASKED}")


@pytest.mark.parametrize(
    ("top", "within", "meant"),
    [
        ("$old", None, "$old"),
        (None, "$new", "$new"),
        ("$told", "$spoofed", "$told"),
        (None, None, None),
        ([], {}, None),
    ],
)
async def test_a_redaction_names_its_target_where_its_room_version_says(
    reader: Reader, top: Any, within: Any, meant: str | None
) -> None:
    found = await read(reader, {"redacts": within}, "m.room.redaction", redacts=top)
    expected = [
        Unreacted("$e", f"matrix:{ANNA}", str(meant)),
        ReactionRemoved("$e", str(meant)),
        MessageDeleted("$e", f"{ROOM}/{meant}"),
    ]
    assert found == ([] if meant is None else expected)


@pytest.mark.parametrize(
    ("room", "session", "answered"),
    [(DIRECT, "lost", True), (DIRECT, "known", False), (DIRECT, None, False), (ROOM, "lost", False)],
)
async def test_what_there_is_no_key_for_is_said_to_who_waits_for_an_answer(
    reader: Reader, room: str, session: Any, answered: bool
) -> None:
    found = await read(reader, {"session_id": session, "sender_key": "key"}, "m.room.encrypted", room)
    assert [type(one) for one in found] == ([Unreadable] if answered else [])


related = st.dictionaries(
    st.sampled_from(["rel_type", "event_id", "key", "m.in_reply_to", "is_falling_back"]),
    anything | st.sampled_from(["m.replace", "m.thread", "m.annotation", ASKED, {"event_id": ASKED}]),
)
names = st.sampled_from(
    ["msgtype", "body", "m.relates_to", "m.new_content", "m.mentions", "formatted_body", "session_id", "sender_key"]
)
inner = st.dictionaries(names, anything | related | st.sampled_from(["m.text", "!hulp", "watals: hulp"]), max_size=6)
contents = anything | inner | st.builds(lambda one, two: {**one, "m.new_content": two}, inner, inner)
kinds = st.sampled_from(["m.room.message", "m.reaction", "m.room.redaction", "m.room.encrypted"])
sent = st.fixed_dictionaries(
    {},
    optional={
        "type": kinds | anything,
        "content": contents,
        "sender": st.sampled_from([ME, ANNA]) | anything,
        "event_id": st.just("$e") | anything,
        "redacts": anything,
    },
)


@given(event=sent, room=st.sampled_from([ROOM, DIRECT]))
async def test_whatever_anybody_sends_is_read_or_is_nothing(reader: Reader, event: dict[str, Any], room: str) -> None:
    found = await reader.read(room, event)
    assert found == [] or event["sender"] != ME
    for one in found:
        author = getattr(one, "author", SimpleNamespace(key=f"matrix:{event['sender']}"))
        assert author.key == f"matrix:{event['sender']}"
        assert not isinstance(one, Typed) or one.text.strip()
