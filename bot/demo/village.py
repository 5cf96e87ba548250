"""The people and the rooms of the demo on Matrix, as a moderator would have made them in their own client."""

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import msgspec
from msgspec import Struct
from yarl import URL

from bot.api.errors import FatalError
from bot.demo.homeserver import Homeserver
from bot.domain import onetime

SPACE = "Radicale vernieuwing jeugdzorg"
BOT = "watals"
MODERATOR = "begeleider"
PARTICIPANTS = ("ouder", "jongere", "ervaring")
NAMES = {
    MODERATOR: "Begeleider",
    "ouder": "Ouder",
    "jongere": "Jongere",
    "ervaring": "Ervaringsdeskundige",
    BOT: "Wat-als bot",
}
_BOT_POWER = 50


class _Room(Struct, frozen=True):
    alias: str
    name: str
    purpose: str
    members: tuple[str, ...]


_ROOMS = (
    _Room("aankondigingen", "Aankondigingen", "announcements", PARTICIPANTS),
    _Room("wat-als", "Wat als", "ideas", PARTICIPANTS),
    _Room("moderatie", "Moderatie", "moderation", ()),
)


class Village(Struct, frozen=True):
    """Passwords by name, and rooms by what they serve for; without rooms it is not built yet."""

    passwords: Mapping[str, str]
    rooms: Mapping[str, str]


async def village(homeserver: Homeserver, path: Path) -> Village:
    """Return the village that is written down in `path`; build it where it is not there, or not whole."""
    known = _read(path)
    if known.rooms:
        return known
    _write(path, known)  # the passwords first: without them nobody could go on building
    try:
        async with aiohttp.ClientSession(raise_for_status=True) as session:
            built = Village(known.passwords, await _built(homeserver, session, known.passwords))
    except aiohttp.ClientError as error:
        raise FatalError(f"De kamers van de demo zijn niet te maken: {error}. Begin opnieuw met --reset.") from error
    _write(path, built)
    return built


def _read(path: Path) -> Village:
    if path.exists():
        return msgspec.json.decode(path.read_bytes(), type=Village)
    return Village({name: onetime.new_code() for name in NAMES}, {})


def _write(path: Path, village: Village) -> None:
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(village)))
    new.replace(path)


async def _built(
    homeserver: Homeserver, session: aiohttp.ClientSession, passwords: Mapping[str, str]
) -> Mapping[str, str]:
    """Build what is not there yet; return the rooms by what they serve for."""
    people = {name: await _arrived(homeserver, session, name, password) for name, password in passwords.items()}
    moderator = people[MODERATOR]
    space = await moderator.room(_Room("jeugdzorg", SPACE, "", PARTICIPANTS), type="m.space")
    rooms = {}
    for room in _ROOMS:
        rooms[room.purpose] = made = await moderator.room(room)
        await moderator.call("PUT", f"rooms/{quote(space)}/state/m.space.child/{quote(made)}", {"via": ["localhost"]})
        await asyncio.gather(*(people[name].join(made) for name in (BOT, *room.members)))
    await asyncio.gather(*(people[name].join(space) for name in (BOT, *PARTICIPANTS)))
    return rooms


class _Person(Struct, frozen=True):
    session: aiohttp.ClientSession
    url: str
    user_id: str
    token: str

    async def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Make a request; raise aiohttp.ClientError where it fails."""
        url = URL(f"{self.url}/_matrix/client/v3/{path}", encoded=True)
        headers = {"Authorization": f"Bearer {self.token}"}
        async with self.session.request(method, url, json=body, headers=headers) as answer:
            return await answer.json()

    async def room(self, room: _Room, **content: str) -> str:
        """Make a room with everybody invited, and return it; or return the one that is there."""
        server = self.user_id.partition(":")[2]
        try:
            known = await self.call("GET", f"directory/room/{quote(f'#{room.alias}:{server}', safe='')}")
        except aiohttp.ClientResponseError as error:
            if error.status != 404:
                raise
            known = await self.call("POST", "createRoom", self._told(room, server, content))
        return str(known["room_id"])

    async def join(self, room_id: str) -> None:
        await self.call("POST", f"join/{quote(room_id)}", {})

    def _told(self, room: _Room, server: str, content: Mapping[str, str]) -> Mapping[str, Any]:
        bot = f"@{BOT}:{server}"
        return {
            "name": room.name,
            "room_alias_name": room.alias,
            "preset": "private_chat",
            "invite": [bot, *(f"@{name}:{server}" for name in room.members)],
            "power_level_content_override": {"users": {bot: _BOT_POWER}},
            "creation_content": content,
        }


async def _arrived(homeserver: Homeserver, session: aiohttp.ClientSession, name: str, password: str) -> _Person:
    """Return somebody, who gets an account if they have none yet."""
    try:
        made = await homeserver.register(name, password, displayname=NAMES[name])
    except aiohttp.ClientResponseError as error:
        if error.status != 400:
            raise
    else:
        return _Person(session, homeserver.url, made.user_id, made.access_token)
    who = {"type": "m.id.user", "user": name}
    login = {"type": "m.login.password", "identifier": who, "password": password}
    async with session.post(f"{homeserver.url}/_matrix/client/v3/login", json=login) as answer:
        told = await answer.json()
    return _Person(session, homeserver.url, told["user_id"], told["access_token"])
