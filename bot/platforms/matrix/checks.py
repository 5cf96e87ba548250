"""nio's checks of what a homeserver tells, each built once.

nio checks all that it is told against schemas, and builds each check anew for every event, and in it for every field:
more than half of what reading costs. The schemas never change, so a check that was built is kept. What is checked, and
how, stays nio's own: its schemas and formats, the defaults that it fills in, and jsonschema's keywords.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft4Validator, FormatChecker, ValidationError, validators
from jsonschema.protocols import Validator
from nio import schemas

BUILT_ANEW = schemas.Validator
"""What nio checks with by itself."""

Schema = Mapping[str, Any]
_kept: dict[int, Validator] = {}  # by which schema it is; a check holds its own, so that no other can take its place


def keep() -> None:
    """Let nio keep its checks from now on, in the whole process."""
    schemas.Validator = kept


def kept(schema: Schema, format_checker: FormatChecker) -> Validator:
    """Return the check of a schema, which is to be one of nio's: they are few, and stay."""
    found = _kept.get(id(schema))
    if found is None:
        found = _kept[id(schema)] = _Keeping(schema, format_checker=format_checker)
    return found


def _properties(
    check: Validator, properties: Mapping[str, Schema], told: object, _: Schema
) -> Iterator[ValidationError]:
    """Check the fields that are there, as jsonschema does, each with a check that is kept."""
    if not isinstance(told, dict):
        return
    for name, schema in properties.items():
        if name in told:
            for error in kept(schema, check.format_checker).iter_errors(told[name]):
                error.path.appendleft(name)
                error.schema_path.appendleft(name)
                yield error


_Keeping = schemas.extend_with_default(validators.extend(Draft4Validator, {"properties": _properties}))
