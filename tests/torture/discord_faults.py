"""What goes wrong between Discord and the bot: requests that fail, answers that get lost, events out of order."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from random import Random

from tests.discord.double import Double
from tests.discord.double.faults import Plan
from tests.discord.double.gateway import Told
from tests.discord.double.state import Json

WHERE = (
    "",
    r"/messages",
    r"/reactions",
    r"/channels/",
    r"/threads",
    r"/users/@me",
    r"/callback|/webhooks",
    r"/scheduled",
)
"""Paths of requests that something happens to."""

HELD_S = 0.4


class Disorder:
    """Doubles events, and lets one be told after the next, where they are of different people."""

    def __init__(self, lot: Random, struck: Callable[[], None]) -> None:
        self._lot = lot
        self._struck = struck
        self._kept: list[Told] = []

    def told(self, one: Told) -> Sequence[Told]:
        before, self._kept = self._kept, []
        if not before and self._lot.random() < 0.3 and one[0].startswith(("MESSAGE_REACTION", "INTERACTION")):
            self._struck()
            self._kept = [one]
            return []
        if before and not _who(before[0][1]) & _who(one[1]):
            return [one, *before]
        twice = self._lot.random() < 0.3
        if twice:
            self._struck()
        return [*before, one, *([one] if twice else [])]

    def kept(self) -> Sequence[Told]:
        before, self._kept = self._kept, []
        return before


class DiscordFaults:
    """Faults by name. Those of a request come to a few that the lot chooses; `struck` counts all."""

    def __init__(self, double: Double) -> None:
        self._double = double
        self._plans: list[Plan] = []
        self._counted = 0
        self._timers: list[asyncio.TimerHandle] = []
        faults, gateway = double.faults, double.gateway
        self._of_requests: Mapping[str, Callable[[Random, str, int], Plan]] = {
            "line broken": lambda _, path, times: faults.cut("", path, times=times),
            "answer lost": lambda _, path, times: faults.cut("", path, execute=True, times=times),
            "rate limited": lambda lot, path, times: faults.limit(lot.uniform(0.1, 3), "", path, times=times),
            "rate limited everywhere": lambda lot, path, times: faults.limit(
                lot.uniform(0.1, 3), "", path, everywhere=True, times=times
            ),
            "server error": lambda lot, path, times: faults.fail(
                lot.choice((500, 502, 503, 504)), "", path, times=times
            ),
            "slow answer": lambda _, path, times: faults.hold("", path, times=times),
        }
        self._of_events: Mapping[str, Callable[[], None]] = {
            "gateway broken": gateway.drop,
            "asked to reconnect": gateway.ask_to_reconnect,
            "session forgotten": lambda: (gateway.forget(), gateway.drop())[0],
            "session invalid": gateway.invalidate,
        }
        self.names = (*self._of_requests, *self._of_events, "events out of order")

    @property
    def struck(self) -> int:
        return self._counted + sum(plan.met for plan in self._plans)

    def strike(self, fault: str, lot: Random) -> None:
        """Let something go wrong."""
        if fault in self._of_events:
            delay = lot.uniform(0, 0.3)
            self._timers.append(asyncio.get_running_loop().call_later(delay, self._happen, self._of_events[fault]))
        elif fault in self._of_requests:
            plan = self._of_requests[fault](lot, lot.choice(WHERE), lot.randint(1, 4))
            self._plans.append(plan)
            if plan.held is not None:
                self._timers.append(asyncio.get_running_loop().call_later(HELD_S, plan.lift))
        else:
            self._double.gateway.mix(lambda: Disorder(lot, self._count))

    def lift(self) -> None:
        """Let nothing go wrong any more."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        for plan in self._plans:
            plan.lift()
        self._double.gateway.mix(None)

    def _happen(self, event: Callable[[], None]) -> None:
        if self._double.gateway.connected:
            self._count()
            event()

    def _count(self) -> None:
        self._counted += 1


def _who(data: Json) -> set[str]:
    """Return who did something, and all whom it may concern where that is not said."""
    member = data.get("member") or {}
    user = data.get("user_id") or (data.get("user") or member.get("user") or {}).get("id")
    return {str(user), "anybody"} if user is None else {str(user)}
