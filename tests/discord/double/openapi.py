"""Discord's own description of its HTTP API, where there is one: it judges the bot's requests and the double's answers.

The variable DISCORD_OPENAPI names its file. Without it nothing is judged.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

VARIABLE = "DISCORD_OPENAPI"
URN = "urn:discord"
JSON_TYPE = "application/json"
_SNOWFLAKES = {"users", "roles", "applied_tags", "sticker_ids"}
_TAKEN = {"use_nested_fields"}
"""Query parameters that Discord takes although it does not say so."""

_GIVEN = {"CreatedThreadResponse": frozenset({"message"})}
"""Keys in answers that Discord gives although it does not say so, by the schema of the answer."""

_YES_NO = {"1": True, "0": False, "true": True, "false": False, "True": True, "False": False}


class Contract:
    """What Discord takes and gives. Each check returns what is wrong, in words."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self._spec = spec
        resource = Resource.from_contents(spec, default_specification=DRAFT202012)
        self._registry = Registry().with_resource(URN, resource)
        self._paths = sorted(
            ((path.count("{"), path, _pattern(path)) for path in spec["paths"]), key=lambda one: one[0]
        )
        self._validators: dict[str, Draft202012Validator] = {}
        self._keys: dict[str, set[str]] = {}
        self._verdicts: dict[tuple[str, str, frozenset[str]], list[str]] = {}

    def request(self, method: str, path: str, query: Mapping[str, str], body: Any) -> list[str]:
        found = self._operation(method, path)
        if found is None:
            return ["there is no such route"]
        pointer, operation = found
        content = operation.get("requestBody", {}).get("content", {})
        wrong = list(self._query(operation, query))
        if JSON_TYPE not in content:
            return wrong + (["it takes no body"] if body is not None else [])
        if body is None:
            return wrong + (["it needs a body"] if operation["requestBody"].get("required") else [])
        return wrong + self._judge(f"{pointer}/requestBody/content/{_escaped(JSON_TYPE)}/schema", _normal(body))

    def answer(self, method: str, path: str, status: int, body: Any) -> list[str]:
        found = self._operation(method, path)
        if found is None:
            return ["there is no such route"]
        pointer, operation = found
        responses = operation["responses"]
        if status >= 400:
            # Not ErrorResponse: it has numbers for the codes within `errors`, where Discord gives words.
            return self.part("RatelimitedResponse" if status == 429 else "Error", body, frozenset({"errors", "code"}))
        if str(status) not in responses:
            return [f"it never answers {status}"]
        if "content" not in responses[str(status)]:
            return ["it answers without a body"] if body is not None else []
        place = f"{pointer}/responses/{status}/content/{_escaped(JSON_TYPE)}/schema"
        name = _follow(self._spec, place).get("$ref", "").rpartition("/")[2]
        return self._judge(place, body, _GIVEN.get(name, frozenset()))

    def part(self, name: str, body: Any, more: frozenset[str] = frozenset()) -> list[str]:
        """Judge something by the name of its schema; it may have these keys beside."""
        return self._judge(f"/components/schemas/{name}", body, more)

    def _operation(self, method: str, path: str) -> tuple[str, dict[str, Any]] | None:
        for _, template, pattern in self._paths:
            if pattern.fullmatch(path) and method.lower() in self._spec["paths"][template]:
                item = self._spec["paths"][template]
                operation = item[method.lower()]
                parameters = [*item.get("parameters", ()), *operation.get("parameters", ())]
                return f"/paths/{_escaped(template)}/{method.lower()}", {**operation, "parameters": parameters}
        return None

    def _judge(self, pointer: str, body: Any, more: frozenset[str] = frozenset()) -> list[str]:
        # Each test says much of what another said, as all commands when the bot comes in; judging that takes long.
        judged = (pointer, json.dumps(body, sort_keys=True), more)
        if judged not in self._verdicts:
            self._verdicts[judged] = self._verdict(pointer, body, more)
        return [*self._verdicts[judged]]

    def _verdict(self, pointer: str, body: Any, more: frozenset[str]) -> list[str]:
        if pointer not in self._validators:
            schema = {"$ref": f"{URN}#{pointer}"}
            self._validators[pointer] = Draft202012Validator(schema, registry=self._registry)
            self._keys[pointer] = set(self._known_keys(_follow(self._spec, pointer)))
        worst = best_match(self._validators[pointer].iter_errors(body))
        wrong = [f"{worst.json_path}: {worst.message[:300]}"] if worst else []
        known = self._keys[pointer] | more
        unknown = sorted(set(body) - known) if isinstance(body, dict) and known else []
        return wrong + ([f"unknown keys: {', '.join(unknown)}"] if unknown else [])

    def _known_keys(self, schema: dict[str, Any]) -> Iterator[str]:
        """Give every key an object may have; the description itself allows any beside."""
        if "$ref" in schema:
            yield from self._known_keys(_follow(self._spec, schema["$ref"].removeprefix("#")))
        yield from schema.get("properties", ())
        for way in ("oneOf", "anyOf", "allOf"):
            for each in schema.get(way, ()):
                yield from self._known_keys(each)

    def _query(self, operation: dict[str, Any], query: Mapping[str, str]) -> Iterator[str]:
        known = {one["name"]: one["schema"] for one in operation["parameters"] if one["in"] == "query"}
        for name, value in query.items():
            if name in _TAKEN:
                continue
            if name not in known:
                yield f"unknown query parameter: {name}"
                continue
            schema = known[name]
            if "$ref" in schema:
                schema = _follow(self._spec, schema["$ref"].removeprefix("#"))
            kind = schema.get("type")
            meant = int(value) if kind == "integer" else _YES_NO.get(value, value) if kind == "boolean" else value
            placed = json.loads(json.dumps(schema).replace('"#/', f'"{URN}#/'))
            for error in Draft202012Validator(placed, registry=self._registry).iter_errors(meant):
                yield f"query parameter {name}: {error.message}"


@cache
def contract() -> Contract | None:
    """Return Discord's description, read once; None where there is none."""
    path = os.environ.get(VARIABLE)
    return Contract(json.loads(Path(path).read_text(encoding="utf-8"))) if path else None


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{[^/]+?\\\}", "[^/]+", re.escape(path)))


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _follow(spec: dict[str, Any], pointer: str) -> dict[str, Any]:
    found: Any = spec
    for key in pointer.strip("/").split("/"):
        found = found[key.replace("~1", "/").replace("~0", "~")]
    return dict(found)


def _normal(value: Any, key: str = "") -> Any:
    """Return what is sent without what Discord is known to take although it does not say so.

    That is `tts` on an edit, and numbers where it asks for a snowflake.
    """
    if isinstance(value, dict):
        return {
            name: _normal(each, f"{key}.id" if name == "id" else name) for name, each in value.items() if name != "tts"
        }
    if isinstance(value, list):
        return [_normal(each, key) for each in value]
    is_snowflake = key.endswith("_id") or key in _SNOWFLAKES or key == "attachments.id"
    return str(value) if is_snowflake and isinstance(value, int) and not isinstance(value, bool) else value
