"""The room is as strict as the strictest real platform."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.api.answers import Answer, Field, FormView, Reply, Shown
from bot.api.cards import Choice
from bot.api.content import content, paragraph
from bot.api.errors import Gone, PlatformError, Refused, RetryLater
from bot.api.events import Author, Batch, StandingReaction, Typed
from bot.api.platform import Outgoing
from bot.app import room_settings
from bot.platforms.room.adapter import Room
from bot.platforms.room.limits import ANSWER_WITHIN_S, REACTIONS_A_PAGE
from bot.platforms.room.model import Person
from bot.testing.world import config_in

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class Seconds:
    """The room's sense of time, in the test's hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def quiet(tmp_path: Path, seconds: Seconds) -> Iterator[Room]:
    """A room without a bot."""
    room = Room(room_settings(config_in(tmp_path)), seconds)
    yield room
    room.close()


def saying(text: str, *choices: str) -> Outgoing:
    return Outgoing(content(paragraph(text)), tuple(Choice(emoji, emoji, emoji) for emoji in choices))


async def next_batch(room: Room, cursor: str | None = None) -> Batch:
    async for batch in room.batches(cursor):
        return batch
    raise AssertionError("there is always a next batch")


async def asked(room: Room, text: str = "/hulp") -> Typed:
    """Let somebody ask something, and hand it over to the bot."""
    room.say(room.people["ouder"], "aankondigingen", text, "nl", text)
    batch = await next_batch(room, str(room.timeline.last - 1))
    [event] = batch.events
    assert isinstance(event, Typed)
    return event


def answer(event: Typed, text: str = "dit") -> Reply:
    return Reply(event, Shown(Answer(content(paragraph(text)))))


@pytest.mark.parametrize(("size", "fits"), [(0, False), (1, True), (2000, True), (2001, False)])
async def test_a_message_has_between_one_and_2000_characters(quiet: Room, *, size: int, fits: bool) -> None:
    person, message = quiet.people["ouder"], saying("x" * size)
    event = await asked(quiet)
    posted = await quiet.send("wat-als", saying("kort"), "0")
    for attempt in (
        quiet.send("aankondigingen", message, "1"),
        quiet.send_direct("room:ouder", message, "2"),
        quiet.edit(posted, message),
        quiet.show(answer(event, "x" * size)),
    ):
        if fits:
            await attempt
        else:
            with pytest.raises(Refused):
                await attempt
    if not fits:
        with pytest.raises(Refused):
            quiet.say(person, "aankondigingen", "x" * size, "nl", "3")


@pytest.mark.parametrize(("fields", "fits"), [(5, True), (6, False)])
async def test_a_form_has_at_most_five_fields(quiet: Room, *, fields: int, fits: bool) -> None:
    asks = tuple(Field(f"f{number}", "Veld", "text", required=False) for number in range(fields))
    form = Reply(await asked(quiet), Shown(FormView("draft", "Titel", 1, 1, asks, ())))
    if fits:
        await quiet.show(form)
    else:
        with pytest.raises(Refused):
            await quiet.show(form)
    assert len(quiet.timeline.state.forms) == fits


async def test_a_message_has_at_most_twenty_kinds_of_reaction(quiet: Room) -> None:
    ref = await quiet.send("wat-als", saying("kies"), "1")
    for number in range(20):
        await quiet.react(ref, f"e{number}")
    with pytest.raises(Refused):
        await quiet.react(ref, "e20")
    with pytest.raises(Refused):
        quiet.put_reaction("ouder", ref, "e20")
    quiet.put_reaction("ouder", ref, "e19")


async def test_a_message_can_be_edited_five_times_in_five_seconds(quiet: Room, seconds: Seconds) -> None:
    one, other = await quiet.send("wat-als", saying("tekst"), "1"), await quiet.send("wat-als", saying("tekst"), "2")
    for number in range(5):
        seconds.now = float(number)
        await quiet.edit(one, saying(f"tekst {number}"))
    with pytest.raises(RetryLater) as refused:
        await quiet.edit(one, saying("te snel"))
    assert refused.value.after == 1.0
    assert "te snel" not in str(quiet.timeline.state.messages[one].content)
    await quiet.edit(other, saying("een ander bericht mag"))
    seconds.now += refused.value.after
    await quiet.edit(one, saying("nu wel"))


@pytest.mark.parametrize(("after", "shown"), [(ANSWER_WITHIN_S, True), (ANSWER_WITHIN_S + 0.1, False)])
async def test_an_answer_comes_within_three_seconds_or_not_at_all(
    quiet: Room, seconds: Seconds, *, after: float, shown: bool
) -> None:
    event = await asked(quiet)
    seconds.now += after
    if shown:
        await quiet.show(answer(event))
    else:
        with pytest.raises(Refused):
            await quiet.show(answer(event))
    assert len(quiet.timeline.state.messages) == 1 + shown


async def test_a_question_is_answered_once(quiet: Room) -> None:
    event = await asked(quiet)
    await quiet.show(answer(event))
    with pytest.raises(Refused):
        await quiet.show(answer(event))


async def test_what_nobody_asked_is_not_answered(quiet: Room) -> None:
    stranger = Typed("room:99", Author("room:ouder", "Ouder"), "aankondigingen", "/hulp")
    with pytest.raises(Refused):
        await quiet.show(answer(stranger))


async def test_the_same_key_gives_the_same_message(quiet: Room) -> None:
    for send in (
        lambda text: quiet.send("wat-als", saying(text), "a"),
        lambda text: quiet.send_direct("room:ouder", saying(text), "b"),
    ):
        first = await send("een")
        assert await send("twee") == first
        assert "een" in str(quiet.timeline.state.messages[first].content)
    assert await quiet.find("wat-als", "a", LONG_AGO) is not None
    assert await quiet.find("wat-als", "c", LONG_AGO) is None
    assert len(quiet.timeline.state.messages) == 2


async def test_a_key_is_known_after_a_restart(quiet: Room, tmp_path: Path) -> None:
    ref = await quiet.send("wat-als", saying("een"), "a")
    again = Room(room_settings(config_in(tmp_path)))
    assert await again.send("wat-als", saying("twee"), "a") == ref
    again.close()


async def test_what_is_not_there_is_gone_or_refused(quiet: Room) -> None:
    with pytest.raises(Refused):
        await quiet.send("no-such-channel", saying("x"), "1")
    with pytest.raises(Refused):
        await quiet.send_direct("room:nobody", saying("x"), "2")
    for attempt in (quiet.edit("x", saying("x")), quiet.react("x", "👍"), quiet.take_away("x", "👍", "room:ouder")):
        with pytest.raises(Gone):
            await attempt
    with pytest.raises(PlatformError):
        _ = [page async for page in quiet.reactions("x")]


async def test_doing_it_again_is_no_error(quiet: Room) -> None:
    ref = await quiet.send("wat-als", saying("kies"), "1")
    for _ in range(2):
        await quiet.react(ref, "👍")
        quiet.put_reaction("ouder", ref, "👍")
    before = quiet.timeline.last
    for _ in range(2):
        await quiet.take_away(ref, "👍", "room:ouder")
        quiet.take_back("jongere", ref, "👍")
    assert quiet.timeline.last == before + 1
    assert quiet.timeline.state.messages[ref].reactions == {"👍": ["bot"]}


async def test_reactions_are_read_in_pages_without_their_moments(quiet: Room) -> None:
    ref = await quiet.send("wat-als", saying("kies"), "1")
    await quiet.react(ref, "👍")
    people = [f"p{number}" for number in range(REACTIONS_A_PAGE + 1)]
    for person in people:
        quiet.people[person] = Person(person, person)
        quiet.put_reaction(person, ref, "👍")
    pages = [page async for page in quiet.reactions(ref)]
    assert [len(page) for page in pages] == [REACTIONS_A_PAGE, 2]
    standing: list[StandingReaction] = [reaction for page in pages for reaction in page]
    assert [reaction.author.key for reaction in standing if not reaction.mine] == [f"room:{p}" for p in people]
    assert {reaction.at for reaction in standing} == {None}
    assert len({(reaction.author.key, reaction.source) for reaction in standing}) == len(standing)


async def test_what_the_bot_does_itself_is_no_event(quiet: Room) -> None:
    ref = await quiet.send("wat-als", saying("kies"), "1")
    await quiet.react(ref, "👍")
    quiet.put_reaction("ouder", ref, "👍")
    await quiet.take_away(ref, "👍", "room:ouder")
    batch = await next_batch(quiet)
    assert [type(event).__name__ for event in batch.events] == ["Reacted"]
    assert batch.cursor == str(quiet.timeline.last)
    assert not batch.gap


async def test_a_cursor_of_another_timeline_is_a_gap(quiet: Room) -> None:
    quiet.say(quiet.people["ouder"], "wat-als", "hallo", "nl", "1")
    batch = await next_batch(quiet, "1000")
    assert (batch.gap, list(batch.events), batch.cursor) == (True, [], "1")
