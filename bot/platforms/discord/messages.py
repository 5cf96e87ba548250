"""What the bot answers, as messages to send."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.api.answers import Answer, FormView, PreviewView, Shown
from bot.api.cog import Texts
from bot.api.content import MESSAGE_LIMIT, Content, content, paragraph
from bot.api.fitting import fit
from bot.platforms.discord import between, buttons
from bot.platforms.discord.markup import COMPONENTS_LIMIT, TEXT_LIMIT, files, message_view


@dataclass(frozen=True, slots=True)
class Message:
    """Something to send; where there is a `card`, it stands below what is said, as it will look."""

    content: Content
    rows: Sequence[buttons.Row] = ()
    card: Content | None = None
    public: bool = False

    def view(self) -> ui.LayoutView:
        """Return it as Discord takes it."""
        if self.card is None:
            return message_view(self.content, rows=self.rows)
        limit = MESSAGE_LIMIT
        while (view := self._with_card(fit(self.content, limit), fit(self.card, limit))) is None:
            limit = limit * 3 // 4
        return view

    def files(self) -> list[discord.File]:
        """Return the files that go along with it, opened anew."""
        return [*files(self.content), *(files(self.card) if self.card is not None else ())]

    def _with_card(self, said: Content, card: Content) -> ui.LayoutView | None:
        """Return what is said with a card below it; None where Discord has no room for that."""
        parts = [*_container(said).children, _container(card), *self.rows]
        if sum(1 + len(getattr(part, "children", ())) for part in parts) > COMPONENTS_LIMIT:
            return None
        made = ui.LayoutView(timeout=None)
        for part in parts:
            made.add_item(part)
        made.stop()
        return made if made.content_length() <= TEXT_LIMIT else None


def _container(told: Content) -> ui.Container[ui.LayoutView]:
    [made] = message_view(told).children
    if not isinstance(made, ui.Container):
        raise TypeError(f"a message is one container, not {type(made).__name__}")
    return made


async def messages(shown: Shown, ways_on: buttons.WaysOn, t: Texts, command: str | None) -> list[Message]:
    """Return what is shown as messages, one after the other; `command` is what was asked for."""
    match shown.view:
        case Answer() as answer:
            parts = [Message(part, public=answer.public) for part in (answer.content, *answer.more)]
            turning = command if len(parts) == 1 and not answer.public else None
            rows = await ways_on.rows(answer.follow_ups, turning)
            return [*parts[:-1], Message(parts[-1].content, rows, public=answer.public)]
        case FormView() as form:
            return [Message(between.message(form, t), between.ways_on(form, t))]
        case PreviewView() as preview:
            decide = buttons.in_rows(buttons.of_draft(preview.draft_id, preview.buttons))
            return [Message(preview.content, decide, None if preview.card is None else preview.card.content)]
        case None:
            return [Message(content(paragraph(t("talk-stopped"))))]
