"""What a page may send over its websocket."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct


class Hello(Struct, frozen=True, tag_field="type", tag="hello"):
    """Who sits here, and in which language."""

    me: str | None = None
    locale: Literal["nl", "en"] = "nl"


class Say(Struct, frozen=True, tag_field="type", tag="say"):
    """Say something in a channel or a thread."""

    ref: str
    channel: str
    text: Annotated[str, Meta(min_length=1)]


class React(Struct, frozen=True, tag_field="type", tag="react"):
    """Put a reaction on a message, or take it back."""

    ref: str
    message: str
    emoji: Annotated[str, Meta(min_length=1, max_length=32)]
    on: bool


class Submit(Struct, frozen=True, tag_field="type", tag="submit"):
    """Press a button of a form or a preview."""

    ref: str
    draft: str
    button: Literal["next", "back", "cancel", "confirm"]
    values: dict[str, str] = {}


class Complete(Struct, frozen=True, tag_field="type", tag="complete"):
    """Ask how a command that is being typed can go on."""

    ref: str
    channel: str
    text: str


class History(Struct, frozen=True, tag_field="type", tag="history"):
    """Ask for another page of a channel or a thread."""

    ref: str
    channel: str
    before: int | None = None
    after: int | None = None


class Actions(Struct, frozen=True, tag_field="type", tag="actions"):
    """Which things to do with a message there are for who sits here."""

    ref: str
    channel: str


class Act(Struct, frozen=True, tag_field="type", tag="act"):
    """Do something with a message."""

    ref: str
    message: str
    command: str


class Follow(Struct, frozen=True, tag_field="type", tag="follow"):
    """Ask what a message offers as the next thing to ask."""

    ref: str
    message: str
    index: int


Frame = Hello | Say | React | Submit | Complete | History | Actions | Act | Follow


def read(text: str) -> Frame:
    """Read a frame; raise msgspec.DecodeError for anything else, RecursionError for what is nested without end."""
    frame: Frame = msgspec.json.decode(text, type=Frame)
    return frame
