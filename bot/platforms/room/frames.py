"""What a page may send over its websocket."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, TypeAdapter


class Hello(BaseModel):
    """Who sits here, and in which language."""

    type: Literal["hello"]
    me: str | None = None
    locale: Literal["nl", "en"] = "nl"


class Say(BaseModel):
    """Say something in a channel or a thread."""

    type: Literal["say"]
    ref: str
    channel: str
    text: Annotated[str, Field(min_length=1)]


class React(BaseModel):
    """Put a reaction on a message, or take it back."""

    type: Literal["react"]
    ref: str
    message: str
    emoji: Annotated[str, Field(min_length=1, max_length=32)]
    on: bool


class Submit(BaseModel):
    """Press a button of a form or a preview."""

    type: Literal["submit"]
    ref: str
    draft: str
    button: Literal["next", "back", "cancel", "confirm"]
    values: dict[str, str] = {}


class Complete(BaseModel):
    """Ask how a command that is being typed can go on."""

    type: Literal["complete"]
    ref: str
    channel: str
    text: str


class History(BaseModel):
    """Ask for another page of a channel or a thread."""

    type: Literal["history"]
    ref: str
    channel: str
    before: int | None = None
    after: int | None = None


class Actions(BaseModel):
    """Which things to do with a message there are for who sits here."""

    type: Literal["actions"]
    ref: str
    channel: str


class Act(BaseModel):
    """Do something with a message."""

    type: Literal["act"]
    ref: str
    message: str
    command: str


class Follow(BaseModel):
    """Ask what a message offers as the next thing to ask."""

    type: Literal["follow"]
    ref: str
    message: str
    index: int


Frame = Hello | Say | React | Submit | Complete | History | Actions | Act | Follow
_FRAMES: TypeAdapter[Frame] = TypeAdapter(Annotated[Frame, Field(discriminator="type")])


def read(text: str) -> Frame:
    """Read a frame; raise pydantic.ValidationError for anything else."""
    return _FRAMES.validate_json(text)
