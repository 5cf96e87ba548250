"""What tests of Matrix without a homeserver share."""

from datetime import UTC, datetime

import pytest

from bot.platforms.matrix.account import Account, new_pickle_key, new_seeds


@pytest.fixture
def account() -> Account:
    return Account(
        homeserver="https://matrix.example.org",
        user_id="@wat-als:example.org",
        device_id="DEVICE",
        signed_in_at=datetime(2026, 5, 1, 10, tzinfo=UTC),
        access_token="syt_secret",
        pickle_key=new_pickle_key(),
        signing=new_seeds(),
    )
