"""nio's checks, kept: what they find, and what they fill in, is what nio itself finds and fills in."""

from copy import deepcopy
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import ValidationError
from nio import BadEvent, Event, ReactionEvent, schemas

from bot.platforms.matrix import checks

NAMES = [name for name, schema in vars(schemas.Schemas).items() if isinstance(schema, dict)]
WORDS = st.sampled_from(["", "m.annotation", "@anna:thuis.example", "https://thuis.example", "join"])
ANYTHING = st.none() | st.booleans() | st.integers(-1, 2) | st.floats(0, 1) | WORDS | st.just([]) | st.just({})
REACTION = {
    "type": "m.reaction",
    "event_id": "$reactie",
    "sender": "@anna:thuis.example",
    "origin_server_ts": 1,
    "content": {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$kaart", "key": "✅"}},
}


def meant(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return what a schema asks for, or nearly."""
    match schema:
        case {"enum": values}:
            return st.sampled_from(values) | ANYTHING
        case {"properties": properties}:
            fields = {name: meant(field) for name, field in properties.items()}
            return st.fixed_dictionaries({}, optional=fields) | st.fixed_dictionaries(fields) | ANYTHING
        case {"patternProperties": patterns}:
            names = st.sampled_from(["!kamer:thuis.example", "@anna:thuis.example", "ed25519:A"])
            return st.dictionaries(names, st.one_of(*map(meant, patterns.values())), max_size=2) | ANYTHING
        case {"items": dict(items)}:
            return st.lists(meant(items), max_size=2) | ANYTHING
    return ANYTHING


def outcome(validator: Any, schema: dict[str, Any], told: Any) -> tuple[object, ...]:
    """Return what is wrong with what was told, and what became of it."""
    told = deepcopy(told)
    try:
        validator(schema, format_checker=schemas.Checker).validate(told)
    except ValidationError as error:
        return error.message, list(error.path), list(error.schema_path), error.validator, error.validator_value, told
    except AttributeError as error:  # nio fills in defaults before it looks what it fills them into
        return str(error), told
    return (told,)


@pytest.mark.parametrize("name", NAMES)
@given(st.data())
def test_finds_and_fills_in_what_nio_does(name: str, data: st.DataObject) -> None:
    schema = getattr(schemas.Schemas, name)
    told = data.draw(meant(schema))
    assert outcome(checks.kept, schema, told) == outcome(checks.BUILT_ANEW, schema, told)


def test_nio_keeps_its_checks() -> None:
    with patch.object(schemas, "Validator", checks.BUILT_ANEW), patch.object(checks, "_kept", {}) as kept:
        checks.keep()
        assert isinstance(Event.parse_event(deepcopy(REACTION)), ReactionEvent)
        built = dict(kept)
        assert built
        without_target = deepcopy(REACTION)
        del without_target["content"]["m.relates_to"]["event_id"]
        assert isinstance(Event.parse_event(without_target), BadEvent)
        assert isinstance(Event.parse_event(deepcopy(REACTION)), ReactionEvent)
        assert kept == built
