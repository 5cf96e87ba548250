"""A page of the room without a browser: the frames that go over its websocket."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp

Frame = dict[str, Any]
WAIT_S = 20
_REFS = count(1)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@dataclass
class Window:
    """One open page: sends frames, and remembers every frame that came."""

    socket: aiohttp.ClientWebSocketResponse
    seen: list[Frame] = field(default_factory=list)

    async def send(self, kind: str, **values: Any) -> str:
        """Send a frame and return its reference."""
        ref = f"ref-{next(_REFS)}"
        await self.socket.send_json({"type": kind, "ref": ref, **values})
        return ref

    async def ask(self, kind: str, **values: Any) -> Frame:
        """Send a frame and return what answers it."""
        ref = await self.send(kind, **values)
        return await self.until(lambda frame: frame.get("ref") == ref)

    async def until(self, found: Callable[[Frame], bool]) -> Frame:
        """Return the first frame from now on of which something holds."""
        async with asyncio.timeout(WAIT_S):
            while True:
                frame: Frame = await self.socket.receive_json()
                self.seen.append(frame)
                if found(frame):
                    return frame

    async def hello(self, person: str, locale: str = "nl") -> Frame:
        """Say who sits here; return the welcome."""
        await self.socket.send_json({"type": "hello", "me": person, "locale": locale})
        return await self.until(lambda frame: frame["type"] == "welcome")

    async def caught_up(self) -> list[Frame]:
        """Return every frame so far, once all that was on its way has come."""
        await self.ask("history", channel="aankondigingen", before=0)
        return self.seen

    async def refused(self, kind: str, **values: Any) -> bool:
        return (await self.ask(kind, **values))["type"] == "refused"


def text_of(message: Frame) -> str:
    """Return what a message says, roughly."""
    return str(message["content"])


class Browser:
    """Opens pages of a room that is served on a port."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self.session = session
        self.port = port
        self.address = f"http://127.0.0.1:{port}"

    @asynccontextmanager
    async def window(self, person: str | None = None, locale: str = "nl") -> AsyncIterator[Window]:
        """Open a page; with a person, say hello first."""
        async with self.session.ws_connect(f"{self.address}/ws", headers={"Origin": self.address}) as connection:
            window = Window(connection)
            if person is not None:
                await window.hello(person, locale)
            yield window
