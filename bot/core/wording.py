"""Forms, previews and ways on in words, for platforms that show no buttons: one clear question at a time."""

from collections.abc import Iterator, Sequence

from bot.api.answers import Answer, Field, FollowUp, FormView, PreviewView, Shortcut
from bot.api.cog import Texts
from bot.api.content import (
    Block,
    Content,
    Divider,
    File,
    Heading,
    Items,
    content,
    paragraph,
    plain_block,
    spans,
    strong,
    to_type,
)
from bot.api.fitting import shortened
from bot.api.kinds import Option
from bot.api.phrases import led_by, named
from bot.core.apology import in_parts
from bot.core.replies import are_numbers

OPTIONS = 15
"""Things to choose from that are named in a question; the others are found by typing."""

SHORT = 160
"""Characters of an answer by which somebody recognises it; whole it stands where they typed it."""

CLICKED = 3
"""Ways on that get a reaction each: a homeserver counts every one of them as a message."""

YES = Shortcut("✅", "ja")
NO = Shortcut("❌", "nee")
NUMBERS = tuple(Shortcut(f"{n}\ufe0f\u20e3", str(n)) for n in range(1, 10))


def question(t: Texts, view: FormView) -> Answer:
    """Ask for the one field of a form's step."""
    field = view.fields[0]
    place = f"{t('talk-place', step=view.step, steps=view.steps)} " if view.steps > 1 else ""
    blocks: list[Block | None] = [
        paragraph(field.error) if field.error else None,
        *_opening(view, field),
        paragraph(place, strong(named(field.label))),
        paragraph(field.help) if field.help else None,
        *_options(t, field.options),
        paragraph(t("talk-value", value=shown(t, field))) if field.value.strip() else None,
        *_how(t, view, field),
    ]
    return in_parts(Answer(content(*blocks), shortcuts=(YES, NO) if field.kind == "flag" else ()))


def check(t: Texts, view: FormView) -> Answer:
    """Show all answers of a form, and ask whether they are right."""
    rows = [spans(strong(led_by(field.label)), f" {_in_a_line(shown(t, field))}") for field in view.fields]
    blocks: tuple[Block, ...] = (
        Heading(view.title, 2),
        *(paragraph(note) for note in view.notes),
        Items(tuple(rows), ordered=True),
        paragraph(t("talk-check")),
    )
    return in_parts(Answer(content(*blocks), shortcuts=(YES,)))


def decision(t: Texts, view: PreviewView, *, answers: bool) -> Answer:
    """Show what would happen, and ask whether it should."""
    card: tuple[Block, ...] = () if view.card is None else (Divider(), *_in_words(view.card.content.blocks), Divider())
    asked = decide(t, view.buttons[0].label, answers=answers)
    return in_parts(Answer(Content((*view.content.blocks, *card, asked)), shortcuts=(YES, NO)))


def decide(t: Texts, label: str, *, answers: bool) -> Block:
    """Say how to decide about a preview."""
    return paragraph(t("talk-decide", label=label), *(("\n", t("talk-decide-back")) if answers else ()))


def numbers(follow_ups: Sequence[FollowUp]) -> tuple[Shortcut, ...]:
    """Return what can be chosen with a click: where there is much to choose from, a number is typed."""
    return NUMBERS[: len(follow_ups)] if len(follow_ups) <= CLICKED else ()


def menu(t: Texts, follow_ups: Sequence[FollowUp]) -> Block:
    """Return the ways on under an answer, numbered."""
    labels = [to_type(one.label) if one.label.startswith("/") else one.label for one in follow_ups]
    if len(labels) == 1:
        return paragraph(t("talk-way-on", label=labels[0]))
    lines = [part for n, label in enumerate(labels, 1) for part in (f"\n{n}. ", label)]
    return paragraph(t("talk-ways-on" if numbers(follow_ups) else "talk-ways-on-typed"), *lines)


def again(said: str, how: Block, shortcuts: tuple[Shortcut, ...]) -> Answer:
    """Say that something was not understood, and what can be typed."""
    return Answer(content(paragraph(said), how), shortcuts=shortcuts)


def shown(t: Texts, field: Field) -> str:
    """Return an answer as it is read: a choice by its label, a flag in words, a date whole, a long text begun."""
    if field.kind == "flag":
        return t("flag-yes" if field.value else "flag-no")
    chosen = next((option.label for option in field.options if option.value == field.value), field.value)
    return field.reading or shortened(chosen, SHORT) or t("talk-nothing")


def _in_words(blocks: Sequence[Block]) -> Iterator[Block]:
    """Name the files of a card: they come with the card, so that what is asked is said last."""
    return (paragraph(plain_block(block)) if isinstance(block, File) else block for block in blocks)


def _in_a_line(text: str) -> str:
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())


def _opening(view: FormView, field: Field) -> Iterator[Block]:
    """Say what this is about where it begins, and what there is to look at."""
    if view.step == 1 and not field.error:
        yield Heading(view.title, 2)
        if view.intro:
            yield paragraph(view.intro)
    for note in view.notes:
        yield paragraph(note)


def _options(t: Texts, options: Sequence[Option]) -> Iterator[Block]:
    """List what there is to choose from: under its own number where it has one."""
    named = options[:OPTIONS]
    if not named:
        return
    if are_numbers(named):
        yield Items(tuple(spans(strong(option.value), f"  {option.label}") for option in named))
    else:
        yield Items(tuple(spans(option.label) for option in named), ordered=True)
    if len(options) > OPTIONS:
        yield paragraph(t("talk-more-options", more=len(options) - OPTIONS))


def _how(t: Texts, view: FormView, field: Field) -> Iterator[Block]:
    """Say what can be typed, besides the answer itself: what this question takes, and the ways out of it."""
    taken = list(_taken(t, view, field))
    if taken:
        yield paragraph(*(part for n, text in enumerate(taken) for part in ((" ", text) if n else (text,))))
    # Who knows the words by now need not be told again, unless something goes wrong.
    if view.step == 1:
        yield paragraph(t("talk-stop"))
    elif view.step == 2 or field.error:
        yield paragraph(t("talk-back-or-stop"))


def _taken(t: Texts, view: FormView, field: Field) -> Iterator[str]:
    if field.kind == "flag":
        yield t("talk-yes-no")
    elif field.options:
        yield t("talk-choose-by-value" if are_numbers(field.options[:OPTIONS]) else "talk-choose")
    if field.value.strip():
        yield t("talk-keep")
        if not field.required and field.kind != "flag":
            yield t("talk-empty")
    elif not field.required and field.kind != "flag":
        yield t("talk-skip-all" if view.step < view.steps else "talk-skip")
