"""What `watals backup` does: put all that the bot keeps in one file, also while it is at work."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.progress import Progress

from bot import __version__
from bot.backup import archive
from bot.backup.archive import ACCOUNT, DATABASE, FORMAT, KEYS, PARTS, TIMELINE, BackupError, Manifest
from bot.backup.showing import bar
from bot.config import Config
from bot.core.clock import Clock, SystemClock
from bot.platforms import secret_file
from bot.platforms.matrix import account
from bot.setup.findings import console, right, show, warning
from storage import copying

NAME = "watals-%Y-%m-%d-%H%M%S.tar.gz"
"""What a backup is called in a folder; by the clock in Greenwich, so that names stand in the order of time."""

_NONE = "In {folder} is nog geen database. Draait de bot met een ander configuratiebestand? Noem dat met --config."
_THERE = "{file} is er al. Er is niets veranderd. Kies een andere naam, of noem alleen de map."
_NO_FOLDER = "De map {folder} is er niet. Maak hem eerst, of noem een andere."
_KEEP = warning(
    "Wie de kopie heeft, leest wat mensen de bot vertelden, en kan op Matrix doen alsof hij de bot is.",
    "Bewaar de kopie als een wachtwoord, op een andere computer dan die van de bot. Gooi oude kopieën weg.",
)


async def back_up(path: Path, config: Config, file: Path, clock: Clock | None = None) -> None:
    """Put in `file`, or in a new one in that folder, what a bot keeps that is set up by the config in `path`.

    Raises BackupError where that cannot be; there is no file then.
    """
    target, size = _made(path, config, file, (clock or SystemClock()).now())
    out = console()
    show(out, right(f"De reservekopie is gemaakt: {target} ({_in_mb(size)} MB)."))
    if config.discord is not None:
        show(out, right("Het token van Discord staat er niet in: een nieuw is zo gemaakt."))
    show(out, _KEEP)


def _made(path: Path, config: Config, file: Path, made_at: datetime) -> tuple[Path, int]:
    """Make the backup; return where it is, and how many bytes it has."""
    target = _target(file, made_at)
    if not config.database.exists():
        raise BackupError(_NONE.format(folder=config.data))
    with _in_words(), TemporaryDirectory(prefix=".watals-", dir=target.parent) as work, bar() as shown:
        parts, packed = Path(work) / "parts", Path(work) / target.name
        _gather(config, parts, shown)
        manifest = Manifest(
            format=FORMAT,
            program=__version__,
            schema=copying.schema(parts / DATABASE),
            made_at=made_at,
            config=path.read_text(encoding="utf-8"),
            parts={name: archive.part_of(parts / name) for name in PARTS if (parts / name).exists()},
        )
        archive.write(packed, manifest, parts, shown)
        size = packed.stat().st_size
        _refuse_to_replace(target)
        packed.rename(target)
        secret_file.sync(target.parent)
    return target, size


def _target(file: Path, made_at: datetime) -> Path:
    target = file / f"{made_at:{NAME}}" if file.is_dir() else file
    if not target.parent.is_dir():
        raise BackupError(_NO_FOLDER.format(folder=target.parent))
    _refuse_to_replace(target)
    return target


def _refuse_to_replace(target: Path) -> None:
    if target.exists():
        raise BackupError(_THERE.format(file=target))


def _gather(config: Config, parts: Path, shown: Progress) -> None:
    """Copy all parts, as they are now, into a folder.

    The timeline is copied after the database's moment has come: it must have all that the database knows of.
    """
    (parts / ACCOUNT).parent.mkdir(parents=True)
    with copying.one_moment(config.database) as view:
        if config.timeline.exists():
            _copy_whole_lines(config.timeline, parts / TIMELINE)
        copying.copy(view, parts / DATABASE, _told(shown))
    if found := copying.faults(parts / DATABASE):
        raise BackupError(
            f"{config.database}: de database is beschadigd ({'; '.join(found)}). Er is geen kopie van gemaakt. "
            "Zet een eerdere kopie terug met `watals restore`."
        )
    known = account.left_in(config.matrix_folder)
    if known is None:
        return
    shutil.copyfile(config.matrix_folder / account.FILE, parts / ACCOUNT)
    store = account.store_path(config.matrix_folder, known)
    if store.exists():
        with copying.one_moment(store) as view:
            copying.copy(view, parts / KEYS, _told(shown))


def _copy_whole_lines(timeline: Path, to: Path) -> None:
    """Copy a timeline without a last line that is only half written."""
    shutil.copyfile(timeline, to)
    with to.open("r+b") as copied:
        copied.truncate(sum(len(line) for line in copied if line.endswith(b"\n")))


def _told(shown: Progress) -> copying.Progress:
    task = shown.add_task("Kopiëren")
    return lambda done, all_of_it: shown.update(task, completed=done, total=all_of_it)


@contextmanager
def _in_words() -> Iterator[None]:
    """Say in words what went wrong; what was begun is gone."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        why = archive.reason(error)
        raise BackupError(
            f"De reservekopie is niet gemaakt ({why}). Is er genoeg plaats op de schijf, en mag je daar schrijven?"
        ) from error


def _in_mb(size: int) -> str:
    return f"{max(size / 1e6, 0.1):.1f}".replace(".", ",")
