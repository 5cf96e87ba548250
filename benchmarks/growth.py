"""What an RSVP, an open card and a community cost as they become many.

For each of them, at 1, 10 and 100 times as many: `take_ms`, for taking in ten reactions on one card until they are
durable; `compare_ms`, for comparing that card with what its platform tells; `bytes_each`, what one adds to the
database.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from statistics import median
from time import perf_counter

from benchmarks.home import Home, announce, found_another, home, on_disk
from bot.api.events import Author, Batch, Reacted, StandingReaction
from bot.core.clock import SystemClock
from bot.core.reconcile import Reconciler
from bot.core.steps import no_step
from storage import cards

PLATFORM, EMOJI = "discord", "📍"
BASES = {"rsvp": 100, "card": 10, "community": 1}
"""How many of each there are at 1×; on every card but the first, and in every community, are ten RSVPs."""

TIMES = (1, 10, 100)
FEW = 10

Figures = dict[str, float]


def measure(runs: int, scale: float = 1.0) -> dict[str, dict[str, Figures]]:
    """Return the figures by what grows and how much ("rsvp", "10x")."""
    return {
        what: {f"{times}x": asyncio.run(_at(what, max(int(base * times * scale), 1), runs)) for times in TIMES}
        for what, base in BASES.items()
    }


async def _at(what: str, count: int, runs: int) -> Figures:
    with on_disk() as folder:
        async with home(folder, PLATFORM, "1", ["1:1"]) as bot:
            before = await _bytes(bot)
            await _fill(bot, what, count)
            grown = (await _bytes(bot) - before) / count
            standing = [reaction.author.key for reaction in _reactions("1:1", range(count if what == "rsvp" else FEW))]
            taking = [await _timed_take(bot, _reactions("1:1", _people(run))) for run in range(runs)]
            standing += [reaction.author.key for run in range(runs) for reaction in _reactions("1:1", _people(run))]
            comparing = [await _timed_compare(bot, standing) for _ in range(runs)]
            return {
                "count": count,
                "take_ms": round(median(taking) * 1000, 3),
                "compare_ms": round(median(comparing) * 1000, 3),
                "bytes_each": round(grown),
            }


async def _fill(bot: Home, what: str, count: int) -> None:
    if what == "rsvp":
        await bot.intake.take(Batch(PLATFORM, _reactions("1:1", range(count))))
        return
    await bot.intake.take(Batch(PLATFORM, _reactions("1:1", range(FEW))))
    for number in range(2, count + 2):
        message = f"1:{number}"
        if what == "card":
            await bot.database.write(lambda tx, message=message: announce(tx, 1, 1, message))
        else:
            await bot.database.write(
                lambda tx, number=number, message=message: found_another(tx, PLATFORM, f"{number}", message)
            )
        await bot.intake.take(Batch(PLATFORM, _reactions(message, range(FEW))))


def _people(run: int) -> range:
    """Return who reacts in a run: nobody who did before."""
    return range(1_000_000 + run * FEW, 1_000_000 + (run + 1) * FEW)


def _reactions(message: str, people: range) -> list[Reacted]:
    authors = [Author(f"{PLATFORM}:{person}", f"Persoon {person}") for person in people]
    return [Reacted(f"r:{who.key}", message, EMOJI, who, f"{message}|{EMOJI}") for who in authors]


async def _timed_take(bot: Home, reactions: Sequence[Reacted]) -> float:
    begun = perf_counter()
    await bot.intake.take(Batch(PLATFORM, reactions))
    return perf_counter() - begun


async def _timed_compare(bot: Home, standing: Sequence[str]) -> float:
    card = await bot.database.read(lambda tx: cards.get(tx, 1))
    comparing = Reconciler(bot.database, _Platform(standing), bot.settling, SystemClock(), no_step)
    begun = perf_counter()
    await comparing.reconcile(card)
    return perf_counter() - begun


class _Platform:
    """A platform that tells at once what stands on a card."""

    name = PLATFORM

    def __init__(self, standing: Sequence[str]) -> None:
        self._standing = standing

    async def reactions(self, message_ref: str) -> AsyncIterator[Sequence[StandingReaction]]:
        source = f"{message_ref}|{EMOJI}"
        yield [StandingReaction(Author(f"{PLATFORM}:1", "watals"), EMOJI, source, mine=True)]
        yield [StandingReaction(Author(key, key), EMOJI, source) for key in self._standing]


async def _bytes(bot: Home) -> int:
    return await bot.database.read(
        lambda tx: tx.value("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    )
