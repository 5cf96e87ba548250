"""What `watals parse` prints."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.i18n import texts_of
from bot.domain.announcement import read_announcement


def as_json(text: str, today: date, zone: ZoneInfo) -> dict[str, Any]:
    """Return what an announcement says; what is absent is None, False or empty, what is doubtful is a warning."""
    read = read_announcement(text, today, zone)
    texts = texts_of(None)("nl")
    return {
        "title": read.title,
        "starts_at": None if read.starts_at is None else read.starts_at.isoformat(),
        "ends_at": None if read.ends_at is None else read.ends_at.isoformat(),
        "place": read.place,
        "online": read.online,
        "contact": {"email": read.contact.email, "phone": read.contact.phone},
        "programme": [{"at": f"{item.at:%H:%M}", "title": item.title} for item in read.programme],
        "warnings": [texts(f"notice-{notice.code}", **notice.values) for notice in read.warnings],
    }
