"""Turns: what one person does is taken in as they did it, also where something about it must be found out first."""

from collections import deque
from collections.abc import Callable, Sequence

from bot.api.events import Event, Invoked, Reacted, Submitted, Typed, Unreacted


class Turn:
    """Something that somebody did. Until it is known what, what they do afterwards waits."""

    def __init__(self, account_key: str, events: Sequence[Event] | None = None) -> None:
        self.account_key = account_key
        self.events = events


class Turns:
    """Hands on what people do; only what the same person does waits for its turn."""

    def __init__(self, hand_on: Callable[[Event], None]) -> None:
        self._hand_on = hand_on
        self._lines: dict[str, deque[Turn]] = {}

    @property
    def waiting(self) -> int:
        """How many turns are not over."""
        return sum(map(len, self._lines.values()))

    def take(self, event: Event) -> None:
        """Hand an event on when it is its turn: mostly at once."""
        line = self._lines.get(_whose(event)) if self._lines else None
        if line is None:
            self._hand_on(event)
        else:
            line.append(Turn(_whose(event), [event]))

    def begin(self, account_key: str) -> Turn:
        """Let a turn begin; it must be ended."""
        turn = Turn(account_key)
        self._lines.setdefault(account_key, deque()).append(turn)
        return turn

    def end(self, turn: Turn, *events: Event) -> None:
        """Let a turn be over, with what became of it."""
        turn.events = events
        line = self._lines[turn.account_key]
        while line and (known := line[0].events) is not None:
            for event in known:
                self._hand_on(event)
            line.popleft()
        if not line:
            del self._lines[turn.account_key]


def _whose(event: Event) -> str:
    match event:
        case Reacted() | Typed() | Invoked() | Submitted():
            return event.author.key
        case Unreacted():
            return event.account_key
        case _:
            return ""
