"""What the bot asks for on a server: all that it uses, and nothing more."""

from urllib.parse import parse_qs, urlsplit

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.discord.permissions import (
    NEEDED,
    invite_url,
    may_keep_events,
    may_tidy,
    missing_in_channel,
    unhandy_in_channel,
)

USED = {
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "create_public_threads",
    "attach_files",
    "add_reactions",
    "read_message_history",
    "manage_messages",
    "create_events",
}


def test_nothing_is_asked_for_that_is_not_used() -> None:
    aliases = {"read_messages"}
    assert {name for name, given in NEEDED if given} - aliases == USED - {"view_channel"}
    assert NEEDED.view_channel
    assert NEEDED.value.bit_count() == len(USED)


def test_the_invitation_asks_for_just_that() -> None:
    url = urlsplit(invite_url(42))
    asked = parse_qs(url.query)
    assert (url.scheme, url.netloc, url.path) == ("https", "discord.com", "/oauth2/authorize")
    assert asked == {
        "client_id": ["42"],
        "permissions": [str(NEEDED.value)],
        "scope": ["bot applications.commands"],
    }


@pytest.mark.parametrize("is_forum", [False, True])
def test_with_all_it_asked_for_nothing_is_missing(is_forum: bool) -> None:
    assert missing_in_channel(NEEDED, is_forum) == []
    assert unhandy_in_channel(NEEDED, is_forum) == []
    assert may_tidy(NEEDED)
    assert may_keep_events(NEEDED)


@pytest.mark.parametrize("is_forum", [False, True])
def test_a_channel_it_cannot_see_says_that_alone(is_forum: bool) -> None:
    [said] = missing_in_channel(discord.Permissions.none(), is_forum)
    assert said == "het kanaal zien (View Channel)"


def without(name: str) -> discord.Permissions:
    left = discord.Permissions(NEEDED.value)
    left.update(**{name: False})
    return left


def test_a_forum_is_spoken_of_as_a_forum() -> None:
    assert missing_in_channel(without("send_messages"), False) == ["berichten sturen (Send Messages)"]
    assert missing_in_channel(without("send_messages"), True) == ["posts maken (Create Posts)"]
    threads = without("send_messages_in_threads")
    assert missing_in_channel(threads, False) == []
    assert unhandy_in_channel(threads, False) == ["schrijven in threads (Send Messages in Threads)"]
    assert missing_in_channel(threads, True) == ["schrijven in posts (Send Messages in Posts)"]
    assert unhandy_in_channel(threads, True) == []
    assert unhandy_in_channel(without("create_public_threads"), True) == []


@given(st.sampled_from(sorted(USED - {"create_events", "create_public_threads"})), st.booleans())
def test_each_one_that_is_taken_away_in_a_channel_is_said_once(name: str, is_forum: bool) -> None:
    said = missing_in_channel(without(name), is_forum) + unhandy_in_channel(without(name), is_forum)
    assert len(said) == 1
