"""The room with a calendar on its wall: a file that the bot keeps in step."""

import json
from typing import Any

from msgspec.structs import replace

from bot.api.errors import PlatformError
from bot.api.happenings import Happening
from bot.platforms.room.adapter import Room
from bot.platforms.room.server import ServedRoom

CALENDAR = "calendar.json"


class CalendarRoom(ServedRoom):
    """A room whose calendar shows, under a key, what happens. `fails` holds what goes wrong the next times."""

    traits = replace(Room.traits, calendar=True)
    fails: list[PlatformError]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._file = self.settings.path.with_name(CALENDAR)
        self.fails = []
        self.asked: list[str] = []

    async def keep_happening(self, channel_ref: str, key: str, happening: Happening | None) -> None:
        self.asked.append(key)
        if self.fails:
            raise self.fails.pop(0)
        shown = self.shown
        shown.pop(key, None)
        if happening is not None:
            shown[key] = [channel_ref, happening.title, happening.starts_at.isoformat(), happening.place]
        fresh = self._file.with_suffix(".fresh")
        fresh.write_text(json.dumps(shown), encoding="utf-8")
        fresh.replace(self._file)  # whole or not at all: the bot may be killed here

    @property
    def shown(self) -> dict[str, list[str]]:
        """What the calendar shows: in which channel, the title, the beginning and the place, by key."""
        if not self._file.exists():
            return {}
        shown: dict[str, list[str]] = json.loads(self._file.read_text(encoding="utf-8"))
        return shown
