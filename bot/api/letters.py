"""What a parcel of the outbox holds: a message, and what may be asked next."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from bot.api.answers import FollowUp
from bot.api.content import Block, Content, written


class Letter(Struct, frozen=True):
    """A message that the bot sends by itself; `follow_ups` are offered under it, as under an answer."""

    blocks: tuple[Block, ...]
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def content(self) -> Content:
        """The message without what may be asked next."""
        return Content(self.blocks)


def to_json(message: Content, follow_ups: Sequence[FollowUp] = ()) -> str:
    """Write a message down for the outbox, with what may be asked next."""
    return written(Letter(message.blocks, tuple(follow_ups)))


def from_json(text: str) -> Letter:
    """Read a message back, also one that was written down without more; raise msgspec.DecodeError for else."""
    return msgspec.json.decode(text, type=Letter)
