"""The command line: `watals`."""

import asyncio
import gc
import json
import sys
from collections.abc import Coroutine
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn
from zoneinfo import ZoneInfo

import typer

from bot import log
from bot.domain.wallclock import zone_named

if TYPE_CHECKING:
    from bot.config import Config

app = typer.Typer(
    help="Wat-als bot: sessies, aanmeldingen, ideeën en overzichten voor een gemeenschap.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
ConfigPath = Annotated[Path, typer.Option("--config", help="Het configuratiebestand (TOML).")]


@app.command()
def run(config: ConfigPath = Path("config.toml")) -> None:
    """Start de bot zoals het configuratiebestand zegt."""
    gc.disable()  # nothing that is loaded now will be let go of; see run_bot
    from bot.running import run_bot  # noqa: PLC0415 - what a command needs is loaded when it is given

    told = _config(config)
    log.set_up(told.log_level)
    _run(run_bot(told))


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="De poort van de pagina.", min=1, max=65535)] = 8765,
    data: Annotated[Path, typer.Option(help="De map waarin de demo bewaart wat er gebeurt.")] = Path("demo"),
    reset: Annotated[bool, typer.Option("--reset", help="Begin helemaal opnieuw.")] = False,
) -> None:
    """Start de bot met een voorbeeldgemeenschap, in een chat in je browser."""
    from bot.demo.running import run_demo  # noqa: PLC0415 - loaded when it is given

    log.set_up("warning")
    _run(run_demo(data, port, reset=reset))


@app.command("demo-matrix")
def demo_matrix(
    port: Annotated[int, typer.Option(help="De poort van de Matrix-server.", min=1, max=65535)] = 8008,
    data: Annotated[Path, typer.Option(help="De map waarin de demo bewaart wat er gebeurt.")] = Path("demo-matrix"),
    reset: Annotated[bool, typer.Option("--reset", help="Begin helemaal opnieuw.")] = False,
) -> None:
    """Start een Matrix-server op deze computer, met een voorbeeldgemeenschap en de bot erin."""
    from bot.demo.matrix import run_demo  # noqa: PLC0415 - loaded when it is given

    log.set_up("error")
    _run(run_demo(data, port, reset=reset))


@app.command()
def init(
    *,
    config: ConfigPath = Path("config.toml"),
    matrix: Annotated[bool, typer.Option("--matrix", help="Meld de bot aan op Matrix.")] = False,
    discord: Annotated[bool, typer.Option("--discord", help="Geef de bot zijn token van Discord.")] = False,
    homeserver: Annotated[str | None, typer.Option(help="De Matrix-server, bijvoorbeeld voorbeeld.nl.")] = None,
    user: Annotated[str | None, typer.Option(help="De naam van het account van de bot op Matrix.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Meld ook opnieuw aan als de bot al is aangemeld.")] = False,
) -> None:
    """Meld de bot aan op Matrix of Discord. Wachtwoord of token wordt gevraagd, of is de eerste regel van de invoer."""
    from bot.api.errors import FatalError  # noqa: PLC0415 - loaded when it is given
    from bot.setup.init import Told, begin  # noqa: PLC0415

    log.set_up("error")
    known = _config(config) if config.exists() else None
    try:
        work = begin(config, known, Told(matrix, discord, homeserver, user, yes))
    except FatalError as error:
        _stop(str(error))
    _run(work)


@app.command()
def check(config: ConfigPath = Path("config.toml")) -> None:
    """Kijk of alles goed staat voor Matrix en Discord. De bot mag daarbij gewoon draaien."""
    from bot.setup.check import check  # noqa: PLC0415 - loaded when it is given

    log.set_up("error")
    if not asyncio.run(check(config)):
        raise typer.Exit(1)


@app.command()
def status(config: ConfigPath = Path("config.toml")) -> None:
    """Laat zien of de bot draait, hoe het gaat en wat er wacht. De code is 1 als iemand moet kijken."""
    from bot.health.status import status  # noqa: PLC0415 - loaded when it is given

    told = _config(config)
    log.set_up("error")
    if not asyncio.run(status(told)):
        raise typer.Exit(1)


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(help="Een aankondiging als tekst; - leest van de invoer.")],
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="De dag van vandaag, voor data zonder jaar.")
    ] = None,
    zone: Annotated[str, typer.Option(help="De tijdzone van de sessie.")] = "Europe/Amsterdam",
) -> None:
    """Laat zien wat de bot uit een aankondiging begrijpt, als JSON."""
    from bot.parsing import as_json  # noqa: PLC0415 - loaded when it is given

    day = date.today() if today is None else today.date()  # noqa: DTZ011 - the operator's own calendar
    print(json.dumps(as_json(_text(file), day, _zone(zone)), ensure_ascii=False, indent=2))  # noqa: T201


@app.command()
def migrate(config: ConfigPath = Path("config.toml")) -> None:
    """Breng de database bij tot deze versie van de bot."""
    from bot.running import migrate_database  # noqa: PLC0415 - loaded when it is given

    _run(migrate_database(_config(config)))
    print("De database is bij.")  # noqa: T201


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Het bestand dat gemaakt wordt, of de map waarin het komt.")],
    config: ConfigPath = Path("config.toml"),
) -> None:
    """Maak een reservekopie van alles wat de bot bewaart. De bot mag daarbij gewoon draaien."""
    from bot.backup.making import back_up  # noqa: PLC0415 - loaded when it is given

    _run(back_up(config, _config(config), file))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="Een reservekopie.")],
    *,
    config: ConfigPath = Path("config.toml"),
    yes: Annotated[bool, typer.Option("--yes", help="Zet een database die er al is opzij.")] = False,
) -> None:
    """Zet een reservekopie terug. De bot moet daarvoor gestopt zijn."""
    from bot.backup.restoring import restore  # noqa: PLC0415 - loaded when it is given

    log.set_up("error")
    _run(restore(config, _config(config) if config.exists() else None, file, yes=yes))


def main() -> None:
    """Run the command line."""
    app()


def _run(work: Coroutine[Any, Any, None]) -> None:
    from bot.api.errors import CogError, FatalError  # noqa: PLC0415 - loaded when it is needed
    from storage.migrate import SchemaError  # noqa: PLC0415

    messages: list[str] = []
    try:
        asyncio.run(work)
    except* (CogError, FatalError, SchemaError, OSError) as group:
        messages = [str(error) for error in _leaves(group)]
    if messages:
        _stop("\n".join(messages))


def _leaves(group: BaseExceptionGroup[Exception]) -> list[Exception]:
    found: list[Exception] = []
    for error in group.exceptions:
        found += _leaves(error) if isinstance(error, BaseExceptionGroup) else [error]
    return found


def _config(path: Path) -> "Config":
    from bot.config import ConfigError, load  # noqa: PLC0415 - loaded when it is needed

    try:
        return load(path)
    except ConfigError as error:
        _stop(str(error))


def _text(file: Path) -> str:
    try:
        told = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return told.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        _stop(f"{file}: kan niet gelezen worden: {error}")


def _zone(name: str) -> ZoneInfo:
    try:
        return zone_named(name)
    except ValueError:
        _stop(f"{name} is geen tijdzone; goed is bijvoorbeeld Europe/Amsterdam")


def _stop(message: str) -> NoReturn:
    typer.secho(message, err=True, fg="red")
    raise typer.Exit(2)


if __name__ == "__main__":
    main()
