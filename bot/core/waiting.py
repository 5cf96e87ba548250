"""What a dialogue waits for: kept as text beside the dialogue, so that it outlives a restart."""

import msgspec
from msgspec import Struct

from bot.api.answers import FollowUp
from bot.api.content import written
from bot.api.kinds import FieldKind, Option


class Question(Struct, frozen=True, tag_field="what", tag="question"):
    """An answer for one input of a draft.

    `options` are those that were shown, in their order: what a number means does not change meanwhile. `filled` says
    that there is an answer already, which can stay.
    """

    draft_id: str
    name: str
    kind: FieldKind
    required: bool
    filled: bool
    options: tuple[Option, ...] = ()


class Check(Struct, frozen=True, tag_field="what", tag="check"):
    """A yes to all answers of a draft, or the number or label of the one to change."""

    draft_id: str
    labels: tuple[str, ...]


class Decision(Struct, frozen=True, tag_field="what", tag="decision"):
    """A yes or a no to a preview; `label` says what a yes does, `answers` that there are answers to go back to."""

    draft_id: str
    label: str
    answers: bool


class Menu(Struct, frozen=True, tag_field="what", tag="menu"):
    """One of the ways on that an answer offered."""

    follow_ups: tuple[FollowUp, ...]

    @property
    def draft_id(self) -> None:
        """Nothing is being filled in."""
        return


Waiting = Question | Check | Decision | Menu


def to_json(waiting: Waiting) -> str:
    """Write down what is waited for."""
    return written(waiting)


def from_json(text: str) -> Waiting:
    """Read back what is waited for."""
    waiting: Waiting = msgspec.json.decode(text, type=Waiting)
    return waiting
