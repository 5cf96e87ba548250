"""Where people talk about a message: threads, and posts in a forum."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.api.cards import Choice
from bot.api.content import Heading, content, paragraph
from bot.api.errors import PlatformError, Refused
from bot.api.platform import Outgoing
from bot.platforms.discord import refs
from tests.discord.double import Double, GuildKeeper, Permission
from tests.discord.double.state import Channel
from tests.discord.hands import Hands

HOUR = timedelta(hours=1)
SAID = Outgoing(content(Heading("Wat als we luisteren?"), paragraph("Nu luistert niemand.")))
IDEA = Outgoing(
    SAID.content, (Choice("👍", "support", "Ik steun dit"),), title="Wat als we luisteren?", tags=("gezin",)
)


@pytest.fixture
def forum(guild: GuildKeeper, hands: Hands) -> Channel:
    return guild.forum("ideeën", "Wonen", "Gezin")


def threads(double: Double) -> list[Channel]:
    return [one for one in double.state.channels() if one.is_thread]


async def test_a_message_gets_one_thread(double: Double, hands: Hands, channel: Channel) -> None:
    ref = await hands.poster.send(channel.id, SAID, "card:1")
    opened = [await hands.poster.open_thread(ref, "Wat als we\nluisteren?") for _ in range(2)]
    (thread,) = threads(double)
    assert opened == [refs.thread_ref(int(channel.id), int(thread.id))] * 2
    assert thread.name == "Wat als we luisteren?"


async def test_people_go_on_in_an_earlier_thread_that_stands(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel
) -> None:
    first = await hands.poster.send(channel.id, SAID, "card:1")
    earlier = await hands.poster.open_thread(first, "Idee")
    await hands.poster.delete(first)
    second = await hands.poster.send(channel.id, SAID, "card:2")
    assert await hands.poster.open_thread(second, "Idee", earlier) == earlier
    (thread,) = threads(double)
    thread.locked = True
    third = await hands.poster.send(channel.id, SAID, "card:3")
    fresh = await hands.poster.open_thread(third, "Idee", earlier)
    assert fresh == refs.thread_ref(int(channel.id), refs.message_parts(third)[1])
    guild.delete(thread)
    fourth = await hands.poster.send(channel.id, SAID, "card:4")
    assert await hands.poster.open_thread(fourth, "Idee", earlier) not in (earlier, fresh)


async def test_where_no_thread_is_allowed_the_card_does_without(
    double: Double, guild: GuildKeeper, hands: Hands, channel: Channel
) -> None:
    ref = await hands.poster.send(channel.id, SAID, "card:1")
    guild.overwrite(channel, double.state.bot.id, deny=Permission.CREATE_PUBLIC_THREADS)
    with pytest.raises(Refused):
        await hands.poster.open_thread(ref, "Idee")
    ouder = next(one for one in double.people.values() if one.user.name == "Ouder")
    direct = await hands.poster.say(int(ouder.direct().id), SAID, "dm:1")
    with pytest.raises(Refused):
        await hands.poster.open_thread(direct, "Idee")


async def test_a_thread_that_fell_asleep_is_woken_to_change_a_message_in_it(
    double: Double, hands: Hands, forum: Channel
) -> None:
    ref = await hands.poster.send(forum.id, IDEA, "card:1")
    (thread,) = threads(double)
    for change in (
        hands.poster.edit(ref, IDEA),
        hands.poster.react(ref, "👍"),
        hands.poster.delete(ref),
    ):
        thread.archived = True
        double.faults.fail(400, path=f"/channels/{thread.id}/messages/", code=50083)
        await change
        assert not thread.archived


async def test_a_post_in_a_forum_has_a_title_tags_and_its_own_thread(
    double: Double, hands: Hands, forum: Channel
) -> None:
    ref = await hands.poster.send(forum.id, IDEA, "card:1")
    (thread,) = threads(double)
    assert thread.name == "Wat als we luisteren?"
    assert thread.applied_tags == [forum.tags[1].id]
    assert ref == refs.message_ref(int(thread.id), int(thread.id))
    opened = await hands.poster.open_thread(ref, "Iets anders", earlier="1/2")
    assert opened == refs.thread_ref(int(forum.id), int(thread.id))
    await hands.poster.react(ref, "👍")
    assert list(double.state.messages[thread.id].reactions) == ["👍"]


async def test_a_post_follows_what_its_card_says_and_keeps_the_tags_that_people_gave_it(
    double: Double, guild: GuildKeeper, hands: Hands
) -> None:
    forum = guild.forum("ideeën", "Nieuw", "Gezin", "Gelukt", "Mooi")
    new, family, done, nice = (tag.id for tag in forum.tags)
    ref = await hands.poster.send(forum.id, replace(IDEA, tags=("nieuw", "gezin")), "card:1")
    (thread,) = threads(double)
    thread.applied_tags.append(nice)
    changes = f"/channels/{thread.id}"
    for _ in range(2):
        await hands.poster.edit(ref, replace(IDEA, title="Wat als we samen luisteren?", tags=("gelukt", "gezin")))
    assert thread.name == "Wat als we samen luisteren?"
    assert thread.applied_tags == [nice, family, done]
    assert new not in thread.applied_tags
    assert len(double.asked_for("PATCH", changes)) == 1, "the same again costs nothing"


async def test_a_message_that_is_no_post_has_no_title_to_follow(double: Double, hands: Hands, channel: Channel) -> None:
    ref = await hands.poster.send(channel.id, IDEA, "card:1")
    await hands.poster.open_thread(ref, "Idee")
    await hands.poster.edit(ref, replace(IDEA, title="Anders"))
    assert [one.name for one in threads(double)] == ["Idee"]


async def test_a_forum_that_wants_a_tag_gets_one(double: Double, guild: GuildKeeper, hands: Hands) -> None:
    forum = guild.forum("nieuws", "Nieuws", tag_required=True)
    await hands.poster.send(forum.id, SAID, "post:1")
    (thread,) = threads(double)
    assert (thread.name, thread.applied_tags) == ("Wat als we luisteren?", [forum.tags[0].id])


async def test_a_post_that_arrived_without_an_answer_is_not_made_twice(
    double: Double, hands: Hands, forum: Channel
) -> None:
    double.faults.cut("POST", "/threads$", execute=True)
    with pytest.raises(PlatformError):
        await hands.poster.send(forum.id, IDEA, "card:1")
    (thread,) = threads(double)
    for archived in (False, True):
        thread.archived = archived
        ref = await hands.poster.send(forum.id, IDEA, "card:1")
        assert ref == refs.message_ref(int(thread.id), int(thread.id))
        assert await hands.poster.find(forum.id, "card:1", double.clock.now - HOUR) == ref
    assert await hands.poster.find(forum.id, "card:2", double.clock.now - HOUR) is None
    assert await hands.poster.send(forum.id, IDEA, "card:2") != ref
    assert len(threads(double)) == 2


async def test_a_post_of_which_the_beginning_is_gone_is_not_found(double: Double, hands: Hands, forum: Channel) -> None:
    ref = await hands.poster.send(forum.id, IDEA, "card:1")
    await hands.poster.delete(ref)
    assert await hands.poster.find(forum.id, "card:1", double.clock.now - HOUR) is None
