"""Slash commands as a person picks them: from a list, in the language they read, as far as they may use them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.discord.double.modal import NotAcceptedError
from tests.discord.double.permissions import Permission
from tests.discord.double.routes_commands import CHAT, GROUP, MESSAGE, SUBCOMMAND
from tests.discord.double.state import Json

GUILD, WITH_BOT = 0, 1
"""Where a command can be used."""


@dataclass(frozen=True)
class Pick:
    """A command in the list: what it is called, and all it takes. `nesting` are the names of sub-commands in it."""

    command: Json
    nesting: tuple[str, ...]
    path: str
    options: tuple[Json, ...]

    def option(self, name: str) -> Json | None:
        """Return an option by any name it has."""
        return next((one for one in self.options if name in names(one)), None)

    def data(self, values: Mapping[str, str], focused: str | None = None) -> Json:
        """Return what the client sends for these values, by any name of their option."""
        given: list[Json] = []
        for name, value in values.items():
            option = self.option(name)
            if option is None:
                raise NotAcceptedError(f"/{self.path} has no {name!r}")
            if option.get("choices") and value not in {str(choice["value"]) for choice in option["choices"]}:
                raise NotAcceptedError(f"{value!r} is none of the choices of {name!r}")
            given.append({"name": option["name"], "type": option["type"], "value": _typed(option, value)})
            if name == focused:
                given[-1]["focused"] = True
        return {"id": self.command["id"], "type": CHAT, "name": self.command["name"]} | _nested(self, given)


def names(one: Json) -> set[str]:
    return {one["name"], *(one.get("name_localizations") or {}).values()}


def called(one: Json, locale: str) -> str:
    """Return what something is called for who reads a language."""
    return str((one.get("name_localizations") or {}).get(locale, one["name"]))


def offered(commands: list[Json], locale: str, allowed: Permission, where: int) -> Iterator[Pick]:
    """Yield the commands that somebody finds in their list."""
    for command in commands:
        if command["type"] == CHAT and usable(command, allowed, where):
            yield from _below(command, command, (), called(command, locale), locale)


def actions(commands: list[Json], allowed: Permission, where: int) -> list[Json]:
    """Return what somebody can do with a message."""
    return [one for one in commands if one["type"] == MESSAGE and usable(one, allowed, where)]


def usable(command: Json, allowed: Permission, where: int) -> bool:
    contexts = command.get("contexts")
    needed = command.get("default_member_permissions")
    if contexts is not None and where not in contexts:
        return False
    if where == WITH_BOT:
        return bool(contexts is not None or command.get("dm_permission", True))
    return needed is None or (needed != "0" and allowed & int(needed) == int(needed))


def _below(command: Json, one: Json, nesting: tuple[str, ...], path: str, locale: str) -> Iterator[Pick]:
    options = one.get("options") or []
    if not any(each["type"] in (SUBCOMMAND, GROUP) for each in options):
        yield Pick(command, nesting, path, tuple(options))
    for each in options:
        if each["type"] in (SUBCOMMAND, GROUP):
            yield from _below(command, each, (*nesting, each["name"]), f"{path} {called(each, locale)}", locale)


def _nested(pick: Pick, given: list[Json]) -> Json:
    options = given
    for depth, name in enumerate(reversed(pick.nesting)):
        options = [{"name": name, "type": SUBCOMMAND if depth == 0 else GROUP, "options": options}]
    return {"options": options} if options else {}


def _typed(option: Json, value: str) -> str | int | float | bool:
    """Return a value in the type of its option."""
    match option["type"]:
        case 4:
            return int(value)
        case 5:
            return value in ("True", "true", "ja", "yes")
        case 10:
            return float(value)
        case _:
            return value
