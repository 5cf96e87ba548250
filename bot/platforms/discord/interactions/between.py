"""What stands where a form cannot open at once: before a step, or after one with a mistake in it.

After a window Discord shows no other, unless somebody presses a button first.
"""

from collections.abc import Iterator

from discord import ui

from bot.api.answers import FormView
from bot.api.cog import Texts
from bot.api.content import Block, Content, Heading, Items, content, paragraph, spans, strong
from bot.api.phrases import led_by
from bot.platforms.discord.interactions import buttons, custom_ids
from bot.platforms.discord.interactions.forms import fits, said_first


def message(form: FormView, t: Texts) -> Content:
    """Return what is said before a step of a form: what is wrong, what to look at."""
    wrong = [Items((spans(strong(led_by(field.label)), f" {field.error}"),)) for field in form.fields if field.error]
    return content(
        Heading(form.title),
        paragraph(_lead(form, t, is_wrong=bool(wrong))),
        *wrong,
        *_paragraphs(form, t),
    )


def rows(form: FormView, t: Texts) -> list[buttons.Row]:
    """Return the buttons under it: to the step, past it where it asks for nothing that is needed, back, and out."""
    forward, *others = form.buttons
    if any(fits(field) for field in form.fields):
        opens = custom_ids.press(form.draft_id, "open")
        first: ui.Button[ui.LayoutView] = buttons.button(opens, _opening(form, t), forward.style)
    else:
        [first] = buttons.of_draft(form.draft_id, [forward])
    past = [buttons.button(custom_ids.press(form.draft_id, "rest"), t("form-skip"))] if _may_be_skipped(form) else []
    return buttons.in_rows([first, *past, *buttons.of_draft(form.draft_id, others)])


def _lead(form: FormView, t: Texts, *, is_wrong: bool) -> str:
    if is_wrong:
        return t("form-wrong")
    if form.step == 1:
        return t("form-ready")
    done = t("form-part-done", done=form.step - 1, steps=form.steps)
    return f"{done} {t('form-may-skip', step=form.step)}" if _may_be_skipped(form) else done


def _may_be_skipped(form: FormView) -> bool:
    """Whether a form is done without its last step, as far as can be seen."""
    return 1 < form.step == form.steps and not any(
        field.error or (field.required and field.kind != "flag" and not field.value.strip()) for field in form.fields
    )


def _opening(form: FormView, t: Texts) -> str:
    if any(field.error for field in form.fields):
        return t("form-mend")
    return t("button-next") if form.step > 1 else t("form-open")


def _paragraphs(form: FormView, t: Texts) -> Iterator[Block]:
    begins = form.step == 1 and not any(field.error for field in form.fields)
    intro = (form.intro,) if form.intro and begins else ()
    return (paragraph(text) for text in (*said_first(form, t), *intro))
