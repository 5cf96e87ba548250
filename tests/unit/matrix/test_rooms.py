"""Who may do what in a room, from its raw state, in the room versions there are."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.matrix.rooms import Rooms, RoomState

MAKER, OTHER, GUEST = "@maker:a", "@other:a", "@guest:b"
ROOM = "!room:a"
OLD = ("1", "6", "9", "10", "11")


def room(version: str | None, power: Any = None, *, others: Any = ()) -> RoomState:
    made = RoomState(ROOM)
    create = {"room_version": version} if version else {}
    made.apply(
        {
            "type": "m.room.create",
            "state_key": "",
            "sender": MAKER,
            "content": {**create, "additional_creators": others} if others else create,
        }
    )
    if power is not None:
        made.apply({"type": "m.room.power_levels", "state_key": "", "sender": MAKER, "content": power})
    return made


@pytest.mark.parametrize("version", [None, *OLD])
def test_who_made_an_older_room_has_what_its_levels_say(version: str | None) -> None:
    made = room(version, {"users": {OTHER: 50}}, others=[OTHER, GUEST])
    assert [made.level_of(user) for user in (MAKER, OTHER, GUEST)] == [0, 50, 0]


@pytest.mark.parametrize("version", ["12", "13", "org.example.next"])
def test_who_made_a_newer_room_stands_above_all_levels(version: str) -> None:
    made = room(version, {"users": {GUEST: 2**53 - 1}}, others=[OTHER])
    assert made.level_of(MAKER) == made.level_of(OTHER) > made.level_of(GUEST)


@pytest.mark.parametrize("others", ["@other:a", 5, {"@other:a": 1}, [["@other:a"], {}, None]])
def test_creators_that_are_no_list_of_people_are_nobody(others: Any) -> None:
    made = room("12", {}, others=others)
    assert (made.level_of(OTHER), made.may_redact(MAKER)) == (0, True)


@pytest.mark.parametrize("version", OLD)
def test_in_a_room_without_levels_only_who_made_it_has_power(version: str) -> None:
    made = room(version)
    assert (made.level_of(MAKER), made.level_of(OTHER)) == (100, 0)
    assert made.may_speak(OTHER)
    assert not made.may_redact(OTHER)


@pytest.mark.parametrize("version", OLD)
def test_levels_that_name_nobody_give_nobody_power(version: str) -> None:
    made = room(version, {})
    assert (made.level_of(MAKER), made.level_of(OTHER)) == (0, 0)
    assert made.may_speak(OTHER)
    assert not made.may_redact(MAKER)


@pytest.mark.parametrize(
    ("told", "level"),
    [
        (50, 50),
        ("50", 50),
        (" 50 ", 50),
        ("-10", -10),
        ("+5", 5),
        (50.0, 50),
        (True, 7),
        ("--5", 7),
        ("5" * 5_000, 7),
        ("veel", 7),
        ("", 7),
        (None, 7),
        ([50], 7),
        (float("inf"), 7),
    ],
)
def test_a_level_is_a_number_or_a_number_in_a_text(told: Any, level: int) -> None:
    assert room("6", {"users": {OTHER: told}, "users_default": 7}).level_of(OTHER) == level


def test_a_bot_speaks_where_every_kind_of_what_it_says_is_allowed() -> None:
    levels = {"users": {OTHER: 10}, "events_default": 5}
    assert room("11", levels).may_speak(OTHER)
    assert not room("11", levels).may_speak(GUEST)
    for kind in ("m.room.message", "m.reaction", "m.room.encrypted"):
        assert not room("11", levels | {"events": {kind: 11}}).may_speak(OTHER)
    assert room("11", levels | {"events": {"m.room.name": 100}}).may_speak(OTHER)


def test_power_counts_only_in_rooms_that_serve() -> None:
    rooms = Rooms()
    rooms.joined = {ROOM: room("12", {"users": {OTHER: 50}}), "!own:b": RoomState("!own:b", creator=GUEST)}
    rooms.joined["!own:b"].apply(
        {"type": "m.room.power_levels", "state_key": "", "sender": GUEST, "content": {"users": {GUEST: 100}}}
    )
    assert not any(rooms.is_moderator(user) for user in (MAKER, OTHER, GUEST))
    rooms.served = frozenset({ROOM, "!not-in:a"})
    assert [rooms.is_moderator(user) for user in (MAKER, OTHER, GUEST)] == [True, True, False]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
named = st.sampled_from(
    ["users", "users_default", "events", "events_default", "redact", "m.room.message", "creator", "room_version", OTHER]
)
contents = anything | st.dictionaries(named, anything | st.dictionaries(named, anything, max_size=4), max_size=6)
kinds = st.sampled_from(
    ["create", "power_levels", "name", "canonical_alias", "member", "tombstone"],
).map(lambda kind: f"m.room.{kind}") | st.sampled_from(["m.space.child"])
states = st.fixed_dictionaries(
    {"type": kinds | anything, "content": contents, "state_key": st.sampled_from(["", OTHER]) | anything},
    optional={"sender": anything, "event_id": anything},
)


@given(st.lists(states, max_size=6))
def test_whatever_a_room_says_of_itself_it_can_be_asked(events: list[dict[str, Any]]) -> None:
    rooms = Rooms()
    rooms.apply(ROOM, events)
    rooms.served = frozenset({ROOM})
    made = rooms.at(ROOM)
    rooms.is_moderator(OTHER)
    told = (made.label, made.made_for, made.replacement, made.is_space, made.may_speak(OTHER), made.may_redact(OTHER))
    assert [type(value) for value in told] == [str, str, str, bool, bool, bool]
