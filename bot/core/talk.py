"""Talking people through forms, previews and ways on, where a platform shows no forms.

What somebody types becomes the event that a button would have been; what they would be shown becomes a question in
words (`bot.core.asking`). What is waited for is a row: it outlives a restart, and expires.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from msgspec.structs import replace

from bot.api.answers import Answer, FollowUp, Shown
from bot.api.content import content, paragraph
from bot.api.errors import UserError
from bot.api.events import Invoked, Submitted, Typed
from bot.core import asking, replies, waiting, wording
from bot.core.apology import apology
from bot.core.asking import place_of
from bot.core.textcommand import Parsed, TextCommands
from bot.core.turn import Turn
from bot.core.waiting import Decision, Menu, Waiting
from bot.domain.tx import Tx
from storage import communities, dialogues
from storage import intake as kept
from storage.dialogues import Dialogue

CORRECTED_WITHIN = timedelta(minutes=1)


class Talk:
    """Stands between what people type and the dispatcher, which `answered` is."""

    def __init__(self, text: TextCommands, answered: Callable[[Turn], Awaitable[Shown | None]]) -> None:
        self._text = text
        self._answered = answered

    async def waits(self, tx: Tx, typed: Typed) -> bool:
        """Whether something that is no command may be an answer."""
        return await dialogues.find(tx, typed.author.key, place_of(typed)) is not None

    async def answered(self, turn: Turn) -> Shown | None:
        """Return what somebody is told; None where nothing was meant for the bot."""
        shown = await self._told(turn)
        if shown is None or turn.asked.direct or shown.in_company:
            return shown
        return replace(shown, elsewhere=content(paragraph(turn.own_texts("talk-elsewhere"))))

    async def _told(self, turn: Turn) -> Shown | None:
        if not isinstance(turn.asked, Typed):
            return await asking.told(turn, await self._answered(turn), None)
        try:
            return await self._typed(turn, turn.asked)
        except UserError as error:
            return Shown(apology(turn.own_texts, turn.own_texts, error, ""))

    async def _typed(self, turn: Turn, typed: Typed) -> Shown | None:
        command = self._as_command(typed)
        if typed.corrects and (command is None or not await self._counts(turn, typed, command)):
            return None
        dialogue = await dialogues.find(turn.tx, turn.author.key, place_of(typed))
        if dialogue is not None and not (typed.corrects or self._text.is_command(typed.text)):
            return await self._reply(turn, dialogue, typed)
        if command is not None and not typed.answers:
            return await self._command(turn, dialogue, command)
        if typed.direct and replies.is_reply(typed.text):
            raise UserError("error-nothing-waits")
        return await self._answered(turn)

    def _as_command(self, typed: Typed) -> Typed | None:
        text = self._text.command_in(typed.text, alone=typed.direct)
        return None if text is None else replace(typed, text=text)

    async def _counts(self, turn: Turn, typed: Typed, command: Typed) -> bool:
        """Whether a correction is soon enough; what the earlier command asked is asked no more.

        Raises UserError where the earlier command has added something, and this one would add it again.
        """
        at = await kept.seen_at(turn.tx, turn.platform, typed.corrects)
        if at is None or turn.now - at > CORRECTED_WITHIN:
            return False
        parsed = self._text.parse(command.text)
        adds = isinstance(parsed, Parsed) and parsed.command.command.adds
        if adds and await kept.has_added(turn.tx, turn.platform, typed.corrects):
            raise UserError("error-already-added")
        for dialogue in await dialogues.begun_by(turn.tx, turn.author.key, typed.corrects):
            await asking.drop(turn.tx, dialogue)
        return True

    async def _command(self, turn: Turn, dialogue: Dialogue | None, typed: Typed) -> Shown | None:
        """Carry a command out; what was asked in its place is asked no more."""
        if dialogue is not None:
            await asking.drop(turn.tx, dialogue)
        shown = await asking.told(turn, await self._answered(replace(turn, asked=typed)), None)
        if dialogue is None or dialogue.draft_id is None or dialogue.expires_at <= turn.now:
            return shown
        return asking.with_note(shown, turn.own_texts("talk-replaced"))

    async def _reply(self, turn: Turn, dialogue: Dialogue, typed: Typed) -> Shown | None:
        if dialogue.expires_at <= turn.now:
            await asking.drop(turn.tx, dialogue)
            said = apology(turn.own_texts, turn.own_texts, UserError("error-talk-expired"), "")
            return Shown(said, in_company=dialogue.in_company)
        if typed.answers and typed.answers not in dialogue.asked_by:
            said = apology(turn.own_texts, turn.own_texts, UserError("error-talk-past"), "")
            return Shown(said, in_company=dialogue.in_company)
        community = await communities.get(turn.tx, dialogue.community_id)
        turn = replace(turn, community=community, begun_by=dialogue.begun_by)
        asked = waiting.from_json(dialogue.waiting)
        meant = replies.read(asked, typed.text)
        if meant is None:
            return await self._not_understood(turn, dialogue, typed, asked)
        if isinstance(asked, Menu) and not isinstance(meant, FollowUp):
            await asking.drop(turn.tx, dialogue)
            closed = Answer(content(paragraph(turn.own_texts("talk-menu-closed"))))
            return Shown(closed, in_company=dialogue.in_company)
        return await self._go_on(turn, dialogue, meant)

    async def _go_on(self, turn: Turn, dialogue: Dialogue, meant: FollowUp | replies.Pressed) -> Shown | None:
        """Do what a button would have done, where the command was given that the dialogue began with."""
        where = (turn.asked.event_id, turn.author, dialogue.channel_ref)
        event: Invoked | Submitted
        if isinstance(meant, FollowUp):
            event = Invoked(*where, meant.command, meant.input, dialogue.direct)
        else:
            event = Submitted(*where, dialogue.draft_id or "", meant.button, meant.input, dialogue.direct)
        return await asking.told(turn, await self._answered(replace(turn, asked=event)), dialogue)

    async def _not_understood(self, turn: Turn, dialogue: Dialogue, typed: Typed, asked: Waiting) -> Shown | None:
        """Say again what can be typed. Beside ways on, people may simply talk, or give a command."""
        t = turn.own_texts
        asked_again = replace(dialogue, asked_by=(*dialogue.asked_by, typed.event_id))
        if isinstance(asked, Menu):
            command = self._as_command(typed)
            if command is not None:
                return await self._command(turn, dialogue, command)
            if not typed.direct:
                return None
            await dialogues.keep(turn.tx, asked_again)
            numbers = wording.numbers(asked.follow_ups)
            again = wording.again(t("error-only-commands"), wording.menu(t, asked.follow_ups), numbers)
            return Shown(again)
        if isinstance(asked, Decision):
            await dialogues.keep(turn.tx, asked_again)
            how = wording.decide(t, asked.label, answers=asked.answers)
            again = wording.again(t("talk-not-understood"), how, (wording.YES, wording.NO))
            return Shown(again, in_company=dialogue.in_company)
        shown = await self._go_on(turn, dialogue, replies.Pressed("again"))
        return asking.with_note(shown, t("talk-which" if replies.is_no(typed.text) else "talk-not-understood"))
