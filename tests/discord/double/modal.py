"""A modal as a person fills it in: with the checks of the client, which sends nothing that does not pass them."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.discord.double.components import CHECKBOX, CHECKBOXES, LABEL, RADIO, SELECT, TEXT, TEXT_INPUT
from tests.discord.double.state import Json

Value = str | bool | list[str]


class NotAcceptedError(AssertionError):
    """The client does not let somebody do this."""


def fields(modal: Json) -> Iterator[tuple[Json, Json]]:
    """Yield the inputs of a modal, each with what stands above it."""
    for one in modal["components"]:
        if one["type"] == LABEL:
            yield one, one["component"]
        elif one["type"] != TEXT:
            for each in one["components"]:
                yield each, each


def said(modal: Json) -> list[str]:
    """Return what a modal says beside its inputs."""
    return [one["content"] for one in modal["components"] if one["type"] == TEXT]


def filled_in(field: Json) -> Value:
    """Return what stands in an input when it opens."""
    if field["type"] == TEXT_INPUT:
        return str(field.get("value") or "")
    if field["type"] == CHECKBOX:
        return bool(field.get("default"))
    chosen = [str(one["value"]) for one in field["options"] if one.get("default")]
    return (chosen[0] if chosen else "") if field["type"] == RADIO else chosen


def submitted(modal: Json, values: Mapping[str, Value]) -> list[Json]:
    """Return what the client sends, with these values by custom id or label; else what stood there."""
    names = {name for label, field in fields(modal) for name in (field["custom_id"], label.get("label"))}
    if unknown := set(values) - names:
        raise NotAcceptedError(f"this modal has no {unknown}; it has {names}")
    sent: list[Json] = []
    number = iter(range(1, 100))
    for one in modal["components"]:
        made: Json = {"type": one["type"], "id": one.get("id") or next(number)}
        if one["type"] == LABEL:
            made["component"] = _sent(one["label"], one["component"], values, next(number))
        elif one["type"] != TEXT:
            made["components"] = [_sent(each["label"], each, values, next(number)) for each in one["components"]]
        sent.append(made)
    return sent


def _sent(label: str, field: Json, values: Mapping[str, Value], number: int) -> Json:
    value = values.get(field["custom_id"], values.get(label, filled_in(field)))
    sent: Json = {"type": field["type"], "id": field.get("id") or number, "custom_id": field["custom_id"]}
    match field["type"]:
        case 4:
            return sent | {"value": _text(label, field, str(value))}
        case 23:
            return sent | {"value": bool(value)}
        case 21:
            chosen = _chosen(label, field, [str(value)] if value else [], most=1)
            return sent | {"value": chosen[0] if chosen else None}
        case _:
            picked: Any = [value] if isinstance(value, str) else value
            most = field.get("max_values") or (len(field["options"]) if field["type"] == CHECKBOXES else 1)
            return sent | {"values": _chosen(label, field, [one for one in picked if one], most=most)}


def _text(label: str, field: Json, value: str) -> str:
    if field.get("required", True) and not value:
        raise NotAcceptedError(f"{label!r} must be filled in")
    if len(value) > (field.get("max_length") or 4000):
        raise NotAcceptedError(f"{label!r} takes {field.get('max_length') or 4000} characters, not {len(value)}")
    if value and len(value) < (field.get("min_length") or 0):
        raise NotAcceptedError(f"{label!r} takes at least {field['min_length']} characters")
    if field["style"] == 1 and "\n" in value:
        raise NotAcceptedError(f"{label!r} has one line")
    return value


def _chosen(label: str, field: Json, values: list[str], *, most: int) -> list[str]:
    known = {str(one["value"]) for one in field["options"]}
    if any(one not in known for one in values):
        raise NotAcceptedError(f"{label!r} has no {values}; it has {known}")
    least = field.get("min_values", 1 if field["type"] in (SELECT, CHECKBOXES) else 0)
    if field.get("required", True) and len(values) < max(least, 1):
        raise NotAcceptedError(f"{label!r} must be chosen")
    if len(values) > most:
        raise NotAcceptedError(f"{label!r} takes {most}, not {len(values)}")
    return values
