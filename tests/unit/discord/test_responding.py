import asyncio

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.api.cards import Card, Choice
from bot.api.content import Divider, content, file, paragraph
from bot.api.errors import PlatformError, Refused
from bot.platforms.discord.interactions import buttons
from bot.platforms.discord.interactions.messages import Message
from bot.platforms.discord.interactions.responding import Response
from tests.unit.discord.gateway import Gateway
from tests.unit.discord.interactions import (
    CHANGE,
    CHANGE_LATER,
    COMMAND,
    LOST,
    SAY,
    SAY_LATER,
    WINDOW,
    Wire,
    a_gateway,
    interaction,
    pressed,
    refused,
    submitted,
    walked,
)

SLASH = {"id": "1", "type": 1, "name": "hulp"}


@pytest.fixture
def gateway() -> Gateway:
    return a_gateway()


def said(text: str, **more: object) -> Message:
    return Message(content(paragraph(text)), **more)  # type: ignore[arg-type]


def a_window() -> ui.Modal:
    made = ui.Modal(title="Idee", custom_id="step:d:1")
    made.add_item(ui.Label(text="Nu", component=ui.TextInput(custom_id="now")))
    made.stop()
    return made


async def test_an_answer_is_private_in_a_channel(gateway: Gateway, wire: Wire) -> None:
    await Response(interaction(gateway, COMMAND, SLASH), in_place=False).answer(said("Hallo"))
    [sent] = wire.sent
    assert (sent.kind, sent.is_private, sent.text) == (SAY, True, "Hallo")


async def test_a_public_answer_is_seen_by_all(gateway: Gateway, wire: Wire) -> None:
    await Response(interaction(gateway, COMMAND, SLASH), in_place=False).answer(said("Hallo", public=True))
    assert not wire.sent[0].is_private


async def test_alone_with_the_bot_an_answer_stays(gateway: Gateway, wire: Wire) -> None:
    response = Response(interaction(gateway, COMMAND, SLASH, alone=True), in_place=False)
    await response.answer(said("Hallo"))
    await response.add(said("En dit nog"))
    assert [one.is_private for one in wire.sent] == [False, False]


async def test_a_message_becomes_the_answer_to_its_button(gateway: Gateway, wire: Wire) -> None:
    await Response(pressed(gateway, "press:d:confirm"), in_place=True).answer(said("Geplaatst"))
    [sent] = wire.sent
    assert (sent.kind, sent.text, sent.buttons) == (CHANGE, "Geplaatst", {})
    assert sent.data["attachments"] == []


async def test_a_form_opens_as_a_window(gateway: Gateway, wire: Wire) -> None:
    await Response(interaction(gateway, COMMAND, SLASH), in_place=False).answer(said("Formulier"), a_window())
    [sent] = wire.sent
    assert (sent.kind, sent.data["custom_id"]) == (WINDOW, "step:d:1")


async def test_after_a_window_stands_a_message(gateway: Gateway, wire: Wire) -> None:
    response = Response(submitted(gateway, "step:d:1"), in_place=False)
    await response.answer(said("Formulier"), a_window())
    assert (wire.sent[0].kind, wire.sent[0].text) == (SAY, "Formulier")


@pytest.mark.usefixtures("hurried")
async def test_what_takes_long_is_said_to_follow(gateway: Gateway, wire: Wire) -> None:
    response = Response(interaction(gateway, COMMAND, SLASH), in_place=False)
    await response.acknowledge()
    await response.answer(said("Formulier"), a_window())
    later, answered = wire.sent
    assert (later.kind, later.is_private) == (SAY_LATER, True)
    assert (answered.what, answered.text) == ("original", "Formulier")


@pytest.mark.usefixtures("hurried")
async def test_alone_what_follows_stays_too(gateway: Gateway, wire: Wire) -> None:
    await Response(interaction(gateway, COMMAND, SLASH, alone=True), in_place=False).acknowledge()
    assert not wire.sent[0].is_private


@pytest.mark.usefixtures("hurried")
async def test_a_button_is_acknowledged_without_a_word(gateway: Gateway, wire: Wire) -> None:
    response = Response(pressed(gateway, "press:d:confirm"), in_place=True)
    await response.acknowledge()
    await response.answer(said("Geplaatst"))
    assert wire.sent[0].kind == CHANGE_LATER
    assert wire.sent[1].what == "original"


@pytest.mark.usefixtures("hurried")
async def test_a_public_answer_that_was_late_takes_the_place_of_the_private_one(gateway: Gateway, wire: Wire) -> None:
    response = Response(interaction(gateway, COMMAND, SLASH), in_place=False)
    await response.acknowledge()
    await response.answer(said("Hallo", public=True))
    assert [one.what for one in wire.sent] == ["callback", "deleted", "more"]
    assert not wire.sent[2].is_private


async def test_a_public_answer_to_a_private_button_takes_its_message_away(gateway: Gateway, wire: Wire) -> None:
    await Response(pressed(gateway, "press:d:confirm"), in_place=True).answer(said("Hallo", public=True))
    assert [one.what for one in wire.sent] == ["callback", "deleted", "more"]
    assert wire.sent[0].kind == CHANGE_LATER


async def test_an_answer_in_time_is_not_said_to_follow(gateway: Gateway, wire: Wire) -> None:
    response = Response(interaction(gateway, COMMAND, SLASH), in_place=False)
    acknowledging = asyncio.create_task(response.acknowledge())
    await response.answer(said("Hallo"))
    await acknowledging
    assert [one.kind for one in wire.sent] == [SAY]


async def test_what_was_lost_on_the_way_is_sent_again(gateway: Gateway, wire: Wire) -> None:
    response = Response(interaction(gateway, COMMAND, SLASH), in_place=False)
    wire.failing = [LOST]
    with pytest.raises(PlatformError, match="did not answer"):
        await response.answer(said("Hallo"))
    await response.answer(said("Hallo"))
    assert [one.kind for one in wire.sent] == [SAY]


async def test_what_had_arrived_after_all_is_written_over(gateway: Gateway, wire: Wire) -> None:
    response = Response(interaction(gateway, COMMAND, SLASH), in_place=False)
    wire.failing = [LOST, refused(400, 40060)]
    with pytest.raises(PlatformError):
        await response.answer(said("Hallo"))
    await response.answer(said("Hallo"))
    assert [one.what for one in wire.sent] == ["original"]


async def test_too_late_is_refused(gateway: Gateway, wire: Wire) -> None:
    wire.failing = [refused(404, 10062)]
    with pytest.raises(Refused, match="10062"):
        await Response(interaction(gateway, COMMAND, SLASH), in_place=False).answer(said("Hallo"))


async def test_files_go_along(gateway: Gateway, wire: Wire) -> None:
    message = Message(content(paragraph("Poster"), file("poster.png", "image/png", b"x", "Een poster")))
    await Response(interaction(gateway, COMMAND, SLASH), in_place=False).answer(message)
    assert wire.sent[0].files == ["poster.png"]


async def test_a_preview_shows_the_card_as_it_will_look(gateway: Gateway, wire: Wire) -> None:
    choices = (Choice("📍", "place", "Ik kom", "aanmelden", {"session": "1"}), Choice("🤔", "maybe", "Misschien"))
    card = Card(content(paragraph("Sessie in Utrecht")), choices)
    decide = buttons.in_rows([buttons.button("press:d:confirm", "Plaatsen", "primary")])
    message = said("Zo wordt het", card=card, rows=decide, note="Met een knop doe je het stil")
    await Response(interaction(gateway, COMMAND, SLASH), in_place=False).answer(message)
    words, shown, below = wire.sent[0].data["components"]
    assert (words["type"], words["content"]) == (10, "Zo wordt het")
    text, note, row = shown["components"]
    assert (shown["type"], text["content"]) == (17, "Sessie in Utrecht")
    assert "Met een knop doe je het stil" in note["content"]
    assert [(one["label"], one["disabled"]) for one in row["components"]] == [("Ik kom", True)]
    assert [(one["label"], one["disabled"]) for one in below["components"]] == [("Plaatsen", False)]


@settings(deadline=None)
@given(st.integers(0, 2000), st.integers(0, 2000), st.integers(0, 30), st.integers(0, 20))
def test_what_is_long_is_shortened_until_discord_takes_the_preview(
    said_long: int, card_long: int, lines: int, choices: int
) -> None:
    offered = tuple(Choice("📍", str(number), "Ik kom", "aanmelden", {"s": str(number)}) for number in range(choices))
    blocks = [block for _ in range(lines) for block in (paragraph("x"), Divider())]
    card = Card(content(paragraph("_" * card_long + "x"), *blocks, paragraph("x")), offered)
    rows = buttons.in_rows([buttons.button("press:d:confirm", "Plaatsen")])
    view = Message(content(paragraph("*" * said_long + "x")), rows, card, "stil").view()
    assert view.content_length() <= 4000
    assert len(list(walked(view.to_components()))) <= 40


@pytest.mark.usefixtures("hurried")
async def test_an_answer_that_did_not_come_through_is_still_told_to_follow(gateway: Gateway, wire: Wire) -> None:
    response = Response(interaction(gateway, COMMAND, SLASH), in_place=False)
    wire.failing = [LOST]
    with pytest.raises(PlatformError):
        await response.answer(said("Hallo"))
    await response.acknowledge()
    await response.answer(said("Hallo"))
    assert [(one.what, one.is_private) for one in wire.sent] == [("callback", True), ("original", False)]
    assert (wire.sent[0].kind, wire.sent[1].text) == (SAY_LATER, "Hallo")
