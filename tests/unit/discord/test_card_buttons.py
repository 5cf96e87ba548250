"""The buttons under a card: short, quiet, and saying by themselves what they mean."""

from bot.api.cards import Choice
from bot.api.content import content, paragraph
from bot.api.platform import Outgoing
from bot.platforms.discord.interactions import custom_ids
from bot.platforms.discord.posting.card_buttons import LABEL_LIMIT, rows_of

SAID = content(paragraph("Sessie"))


def choice(label: str = "Ik kom", **given: str) -> Choice:
    return Choice("📍", "place", label, "aanmelden", given or {"session": "12", "choice": "place"})


def test_a_choice_that_a_command_says_has_a_button() -> None:
    reaction_only = Choice("❌", "no", "Ik kan niet")
    (row,) = rows_of(Outgoing(SAID, (choice(), reaction_only)))
    (button,) = row.children
    told = button.to_component_dict()
    assert told["label"] == "Ik kom"
    meant = custom_ids.parse(told["custom_id"])
    assert meant == custom_ids.Invoke("aanmelden", {"session": "12", "choice": "place"})


def test_buttons_stand_in_rows_that_discord_takes() -> None:
    rows = rows_of(Outgoing(SAID, tuple(choice() for _ in range(12))))
    assert [len(row.children) for row in rows] == [5, 5, 2]


def test_a_closed_card_has_no_buttons() -> None:
    assert rows_of(Outgoing(SAID, (choice(),), closed=True)) == []


def test_a_long_label_is_cut_at_a_word() -> None:
    (row,) = rows_of(Outgoing(SAID, (choice("Ik kom naar het buurthuis aan de Oudegracht 12 in Utrecht"),)))
    (button,) = row.children
    label = button.to_component_dict()["label"]
    assert label == "Ik kom naar het buurthuis aan de…"
    assert len(label) <= LABEL_LIMIT


def test_a_choice_that_fits_in_no_button_leaves_the_others() -> None:
    rows = rows_of(Outgoing(SAID, (choice(session="x" * 200), choice())))
    assert [len(row.children) for row in rows] == [1]
