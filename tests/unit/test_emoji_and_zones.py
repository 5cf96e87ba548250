"""What counts as one emoji, and what a time zone may be called."""

import pytest

from bot.domain.emoji import is_emoji
from bot.domain.zones import LIKELY, zone_called

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    "one", ["📍", "💻", "❌", "✅", "➕", "❤️", "❤", "👍🏽", "🖥️", "🇳🇱", "1️⃣", "❤️\u200d🔥", FAMILY, SCOTLAND]
)
def test_one_emoji_is_one_however_many_parts_it_has(one: str) -> None:
    assert is_emoji(one)


@pytest.mark.parametrize(
    "other", ["", " ", "a", "1", "→", "—", "📍💻", " 📍", "📍\n", "📍a", "🏽", "🇳", "\ufe0f", "\u200d", "🖥️\u200d"]
)
def test_anything_else_is_not(other: str) -> None:
    assert not is_emoji(other)


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Europe/Amsterdam", "Europe/Amsterdam"),
        ("europe/amsterdam", "Europe/Amsterdam"),
        (" Amsterdam ", "Europe/Amsterdam"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_known_by_its_name_or_its_city(said: str, zone: str) -> None:
    assert zone_called(said).key == zone


@pytest.mark.parametrize("said", ["", "Mars", "Europe", "/etc/passwd", "../UTC", "localtime"])
def test_what_is_no_zone_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        zone_called(said)


def test_the_likely_zones_are_zones() -> None:
    assert [zone_called(name).key for name in LIKELY] == list(LIKELY)
