"""What a kind of input is: it reads what was typed, and writes a value back the way one would type it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.api.texts import Texts

FieldKind = Literal["text", "long", "choice", "flag"]


class Option(Struct, frozen=True):
    """One thing to choose from."""

    value: str
    label: str


class Reading(Struct, frozen=True):
    """Where, when and in which words something is read; `texts` are the cog's, the reader's language first."""

    now: datetime
    zone: ZoneInfo
    texts: tuple[Texts, ...] = ()

    @property
    def today(self) -> date:
        """The date on the community's wall calendar."""
        return self.now.astimezone(self.zone).date()

    @property
    def t(self) -> Texts:
        """The texts in the reader's language."""
        return self.texts[0]


class Kind:
    """A kind of input: subclass it and say how it is read and written."""

    named_only: bool = False
    """Whether it must be named where a command is typed ("bladzijde: 2"), and never takes a word by its place."""

    most: int | None = None
    """How many characters it takes, None where that does not matter."""

    source: str | None = None
    """What the cog's `options` hook is asked for, where it knows what there is to choose from."""

    @property
    def field_kind(self) -> FieldKind:
        """How a form asks for it."""
        return "text"

    def read(self, typed: str, reading: Reading) -> Any:
        """Return the value that was typed; raise UserError where it cannot be one."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """Return a value the way one would type it."""
        return str(value)

    def options(self, t: Texts) -> Sequence[Option]:
        """Return what there is to choose from, where that is always the same."""
        return ()

    def suggest(self, typed: str, reading: Reading) -> Sequence[Option]:
        """Return what may be meant by what is typed so far: each as one would type it, labelled for the reader."""
        return ()

    def understood(self, typed: str, reading: Reading) -> str | None:
        """Say in the reader's language how it is read, where that is not plain; raise UserError as `read` does."""
        return None

    def example(self, t: Texts) -> str:
        """Return something one could type."""
        return "…"
