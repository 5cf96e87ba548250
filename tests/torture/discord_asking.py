"""How people on Discord ask the bot for something and go on until they have an answer, whatever becomes of it."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from bot.core.registry import Registry
from bot.platforms.discord.interactions import custom_ids
from tests.discord import rendered
from tests.discord.double import Double, Person
from tests.discord.double.modal import fields
from tests.discord.double.routes_interactions import AFTERWARDS, AT_ONCE, CHANGE_LATER, MODAL
from tests.discord.double.state import Channel, Interaction, Message
from tests.discord.typed import picked
from tests.discord.window import decisions, typed_in
from tests.torture.stage import Ended, RunningBot

LOOK_AGAIN_AFTER_S = 0.01
GIVE_UP_AFTER = 40
"""Looks at a bot that lives and has nothing to do, before one takes it that there is no answer."""


class LostError(Exception):
    """There is no answer, and there will be none."""


@dataclass
class Asking:
    """One person asks for one thing."""

    double: Double
    registry: Registry
    bot: RunningBot
    who: Person
    channel: Channel
    complain: Callable[[str], None]

    async def ask(self, command: str, form: Mapping[str, str], *, confirmed: bool) -> Ended:
        """Give a command, fill in its form, say yes to its preview."""
        while True:
            try:
                message = await self._until_decided(command, form)
            except LostError:
                if confirmed:
                    continue  # nothing was decided: they begin anew
                return Ended.UNKNOWN
            if not confirmed:
                return Ended.ANSWERED
            draft = next((one.draft_id for one in decisions(message) if one.button == "confirm"), None)
            if draft is None:
                raise AssertionError(f"{command} has no preview: {rendered.text_of(message)!r}")
            await self._decide(message, draft)
            return Ended.ANSWERED

    async def _until_decided(self, command: str, form: Mapping[str, str]) -> Message:
        """Give the command and fill in its form; return what the bot says then."""
        await self._there()
        typed = picked(self, self.who, self.channel, command)  # type: ignore[arg-type]
        assert typed is not None, f"{command!r} is not in the list of {self.who.user.name}"
        asked = self.who.command(self.channel, typed.pick.path, typed.options)
        values = {**typed.unsaid, **form}
        while True:
            message = await self._answer(asked)
            if self.who.modal is not None and self.who.modal["interaction"] is asked:
                names = {field["custom_id"] for _, field in fields(self.who.modal)}
                filled = {name: value for name, value in values.items() if name in names}
                await self._there()
                asked = self.who.submit(typed_in(self.who.modal, filled))
                continue
            assert message is not None
            press = next((one for one in decisions(message) if one.button == "open"), None)
            if press is None:
                return message
            await self._there()
            asked = self.who.press(message, custom_ids.press(press.draft_id, "open"))

    async def _decide(self, message: Message, draft: str) -> None:
        """Say yes, again and again until there is an answer: the bot takes it once."""
        yes = custom_ids.press(draft, "confirm")
        while True:
            await self._there()
            if not any(one.button == "confirm" for one in decisions(message)):
                return  # the answer stands in its place already
            with suppress(LostError):
                await self._answer(self.who.press(message, yes))
                return

    async def _there(self) -> None:
        """Wait until Discord has a session of the bot: before that it takes nothing for it."""
        while not (self.bot.alive and self.double.gateway.connected):  # noqa: ASYNC110 - nobody tells when
            await asyncio.sleep(LOOK_AGAIN_AFTER_S)

    async def _answer(self, asked: Interaction) -> Message | None:
        """Return what the bot says, None where it opens a window; raise LostError where it says nothing."""
        life, looks = self.bot.lives, 0
        pressed = self.double.state.messages.get(asked.message_id or "")
        edits = 0 if pressed is None else pressed.edits
        while not self._is_answered(asked, edits):
            await asyncio.sleep(LOOK_AGAIN_AFTER_S)
            if not self.bot.alive or self.bot.lives != life:
                raise LostError
            if self._may_come(asked) or await self.bot.waits_for():
                looks = 0
                continue
            looks += 1
            if looks > GIVE_UP_AFTER:
                if asked.response is not None and self.double.clock.age(asked.id) < AFTERWARDS:
                    self.complain(f"{self.who.user.name} never heard more than that an answer follows: {asked.data}")
                raise LostError
        return self.double.state.messages.get(asked.original_id or "")

    def _may_come(self, asked: Interaction) -> bool:
        """Whether Discord still takes a first answer, and the bot was told or will be."""
        young = asked.response is None and self.double.clock.age(asked.id) <= AT_ONCE
        return young and any(one in self.double.gateway.sessions for one in asked.told)

    def _is_answered(self, asked: Interaction, edits: int) -> bool:
        """Whether there is more than word that an answer follows; `edits` is how often what was pressed had changed."""
        if asked.response is None:
            return False
        message = self.double.state.messages.get(asked.original_id or "")
        if message is None or asked.response["type"] == MODAL:
            return True
        return message.edits > edits if asked.response["type"] == CHANGE_LATER else not message.is_loading
