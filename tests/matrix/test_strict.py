"""The strict client itself: what a device is told once, it takes in once, whatever its person does at the same time."""

import asyncio
from pathlib import Path

import pytest

from bot.api.content import content, paragraph
from bot.api.platform import Outgoing
from bot.demo.homeserver import Homeserver
from tests.matrix.watched import community, strict

pytestmark = pytest.mark.matrix


async def test_who_looks_twice_at_once_is_told_a_key_once(tmp_path: Path, homeserver: Homeserver) -> None:
    async with community(tmp_path, homeserver, "ouder", encrypted=True) as world:
        ouder = strict(world, "ouder")
        await ouder.say(world.room, "Goedemorgen")
        await world.settled()
        await world.matrix.send(world.room, Outgoing(content(paragraph("Goedemorgen"))), "groet")
        await asyncio.gather(ouder.look(), ouder.look())
        assert [one.body for one in await world.said(ouder, world.room)] == ["Goedemorgen"]
