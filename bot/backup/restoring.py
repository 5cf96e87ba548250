"""What `watals restore` does: put back what a backup has, so that the bot goes on from there."""

import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from bot.backup import archive, telling
from bot.backup.archive import ACCOUNT, DATABASE, KEYS, TIMELINE, BackupError, Manifest
from bot.backup.showing import bar
from bot.config import Config, ConfigError, check
from bot.core.clock import Clock, SystemClock
from bot.core.registry import Registry, load_cogs
from bot.data_folder import held
from bot.domain.tx import Tx
from bot.platforms import secret_file
from bot.platforms.matrix import account
from bot.platforms.room.adapter import Room
from storage import copying, intake, restored
from storage.database import Database
from storage.migrate import SchemaError

_ASIDE = "voor-%Y-%m-%d-%H%M%S"
_THERE = (
    "In {folder} staat al een database. Er is niets veranderd. Wil je de kopie terugzetten in de plaats daarvan? "
    "Geef dan --yes mee; wat er staat, wordt opzij gezet."
)


async def restore(path: Path, config: Config | None, file: Path, *, yes: bool, clock: Clock | None = None) -> None:
    """Put a backup back where the config in `path` says; without one, the config of the backup is written there.

    `yes` says that a database that is there may be put aside. Raises BackupError, and FatalError where a bot is at work
    there; nothing has changed then.
    """
    now = (clock or SystemClock()).now()
    with _in_words(file):
        manifest = archive.manifest_of(file)
        known = config or _config_of(manifest, path)
        with held(known.data):
            if known.database.exists() and not yes:
                raise BackupError(_THERE.format(folder=known.data))
            with TemporaryDirectory(prefix=".terug-", dir=known.data) as work, bar() as shown:
                archive.unpack(file, Path(work), shown)
                await _make_ready(Path(work), manifest, known, now)
                aside = _put_aside(known, now)
                signed_in = _put_in_place(Path(work), known)
        if config is None:
            _write_config(path, manifest)
    telling.tell(path, known, manifest.made_at, aside, signed_in=signed_in)


def _config_of(manifest: Manifest, path: Path) -> Config:
    try:
        return check(tomllib.loads(manifest.config), path)
    except (ConfigError, tomllib.TOMLDecodeError) as error:
        raise BackupError(f"De instellingen in de reservekopie gelden hier niet: {error}") from None


def _write_config(path: Path, manifest: Manifest) -> None:
    path.write_text(manifest.config, encoding="utf-8")


async def _make_ready(work: Path, manifest: Manifest, config: Config, now: datetime) -> None:
    """Look whether the database is whole, bring it up to date, and let it know that it was put back."""
    if found := copying.faults(work / DATABASE):
        raise BackupError(f"De database in de reservekopie is beschadigd ({'; '.join(found)}). Er is niets veranderd.")
    reached = _lines(work / TIMELINE)

    async def begin(tx: Tx) -> None:
        await restored.begin(tx, manifest.made_at, now)
        if reached is not None:
            await intake.move_cursor(tx, Room.name, str(reached))

    try:
        database = await Database.open(work / DATABASE, extra=Registry(load_cogs(config.cogs)).migrations())
    except SchemaError as error:
        raise BackupError(
            f"Deze versie van de bot kan de database in de reservekopie niet openen ({error}). Er is niets veranderd. "
            f"De kopie is van versie {manifest.program}: installeer die, of een nieuwere."
        ) from error
    try:
        await database.write(begin)
    finally:
        await database.close()
    if (work / ACCOUNT).exists():
        folder = (work / ACCOUNT).parent
        account.save(folder, replace(account.kept(folder), restored=True))


def _lines(timeline: Path) -> int | None:
    """Return how many happenings a room's timeline has; None where there is none."""
    if not timeline.exists():
        return None
    with timeline.open("rb") as lines:
        return sum(1 for _ in lines)


def _put_aside(config: Config, now: datetime) -> Path | None:
    """Move what is in the way into a folder of its own; return that, None where nothing was."""
    names = (*(f"{config.database.name}{more}" for more in ("", "-wal", "-shm")), config.timeline.name)
    there = [config.data / name for name in names if (config.data / name).exists()]
    if not there:
        return None
    aside = config.data / f"{now:{_ASIDE}}"
    aside.mkdir(mode=0o700)
    for path in there:
        path.rename(aside / path.name)
    return aside


def _put_in_place(work: Path, config: Config) -> bool:
    """Move what was unpacked to where the bot looks for it, the database last; return whether the bot is signed in.

    An account on Matrix that is there stays: the keys beside it are newer than those of the backup.
    """
    known = account.left_in(config.matrix_folder)
    came = account.left_in((work / ACCOUNT).parent)
    if known is None and came is not None:
        secret_file.write(config.matrix_folder / account.FILE, (work / ACCOUNT).read_bytes())
        if (work / KEYS).exists():
            (work / KEYS).rename(account.store_path(config.matrix_folder, came))
    if (work / TIMELINE).exists():
        (work / TIMELINE).rename(config.timeline)
    (work / DATABASE).rename(config.database)
    secret_file.sync(config.data)
    return known is not None and not known.restored


@contextmanager
def _in_words(file: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise BackupError(f"{error.filename}: dat is er niet. Er is niets veranderd.") from error
    except (sqlite3.Error, OSError) as error:
        why = archive.reason(error)
        raise BackupError(
            f"{file}: de kopie is niet teruggezet ({why}). Is er genoeg plaats op de schijf, en mag je daar schrijven?"
        ) from error
