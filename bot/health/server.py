"""What monitoring asks over HTTP: whether the bot is healthy, and figures for Prometheus. Nothing private is in it."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.api.errors import FatalError
from bot.health.monitor import Monitor
from bot.health.seen import Seen
from bot.health.verdict import Level, fails, troubles


@asynccontextmanager
async def served(monitor: Monitor, host: str, port: int) -> AsyncIterator[None]:
    """Answer `/healthz` and `/metrics` until the end; raises FatalError where the port is not free."""
    runner = web.AppRunner(application(monitor), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else str(error)
            raise FatalError(
                f"[health] {host}, poort {port}: {reason}. Draait de bot al? Kies anders een andere poort."
            ) from error
        yield
    finally:
        await runner.cleanup()


def application(monitor: Monitor) -> web.Application:
    """Return the web application."""
    app = web.Application()

    async def healthz(_: web.Request) -> web.Response:
        seen = await monitor.look()
        if fails(seen):
            return web.json_response(_in_words(seen), status=503)
        return web.Response(text="ok")

    async def metrics(request: web.Request) -> web.Response:
        from bot.health.metrics import exposition  # noqa: PLC0415 - who is not asked for figures need not load it

        body, content_type = exposition(await monitor.look(), request.headers.get("Accept", ""))
        return web.Response(body=body, headers={"Content-Type": content_type})

    app.router.add_get("/healthz", healthz)
    app.router.add_get("/metrics", metrics)
    return app


def _in_words(seen: Seen) -> dict[str, list[str]]:
    levels, found = {"wrong": Level.FAILING, "warnings": Level.WARNING}, troubles(seen)
    return {name: [one.words for one in found if one.level is level] for name, level in levels.items()}
