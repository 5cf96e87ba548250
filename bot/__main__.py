"""The command line: `watals`."""

import asyncio
import gc
import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Coroutine
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from zoneinfo import ZoneInfo

from bot import log
from bot.domain.wallclock import zone_named

if TYPE_CHECKING:
    from bot.config import Config

_USUALLY = " (standaard %(default)s)."


def run(config: Path) -> None:
    """Start de bot zoals het configuratiebestand zegt."""
    gc.disable()  # nothing that is loaded now will be let go of; see run_bot
    from bot.running import run_bot  # noqa: PLC0415 - what a command needs is loaded when it is given

    told = _config(config)
    log.set_up(told.log_level)
    _run(run_bot(told))


def demo(port: int, data: Path, *, reset: bool) -> None:
    """Start de bot met een voorbeeldgemeenschap, in een chat in je browser."""
    from bot.demo.running import run_demo  # noqa: PLC0415 - loaded when it is given

    log.set_up("warning")
    _run(run_demo(data, port, reset=reset))


def demo_matrix(port: int, data: Path, *, reset: bool) -> None:
    """Start een Matrix-server op deze computer, met een voorbeeldgemeenschap en de bot erin."""
    from bot.demo.matrix import run_demo  # noqa: PLC0415 - loaded when it is given

    log.set_up("error")
    _run(run_demo(data, port, reset=reset))


def init(config: Path, *, matrix: bool, discord: bool, homeserver: str | None, user: str | None, yes: bool) -> None:
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


def check(config: Path) -> None:
    """Kijk of alles goed staat voor Matrix en Discord. De bot mag daarbij gewoon draaien."""
    from bot.setup.check import check  # noqa: PLC0415 - loaded when it is given

    log.set_up("error")
    if not asyncio.run(check(config)):
        raise SystemExit(1)


def status(config: Path) -> None:
    """Laat zien of de bot draait, hoe het gaat en wat er wacht. De code is 1 als iemand moet kijken."""
    from bot.health.status import status  # noqa: PLC0415 - loaded when it is given

    told = _config(config)
    log.set_up("error")
    if not asyncio.run(status(told)):
        raise SystemExit(1)


def parse(file: Path, today: date | None, zone: ZoneInfo) -> None:
    """Laat zien wat de bot uit een aankondiging begrijpt, als JSON."""
    from bot.parsing import as_json  # noqa: PLC0415 - loaded when it is given

    day = today or date.today()  # noqa: DTZ011 - the operator's own calendar
    print(json.dumps(as_json(_text(file), day, zone), ensure_ascii=False, indent=2))  # noqa: T201


def migrate(config: Path) -> None:
    """Breng de database bij tot deze versie van de bot."""
    from bot.running import migrate_database  # noqa: PLC0415 - loaded when it is given

    _run(migrate_database(_config(config)))
    print("De database is bij.")  # noqa: T201


def backup(file: Path, config: Path) -> None:
    """Maak een reservekopie van alles wat de bot bewaart. De bot mag daarbij gewoon draaien."""
    from bot.backup.making import back_up  # noqa: PLC0415 - loaded when it is given

    _run(back_up(config, _config(config), file))


def restore(file: Path, config: Path, *, yes: bool) -> None:
    """Zet een reservekopie terug. De bot moet daarvoor gestopt zijn."""
    from bot.backup.restoring import restore  # noqa: PLC0415 - loaded when it is given

    log.set_up("error")
    _run(restore(config, _config(config) if config.exists() else None, file, yes=yes))


def main() -> None:
    """Run the command line."""
    asked = vars(_parser().parse_args(sys.argv[1:] or ["--help"]))
    try:
        asked.pop("do")(**asked)
    except KeyboardInterrupt:
        print("Afgebroken.", file=sys.stderr)  # noqa: T201
        raise SystemExit(130) from None  # what a shell says of a command that was broken off


def _parser() -> ArgumentParser:
    """Return what can be asked: each command is a function above, its docstring is what the help says."""
    parser = ArgumentParser(
        prog="watals",
        description="Wat-als bot: sessies, aanmeldingen, ideeën en overzichten voor een gemeenschap.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)
    configured = ArgumentParser(add_help=False)
    configured.add_argument(
        "--config",
        type=Path,
        default="config.toml",
        metavar="BESTAND",
        help=f"Het configuratiebestand{_USUALLY}",
    )

    def command(do: Callable[..., None], *more: ArgumentParser) -> ArgumentParser:
        name = do.__name__.replace("_", "-")
        added: ArgumentParser = commands.add_parser(
            name, help=do.__doc__, description=do.__doc__, parents=more, allow_abbrev=False
        )
        added.set_defaults(do=do)
        return added

    for do in (run, check, status, migrate):
        command(do, configured)
    _asked_of_demo(command(demo), port=8765, of="pagina")
    _asked_of_demo(command(demo_matrix), port=8008, of="Matrix-server")
    _asked_of_init(command(init, configured))
    _asked_of_parse(command(parse))
    made = command(backup, configured)
    made.add_argument("file", type=Path, help="Het bestand dat gemaakt wordt, of de map waarin het komt.")
    kept = command(restore, configured)
    kept.add_argument("file", type=Path, help="Een reservekopie.")
    kept.add_argument("--yes", action="store_true", help="Zet een database die er al is opzij.")
    return parser


def _asked_of_demo(parser: ArgumentParser, *, port: int, of: str) -> None:
    data = parser.prog.split()[-1]
    parser.add_argument("--port", type=_port, default=port, metavar="POORT", help=f"De poort van de {of}{_USUALLY}")
    parser.add_argument(
        "--data",
        type=Path,
        default=data,
        metavar="MAP",
        help=f"De map waarin de demo bewaart wat er gebeurt{_USUALLY}",
    )
    parser.add_argument("--reset", action="store_true", help="Begin helemaal opnieuw.")


def _asked_of_init(parser: ArgumentParser) -> None:
    parser.add_argument("--matrix", action="store_true", help="Meld de bot aan op Matrix.")
    parser.add_argument("--discord", action="store_true", help="Geef de bot zijn token van Discord.")
    parser.add_argument("--homeserver", metavar="SERVER", help="De Matrix-server, bijvoorbeeld voorbeeld.nl.")
    parser.add_argument("--user", metavar="NAAM", help="De naam van het account van de bot op Matrix.")
    parser.add_argument("--yes", action="store_true", help="Meld ook opnieuw aan als de bot al is aangemeld.")


def _asked_of_parse(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="Een aankondiging als tekst; - leest van de invoer.")
    parser.add_argument("--today", type=_day, metavar="DAG", help="De dag van vandaag, voor data zonder jaar.")
    parser.add_argument(
        "--zone",
        type=_zone,
        default="Europe/Amsterdam",
        metavar="ZONE",
        help=f"De tijdzone van de sessie{_USUALLY}",
    )


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


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"{text} is geen poort; goed is een getal van 1 tot en met 65535")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is geen dag; goed is bijvoorbeeld 2026-10-13") from None


def _zone(name: str) -> ZoneInfo:
    try:
        return zone_named(name)
    except ValueError:
        raise ArgumentTypeError(f"{name} is geen tijdzone; goed is bijvoorbeeld Europe/Amsterdam") from None


def _stop(message: str) -> NoReturn:
    from rich.console import Console  # noqa: PLC0415 - loaded when it is needed

    Console(stderr=True, emoji=False).print(message, style="red", markup=False, highlight=False, soft_wrap=True)
    raise SystemExit(2)


if __name__ == "__main__":
    main()
