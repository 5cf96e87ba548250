"""Messages of the bot on Discord: put there once, changed, found again, taken away."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from bot.api.cards import Choice
from bot.api.content import Content, Heading, content, file, paragraph
from bot.api.errors import Gone, PlatformError, Refused, RetryLater
from bot.api.platform import Outgoing
from bot.core.i18n import texts_of
from bot.platforms.discord import refs
from bot.platforms.discord.interactions import custom_ids
from tests.discord.double import Double, GuildKeeper, Permission
from tests.discord.double.components import texts
from tests.discord.double.people import buttons
from tests.discord.double.state import Channel, Message
from tests.discord.hands import Hands

CALENDAR = file("sessie-3.ics", "text/calendar", b"BEGIN:VCALENDAR", "Zet in je agenda")
PLACE = Choice("📍", "place", "Ik kom naar Utrecht", "aanmelden", {"session": "3", "choice": "place"})
HOUR = timedelta(hours=1)


def said(*parts: str) -> Content:
    return content(Heading("Sessie 3"), *(paragraph(part) for part in parts), CALENDAR)


def card(*parts: str, closed: bool = False) -> Outgoing:
    return Outgoing(said(*parts), (PLACE,), closed=closed)


def read(message: Message) -> str:
    return "\n".join(texts(message.components))


def messages(double: Double, channel: Channel) -> list[Message]:
    return double.state.in_channel(channel.id)


def posted(double: Double, ref: str) -> Message:
    return double.state.messages[str(refs.message_parts(ref)[1])]


async def test_people_see_a_card_with_its_file_and_buttons(double: Double, hands: Hands, channel: Channel) -> None:
    ref = await hands.poster.send(channel.id, card("Kom je ook?"), "card:1")
    (message,) = messages(double, channel)
    assert ref == refs.message_ref(int(channel.id), int(message.id))
    assert read(message) == "## Sessie 3\nKom je ook?\n-# 📎 Zet in je agenda"
    assert [(one.filename, one.data, one.description) for one in message.attachments] == [
        ("sessie-3.ics", b"BEGIN:VCALENDAR", "Zet in je agenda")
    ]
    (button,) = buttons(message)
    assert custom_ids.parse(button["custom_id"]) == custom_ids.Invoke("aanmelden", dict(PLACE.input))


async def test_an_open_card_says_that_its_buttons_are_quiet(double: Double, hands: Hands, channel: Channel) -> None:
    hands.poster.hear(SimpleNamespace(texts=texts_of(None)))  # type: ignore[arg-type]
    ref = await hands.poster.send(channel.id, card("een"), "card:1")
    assert "-# Of gebruik een knop hieronder: dat is ook stil." in read(posted(double, ref))
    await hands.poster.edit(ref, card("een", closed=True))
    assert "knop" not in read(posted(double, ref))


async def test_nobody_is_called_whatever_people_write(double: Double, hands: Hands, channel: Channel) -> None:
    people = " ".join(f"<@{one}>" for one in double.people)
    ref = await hands.poster.send(channel.id, card(f"@everyone {people}"), "card:1")
    await hands.poster.edit(ref, card(f"@here {people}"))
    (message,) = messages(double, channel)
    assert message.pings == []
    sent = [one.body["allowed_mentions"] for one in double.rest.asked if one.method in ("POST", "PATCH")]
    assert [one["parse"] for one in sent] == [[], []]


async def test_sent_again_it_is_the_same_message(double: Double, hands: Hands, channel: Channel) -> None:
    first = await hands.poster.send(channel.id, card("een"), "card:1")
    assert await hands.poster.send(channel.id, card("een"), "card:1") == first
    assert await hands.poster.send(channel.id, card("een"), "card:2") != first
    assert len(messages(double, channel)) == 2


async def test_what_arrived_without_an_answer_is_not_sent_twice(double: Double, hands: Hands, channel: Channel) -> None:
    double.faults.cut("POST", "/messages$", execute=True)
    with pytest.raises(PlatformError) as failed:
        await hands.poster.send(channel.id, card("een"), "card:1")
    assert not isinstance(failed.value, Refused | RetryLater)
    ref = await hands.poster.send(channel.id, card("een"), "card:1")
    assert [one.id for one in messages(double, channel)] == [posted(double, ref).id]


async def test_long_after_it_is_found_among_what_was_said(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel
) -> None:
    since = double.clock.now
    moderator = double.people[guild.guild.owner_id]
    for number in range(120):
        moderator.write(channel, f"Bericht {number}")
    ref = await hands.poster.send(channel.id, card("een"), "card:1")
    await hands.poster.send(channel.id, card("een"), "card:2")
    for number in range(120):
        moderator.write(channel, f"Bericht {number}")
    double.clock.advance(HOUR)
    assert await hands.poster.find(channel.id, "card:1", since) == ref
    assert await hands.poster.find(channel.id, "card:3", since) is None
    double.clock.advance(timedelta(days=1))
    assert await hands.poster.find(channel.id, "card:1", double.clock.now) is None


async def test_what_was_sent_while_the_clock_was_hours_ahead_is_found(
    double: Double, channel: Channel, hands: Hands
) -> None:
    ref = await hands.poster.send(channel.id, card("een"), "card:1")
    assert await hands.poster.find(channel.id, "card:1", double.clock.now + timedelta(hours=5)) == ref


async def test_where_no_older_messages_can_be_seen_nothing_is_proven(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel
) -> None:
    ref = await hands.poster.send(channel.id, card("een"), "card:1")
    thread_ref = await hands.poster.open_thread(ref, "Sessie 3")
    guild.overwrite(channel, double.state.bot.id, deny=Permission.READ_MESSAGE_HISTORY)
    await double.heard()
    for place in (channel.id, thread_ref):
        with pytest.raises(PlatformError) as failed:
            await hands.poster.find(place, "card:1", double.clock.now - HOUR)
        assert not isinstance(failed.value, Refused | RetryLater)


async def test_what_somebody_else_copied_is_not_found(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel
) -> None:
    ref = await hands.poster.send(channel.id, card("een"), "card:1")
    posted(double, ref).author_id = guild.guild.owner_id
    assert await hands.poster.find(channel.id, "card:1", double.clock.now - HOUR) is None


async def test_an_edit_replaces_words_buttons_and_file(double: Double, hands: Hands, channel: Channel) -> None:
    ref = await hands.poster.send(channel.id, card("een"), "card:1")
    await hands.poster.edit(ref, card("twee", closed=True))
    message = posted(double, ref)
    assert read(message) == "## Sessie 3\ntwee\n-# 📎 Zet in je agenda"
    assert len(message.attachments) == 1
    assert buttons(message) == []
    await hands.poster.edit(ref, Outgoing(content(paragraph("drie"))))
    assert (read(message), message.attachments) == ("drie", [])


async def test_a_file_that_is_there_is_not_sent_anew(double: Double, hands: Hands, channel: Channel) -> None:
    ref = await hands.poster.send(channel.id, card("een"), "card:1")
    for part in ("twee", "drie"):
        await hands.poster.edit(ref, card(part))
    assert files_sent(double, ref) == [1, 0]
    message = posted(double, ref)
    assert read(message) == "## Sessie 3\ndrie\n-# 📎 Zet in je agenda"
    assert [one.data for one in message.attachments] == [b"BEGIN:VCALENDAR"]
    other = file("sessie-3.ics", "text/calendar", b"BEGIN:VCALENDAR later", "Zet in je agenda")
    await hands.poster.edit(ref, Outgoing(content(Heading("Sessie 3"), other)))
    assert files_sent(double, ref) == [1, 0, 1]
    assert [one.data for one in message.attachments] == [b"BEGIN:VCALENDAR later"]


async def test_where_it_is_not_known_which_file_is_there_it_is_sent_anew(
    double: Double, hands: Hands, channel: Channel
) -> None:
    ref = await hands.poster.send(channel.id, card("een"), "card:1")
    await hands.poster.edit(ref, card("twee"))
    double.faults.cut("PATCH", "/messages/", execute=True)
    with pytest.raises(PlatformError):
        await hands.poster.edit(ref, Outgoing(content(paragraph("zonder"))))
    await hands.poster.edit(ref, card("drie"))
    assert [one.data for one in posted(double, ref).attachments] == [b"BEGIN:VCALENDAR"]


async def test_where_discord_refuses_to_keep_a_file_it_is_sent_anew(
    double: Double, hands: Hands, channel: Channel
) -> None:
    ref = await hands.poster.send(channel.id, card("een"), "card:1")
    await hands.poster.edit(ref, card("twee"))
    double.faults.fail(400, "PATCH", "/messages/", code=50035)
    await hands.poster.edit(ref, card("drie"))
    assert files_sent(double, ref) == [1, 0, 1]
    assert read(posted(double, ref)) == "## Sessie 3\ndrie\n-# 📎 Zet in je agenda"


def files_sent(double: Double, ref: str) -> list[int]:
    """Return how many files came along with each edit of a message."""
    _, message_id = refs.message_parts(ref)
    return [one.files for one in double.asked_for("PATCH", f"/messages/{message_id}")]


async def test_old_messages_are_edited_less_and_less(double: Double, hands: Hands, channel: Channel) -> None:
    ref = await hands.poster.send(channel.id, card("een"), "card:1")
    double.clock.advance(2 * HOUR)
    assert hands.poster.edit_every(ref) == timedelta(seconds=30)
    double.faults.old_edits = True
    waits = []
    for _ in range(2):
        with pytest.raises(RetryLater):
            await hands.poster.edit(ref, card("twee"))
        waits.append(hands.poster.edit_every(ref))
    assert waits[0] >= timedelta(minutes=1)
    assert waits[1] >= 2 * waits[0]
    double.faults.old_edits = False
    for _ in range(2):
        await hands.poster.edit(ref, card("twee"))
        waits.append(hands.poster.edit_every(ref))
    assert waits[3] < waits[2] < waits[1]


async def test_a_message_that_is_gone_is_said_to_be(double: Double, hands: Hands, channel: Channel) -> None:
    ref = await hands.poster.send(channel.id, card("een"), "card:1")
    await hands.poster.delete(ref)
    assert messages(double, channel) == []
    await hands.poster.delete(ref)
    with pytest.raises(Gone):
        await hands.poster.edit(ref, card("twee"))
    with pytest.raises(Gone):
        await hands.poster.react(ref, "📍")


async def test_a_channel_that_is_gone_refuses(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel
) -> None:
    ref = await hands.poster.send(channel.id, card("een"), "card:1")
    guild.delete(channel)
    await double.heard()
    with pytest.raises(Refused):
        await hands.poster.send(channel.id, card("een"), "card:2")
    await hands.poster.delete(ref)


async def test_what_is_forbidden_for_now_is_tried_again_later(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel
) -> None:
    for denied in (Permission.SEND_MESSAGES, Permission.VIEW_CHANNEL):
        guild.overwrite(channel, double.state.bot.id, deny=denied)
        await double.heard()
        with pytest.raises(PlatformError) as failed:
            await hands.poster.send(channel.id, card("een"), "card:1")
        assert not isinstance(failed.value, Refused | RetryLater)


async def test_a_message_that_says_nothing_is_refused_before_it_is_sent(
    double: Double, hands: Hands, channel: Channel
) -> None:
    with pytest.raises(Refused):
        await hands.poster.send(channel.id, Outgoing(content(paragraph(" \n"))), "card:1")
    assert [one.path for one in double.rest.asked if one.method == "POST"] == []


async def test_a_thread_is_a_channel_like_any_other(double: Double, hands: Hands, channel: Channel) -> None:
    ref = await hands.poster.send(channel.id, card("een"), "card:1")
    thread_ref = await hands.poster.open_thread(ref, "Sessie 3")
    inside = await hands.poster.send(thread_ref, Outgoing(said("twee")), "post:1")
    thread_id = refs.channel_of(thread_ref)
    assert refs.message_parts(inside)[0] == thread_id
    assert await hands.poster.find(thread_ref, "post:1", double.clock.now - HOUR) == inside
    await hands.poster.edit(inside, Outgoing(said("drie")))
    assert "drie" in read(posted(double, inside))
