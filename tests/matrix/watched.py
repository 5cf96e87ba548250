"""A community on a homeserver, of whose bot everything is written down that it hears."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from bot.api.events import Batch, Event
from bot.api.platform import Platform
from bot.demo.homeserver import Homeserver, Registered
from storage import channels, communities
from tests.matrix.person import Person, arrive
from tests.matrix.strict import ENCRYPTION, StrictPerson, arrive_strict
from tests.matrix.timeline import Message
from tests.matrix.world import MatrixWorld, config_in

SESSION = '!sessie nieuw "Wat als… (vervolg)" "vr 9 okt" 10-12u plaats: Utrecht online: ja'
_Kind = TypeVar("_Kind")
_NUMBERS = count(1)


class WatchedWorld(MatrixWorld):
    """A MatrixWorld with people; `batches` are all that its bot took in, also before a restart."""

    people: dict[str, Person]

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.batches: list[Batch] = []
        self.sessions = 0

    @property
    def moderator(self) -> Person:
        return self.people["moderator"]

    @property
    def room(self) -> str:
        return self.rooms["announcements"]

    @asynccontextmanager
    async def platforms(self) -> AsyncIterator[Sequence[Platform]]:
        async with super().platforms() as opened:
            self.matrix.batches = self._written_down(self.matrix.batches)
            yield opened

    def heard(self, kind: type[_Kind], since: int = 0) -> list[_Kind]:
        """Return what the bot took in of a kind, from a batch on."""
        events: list[Event] = [event for batch in self.batches[since:] for event in batch.events]
        return [event for event in events if isinstance(event, kind)]

    async def said(self, person: Person, room: str, *, thread: str | None = None) -> list[Message]:
        """Return what somebody sees that the bot said in a room, or in a thread of it."""
        await self.settled()
        await person.look()
        said = [one for one in person.messages(room) if one.sender == self.bot.user_id]
        return said if thread is None else [one for one in said if one.thread == thread]

    async def answers(
        self, person: Person, text: str, room: str | None = None, *, mentions: Sequence[str] = ()
    ) -> list[Message]:
        """Let somebody say something to the bot alone, or in a room; return what it answers them alone."""
        before = {one.event_id for one in await self.said_alone(person)}
        direct = room or self.direct_of(person) or await person.open_dm(self.bot.user_id)
        await person.say(direct, text, mentions=mentions)
        return [one for one in await self.said_alone(person) if one.event_id not in before]

    async def said_alone(self, person: Person) -> list[Message]:
        """Return what somebody sees that the bot said to them alone, also where it has just asked them in."""
        await self.settled()
        if await person.accept_invites():
            await person.look()
        rooms = person.dms(self.bot.user_id)
        return [one for room in rooms for one in person.messages(room) if one.sender == self.bot.user_id]

    def direct_of(self, person: Person) -> str:
        """Return the room in which somebody talks with the bot alone; "" where there is none."""
        return (person.dms(self.bot.user_id) or [""])[-1]

    async def serve_with(self, room: str) -> None:
        """Let another room serve for announcements."""
        old, self.rooms["announcements"] = self.room, room

        async def serve(tx: Any) -> None:
            community = await communities.first(tx)
            await channels.serve(tx, community.id, "matrix", old, [])
            await communities.link_channel(tx, community.id, "matrix", room, "announcements")

        await self.database.write(serve)

    async def announce(self) -> Message:
        """Let the moderator announce a session; return its card."""
        where = self.rooms["moderation"]
        await self.moderator.say(where, SESSION)
        await self.settled()
        self.sessions += 1
        asked = await self.moderator.say(where, f"!sessie aankondigen {self.sessions}")
        await self.settled()
        await self.moderator.say(where, "ja", thread=asked)
        return [one for one in await self.said(self.moderator, self.room) if "🕙" in one.body][-1]

    async def card(self, first: Message) -> Message:
        """Return a card as the moderator sees it now."""
        await self.settled()
        await self.moderator.look()
        seen = self.moderator.message(self.room, first.event_id)
        assert seen is not None
        return seen

    async def counts(self, first: Message) -> list[int]:
        """Return how many a session's card counts: here, online, perhaps, not."""
        body = (await self.card(first)).body
        return [int(body.split(label)[1].split("\n")[0]) for label in COUNTED]

    def _written_down(self, batches: Any) -> Any:
        async def written(cursor: str | None) -> AsyncIterator[Batch]:
            async for batch in batches(cursor):
                self.batches.append(batch)
                yield batch

        return written


COUNTED = ("Ik kom naar Utrecht: ", "Ik doe online mee: ", "Misschien: ", "Ik kan niet: ")


@asynccontextmanager
async def community(
    folder: Path,
    homeserver: Homeserver,
    *names: str,
    url: str | None = None,
    rooms: bool = True,
    listens_to: str | None = None,
    encrypted: bool = False,
    bot: Registered | None = None,
    **made: Any,
) -> AsyncIterator[WatchedWorld]:
    """A community with its bot running, a moderator and people of these names in its rooms.

    `url` is where the bot finds the homeserver; without `rooms` the people are there, but nobody made any. The bot
    accepts everybody's invitations, or those of the one it `listens_to`. Where all is `encrypted`, the people have
    strict clients.
    """
    arrives, kept = (arrive_strict, [ENCRYPTION]) if encrypted else (arrive, [])
    bot = bot or await homeserver.register(f"watals-{next(_NUMBERS)}", displayname="Wat-als bot")
    async with AsyncExitStack() as present:
        people = {
            name: await present.enter_async_context(await arrives(homeserver, name)) for name in ("moderator", *names)
        }
        welcome = [people[listens_to].user_id] if listens_to else []
        world = WatchedWorld(config_in(folder, invites=welcome), homeserver, bot, url=url, encrypted_direct=encrypted)
        world.people = people
        await world.start()
        present.push_async_callback(world.close)
        if rooms:
            people = [world.people[name] for name in names]
            await world.found_rooms(world.moderator, people, initial_state=kept, **made)
            for person in world.people.values():
                await person.look()
            await world.settled()
        yield world


def strict(world: WatchedWorld, name: str) -> StrictPerson:
    """Return somebody with a strict client, in a world where all is encrypted."""
    person = world.people[name]
    assert isinstance(person, StrictPerson)
    return person
