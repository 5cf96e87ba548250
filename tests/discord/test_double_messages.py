"""Messages, reactions and threads on the double, as discord.py makes them."""

from datetime import timedelta

import discord
import pytest
from discord import ui

from tests.discord.bare import Bare, connected
from tests.discord.double import Double, GuildKeeper, Permission
from tests.discord.double.people import buttons


def layout(*texts: str, button: str = "", file: str = "") -> ui.LayoutView:
    """Make a message of texts in a box, with a button and a file in it."""
    box: ui.Container[ui.LayoutView] = ui.Container(*(ui.TextDisplay(text) for text in texts))
    if file:
        box.add_item(ui.File(f"attachment://{file}"))
    if button:
        box.add_item(ui.ActionRow(ui.Button(label=button, custom_id=button)))
    view = ui.LayoutView()
    view.add_item(box)
    view.stop()
    return view


async def test_a_message_with_text_button_and_file_is_seen_so(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    ouder = double.named("Ouder")
    async with connected(double, Bare()) as client:
        place = text_channel(client, channel.id)
        file = discord.File(__file__, "sessie.py", description="De sessie")
        sent = await place.send(view=layout("# Sessie", "Kom je?", button="Ja", file="sessie.py"), files=[file])
        (seen,) = ouder.sees(channel)
        assert seen.id == str(sent.id)
        assert [one["label"] for one in buttons(seen)] == ["Ja"]
        assert [(one.filename, one.description) for one in seen.attachments] == [("sessie.py", "De sessie")]
        await sent.edit(view=layout("# Afgelast"), attachments=[])
        assert buttons(seen) == seen.attachments == []
        await sent.delete()
        assert ouder.sees(channel) == []


async def test_the_same_nonce_within_minutes_is_the_same_message(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    async with connected(double, Bare()) as client:
        place = text_channel(client, channel.id)
        first, second = [await place.send("Sessie", nonce="s1") for _ in range(2)]
        assert first.id == second.id
        double.clock.advance(timedelta(minutes=6))
        assert (await place.send("Sessie", nonce="s1")).id != first.id


@pytest.mark.parametrize(
    ("texts", "code"),
    [(["x" * 4001], 50035), (["x" * 3000, "y" * 1001], 50035), ([], 50035)],
)
async def test_what_is_too_long_or_empty_is_refused(
    double: Double, guild: GuildKeeper, texts: list[str], code: int
) -> None:
    channel = guild.text("algemeen")
    async with connected(double, Bare()) as client:
        with pytest.raises(discord.HTTPException) as refused:
            await text_channel(client, channel.id).send(view=layout(*texts))
    assert refused.value.code == code
    double.judge.violations.clear()  # Discord's description says so too, where it is there


async def test_plain_text_has_a_shorter_limit(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    async with connected(double, Bare()) as client:
        for text, code in (("x" * 2001, 50035), ("", 50006)):
            with pytest.raises(discord.HTTPException) as refused:
                await text_channel(client, channel.id).send(text)
            assert refused.value.code == code


async def test_only_who_may_be_called_is_called(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    said = f"@everyone <@{double.named('Ouder').id}>"
    async with connected(double, Bare()) as client:
        place = text_channel(client, channel.id)
        quiet = await place.send(said)
        loud = await place.send(said, allowed_mentions=discord.AllowedMentions.all())
    assert double.state.messages[str(quiet.id)].pings == []
    assert double.state.messages[str(loud.id)].pings == [double.named("Ouder").id, "everyone"]


async def test_what_is_not_there_is_said_so(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    async with connected(double, Bare()) as client:
        place = text_channel(client, channel.id)
        message = await place.send("Sessie")
        for path, code in ((place.fetch_message(1), 10008), (client.fetch_channel(1), 10003)):
            with pytest.raises(discord.NotFound) as refused:
                await path
            assert refused.value.code == code
        with pytest.raises(discord.NotFound) as refused:
            await message.add_reaction("ja")
        assert refused.value.code == 10014


async def test_old_messages_can_not_be_edited_for_ever(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    double.faults.old_edits = True
    async with connected(double, Bare()) as client:
        message = await text_channel(client, channel.id).send("Sessie")
        await message.edit(content="Anders")
        double.clock.advance(timedelta(hours=2))
        with pytest.raises(discord.HTTPException) as refused:
            await message.edit(content="Nog eens")
        assert (refused.value.status, refused.value.code) == (429, 30046)


async def test_reactions_are_listed_page_by_page_by_who_made_them(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    many = [double.add_person(f"P{number}") for number in range(120)]
    guild.join(*many)
    async with connected(double, Bare()) as client:
        message = await text_channel(client, channel.id).send("Sessie")
        await message.add_reaction("👍")
        for one in many:
            one.react(double.state.messages[str(message.id)], "👍")
        read = await message.channel.fetch_message(message.id)
        (reaction,) = read.reactions
        assert (reaction.count, reaction.me) == (121, True)
        everybody = {client.application_id, *(int(one.id) for one in many)}
        assert {user.id async for user in reaction.users()} == everybody
        assert len(double.asked_for("GET", "/reactions/%F0%9F%91%8D")) == 2
        await double.heard()
        assert len(client.of("raw_reaction_add")) == 121


async def test_a_message_takes_twenty_kinds_of_reaction(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    ouder = double.named("Ouder")
    async with connected(double, Bare()) as client:
        message = await text_channel(client, channel.id).send("Sessie")
        for number in range(20):
            ouder.react(double.state.messages[str(message.id)], chr(0x1F600 + number))
        await message.add_reaction(chr(0x1F600))
        with pytest.raises(discord.HTTPException) as refused:
            await message.add_reaction("👍")
        assert refused.value.code == 30010


async def test_reactions_are_taken_away_by_whom_and_by_all(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    ouder = double.named("Ouder")
    async with connected(double, Bare()) as client:
        message = await text_channel(client, channel.id).send("Sessie")
        seen = double.state.messages[str(message.id)]
        for emoji in ("👍", "👎", "❌"):
            ouder.react(seen, emoji)
        await message.remove_reaction("👍", discord.Object(int(ouder.id)))
        double.named("Moderator").clear(seen, "👎")
        double.named("Moderator").clear(seen)
        await double.heard()
        assert [one.user_id for one in client.of("raw_reaction_remove")] == [int(ouder.id)]
        assert len(client.of("raw_reaction_clear_emoji")) == len(client.of("raw_reaction_clear")) == 1
        assert seen.reactions == {}


@pytest.mark.parametrize(
    ("lacking", "code"),
    [
        (Permission.VIEW_CHANNEL, 50001),
        (Permission.SEND_MESSAGES, 50013),
    ],
)
async def test_what_the_bot_may_not_it_cannot(
    double: Double, guild: GuildKeeper, lacking: Permission, code: int
) -> None:
    channel = guild.text("algemeen")
    async with connected(double, Bare()) as client:
        place = text_channel(client, channel.id)
        guild.overwrite(channel, double.state.bot.id, deny=lacking)
        with pytest.raises(discord.Forbidden) as refused:
            await place.send("Sessie")
        assert refused.value.code == code


async def test_rights_over_others_are_needed_for_what_is_of_others(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    ouder = double.named("Ouder")
    message = ouder.write(channel, "Dag")
    ouder.react(message, "👍")
    guild.overwrite(channel, double.state.bot.id, deny=Permission.MANAGE_MESSAGES | Permission.CREATE_PUBLIC_THREADS)
    async with connected(double, Bare()) as client:
        theirs = text_channel(client, channel.id).get_partial_message(int(message.id))
        for refused in (
            theirs.delete(),
            theirs.remove_reaction("👍", discord.Object(int(ouder.id))),
            theirs.clear_reactions(),
            theirs.create_thread(name="Praat mee"),
        ):
            with pytest.raises(discord.Forbidden):
                await refused


async def test_people_talk_in_the_thread_of_a_message(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    async with connected(double, Bare()) as client:
        message = await text_channel(client, channel.id).send("Sessie")
        thread = await message.create_thread(name="Praat mee")
        assert thread.id == message.id
        with pytest.raises(discord.HTTPException) as refused:
            await message.create_thread(name="Nog een")
        assert refused.value.code == 160004
        place = double.state.channel(str(thread.id))
        assert place is not None
        double.named("Ouder").write(place, "Wie rijdt?")
        await thread.send("Ik niet")
        assert [one.content for one in double.named("Jongere").sees(place)] == ["Wie rijdt?", "Ik niet"]


async def test_a_post_in_a_forum_has_a_title_and_tags(double: Double, guild: GuildKeeper) -> None:
    forum = guild.forum("ideeën", "thuis", tag_required=True)
    async with connected(double, Bare()) as client:
        place = client.get_channel(int(forum.id))
        assert isinstance(place, discord.ForumChannel)
        with pytest.raises(discord.HTTPException) as refused:
            await place.create_thread(name="Wat als", content="Wat als we luisteren?")
        assert refused.value.code == 40067
        made = await place.create_thread(
            name="Wat als", view=layout("Wat als we luisteren?"), applied_tags=[place.available_tags[0]]
        )
        assert made.thread.id == made.message.id
        assert [tag.name for tag in made.thread.applied_tags] == ["thuis"]


async def test_a_conversation_is_opened_once_and_may_be_closed_to_the_bot(double: Double, guild: GuildKeeper) -> None:
    ouder = double.named("Ouder")
    async with connected(double, Bare()) as client:
        user = await client.fetch_user(int(ouder.id))
        await user.send("Dag")
        await user.send("Daar ben ik weer")
        assert double.state.openings == [ouder.id]
        assert [one.content for one in ouder.sees(ouder.direct())] == ["Dag", "Daar ben ik weer"]
        ouder.user.closed = True
        with pytest.raises(discord.Forbidden) as refused:
            await user.send("Hallo?")
        assert refused.value.code == 50007


def text_channel(client: Bare, channel_id: str) -> discord.TextChannel:
    channel = client.get_channel(int(channel_id))
    assert isinstance(channel, discord.TextChannel)
    return channel
