"""Commands that succeed, fail, ask and preview; what ran is remembered in the cog itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from bot.api.answers import Answer, FollowUp, OpenForm, Preview
from bot.api.cards import Card, Choice
from bot.api.cog import Cog, Context, Form, Right, Scope, command
from bot.api.content import content, paragraph
from bot.api.errors import UserError
from bot.api.events import Author
from bot.api.kinds import Option
from bot.api.parameters import OneOf, Ref, Text
from bot.domain.subject import Due, Subject
from storage import communities


@dataclass(frozen=True)
class LongForm(Form):
    """Seven fields: two steps."""

    one: Annotated[str, Text(most=20)]
    two: Annotated[str, Text()]
    three: Annotated[str | None, Text()] = None
    four: Annotated[str | None, Text()] = None
    five: Annotated[str | None, Text(most=5000, long=True)] = None
    six: Annotated[str, Text(most=10)] = ""
    seven: Annotated[str | None, Text(most=5000, long=True)] = None


class Example(Cog):
    """Remembers what ran."""

    name = "example"
    subjects = ("thing",)
    reposts = True
    dues = ("example-due",)

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.things: list[Option] = []
        self.broken = False
        self.failing_dues: set[int] = set()
        self.failing_changes: set[int] = set()
        self.words = "nieuw"
        self.asks_first = True

    @command("proef lang")
    async def long(self, ctx: Context, form: LongForm) -> Answer:
        """Take a form of two steps."""
        if form.two == "mis":
            raise UserError("error-two", field="two")
        if form.seven == "mis":
            raise UserError("error-whole")
        self.ran.append(f"{form.one}|{form.two}|{form.six}|{form.seven}")
        return Answer(content(paragraph(ctx.t("kept"))))

    @command("proef bekijken")
    async def preview(self, ctx: Context, text: Annotated[str, Text()]) -> Answer | Preview:
        """Do something after a yes."""
        if not ctx.confirmed and self.asks_first:
            return Preview(content(paragraph(ctx.t("would-keep", text=text))), "button-keep")
        await communities.set_setting(ctx.tx, ctx.community.id, "done", text)
        if text == "te laat":
            raise UserError("error-whole")
        self.ran.append(text)
        return Answer(content(paragraph(ctx.t("kept"))))

    @command("proef stuk")
    async def break_down(self, ctx: Context, text: Annotated[str, Text(most=None)]) -> Answer:
        """Fail in a way nobody thought of."""
        if self.broken:
            raise RuntimeError(f"cannot handle {text}")
        self.ran.append(text)
        return Answer(content(paragraph(ctx.t("kept"))))

    @command("proef ding")
    async def thing(self, ctx: Context, thing: Annotated[int, Ref("thing")]) -> Answer:
        """Be about one thing."""
        self.ran.append(f"thing {thing}")
        return Answer(content(paragraph(ctx.t("kept"))))

    @command("proef kiezen")
    async def choose(self, ctx: Context, colour: Annotated[str, OneOf(("red", "blue"))]) -> Answer:
        """Choose one of two."""
        self.ran.append(colour)
        return Answer(content(paragraph(ctx.t("kept"))))

    @command("proef", right=Right.MODERATOR)
    async def short(
        self, ctx: Context, first: Annotated[str, Text()], second: Annotated[str | None, Text(most=5000)] = None
    ) -> Answer:
        """Take a word and a rest."""
        self.ran.append(f"{first}|{second}")
        return Answer(content(paragraph(ctx.t("kept"))))

    @command("proef doorsturen")
    async def forward(self, ctx: Context) -> OpenForm:
        """Open another command's form."""
        return OpenForm("proef-lang", {"one": "een", "six": "zes"}, (ctx.t("look-at-this"),))

    @command("proef anders")
    async def alter(self, ctx: Context, thing: Annotated[int, Ref("thing")]) -> Answer:
        """Change a thing, and offer to choose a colour."""
        await communities.set_setting(ctx.tx, ctx.community.id, f"thing-{thing}", value=True)
        ctx.changed.add(Subject("thing", thing))
        return Answer(
            content(paragraph(ctx.t("kept"))), follow_ups=(FollowUp("Blauw", "proef-kiezen", {"colour": "blue"}),)
        )

    @command("proef bewaren", on_message="text")
    async def keep(self, ctx: Context, text: Annotated[str, Text(most=None)]) -> Answer:
        """Keep what a message says."""
        self.ran.append(f"keep {text}")
        return Answer(content(paragraph(ctx.t("kept"))))

    @command("proef melden", right=Right.MODERATOR, on_message="text")
    async def report(self, ctx: Context, text: Annotated[str, Text(most=None)]) -> Answer:
        """Keep what a message says, for moderators."""
        self.ran.append(f"report {text}")
        return Answer(content(paragraph(ctx.t("kept"))))

    async def choices(self, scope: Scope, subject: Subject) -> Sequence[Choice]:
        """Return the one thing that can be said about a thing."""
        return (Choice("👍", "yes", "Ja"),)

    async def card(self, scope: Scope, subject: Subject) -> Card:
        """Return a thing's card."""
        text = content(paragraph(f"Ding {subject.id}: {self.words}"))
        return Card(text, await self.choices(scope, subject), thread=f"Ding {subject.id}")

    async def late(self, scope: Scope, subject: Subject, author: Author, emoji: str) -> None:
        """Remember who was too late."""
        self.ran.append(f"late {subject.id} {author.key} {emoji}")

    async def changed(self, scope: Scope, subject: Subject) -> None:
        """Remember which thing changed."""
        if subject.kind != "thing":
            return
        self.ran.append(f"changed {subject.id}")
        if subject.id in self.failing_changes:
            raise RuntimeError("this one fails")

    async def due(self, scope: Scope, due: Due) -> None:
        """Remember that a moment came."""
        self.ran.append(f"due {due.subject_id}")
        if due.subject_id in self.failing_dues:
            raise RuntimeError("this one fails")

    async def options(self, scope: Scope, source: str) -> Sequence[Option]:
        """Return the things there are."""
        return self.things
