"""A bad line between a client and its homeserver: it passes everything on, and fails when told.

async with FaultProxy(homeserver.url) as line:
    plan = line.fail(limited(2_000), "PUT", r"/send/m.room.message/", times=2)
    …                        # a client that has line.url for its homeserver
    await plan.spent()
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import web
from yarl import URL

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host", "upgrade", "te", "trailer"}
HTML = "<html><head><title>502 Bad Gateway</title></head><body><center>502 Bad Gateway</center></body></html>"


@dataclass(frozen=True)
class Answer:
    """What the homeserver, or the line for it, says to a request."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> web.Response:
        return web.Response(status=self.status, body=self.body, headers=self.headers)


@dataclass(frozen=True)
class Exchange:
    """One request that is under way."""

    request: web.Request
    pass_on: Callable[..., Awaitable[Answer]]  # has the homeserver do it, with `query` as if it was asked like that

    def cut(self, *, flush: bool = False) -> None:
        """End the connection; with `flush`, after what was written has gone."""
        transport = self.request.transport
        if transport is not None:
            transport.close() if flush else transport.abort()


Fault = Callable[[Exchange], Awaitable[web.StreamResponse]]


# What may go wrong


def answered(status: int, body: Mapping[str, Any] | str, headers: Mapping[str, str] | None = None) -> Fault:
    """Answer with this, in place of the homeserver, which hears nothing."""
    kind, raw = ("text/html", body) if isinstance(body, str) else ("application/json", json.dumps(body))
    answer = Answer(status, raw.encode(), {"Content-Type": kind, **(headers or {})})

    async def fault(exchange: Exchange) -> web.StreamResponse:
        del exchange
        return answer.response()

    return fault


def limited(retry_after_ms: int) -> Fault:
    """Too many requests: patience is asked for in the body, and in whole seconds in the header."""
    body = {"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests", "retry_after_ms": retry_after_ms}
    return answered(429, body, {"Retry-After": str(-(-retry_after_ms // 1000))})


def broken() -> Fault:
    """Answer as a homeserver that fails inside: 500."""
    return answered(500, {"errcode": "M_UNKNOWN", "error": "Internal server error"})


def bad_gateway(status: int = 502) -> Fault:
    """Answer as the web server before a homeserver that is away: a page of HTML."""
    return answered(status, HTML)


def unknown_token(*, soft_logout: bool = False) -> Fault:
    """Say that the access token is not known (any more)."""
    body = {"errcode": "M_UNKNOWN_TOKEN", "error": "Invalid access token passed.", "soft_logout": soft_logout}
    return answered(401, body)


async def dropped(exchange: Exchange) -> web.StreamResponse:
    """Cut the connection before the homeserver hears of the request."""
    exchange.cut()
    return web.Response()


async def lost(exchange: Exchange) -> web.StreamResponse:
    """Have the homeserver do it, and cut the connection before the answer."""
    await exchange.pass_on()
    exchange.cut()
    return web.Response()


async def truncated(exchange: Exchange) -> web.StreamResponse:
    """Have the homeserver do it, and cut the connection halfway the answer."""
    answer = await exchange.pass_on()
    response = web.StreamResponse(status=answer.status, headers=answer.headers)
    response.content_length = len(answer.body)
    await response.prepare(exchange.request)
    await response.write(answer.body[: len(answer.body) // 2])
    exchange.cut(flush=True)
    return response


def held(release: asyncio.Event) -> Fault:
    """Have the homeserver do it, and answer only once released."""

    async def fault(exchange: Exchange) -> web.StreamResponse:
        answer = await exchange.pass_on()
        await release.wait()
        return answer.response()

    return fault


def changed(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Fault:
    """Have the homeserver do it, and answer something else where it did."""

    async def fault(exchange: Exchange) -> web.StreamResponse:
        answer = await exchange.pass_on()
        if answer.status != 200:
            return answer.response()
        return replace(answer, body=json.dumps(change(json.loads(answer.body))).encode()).response()

    return fault


def shortened(limit: int) -> Fault:
    """Have a sync told by a homeserver that tells of few events in each room, and leaves the rest out."""

    async def fault(exchange: Exchange) -> web.StreamResponse:
        query = dict(exchange.request.query)
        told = json.loads(query.get("filter", "{}"))
        told.setdefault("room", {}).setdefault("timeline", {})["limit"] = limit
        return (await exchange.pass_on(query=query | {"filter": json.dumps(told)})).response()

    return fault


# The line


@dataclass(frozen=True)
class Asked:
    """A request that came by, by its decoded path without the query."""

    method: str
    path: str


class Plan:
    """A fault that waits for its requests: the next `times` that match, or all until it is lifted."""

    def __init__(self, fault: Fault, method: str, path: str, times: int | None) -> None:
        self.fault = fault
        self.struck: list[Asked] = []
        self._method = method
        self._path = re.compile(path)
        self._left = times
        self._changed = asyncio.Condition()

    async def strikes(self, asked: Asked) -> bool:
        """Say whether this request fails, and count it."""
        if self._left == 0 or self._method not in {"", asked.method} or not self._path.search(asked.path):
            return False
        if self._left is not None:
            self._left -= 1
        async with self._changed:
            self.struck.append(asked)
            self._changed.notify_all()
        return True

    def lift(self) -> None:
        """Let every request pass from now on."""
        self._left = 0

    async def spent(self) -> None:
        """Return when all its requests have come."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._left == 0)

    async def struck_times(self, times: int) -> None:
        """Return when so many requests have come."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self.struck) >= times)


class FaultProxy:
    """Stands on a loopback port between clients and a homeserver, and remembers what was asked."""

    def __init__(self, homeserver: str) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self._homeserver = homeserver
        self._plans: list[Plan] = []

    async def __aenter__(self) -> Self:
        # The homeserver's own waiting decides how long an answer takes.
        patient = aiohttp.ClientTimeout(total=None)
        self._session = aiohttp.ClientSession(
            auto_decompress=False, timeout=patient, connector=aiohttp.TCPConnector(limit=0, force_close=True)
        )
        app = web.Application(client_max_size=2**30)
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()
        await self._session.close()

    def fail(self, fault: Fault, method: str = "", path: str = "", *, times: int | None = 1) -> Plan:
        """Fail the next requests of a method whose path matches a regular expression; without times, until lifted.

        Of several plans the first made goes first.
        """
        plan = Plan(fault, method, path, times)
        self._plans.append(plan)
        return plan

    def asked_for(self, method: str, path: str) -> list[Asked]:
        """Return the requests of a method whose path matches a regular expression, failed ones too."""
        return [one for one in self.asked if one.method == method and re.search(path, one.path)]

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        asked = Asked(request.method, request.path)
        self.asked.append(asked)
        body = await request.read()
        exchange = Exchange(request, partial(self._pass_on, request, body))
        try:
            for plan in self._plans:
                if await plan.strikes(asked):
                    return await plan.fault(exchange)
            return (await exchange.pass_on()).response()
        except aiohttp.ClientError:
            exchange.cut()  # the homeserver is away: so is the line
            return web.Response()

    async def _pass_on(self, request: web.Request, body: bytes, query: Mapping[str, str] | None = None) -> Answer:
        url = URL(self._homeserver + request.raw_path, encoded=True)
        url = url if query is None else url.with_query(query)
        headers = {name: value for name, value in request.headers.items() if name.lower() not in HOP_BY_HOP}
        async with self._session.request(request.method, url, headers=headers, data=body or None) as answer:
            told = {name: value for name, value in answer.headers.items() if name.lower() not in HOP_BY_HOP}
            return Answer(answer.status, await answer.read(), told)
