"""From what somebody would be shown to what they are told in words; what is then waited for is kept."""

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from bot.api.answers import Answer, FormView, PreviewView, Shortcut, Shown
from bot.api.content import Block, content, paragraph
from bot.api.events import Asked, Typed
from bot.api.fitting import split
from bot.core import waiting, wording
from bot.core.turn import Turn
from bot.core.waiting import Check, Decision, Menu, Question, Waiting
from bot.domain.tx import Tx
from storage import dialogues, drafts
from storage.dialogues import Dialogue
from storage.drafts import Draft

DIRECT = "direct"
"""The place where somebody talks with the bot alone."""

MENU_LIVES = timedelta(hours=24)


class _Said(Struct, frozen=True):
    """What is said, and what is then waited for, until when."""

    answer: Answer
    waiting: Waiting | None = None
    expires_at: datetime | None = None


def place_of(asked: Asked) -> str:
    """Return where something was said: with the bot alone, or in a thread, or in a channel that has none."""
    if asked.direct or not isinstance(asked, Typed):
        return DIRECT
    return asked.thread_ref or asked.channel_ref


async def told(turn: Turn, shown: Shown | None, dialogue: Dialogue | None) -> Shown | None:
    """Return in words what is shown, as part of a dialogue where it goes on with one."""
    if shown is None:
        return None
    said = await _in_words(turn, shown)
    began_in_company = dialogue is not None and dialogue.in_company
    in_company = not turn.asked.direct and (shown.in_company or began_in_company)
    if said.waiting is not None:
        place = place_of(turn.asked) if in_company or said.answer.public else DIRECT
        await _wait(turn, dialogue, said, place, in_company=in_company)
    elif dialogue is not None:
        said = await _ended(turn, dialogue, said)
    return Shown(said.answer, in_company=in_company)


async def drop(tx: Tx, dialogue: Dialogue) -> None:
    """Ask nothing more in a dialogue, and throw away what was answered in it."""
    await dialogues.drop(tx, dialogue.account_key, dialogue.place)
    if dialogue.draft_id is not None:
        await drafts.drop(tx, dialogue.draft_id)


def with_note(shown: Shown | None, note: str) -> Shown | None:
    """Return what is told with something said before it."""
    if shown is None or not isinstance(shown.view, Answer):
        return shown
    first, *more = split((paragraph(note), *shown.view.content.blocks))
    return replace(shown, view=replace(shown.view, content=first, more=(*more, *shown.view.more)))


async def _in_words(turn: Turn, shown: Shown) -> _Said:
    t = turn.own_texts
    match shown.view:
        case FormView() as form:
            return _of_form(turn, form, await _draft(turn, form.draft_id))
        case PreviewView() as preview:
            draft, label = await _draft(turn, preview.draft_id), preview.buttons[0].label
            asked = Decision(draft.id, label, answers=bool(draft.asked))
            return _Said(wording.decision(t, preview, answers=asked.answers), asked, draft.expires_at)
        case Answer(follow_ups=()) as answer:
            return _Said(answer)
        case Answer() as answer:
            numbers = wording.numbers(answer.follow_ups)
            listed = _below(answer, wording.menu(t, answer.follow_ups), numbers)
            return _Said(listed, Menu(answer.follow_ups), turn.now + MENU_LIVES)
        case None:
            return _Said(Answer(content(paragraph(t("talk-stopped")))))


def _of_form(turn: Turn, form: FormView, draft: Draft) -> _Said:
    t = turn.own_texts
    if form.step > form.steps:
        labels = tuple(field.label for field in form.fields)
        return _Said(wording.check(t, form), Check(draft.id, labels), draft.expires_at)
    field = form.fields[0]
    asked = Question(
        draft.id,
        field.name,
        field.kind,
        required=field.required,
        filled=bool(field.value.strip()),
        options=field.options[: wording.OPTIONS],
    )
    return _Said(wording.question(t, form), asked, draft.expires_at)


async def _draft(turn: Turn, draft_id: str) -> Draft:
    draft = await drafts.find(turn.tx, draft_id, turn.author.key, turn.now)
    if draft is None:
        raise LookupError(f"what is shown is of no draft {draft_id}")
    return draft


async def _wait(turn: Turn, dialogue: Dialogue | None, said: _Said, place: str, *, in_company: bool) -> None:
    """Keep what is waited for, instead of what was asked in that place before."""
    assert said.waiting is not None and said.expires_at is not None  # noqa: S101, PT018 - of what waits it is known
    before = await dialogues.find(turn.tx, turn.author.key, place)
    draft_id, asked = said.waiting.draft_id, waiting.to_json(said.waiting)
    asked_before = before.asked_by if before is not None and before.waiting == asked else ()
    if before is not None and before.draft_id not in {None, draft_id}:
        await drafts.drop(turn.tx, str(before.draft_id))
    now = Dialogue(
        account_key=turn.author.key,
        place=place,
        community_id=turn.community.id,
        channel_ref=turn.asked.channel_ref if dialogue is None else dialogue.channel_ref,
        direct=turn.asked.direct if dialogue is None else dialogue.direct,
        in_company=in_company,
        begun_by=turn.begun_by,
        asked_by=(*asked_before, turn.asked.event_id),
        draft_id=draft_id,
        waiting=asked,
        expires_at=said.expires_at,
    )
    await dialogues.keep(turn.tx, now)


async def _ended(turn: Turn, dialogue: Dialogue, said: _Said) -> _Said:
    """End a dialogue, unless what it asked can be decided once more: then say how."""
    asked = waiting.from_json(dialogue.waiting)
    if isinstance(asked, Decision) and await drafts.is_kept(turn.tx, asked.draft_id):
        how = wording.decide(turn.own_texts, asked.label, answers=asked.answers)
        return replace(said, answer=_below(said.answer, how, (wording.YES, wording.NO)))
    await drop(turn.tx, dialogue)
    return said


def _below(answer: Answer, block: Block, shortcuts: tuple[Shortcut, ...]) -> Answer:
    """Return an answer with something at its end, instead of its buttons."""
    *first, last = (answer.content, *answer.more)
    parts = (*first, *split((*last.blocks, block)))
    return replace(answer, content=parts[0], more=parts[1:], follow_ups=(), shortcuts=shortcuts)
