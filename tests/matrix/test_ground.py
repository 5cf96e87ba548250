"""What the other Matrix tests stand on: the homeserver, people on it, and a line that fails when told."""

import pytest

from bot.demo.homeserver import Homeserver

pytestmark = [pytest.mark.matrix, pytest.mark.timeout(120)]


async def test_accounts_are_made_with_a_device_signed_in(homeserver: Homeserver) -> None:
    made = await homeserver.register("registered", admin=True)
    assert made.user_id == f"@registered:{homeserver.server_name}"
    assert made.device_id
    assert made.access_token
