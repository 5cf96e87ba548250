"""People on Matrix who ask the bot for something in words, and go on until it is asked, whatever becomes of the bot."""

import json
from collections.abc import Callable, Mapping

from bot.core import waiting
from bot.core.waiting import Check, Decision, Question, Waiting
from bot.platforms.matrix.markup import ASKED, KEY
from bot.platforms.matrix.own import SHORTCUTS
from bot.platforms.matrix.refs import account_key, message_ref
from storage import dialogues
from storage.database import read_only
from tests.matrix.person import Person
from tests.matrix.timeline import Message
from tests.torture.stage import Ended, RunningBot

LOOK_MS = 250
YES = "ja"
GIVE_UP_AFTER = 40
"""Looks at a bot that lives and has nothing to do, before one takes it that there is no answer."""


class LostError(Exception):
    """There is no answer, and there will be none. `kept` says that it must be done nevertheless."""

    def __init__(self, *, kept: bool) -> None:
        super().__init__("no answer")
        self.kept = kept


class Talk:
    """A command that somebody gives, and what follows from it: questions, their answers, a preview."""

    def __init__(
        self, who: Person, bot: RunningBot, room: str, *, alone: bool, clicks: bool, complain: Callable[[str], None]
    ) -> None:
        """`room` is theirs `alone` with the bot, or one where more people are; who `clicks` says yes by a reaction."""
        self._who = who
        self._bot = bot
        self._given_in = self._room = room
        self._alone = alone
        self._clicks = clicks
        self._complain = complain
        self._begun = ""

    async def ask(self, command: str, form: Mapping[str, str] | None, *, confirmed: bool) -> Ended:
        """Give a command, answer what is asked about it, and say yes where it is to be `confirmed`."""
        at_once = form is None and not confirmed
        while True:
            try:
                await self._until_asked(f"!{command.removeprefix('/')}", form, at_once=at_once, confirmed=confirmed)
            except LostError as error:
                if error.kept:
                    return Ended.KEPT
                continue  # nothing was decided: they begin anew
            return Ended.ANSWERED

    async def _until_asked(self, text: str, form: Mapping[str, str] | None, *, at_once: bool, confirmed: bool) -> None:
        if not at_once:
            await self._there()
        self._begun = await self._who.say(self._given_in, text)
        said = await self._answer_to(self._begun, last=at_once)
        if form is not None:
            said = await self._fill_in(said, form, last=not confirmed)
        if confirmed:
            if not isinstance(await self._asked(), Decision):
                raise AssertionError(f"{text} has no preview: {said.body!r}")
            await self._confirm(said)

    async def _fill_in(self, said: Message, form: Mapping[str, str], *, last: bool) -> Message:
        """Answer what a form asks, change what is filled in already, and say yes; return what is said to that."""
        left = dict(form)
        while True:
            match await self._asked():
                case Question(name=name):
                    said = await self._say(left.pop(name, "-"), last=False)
                case Check(draft_id=draft_id) if left:
                    said = await self._say(await self._number(draft_id, next(iter(left))), last=False)
                case Check():
                    return await self._say(YES, last=last)
                case _:
                    return said

    async def _confirm(self, preview: Message) -> None:
        shortcuts = preview.content.get(SHORTCUTS, {})
        emoji = next((emoji for emoji, text in shortcuts.items() if text == YES), None)
        if self._clicks and emoji is not None:
            await self._answer_to(await self._who.react(self._room, preview.event_id, emoji), last=True)
        else:
            await self._say(YES, last=True)

    async def _say(self, text: str, *, last: bool) -> Message:
        """Say something where the bot asked for it; return its answer."""
        thread = None if self._alone else self._begun
        return await self._answer_to(await self._who.say(self._room, text, thread=thread), last=last)

    async def _there(self) -> None:
        """Wait until there is a bot."""
        while not self._bot.alive:
            await self._who.look(LOOK_MS)

    async def _answer_to(self, asked: str, *, last: bool) -> Message:
        """Return what the bot says to an event; raise LostError where it says nothing."""
        life, looks = self._bot.lives, 0
        while True:
            await self._who.accept_invites()
            found = [(room, one) for room in self._who.joined for one in self._who.messages(room) if _says(one, asked)]
            if found:
                self._room, said = found[-1]
                self._alone = self._alone or self._room != self._given_in  # what is for nobody else is told there
                return said
            if not self._bot.alive or self._bot.lives != life:
                raise LostError(kept=last)
            looks = 0 if await self._bot.waits_for() else looks + 1
            if looks > GIVE_UP_AFTER:
                self._complain(f"{self._who.name} never got an answer to {asked}")
                raise LostError(kept=last)
            await self._who.look(LOOK_MS)

    async def _asked(self) -> Waiting | None:
        """Return what the bot asks now, where this talk is."""
        place = "direct" if self._alone else message_ref(self._room, self._begun)
        async with read_only(self._bot.config.database) as tx:
            found = await dialogues.find(tx, account_key(self._who.user_id), place)
        return None if found is None else waiting.from_json(found.waiting)

    async def _number(self, draft_id: str, name: str) -> str:
        """Return the number of a field among all answers of a form."""
        async with read_only(self._bot.config.database) as tx:
            asked = json.loads(await tx.value("SELECT asked FROM draft WHERE id = ?", (draft_id,)))
        return str(asked.index(name) + 1)


def _says(message: Message, asked: str) -> bool:
    return message.content.get(ASKED) == asked and message.content.get(KEY, "").startswith("answer:")
