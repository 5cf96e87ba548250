"""How long a room with a long channel takes to open and to show: `python benchmarks/long_channel.py [MESSAGES]`."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.platforms.room.hub import Hub, Window
from bot.platforms.room.model import Person, RoomChannel
from bot.platforms.room.timeline import Timeline, messages_with_draft

OUDER = Person("ouder", "Ouder")
CHANNELS = (RoomChannel("wat-als", "wat-als", "", "ideas"),)
TIMES = 100


def main() -> None:
    """Print a line for each thing measured."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "room.jsonl"
        timeline = Timeline(path)
        report(f"say {count} messages", lambda: say(timeline, count), 1)
        timeline.close()
        report("open the timeline", lambda: Timeline(path).close(), 1)
        timeline = Timeline(path)
        hub = Hub("benchmark", timeline.state, CHANNELS, {"ouder": OUDER})
        window = Window(OUDER)
        report("welcome a window", lambda: hub.welcome(window))
        report("a page from the middle", lambda: hub.history(window, "wat-als", before=count // 2))
        report("the first page", lambda: hub.history(window, "wat-als", after=0))
        report("the messages of a draft", lambda: messages_with_draft(timeline.state, "none"))
        timeline.close()


def say(timeline: Timeline, count: int) -> None:
    """Fill the channel; every tenth message is for somebody else alone."""
    span = {"text": "Wat als we eerst vragen wat er nodig is?", "style": "plain", "href": None}
    content = {"blocks": [{"kind": "paragraph", "spans": [span]}]}
    for number in range(count):
        other = "jongere" if number % 10 == 0 else None
        said: dict[str, Any] = {"author": "ouder", "content": content, "private_to": other, "ref": f"r{number}"}
        timeline.add("posted", id=f"m{number}", channel="wat-als", text=span["text"], locale="nl", **said)


def report(name: str, work: Callable[[], object], times: int = TIMES) -> None:
    """Do something some times and print how long once took, in milliseconds."""
    begun = perf_counter()
    for _ in range(times):
        work()
    print(f"{name:30} {(perf_counter() - begun) * 1000 / times:10.3f} ms")  # noqa: T201


if __name__ == "__main__":
    main()
