"""Finding commands by a word."""

from collections.abc import Sequence

from bot.api.answers import CommandInfo
from bot.domain.finding import fold, likeness, mentions, words

NEAR = 0.7
MOST_NEAR = 3


def about(typed: str, commands: Sequence[CommandInfo]) -> list[CommandInfo]:
    """Return the commands that each typed word is said about, in any language; those called so first."""
    called = [info for info in commands if _any_mentions(typed, info.names)]
    told = [info for info in commands if info not in called and _any_mentions(typed, info.words)]
    return sorted(called + told, key=lambda info: not is_called(typed, info))


def is_called(typed: str, info: CommandInfo) -> bool:
    """Whether somebody typed the whole name of a command."""
    return fold(typed.lstrip("/!")) in map(fold, info.names)


def near(typed: str, commands: Sequence[CommandInfo]) -> list[CommandInfo]:
    """Return the commands with a name, or a word in it, that is like what was typed; the likest first."""
    wanted = " ".join(words(typed))
    like = [(max(likeness(wanted, part) for part in _parts(info)), info) for info in commands]
    return [info for score, info in sorted(like, key=lambda each: -each[0]) if score >= NEAR][:MOST_NEAR]


def _any_mentions(typed: str, texts: Sequence[str]) -> bool:
    return bool(words(typed)) and any(mentions(typed, text) for text in texts)


def _parts(info: CommandInfo) -> list[str]:
    return [part for name in info.names for part in (name, *name.split())]
