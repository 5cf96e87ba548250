"""The composition root: the only place that knows everything, and puts it together."""

import asyncio
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import structlog
from msgspec import Struct

from bot.api.platform import Platform
from bot.config import Config, DiscordConfig, MatrixConfig
from bot.core import telling
from bot.core.calendar_delivery import CalendarDelivery
from bot.core.card_delivery import CardDelivery
from bot.core.clock import Clock, SystemClock
from bot.core.desk import FrontDesk
from bot.core.dispatch import Dispatcher
from bot.core.intake import Intake
from bot.core.outbox_delivery import OutboxDelivery
from bot.core.reconcile import Reconciler
from bot.core.registry import Registry, load_cogs
from bot.core.schedule import Schedule
from bot.core.settling import Settling
from bot.core.showing import show_all
from bot.core.steps import Step, no_step
from bot.core.tally import Tally
from bot.core.tasks import Tasks
from bot.core.worker import Worker
from bot.data_folder import held
from bot.domain.community import Community, Contact
from bot.domain.tx import Tx
from bot.platforms.room.model import Person, RoomChannel
from storage import communities, leftovers
from storage import intake as kept
from storage.database import Database
from storage.platform_notes import PlatformNotes

if TYPE_CHECKING:
    from bot.platforms.discord.adapter import Discord
    from bot.platforms.matrix.adapter import Matrix
    from bot.platforms.room.chat_room import RoomSettings
    from bot.platforms.room.server import ServedRoom

HOME = "home"
"""The slug of the community that a bot serves from the start."""

STOP_WITHIN_S = 3.0
ROOM_CHANNELS = (
    RoomChannel("aankondigingen", "aankondigingen", "Sessies en nieuws", "announcements"),
    RoomChannel("wat-als", "wat-als", "Ideeën die beginnen met: wat als we…", "ideas"),
    RoomChannel("moderatie", "moderatie", "Alleen voor moderatoren", "moderation", private=True),
)

_log = structlog.get_logger(__name__)


class App:
    """The running bot: one database, its cogs, and the platforms it lives on."""

    def __init__(
        self,
        database: Database,
        registry: Registry,
        platforms: Sequence[Platform],
        *,
        clock: Clock | None = None,
        step: Step = no_step,
    ) -> None:
        self.database = database
        self.registry = registry
        self.platforms = platforms
        self.clock = clock or SystemClock()
        self.tally = Tally()
        self.tasks = Tasks()
        tidied = frozenset(platform.name for platform in platforms if platform.traits.tidies)
        self._step = step
        self.settling = Settling(registry, step, tidied)
        talks = frozenset(platform.name for platform in platforms if not platform.traits.forms)
        dispatcher = Dispatcher(registry, self.settling, talks)
        self.intake = Intake(database, dispatcher, self.settling, self.clock, step)
        self.desk = FrontDesk(database, registry, self.clock)
        self._language = telling.of_language(database, self.clock, self.desk.know_language)
        self._taking = {platform.name: asyncio.Lock() for platform in platforms}
        self._tellings: dict[str, list[Worker]] = {}
        self._workers: list[Worker] = [self._language, Schedule(database, registry, self.clock, step)]
        for platform in platforms:
            self._workers.append(CardDelivery(database, platform, registry, self.clock, step))
            if platform.traits.calendar:
                self._workers.append(CalendarDelivery(database, platform, registry, self.clock, step))
            self._workers.append(OutboxDelivery(database, platform, registry, self.clock, step))
            self._workers.append(Reconciler(database, platform, self.settling, self.clock, step))
            self._tellings[platform.name] = telling.of_all(database, platform, self.clock)
            self._workers += self._tellings[platform.name]

    @property
    def busy(self) -> bool:
        """Whether anything is being taken in, shown or sent at this moment."""
        return any(lock.locked() for lock in self._taking.values()) or any(worker.busy for worker in self._workers)

    async def run(self) -> None:
        """Run until cancelled."""
        await self._tell_of_leftovers()
        await self.intake.retry_parked()
        await self._language.work_once()
        async with asyncio.TaskGroup() as group:
            for worker in self._workers:
                group.create_task(self.tasks.supervise(type(worker).__name__, worker.run))
            for platform in self.platforms:
                group.create_task(self.tasks.supervise(f"{platform.name}.serve", partial(platform.run, self.desk)))
                group.create_task(self.tasks.supervise(f"{platform.name}.take", partial(self._take_from, platform)))

    async def _tell_of_leftovers(self) -> None:
        """Name what is left alone because no cog takes care of it: a cog was taken out, or forgot to say so."""
        for kind in sorted(await self.database.read(leftovers.kinds) - self.registry.kinds):
            _log.warning("kind_without_cog", kind=kind)

    async def finish(self) -> None:
        """Let what has begun come to an end, and begin nothing more."""
        try:
            async with asyncio.timeout(STOP_WITHIN_S):
                for worker in self._workers:
                    await worker.pause()
                for taking in self._taking.values():
                    await taking.acquire()
        except TimeoutError:
            _log.warning("stopped_in_the_middle")

    async def _take_from(self, platform: Platform) -> None:
        """Take in what happens on a platform, one batch after the other; before that, tell it what it must know."""
        for worker in self._tellings[platform.name]:
            await worker.work_once()
        cursor = await self.database.read(lambda tx: kept.cursor(tx, platform.name))
        async with aclosing(platform.batches(cursor)) as batches:
            async for batch in batches:
                async with self._taking[platform.name]:
                    replies = await self.intake.take(batch)
                    self.tally.take(platform.name, len(batch.events), self.clock.now())
                    await show_all(platform, replies)
                    self._step("intake.shown")


class Opened(Struct, frozen=True):
    """A bot that is ready to run, and where it runs: in the room, on Matrix, on Discord, or on several of them."""

    app: App
    room: "ServedRoom | None"
    matrix: "Matrix | None"
    discord: "Discord | None"


@asynccontextmanager
async def opened(config: Config, *, clock: Clock | None = None, step: Step = no_step) -> AsyncIterator[Opened]:
    """Open everything a bot needs, as the config says; close it at the end.

    Raises `bot.api.errors.CogError` for a broken cog, `storage.migrate.SchemaError` for a broken migration or
    a database that is too new, `bot.api.errors.FatalError` where a platform needs the operator first or
    another bot is at work on the same data.
    """
    registry, clock = Registry(load_cogs(config.cogs)), clock or SystemClock()
    async with AsyncExitStack() as stack:
        stack.enter_context(held(config.data))
        database = await open_database(config, registry)
        stack.push_async_callback(database.close)
        await database.write(lambda tx: found_community(tx, config))
        room = None if config.room is None else _open_room(config)
        if room is not None:
            stack.callback(room.close)
        matrix = None if config.matrix is None else await _open_matrix(config, config.matrix)
        if matrix is not None:
            stack.push_async_callback(matrix.close)
        discord = None if config.discord is None else await _open_discord(config, config.discord, database, clock)
        if discord is not None:
            stack.push_async_callback(discord.close)
        platforms = [platform for platform in (room, matrix, discord) if platform is not None]
        yield Opened(App(database, registry, platforms, clock=clock, step=step), room, matrix, discord)


async def open_database(config: Config, registry: Registry) -> Database:
    """Open the database of a bot, and bring it up to date. Raises `storage.migrate.SchemaError`."""
    config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return await Database.open(config.database, extra=registry.migrations())


def _open_room(config: Config) -> "ServedRoom":
    from bot.platforms.room.server import ServedRoom  # noqa: PLC0415 - who has no room need not load its page

    return ServedRoom(room_settings(config))


async def _open_matrix(config: Config, told: MatrixConfig) -> "Matrix":
    from bot.platforms.matrix.adapter import Matrix  # noqa: PLC0415 - who is not on Matrix need not load its library

    return await Matrix.open(config.matrix_folder, told.invites)


async def _open_discord(config: Config, told: DiscordConfig, database: Database, clock: Clock) -> "Discord":
    from bot.platforms.discord.adapter import Discord  # noqa: PLC0415 - who is not on Discord need not load its library

    notes = PlatformNotes(database, "discord")
    return await Discord.open(config.discord_folder, notes, told.moderator_roles, clock.now)


async def found_community(tx: Tx, config: Config) -> Community:
    """Return the community this bot serves; the first time, make it as the config says.

    Where there is a room, its channels are linked then; elsewhere moderators link them.
    """
    known = await communities.by_slug(tx, HOME)
    if known is not None:
        return known
    told = config.community
    community = await communities.found(
        tx,
        slug=HOME,
        name=told.name,
        language=told.language,
        zone=ZoneInfo(told.zone),
        contact=Contact(told.email, told.phone),
    )
    for channel in ROOM_CHANNELS if config.room is not None else ():
        await communities.link_channel(tx, community.id, "room", channel.id, channel.purpose)
    reactions = {choice.value: emoji for choice, emoji in told.reactions.items()}
    await communities.set_setting(tx, community.id, "rsvp-reactions", reactions)
    await communities.set_setting(tx, community.id, "themes", list(told.themes))
    return community


async def run_until_stopped(app: App) -> None:
    """Run the bot until it is told to stop (SIGTERM, Ctrl-C); then end cleanly within five seconds."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    running = asyncio.create_task(app.run())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not running.done():
        await app.finish()
        running.cancel()
    await asyncio.wait([running])
    if not running.cancelled():
        running.result()


def room_settings(config: Config) -> "RoomSettings":
    """Return what the config says about the room; raise LookupError where it says that there is none."""
    from bot.platforms.room.chat_room import RoomSettings  # noqa: PLC0415 - as above

    if (told := config.room) is None:
        raise LookupError("the config has no room")
    people = tuple(Person(one.id, one.name, one.moderator) for one in told.people)
    return RoomSettings(
        path=config.timeline,
        host=told.host,
        port=told.port,
        community=config.community.name,
        channels=ROOM_CHANNELS,
        people=people,
    )
