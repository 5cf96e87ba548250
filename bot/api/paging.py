"""Long lists, page by page: each page one message, with buttons to the next and the one before."""

from collections.abc import Mapping

from msgspec import Struct

from bot.api.answers import FollowUp
from bot.api.cog import Texts

INPUT = "page"
"""What a command that pages calls its input: `page: Annotated[int, Page()] = 1`."""


class Part(Struct, frozen=True):
    """Part of a list of `total` things: at most `limit` of them, after the first `offset`."""

    number: int
    limit: int
    total: int

    @property
    def offset(self) -> int:
        """How many things come before it."""
        return (self.number - 1) * self.limit

    @property
    def is_all(self) -> bool:
        """Whether the whole list is in it."""
        return self.total <= self.limit


def part_of(number: int, total: int, limit: int) -> Part:
    """Return a page, counted from one; the last where the list has become too short for it."""
    pages = max(1, -(-total // limit))
    return Part(min(max(1, number), pages), limit, total)


def heading(t: Texts, text: str, part: Part) -> str:
    """Return the heading of a page: with "9–16 van 43", unless the list is all there."""
    if part.is_all:
        return text
    last = min(part.offset + part.limit, part.total)
    return f"{text} ({t('page-range', first=part.offset + 1, last=last, total=part.total)})"


def turning(t: Texts, part: Part, command: str, given: Mapping[str, str] | None = None) -> tuple[FollowUp, ...]:
    """Return the buttons to the next page and the one before, of a command by its id with its other input."""
    around = (
        ("page-previous", part.number - 1, part.number > 1),
        ("page-more", part.number + 1, part.offset + part.limit < part.total),
    )
    return tuple(
        FollowUp(t(label), command, {**(given or {}), INPUT: str(number)}) for label, number, there in around if there
    )
