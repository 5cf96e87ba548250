"""Text of people as Discord shows it unchanged: nothing in it becomes markup, a mention, a moment, an emoji or a link.

Discord takes a backslash before punctuation as: show this as it is. How a text begins and ends is treated as though
anything may stand before and after it, since it may.
"""

import re
from urllib.parse import quote

_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0]")
_BREAK = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

_MARKUP = re.compile(
    r"[\\`*_~|<>\[\]@]"
    r"|:(?=/(?:/|\Z)|[\w+~-]*(?::|\Z))"  # an address, and an emoji by name
)
_LINE = re.compile(
    r"(?P<before>(?:^|\n)[^\S\n]*)(?P<mark>#(?=[#\s]|\Z)|[-+])"  # a heading, a list, small print
    r"|(?P<number>(?:^|\n)[^\S\n]*\d*)\.(?=\s|\Z)"  # a numbered list
)
_IN_ADDRESS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '<>"\\^`{|}')


def clean(text: str) -> str:
    """Return a text with one kind of line break, and without what no screen can show."""
    return _UNSEEN.sub("", _BREAK.sub("\n", text))


def one_line(text: str) -> str:
    """Return a text for a place of one line, such as a title."""
    return " ".join(clean(text).split())


def escaped(text: str) -> str:
    """Return a text as it is written where Discord reads markup."""
    return _LINE.sub(_escaped_line, _MARKUP.sub(r"\\\g<0>", clean(text)))


def in_a_line(text: str) -> str:
    """Return a text like `escaped`, for a place of one line."""
    return escaped(one_line(text))


def address(href: str) -> str | None:
    """Return an address of a page so that nothing in it ends it; None where it is no page."""
    scheme, _, rest = href.partition("://")
    if scheme.lower() not in {"http", "https"} or not rest.strip():
        return None
    return "".join(
        one if ord(one) > 0xA0 and not one.isspace() else quote(one, safe=_IN_ADDRESS) for one in clean(href)
    )


def _escaped_line(found: re.Match[str]) -> str:
    if found["mark"]:
        return rf"{found['before']}\{found['mark']}"
    return rf"{found['number']}\."
