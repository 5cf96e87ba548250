"""Components of a message and of a modal: what Discord takes, and how it gives them back."""

from collections.abc import Iterable, Iterator, Sequence

from tests.discord.double.errors import invalid
from tests.discord.double.state import Json

ROW, BUTTON, SELECT, TEXT_INPUT, SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = (
    1,
    2,
    3,
    4,
    9,
    10,
    11,
    12,
    13,
    14,
    17,
    18,
)
RADIO, CHECKBOXES, CHECKBOX = 21, 22, 23
LINK = 5
IN_MESSAGE = {ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER}
MOST, MOST_TEXT = 40, 4000


def walk(components: Iterable[Json]) -> Iterator[Json]:
    """Yield components and all that is in them, in the order one sees them."""
    for one in components:
        yield one
        yield from walk(one.get("components") or ())
        yield from walk([one[key] for key in ("accessory", "component") if one.get(key)])


def texts(components: Iterable[Json]) -> list[str]:
    return [one["content"] for one in walk(components) if one["type"] == TEXT]


def check_message(components: Sequence[Json], *, v2: bool) -> None:
    """Refuse what Discord refuses in a message."""
    if len(components) > (MOST if v2 else 5):
        raise invalid("components", "Must be 40 or fewer in length.")
    for number, one in enumerate(components):
        if one["type"] not in (IN_MESSAGE if v2 else {ROW}):
            raise invalid(f"components.{number}.type", "Value of field is not allowed here.", "UNION_TYPE_CHOICES")
    everything = list(walk(components))
    if len(everything) > MOST:
        raise invalid("components", "The total number of components exceeds 40.", "COMPONENT_MAX_TOTAL")
    if sum(map(len, texts(components))) > MOST_TEXT:
        message = "Total component text cannot exceed 4000 characters."
        raise invalid("components", message, "COMPONENT_TEXT_SIZE_EXCEEDED")
    _check_each(everything)


def check_modal(data: Json) -> None:
    """Refuse what Discord refuses in a modal."""
    _check_length(data, "title", 45)
    _check_length(data, "custom_id", 100)
    components = data["components"]
    if not 1 <= len(components) <= 5:
        raise invalid("data.components", "Must be between 1 and 5 in length.")
    for one in components:
        if one["type"] not in (ROW, TEXT, LABEL):
            raise invalid("data.components", "Value of field is not allowed here.", "UNION_TYPE_CHOICES")
        if one["type"] == LABEL:
            _check_length(one, "label", 45)
            _check_length(one, "description", 100, least=1, needed=False)
    _check_each(list(walk(components)))


def _check_distinct(everything: Sequence[Json]) -> None:
    for key in ("custom_id", "id"):
        given = [one[key] for one in everything if one.get(key)]
        if len(given) != len(set(given)):
            raise invalid("components", f"Component {key} cannot be duplicated", "COMPONENT_CUSTOM_ID_DUPLICATED")


def _check_each(everything: Sequence[Json]) -> None:
    _check_distinct(everything)
    for one in everything:
        match one["type"]:
            case 1 | 17:
                _check_number(one["components"], "components", 5 if one["type"] == ROW else MOST)
            case 2:
                _check_button(one)
            case 3:
                _check_options(one)
            case 4:
                _check_input(one)
            case 10:
                _check_length(one, "content", MOST_TEXT)
            case 12:
                _check_number(one["items"], "items", 10)
            case 21 | 22 | 23:
                _check_length(one, "custom_id", 100)


def _check_input(one: Json) -> None:
    _check_length(one, "custom_id", 100)
    _check_length(one, "value", min(one.get("max_length") or MOST_TEXT, MOST_TEXT), least=0, needed=False)
    _check_length(one, "placeholder", 100, least=0, needed=False)


def _check_button(one: Json) -> None:
    _check_length(one, "label", 80, least=0, needed=False)
    if one["style"] != LINK:
        _check_length(one, "custom_id", 100)
    elif not one.get("url"):
        raise invalid("components.url", "A url is required", "BUTTON_COMPONENT_URL_REQUIRED")
    if not one.get("label") and not one.get("emoji"):
        raise invalid("components.label", "A label or an emoji is required", "BUTTON_COMPONENT_INVALID_EMOJI_OR_LABEL")


def _check_options(one: Json) -> None:
    _check_length(one, "custom_id", 100)
    _check_number(one["options"], "options", 25)
    for option in one["options"]:
        _check_length(option, "label", 100)
        _check_length(option, "value", 100)
        _check_length(option, "description", 100, least=0, needed=False)
    values = [option["value"] for option in one["options"]]
    if len(values) != len(set(values)):
        raise invalid("components.options", "The specified option value is already used", "SELECT_COMPONENT_DUPLICATED")


def _check_number(given: Sequence[Json], key: str, most: int) -> None:
    if not 1 <= len(given) <= most:
        raise invalid(f"components.{key}", f"Must be between 1 and {most} in length.")


def _check_length(one: Json, key: str, most: int, *, least: int = 1, needed: bool = True) -> None:
    value = one.get(key)
    if value is None and not needed:
        return
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise invalid(f"components.{key}", f"Must be between {least} and {most} in length.")
