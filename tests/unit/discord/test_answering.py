import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs

from bot.api.answers import Answer, Button, FollowUp, PreviewView, Reply, Shown
from bot.api.cards import Card
from bot.api.content import content, paragraph
from bot.api.errors import RetryLater
from bot.api.events import Asked, Author, Invoked, Submitted, Typed
from bot.platforms.discord import patience
from bot.platforms.discord.commands.mentions import Mentions
from bot.platforms.discord.interactions import answering
from bot.platforms.discord.interactions.answering import Answers
from bot.platforms.discord.interactions.buttons import FollowUps
from bot.platforms.discord.interactions.messages import Message
from bot.platforms.discord.interactions.responding import Response
from bot.platforms.discord.interactions.waiting import Waiting
from tests.unit.discord.desk import HandDesk
from tests.unit.discord.interactions import (
    CHANGE,
    CHANGE_LATER,
    COMMAND,
    LOST,
    SAY,
    WINDOW,
    Sent,
    Wire,
    a_gateway,
    interaction,
    pressed,
    refused,
    submitted,
    walked,
)
from tests.unit.discord.store import MemoryStore
from tests.unit.discord.views import a_field, a_form

ANNA = Author("discord:7", "Anna", "nl")
ASKED = Invoked("i", ANNA, "11", "idee-lijst")
PRESSED = Submitted("i", ANNA, "11", "draft", "confirm")
TYPED = Typed("t", ANNA, "70", "/hulp", direct=True)
SLASH = {"id": "1", "type": 1, "name": "idee"}


class Conversation:
    """Stands in for a client: takes what is said in conversations."""

    def __init__(self) -> None:
        self.said: list[tuple[int, str, dict[str, Any]]] = []
        self.failing: list[Exception] = []
        self.away = False

    def client(self) -> Any:
        if self.away:
            self.away = False
            raise RetryLater(0)
        return SimpleNamespace(get_partial_messageable=self._channel)

    def _channel(self, channel_id: int) -> Any:
        async def send(*, view: Any, files: Any, nonce: str) -> None:
            if self.failing:
                raise self.failing.pop(0)
            told = view.to_components()
            text = "\n".join(part["content"] for part in walked(told) if part["type"] == 10)
            buttons = {part["label"]: part["custom_id"] for part in walked(told) if part["type"] == 2}
            self.said.append((channel_id, text, {"nonce": nonce, "buttons": buttons}))

        return SimpleNamespace(send=send)


class Bench:
    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.gateway = a_gateway()
        self.waiting, self.conversation = Waiting(), Conversation()
        self.answers = Answers(self.waiting, FollowUps(MemoryStore()), Mentions(), self.conversation.client)

    def asks(self, response: Response) -> None:
        self.waiting.add("i", response)

    def gives_a_command(self, *, in_place: bool = False) -> None:
        self.asks(Response(interaction(self.gateway, COMMAND, SLASH), in_place=in_place))

    async def shown(self, asked: Asked, shown: Shown) -> list[Sent]:
        self.answers.put(Reply(asked, shown))
        await self.answers.finish()
        return self.wire.sent


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is tried again be tried at once."""
    monkeypatch.setattr(patience, "pause_after", lambda failures: 0)


@pytest.fixture
async def bench(wire: Wire) -> Bench:
    made = Bench(wire)
    running = asyncio.create_task(made.answers.run(HandDesk()))
    await asyncio.sleep(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return made


def an_answer(*texts: str, public: bool = False, follow_ups: tuple[FollowUp, ...] = ()) -> Shown:
    first, *more = [content(paragraph(text)) for text in texts]
    return Shown(Answer(first, public=public, more=tuple(more), follow_ups=follow_ups))


async def test_an_answer_goes_to_who_asked(bench: Bench) -> None:
    bench.gives_a_command()
    [sent] = await bench.shown(ASKED, an_answer("Drie ideeën"))
    assert (sent.kind, sent.is_private, sent.text) == (SAY, True, "Drie ideeën")


async def test_a_long_answer_goes_on(bench: Bench) -> None:
    bench.gives_a_command()
    sent = await bench.shown(ASKED, an_answer("Een", "Twee", "Drie", follow_ups=(FollowUp("Hulp", "hulp"),)))
    assert [(one.what, one.text) for one in sent] == [("callback", "Een"), ("more", "Twee"), ("more", "Drie")]
    assert [list(one.buttons) for one in sent] == [[], [], ["Hulp"]]
    assert all(one.is_private for one in sent)


async def test_pages_turn_in_place(bench: Bench) -> None:
    bench.gives_a_command()
    [sent] = await bench.shown(ASKED, an_answer("Een", follow_ups=(FollowUp("Meer", "idee-lijst", {"page": "2"}),)))
    assert sent.buttons == {"Meer": "turn:idee-lijst:page=2"}


async def test_what_all_can_see_is_changed_by_nobody(bench: Bench) -> None:
    bench.gives_a_command()
    more = (FollowUp("Meer", "idee-lijst", {"page": "2"}),)
    [sent] = await bench.shown(ASKED, an_answer("Een", public=True, follow_ups=more))
    assert sent.buttons == {"Meer": "do:idee-lijst:page=2"}
    assert not sent.is_private


async def test_a_form_opens(bench: Bench) -> None:
    bench.gives_a_command()
    [sent] = await bench.shown(ASKED, Shown(a_form(a_field(value="Te veel regels"))))
    assert sent.kind == WINDOW
    [part] = sent.data["components"]
    assert part["component"]["value"] == "Te veel regels"


async def test_after_a_mistake_the_form_waits_behind_a_button_filled_in(bench: Bench) -> None:
    form = a_form(a_field(value="gisteren", error="Deze dag is voorbij."))
    bench.asks(Response(submitted(bench.gateway, "step:draft:1"), in_place=False))
    [sent] = await bench.shown(PRESSED, Shown(form))
    assert (sent.kind, sent.is_private) == (SAY, True)
    assert "Deze dag is voorbij" in sent.text
    assert sent.buttons["Verbeteren"] == "press:draft:open"
    bench.asks(Response(pressed(bench.gateway, "press:draft:open"), in_place=True))
    _, opened = await bench.shown(PRESSED, Shown(form))
    assert opened.kind == WINDOW
    assert opened.data["components"][0]["component"]["value"] == "gisteren"


async def test_what_was_wrong_stands_at_its_field_again(bench: Bench) -> None:
    wrong = a_form(a_field("day", value="gisteren", error="Deze dag is voorbij."), a_field("hours", value="10-12"))
    bench.asks(Response(submitted(bench.gateway, "step:draft:1"), in_place=False))
    await bench.shown(PRESSED, Shown(wrong))
    bench.asks(Response(pressed(bench.gateway, "press:draft:open"), in_place=True))
    as_it_stands = a_form(a_field("day", value="gisteren"), a_field("hours", value="10-12"))
    _, opened = await bench.shown(replace(PRESSED, button="open"), Shown(as_it_stands))
    day, hours = opened.data["components"]
    assert day["description"] == "⚠️ Deze dag is voorbij."
    assert "description" not in hours


async def test_what_was_mended_since_is_not_wrong_again(bench: Bench) -> None:
    for form in (a_form(a_field(value="gisteren", error="Deze dag is voorbij.")), a_form(a_field(value="gisteren"))):
        bench.asks(Response(submitted(bench.gateway, "step:draft:1"), in_place=False))
        await bench.shown(PRESSED, Shown(form))
    bench.asks(Response(pressed(bench.gateway, "press:draft:open"), in_place=True))
    *_, opened = await bench.shown(replace(PRESSED, button="open"), Shown(a_form(a_field(value="gisteren"))))
    assert "description" not in opened.data["components"][0]


async def test_notes_that_were_read_do_not_keep_the_form_shut(bench: Bench) -> None:
    form = a_form(*(a_field(f"f{number}") for number in range(5)), notes=("Kijk dit na.",))
    bench.gives_a_command()
    [sent] = await bench.shown(ASKED, Shown(form))
    assert "Kijk dit na" in sent.text
    bench.asks(Response(pressed(bench.gateway, "press:draft:open"), in_place=True))
    _, opened = await bench.shown(PRESSED, Shown(form))
    assert opened.kind == WINDOW


async def test_a_preview_can_be_decided(bench: Bench) -> None:
    buttons = (Button("confirm", "Plaatsen", "primary"), Button("cancel", "Annuleren"))
    card = Card(content(paragraph("Sessie in Utrecht")))
    bench.gives_a_command()
    [sent] = await bench.shown(ASKED, Shown(PreviewView("p", content(paragraph("Zo wordt het")), buttons, card)))
    assert sent.text == "Zo wordt het\nSessie in Utrecht"
    assert sent.buttons == {"Plaatsen": "press:p:confirm", "Annuleren": "press:p:cancel"}


async def test_what_was_decided_takes_the_buttons_away(bench: Bench) -> None:
    bench.asks(Response(pressed(bench.gateway, "press:p:confirm"), in_place=True))
    shown = an_answer("Geplaatst")
    [sent] = await bench.shown(PRESSED, Shown(shown.view, closes="p"))
    assert (sent.kind, sent.text, sent.buttons) == (CHANGE, "Geplaatst", {})


async def test_what_was_stopped_says_so_in_its_place(bench: Bench) -> None:
    bench.asks(Response(pressed(bench.gateway, "press:p:cancel"), in_place=True))
    [sent] = await bench.shown(PRESSED, Shown(None, closes="p"))
    assert (sent.kind, sent.text, sent.buttons) == (CHANGE, "Goed, ik stop. Er is niets gedaan.", {})


async def test_what_fails_on_the_way_is_tried_again(bench: Bench, wire: Wire) -> None:
    wire.failing = [LOST, refused(500, 0), refused(429, 0, **{"Retry-After": "0"})]
    bench.gives_a_command()
    [sent] = await bench.shown(ASKED, an_answer("Drie ideeën"))
    assert sent.text == "Drie ideeën"


async def test_what_was_shown_is_not_shown_twice(bench: Bench, wire: Wire) -> None:
    wire.failing = [None, LOST]
    bench.gives_a_command()
    await bench.shown(ASKED, an_answer("Een", "Twee"))
    assert [one.text for one in wire.sent] == ["Een", "Twee"]
    assert wire.failing == []


async def test_too_late_is_logged(bench: Bench, wire: Wire) -> None:
    with capture_logs() as logs:
        assert await bench.shown(ASKED, an_answer("Drie ideeën")) == []
    assert [(one["event"], one["asked"]) for one in logs] == [("answer_not_shown", "i")]


async def test_what_discord_refuses_is_logged_and_stops_no_other(bench: Bench, wire: Wire) -> None:
    wire.failing = [refused(404, 10062)]
    bench.gives_a_command()
    with capture_logs() as logs:
        assert await bench.shown(ASKED, an_answer("Een")) == []
    assert [(one["event"], one["asked"]) for one in logs] == [("answer_not_shown", "i")]
    bench.gives_a_command()
    assert len(await bench.shown(ASKED, an_answer("Twee"))) == 1


async def test_a_broken_answer_is_logged_and_stops_no_other(bench: Bench, wire: Wire) -> None:
    wire.failing = [ValueError("broken")]
    bench.gives_a_command()
    with capture_logs() as logs:
        await bench.shown(ASKED, an_answer("Een"))
    assert [one["event"] for one in logs] == ["answer_refused", "answer_broken"]
    assert bench.answers.waiting == 0


async def test_what_was_typed_is_answered_in_the_conversation(bench: Bench) -> None:
    await bench.shown(TYPED, an_answer("Dit kun je doen", "En dit"))
    assert [(channel, text) for channel, text, _ in bench.conversation.said] == [
        (70, "Dit kun je doen"),
        (70, "En dit"),
    ]
    nonces = [more["nonce"] for _, _, more in bench.conversation.said]
    assert len(set(nonces)) == 2
    assert all(len(nonce) <= 25 for nonce in nonces)


async def test_a_form_is_offered_in_the_conversation(bench: Bench) -> None:
    await bench.shown(TYPED, Shown(a_form()))
    [(_, text, more)] = bench.conversation.said
    assert "staat voor je klaar" in text
    assert more["buttons"]["Formulier openen"] == "press:draft:open"


async def test_an_answer_waits_for_the_connection(bench: Bench) -> None:
    bench.conversation.away = True
    bench.conversation.failing = [LOST]
    await bench.shown(TYPED, an_answer("Dit kun je doen"))
    assert [text for _, text, _ in bench.conversation.said] == ["Dit kun je doen"]


async def test_answers_that_came_before_the_bot_was_ready_are_shown(wire: Wire) -> None:
    bench = Bench(wire)
    bench.gives_a_command()
    bench.answers.put(Reply(ASKED, an_answer("Een")))
    assert bench.answers.waiting == 1
    running = asyncio.create_task(bench.answers.run(HandDesk()))
    [sent] = await wire.until(1)
    assert sent.text == "Een"
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_who_asked_hears_it_where_discord_refuses_the_answer(bench: Bench, wire: Wire) -> None:
    bench.gives_a_command()
    wire.failing = [refused(400, 50035)]
    with capture_logs() as logs:
        [sent] = await bench.shown(ASKED, an_answer("Drie ideeën"))
    assert (sent.kind, sent.is_private) == (SAY, True)
    [told] = [one for one in logs if one["event"] == "answer_refused"]
    assert f"nummer {told['reference']}" in sent.text


async def test_who_asked_hears_it_where_an_answer_cannot_be_made(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.gives_a_command()

    async def broken(*_: Any) -> list[Message]:
        raise ValueError("no such button")

    monkeypatch.setattr(answering, "messages", broken)
    with capture_logs() as logs:
        [sent] = await bench.shown(ASKED, an_answer("Drie ideeën"))
    assert "ging iets mis" in sent.text
    assert [one["event"] for one in logs] == ["answer_refused", "answer_broken"]


@pytest.mark.parametrize("error", [refused(404, 10062), refused(404, 10015)])
async def test_who_waits_no_more_hears_nothing(bench: Bench, wire: Wire, error: Exception) -> None:
    bench.gives_a_command()
    wire.failing = [error]
    assert await bench.shown(ASKED, an_answer("Drie ideeën")) == []


async def test_what_was_shown_of_an_answer_stays(bench: Bench, wire: Wire) -> None:
    bench.gives_a_command()
    wire.failing = [None, refused(400, 50035)]
    sent = await bench.shown(ASKED, an_answer("Een", "Twee", "Drie"))
    assert [one.text for one in sent] == ["Een"]


async def test_what_somebody_decides_about_stays_where_it_could_not_be_done(bench: Bench) -> None:
    bench.asks(Response(pressed(bench.gateway, "press:draft:confirm"), in_place=True))
    [sent] = await bench.shown(PRESSED, an_answer("Dit thema is er niet meer"))
    assert (sent.kind, sent.is_private, sent.text) == (SAY, True, "Dit thema is er niet meer")


@pytest.mark.usefixtures("hurried")
async def test_it_stays_too_where_that_takes_long(bench: Bench) -> None:
    response = Response(pressed(bench.gateway, "press:draft:confirm"), in_place=True)
    await response.acknowledge()
    bench.asks(response)
    first, second = await bench.shown(PRESSED, an_answer("Dit thema is er niet meer"))
    assert (first.kind, second.what, second.is_private) == (CHANGE_LATER, "more", True)


async def test_what_is_decided_becomes_its_answer(bench: Bench) -> None:
    bench.asks(Response(pressed(bench.gateway, "press:draft:confirm"), in_place=True))
    [sent] = await bench.shown(PRESSED, replace(an_answer("Geplaatst"), closes="draft"))
    assert sent.kind == CHANGE
