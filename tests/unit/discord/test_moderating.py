from collections.abc import Mapping
from typing import Any

import discord
import pytest

from bot.api.errors import PlatformError
from bot.platforms.discord.interactions.moderating import REMEMBERED, REMEMBERED_S, Moderating
from tests.unit.discord.gateway import GUILD, Gateway, Raw, member, role, user
from tests.unit.discord.interactions import a_gateway, refused

ANNA = 7
ROLE = 31
NONE = discord.Permissions.none()


class Members:
    """Stands in for what Discord says about people on its servers."""

    def __init__(self, gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
        self.told: dict[int, Raw | Exception] = {}
        self.asked = 0
        monkeypatch.setattr(gateway.client.http, "get_member", self._get)

    async def _get(self, guild_id: int, member_id: int) -> Mapping[str, Any]:
        self.asked += 1
        told = self.told.get(member_id, refused(404, 10007))
        if isinstance(told, Exception):
            raise told
        return told


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def gateway() -> Gateway:
    made = a_gateway()
    [guild] = made.client.guilds
    told: Any = role(ROLE, NONE) | {"name": "Organisatie"}
    guild._add_role(discord.Role(guild=guild, state=made.client._connection, data=told))
    mods: Any = role(ROLE + 1, discord.Permissions(moderate_members=True))
    guild._add_role(discord.Role(guild=guild, state=made.client._connection, data=mods))
    return made


@pytest.fixture
def members(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> Members:
    return Members(gateway, monkeypatch)


def nowhere(client: discord.Client) -> list[int]:
    return []


def here(gateway: Gateway, permissions: discord.Permissions = NONE, *roles: int) -> discord.Member:
    """Return Anna where she gives a command on the server."""
    [guild] = gateway.client.guilds
    told: Any = member(ANNA) | {"permissions": str(permissions.value), "roles": [str(one) for one in roles]}
    return discord.Member(data=told, guild=guild, state=gateway.client._connection)


def alone(gateway: Gateway) -> discord.User:
    told: Any = user(ANNA)
    return discord.User(state=gateway.client._connection, data=told)


@pytest.mark.parametrize("permission", ["manage_guild", "moderate_members", "administrator"])
async def test_a_permission_makes_a_moderator(gateway: Gateway, permission: str) -> None:
    anna = here(gateway, discord.Permissions(**{permission: True}))
    assert await Moderating((), lambda _: [GUILD]).moderates(gateway.client, anna)


@pytest.mark.parametrize("permission", ["manage_messages", "kick_members", "send_messages"])
async def test_other_permissions_do_not(gateway: Gateway, permission: str) -> None:
    anna = here(gateway, discord.Permissions(**{permission: True}))
    assert not await Moderating((), lambda _: [GUILD]).moderates(gateway.client, anna)


async def test_a_role_that_the_config_names_makes_a_moderator(gateway: Gateway) -> None:
    anna = here(gateway, NONE, ROLE)
    assert await Moderating(["organisatie"], lambda _: [GUILD]).moderates(gateway.client, anna)
    assert not await Moderating(["bestuur"], lambda _: [GUILD]).moderates(gateway.client, anna)


async def test_where_no_server_serves_yet_that_of_the_command_counts(gateway: Gateway) -> None:
    anna = here(gateway, discord.Permissions(manage_guild=True))
    assert await Moderating((), nowhere).moderates(gateway.client, anna)


async def test_on_a_server_of_their_own_nobody_is_a_moderator(gateway: Gateway, members: Members) -> None:
    anna = here(gateway, discord.Permissions(administrator=True))
    assert not await Moderating((), lambda _: [GUILD + 1]).moderates(gateway.client, anna)


async def test_alone_with_the_bot_the_server_says_it(gateway: Gateway, members: Members) -> None:
    moderating = Moderating((), lambda _: [GUILD])
    members.told[ANNA] = member(ANNA) | {"roles": [str(ROLE + 1)]}
    assert await moderating.moderates(gateway.client, alone(gateway))
    assert not await Moderating((), nowhere).moderates(gateway.client, alone(gateway))


async def test_who_is_not_on_the_server_is_none(gateway: Gateway, members: Members) -> None:
    assert not await Moderating((), lambda _: [GUILD]).moderates(gateway.client, alone(gateway))


async def test_it_is_remembered_for_a_while(gateway: Gateway, members: Members) -> None:
    clock = Clock()
    moderating = Moderating((), lambda _: [GUILD], clock)
    for _ in range(3):
        assert not await moderating.moderates(gateway.client, alone(gateway))
    assert members.asked == 1
    members.told[ANNA] = member(ANNA) | {"roles": [str(ROLE + 1)]}
    clock.now += REMEMBERED_S
    assert await moderating.moderates(gateway.client, alone(gateway))


async def test_a_server_that_the_bot_does_not_see_now_is_asked_later(gateway: Gateway, members: Members) -> None:
    members.told[ANNA] = member(ANNA) | {"roles": [str(ROLE + 1)]}
    servers = [0]
    moderating = Moderating((), lambda _: servers)
    assert not await moderating.moderates(gateway.client, alone(gateway))
    servers[:] = [GUILD]
    assert await moderating.moderates(gateway.client, alone(gateway))


async def test_only_so_many_are_remembered(gateway: Gateway, members: Members) -> None:
    moderating = Moderating((), lambda _: [GUILD])
    for number in range(REMEMBERED + 5):
        told: Any = user(number)
        somebody = discord.User(state=gateway.client._connection, data=told)
        assert not await moderating.moderates(gateway.client, somebody)
    assert len(moderating._known) == REMEMBERED


async def test_where_discord_does_not_say_nothing_is_made_up(gateway: Gateway, members: Members) -> None:
    members.told[ANNA] = refused(500, 0)
    with pytest.raises(PlatformError):
        await Moderating((), lambda _: [GUILD]).moderates(gateway.client, alone(gateway))
