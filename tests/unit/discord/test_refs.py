"""How things on Discord are called: nothing is called two ways, and what is called so is found again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.api.errors import Refused
from bot.platforms.discord import refs

IDS = st.integers(min_value=1, max_value=2**63 - 1)


@given(IDS)
def test_an_account_is_found_again(user_id: int) -> None:
    assert refs.user_of(refs.account_key(user_id)) == user_id


@given(IDS, IDS)
def test_a_message_is_found_again(channel_id: int, message_id: int) -> None:
    assert refs.message_parts(refs.message_ref(channel_id, message_id)) == (channel_id, message_id)


@given(IDS, IDS)
def test_a_thread_belongs_to_its_channel(channel_id: int, thread_id: int) -> None:
    channel, thread = refs.channel_ref(channel_id), refs.thread_ref(channel_id, thread_id)
    assert thread.startswith(f"{channel}/")
    assert [refs.channel_of(ref) for ref in (channel, thread)] == [channel_id, thread_id]
    assert [refs.parent_of(ref) for ref in (channel, thread)] == [channel_id, channel_id]


@pytest.mark.parametrize("ref", ["", "algemeen", "1:", ":1", "1:x", "-1:2", "١:٢"])
def test_what_is_no_message_is_refused(ref: str) -> None:
    with pytest.raises(Refused):
        refs.message_parts(ref)


@pytest.mark.parametrize("account", ["", "1", "room:1", "matrix:@anna:example.org", "discord:anna", "discord:"])
def test_what_is_no_account_on_discord_is_refused(account: str) -> None:
    with pytest.raises(Refused):
        refs.user_of(account)


@pytest.mark.parametrize("ref", ["", "algemeen", "1/", "/"])
def test_what_is_no_channel_is_refused(ref: str) -> None:
    with pytest.raises(Refused):
        refs.channel_of(ref)
