"""A card before it is posted: below what is said about it, as it will look."""

from collections.abc import Sequence

from discord import ui

from bot.api.cards import Card
from bot.api.content import MESSAGE_LIMIT, Content
from bot.api.fitting import fit
from bot.api.platform import Outgoing
from bot.platforms.discord.interactions.buttons import Row
from bot.platforms.discord.posting.card_buttons import rows_of
from bot.platforms.discord.writing.markup import COMPONENTS_LIMIT, TEXT_LIMIT, message_view


def preview_view(said: Content, card: Card, rows: Sequence[Row], note: str) -> ui.LayoutView:
    """Return what is said with a card below it and `rows` of buttons to decide; `note` is what cards say of theirs.

    Where Discord has no room for all of it, both are shortened.
    """
    limit = MESSAGE_LIMIT
    while True:
        shown = [*_container(fit(said, limit)).children, _card(card, limit, note), *rows]
        if sum(map(_count, shown)) <= COMPONENTS_LIMIT:
            view = ui.LayoutView(timeout=None)
            for part in shown:
                view.add_item(part)
            view.stop()
            if view.content_length() <= TEXT_LIMIT:
                return view
        limit = limit * 3 // 4


def _card(card: Card, limit: int, note: str) -> ui.Container[ui.LayoutView]:
    """Return a card with its buttons, which nobody can press yet."""
    rows = rows_of(Outgoing(card.content, card.choices))
    for row in rows:
        for button in row.children:
            if isinstance(button, ui.Button):
                button.disabled = True
    return _container(fit(card.content, limit), rows, note)


def _container(told: Content, rows: Sequence[Row] = (), note: str = "") -> ui.Container[ui.LayoutView]:
    [made] = message_view(told, rows=rows, note=note).children
    if not isinstance(made, ui.Container):
        raise TypeError(f"a message is one container, not {type(made).__name__}")
    return made


def _count(item: ui.Item[ui.LayoutView]) -> int:
    within = getattr(item, "children", ())
    return 1 + sum(map(_count, within))
