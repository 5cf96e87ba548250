"""A message as it goes to Discord: within its limits, readable on a phone, with its files and buttons."""

from typing import Any

import discord
import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.api.content import (
    Block,
    Content,
    Divider,
    Fact,
    Facts,
    File,
    Heading,
    Items,
    Paragraph,
    content,
    file,
    paragraph,
    plain,
    spans,
)
from bot.api.errors import Refused
from bot.platforms.discord.writing.blocks import text_of
from bot.platforms.discord.writing.markup import COMPONENTS_LIMIT, TEXT_LIMIT, files, marker_of, message_view
from tests.unit.api.strategies import contents

TEXT, FILE, LINE, GALLERY, ROW, CONTAINER = 10, 13, 14, 12, 1, 17
CALENDAR = file("sessie-3.ics", "text/calendar", b"BEGIN:VCALENDAR", "Zet in je agenda")
PICTURE = file("sessie-3.png", "image/png", b"\x89PNG", "Sessie 3: vrijdag, 10:00, Utrecht")


def shown(message: Content, **options: Any) -> dict[str, Any]:
    (container,) = message_view(message, **options).to_components()
    assert container["type"] == CONTAINER
    return container


def kinds(container: dict[str, Any]) -> list[int]:
    return [part["type"] for part in container["components"]]


def texts(container: dict[str, Any]) -> list[str]:
    return [part["content"] for part in container["components"] if part["type"] == TEXT]


def everything(container: dict[str, Any]) -> list[dict[str, Any]]:
    return [container, *(found for part in container.get("components", []) for found in everything(part))]


def row_of(many: int) -> ui.ActionRow[Any]:
    return ui.ActionRow(*(ui.Button(label="Knop", custom_id=str(number)) for number in range(many)))


def test_text_stays_together_between_lines_and_files() -> None:
    message = content(
        Heading("Overzicht"), paragraph("een"), paragraph("twee"), Divider(), Heading("Sessies", 2), paragraph("drie")
    )
    container = shown(message)
    assert kinds(container) == [TEXT, LINE, TEXT]
    assert texts(container) == ["## Overzicht\neen\n\ntwee", "### Sessies\ndrie"]


def test_lists_of_one_item_are_one_list() -> None:
    message = content(Items((spans("een"),)), Items((spans("twee"),)), Items((spans("eerst"),), ordered=True))
    assert texts(shown(message)) == ["- een\n- twee\n\n1. eerst"]


def test_a_line_stands_between_two_parts_only() -> None:
    message = content(Divider(), paragraph("een"), Divider(), paragraph(" "), Divider(), paragraph("twee"), Divider())
    assert kinds(shown(message)) == [TEXT, LINE, TEXT]


def test_files_are_shown_with_what_is_in_them() -> None:
    container = shown(content(paragraph("Tot dan"), CALENDAR, PICTURE))
    assert kinds(container) == [TEXT, TEXT, FILE, GALLERY]
    assert texts(container)[1] == "-# 📎 Zet in je agenda"
    assert container["components"][2]["file"] == {"url": "attachment://sessie-3.ics"}
    (item,) = container["components"][3]["items"]
    assert item["media"] == {"url": "attachment://sessie-3.png"}
    assert item["description"] == "Sessie 3: vrijdag, 10:00, Utrecht"


def test_a_file_goes_along_under_the_name_it_is_shown_by() -> None:
    names = ["mijn agenda.ics", "été?.ics", "...", "a.ics", "a.ics", "SPOILER_x.png"]
    message = content(*(File(name, "text/calendar", "aGk=", "Agenda") for name in names))
    sent = files(message)
    named = [f"attachment://{one.filename}" for one in sent]
    assert [part["file"]["url"] for part in shown(message)["components"] if part["type"] == FILE] == named
    assert len(set(named)) == len(names)
    assert all(set(one.filename) <= set("abcdefghijklmnopqrstuvwxyzSPOILER0123456789-._") for one in sent)
    assert [(one.fp.read(), one.description, one.spoiler) for one in sent] == [(b"hi", "Agenda", False)] * len(names)


@given(contents, st.integers(0, 5), st.text(max_size=80))
def test_every_message_is_within_the_limits(message: Content, buttons: int, note: str) -> None:
    rows = [row_of(buttons)] if buttons else []
    if not any(text_of(block) for block in message.blocks if not isinstance(block, Divider)):
        with pytest.raises(Refused):
            message_view(message, rows=rows)
        return
    container = shown(message, rows=rows, note=note)
    assert all(text.strip() for text in texts(container))
    assert sum(map(len, texts(container))) <= TEXT_LIMIT
    assert len(everything(container)) <= COMPONENTS_LIMIT
    assert kinds(container)[-1] == (ROW if buttons else TEXT)


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(spans("*" * 1990), body=True),
        paragraph("_" * 1990),
        Facts(tuple(Fact("📅", "*" * 90, "`" * 90) for _ in range(10))),
        Heading("<" * 1990),
    ],
    ids=["body", "paragraph", "facts", "heading"],
)
def test_what_is_too_long_with_its_escapes_is_shortened(block: Block) -> None:
    message = content(Heading("Titel"), block, paragraph("Tot slot"), Divider(), paragraph("|" * 60))
    assert len(plain(message)) > 1800
    said = texts(shown(message))
    assert TEXT_LIMIT // 2 < sum(map(len, said)) <= TEXT_LIMIT
    assert said[0].startswith("## Titel")


@given(st.integers(2, 60), st.integers(0, 5), st.booleans())
def test_very_many_parts_become_text(many: int, buttons: int, with_file: bool) -> None:
    message = content(
        *(one for _ in range(many) for one in (paragraph("een"), Divider())), CALENDAR if with_file else None
    )
    container = shown(message, rows=[row_of(buttons)] if buttons else [])
    assert len(everything(container)) <= COMPONENTS_LIMIT
    assert "\n".join(texts(container)).count("een") == many
    assert kinds(container).count(FILE) == with_file


def test_a_note_stands_small_above_the_buttons() -> None:
    message = content(paragraph("Kom je?"))
    container = shown(message, rows=[row_of(2)], note="Niemand ziet *wie* je bent.")
    assert kinds(container) == [TEXT, TEXT, ROW]
    assert texts(container)[1] == r"-# Niemand ziet \*wie\* je bent."
    assert kinds(shown(message, note="Niemand ziet wie je bent.")) == [TEXT]


def test_a_message_is_found_by_its_marker() -> None:
    container = shown(content(paragraph("een")), marker=marker_of("card:1"))
    assert container["id"] == marker_of("card:1")
    assert "id" not in shown(content(paragraph("een")))


@given(st.text(), st.text())
def test_a_marker_is_an_id_that_discord_gives_nothing_by_itself(one: str, other: str) -> None:
    assert 2**30 <= marker_of(one) < 2**31
    assert (marker_of(one) == marker_of(other)) == (one == other)


async def test_discord_py_does_not_keep_what_was_sent() -> None:
    view = message_view(content(paragraph("een")), rows=[row_of(2)])
    assert view.is_finished()
    assert view.is_dispatchable()
    assert isinstance(view, discord.ui.LayoutView)
