"""What can go wrong on the way to Discord, when a test says so."""

import asyncio
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.discord.double.limits import refusal

OLD = timedelta(hours=1)


@dataclass
class Answer:
    """An answer as it goes over the wire."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


class Cut(Exception):  # noqa: N818 - it says what happened
    """The line breaks before an answer."""


@dataclass
class Plan:
    """What happens to requests of a method whose path matches. `met` counts how many."""

    method: str
    path: str
    times: int | None
    answer: Answer | None = None
    execute: bool = False
    held: asyncio.Event | None = None
    met: int = 0
    _spent: asyncio.Event = field(default_factory=asyncio.Event)

    def strikes(self, method: str, path: str) -> bool:
        open_still = self.times is None or self.met < self.times
        if not open_still or self.method not in ("", method) or not re.search(self.path, path):
            return False
        self.met += 1
        if self.met == self.times:
            self._spent.set()
        return True

    async def spent(self) -> None:
        """Return when it happened as often as it should."""
        await self._spent.wait()

    def lift(self) -> None:
        """Let it happen no more, and what is held go on."""
        self.times = self.met
        if self.held is not None:
            self.held.set()


class Faults:
    """Plans for requests to come; of several that fit the first made goes first.

    `old_edits` refuses to edit messages of over an hour, as Discord does once that was done too often (30046).
    `no_new_dms` refuses to open conversations that are not there yet (40003).
    """

    def __init__(self) -> None:
        self.old_edits = False
        self.no_new_dms = False
        self._plans: list[Plan] = []

    def fail(self, status: int, method: str = "", path: str = "", *, code: int = 0, times: int | None = 1) -> Plan:
        """Answer with a status and Discord's code for it, and do nothing."""
        return self._add(Plan(method, path, times, Answer(status, {"code": code, "message": f"Planned: {status}"})))

    def limit(
        self, after: float, method: str = "", path: str = "", *, everywhere: bool = False, times: int | None = 1
    ) -> Plan:
        """Tell to wait for so many seconds: for this route, or everywhere."""
        headers, body = refusal(after, everywhere=everywhere)
        return self._add(Plan(method, path, times, Answer(429, body, headers)))

    def cut(self, method: str = "", path: str = "", *, execute: bool = False, times: int | None = 1) -> Plan:
        """Let the line break before an answer; with `execute`, after doing what was asked."""
        return self._add(Plan(method, path, times, execute=execute))

    def hold(self, method: str = "", path: str = "", *, times: int | None = 1) -> Plan:
        """Let requests wait until the plan is lifted, and do them then."""
        return self._add(Plan(method, path, times, held=asyncio.Event()))

    def struck(self, method: str, path: str) -> Plan | None:
        """Return what is planned for a request."""
        return next((plan for plan in self._plans if plan.strikes(method, path)), None)

    def _add(self, plan: Plan) -> Plan:
        self._plans.append(plan)
        return plan
