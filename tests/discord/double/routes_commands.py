"""Application commands: all are set at once, or none."""

import re
from collections.abc import Iterable
from typing import Any

from tests.discord.double.errors import DiscordError, invalid
from tests.discord.double.routing import Call, Routes
from tests.discord.double.state import Json

routes = Routes()
CHAT, USER, MESSAGE = 1, 2, 3
MOST = {CHAT: 100, USER: 5, MESSAGE: 5}
SUBCOMMAND, GROUP = 1, 2
_NAME = re.compile(r"[-_'\w]{1,32}")
TEXT = 8000
"""Characters that all texts of a command may have together, in its longest language."""


@routes.on("GET", "/applications/{application}/commands")
async def listed(call: Call) -> Any:
    return call.double.state.commands


@routes.on("PUT", "/applications/{application}/commands")
async def overwrite(call: Call) -> Any:
    """Replace all commands; one that keeps its name and kind keeps its id."""
    state = call.double.state
    if call.parts["application"] != state.bot.id:
        raise DiscordError(403, 20012, "You are not authorized to perform this action on this application")
    commands = call.body or []
    for number, command in enumerate(commands):
        _check(command, str(number))
    names = [(one.get("type", CHAT), one["name"]) for one in commands]
    if len(names) != len(set(names)):
        raise invalid("name", "Application command names must be unique", "APPLICATION_COMMANDS_DUPLICATE_NAME")
    for kind, most in MOST.items():
        if sum(one == kind for one, _ in names) > most:
            raise DiscordError(400, 30032, f"Maximum number of application commands reached ({most})")
    known = {(one["type"], one["name"]): one["id"] for one in state.commands}
    state.commands = [
        {
            "description": "",
            **{key: value for key, value in one.items() if value is not None},
            "default_member_permissions": _as_text(one.get("default_member_permissions")),
            "type": one.get("type", CHAT),
            "id": known.get((one.get("type", CHAT), one["name"])) or state.clock.new_id(),
            "application_id": state.bot.id,
            "version": state.clock.new_id(),
        }
        for one in commands
    ]
    return state.commands


def _check(command: Json, path: str) -> None:
    kind = command.get("type", CHAT)
    if kind != CHAT:
        for name in _texts(command, "name"):
            if not 1 <= len(name) <= 32:
                raise invalid(f"{path}.name", "Must be between 1 and 32 in length.")
        return
    _check_words(command, path)
    _check_options(command.get("options") or (), path, (SUBCOMMAND, GROUP))
    if _size(command) > TEXT:
        raise invalid(path, "Command exceeds maximum size (8000)", "APPLICATION_COMMAND_TOO_LARGE")


def _check_words(one: Json, path: str) -> None:
    for name in _texts(one, "name"):
        if not _NAME.fullmatch(name) or name != name.lower():
            raise invalid(f"{path}.name", "Command name is invalid", "APPLICATION_COMMAND_INVALID_NAME")
    for text in _texts(one, "description"):
        if not 1 <= len(text) <= 100:
            raise invalid(f"{path}.description", "Must be between 1 and 100 in length.")


def _check_options(given: Iterable[Json], path: str, nesting: tuple[int, ...]) -> None:
    options = list(given)
    if len(options) > 25:
        raise invalid(f"{path}.options", "Must be 25 or fewer in length.")
    _check_names_differ(options, path)
    nested = [one["type"] in (SUBCOMMAND, GROUP) for one in options]
    if any(nested) and not all(nested):
        raise invalid(
            f"{path}.options", "Sub-commands and options cannot be mixed", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
        )
    needed = [bool(one.get("required")) for one in options]
    if needed != sorted(needed, reverse=True):
        message = "Required options must be placed before non-required options"
        raise invalid(f"{path}.options", message, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID")
    for number, one in enumerate(options):
        place = f"{path}.options.{number}"
        _check_words(one, place)
        if one["type"] in nesting:
            _check_options(one.get("options") or (), place, (SUBCOMMAND,) if one["type"] == GROUP else ())
        elif one["type"] in (SUBCOMMAND, GROUP):
            raise invalid(place, "Commands can be nested one group deep", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID")
        else:
            _check_choices(one, place)


def _check_names_differ(options: list[Json], path: str) -> None:
    for locale in (None, "nl", "en-US", "en-GB"):
        names = [(one.get("name_localizations") or {}).get(locale, one["name"]) for one in options]
        if len(names) != len(set(names)):
            raise invalid(f"{path}.options", "Option names must be unique", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID")


def _check_choices(option: Json, path: str) -> None:
    choices = option.get("choices") or []
    if len(choices) > 25:
        raise invalid(f"{path}.choices", "Must be 25 or fewer in length.")
    if choices and option.get("autocomplete"):
        raise invalid(
            path, "Choices and autocomplete exclude each other", "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID"
        )
    for choice in choices:
        if any(not 1 <= len(name) <= 100 for name in _texts(choice, "name")) or len(str(choice["value"])) > 100:
            raise invalid(f"{path}.choices", "Must be between 1 and 100 in length.")


def _texts(one: Json, key: str) -> list[str]:
    return [one.get(key) or "", *(one.get(f"{key}_localizations") or {}).values()]


def _as_text(permissions: Any) -> str | None:
    return None if permissions is None else str(permissions)


def _size(one: Json) -> int:
    """Return how many characters a command has: of each text its longest language."""
    own = max(map(len, _texts(one, "name"))) + max(map(len, _texts(one, "description")), default=0)
    choices = sum(max(map(len, _texts(each, "name"))) + len(str(each["value"])) for each in one.get("choices") or ())
    return own + choices + sum(_size(each) for each in one.get("options") or ())
