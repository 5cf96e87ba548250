"""From what somebody asked to what they are shown: rights, input, forms, previews, errors. One place each."""

from collections.abc import Collection, Mapping
from datetime import datetime

from msgspec.structs import replace

from bot.api.answers import Answer, CommandInfo, OpenForm, Preview, Result, Shown
from bot.api.cog import Context, Right
from bot.api.errors import UserError
from bot.api.events import Asked, Author, Event, Invoked, Submitted, Typed, Unreadable
from bot.core import closed_directs, drafting, forms, previews
from bot.core.apology import apology, in_parts, typed_by
from bot.core.catalogue import Catalogue
from bot.core.commands import BoundCommand
from bot.core.meant import meant, named
from bot.core.proposals import Proposals
from bot.core.registry import Registry
from bot.core.roles import recognised
from bot.core.scopes import everybody, reading_for
from bot.core.settling import Settling
from bot.core.talk import Talk
from bot.core.textcommand import Parsed, TextCommands, Unknown
from bot.core.turn import Turn, platform_of
from bot.domain.community import Community
from bot.domain.tx import Tx
from storage import channels, communities, drafts, intake
from storage.drafts import Draft


class Dispatcher:
    """Runs commands. It changes state through the transaction it is given and sends nothing."""

    def __init__(self, registry: Registry, settling: Settling, talks: Collection[str] = ()) -> None:
        """`talks` names the platforms without forms: there everything is asked in words."""
        self._registry = registry
        self._talks = talks
        self._settling = settling
        self._text = TextCommands(registry)
        self._catalogue = Catalogue(registry)
        self._proposals = Proposals(registry, self._catalogue, self._text)
        self._talk = Talk(self._text, self._answered)

    async def concerns(self, tx: Tx, asked: Asked) -> bool:
        """Whether something may be meant for the bot; where not, nothing of it is kept."""
        if not isinstance(asked, Typed) or asked.direct or self._text.is_command(asked.text):
            return True
        return platform_of(asked) in self._talks and await self._talk.waits(tx, asked)

    def may_be_tried_again(self, event: Event) -> bool:
        """Whether what could not be taken in can be later. An answer cannot: by then, something else may be asked."""
        return not isinstance(event, Typed) or self._text.is_command(event.text)

    async def handle(self, tx: Tx, community: Community, asked: Asked, now: datetime) -> Shown | None:
        """Return what the person is shown; None where the event was not meant for the bot."""
        told = asked.author.locale
        asked = replace(asked, author=await recognised(tx, community, asked.author))
        talks = platform_of(asked) in self._talks
        turn = Turn(tx, community, now, asked, talks, begun_by=asked.event_id)
        shown = await (self._talk.answered(turn) if talks else self._answered(turn))
        shown = await closed_directs.told(turn, shown)
        if told is not None:
            # After the answer: who says something for the first time has an account by now.
            await communities.remember_language(tx, community.id, asked.author.key, told)
        return shown

    async def _answered(self, turn: Turn) -> Shown | None:
        asked = turn.asked
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
            return Shown(apology(turn.own_texts, turn.own_texts, error, typed_by(turn)))

    def info(self, author: Author, language: str) -> tuple[CommandInfo, ...]:
        """Return the commands a person may use, in their language."""
        return self._catalogue.visible(author, author.locale or language)

    async def _typed(self, turn: Turn, asked: Typed) -> Shown | None:
        text = self._text.command_in(asked.text, alone=asked.direct)
        if text is None:
            if asked.direct:
                raise UserError("error-only-commands")
            return None
        parsed = self._text.parse(text)
        if isinstance(parsed, Unknown):
            return Shown(self._proposals.answer(parsed, turn.author, turn.own_texts, typed_by(turn)))
        return await self._start(turn, parsed.command, _about(parsed, asked.about))

    def _command(self, command_id: str) -> BoundCommand:
        command = self._registry.commands.get(command_id)
        if command is None:
            raise UserError("error-unknown-command")
        return command

    async def _start(self, turn: Turn, command: BoundCommand, typed: Mapping[str, str]) -> Shown:
        ctx = self._context(turn, command)
        in_company = await _in_company(turn, command)
        try:
            typed = await meant(ctx, command, typed)
            typed = await drafting.prefilled(ctx, command, typed)
        except UserError as error:
            return Shown(apology(ctx.t, turn.own_texts, error, typed_by(turn)), in_company=in_company)
        _, errors = command.read(typed, reading_for(ctx))
        draft = drafting.begun(turn, command, typed, errors)
        hook = command.command.prefill
        if (hook is not None or errors) and draft.asked:
            draft = drafting.opened(draft, errors, whole=hook is not None)
            shown = await self._ask(ctx, command, draft, _wrong(errors))
        else:
            shown = await self._run(turn, command, draft, kept=False)
        return replace(shown, in_company=in_company)

    async def _submitted(self, turn: Turn, asked: Submitted) -> Shown:
        draft = await drafts.find(turn.tx, asked.draft_id, asked.author.key, turn.now)
        if draft is not None and draft.command not in self._registry.commands:
            await drafts.drop(turn.tx, draft.id)
            draft = None
        if draft is None:
            said = apology(turn.own_texts, turn.own_texts, UserError("error-draft-expired"), typed_by(turn))
            somebody_elses = await drafts.is_kept(turn.tx, asked.draft_id)
            return Shown(said, closes=None if somebody_elses else asked.draft_id)
        command = self._command(draft.command)
        shown = await self._pressed(turn, command, draft, asked)
        return replace(shown, in_company=await _in_company(turn, command))

    async def _pressed(self, turn: Turn, command: BoundCommand, was: Draft, asked: Submitted) -> Shown:
        if asked.button == "cancel":
            await drafts.drop(turn.tx, was.id)
            return Shown(None, closes=was.id)
        if asked.button == "open" or asked.step > forms.steps(was):
            return await self._again(turn, command, was)
        if asked.step:
            # A window of an earlier step may still be open, or be handed in twice: it says nothing of the present one.
            was = was.at_step(asked.step)
        ctx = self._context(turn, command)
        fields = {name: text for name, text in asked.input.items() if name in forms.names_at(was)}
        if forms.one_by_one(was):
            fields = await named(ctx, command, fields)
        draft = replace(was, input={**was.input, **fields})
        if asked.button == "confirm" and draft.kind == "preview":
            return await self._run(turn, command, draft, confirmed=True)
        if drafting.turns(draft, asked.button):
            return await self._ask(ctx, command, drafting.turned(draft, asked.button), {})
        if asked.button == "rest":
            # What is needed and still wanting is asked where all answers are checked.
            draft = draft.at_step(forms.steps(draft))
        return await self._next(turn, command, draft, was)

    async def _again(self, turn: Turn, command: BoundCommand, draft: Draft) -> Shown:
        """Show a draft as it stands, and change nothing."""
        ctx = self._context(turn, command)
        if draft.kind != "preview":
            _, errors = command.read(draft.input, reading_for(ctx))
            return Shown(await forms.view(ctx, command, draft, _wrong(errors)))
        try:
            return Shown(await previews.again(ctx, command, draft))
        except UserError as error:
            return Shown(apology(ctx.t, turn.own_texts, error, ""))

    async def _next(self, turn: Turn, command: BoundCommand, draft: Draft, was: Draft) -> Shown:
        ctx = self._context(turn, command)
        _, errors = command.read(draft.input, reading_for(ctx))
        here = {name: error for name, error in errors.items() if name in forms.names_at(draft)}
        if here:
            # Asked one by one, an answer that cannot be leaves the one before it as it was.
            return await self._ask(ctx, command, was if forms.one_by_one(was) else draft, here)
        step = drafting.following(command, draft)
        if forms.one_by_one(draft):
            # Where all answers are shown, each says by itself how it is read.
            asks_on = step is not None and step <= forms.steps(draft)
            draft = replace(draft, notes=forms.understood(ctx, command, draft) if asks_on else ())
        if step is None and command.fills_in_after(draft.asked):
            await drafts.drop(turn.tx, draft.id)
            return replace(await self._start(turn, command, draft.input), closes=draft.id)
        if step is None:
            return await self._run(turn, command, draft)
        if step > forms.steps(draft) and errors:
            return await self._ask(ctx, command, drafting.at_fault(draft, errors), _wrong(errors))
        return await self._ask(ctx, command, draft.at_step(step), {})

    async def _run(
        self, turn: Turn, command: BoundCommand, draft: Draft, *, confirmed: bool = False, kept: bool = True
    ) -> Shown:
        """Run the handler; `kept` says whether the draft is already stored and shown to somebody."""
        ctx = self._context(turn, command, confirmed=confirmed)
        values, errors = command.read(draft.input, reading_for(ctx))
        if errors:
            return await self._ask(ctx, command, drafting.at_fault(draft, errors), errors)
        try:
            async with turn.tx.savepoint():
                result = await command.command.handler(command.cog, ctx, **command.arguments(values))
                await self._settle(turn, ctx)
                await self._settling.tell_changed(turn.tx, turn.community.id, ctx.changed, turn.now)
        except UserError as error:
            return await self._mend(turn, ctx, command, draft, error)
        if command.command.adds and isinstance(result, Answer):
            await intake.record_added(turn.tx, turn.platform, turn.begun_by, command.id)
        # What is confirmed is what was shown: "tomorrow" must not be read anew, perhaps after midnight.
        draft = replace(draft, input={**draft.input, **command.typed(values)})
        return await self._shown(turn, command, draft, result, closes=draft.id if kept else None)

    async def _settle(self, turn: Turn, ctx: Context) -> None:
        touched = dict.fromkeys(ctx.touched, turn.community.id)
        for _, error in await self._settling.settle(turn.tx, touched, turn.now):
            raise error

    async def _mend(self, turn: Turn, ctx: Context, command: BoundCommand, draft: Draft, error: UserError) -> Shown:
        """Give back what was typed: at its field where the form has it, above the form, or in the answer."""
        if draft.kind == "preview" or not draft.asked:
            return Shown(apology(ctx.t, turn.own_texts, error, typed_by(turn)))
        draft = replace(draft, reached=forms.steps(draft) + 1)
        if error.field in draft.asked:
            errors = {str(error.field): error}
            return await self._ask(ctx, command, drafting.at_fault(draft, errors), errors)
        draft = replace(drafting.to_mend(draft), notes=(forms.say(ctx.t, error),))
        return await self._ask(ctx, command, draft, {})

    async def _shown(
        self, turn: Turn, command: BoundCommand, draft: Draft, result: Result, closes: str | None
    ) -> Shown:
        if isinstance(result, Preview):
            preview = replace(draft, id=drafting.new_id(), kind="preview")
            await drafts.keep(turn.tx, preview)
            view = previews.view(self._context(turn, command).t, preview, result)
        if closes is not None:
            await drafts.drop(turn.tx, closes)
        match result:
            case Preview():
                return Shown(view, closes=closes)
            case OpenForm():
                other = self._command(result.command)
                shown = await self._open(turn, other, result)
                return replace(shown, closes=closes)
            case Answer():
                return Shown(in_parts(result), closes=closes)

    async def _open(self, turn: Turn, command: BoundCommand, form: OpenForm) -> Shown:
        ctx = self._context(turn, command)
        _, errors = command.read(form.input, reading_for(ctx))
        draft = replace(drafting.begun(turn, command, form.input, {}), notes=form.notes)
        return await self._ask(ctx, command, drafting.opened(draft, errors, whole=True), {})

    async def _ask(self, ctx: Context, command: BoundCommand, draft: Draft, errors: Mapping[str, UserError]) -> Shown:
        if forms.one_by_one(draft):
            draft = forms.fixed(ctx, command, draft)
        await drafts.keep(ctx.tx, draft)
        return Shown(await forms.view(ctx, command, draft, errors))

    def _context(self, turn: Turn, command: BoundCommand, *, confirmed: bool = False) -> Context:
        if not command.allows(turn.author):
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


def _wrong(errors: Mapping[str, UserError]) -> dict[str, UserError]:
    """Return what is wrong with what was typed; that something is still missing is no mistake."""
    return {name: error for name, error in errors.items() if error.text_id != "error-missing"}


async def _in_company(turn: Turn, command: BoundCommand) -> bool:
    """Whether a command was given where moderators alone see it: in a channel that serves for nothing else."""
    if command.right is not Right.MODERATOR or turn.asked.direct:
        return False
    return await channels.purposes(turn.tx, turn.platform, turn.asked.channel_ref) == {"moderation"}


def _about(parsed: Parsed, text: str) -> Mapping[str, str]:
    """Return what was typed for a command; one that is done with a message takes the text it replies to."""
    name = parsed.command.on_message
    if name is None or not text or name in parsed.input:
        return parsed.input
    return {**parsed.input, name: text}
