"""The room's own truth: a file that is as whole after any end of the process as it was before it."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platforms.room.timeline import State, Timeline

texts = st.text(st.characters(codec="utf-8"), max_size=20)
people = st.sampled_from(["ouder", "jongere", "bot"])
emojis = st.sampled_from(["👍", "❌", "❌\ufe0f"])
steps = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 5), people, emojis, texts), max_size=30)
Step = tuple[int, int, str, str, str]


def happen(timeline: Timeline, step: Step) -> None:
    """Let something happen: one of all kinds of record, to one of the messages there are."""
    kind, which, person, emoji, text = step
    messages = list(timeline.state.messages)
    content = {"blocks": [{"kind": "paragraph", "spans": [{"text": text, "style": "plain", "href": None}]}]}
    if kind == 0 or not messages:
        extra: dict[str, Any] = {"key": text} if which == 1 else {}
        if which == 2:
            extra = {"draft": f"d{which}", "buttons": [{"id": "confirm", "label": text, "style": "plain"}]}
        if which == 3:
            extra = {"private_to": person, "text": text, "locale": "nl", "ref": text}
        timeline.add("posted", id=f"m{timeline.last}", channel=f"c{which}", author=person, content=content, **extra)
        return
    message = messages[which % len(messages)]
    channel = timeline.state.messages[message].channel
    draft = f"d{which}"
    happenings: list[tuple[str, dict[str, Any]]] = [
        ("edited", {"message": message, "content": content, "choices": []}),
        ("reacted", {"message": message, "emoji": emoji, "person": person}),
        ("unreacted", {"message": message, "emoji": emoji, "person": person, "by": person}),
        ("cleared", {"message": message}),
        ("removed", {"message": message, "channel": channel}),
        ("form-opened", {"person": person, "channel": "c1", "form": {"draft": draft, "fields": []}}),
        ("draft-closed", {"draft": draft, "person": person}),
        ("submitted", {"draft": draft, "button": "next", "values": {text: text}, "person": person, "channel": "c1"}),
    ]
    what, values = happenings[kind - 1]
    timeline.add(what, **values)


def reopened(path: Path) -> State:
    timeline = Timeline(path)
    timeline.close()
    return timeline.state


@settings(max_examples=40, deadline=None)
@given(steps)
def test_after_reopening_everything_is_as_it_was(taken: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "room.jsonl"
        timeline = Timeline(path)
        for step in taken:
            happen(timeline, step)
        before = timeline.state
        timeline.close()
        written = path.read_bytes()
        assert reopened(path) == before
        assert path.read_bytes() == written


@settings(max_examples=40, deadline=None)
@given(steps.filter(len), st.data())
def test_a_torn_last_line_never_happened(taken: list[Step], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "room.jsonl"
        timeline = Timeline(path)
        for step in taken[:-1]:
            happen(timeline, step)
        timeline.close()
        whole = path.read_bytes()
        before = reopened(path)
        timeline = Timeline(path)
        happen(timeline, taken[-1])
        timeline.close()
        line = path.read_bytes()[len(whole) :]
        path.write_bytes(whole + line[: data.draw(st.integers(0, len(line) - 1))])

        assert reopened(path) == before
        assert path.read_bytes() == whole

        timeline = Timeline(path)
        happen(timeline, taken[-1])
        timeline.close()
        assert len(reopened(path).records) == len(before.records) + 1


@settings(max_examples=40, deadline=None)
@given(steps)
def test_happenings_are_numbered_without_gaps_and_told_after_they_are_kept(taken: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "room.jsonl"
        timeline = Timeline(path)
        told: list[int] = []

        def hear(record: Any) -> None:
            assert path.read_bytes().count(b"\n") == record["n"]
            told.append(record["n"])

        timeline.watch(hear)
        for step in taken:
            happen(timeline, step)
        timeline.close()
        assert told == list(range(1, len(taken) + 1))
        assert [record["n"] for record in timeline.since(0, 1000)] == told
        assert [record["n"] for record in timeline.since(2, 3)] == told[2:5]


def test_a_timeline_is_made_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "room.jsonl"
    timeline = Timeline(path)
    assert timeline.last == 0
    timeline.add("submitted", person="ouder")
    timeline.close()
    assert reopened(path).records == timeline.state.records
