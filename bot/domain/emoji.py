"""Emoji as choices."""

_IGNORED = {0xFE0F: None, 0xFE0E: None, **dict.fromkeys(range(0x1F3FB, 0x1F400))}


def normalised(emoji: str) -> str:
    """Return the emoji without variation selectors and skin tones: 👍🏽 and 👍 mean the same choice."""
    return emoji.translate(_IGNORED)
