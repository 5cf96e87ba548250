"""Announcements as organisers write them: every file of the corpus holds a text and what must be read in it."""

import tomllib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.announcement import Announcement, read_announcement

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.toml"))
NOTHING: dict[str, Any] = {
    "title": None,
    "starts_at": None,
    "ends_at": None,
    "place": None,
    "online": False,
    "email": None,
    "phone": None,
    "programme": [],
    "warnings": [],
}


def as_read(announcement: Announcement) -> dict[str, Any]:
    """Give `announcement` in the words of the corpus."""
    return {
        "title": announcement.title,
        "starts_at": announcement.starts_at and announcement.starts_at.isoformat(),
        "ends_at": announcement.ends_at and announcement.ends_at.isoformat(),
        "place": announcement.place,
        "online": announcement.online,
        "email": announcement.contact.email,
        "phone": announcement.contact.phone,
        "programme": [[f"{item.at:%H:%M}", item.title] for item in announcement.programme],
        "warnings": [notice.code for notice in announcement.warnings],
        "description": announcement.description,
    }


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_reads(path: Path) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    expected = NOTHING | case["expect"]

    read = as_read(read_announcement(case["text"], case["today"], AMSTERDAM))

    assert {key: read[key] for key in expected} == expected


def test_corpus_is_there() -> None:
    assert len(CORPUS) >= 70
