"""What happened in several rooms is read in the order of time."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.matrix.listening import as_it_happened
from bot.platforms.matrix.sync import RoomNews

TIMES = st.one_of(st.integers(), st.none(), st.text())


def room(room_id: str, times: list[Any]) -> RoomNews:
    return RoomNews(room_id, [], [{"event_id": f"${n}", "origin_server_ts": at} for n, at in enumerate(times)])


def test_rooms_go_through_each_other_by_time() -> None:
    told = as_it_happened([room("!a", [1, 4, 5]), room("!b", [2, 3, 6])])
    assert [(room_id, event["origin_server_ts"]) for room_id, event in told] == [
        ("!a", 1),
        ("!b", 2),
        ("!b", 3),
        ("!a", 4),
        ("!a", 5),
        ("!b", 6),
    ]


@given(st.lists(st.lists(TIMES), max_size=4))
def test_in_a_room_its_own_order_holds_and_nothing_is_lost(times: list[list[Any]]) -> None:
    rooms = [room(f"!{number}", one) for number, one in enumerate(times)]
    told = list(as_it_happened(rooms))
    for one in rooms:
        assert [event for room_id, event in told if room_id == one.room_id] == one.timeline
    assert len(told) == sum(len(one.timeline) for one in rooms)
