"""What goes wrong, by name, on the line between the bot and its homeserver."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

from aiohttp import web

from tests.matrix.faults import (
    Exchange,
    Fault,
    FaultProxy,
    Plan,
    bad_gateway,
    broken,
    changed,
    dropped,
    limited,
    lost,
    shortened,
    truncated,
)

SYNC = "/sync$"
DOING = "/(send|redact|sendToDevice|account_data|createRoom|join|keys|upload)"
ASKING = "/(sync$|relations/|event/|messages$|state/|joined_members$)"
MEDIA = "/media/"
ANYTHING = ""
Event = dict[str, Any]


class BadLine:
    """Puts faults on a line; the same lot gives the same ones."""

    def __init__(self, line: FaultProxy) -> None:
        self._line = line
        self._plans: list[Plan] = []

    @property
    def struck(self) -> int:
        """How many requests went wrong."""
        return sum(len(plan.struck) for plan in self._plans)

    def put(self, name: str, lot: Random) -> None:
        """Let some of the next requests go wrong, in the way that has this name in `FAULTS`."""
        fault, path, times = FAULTS[name](lot)
        self._plans.append(self._line.fail(fault, "", path, times=times))

    def mend(self) -> None:
        """Let nothing go wrong any more."""
        for plan in self._plans:
            plan.lift()


def _somewhere(lot: Random) -> str:
    return lot.choice((ANYTHING, SYNC, DOING, ASKING))


_Put = tuple[Fault, str, int]
FAULTS: Mapping[str, Callable[[Random], _Put]] = {
    "dropped": lambda lot: (dropped, _somewhere(lot), lot.randint(1, 3)),
    "lost": lambda lot: (lost, lot.choice((DOING, DOING, ANYTHING)), lot.randint(1, 2)),
    "truncated": lambda lot: (truncated, _somewhere(lot), lot.randint(1, 2)),
    "limited": lambda lot: (limited(lot.randint(100, 1_500)), _somewhere(lot), lot.randint(1, 3)),
    "broken": lambda lot: (broken(), _somewhere(lot), lot.randint(1, 3)),
    "bad gateway": lambda lot: (bad_gateway(lot.choice((502, 504))), _somewhere(lot), lot.randint(1, 3)),
    "slow": lambda lot: (delayed(lot.uniform(0.1, 0.5)), _somewhere(lot), lot.randint(1, 4)),
    "no media": lambda lot: (broken(), MEDIA, lot.randint(1, 2)),
    "told twice": lambda lot: (told_twice(), SYNC, 2 * lot.randint(1, 2)),
    "out of order": lambda lot: (changed(lambda told: out_of_order(told, lot)), SYNC, lot.randint(1, 4)),
    "shortened": lambda lot: (shortened(lot.randint(1, 3)), SYNC, lot.randint(1, 4)),
}
"""By name: a fault, the requests that it strikes, and how many of them."""


def delayed(seconds: float) -> Fault:
    """Have the homeserver do it at once, and answer late."""

    async def fault(exchange: Exchange) -> web.StreamResponse:
        answer = await exchange.pass_on()
        await asyncio.sleep(seconds)
        return answer.response()

    return fault


def told_twice() -> Fault:
    """Answer each second sync as the one before it, where it asks for the same: a homeserver that kept its answer.

    One that asks for the state of every room asks for something else.
    """
    told: list[web.Response] = []

    async def fault(exchange: Exchange) -> web.StreamResponse:
        again = told.pop() if told and "full_state" not in exchange.request.query else None
        if again is not None:
            return again
        answer = await exchange.pass_on()
        if answer.status == 200:
            told[:] = [answer.response()]
        return answer.response()

    return fault


def out_of_order(told: Event, lot: Random) -> Event:
    """Return what a sync tells, with the rooms, and what happened in each, in another order that it may come in.

    What one person did keeps its order, so does what changes a room, and nothing comes before what it is about.
    """
    rooms = told.get("rooms", {})
    joined = list(rooms.get("join", {}).items())
    lot.shuffle(joined)
    for _, part in joined:
        timeline = part.get("timeline", {})
        timeline["events"] = list(_another_order(timeline.get("events", []), lot))
    return told | ({"rooms": rooms | {"join": dict(joined)}} if joined else {})


def _another_order(events: list[Event], lot: Random) -> Iterator[Event]:
    left = list(events)
    while left:
        free = [event for number, event in enumerate(left) if not any(_waits(event, one) for one in left[:number])]
        event = lot.choice(free)
        left.remove(event)
        yield event


def _waits(event: Event, earlier: Event) -> bool:
    """Whether an event may not come before an earlier one."""
    about = (event.get("redacts"), event["content"].get("redacts"), _relates_to(event))
    return (
        "state_key" in event
        or "state_key" in earlier
        or event["sender"] == earlier["sender"]
        or (earlier["event_id"] in about)
    )


def _relates_to(event: Event) -> str | None:
    relation = event["content"].get("m.relates_to")
    return relation.get("event_id") if isinstance(relation, dict) else None
