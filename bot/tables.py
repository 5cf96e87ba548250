"""Reading a table of the config as a struct: every mistake is found, each with the place where it is."""

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

T = TypeVar("T", bound=Struct)
Place = tuple[str | int, ...]

MISSING = "is missing"
UNKNOWN = "is not a setting; look for a typing error, or take it out"


class Mistake(Struct, frozen=True):
    """What is wrong at a place; `given` is what stands there, None where that says nothing."""

    place: Place
    wrong: str
    given: Any = None


class MistakesError(Exception):
    """A table cannot be used; `mistakes` are all that is wrong with it."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(mistakes)
        self.mistakes = mistakes


def read(table: type[T], told: Any) -> T:
    """Return a table as a struct; raise MistakesError.

    A function in the annotation of a setting is handed its value: it returns the one to keep, or raises ValueError.
    """
    mistakes: list[Mistake] = []
    value = _table(table, told, (), mistakes)
    if value is None:
        raise MistakesError(mistakes)
    return value


def _table(table: type[T], told: Any, place: Place, mistakes: list[Mistake]) -> T | None:
    """Return a table; None where there is any mistake, which is added to those that were found."""
    if not isinstance(told, dict):
        mistakes.append(Mistake(place, "is not a table", told))
        return None
    before = len(mistakes)
    mistakes += [Mistake((*place, name), UNKNOWN) for name in told if name not in table.__struct_fields__]
    values = {}
    for setting in fields(table):
        here = (*place, setting.name)
        if setting.name in told:
            values[setting.name] = _value(setting.type, told[setting.name], here, mistakes)
        elif setting.required:
            mistakes.append(Mistake(here, MISSING))
    if len(mistakes) > before:
        return None
    try:
        return table(**values)
    except ValueError as error:
        mistakes.append(Mistake(place, str(error)))
        return None


def _value(kind: Any, told: Any, place: Place, mistakes: list[Mistake]) -> Any:
    before = len(mistakes)
    value = told
    for table in _tables_in(kind):
        if isinstance(told, list):
            value = [_table(table, one, (*place, number), mistakes) for number, one in enumerate(told)]
        else:
            value = _table(table, told, place, mistakes)
    if len(mistakes) > before:
        return None
    try:
        value = convert(value, kind, dec_hook=_made)
        for check in getattr(kind, "__metadata__", ()):
            value = check(value) if callable(check) else value
    except (ValidationError, ValueError) as error:
        mistakes.append(Mistake(place, str(error).partition(" - at ")[0], told))
    return value


def _tables_in(kind: Any) -> Iterator[type[Struct]]:
    """Yield the table that a setting is, or that each in a list of them is."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        yield kind
    for part in get_args(kind):
        yield from _tables_in(part)


def _made(kind: type[Any], told: Any) -> Any:
    return kind(told)
