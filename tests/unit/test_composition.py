"""Where a bot lives: in the room, on another platform, or on both; and what each is told before anything else."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from bot import running
from bot.api.answers import Answer, Reply, Shown
from bot.api.content import content
from bot.api.errors import FatalError, PlatformError
from bot.api.events import Author, Batch, Typed
from bot.api.platform import Platform, Traits
from bot.app import opened
from bot.config import COGS, Config, DiscordConfig, MatrixConfig
from bot.core.showing import TOGETHER, show_all
from bot.core.tasks import Tasks
from bot.platforms.room.adapter import Room
from bot.testing.platform_world import PlatformWorld
from bot.testing.world import World, config_in
from storage import channels, communities

ROOT = Path(__file__).parents[2]


class Elsewhere:
    """A platform that says nothing by itself, and writes down what it is told."""

    name = "matrix"
    traits = Traits(key_window=Room.traits.key_window, can_look=True, tidies=True)
    user_id = "@watals:voorbeeld.nl"

    def __init__(self, folder: Path, invites: Sequence[str]) -> None:
        self.folder = folder
        self.invites = invites
        self.told: list[Any] = []
        self.asked = asyncio.Event()
        self.closed = False

    @classmethod
    async def open(cls, folder: Path, invites: Sequence[str]) -> "Elsewhere":
        return cls(folder, invites)

    async def close(self) -> None:
        self.closed = True

    async def run(self, desk: Any) -> None:
        await asyncio.Event().wait()

    async def batches(self, cursor: str | None) -> AsyncGenerator[Batch]:
        self.told.append(f"asked for batches after {cursor}")
        self.asked.set()
        await asyncio.Event().wait()
        yield Batch(self.name, [])

    async def know_moderators(self, account_keys: Collection[str]) -> None:
        self.told.append(("moderators", sorted(account_keys)))

    async def know_channels(self, channel_refs: Collection[str]) -> None:
        self.told.append(("channels", sorted(channel_refs)))

    async def know_name(self, community: str) -> None:
        self.told.append(("name", community))


@pytest.fixture
def matrix(monkeypatch: pytest.MonkeyPatch) -> None:
    """Matrix, as the bot finds it, is `Elsewhere`."""
    adapter = ModuleType("bot.platforms.matrix.adapter")
    adapter.Matrix = Elsewhere
    monkeypatch.setitem(sys.modules, "bot.platforms.matrix", ModuleType("bot.platforms.matrix"))
    monkeypatch.setitem(sys.modules, adapter.__name__, adapter)


def on_matrix(folder: Path, **more: Any) -> Config:
    return Config(data=folder, cogs=COGS, matrix=MatrixConfig(invites=("voorbeeld.nl",)), **more)


@pytest.mark.usefixtures("matrix")
async def test_a_bot_may_live_on_matrix_alone(tmp_path: Path) -> None:
    async with opened(on_matrix(tmp_path)) as bot:
        assert bot.room is None
        assert bot.matrix is not None
        assert (bot.matrix.folder, bot.matrix.invites) == (tmp_path / "matrix", ("voorbeeld.nl",))
        assert [platform.name for platform in bot.app.platforms] == ["matrix"]
        assert await bot.app.database.read(lambda tx: channels.listed(tx, 1)) == []
    assert bot.matrix.closed


@pytest.mark.usefixtures("matrix")
async def test_a_bot_may_live_in_both_and_links_the_rooms_channels(tmp_path: Path) -> None:
    config = replace(config_in(tmp_path), matrix=MatrixConfig())
    async with opened(config) as bot:
        assert [platform.name for platform in bot.app.platforms] == ["room", "matrix"]
        assert bot.room is not None
        found = await bot.app.database.read(lambda tx: channels.listed(tx, 1))
        assert {one.platform for one in found} == {"room"}


@pytest.mark.usefixtures("matrix")
async def test_a_platform_is_told_all_it_must_know_before_it_is_asked_what_happened(tmp_path: Path) -> None:
    async with opened(on_matrix(tmp_path)) as bot:
        await bot.app.database.write(lambda tx: communities.link_channel(tx, 1, "matrix", "!a:b", "ideas"))
        await bot.app.database.write(lambda tx: communities.link_channel(tx, 1, "room", "elders", "ideas"))
        app = asyncio.create_task(bot.app.run())
        await bot.matrix.asked.wait()
        before = bot.matrix.told[: bot.matrix.told.index("asked for batches after None")]
        assert sorted(before) == [("channels", ["!a:b"]), ("moderators", []), ("name", "Onze gemeenschap")]
        app.cancel()
        await asyncio.wait([app])


async def test_a_platform_hears_when_its_channels_change(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[list[str]] = []

    async def know(refs: Collection[str]) -> None:
        told.append(sorted(refs))

    monkeypatch.setattr(world.room, "know_channels", know)
    await world.stop()
    await world.start()
    await world.settled()
    await world.database.write(lambda tx: channels.serve(tx, 1, "room", "wat-als", ()))
    await world.settled()
    await world.database.write(lambda tx: communities.link_channel(tx, 1, "room", "elders", "digests"))
    await world.settled()
    await world.database.write(lambda tx: communities.link_channel(tx, 1, "elsewhere", "x", "digests"))
    await world.settled()
    assert told == [
        ["aankondigingen", "moderatie", "wat-als"],
        ["aankondigingen", "moderatie"],
        ["aankondigingen", "elders", "moderatie"],
    ]


class Further(Elsewhere):
    """Another platform than that, opened with what it may keep."""

    name = "discord"
    user_name = "Wat-als bot#1234"

    @classmethod
    async def open(cls, folder: Path, store: Any, moderator_roles: Sequence[str], now: Any) -> "Further":
        further = cls(folder, moderator_roles)
        further.store = store
        return further


@pytest.fixture
def discord(monkeypatch: pytest.MonkeyPatch) -> None:
    """Discord, as the bot finds it, is `Further`."""
    adapter = ModuleType("bot.platforms.discord.adapter")
    adapter.Discord = Further
    monkeypatch.setitem(sys.modules, "bot.platforms.discord", ModuleType("bot.platforms.discord"))
    monkeypatch.setitem(sys.modules, adapter.__name__, adapter)


@pytest.mark.usefixtures("matrix", "discord")
async def test_a_bot_may_live_everywhere_at_once(tmp_path: Path) -> None:
    everywhere = {"matrix": MatrixConfig(), "discord": DiscordConfig(moderator_roles=("Team",))}
    async with opened(replace(config_in(tmp_path), **everywhere)) as bot:
        assert [platform.name for platform in bot.app.platforms] == ["room", "matrix", "discord"]
        assert (bot.discord.folder, bot.discord.invites) == (bot.matrix.folder.parent / "discord", ("Team",))
        await bot.discord.store.put("commands", "abc")
        assert await bot.discord.store.get("commands") == "abc"
    assert bot.discord.closed


class Otherworld(PlatformWorld):
    """A world without a room: each start of the bot opens its platform anew."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.opened: list[Elsewhere] = []

    @asynccontextmanager
    async def platforms(self) -> AsyncIterator[Sequence[Platform]]:
        self.opened.append(await Elsewhere.open(self.config.matrix_folder, ()))
        yield self.opened[-1:]
        await self.opened[-1].close()

    async def caught_up(self) -> bool:
        return self.opened[-1].asked.is_set()

    async def latest(self) -> Mapping[str, str]:
        return {"matrix": "s72"}


async def test_a_world_may_be_of_another_platform_than_the_room(tmp_path: Path) -> None:
    world = Otherworld(on_matrix(tmp_path))
    await world.start(after_gap=True)
    await world.settled()
    assert world.opened[0].told[-1] == "asked for batches after s72"
    await world.stop()
    assert world.opened[0].closed
    await world.later(timedelta(days=1))
    await world.start()
    await world.settled()
    await world.close()
    assert [platform.closed for platform in world.opened] == [True, True]


async def said_at_start(config: Config, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what a start of the bot prints; it is stopped once it has said so."""
    said: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    monkeypatch.setattr(running, "print", lambda text, **_: said.set_result(text), raising=False)
    run = asyncio.create_task(running.run_bot(config))
    await said
    os.kill(os.getpid(), signal.SIGTERM)
    await run
    return said.result()


@pytest.mark.usefixtures("matrix")
async def test_who_starts_it_reads_where_it_is_and_how_to_become_moderator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = await said_at_start(on_matrix(tmp_path), monkeypatch)
    assert "Op Matrix heet de bot @watals:voorbeeld.nl" in said
    assert "Stuur de bot op Matrix een privébericht: !moderator worden " in said
    assert "http" not in said
    assert "{" not in said


@pytest.mark.usefixtures("matrix", "discord")
async def test_where_it_is_on_more_than_one_every_way_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = await said_at_start(on_matrix(tmp_path, discord=DiscordConfig()), monkeypatch)
    assert "Op Matrix heet de bot @watals:voorbeeld.nl Op Discord heet de bot Wat-als bot#1234" in said
    one, other = said.split("\nOf:\n")
    [code] = re.findall(r"!moderator worden (\S+)", one)
    assert f"/moderator worden code:{code} " in other
    assert "{" not in said


def test_a_start_without_matrix_and_discord_loads_no_library_for_them() -> None:
    look = "import sys, bot.app, bot.running; sys.exit(bool({'nio', 'discord'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", look], cwd=ROOT, check=False).returncode == 0  # noqa: S603


def reply(number: int, author: str) -> Reply:
    return Reply(Typed(str(number), Author(author, author), "c", "/hulp"), Shown(Answer(content())))


async def test_answers_come_at_once_to_several_and_in_order_to_each() -> None:
    shown: list[str] = []
    begun: list[str] = []
    released = asyncio.Event()

    async def show(one: Reply) -> None:
        begun.append(one.asked.event_id)
        await released.wait()
        shown.append(one.asked.event_id)
        if one.asked.event_id == "0":
            raise PlatformError("not there")

    replies = [reply(number, f"matrix:{number % 20}") for number in range(60)]
    showing = asyncio.create_task(show_all(SimpleNamespace(show=show), replies))
    for _ in range(10):
        await asyncio.sleep(0)
    assert len(begun) == TOGETHER
    released.set()
    await showing
    assert sorted(shown, key=int) == [str(number) for number in range(60)]
    for author in range(20):
        assert [one for one in map(int, shown) if one % 20 == author] == [author, author + 20, author + 40]


async def test_what_only_an_operator_can_mend_ends_the_bot_also_while_answering() -> None:
    async def show(one: Reply) -> None:
        raise FatalError("signed out")

    async def work() -> None:
        await show_all(SimpleNamespace(show=show), [reply(1, "matrix:a")])

    with pytest.raises(ExceptionGroup) as caught:
        await Tasks().supervise("take", work)
    assert caught.value.subgroup(FatalError) is not None
