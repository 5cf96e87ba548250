"""What people ask on Discord, given to discord.py's own reading of it; what the bot responds is written down."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp
import discord
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from tests.unit.discord.gateway import CHANNEL, GUILD, MESSAGE, Gateway, Raw, guild, member, message, user

COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
SAY, SAY_LATER, CHANGE_LATER, CHANGE, SUGGEST, WINDOW = 4, 5, 6, 7, 8, 9
EPHEMERAL = 64
ANNA, DIRECT = 7, 70

_ids = count(1000)


@dataclass
class Sent:
    """One request of the bot: "callback", "original", "deleted" or "more", and what was in it."""

    what: str
    body: Raw
    files: list[str] = field(default_factory=list)

    @property
    def data(self) -> Raw:
        found: Raw = self.body.get("data", {}) if self.what == "callback" else self.body
        return found

    @property
    def kind(self) -> int:
        return int(self.body["type"])

    @property
    def is_private(self) -> bool:
        return bool(self.data.get("flags", 0) & EPHEMERAL)

    @property
    def text(self) -> str:
        return "\n".join(part["content"] for part in walked(self.data["components"]) if part["type"] == 10)

    @property
    def buttons(self) -> dict[str, str]:
        """The custom ids of its buttons, by label."""
        return {part["label"]: part["custom_id"] for part in walked(self.data["components"]) if part["type"] == 2}


class Wire(AsyncWebhookAdapter):
    """Stands in for Discord: takes every response, unless `failing` says what goes wrong with the next."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Sent] = []
        self.failing: list[Exception | None] = []
        self.news = asyncio.Condition()

    async def request(self, route: Any, session: Any, **kwargs: Any) -> Any:
        error = self.failing.pop(0) if self.failing else None
        if error is not None:
            raise error
        body = kwargs.get("payload")
        if body is None and kwargs.get("multipart"):
            body = discord.utils._from_json(kwargs["multipart"][0]["value"])
        names = [file.filename for file in kwargs.get("files") or ()]
        async with self.news:
            self.sent.append(Sent(_what(route), body or {}, names))
            self.news.notify_all()
        if route.path.endswith("/callback"):
            return {"interaction": {"id": "1", "type": 2}}
        return None if route.method == "DELETE" else message(next(_ids), 99, "", components=[])

    async def until(self, many: int) -> list[Sent]:
        """Wait until the bot sent so much."""
        async with self.news:
            await self.news.wait_for(lambda: len(self.sent) >= many)
        return self.sent


@contextmanager
def wire() -> Iterator[Wire]:
    """Let responses go to what is yielded instead of Discord."""
    made = Wire()
    token = async_context.set(made)
    try:
        yield made
    finally:
        async_context.reset(token)


def a_gateway(**handlers: Any) -> Gateway:
    """Return a gateway of a bot that is on one server."""
    made = Gateway(handlers)
    made.client._connection._guilds = {}
    made.tell("GUILD_CREATE", guild())
    return made


def interaction(gateway: Gateway, kind: int, data: Raw, *, alone: bool = False, **more: Any) -> discord.Interaction:
    """Return what discord.py makes of an interaction of Anna, in a channel or alone with the bot."""
    told: Raw = {
        "id": str(next(_ids)),
        "application_id": "99",
        "type": kind,
        "token": "token",
        "version": 1,
        "data": data,
        "locale": "nl",
        "attachment_size_limit": 1,
        "entitlements": [],
        "authorizing_integration_owners": {},
    }
    if alone:
        channel = {"id": str(DIRECT), "type": 1, "recipients": [user(ANNA, "Anna")]}
        told |= {"user": user(ANNA, "Anna"), "channel": channel, "context": 1}
    else:
        told |= {
            "guild_id": str(GUILD),
            "channel": {"id": str(CHANNEL), "type": 0},
            "member": {**member(ANNA, "Anna"), "permissions": "0"},
            "context": 0,
        }
    payload: Any = told | more
    return discord.Interaction(data=payload, state=gateway.client._connection)


def pressed(gateway: Gateway, custom_id: str, **more: Any) -> discord.Interaction:
    """Return that Anna pressed a button."""
    shown = message(MESSAGE, 99, "", components=[row(custom_id)])
    return interaction(gateway, COMPONENT, {"custom_id": custom_id, "component_type": 2}, message=shown, **more)


def row(*custom_ids: str) -> Raw:
    buttons = [{"type": 2, "style": 1, "label": "Knop", "custom_id": custom_id} for custom_id in custom_ids]
    return {"type": 17, "components": [{"type": 1, "components": buttons}]}


def submitted(gateway: Gateway, custom_id: str, *, on: Raw | None = None, **fields: Any) -> discord.Interaction:
    """Return that Anna handed a form in; `on` is the message whose button had opened it."""
    parts = [{"type": 18, "id": 1, "component": {"custom_id": name, **told}} for name, told in fields.items()]
    more = {} if on is None else {"message": message(MESSAGE, 99, "", components=[on])}
    return interaction(gateway, SUBMIT, {"custom_id": custom_id, "components": parts}, **more)


def refused(status: int, code: int, **headers: str) -> discord.HTTPException:
    """Return the answer with which Discord refuses something."""

    class Response:
        def __init__(self) -> None:
            self.status = status
            self.reason = "no"
            self.headers = headers

    answer: Any = Response()
    kinds = {403: discord.Forbidden, 404: discord.NotFound}
    return kinds.get(status, discord.HTTPException)(answer, {"code": code, "message": "no"})


LOST = aiohttp.ServerDisconnectedError()


def walked(components: Any) -> Iterator[Raw]:
    for part in components:
        yield part
        yield from walked(part.get("components", ()))
        if "component" in part:
            yield from walked([part["component"]])


def _what(route: Any) -> str:
    if route.path.endswith("/callback"):
        return "callback"
    if route.path.endswith("/@original"):
        return "deleted" if route.method == "DELETE" else "original"
    return "more"
