"""A page of a channel is what a plain reading of the whole channel gives, wherever one asks from."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platforms.room import wire
from bot.platforms.room.model import Person
from bot.platforms.room.timeline import Timeline, messages_with_draft

OUDER = Person("ouder", "Ouder")
# Whom each message is for, and whether it is removed again later.
said = st.lists(st.tuples(st.sampled_from([None, "ouder", "jongere"]), st.booleans()), max_size=3 * wire.PAGE)


def fill(timeline: Timeline, messages: list[tuple[str | None, bool]]) -> None:
    for number, (private_to, _) in enumerate(messages):
        timeline.add(
            "posted",
            id=f"m{number}",
            channel=("wat-als", "elders")[number % 7 == 0],
            author="bot",
            content={"blocks": []},
            private_to=private_to,
            draft="d" if number % 5 == 0 else None,
            buttons=[{"id": "confirm", "label": "Ja", "style": "plain"}] if number % 5 == 0 else [],
        )
    for number, (private_to, removed) in enumerate(messages):
        if removed:
            timeline.add("removed", message=f"m{number}", channel="wat-als", private_to=private_to)


def seqs(page: dict[str, Any]) -> list[int]:
    return [message["seq"] for message in page["messages"]]


@settings(max_examples=60, deadline=None)
@given(said, st.integers(0, 3 * wire.PAGE + 2))
def test_pages_before_and_after_any_number(messages: list[tuple[str | None, bool]], number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        timeline = Timeline(Path(folder) / "room.jsonl")
        fill(timeline, messages)
        timeline.close()
    state = timeline.state
    visible = [m.n for m in state.messages.values() if m.channel == "wat-als" and m.private_to in {None, "ouder"}]
    older = [n for n in visible if n < number]
    newer = [n for n in visible if n > number]
    pages = [
        (wire.history(state, "wat-als", OUDER, {}), visible[-wire.PAGE :], len(visible)),
        (wire.history(state, "wat-als", OUDER, {}, before=number), older[-wire.PAGE :], len(older)),
        (wire.history(state, "wat-als", OUDER, {}, after=number), newer[: wire.PAGE], len(newer)),
    ]
    for page, expected, all_there_is in pages:
        assert seqs(page) == expected
        assert page["more"] == (all_there_is > wire.PAGE)


@settings(max_examples=30, deadline=None)
@given(said)
def test_the_messages_of_a_draft_are_those_that_still_stand(messages: list[tuple[str | None, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        timeline = Timeline(Path(folder) / "room.jsonl")
        fill(timeline, messages)
        expected = [message for message in timeline.state.messages.values() if message.draft == "d"]
        assert list(messages_with_draft(timeline.state, "d")) == expected
        timeline.add("draft-closed", draft="d", person="ouder")
        timeline.close()
    assert not any(message.buttons for message in timeline.state.messages.values())
