"""The database of a community that is years old: 1,000,000 RSVPs, 100,000 ideas and 10,000 sessions (at scale 1).

It is made once a day, by the real migrations and plain inserts, and kept in `build/`.
"""

import asyncio
import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import community
from benchmarks.community import THEMES, Community
from bot.app import found_community, open_database
from bot.config import CommunityConfig, Config, DiscordConfig
from bot.core.registry import Registry, load_cogs

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "build" / "benchmarks"


def fill(path: Path, scale: float = 1.0) -> Community:
    """Put a filled database in `path`, and return what is in it."""
    told = Community.of(scale)
    kept = KEPT / f"{_version()}-{scale:g}.db"
    if not kept.exists():
        for earlier in KEPT.glob(f"*-{scale:g}.db"):
            earlier.unlink()
        _make(kept, told)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept, path)
    return told


def _version() -> str:
    """Return what changes with the day, the migrations and the way it is filled."""
    digest = hashlib.sha256(f"{datetime.now(UTC):%Y-%m-%d}".encode())
    migrations = sorted((ROOT / "storage" / "migrations").glob("*.sql"))
    for source in (Path(__file__), Path(community.__file__), *migrations):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _make(path: Path, told: Community) -> None:
    making = path.with_suffix(f".{os.getpid()}")
    name = "Radicale vernieuwing jeugdzorg"
    config = Config(data=making, community=CommunityConfig(name=name, themes=THEMES), discord=DiscordConfig())
    try:
        asyncio.run(_begin(config))
        with closing(sqlite3.connect(config.database, isolation_level=None)) as database:
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000"):
                database.execute(f"PRAGMA {pragma}")
            _insert(database, told)
            database.execute("PRAGMA journal_mode = WAL")
        config.database.replace(path)
    finally:
        shutil.rmtree(making, ignore_errors=True)


async def _begin(config: Config) -> None:
    database = await open_database(config, Registry(load_cogs(config.cogs)))
    await database.write(lambda tx: found_community(tx, config))
    await database.close()


def _insert(database: sqlite3.Connection, told: Community) -> None:
    database.execute("BEGIN")
    for table, rows in told.tables():
        places = ", ".join("?" * (table.count(",") + 1))
        database.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({places})", rows)  # noqa: S608 - our own words
    database.execute("COMMIT")
