import asyncio

import pytest

from bot.api.answers import FollowUp
from bot.api.errors import PlatformError
from bot.api.events import Invoked, Reacted, Submitted
from tests.unit.discord.bench import ANNA_IN_DUTCH, SIGN_UP, Bench
from tests.unit.discord.gateway import CHANNEL, Raw
from tests.unit.discord.interactions import (
    ANNA,
    CHANGE_LATER,
    COMMAND,
    DIRECT,
    SAY,
    SAY_LATER,
    Wire,
    interaction,
    pressed,
    refused,
    row,
    submitted,
)


async def test_a_command_is_taken_in_with_what_was_given(bench: Bench) -> None:
    asked = interaction(bench.gateway, COMMAND, SIGN_UP)
    event = await bench.taken_in(asked)
    assert event == Invoked(f"interaction:{asked.id}", ANNA_IN_DUTCH, str(CHANNEL), "aanmelden", {"session": "vervolg"})
    assert bench.waiting.take(event.event_id) is not None


async def test_what_is_done_with_a_message_takes_its_text(bench: Bench) -> None:
    told = {"id": "1", "type": 3, "name": "Doe overzicht erbij hiermee", "target_id": "7"}
    told |= {"resolved": {"messages": {"7": {"content": "Kom ook!"}}}}
    event = await bench.taken_in(interaction(bench.gateway, COMMAND, told))
    assert isinstance(event, Invoked)
    assert (event.command, event.input) == ("overzicht-erbij", {"text": "Kom ook!"})


async def test_alone_with_the_bot_it_is_known_where_to_speak(bench: Bench) -> None:
    event = await bench.taken_in(interaction(bench.gateway, COMMAND, SIGN_UP, alone=True))
    assert isinstance(event, Invoked)
    assert (event.direct, event.channel_ref) == (True, str(DIRECT))
    assert bench.directs.known == [(ANNA, DIRECT)]


async def test_a_thread_is_known_by_its_channel(bench: Bench) -> None:
    thread = {
        "id": "12345",
        "type": 11,
        "parent_id": str(CHANNEL),
        "owner_id": "99",
        "name": "Idee 3",
        "message_count": 0,
        "member_count": 1,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 60,
            "archive_timestamp": "2026-05-01T00:00:00Z",
        },
    }
    event = await bench.taken_in(interaction(bench.gateway, COMMAND, SIGN_UP, channel=thread))
    assert isinstance(event, Invoked)
    assert event.channel_ref == f"{CHANNEL}/12345"


async def test_a_button_under_a_card_gives_its_command(bench: Bench) -> None:
    event = await bench.taken_in(pressed(bench.gateway, "do:aanmelden:session=3&choice=place"))
    assert isinstance(event, Invoked)
    assert (event.command, event.input) == ("aanmelden", {"session": "3", "choice": "place"})


async def test_a_button_that_was_kept_gives_its_command(bench: Bench) -> None:
    [kept] = await bench.follow_ups.rows([FollowUp("x", "hulp", {"word": "é" * 90})], None)
    [button] = kept.to_component_dict()["components"]
    event = await bench.taken_in(pressed(bench.gateway, button["custom_id"]))
    assert isinstance(event, Invoked)
    assert event.input == {"word": "é" * 90}


@pytest.mark.parametrize("custom_id", ["kept:weg:", "van een andere bot"])
async def test_a_button_nobody_knows_any_more_says_so(bench: Bench, wire: Wire, custom_id: str) -> None:
    bench.interacting.take(pressed(bench.gateway, custom_id))
    [sent] = await wire.until(1)
    assert (sent.kind, sent.is_private) == (SAY, True)
    assert "Deze knop werkt niet meer" in sent.text


async def test_a_button_of_a_draft_is_pressed(bench: Bench) -> None:
    event = await bench.taken_in(pressed(bench.gateway, "press:draft:confirm"))
    assert isinstance(event, Submitted)
    assert (event.draft_id, event.button, event.input) == ("draft", "confirm", {})


async def test_a_form_is_handed_in_with_what_was_filled_in(bench: Bench) -> None:
    asked = submitted(
        bench.gateway,
        "step:draft:2",
        now={"type": 4, "value": "Te veel regels"},
        theme={"type": 3, "values": ["rust"]},
        online={"type": 23, "value": True},
        empty={"type": 3, "values": []},
    )
    event = await bench.taken_in(asked)
    assert isinstance(event, Submitted)
    assert (event.draft_id, event.button, event.step) == ("draft", "next", 2)
    assert event.input == {"now": "Te veel regels", "theme": "rust", "online": "ja", "empty": ""}


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    ("custom_id", "kind"),
    [
        ("do:aanmelden:session=3", SAY_LATER),
        ("turn:idee-lijst:page=2", CHANGE_LATER),
        ("press:draft:confirm", CHANGE_LATER),
    ],
)
async def test_a_message_becomes_its_answer_where_it_is_of_the_person_alone(
    bench: Bench, wire: Wire, custom_id: str, kind: int
) -> None:
    bench.interacting.take(pressed(bench.gateway, custom_id))
    sent = await wire.until(1)
    assert sent[0].kind == kind


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (None, SAY_LATER),
        (row("press:draft:open", "press:draft:cancel"), CHANGE_LATER),
        (row("press:another:open"), SAY_LATER),
        (row("do:aanmelden:session=3"), SAY_LATER),
    ],
)
async def test_a_form_never_takes_the_place_of_a_card(bench: Bench, wire: Wire, on: Raw | None, kind: int) -> None:
    bench.interacting.take(submitted(bench.gateway, "step:draft:1", on=on))
    sent = await wire.until(1)
    assert sent[0].kind == kind


@pytest.mark.usefixtures("hurried")
async def test_what_comes_before_the_bot_is_ready_is_taken_in_later(wire: Wire) -> None:
    bench = Bench()
    bench.interacting.take(interaction(bench.gateway, COMMAND, SIGN_UP))
    running = asyncio.create_task(bench.interacting.run(bench.desk))
    assert isinstance(await bench.event(), Invoked)
    [sent] = await wire.until(1)
    assert sent.kind == SAY_LATER
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize(
    ("app", "told"), [("nl", "nl"), ("en-US", "en"), ("en-GB", "en"), ("de", None), ("xx-nieuw", None)]
)
async def test_people_are_spoken_to_as_their_app_is(bench: Bench, app: str, told: str | None) -> None:
    event = await bench.taken_in(interaction(bench.gateway, COMMAND, SIGN_UP, locale=app))
    assert isinstance(event, Invoked)
    assert event.author.locale == told


async def test_who_moderates_is_told_along(bench: Bench) -> None:
    bench.moderators.told = True
    event = await bench.taken_in(interaction(bench.gateway, COMMAND, SIGN_UP))
    assert isinstance(event, Invoked)
    assert event.author.moderator


async def test_who_cannot_be_known_to_moderate_does_not(bench: Bench) -> None:
    bench.moderators.told = PlatformError("no answer")
    event = await bench.taken_in(interaction(bench.gateway, COMMAND, SIGN_UP))
    assert isinstance(event, Invoked)
    assert not event.author.moderator


async def test_one_broken_interaction_stops_no_other(bench: Bench) -> None:
    bench.moderators.told = RuntimeError("broken")
    bench.interacting.take(interaction(bench.gateway, COMMAND, SIGN_UP))
    await asyncio.sleep(0)
    bench.moderators.told = False
    assert isinstance(await bench.taken_in(interaction(bench.gateway, COMMAND, SIGN_UP)), Invoked)


async def test_what_somebody_clicks_after_a_command_comes_after_it(bench: Bench) -> None:
    bench.moderators.known.clear()
    bench.interacting.take(interaction(bench.gateway, COMMAND, SIGN_UP))
    clicked = Reacted("reacted", "1:2", "📍", ANNA_IN_DUTCH, "1:2|📍")
    bench.inbox.put(clicked)
    bench.moderators.known.set()
    batches = bench.inbox.batches()
    events = [*(await anext(batches)).events]
    while len(events) < 2:
        events += (await anext(batches)).events
    assert (type(events[0]), events[1]) == (Invoked, clicked)


@pytest.mark.usefixtures("hurried")
async def test_where_discord_takes_no_answer_the_command_is_done_all_the_same(bench: Bench, wire: Wire) -> None:
    wire.failing = [refused(404, 10062)]
    assert isinstance(await bench.taken_in(interaction(bench.gateway, COMMAND, SIGN_UP)), Invoked)
