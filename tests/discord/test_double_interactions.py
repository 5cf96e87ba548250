"""Commands, buttons and modals on the double, as discord.py answers them."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import discord
import pytest
from discord import app_commands, ui

from tests.discord.bare import Bare, connected, until
from tests.discord.double import Double, GuildKeeper, Permission
from tests.discord.double.components import texts
from tests.discord.double.modal import NotAcceptedError, filled_in, said
from tests.discord.double.people import Person
from tests.discord.double.state import Channel, Message


class Idea(ui.Modal, title="Nieuw idee"):
    """A modal with one of each kind of input."""

    intro: ui.TextDisplay[Any] = ui.TextDisplay("Vertel je idee")
    what: ui.Label[Any] = ui.Label(text="Wat als", component=ui.TextInput(custom_id="what", max_length=10))
    kind: ui.Label[Any] = ui.Label(
        text="Soort",
        component=ui.Select(custom_id="kind", options=[discord.SelectOption(label="Oorzaak", value="cause")]),
    )
    sure: ui.Label[Any] = ui.Label(text="Zeker", component=ui.Checkbox(custom_id="sure", default=True))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        kinds = self.kind.component.values  # type: ignore[attr-defined]
        text = f"{self.what.component.value} {kinds} {self.sure.component.value}"  # type: ignore[attr-defined]
        await interaction.response.send_message(text, ephemeral=True)


class Asked(Bare):
    """Keeps interactions for the test to answer."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = app_commands.CommandTree(self)

        @self.tree.command(description="Stuur een idee in")
        @app_commands.describe(what="Waar gaat het over?")
        @app_commands.choices(sort=[app_commands.Choice(name="Oorzaak", value="cause")])
        async def idee(interaction: discord.Interaction, what: str | None = None, sort: str | None = None) -> None:
            await interaction.response.send_modal(Idea())

        @self.tree.command(description="Ruim op")
        @app_commands.default_permissions(manage_messages=True)
        async def ruim(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("Klaar", ephemeral=True)

        @self.tree.context_menu(name="Bewaar")
        async def bewaar(interaction: discord.Interaction, message: discord.Message) -> None:
            await interaction.response.send_message(message.content, ephemeral=True)

        @idee.autocomplete("what")
        async def what(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=f"{typed}!", value=typed)]


class Silent(Bare):
    """Leaves interactions for the test to answer."""

    async def next(self) -> discord.Interaction:
        await until(lambda: bool(self.of("interaction")))
        name, args = next(one for one in self.told if one[0] == "interaction")
        self.told.remove((name, args))
        interaction: discord.Interaction = args[0]
        return interaction


@pytest.fixture
async def client(double: Double, channel: Channel) -> AsyncIterator[Silent]:
    async with connected(double, Silent()) as client:
        yield client


@pytest.fixture
async def button(client: Silent, channel: Channel, ouder: Person) -> Message:
    """A message of the bot with a button."""
    await with_button(client, channel.id)
    return ouder.sees(channel)[0]


async def test_a_command_opens_a_modal_that_is_filled_in(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    ouder = double.named("Ouder")
    async with connected(double, Asked()) as client:
        await client.tree.sync()
        await ouder.command(channel, "idee").answered.wait()
        assert ouder.modal is not None
        assert said(ouder.modal) == ["Vertel je idee"]
        for values in ({"Wat als": "", "Soort": "cause"}, {"Wat als": "x" * 11, "Soort": "cause"}, {"Wat als": "thee"}):
            with pytest.raises(NotAcceptedError):
                ouder.submit(values)
        await ouder.submit({"Wat als": "thee", "kind": "cause"}).answered.wait()
        assert ouder.modal is None
        assert [one.content for one in ouder.sees(channel)] == ["thee ['cause'] True"]
        assert double.named("Jongere").sees(channel) == []


async def test_one_gives_no_more_than_what_the_list_has(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    ouder = double.named("Ouder")
    async with connected(double, Asked()) as client:
        await client.tree.sync()
        await ouder.command(channel, "idee", {"sort": "cause"}).answered.wait()
        for path, values in (("ideeën", {}), ("idee", {"sort": "thee"}), ("idee", {"wie": "ik"})):
            with pytest.raises(NotAcceptedError):
                ouder.command(channel, path, values)


async def test_suggestions_come_while_one_types(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    async with connected(double, Asked()) as client:
        await client.tree.sync()
        found = await double.named("Ouder").suggestions(channel, "idee", "what", "thee")
        assert found == [{"name": "thee!", "value": "thee"}]


async def test_one_does_something_with_a_message_that_the_bot_else_may_not_read(
    double: Double, guild: GuildKeeper
) -> None:
    channel = guild.text("algemeen")
    ouder = double.named("Ouder")
    message = double.named("Jongere").write(channel, "Goed idee")
    async with connected(double, Asked()) as client:
        await client.tree.sync()
        await ouder.act(message, "Bewaar").answered.wait()
        assert [one.content for one in ouder.sees(channel)] == ["Goed idee", "Goed idee"]


async def test_commands_of_moderators_are_in_their_list_alone(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    ouder = double.named("Ouder")
    async with connected(double, Asked()) as client:
        await client.tree.sync()
        assert [one.path for one in ouder.commands(channel)] == ["idee"]
        assert [one.path for one in double.named("Moderator").commands(channel)] == ["idee", "ruim"]
        guild.give(ouder.id, guild.role("moderator", Permission.MANAGE_MESSAGES))
        assert [one.path for one in ouder.commands(channel)] == ["idee", "ruim"]


async def test_an_answer_is_given_once_and_in_time(
    double: Double, client: Silent, channel: Channel, ouder: Person, button: Message
) -> None:
    ouder.press(button, "Ja")
    asked = await client.next()
    await asked.response.send_message("Dank", ephemeral=True)
    again = discord.InteractionResponse(asked)
    with pytest.raises(discord.HTTPException) as refused:
        await again.send_message("Dank")
    assert refused.value.code == 40060

    ouder.press(button, "Ja")
    asked = await client.next()
    double.clock.advance(timedelta(seconds=4))
    with pytest.raises(discord.NotFound) as late:
        await asked.response.defer()
    assert late.value.code == 10062


async def test_an_answer_that_comes_later_takes_the_place_of_the_promise(
    double: Double, client: Silent, channel: Channel, ouder: Person, button: Message
) -> None:
    ouder.press(button, "Ja")
    asked = await client.next()
    await asked.response.defer(ephemeral=True, thinking=True)
    assert len(ouder.sees(channel)) == 2
    await asked.followup.send("Eerst", ephemeral=True)
    more = await asked.followup.send("Dan", ephemeral=True, wait=True)
    assert [one.content for one in ouder.sees(channel)][1:] == ["Eerst", "Dan"]
    await asked.edit_original_response(content="Anders")
    await more.edit(content="Nog iets")
    assert [one.content for one in ouder.sees(channel)][1:] == ["Anders", "Nog iets"]
    assert (await asked.original_response()).content == "Anders"
    await asked.delete_original_response()
    assert [one.content for one in ouder.sees(channel)][1:] == ["Nog iets"]
    assert double.named("Jongere").sees(channel) == ouder.sees(channel)[:1]
    double.clock.advance(timedelta(minutes=16))
    with pytest.raises(discord.HTTPException) as late:
        await asked.followup.send("Te laat")
    assert late.value.code == 50027


async def test_a_button_changes_the_message_it_is_under(
    client: Silent, channel: Channel, ouder: Person, button: Message
) -> None:
    ouder.press(button, "Ja")
    view = ui.LayoutView()
    view.add_item(ui.TextDisplay("Gedaan"))
    view.stop()
    await (await client.next()).response.edit_message(view=view)
    (message,) = ouder.sees(channel)
    assert texts(message.components) == ["Gedaan"]
    with pytest.raises(NotAcceptedError):
        ouder.press(message, "Ja")


async def test_no_modal_follows_a_modal_or_a_promise(
    client: Silent, channel: Channel, ouder: Person, button: Message
) -> None:
    ouder.press(button, "Ja")
    asked = await client.next()
    modal = Idea()
    modal.stop()  # so that it answers nothing by itself
    await asked.response.send_modal(modal)
    assert ouder.modal is not None
    assert filled_in(ouder.modal["components"][3]["component"]) is True
    ouder.submit({"what": "thee", "kind": "cause", "sure": False})
    submitted = await client.next()
    with pytest.raises(discord.HTTPException) as refused:
        await submitted.response.send_modal(Idea())
    assert refused.value.code == 50035
    await submitted.response.defer()


async def test_what_is_asked_while_the_bot_is_away_is_never_answered(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    async with connected(double, Silent()) as client:
        await with_button(client, channel.id)
    await until(lambda: not double.gateway.connected)
    asked = double.named("Ouder").press(double.named("Ouder").sees(channel)[0], "Ja")
    async with connected(double, Silent()) as client:
        await double.heard()
        assert client.of("interaction") == []
        assert asked.response is None
        assert double.unanswered == []


def option(name: str, **more: Any) -> dict[str, Any]:
    return {"type": 3, "name": name, "description": "x", **more}


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Idee", "description": "x"},
        {"name": "idee", "description": ""},
        {"name": "idee", "description": "x" * 101},
        {"name": "x" * 33, "description": "x"},
        {"name": "idee", "description": "x", "options": [option("a"), option("a")]},
        {"name": "idee", "description": "x", "options": [option(f"a{number}") for number in range(26)]},
        {"name": "idee", "description": "x", "options": [option("a"), option("b", required=True)]},
    ],
)
async def test_a_command_that_cannot_be_is_refused(double: Double, guild: GuildKeeper, wrong: dict[str, Any]) -> None:
    async with connected(double, Bare()) as client:
        with pytest.raises(discord.HTTPException) as refused:
            await client.http.bulk_upsert_global_commands(int(double.state.bot.id), [wrong])  # type: ignore[list-item]
    assert refused.value.code == 50035
    double.judge.violations.clear()  # Discord's description says so too, where it is there


async def with_button(client: Bare, channel_id: str) -> None:
    """Let the bot say something with a button."""
    channel = client.get_channel(int(channel_id))
    assert isinstance(channel, discord.TextChannel)
    view = ui.LayoutView()
    view.add_item(ui.Container(ui.TextDisplay("Kom je?"), ui.ActionRow(ui.Button(label="Ja", custom_id="ja"))))
    view.stop()
    await channel.send(view=view)
