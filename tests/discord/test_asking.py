"""What people ask by commands, buttons and forms, and what they see: the real discord.py, over the double."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from bot.api.answers import Answer, Button, Field, FollowUp, FormView, PreviewView, Shown
from bot.api.cards import Card
from bot.api.content import Heading, content, file, paragraph
from bot.api.events import Invoked, Submitted
from bot.api.kinds import Option
from bot.platforms.discord import client, responding
from tests.discord.asking import Asked, Bench, asking
from tests.discord.double import Double, GuildKeeper
from tests.discord.double.components import texts
from tests.discord.double.people import Person, buttons
from tests.discord.double.state import Channel, Message
from tests.unit.discord.store import MemoryStore

DATE = Field("day", "Datum", "text", required=True, help="Bijvoorbeeld: 13 oktober.", value="gisteren", max=100)
CHOICE = Field("choice", "Hoe", "choice", required=False, options=(Option("place", "Ik kom"), Option("no", "Nee")))
FLAG = Field("online", "Online kan ook", "flag", required=False, value="ja")
TEXT = Field("description", "Waar gaat het over?", "long", required=False, max=10000)
CONFIRM = (Button("confirm", "Plaatsen", "primary"), Button("cancel", "Annuleren"))


def a_form(*fields: Field, step: int = 1, steps: int = 1, notes: tuple[str, ...] = ()) -> FormView:
    back = (Button("back", "Terug"),) if step > 1 else ()
    buttons = (Button("next", "Klaar", "primary"), *back, Button("cancel", "Annuleren"))
    return FormView("draft-1", "Maak een nieuwe sessie", step, steps, fields, buttons, "Vul in wat je weet.", notes)


def an_answer(text: str, *more: str, follow_ups: tuple[FollowUp, ...] = (), public: bool = False) -> Shown:
    rest = tuple(content(paragraph(one)) for one in more)
    return Shown(Answer(content(paragraph(text)), public=public, more=rest, follow_ups=follow_ups))


@pytest.fixture
def channel(guild: GuildKeeper) -> Channel:
    return guild.text("aankondigingen")


@pytest.fixture
async def bench(double: Double, channel: Channel, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    monkeypatch.setattr(client, "GUILDS_WITHIN_S", 0.01)
    async with asking(double, channel.id) as made:
        yield made


def named(double: Double, name: str) -> Person:
    return next(person for person in double.people.values() if person.user.name == name)


@pytest.fixture
def ouder(double: Double, guild: GuildKeeper) -> Person:
    return named(double, "Ouder")


@pytest.fixture
def moderator(double: Double, guild: GuildKeeper) -> Person:
    return named(double, "Moderator")


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(responding, "ACKNOWLEDGED_WITHIN_S", 0)


async def until(happened: Callable[[], object]) -> None:
    while not happened():  # noqa: ASYNC110 - nobody tells when
        await asyncio.sleep(0)


def says(message: Message) -> str:
    return "\n".join(texts(message.components))


async def seen(person: Person, channel: Channel, many: int = 1) -> list[Message]:
    """Return what somebody sees in a channel, when the bot has said so much there."""
    await until(lambda: sum(not message.flags & 128 for message in person.sees(channel)) >= many)
    return person.sees(channel)


def by_command(**answers: Shown) -> Callable[[Asked], Shown | None]:
    """Return what is answered by the id of a command, or by the button of a draft."""

    def answer(asked: Asked) -> Shown | None:
        told = (
            asked.command if isinstance(asked, Invoked) else asked.button if isinstance(asked, Submitted) else "typed"
        )
        return answers.get(told.replace("-", "_"))

    return answer


async def test_everybody_finds_their_commands_in_their_own_language(
    bench: Bench, double: Double, channel: Channel, ouder: Person, moderator: Person
) -> None:
    dutch = {pick.path for pick in ouder.commands(channel)}
    assert {"aanmelden", "sessie nieuw", "herinneringen toon", "herinneringen uit", "mijn aanmeldingen"} <= dutch
    assert "instellen taal" not in dutch
    assert "instellen moderator erbij" in {pick.path for pick in moderator.commands(channel)}
    assert "instellen taal" in {pick.path for pick in ouder.commands(ouder.direct())}
    ouder.user.locale = "en-GB"
    assert {"signup", "session new", "reminders show", "my signups"} <= {one.path for one in ouder.commands(channel)}
    ouder.user.locale = "de"
    assert {pick.path for pick in ouder.commands(channel)} == dutch


async def test_the_same_commands_are_told_once(bench: Bench, double: Double) -> None:
    assert len(double.asked_for("PUT", "/commands")) == 1
    async with asking(double, store=bench.store):
        await double.heard()
    assert len(double.asked_for("PUT", "/commands")) == 1


async def test_an_answer_is_seen_by_who_asked_alone(
    bench: Bench, channel: Channel, ouder: Person, moderator: Person
) -> None:
    bench.answer = by_command(sessie_lijst=an_answer("Er komt één sessie.", "En nog iets."))
    ouder.command(channel, "sessie lijst")
    first, second = await seen(ouder, channel, 2)
    assert (says(first), says(second)) == ("Er komt één sessie.", "En nog iets.")
    assert moderator.sees(channel) == []
    [asked] = bench.asked
    assert asked.author.key == f"discord:{ouder.id}"
    assert asked.channel_ref == channel.id


async def test_a_public_answer_is_seen_by_everybody(
    bench: Bench, channel: Channel, ouder: Person, moderator: Person
) -> None:
    bench.answer = by_command(sessie_lijst=an_answer("Er komt één sessie.", public=True))
    ouder.command(channel, "sessie lijst")
    assert len(await seen(moderator, channel)) == 1


async def test_what_is_given_is_what_is_heard(bench: Bench, channel: Channel, ouder: Person) -> None:
    bench.answer = by_command(aanmelden=an_answer("Je staat erop."))
    ouder.command(channel, "aanmelden", {"sessie": "3", "hoe": "place"})
    await seen(ouder, channel)
    [asked] = bench.asked
    assert isinstance(asked, Invoked)
    assert (asked.command, asked.input) == ("aanmelden", {"session": "3", "choice": "place"})


async def test_while_one_types_the_bot_suggests(bench: Bench, channel: Channel, ouder: Person) -> None:
    bench.desk.options = [Option("3", "3. Vervolg (vrijdag 13 oktober)")]
    found = await ouder.suggestions(channel, "aanmelden", "sessie", "verv")
    assert found == [{"name": "3. Vervolg (vrijdag 13 oktober)", "value": "3"}]


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


async def test_pages_turn_where_they_are_and_other_ways_lead_on(bench: Bench, channel: Channel, ouder: Person) -> None:
    def answer(asked: Asked) -> Shown:
        assert isinstance(asked, Invoked)
        if asked.command == "hulp":
            return an_answer("Dit kun je doen.")
        page = asked.input.get("page", "1")
        more = (FollowUp("Meer", "idee-lijst", {"page": "2"}), FollowUp("Hulp", "hulp", {"word": "é" * 90}))
        return an_answer(f"Bladzijde {page}", follow_ups=more)

    bench.answer = answer
    ouder.command(channel, "idee lijst")
    [shown] = await seen(ouder, channel)
    ouder.press(shown, "Meer")
    await until(lambda: says(shown) == "Bladzijde 2")
    ouder.press(shown, "Hulp")
    [_, help_] = await seen(ouder, channel, 2)
    assert says(help_) == "Dit kun je doen."
    assert bench.asked[-1].input == {"word": "é" * 90}  # type: ignore[union-attr]


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
async def test_a_public_answer_that_took_long_is_public_all_the_same(
    bench: Bench, channel: Channel, ouder: Person, moderator: Person
) -> None:
    bench.free.clear()
    bench.answer = by_command(sessie_lijst=an_answer("Er komt één sessie.", public=True))
    ouder.command(channel, "sessie lijst")
    await until(lambda: ouder.sees(channel))
    bench.free.set()
    [said] = await seen(moderator, channel)
    assert ouder.sees(channel) == [said]


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


async def test_alone_with_the_bot_the_server_says_who_moderates(bench: Bench, ouder: Person, moderator: Person) -> None:
    bench.answer = by_command(sessie_lijst=an_answer("Er komt één sessie."))
    for person in (ouder, moderator):
        person.command(person.direct(), "sessie lijst")
        await seen(person, person.direct())
    assert [(asked.author.moderator, asked.direct) for asked in bench.asked] == [(False, True), (True, True)]


async def test_a_message_is_done_something_with(
    bench: Bench, channel: Channel, ouder: Person, moderator: Person
) -> None:
    bench.answer = by_command(overzicht_erbij=an_answer("Bewaard."))
    message = ouder.write(channel, "Kom ook!")
    moderator.act(message, "Zet in het volgende overzicht")
    await until(lambda: len(moderator.sees(channel)) == 2)
    [asked] = bench.asked
    assert isinstance(asked, Invoked)
    assert (asked.command, asked.input) == ("overzicht-erbij", {"text": "Kom ook!"})


async def test_buttons_outlive_a_restart(
    double: Double, channel: Channel, ouder: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "GUILDS_WITHIN_S", 0.01)
    store = MemoryStore()
    ways = (FollowUp("Steun", "idee-steun", {"idea": "3"}), FollowUp("Hulp", "hulp", {"word": "é" * 90}))
    async with asking(double, channel.id, store=store) as before:
        before.answer = by_command(idee_toon=an_answer("Wat als we luisteren?", follow_ups=ways))
        ouder.command(channel, "idee toon")
        [shown] = await seen(ouder, channel)
    async with asking(double, channel.id, store=store) as after:
        await until(lambda: len(double.gateway.identified) == 2)
        await double.heard()
        after.answer = by_command(idee_steun=an_answer("Gesteund."), hulp=an_answer("Dit kun je doen."))
        for many, button in enumerate(("Steun", "Hulp"), 2):
            ouder.press(shown, button)
            await seen(ouder, channel, many)
        assert [asked.input for asked in after.asked if isinstance(asked, Invoked)] == [way.input for way in ways]


async def test_many_people_at_once_are_all_answered(
    bench: Bench, double: Double, guild: GuildKeeper, channel: Channel
) -> None:
    bench.answer = by_command(aanmelden=an_answer("Je staat erop."))
    people = [double.add_person(f"Mens {number}") for number in range(60)]
    guild.join(*people)
    asked = [person.command(channel, "aanmelden", {"sessie": "1", "hoe": "place"}) for person in people]
    await asyncio.gather(*(one.answered.wait() for one in asked))
    for person in people:
        assert [says(said) for said in await seen(person, channel)] == ["Je staat erop."]
