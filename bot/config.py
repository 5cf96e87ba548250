"""The config file: TOML, checked whole, with errors that say which key is wrong and what would be right."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from bot import tables
from bot.domain.emoji import is_emoji, normalised
from bot.domain.session import DEFAULT_EMOJI, Rsvp
from bot.domain.wallclock import zone_named
from bot.platforms.room.loopback import NotLoopbackError, check_loopback
from bot.platforms.room.model import BOT_ID
from bot.tables import Mistake

COGS = ("cogs.sessions", "cogs.reminders", "cogs.ideas", "cogs.news", "cogs.digests", "cogs.settings", "cogs.help")
"""The features that come with the bot."""

_SERVER = r"(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?"
_INVITES = re.compile(rf"(?:@[^:\s]+:)?{_SERVER}")


class ConfigError(Exception):
    """The config cannot be used; the message is for the operator, one line a mistake."""


def _zone(name: str) -> str:
    try:
        zone_named(name)
    except ValueError:
        raise ValueError("is no time zone; right would be: Europe/Amsterdam") from None
    return name


def _loopback(host: str) -> str:
    try:
        check_loopback(host)
    except NotLoopbackError as error:
        raise ValueError(f"{error}; right would be: 127.0.0.1") from None
    return host


def _reactions(emoji: dict[Rsvp, str]) -> dict[Rsvp, str]:
    chosen = {**DEFAULT_EMOJI, **emoji}
    if not all(is_emoji(one) for one in chosen.values()):
        raise ValueError('has something that is not one emoji; right would be: place = "📍"')
    if len({normalised(one) for one in chosen.values()}) < len(chosen):
        raise ValueError("uses one emoji twice; each answer needs one of its own")
    return chosen


class CommunityConfig(Struct, frozen=True):
    """The community this bot serves, as it begins. Used once, when the database is made; then moderators set it."""

    name: Annotated[str, Meta(min_length=1, max_length=80)] = "Onze gemeenschap"
    language: Literal["nl", "en"] = "nl"
    zone: Annotated[str, _zone] = "Europe/Amsterdam"
    email: str | None = None
    phone: str | None = None
    themes: tuple[str, ...] = ()
    reactions: Annotated[dict[Rsvp, str], _reactions] = field(default_factory=lambda: DEFAULT_EMOJI)


def _people(people: tuple["PersonConfig", ...]) -> tuple["PersonConfig", ...]:
    ids = [person.id for person in people]
    if len(set(ids)) < len(ids):
        raise ValueError("has two people with the same id; each needs one of their own")
    if BOT_ID in ids:
        raise ValueError(f"has somebody with the id {BOT_ID!r}; that is the bot itself")
    return people


class PersonConfig(Struct, frozen=True):
    """Somebody one can be in the room."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9-]{1,32}\Z")]
    name: Annotated[str, Meta(min_length=1, max_length=40)]
    moderator: bool = False


class RoomConfig(Struct, frozen=True, kw_only=True):
    """The embedded chat room."""

    host: Annotated[str, _loopback] = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535)] = 8765
    people: Annotated[tuple[PersonConfig, ...], Meta(min_length=1), _people]


def _invites(invites: tuple[str, ...]) -> tuple[str, ...]:
    for one in invites:
        if _INVITES.fullmatch(one) is None:
            raise ValueError(
                f"has {one!r}, which is no server and nobody on one;"
                ' right would be: invites = ["voorbeeld.nl", "@iemand:voorbeeld.nl"]'
            )
    return invites


class MatrixConfig(Struct, frozen=True):
    """Matrix. `invites` names servers, and people ("@who:server"), whose invitations the bot accepts."""

    invites: Annotated[tuple[str, ...], _invites] = ()


class DiscordConfig(Struct, frozen=True):
    """Discord. `moderator_roles` names the roles of a server whose members are moderators for the bot too."""

    moderator_roles: tuple[Annotated[str, Meta(min_length=1, max_length=100)], ...] = ()


class HealthConfig(Struct, frozen=True):
    """Where monitoring asks how the bot is doing: this machine's own, unless `host` says otherwise."""

    host: Annotated[str, Meta(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535)] = 9464


class Config(Struct, frozen=True):
    """Everything an operator can set. The bot lives in the room, on Matrix, on Discord, or on several of them."""

    data: Path
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    cogs: Annotated[tuple[str, ...], Meta(min_length=1)] = COGS
    community: CommunityConfig = CommunityConfig()
    room: RoomConfig | None = None
    matrix: MatrixConfig | None = None
    discord: DiscordConfig | None = None
    health: HealthConfig | None = None

    def __post_init__(self) -> None:
        if self.room is None and self.matrix is None and self.discord is None:
            raise ValueError(f"are all missing; right would be: {_EXAMPLES['room']}, or [matrix], or [discord]")

    @property
    def database(self) -> Path:
        """Where the bot keeps its truth."""
        return self.data / "watals.db"

    @property
    def platforms(self) -> tuple[str, ...]:
        """The names of the platforms that the bot is on."""
        told = {"room": self.room, "matrix": self.matrix, "discord": self.discord}
        return tuple(name for name, one in told.items() if one is not None)

    @property
    def door(self) -> Path:
        """Where it tells how it is doing, while it runs."""
        return self.data / "watals.sock"

    @property
    def timeline(self) -> Path:
        """Where the room keeps its own."""
        return self.data / "room.jsonl"

    @property
    def matrix_folder(self) -> Path:
        """Where the account on Matrix and its keys are."""
        return self.data / "matrix"

    @property
    def discord_folder(self) -> Path:
        """Where the bot's token for Discord is."""
        return self.data / "discord"


_EXAMPLES = {
    "data": 'data = "data"',
    "log_level": 'log_level = "debug", "info", "warning" or "error"',
    "cogs": 'cogs = ["cogs.sessions", "cogs.ideas"]',
    "community": '[community] with name = "…"',
    "community.name": 'name = "Radicale vernieuwing jeugdzorg"',
    "community.language": 'language = "nl" or "en"',
    "community.zone": 'zone = "Europe/Amsterdam"',
    "community.email": 'email = "naam@voorbeeld.nl"',
    "community.phone": 'phone = "030 284 3200"',
    "community.themes": 'themes = ["Hulp thuis"]',
    "community.reactions": 'place = "📍", and so on for online, maybe and no',
    "room": "[room] with port = 8765 and [[room.people]]",
    "room.host": 'host = "127.0.0.1"',
    "room.port": "port = 8765",
    "room.people": '[[room.people]] with id = "ouder" and name = "Ouder"',
    "room.people.id": 'id = "ouder", in small letters, digits and -',
    "room.people.name": 'name = "Ouder"',
    "room.people.moderator": "moderator = true",
    "matrix": '[matrix] with invites = ["voorbeeld.nl"]',
    "matrix.invites": 'invites = ["voorbeeld.nl", "@iemand:voorbeeld.nl"]',
    "discord": '[discord] with moderator_roles = ["Moderator"]',
    "discord.moderator_roles": 'moderator_roles = ["Moderator"]',
    "health": "[health] with port = 9464",
    "health.host": 'host = "127.0.0.1"',
    "health.port": "port = 9464",
}


def load(path: Path) -> Config:
    """Read and check a config file; a relative `data` folder is seen from the file's own folder.

    Raises ConfigError.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from None
    return check(told, path)


def check(told: dict[str, Any], path: Path) -> Config:
    """Check what a config file says; raise ConfigError naming every mistake."""
    try:
        config = tables.read(Config, told)
    except tables.MistakesError as error:
        raise ConfigError("\n".join(_line(path, one) for one in error.mistakes)) from None
    return replace(config, data=path.parent.resolve() / config.data)


def _line(path: Path, mistake: Mistake) -> str:
    key = ".".join(str(part) for part in mistake.place) or "room, matrix and discord"
    given = "" if mistake.given is None else f" (it says: {mistake.given!r})"
    example = None if mistake.wrong == tables.UNKNOWN else _example(mistake.place)
    right = "" if example is None or "right would be" in mistake.wrong else f"; right would be: {example}"
    return f"{path}: {key}: {mistake.wrong}{given}{right}"


def _example(place: tuple[str | int, ...]) -> str | None:
    """Return what would be right at a place, or at the nearest place around it."""
    names = [part for part in place if isinstance(part, str)]
    known = (".".join(names[:length]) for length in range(len(names), 0, -1))
    return next((_EXAMPLES[key] for key in known if key in _EXAMPLES), None)
