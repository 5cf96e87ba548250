"""What the bot answers, as messages to send."""

from collections.abc import Sequence

import discord
from discord import ui
from msgspec import Struct
from msgspec.structs import replace

from bot.api.answers import Answer, FormView, PreviewView, Shown
from bot.api.cards import Card
from bot.api.cog import Texts
from bot.api.content import Content, content, paragraph
from bot.platforms.discord.commands.mentions import Mentions
from bot.platforms.discord.interactions import between, buttons
from bot.platforms.discord.interactions.previewing import preview_view
from bot.platforms.discord.writing.markup import files, message_view


class Message(Struct, frozen=True):
    """Something to send; where there is a `card`, it stands below what is said, with the `note` of cards in it."""

    content: Content
    rows: Sequence[buttons.Row] = ()
    card: Card | None = None
    note: str = ""
    public: bool = False

    def pressable(self, mentions: Mentions) -> "Message":
        """Return it with commands that one can press."""
        card = self.card and replace(self.card, content=mentions.written(self.card.content))
        return replace(self, content=mentions.written(self.content), card=card)

    def view(self) -> ui.LayoutView:
        """Return it as Discord takes it."""
        if self.card is None:
            return message_view(self.content, rows=self.rows)
        return preview_view(self.content, self.card, self.rows, self.note)

    def files(self) -> list[discord.File]:
        """Return the files that go along with it, opened anew."""
        return [*files(self.content), *(files(self.card.content) if self.card is not None else ())]


async def messages(
    shown: Shown, follow_ups: buttons.FollowUps, t: Texts, public: Texts, command: str | None
) -> list[Message]:
    """Return what is shown as messages, one after the other.

    `public` are the texts for what everybody reads, `command` is what was asked for.
    """
    match shown.view:
        case Answer() as answer:
            parts = [Message(part, public=answer.public) for part in (answer.content, *answer.more)]
            turning = command if len(parts) == 1 and not answer.public else None
            rows = await follow_ups.rows(answer.follow_ups, turning)
            return [*parts[:-1], Message(parts[-1].content, rows, public=answer.public)]
        case FormView() as form:
            return [Message(between.message(form, t), between.rows(form, t))]
        case PreviewView() as preview:
            decide = buttons.in_rows(buttons.of_draft(preview.draft_id, preview.buttons))
            return [Message(preview.content, decide, preview.card, public("buttons-quiet"))]
        case None:
            return [Message(content(paragraph(t("talk-stopped"))))]
