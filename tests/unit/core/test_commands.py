"""What a command takes is read off its signature; what cannot be understood is named."""

from dataclasses import dataclass
from typing import Annotated

import pytest

from bot.api.answers import Answer
from bot.api.cog import Cog, Context, Form, command
from bot.api.errors import CogError
from bot.api.parameters import Flag, OneOf, Ref, Text
from bot.core.commands import bind
from tests.unit.core.example_cog import setup
from tests.unit.core.example_cog.cog import LongForm


class Bare(Form):
    """Lacks its dataclass."""

    text: Annotated[str, Text()]


@dataclass(frozen=True)
class Unkind(Form):
    """Has a field without a kind."""

    text: Annotated[str, Text()]
    colour: str = ""


class Kinds(Cog):
    name = "kinds"

    @command("alle soorten")
    async def every(
        self,
        ctx: Context,
        thing: Annotated[int, Ref("thing")],
        sure: Annotated[bool, Flag()],
        colour: Annotated[str | None, OneOf(("red",))] = None,
        note: Annotated[str, Text()] | None = None,
    ) -> Answer:
        raise NotImplementedError


def cog_with(handler: object) -> Cog:
    """Return a cog with one command, made of a function."""
    return type("Odd", (Cog,), {"name": "odd", "go": command("ga")(handler)})()  # type: ignore[arg-type]


async def unannotated(self, ctx: Context, amount) -> Answer:  # type: ignore[no-untyped-def]
    raise NotImplementedError


async def unkind(self: Cog, ctx: Context, amount: int) -> Answer:
    raise NotImplementedError


async def unkind_form(self: Cog, ctx: Context, amount: Unkind) -> Answer:
    raise NotImplementedError


async def bare_form(self: Cog, ctx: Context, amount: Bare) -> Answer:
    raise NotImplementedError


def test_kind_and_need_of_each_input_come_from_the_signature() -> None:
    [bound] = bind(Kinds())
    assert (bound.id, bound.path) == ("alle-soorten", "alle soorten")
    assert [(item.name, item.kind, item.required, item.in_form) for item in bound.inputs] == [
        ("thing", Ref("thing"), True, False),
        ("sure", Flag(), True, False),
        ("colour", OneOf(("red",)), False, False),
        ("note", Text(), False, False),
    ]


def test_a_form_gives_its_fields() -> None:
    [bound] = [bound for bound in bind(setup()) if bound.id == "proef-lang"]
    assert [item.name for item in bound.inputs] == ["one", "two", "three", "four", "five", "six", "seven"]
    assert [item.name for item in bound.inputs if item.required] == ["one", "two"]
    assert all(item.in_form for item in bound.inputs)
    assert bound.form == ("form", LongForm)


@pytest.mark.parametrize("handler", [unannotated, unkind])
def test_a_parameter_without_a_kind_is_named_with_its_cog(handler: object) -> None:
    with pytest.raises(CogError, match=r"cog odd.*'amount' needs a kind"):
        bind(cog_with(handler))


def test_a_form_field_without_a_kind_is_named_with_its_cog() -> None:
    with pytest.raises(CogError, match=r"cog odd.*Unkind.*'colour' needs a kind"):
        bind(cog_with(unkind_form))


def test_a_form_that_is_no_dataclass_is_named_with_its_cog() -> None:
    with pytest.raises(CogError, match=r"cog odd.*Bare.*dataclass"):
        bind(cog_with(bare_form))
