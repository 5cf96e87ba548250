"""What is filled in and decided on Discord: windows, the messages between them, previews."""

import pytest
from msgspec.structs import replace

from bot.api.answers import Button, Field, FormView, PreviewView, Shown
from bot.api.cards import Card
from bot.api.content import Heading, content, file, paragraph
from bot.api.events import Invoked, Submitted
from bot.api.kinds import Option
from tests.discord.asking import Asked, Bench, an_answer, by_command, says, seen
from tests.discord.bare import until
from tests.discord.double import Double
from tests.discord.double.people import Person, buttons
from tests.discord.double.state import Channel

DATE = Field("day", "Datum", "text", required=True, help="Bijvoorbeeld: 13 oktober.", value="gisteren", max=100)
CHOICE = Field("choice", "Hoe", "choice", required=False, options=(Option("place", "Ik kom"), Option("no", "Nee")))
FLAG = Field("online", "Online kan ook", "flag", required=False, value="ja")
TEXT = Field("description", "Waar gaat het over?", "long", required=False, max=10000)
CONFIRM = (Button("confirm", "Plaatsen", "primary"), Button("cancel", "Annuleren"))


def a_form(*fields: Field, step: int = 1, steps: int = 1, notes: tuple[str, ...] = ()) -> FormView:
    back = (Button("back", "Terug"),) if step > 1 else ()
    buttons = (Button("next", "Klaar", "primary"), *back, Button("cancel", "Annuleren"))
    return FormView("draft-1", "Maak een nieuwe sessie", step, steps, fields, buttons, "Vul in wat je weet.", notes)


async def test_a_form_is_filled_in_and_comes_back_after_a_mistake(
    bench: Bench, channel: Channel, moderator: Person
) -> None:
    def answer(asked: Asked) -> Shown:
        if isinstance(asked, Invoked):
            return Shown(a_form(DATE, CHOICE, FLAG, TEXT))
        assert isinstance(asked, Submitted)
        day = asked.input.get("day", "gisteren")
        wrong = Field("day", "Datum", "text", required=True, value=day, error="Deze dag is voorbij.")
        if day == "gisteren" or asked.button == "open":
            return Shown(a_form(wrong, CHOICE, FLAG, TEXT))
        return Shown(an_answer("Bewaard.").view, closes="draft-1")

    bench.answer = answer
    moderator.command(channel, "sessie nieuw")
    await until(lambda: moderator.modal)
    moderator.submit({"description": "Regels.\n\nVeel regels.", "Hoe": "place", "Online kan ook": False})
    [between] = await seen(moderator, channel)
    assert "Deze dag is voorbij" in says(between)
    [_, handed_in] = bench.asked
    assert isinstance(handed_in, Submitted)
    assert handed_in.input == {
        "day": "gisteren",
        "choice": "place",
        "online": "nee",
        "description": "Regels.\n\nVeel regels.",
    }
    moderator.press(between, "Verbeteren")
    await until(lambda: moderator.modal)
    moderator.submit({"Datum": "13 oktober"})
    await until(lambda: says(between) == "Bewaard.")
    assert buttons(between) == []
    assert moderator.sees(channel) == [between]


async def test_steps_have_a_button_between_them(bench: Bench, channel: Channel, moderator: Person) -> None:
    def answer(asked: Asked) -> Shown:
        second = isinstance(asked, Submitted) and asked.button != "back"
        return Shown(a_form(TEXT, step=2, steps=2) if second else a_form(DATE, step=1, steps=2))

    bench.answer = answer
    moderator.command(channel, "sessie nieuw")
    await until(lambda: moderator.modal)
    assert moderator.modal is not None
    assert moderator.modal["title"] == "Maak een nieuwe sessie (1/2)"
    moderator.submit({})
    [between] = await seen(moderator, channel)
    assert "Deel 1 van 2 is klaar" in says(between)
    moderator.press(between, "Verder")
    await until(lambda: moderator.modal)
    assert moderator.modal["custom_id"] == "step:draft-1:2"
    moderator.dismiss()
    moderator.press(between, "Terug")
    await until(lambda: moderator.modal)
    assert moderator.modal["custom_id"] == "step:draft-1:1"


@pytest.mark.parametrize(
    ("fields", "labels"),
    [
        ((TEXT, FLAG, DATE), ["Verder", "Overslaan", "Terug", "Annuleren"]),
        ((TEXT, replace(DATE, value="")), ["Verder", "Terug", "Annuleren"]),
        ((TEXT, replace(DATE, error="Deze dag is voorbij.")), ["Verbeteren", "Terug", "Annuleren"]),
    ],
    ids=["nothing is wanting", "something is wanting", "something is wrong"],
)
async def test_a_last_step_that_asks_for_nothing_needed_can_be_skipped(
    bench: Bench, channel: Channel, moderator: Person, fields: tuple[Field, ...], labels: list[str]
) -> None:
    kept = Shown(an_answer("Bewaard.").view, closes="draft-1")
    second = Shown(a_form(*fields, step=2, steps=2))
    bench.answer = by_command(sessie_nieuw=Shown(a_form(DATE, step=1, steps=2)), next=second, rest=kept)
    moderator.command(channel, "sessie nieuw")
    await until(lambda: moderator.modal)
    moderator.submit({})
    [between] = await seen(moderator, channel)
    assert [one["label"] for one in buttons(between)] == labels
    may = "Overslaan" in labels
    assert ("Deel 2 mag je overslaan." in says(between)) is may
    if may:
        moderator.press(between, "Overslaan")
        await until(lambda: says(between) == "Bewaard.")
        assert moderator.modal is None


async def test_a_step_with_others_after_it_cannot_be_skipped(bench: Bench, channel: Channel, moderator: Person) -> None:
    second = Shown(a_form(TEXT, step=2, steps=3))
    bench.answer = by_command(sessie_nieuw=Shown(a_form(DATE, step=1, steps=3)), next=second)
    moderator.command(channel, "sessie nieuw")
    await until(lambda: moderator.modal)
    moderator.submit({})
    [between] = await seen(moderator, channel)
    assert "Overslaan" not in [one["label"] for one in buttons(between)]


async def test_a_preview_shows_the_card_and_becomes_the_answer(
    bench: Bench, channel: Channel, moderator: Person
) -> None:
    card = Card(content(Heading("Vervolg in Utrecht"), file("poster.png", "image/png", b"x", "Een poster")))
    preview = PreviewView("draft-2", content(paragraph("Zo komt het er te staan")), CONFIRM, card)
    done = Shown(an_answer("Aangekondigd.").view, closes="draft-2")
    bench.answer = by_command(sessie_aankondigen=Shown(preview), confirm=done)
    moderator.command(channel, "sessie aankondigen", {"sessie": "3"})
    [shown] = await seen(moderator, channel)
    assert says(shown) == "Zo komt het er te staan\n## Vervolg in Utrecht"
    moderator.press(shown, "Plaatsen")
    await until(lambda: says(shown) == "Aangekondigd.")
    assert buttons(shown) == []
    assert moderator.sees(channel) == [shown]


async def test_who_stops_sees_that_nothing_was_done(bench: Bench, channel: Channel, moderator: Person) -> None:
    preview = PreviewView("draft-2", content(paragraph("Zo komt het er te staan")), CONFIRM)
    bench.answer = by_command(sessie_aankondigen=Shown(preview), cancel=Shown(None, closes="draft-2"))
    moderator.command(channel, "sessie aankondigen")
    [shown] = await seen(moderator, channel)
    moderator.press(shown, "Annuleren")
    await until(lambda: "Er is niets gedaan" in says(shown))
    assert buttons(shown) == []


@pytest.mark.usefixtures("hurried")
async def test_what_takes_long_is_said_to_follow(
    bench: Bench, double: Double, channel: Channel, moderator: Person
) -> None:
    bench.free.clear()
    bench.answer = by_command(sessie_nieuw=Shown(a_form(DATE)), open=Shown(a_form(DATE)))
    moderator.command(channel, "sessie nieuw")
    await until(lambda: moderator.sees(channel))
    assert moderator.modal is None
    bench.free.set()
    [between] = await seen(moderator, channel)
    assert "staat voor je klaar" in says(between)


@pytest.mark.usefixtures("hurried")
async def test_a_button_that_takes_long_changes_its_message(
    bench: Bench, double: Double, channel: Channel, moderator: Person
) -> None:
    preview = PreviewView("draft-2", content(paragraph("Zo komt het er te staan")), CONFIRM)
    done = Shown(an_answer("Aangekondigd.").view, closes="draft-2")
    bench.answer = by_command(sessie_aankondigen=Shown(preview), confirm=done)
    moderator.command(channel, "sessie aankondigen")
    [shown] = await seen(moderator, channel)
    bench.free.clear()
    pressed = moderator.press(shown, "Plaatsen")
    await pressed.answered.wait()
    bench.free.set()
    await until(lambda: says(shown) == "Aangekondigd.")
    assert moderator.sees(channel) == [shown]


async def test_alone_with_the_bot_everything_stays(bench: Bench, ouder: Person) -> None:
    done = replace(an_answer("Bewaard."), closes=a_form(DATE).draft_id)
    bench.answer = by_command(typed=Shown(a_form(DATE)), open=Shown(a_form(DATE)), next=done)
    talk = ouder.direct()
    ouder.write(talk, "/sessie nieuw")
    [_, between] = await seen(ouder, talk, 2)
    ouder.press(between, "Formulier openen")
    await until(lambda: ouder.modal)
    ouder.submit({})
    await until(lambda: says(between) == "Bewaard.")
    assert between.private_to is None
