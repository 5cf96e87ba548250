"""Reading a table of the config as a struct: every mistake is found, each with the place where it is."""

from types import NoneType
from typing import Annotated, Any, TypeVar, get_args, get_origin

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
    """Return what a setting says; None where there is any mistake in it."""
    kind = _in_toml(kind)
    bare, *checks = get_args(kind) if get_origin(kind) is Annotated else (kind,)
    if isinstance(bare, type) and issubclass(bare, Struct):
        return _table(bare, told, place, mistakes)
    before = len(mistakes)
    entries = _entries(bare, told, place, mistakes)
    if len(mistakes) > before:
        return None
    try:
        value = convert(entries, kind, dec_hook=_made)
        for check in checks:
            value = check(value) if callable(check) else value
    except ValidationError as error:
        mistakes.append(Mistake(place, str(error).replace("`object`", "`table`"), told))
    except ValueError as error:
        mistakes.append(Mistake(place, str(error), told))
    else:
        return value
    return None


def _in_toml(kind: Any) -> Any:
    """Return a kind without None, which TOML does not know."""
    kinds = get_args(kind)
    return next(one for one in kinds if one is not NoneType) if NoneType in kinds else kind


def _entries(kind: Any, told: Any, place: Place, mistakes: list[Mistake]) -> Any:
    """Return a list or a mapping with each of its entries read by itself, anything else as it is."""
    if get_origin(kind) is tuple and isinstance(told, list):
        of, *_ = get_args(kind)
        return [_value(of, one, (*place, number), mistakes) for number, one in enumerate(told)]
    if get_origin(kind) is dict and isinstance(told, dict):
        by, of = get_args(kind)
        return {
            _value(by, name, (*place, name), mistakes): _value(of, one, (*place, name), mistakes)
            for name, one in told.items()
        }
    return told


def _made(kind: type[Any], told: Any) -> Any:
    return kind(told)
