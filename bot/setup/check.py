"""What `watals check` does: look at everything that the platforms need, and change nothing."""

from collections.abc import AsyncIterator
from pathlib import Path

from bot.config import Config, ConfigError, load
from bot.setup.findings import Finding, Mark, console, right, show, wrong

_OUTCOMES = {
    Mark.WRONG: "Er is iets mis (✘). Achter → staat wat je kunt doen.",
    Mark.WARNING: "De bot kan werken. Bij ! kan het beter; achter → staat hoe.",
    Mark.RIGHT: "Alles staat goed.",
}


async def check(path: Path) -> bool:
    """Look at everything and show what is found; return whether nothing is wrong."""
    out = console()
    config = _config(path)
    first = config if isinstance(config, Finding) else right(f"{path} is goed.")
    show(out, first)
    marks = {first.mark}
    for place, found in ({} if isinstance(config, Finding) else _places(config)).items():
        out.print(f"\n{place}")
        async for finding in found:
            show(out, finding)
            marks.add(finding.mark)
    out.print()
    out.print(next(words for mark, words in _OUTCOMES.items() if mark in marks))
    return Mark.WRONG not in marks


def _config(path: Path) -> Config | Finding:
    if not path.exists():
        return wrong(f"{path} is er niet.", "Maak het met `watals init`, of zeg met --config waar het staat.")
    try:
        config = load(path)
    except ConfigError as error:
        return wrong(str(error), "Verbeter het bestand. In config.example.toml staat hoe het kan.")
    if config.matrix is None and config.discord is None:
        return wrong(
            f"{path} is goed, maar zegt niet dat de bot op Matrix of Discord is.",
            "Zet erin, op een eigen regel: [matrix] of [discord]",
        )
    return config


def _places(config: Config) -> dict[str, AsyncIterator[Finding]]:
    """Return what is to be found on each platform that the bot is on."""
    places = {}
    if config.matrix is not None:
        from bot.setup import matrix_check  # noqa: PLC0415 - who is not on Matrix need not load its library

        places["Matrix"] = matrix_check.findings(config)
    if config.discord is not None:
        from bot.setup import discord_check  # noqa: PLC0415 - nor who is not on Discord

        places["Discord"] = discord_check.findings(config, config.discord)
    return places
