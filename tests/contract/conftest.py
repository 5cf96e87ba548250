"""Which platforms the contract suite runs over. A platform joins by adding its name and its fixture."""

import pytest

from bot.testing.chat import Chat

PLATFORMS = ("room",)


@pytest.fixture(params=PLATFORMS)
def chat(request: pytest.FixtureRequest) -> Chat:
    """A chat platform with the bot on it."""
    chat: Chat = request.getfixturevalue(request.param)
    return chat
