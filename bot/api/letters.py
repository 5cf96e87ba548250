"""What a parcel of the outbox holds: a message, and what may be asked next."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from bot.api.answers import FollowUp
from bot.api.content import Block, Content


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that the bot sends by itself; `follow_ups` are offered under it, as under an answer."""

    blocks: tuple[Block, ...]
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def content(self) -> Content:
        """The message without what may be asked next."""
        return Content(self.blocks)


@cache
def _adapter() -> TypeAdapter[Letter]:
    return TypeAdapter(Letter)


def to_json(message: Content, follow_ups: Sequence[FollowUp] = ()) -> str:
    """Write a message down for the outbox, with what may be asked next."""
    return _adapter().dump_json(Letter(message.blocks, tuple(follow_ups))).decode()


def from_json(text: str) -> Letter:
    """Read a message back, also one that was written down without more; raise pydantic.ValidationError for else."""
    return _adapter().validate_json(text)
