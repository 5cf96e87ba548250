"""The HTTP API: reads a request, lets it go wrong where a test says so, answers, and has it all judged."""

import json
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web

from tests.discord.double import (
    routes_channels,
    routes_commands,
    routes_events,
    routes_guilds,
    routes_interactions,
    routes_messages,
    routes_reactions,
    routes_users,
)
from tests.discord.double.errors import DiscordError
from tests.discord.double.faults import Answer, Cut
from tests.discord.double.routing import Call, Route
from tests.discord.double.state import Attachment

if TYPE_CHECKING:
    from tests.discord.double.double import Double

PREFIX = "/api/v10"
ROUTES: Sequence[Route] = sorted(
    [
        *routes_channels.routes.all,
        *routes_commands.routes.all,
        *routes_events.routes.all,
        *routes_guilds.routes.all,
        *routes_interactions.routes.all,
        *routes_messages.routes.all,
        *routes_reactions.routes.all,
        *routes_users.routes.all,
    ],
    key=lambda route: route.template.count("{"),
)


@dataclass
class Asked:
    """A request that came, how many files came along, and what became of it (no status: the line broke)."""

    method: str
    path: str
    body: Any
    files: int = 0
    status: int | None = None


class Rest:
    """Answers the bot's requests. `asked` keeps them all."""

    def __init__(self, double: "Double") -> None:
        self.double = double
        self.asked: list[Asked] = []

    async def serve(self, request: web.Request) -> web.StreamResponse:
        path = request.raw_path.partition("?")[0].removeprefix(PREFIX)
        body, files = await _read(request, self.double.state.clock.new_id)
        asked = Asked(request.method, path, body, len(files))
        self.asked.append(asked)
        try:
            answer = await self._planned(asked, request, body, files)
        except Cut:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        asked.status = answer.status
        headers = {"Via": "1.1 double", **answer.headers}
        if answer.body is None:
            return web.Response(status=answer.status, headers=headers)
        text = json.dumps(answer.body).encode()
        # Exactly this type, without a charset: the bot's client looks no further.
        return web.Response(status=answer.status, body=text, headers=headers | {"Content-Type": "application/json"})

    async def _planned(self, asked: Asked, request: web.Request, body: Any, files: list[Attachment]) -> Answer:
        plan = self.double.faults.struck(asked.method, asked.path)
        if plan is None:
            return await self._answer(asked, request, body, files)
        if plan.held is not None:
            await plan.held.wait()
            return await self._answer(asked, request, body, files)
        if plan.answer is not None:
            return plan.answer
        if plan.execute:
            await self._answer(asked, request, body, files)
        raise Cut

    async def _answer(self, asked: Asked, request: web.Request, body: Any, files: list[Attachment]) -> Answer:
        """Do what is asked; judge the question and the answer."""
        judge = self.double.judge
        judge.request(asked.method, asked.path, request.query, body)
        found = next(
            ((route, parts) for route in ROUTES if (parts := route.parts(asked.method, asked.path)) is not None), None
        )
        if found is None:
            judge.wrong(f"{asked.method} {asked.path}: the double has no such route")
            return Answer(404, {"code": 0, "message": "404: Not Found"})
        route, parts = found
        major = "+".join(parts[name] for name in ("channel", "guild", "application", "token") if name in parts)
        headers, refused = self.double.limits.take(asked.method, route.template, major)
        if refused is not None:
            answer = Answer(429, refused)
        else:
            answer = await self._do(route, Call(self.double, parts, request.query, body, files), request)
        judge.answer(asked.method, asked.path, answer.status, answer.body)
        return Answer(answer.status, answer.body, headers | answer.headers)

    async def _do(self, route: Route, call: Call, request: web.Request) -> Answer:
        try:
            if not _is_let_in(request, route, self.double.token):
                return Answer(401, {"code": 0, "message": "401: Unauthorized"})
            done = await route.handler(call)
        except DiscordError as error:
            return Answer(error.status, error.body)
        return Answer(route.status if done is not None else 204, done)


def _is_let_in(request: web.Request, route: Route, token: str) -> bool:
    by_token = route.template.startswith(("/webhooks", "/interactions"))
    return by_token or request.headers.get("Authorization") == f"Bot {token}"


async def _read(request: web.Request, new_id: Any) -> tuple[Any, list[Attachment]]:
    """Return the body of a request and the files in it, in their order."""
    if not request.can_read_body:
        return None, []
    if request.content_type == "application/json":
        return await request.json(), []
    body: Any = None
    files: dict[int, Attachment] = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        if part.name == "payload_json":
            body = json.loads(await part.text())
        else:
            number = int(str(part.name).removeprefix("files[").removesuffix("]"))
            kind = mimetypes.guess_type(str(part.filename))[0] or "application/octet-stream"
            files[number] = Attachment(new_id(), str(part.filename), bytes(await part.read()), kind)
    return body, _described(body, files)


def _described(body: Any, files: dict[int, Attachment]) -> list[Attachment]:
    """Give files the descriptions that the body has for them, by their number."""
    holder = body.get("data", body.get("message", body)) if isinstance(body, dict) else {}
    for told in holder.get("attachments") or ():
        if (one := files.get(int(told["id"]))) is not None:
            one.description = told.get("description") or None
    return [files[number] for number in sorted(files)]
