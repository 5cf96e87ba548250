"""People on Matrix who ask the bot for something, in words."""

import asyncio
from collections.abc import Mapping

from bot.core import waiting
from bot.core.waiting import Check, Decision, Question, Waiting
from bot.platforms.matrix.markup import ASKED
from bot.platforms.matrix.own import SHORTCUTS
from bot.platforms.matrix.refs import account_key, message_ref
from storage import dialogues
from storage.database import read_only
from tests.matrix.person import Person
from tests.matrix.timeline import Message
from tests.torture.stage import Ended, RunningBot

PATIENCE_S = 60.0
"""How long somebody waits for an answer of a bot that is there."""

LOOK_MS = 250
YES = "ja"


class _NoAnswerError(Exception):
    """The bot died before it answered, or somebody waited in vain; `kept` says that it must be done nevertheless."""

    def __init__(self, *, kept: bool) -> None:
        super().__init__("no answer")
        self.kept = kept


class Talk:
    """A command that somebody gives, and what follows from it: questions, their answers, a preview."""

    def __init__(self, who: Person, bot: RunningBot, bot_id: str, room: str, *, clicks: bool) -> None:
        """`room` is theirs with the bot, or one where more people are; who `clicks` says yes by a reaction."""
        self._who = who
        self._bot = bot
        self._room = room
        self._alone = room in who.dms(bot_id)
        self._clicks = clicks
        self._begun = ""

    async def ask(self, command: str, form: Mapping[str, str] | None, *, confirmed: bool) -> Ended:
        """Give a command, answer what is asked about it, and say yes where it is to be `confirmed`."""
        try:
            said = await self._begin(f"!{command.removeprefix('/')}", last=form is None and not confirmed)
            if form is not None:
                said = await self._fill_in(said, form, last=not confirmed)
            if confirmed and isinstance(await self._asked(), Decision):
                await self._confirm(said)
        except _NoAnswerError as error:
            return Ended.KEPT if error.kept else Ended.UNKNOWN
        return Ended.ANSWERED

    async def _begin(self, text: str, *, last: bool) -> Message:
        self._begun = await self._who.say(self._room, text)
        return await self._answer_to(self._begun, last=last)

    async def _fill_in(self, said: Message, form: Mapping[str, str], *, last: bool) -> Message:
        """Answer each question of a form, and say yes to all answers; return what is said to that."""
        while True:
            match await self._asked():
                case Question(name=name):
                    said = await self._say(form.get(name, "-"), last=False)
                case Check():
                    return await self._say(YES, last=last)
                case _:
                    return said

    async def _confirm(self, preview: Message) -> None:
        shortcuts = preview.content.get(SHORTCUTS, {})
        emoji = next((emoji for emoji, text in shortcuts.items() if text == YES), None)
        if not self._clicks or emoji is None:
            await self._say(YES, last=True)
            return
        await self._answer_to(await self._who.react(self._room, preview.event_id, emoji), last=True)

    async def _say(self, text: str, *, last: bool) -> Message:
        """Say something where the bot asked for it; return its answer."""
        thread = None if self._alone else self._begun
        return await self._answer_to(await self._who.say(self._room, text, thread=thread), last=last)

    async def _answer_to(self, asked: str, *, last: bool) -> Message:
        try:
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    await self._who.accept_invites()
                    found = [
                        one for room in self._who.joined for one in self._who.messages(room) if _answers(one, asked)
                    ]
                    if found:
                        return found[-1]
                    if not self._bot.alive:
                        raise _NoAnswerError(kept=last)
                    await self._who.look(LOOK_MS)
        except TimeoutError:
            raise _NoAnswerError(kept=last) from None

    async def _asked(self) -> Waiting | None:
        """Return what the bot asks now, where this talk is."""
        place = "direct" if self._alone else message_ref(self._room, self._begun)
        async with read_only(self._bot.database) as tx:
            found = await dialogues.find(tx, account_key(self._who.user_id), place)
        return None if found is None else waiting.from_json(found.waiting)


def _answers(message: Message, asked: str) -> bool:
    return message.content.get(ASKED) == asked
