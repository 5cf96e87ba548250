"""Forms: several steps, nothing that was typed gets lost."""

from datetime import timedelta

import pytest

from bot.api.answers import FormView
from bot.api.events import Author, Batch, Submitted
from bot.testing.chat import SeenForm
from bot.testing.room_chat import RoomChat
from tests.support.story import last, open_form
from tests.unit.core.example_cog.cog import Example

FIRST = {"one": "een", "two": "twee", "three": "drie", "four": "vier", "five": "vijf"}
SECOND = {"six": "zes", "seven": "zeven"}


async def opened(room: RoomChat, text: str = "/proef lang") -> SeenForm:
    await room.say("ouder", text, to="bot")
    await room.settled()
    return open_form(room, "ouder")


async def filled(room: RoomChat, values: dict[str, str], button: str = "next") -> SeenForm:
    await room.fill_in("ouder", open_form(room, "ouder"), values, button)
    await room.settled()
    return open_form(room, "ouder")


async def test_a_form_asks_five_things_at_a_time(room: RoomChat, example: Example) -> None:
    form = await opened(room)
    assert (form.step, form.steps, list(form.values)) == (1, 2, ["one", "two", "three", "four", "five"])
    assert form.buttons == ("next", "cancel")

    form = await filled(room, FIRST)
    assert (form.step, form.steps, list(form.values)) == (2, 2, ["six", "seven"])
    assert form.buttons == ("next", "back", "cancel")

    await room.fill_in("ouder", form, SECOND)
    await room.settled()
    assert example.ran == ["een|twee|zes|zeven"]
    assert room.form("ouder") is None
    assert last(room, "ouder", "bot").text == "Het is bewaard."


async def test_what_is_not_needed_can_be_skipped(room: RoomChat, example: Example) -> None:
    await opened(room)
    await room.fill_in("ouder", await filled(room, FIRST), {}, "rest")
    await room.settled()
    assert example.ran == ["een|twee||None"]
    assert room.form("ouder") is None


async def test_what_is_skipped_stays_as_it_was(room: RoomChat, example: Example) -> None:
    await opened(room, "/proef doorsturen")
    await room.fill_in("ouder", await filled(room, {"two": "twee"}), {}, "rest")
    await room.settled()
    assert example.ran == ["een|twee|zes|None"]


async def test_going_back_keeps_what_was_typed_on_both_steps(room: RoomChat, example: Example) -> None:
    await opened(room)
    await filled(room, FIRST)
    form = await filled(room, SECOND, "back")
    assert form.step == 1
    assert form.values == FIRST
    form = await filled(room, {"one": "anders"})
    assert form.values == SECOND
    await room.fill_in("ouder", form, {})
    await room.settled()
    assert example.ran == ["anders|twee|zes|zeven"]


async def test_going_back_needs_nothing_to_be_right(room: RoomChat) -> None:
    await opened(room)
    await filled(room, FIRST)
    form = await filled(room, {"six": "veel te lang om te passen"}, "back")
    assert (form.step, form.errors) == (1, {})
    assert (await filled(room, {})).values["six"] == "veel te lang om te passen"


async def test_what_is_missing_is_asked_for_at_its_field(room: RoomChat) -> None:
    await opened(room)
    form = await filled(room, {"one": "een"})
    assert form.step == 1
    assert form.errors == {"two": "Vul dit nog in."}
    assert form.values["one"] == "een"


async def test_nothing_is_called_wrong_before_anything_was_filled_in(room: RoomChat) -> None:
    assert (await opened(room)).errors == {}


async def test_an_error_stands_at_its_field_and_everything_typed_is_still_there(room: RoomChat) -> None:
    await opened(room)
    form = await filled(room, {**FIRST, "one": "x" * 21})
    assert list(form.errors) == ["one"]
    assert form.values == {**FIRST, "one": "x" * 21}


async def test_an_error_of_the_handler_comes_at_its_field_on_an_earlier_step(room: RoomChat, example: Example) -> None:
    await opened(room)
    await filled(room, {**FIRST, "two": "mis"})
    form = await filled(room, SECOND)
    assert (form.step, form.errors) == (1, {"two": "De tweede is mis."})
    assert form.values == {**FIRST, "two": "mis"}
    form = await filled(room, {"two": "goed"})
    assert (form.step, form.values, form.errors) == (2, SECOND, {})
    await room.fill_in("ouder", form, {})
    await room.settled()
    assert example.ran == ["een|goed|zes|zeven"]


async def test_an_error_about_the_whole_stands_above_the_form(room: RoomChat) -> None:
    await opened(room)
    await filled(room, FIRST)
    form = await filled(room, {**SECOND, "seven": "mis"})
    assert form.notes == ("Het geheel is mis.",)
    assert form.errors == {}
    assert form.values == {**SECOND, "seven": "mis"}
    assert (await filled(room, {}, "back")).values == FIRST


async def test_a_form_can_be_given_up(room: RoomChat, example: Example) -> None:
    form = await opened(room)
    await room.fill_in("ouder", form, FIRST, "cancel")
    await room.settled()
    assert room.form("ouder") is None
    await room.fill_in("ouder", form, FIRST)
    await room.settled()
    assert "verlopen" in last(room, "ouder", "bot").text
    assert example.ran == []


async def test_what_was_typed_with_the_command_is_in_the_form(room: RoomChat) -> None:
    form = await opened(room, "/proef lang eerste: een derde: nummer drie")
    assert form.values == {"one": "een", "two": "", "three": "nummer drie", "four": "", "five": ""}


async def test_nothing_is_asked_where_all_that_is_needed_was_typed(room: RoomChat, example: Example) -> None:
    await room.say("ouder", "/proef lang eerste: een tweede: twee", to="bot")
    await room.settled()
    assert room.form("ouder") is None
    assert example.ran == ["een|twee||None"]


async def test_another_form_opens_filled_in_with_what_to_look_at(room: RoomChat) -> None:
    form = await opened(room, "/proef doorsturen")
    assert form.title == "Een lang formulier"
    assert form.notes == ("Kijk dit na.",)
    assert form.values["one"] == "een"
    assert (await filled(room, {"two": "twee"})).values["six"] == "zes"


@pytest.mark.parametrize(("hours", "lives"), [(23, True), (25, False)])
async def test_a_form_can_be_filled_in_for_a_day(room: RoomChat, example: Example, *, hours: int, lives: bool) -> None:
    form = await opened(room)
    await room.world.later(timedelta(hours=hours))
    await room.fill_in("ouder", form, {**FIRST, "five": "wat ik schreef"})
    await room.settled()
    said = last(room, "ouder", "bot").text if not lives else ""
    assert ("verlopen" in said) is not lives
    assert ("wat ik schreef" in said) is not lives
    assert example.ran == []


async def test_what_was_typed_is_given_back_however_long_it_is(room: RoomChat) -> None:
    form = await opened(room)
    await room.world.later(timedelta(hours=25))
    await room.fill_in("ouder", form, {**FIRST, "five": "begin " + "woord " * 700 + "einde"})
    await room.settled()
    said = "\n".join(message.text for message in room.seen("ouder", "bot") if message.by_bot)
    assert "verlopen" in said
    assert "begin woord" in said
    assert "woord einde" in said


async def test_a_long_mistyped_command_is_answered_too(room: RoomChat) -> None:
    await room.say("ouder", "/onbegrijpelijk " + "x" * 1900 + " einde", to="bot")
    await room.settled()
    said = "\n".join(message.text for message in room.seen("ouder", "bot") if message.by_bot)
    assert "ken ik niet" in said
    assert "einde" in said


async def test_nobody_can_use_the_form_of_somebody_else(room: RoomChat, example: Example) -> None:
    form = await opened(room)
    await room.fill_in("jongere", form, {**FIRST, "one": "van jongere"})
    await room.settled()
    assert room.form("jongere") is None
    assert open_form(room, "ouder") == form
    await filled(room, FIRST)
    await room.fill_in("ouder", open_form(room, "ouder"), SECOND)
    await room.settled()
    assert example.ran == ["een|twee|zes|zeven"]


async def test_fields_of_another_step_cannot_be_slipped_in(room: RoomChat, example: Example) -> None:
    form = await opened(room)
    await room.fill_in("ouder", form, {**FIRST, "seven": "mis", "none such": "x"})
    await room.settled()
    form = open_form(room, "ouder")
    assert form.values == {"six": "", "seven": ""}
    await room.fill_in("ouder", form, {"six": "zes"})
    await room.settled()
    assert example.ran == ["een|twee|zes|None"]


async def test_a_form_that_is_opened_again_stands_as_it_was(room: RoomChat, example: Example) -> None:
    await opened(room)
    await filled(room, FIRST)
    again = await filled(room, {"six": "anders"}, "open")
    assert (again.step, again.values) == (2, {"six": "", "seven": ""})
    back = await filled(room, {}, "back")
    assert back.values == FIRST
    assert example.ran == []


async def test_what_is_wrong_in_a_form_is_still_told_when_it_is_opened_again(room: RoomChat) -> None:
    form = await opened(room, '/proef lang one: "dit is toch echt veel te lang"')
    assert list(form.errors) == ["one"]
    again = await filled(room, {}, "open")
    assert again.errors == form.errors
    assert again.ref == form.ref


class Windows:
    """Windows that stay open over each other, each with a step of one form, as on a platform that counts them."""

    def __init__(self, room: RoomChat) -> None:
        self._room = room
        self._handed_in = 0

    async def hand_in(self, step: int, values: dict[str, str]) -> object:
        self._handed_in += 1
        event = f"w{self._handed_in}"
        who = Author("room:ouder", "Ouder", "nl")
        draft = open_form(self._room, "ouder").ref
        asked = Submitted(event, who, "dm:ouder", draft, "next", values, direct=True, step=step)
        [reply] = await self._room.world.app.intake.take(Batch("elsewhere", [asked]))
        return reply.shown.view


async def test_a_window_that_is_handed_in_twice_takes_nobody_past_a_step(room: RoomChat, example: Example) -> None:
    await opened(room)
    windows = Windows(room)
    for values in (FIRST, {**FIRST, "one": "anders"}):
        view = await windows.hand_in(1, values)
        assert isinstance(view, FormView)
        assert (view.step, [field.name for field in view.fields]) == (2, ["six", "seven"])
    assert example.ran == []
    await windows.hand_in(2, SECOND)
    assert example.ran == ["anders|twee|zes|zeven"]


async def test_a_window_of_a_step_that_somebody_went_back_from_still_counts(room: RoomChat, example: Example) -> None:
    await opened(room)
    await filled(room, FIRST)
    await filled(room, {}, "back")
    await Windows(room).hand_in(2, SECOND)
    assert example.ran == ["een|twee|zes|zeven"]


async def test_a_window_of_a_step_that_there_is_not_shows_the_one_there_is(room: RoomChat, example: Example) -> None:
    await opened(room)
    await filled(room, FIRST)
    view = await Windows(room).hand_in(3, SECOND)
    assert isinstance(view, FormView)
    assert view.step == 2
    assert example.ran == []


async def test_an_expired_form_cannot_be_opened_again(room: RoomChat) -> None:
    form = await opened(room)
    await room.world.later(timedelta(hours=25))
    await room.fill_in("ouder", form, {}, "open")
    await room.settled()
    assert "verlopen" in last(room, "ouder", "bot").text
