"""Components as Discord gives them back: each with an id, and with its media where that can be fetched."""

from collections.abc import Sequence
from typing import Any

from tests.discord.double.components import walk
from tests.discord.double.errors import invalid
from tests.discord.double.payloads import attachment
from tests.discord.double.state import Attachment, Json


def given_back(components: Sequence[Json], files: Sequence[Attachment], channel_id: str) -> list[Json]:
    taken = {one["id"] for one in walk(components) if one.get("id")}
    fresh = iter(number for number in range(1, 10_000) if number not in taken)
    by_name = {one.filename: attachment(one, channel_id) for one in files}

    def give(one: Json) -> Json:
        made: Json = {key: value for key, value in one.items() if value is not None}
        made["id"] = one.get("id") or next(fresh)
        if "components" in made:
            made["components"] = [give(each) for each in made["components"]]
        if "accessory" in made:
            made["accessory"] = give(made["accessory"])
        return made | _filled(made, by_name)

    return [give(one) for one in components]


def _filled(one: Json, by_name: dict[str, Json]) -> Json:
    """Return what Discord adds to a component of its kind."""
    added: Json = {}
    match one["type"]:
        case 2 if "emoji" in one:
            added = {"emoji": {key: value for key, value in one["emoji"].items() if value is not None}}
        case 3:
            added = {"min_values": one.get("min_values", 1), "max_values": one.get("max_values", 1)}
        case 11:
            added = _described(one) | {"media": _media(one["media"], by_name)}
        case 12:
            added = {"items": [_described(each) | {"media": _media(each["media"], by_name)} for each in one["items"]]}
        case 13:
            name = one["file"]["url"].removeprefix("attachment://")
            media = _media(one["file"], by_name, attached=True)
            added = {"file": media, "name": name, "size": by_name[name]["size"], "spoiler": False}
        case 14:
            added = {"divider": one.get("divider", True), "spacing": one.get("spacing", 1)}
        case 17:
            added = {"accent_color": one.get("accent_color"), "spoiler": one.get("spoiler", False)}
    return added


def _described(one: Json) -> Json:
    return {"description": one.get("description"), "spoiler": one.get("spoiler", False)}


def _media(media: Json, by_name: dict[str, Json], *, attached: bool = False) -> Json:
    address: Any = media["url"]
    if not address.startswith("attachment://"):
        if attached:
            raise invalid(
                "components.file.url", "Must be an attachment reference", "UNFURLED_MEDIA_ITEM_NOT_ATTACHMENT"
            )
        return {"id": "0", "url": address, "proxy_url": address}
    found = by_name.get(address.removeprefix("attachment://"))
    if found is None:
        message = "The referenced attachment was not found."
        raise invalid("components.media.url", message, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND")
    told = {key: found[key] for key in ("id", "url", "proxy_url", "content_type")}
    return told | {"attachment_id": found["id"]}
