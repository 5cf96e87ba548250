"""What a dialogue waits for: kept as text beside the dialogue, so that it outlives a restart."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from bot.api.answers import FollowUp
from bot.api.kinds import FieldKind, Option


@dataclass(frozen=True, slots=True)
class Question:
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
    what: Literal["question"] = "question"


@dataclass(frozen=True, slots=True)
class Check:
    """A yes to all answers of a draft, or the number or label of the one to change."""

    draft_id: str
    labels: tuple[str, ...]
    what: Literal["check"] = "check"


@dataclass(frozen=True, slots=True)
class Decision:
    """A yes or a no to a preview; `label` says what a yes does, `answers` that there are answers to go back to."""

    draft_id: str
    label: str
    answers: bool
    what: Literal["decision"] = "decision"


@dataclass(frozen=True, slots=True)
class Menu:
    """One of the ways on that an answer offered."""

    follow_ups: tuple[FollowUp, ...]
    what: Literal["menu"] = "menu"

    @property
    def draft_id(self) -> None:
        """Nothing is being filled in."""
        return


Waiting = Question | Check | Decision | Menu


@cache
def _adapter() -> TypeAdapter[Waiting]:
    return TypeAdapter(Annotated[Waiting, Field(discriminator="what")])


def to_json(waiting: Waiting) -> str:
    """Write down what is waited for."""
    return _adapter().dump_json(waiting).decode()


def from_json(text: str) -> Waiting:
    """Read back what is waited for."""
    return _adapter().validate_json(text)
