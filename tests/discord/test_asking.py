"""What people ask by commands, buttons and forms, and what they see: the real discord.py, over the double."""

import asyncio

import pytest

from bot.api.answers import Answer, FollowUp, Shown
from bot.api.content import code, content, paragraph
from bot.api.events import Invoked
from bot.api.kinds import Option
from bot.platforms.discord.commands.sync import KEY as COMMANDS
from bot.platforms.discord.gateway import client
from tests.discord.asking import Asked, Bench, an_answer, asking, by_command, says, seen
from tests.discord.bare import until
from tests.discord.double import Double, GuildKeeper
from tests.discord.double.people import Person
from tests.discord.double.state import Channel
from tests.unit.discord.store import MemoryStore


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


async def test_a_command_in_an_answer_can_be_pressed(
    bench: Bench, double: Double, channel: Channel, ouder: Person
) -> None:
    await until(lambda: COMMANDS in bench.store.kept)
    [command_id] = [one["id"] for one in double.state.commands if one["name"] == "sessie"]
    bench.answer = by_command(sessie_lijst=Shown(Answer(content(paragraph("Typ ", code("/sessie toon 3"), " nu")))))
    ouder.command(channel, "sessie lijst")
    [told] = await seen(ouder, channel)
    assert says(told) == f"Typ </sessie toon:{command_id}> `3` nu"


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
