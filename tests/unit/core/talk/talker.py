"""Somebody who has nothing but words."""

import secrets
from dataclasses import dataclass

from msgspec.structs import replace

from bot.api import content as contents
from bot.api.answers import Answer, Shown
from bot.api.events import Author, Batch, Typed
from bot.testing.world import World

SEVEN = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven")
"""Answers to the seven questions of `!proef lang`."""


def without_forms(world: World) -> World:
    """Return a world whose room shows no forms, before it is started."""
    world.room.traits = replace(world.room.traits, forms=False)
    return world


@dataclass(frozen=True)
class Talker:
    """Somebody who types in one place: to the bot alone, or in a thread of a channel."""

    world: World
    person: str
    channel: str = ""
    thread: str = ""
    locale: str | None = "nl"

    @property
    def author(self) -> Author:
        return Author(f"room:{self.person}", self.person.capitalize(), self.locale, self.person == "moderator")

    def at(self, channel: str, thread: str) -> "Talker":
        """Return them in a thread of a channel."""
        return Talker(self.world, self.person, channel, thread, self.locale)

    async def shown(self, text: str, *, event: str = "", corrects: str = "", answers: str = "") -> Shown | None:
        """Say something; return what they are shown."""
        typed = Typed(
            event or secrets.token_hex(8),
            self.author,
            self.channel or f"dm-{self.person}",
            text,
            direct=not self.channel,
            thread_ref=self.thread,
            corrects=corrects,
            answers=answers,
        )
        replies = await self.world.app.intake.take(Batch("room", [typed]))
        assert len(replies) <= 1
        return replies[0].shown if replies else None

    async def answer(self, text: str, *, event: str = "", corrects: str = "", answers: str = "") -> Answer:
        """Say something; return the answer, which is all that a platform without forms is handed."""
        shown = await self.shown(text, event=event, corrects=corrects, answers=answers)
        assert shown is not None, f"no answer to {text!r}"
        assert shown.closes is None
        assert isinstance(shown.view, Answer)
        assert shown.view.follow_ups == ()
        return shown.view

    async def say(self, *texts: str) -> str:
        """Say things one after the other; return all that is said to the last."""
        for text in texts[:-1]:
            await self.answer(text)
        return said(await self.answer(texts[-1]))


def said(answer: Answer) -> str:
    """Return an answer as it is read."""
    return "\n\n".join(contents.plain(part) for part in (answer.content, *answer.more))
