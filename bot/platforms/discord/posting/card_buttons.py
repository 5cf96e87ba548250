"""Buttons under a card that say the same as its reactions, quietly."""

import structlog
from discord import ui

from bot.api.cards import Choice
from bot.api.fitting import shortened
from bot.api.platform import Outgoing
from bot.platforms.discord.interactions import custom_ids
from bot.platforms.discord.writing.escaping import one_line

LABEL_LIMIT = 34
"""Characters that stand on a line of a phone."""
_A_ROW = 5

_log = structlog.get_logger(__name__)


def rows_of(message: Outgoing) -> list[ui.ActionRow[ui.LayoutView]]:
    """Return rows of buttons, one for each choice of an open card that a command says too. They outlive a restart."""
    choices = () if message.closed else message.choices
    buttons = [button for choice in choices if choice.command and (button := _button(choice)) is not None]
    return [ui.ActionRow(*buttons[at : at + _A_ROW]) for at in range(0, len(buttons), _A_ROW)]


def _button(choice: Choice) -> ui.Button[ui.LayoutView] | None:
    try:
        custom_id = custom_ids.invoke(choice.command, choice.input)
    except ValueError as error:
        # The reactions and the command itself say the same.
        _log.warning("choice_without_button", choice=choice.value, error=str(error))
        return None
    # Without its emoji: one that Discord does not know would take the card down with it.
    return ui.Button(label=shortened(one_line(choice.label), LABEL_LIMIT), custom_id=custom_id)
