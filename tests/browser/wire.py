"""The line between a page and the room, in the test's hand."""

import json
from dataclasses import dataclass

from playwright.async_api import WebSocketRoute

from tests.browser.window import Window


@dataclass
class Wire:
    """What a window says and hears goes through here, once it has been opened again."""

    down: bool = False
    loses_answers: bool = False

    async def lay(self, window: Window) -> None:
        """Lead a window's line through here."""
        await window.page.route_web_socket("**/ws", self._relay)
        await window.page.reload()

    async def _relay(self, line: WebSocketRoute) -> None:
        if self.down:
            await line.close()
            return
        room = line.connect_to_server()

        def pass_on(frame: str | bytes) -> None:
            if not self.loses_answers or json.loads(frame)["type"] != "done":
                line.send(frame)

        room.on_message(pass_on)
