"""From what somebody asked to what they are shown: rights, input, forms, previews, errors. One place each."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.api.answers import Answer, Button, CommandInfo, OpenForm, Preview, PreviewView, Result, Shown
from bot.api.cog import Context, Right, Texts
from bot.api.errors import UserError
from bot.api.events import Asked, Author, Invoked, Submitted, Typed, Unreadable
from bot.api.fitting import fit
from bot.core import forms
from bot.core.apology import apology, in_parts, typed_by
from bot.core.catalogue import Catalogue
from bot.core.commands import BoundCommand
from bot.core.i18n import texts_of
from bot.core.meant import meant
from bot.core.proposals import Proposals
from bot.core.registry import Registry
from bot.core.roles import recognised
from bot.core.scopes import everybody, reading_for
from bot.core.settling import Settling
from bot.core.textcommand import TextCommands, Unknown
from bot.domain.community import Community
from bot.domain.tx import Tx
from storage import communities, drafts
from storage.drafts import Draft

DRAFT_LIVES = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class _Turn:
    """One thing somebody asked, with all that is needed to answer it."""

    tx: Tx
    community: Community
    now: datetime
    asked: Asked

    @property
    def author(self) -> Author:
        return self.asked.author

    @property
    def own_texts(self) -> Texts:
        return texts_of(None)(self.author.locale or self.community.language)


class Dispatcher:
    """Runs commands. It changes state through the transaction it is given and sends nothing."""

    def __init__(self, registry: Registry, settling: Settling) -> None:
        self._registry = registry
        self._settling = settling
        self._text = TextCommands(registry)
        self._catalogue = Catalogue(registry)
        self._proposals = Proposals(registry, self._catalogue, self._text)

    async def handle(self, tx: Tx, community: Community, asked: Asked, now: datetime) -> Shown | None:
        """Return what the person is shown; None where the event was not meant for the bot."""
        asked = replace(asked, author=await recognised(tx, community, asked.author))
        shown = await self._answered(_Turn(tx, community, now, asked), asked)
        if asked.author.locale is not None:
            # After the answer: who says something for the first time has an account by now.
            await communities.remember_language(tx, community.id, asked.author.key, asked.author.locale)
        return shown

    async def _answered(self, turn: _Turn, asked: Asked) -> Shown | None:
        try:
            match asked:
                case Typed():
                    return await self._typed(turn, asked)
                case Invoked():
                    return await self._start(turn, self._command(asked.command), asked.input)
                case Submitted():
                    return await self._submitted(turn, asked)
                case Unreadable():
                    return Shown(apology(turn.own_texts, turn.own_texts, UserError("error-unreadable"), ""))
        except UserError as error:
            return Shown(apology(turn.own_texts, turn.own_texts, error, typed_by(asked)))

    def info(self, author: Author, language: str) -> tuple[CommandInfo, ...]:
        """Return the commands a person may use, in their language."""
        return self._catalogue.visible(author, author.locale or language)

    async def _typed(self, turn: _Turn, asked: Typed) -> Shown | None:
        if not self._text.is_command(asked.text):
            if asked.direct:
                raise UserError("error-only-commands")
            return None
        parsed = self._text.parse(asked.text)
        if isinstance(parsed, Unknown):
            return Shown(self._proposals.answer(parsed, turn.author, turn.own_texts))
        return await self._start(turn, parsed.command, parsed.input)

    def _command(self, command_id: str) -> BoundCommand:
        command = self._registry.commands.get(command_id)
        if command is None:
            raise UserError("error-unknown-command")
        return command

    async def _start(self, turn: _Turn, command: BoundCommand, typed: Mapping[str, str]) -> Shown:
        ctx = self._context(turn, command)
        try:
            typed = await meant(ctx, command, typed)
            typed = await _prefilled(ctx, command, typed)
        except UserError as error:
            return Shown(apology(ctx.t, turn.own_texts, error, typed_by(turn.asked)))
        _, errors = command.read(typed, reading_for(ctx))
        draft = _draft(turn, command, typed, errors)
        if (command.command.prefill is not None or errors) and draft.asked:
            wrong = {name: error for name, error in errors.items() if error.text_id != "error-missing"}
            return await self._ask(ctx, command, draft, wrong)
        return await self._run(turn, command, draft, kept=False)

    async def _submitted(self, turn: _Turn, asked: Submitted) -> Shown:
        draft = await drafts.find(turn.tx, asked.draft_id, asked.author.key, turn.now)
        if draft is not None and draft.command not in self._registry.commands:
            await drafts.drop(turn.tx, draft.id)
            draft = None
        if draft is None:
            said = apology(turn.own_texts, turn.own_texts, UserError("error-draft-expired"), typed_by(asked))
            somebody_elses = await drafts.is_kept(turn.tx, asked.draft_id)
            return Shown(said, closes=None if somebody_elses else asked.draft_id)
        command = self._command(draft.command)
        fields = {name: text for name, text in asked.input.items() if name in forms.names_at(draft)}
        draft = replace(draft, input={**draft.input, **fields})
        if asked.button == "cancel":
            await drafts.drop(turn.tx, draft.id)
            return Shown(None, closes=draft.id)
        if asked.button == "back":
            return await self._ask(
                self._context(turn, command), command, replace(draft, step=max(1, draft.step - 1)), {}
            )
        if asked.button == "confirm" and draft.kind == "preview":
            return await self._run(turn, command, draft, confirmed=True)
        return await self._next(turn, command, draft)

    async def _next(self, turn: _Turn, command: BoundCommand, draft: Draft) -> Shown:
        ctx = self._context(turn, command)
        _, errors = command.read(draft.input, reading_for(ctx))
        here = {name: error for name, error in errors.items() if name in forms.names_at(draft)}
        if here:
            return await self._ask(ctx, command, draft, here)
        if draft.step < forms.steps(draft):
            return await self._ask(ctx, command, replace(draft, step=draft.step + 1), {})
        return await self._run(turn, command, draft)

    async def _run(
        self, turn: _Turn, command: BoundCommand, draft: Draft, *, confirmed: bool = False, kept: bool = True
    ) -> Shown:
        """Run the handler; `kept` says whether the draft is already stored and shown to somebody."""
        ctx = self._context(turn, command, confirmed=confirmed)
        values, errors = command.read(draft.input, reading_for(ctx))
        if errors:
            return await self._ask(ctx, command, _at_fault(draft, errors), errors)
        try:
            async with turn.tx.savepoint():
                result = await command.command.handler(command.cog, ctx, **command.arguments(values))
                await self._settle(turn, ctx)
                await self._settling.tell_changed(turn.tx, turn.community.id, ctx.changed, turn.now)
        except UserError as error:
            return await self._mend(turn, ctx, command, draft, error)
        # What is confirmed is what was shown: "tomorrow" must not be read anew, perhaps after midnight.
        draft = replace(draft, input={**draft.input, **command.typed(values)})
        return await self._shown(turn, command, draft, result, closes=draft.id if kept else None)

    async def _settle(self, turn: _Turn, ctx: Context) -> None:
        touched = dict.fromkeys(ctx.touched, turn.community.id)
        for _, error in await self._settling.settle(turn.tx, touched, turn.now):
            raise error

    async def _mend(self, turn: _Turn, ctx: Context, command: BoundCommand, draft: Draft, error: UserError) -> Shown:
        """Give back what was typed: at its field where the form has it, above the form, or in the answer."""
        if draft.kind == "preview" or not draft.asked:
            return Shown(apology(ctx.t, turn.own_texts, error, typed_by(turn.asked)))
        if error.field in draft.asked:
            errors = {str(error.field): error}
            return await self._ask(ctx, command, _at_fault(draft, errors), errors)
        draft = replace(draft, notes=(forms.say(ctx.t, error),))
        return await self._ask(ctx, command, draft, {})

    async def _shown(
        self, turn: _Turn, command: BoundCommand, draft: Draft, result: Result, closes: str | None
    ) -> Shown:
        if isinstance(result, Preview):
            texts = self._context(turn, command).t
            buttons = (
                Button("confirm", texts(result.confirm_id), "primary"),
                Button("cancel", texts("button-cancel")),
            )
            preview = replace(draft, id=_new_id(), kind="preview")
            await drafts.keep(turn.tx, preview)
            card = None if result.card is None else replace(result.card, content=fit(result.card.content))
            view = PreviewView(preview.id, fit(result.content), buttons, card)
        if closes is not None:
            await drafts.drop(turn.tx, closes)
        match result:
            case Preview():
                return Shown(view, closes=closes)
            case OpenForm():
                other = self._command(result.command)
                opened = replace(_draft(turn, other, result.input, {}), notes=result.notes)
                shown = await self._ask(self._context(turn, other), other, opened, {})
                return replace(shown, closes=closes)
            case Answer():
                return Shown(in_parts(result), closes=closes)

    async def _ask(self, ctx: Context, command: BoundCommand, draft: Draft, errors: Mapping[str, UserError]) -> Shown:
        await drafts.keep(ctx.tx, draft)
        return Shown(await forms.view(ctx, command, draft, errors))

    def _context(self, turn: _Turn, command: BoundCommand, *, confirmed: bool = False) -> Context:
        if command.right is Right.MODERATOR and not turn.author.moderator:
            raise UserError("error-moderators-only")
        return Context(
            tx=turn.tx,
            community=turn.community,
            now=turn.now,
            texts=self._registry.texts(command.cog),
            author=turn.author,
            channel_ref=turn.asked.channel_ref,
            direct=turn.asked.direct,
            confirmed=confirmed,
            commands=self.info(turn.author, turn.community.language),
            cogs=everybody(self._registry, turn.tx, turn.community, turn.now),
        )


async def _prefilled(ctx: Context, command: BoundCommand, typed: Mapping[str, str]) -> Mapping[str, str]:
    """Add what the form opens with, where the command has a hook that says so; what was typed stays."""
    hook = command.command.prefill
    values, errors = command.read(typed, reading_for(ctx))
    outer = {item.name for item in command.inputs if not item.in_form}
    if hook is None or outer & set(errors):
        return typed
    form = await hook(command.cog, ctx, **{name: values[name] for name in outer & set(values)})
    return {**command.write(form), **typed}


def _draft(turn: _Turn, command: BoundCommand, typed: Mapping[str, str], wanting: Mapping[str, UserError]) -> Draft:
    return Draft(
        id=_new_id(),
        community_id=turn.community.id,
        account_key=turn.author.key,
        channel_ref=turn.asked.channel_ref,
        kind="form",
        command=command.id,
        input=dict(typed),
        asked=command.asked(wanting),
        notes=(),
        step=1,
        expires_at=turn.now + DRAFT_LIVES,
    )


def _new_id() -> str:
    return secrets.token_urlsafe(12)


def _at_fault(draft: Draft, errors: Mapping[str, UserError]) -> Draft:
    missing = tuple(name for name in errors if name not in draft.asked)
    draft = replace(draft, asked=(*draft.asked, *missing))
    return replace(draft, step=forms.step_of(draft, tuple(errors)))
