"""The file that a backup is: parts, packed together, after a manifest that says what each must be."""

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Annotated

import msgspec
from msgspec import Meta, Struct
from rich.progress import Progress

from bot.api.errors import FatalError

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE, TIMELINE, ACCOUNT, KEYS = "watals.db", "room.jsonl", "matrix/account.json", "matrix/keys.db"
PARTS = (DATABASE, TIMELINE, ACCOUNT, KEYS)
_AT_ONCE = 1 << 20


def reason(error: Exception) -> str:
    """Return in few words why something failed, without the path that it failed at."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


class BackupError(FatalError):
    """A backup is not made, or not put back; the message tells the operator why and what to do."""


class Part(Struct, frozen=True):
    """What a part must be."""

    size: int
    sha256: str


class Manifest(Struct, frozen=True):
    """What is in a backup, of when and by which program; `schema` as `storage.copying.schema` tells it."""

    format: int
    program: str
    schema: Mapping[str, int]
    made_at: Annotated[datetime, Meta(tz=True)]
    config: str
    parts: Mapping[str, Part]


def part_of(path: Path) -> Part:
    """Return what a file is."""
    with path.open("rb") as file:
        return Part(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def write(path: Path, manifest: Manifest, folder: Path, bar: Progress) -> None:
    """Pack the parts that lie in a folder into a new file that only its owner can read."""
    with _new(path) as file:
        with tarfile.open(fileobj=file, mode="w:gz") as packed:
            told = msgspec.json.format(msgspec.json.encode(manifest))
            packed.addfile(_entry(MANIFEST, len(told), manifest), io.BytesIO(told))
            for name, part in manifest.parts.items():
                with bar.open(folder / name, "rb", description="Inpakken") as kept:
                    packed.addfile(_entry(name, part.size, manifest), kept)
        _keep(file)


def manifest_of(path: Path) -> Manifest:
    """Return what a backup says that is in it; raise BackupError where it cannot be put back by this program."""
    with path.open("rb") as file, _understood(path), tarfile.open(fileobj=file, mode="r|gz") as packed:
        return _manifest(path, packed)


def unpack(path: Path, folder: Path, bar: Progress) -> None:
    """Unpack what is in a backup into an empty folder; raise BackupError where a part is not what it must be."""
    with (
        bar.open(path, "rb", description="Uitpakken") as file,
        _understood(path),
        tarfile.open(fileobj=file, mode="r|gz") as packed,
    ):
        left = dict(_manifest(path, packed).parts)
        while (member := packed.next()) is not None:
            part, source = left.pop(member.name, None), packed.extractfile(member)
            if part is None or source is None or not _is_taken_out(source, folder / member.name, part):
                raise _damaged(path)
        if left:
            raise _damaged(path)


def _manifest(path: Path, packed: tarfile.TarFile) -> Manifest:
    first = packed.next()
    source = None if first is None or first.name != MANIFEST else packed.extractfile(first)
    if source is None:
        raise _damaged(path)
    try:
        told = json.loads(source.read(_AT_ONCE))
        if told["format"] > FORMAT:
            raise BackupError(
                f"{path}: deze reservekopie is van een nieuwere versie van de bot ({told['program']}). "
                "Installeer die eerst, en zet de kopie dan terug."
            )
        manifest = msgspec.convert(told, Manifest)
    except (ValueError, TypeError, LookupError):
        raise _damaged(path) from None
    if DATABASE not in manifest.parts or not set(manifest.parts) <= set(PARTS):
        raise _damaged(path)
    return manifest


def _is_taken_out(source: IO[bytes], to: Path, part: Part) -> bool:
    """Take a part out; return whether it is what it must be. Of what is longer, no more than that is kept."""
    to.parent.mkdir(mode=0o700, exist_ok=True)
    size, digest = 0, hashlib.sha256()
    with _new(to) as file:
        while size <= part.size and (some := source.read(_AT_ONCE)):
            size += len(some)
            digest.update(some)
            file.write(some)
        _keep(file)
    return Part(size, digest.hexdigest()) == part


def _entry(name: str, size: int, manifest: Manifest) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, int(manifest.made_at.timestamp())
    return entry


@contextmanager
def _new(path: Path) -> Iterator[IO[bytes]]:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file


def _keep(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def _understood(path: Path) -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> BackupError:
    return BackupError(
        f"{path}: dit is geen reservekopie van de bot, of hij is beschadigd. Er is niets veranderd. "
        "Is het bestand helemaal overgekomen? Probeer het anders met een eerdere kopie."
    )
