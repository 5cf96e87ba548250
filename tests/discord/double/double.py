"""A Discord of our own, over real sockets on the loopback: the bot's own client talks to it as to the real one.

async with Double() as double:
    guild = double.add_guild("Gemeenschap", "moderator", "ouder")
    channel = double.add_text("algemeen")
    …                        # a client under `hooked(double)` that connects with double.token
    double.people…           # what people do and see
"""

from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.discord.double import payloads
from tests.discord.double.clock import Clock
from tests.discord.double.errors import DiscordError, no_access, no_permission, unknown
from tests.discord.double.events import Events, Intent
from tests.discord.double.faults import Faults
from tests.discord.double.gateway import Gateway
from tests.discord.double.judging import Judge
from tests.discord.double.limits import Limits
from tests.discord.double.people import Person
from tests.discord.double.permissions import DIRECT, NOTHING, Permission, in_channel, in_guild
from tests.discord.double.rest import PREFIX, Rest
from tests.discord.double.state import Channel, Guild, Interaction, Message, ScheduledEvent, State, User

TOKEN = "MTA.een-geheim.dat-nergens-staat"
GREATEST = 64 * 1024 * 1024


class Double:
    """All of it, from a moment on: this one, where no other is given; or by another clock."""

    def __init__(self, now: datetime | None = None, *, clock: Clock | None = None) -> None:
        self.clock = clock or Clock(now)
        self.token = TOKEN
        self.application_flags = 0
        self.state = State(self.clock)
        self.judge = Judge()
        self.gateway = Gateway(self.state, self.judge.event, self.token)
        self.events = Events(self.state, self.gateway)
        self.faults = Faults()
        self.limits = Limits()
        self.rest = Rest(self)
        self.people: dict[str, Person] = {}

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=GREATEST)
        app.router.add_get("/gateway/", self.gateway.serve)
        app.router.add_route("*", PREFIX + "/{rest:.*}", self.rest.serve)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        self.gateway.url = f"ws://127.0.0.1:{self.port}/gateway/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.gateway.drop()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{PREFIX}"

    # What the bot may

    def may(self, channel: Channel, needed: Permission) -> bool:
        """Return whether the bot may all this in a channel."""
        return self._allowed(channel) & needed == needed

    def require(self, channel: Channel, *needed: Permission) -> None:
        """Refuse what the bot may not do in a channel."""
        allowed = self._allowed(channel)
        if not allowed & Permission.VIEW_CHANNEL:
            raise no_access()
        if any(not allowed & one for one in needed):
            raise no_permission()

    def require_speech(self, channel: Channel) -> None:
        """Refuse to say something where the bot may not speak, or to somebody who does not listen."""
        speak = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
        self.require(channel, Permission.VIEW_CHANNEL, speak)
        if channel.recipient_id is not None and not self._reaches(channel.recipient_id):
            raise DiscordError(403, 50007, "Cannot send messages to this user")

    def may_in_guild(self, guild: Guild, any_of: Permission) -> bool:
        return bool(in_guild(guild, guild.members[self.state.bot.id]) & any_of)

    def _allowed(self, channel: Channel) -> Permission:
        guild = self.state.guild_of(channel)
        if guild is None:
            return DIRECT
        member = guild.members.get(self.state.bot.id)
        return in_channel(guild, channel, member) if member else NOTHING

    def _reaches(self, user_id: str) -> bool:
        together = any({user_id, self.state.bot.id} <= set(one.members) for one in self.state.guilds.values())
        return together and not self.state.users[user_id].closed

    def person(self, user_id: str) -> User:
        user = self.state.users.get(user_id)
        if user is None:
            raise unknown("User")
        return user

    # What happens, whoever did it

    def add_channel(self, channel: Channel) -> Channel:
        guild = self.state.guild_of(channel)
        assert guild is not None
        guild.channels[channel.id] = channel
        self.events.about_channel("THREAD_CREATE" if channel.is_thread else "CHANNEL_CREATE", channel)
        return channel

    def remove_channel(self, channel: Channel) -> None:
        guild = self.state.guild_of(channel)
        assert guild is not None
        seen = self.events.bot_sees(channel)
        for one in [one for one in guild.channels.values() if channel.id in (one.id, one.parent_id)]:
            del guild.channels[one.id]
            self.state.messages = {key: each for key, each in self.state.messages.items() if each.channel_id != one.id}
        if seen and channel.is_thread:
            told = {key: getattr(channel, key) for key in ("id", "guild_id", "parent_id", "type")}
            self.gateway.tell("THREAD_DELETE", told, Intent.GUILDS)
        elif seen:
            self.gateway.tell("CHANNEL_DELETE", payloads.channel(self.state, channel), Intent.GUILDS)

    def begin_direct(self, user_id: str) -> Channel:
        """Begin a conversation of somebody with the bot."""
        channel = Channel(self.clock.new_id(), 1, recipient_id=user_id)
        self.state.direct[channel.id] = channel
        return channel

    def add_reaction(self, message: Message, emoji: str, user_id: str) -> None:
        people = message.reactions.setdefault(emoji, [])
        if user_id not in people:
            people.append(user_id)
            self.events.about_reaction("MESSAGE_REACTION_ADD", message, emoji, user_id)

    def remove_reaction(self, message: Message, emoji: str, user_id: str) -> None:
        people = message.reactions.get(emoji, [])
        if user_id in people:
            people.remove(user_id)
            self.events.about_reaction("MESSAGE_REACTION_REMOVE", message, emoji, user_id)
        if not people:
            message.reactions.pop(emoji, None)

    def clear_reactions(self, message: Message, emoji: str | None = None) -> None:
        if emoji is None:
            message.reactions.clear()
            self.events.about_reaction("MESSAGE_REACTION_REMOVE_ALL", message)
        elif message.reactions.pop(emoji, None) is not None:
            self.events.about_reaction("MESSAGE_REACTION_REMOVE_EMOJI", message, emoji)

    def remove_messages(self, messages: Sequence[Message], *, bulk: bool = False) -> None:
        for one in messages:
            del self.state.messages[one.id]
        public = [one for one in messages if one.private_to is None]
        channel = self.state.channel(public[0].channel_id) if public else None
        if channel is not None:
            self.events.messages_gone(channel, [one.id for one in public], bulk=bulk)

    def remove_member(self, guild: Guild, user_id: str) -> None:
        """Let somebody be out of a guild; the bot hears of itself only."""
        del guild.members[user_id]
        if user_id == self.state.bot.id:
            self.gateway.tell("GUILD_DELETE", {"id": guild.id}, Intent.GUILDS)

    def tell_event(self, name: str, event: ScheduledEvent) -> None:
        guild = self.state.guilds[event.guild_id]
        self.events.in_guild(name, guild, payloads.event(self.state, event), Intent.GUILD_SCHEDULED_EVENTS)

    # What there is in the beginning

    def add_person(self, name: str, *, locale: str = "nl", bot: bool = False) -> Person:
        user = User(self.clock.new_id(), name, bot=bot, locale=locale)
        self.state.users[user.id] = user
        person = Person(self, user)
        self.people[user.id] = person
        return person

    def named(self, name: str) -> Person:
        return next(one for one in self.people.values() if one.user.name == name)

    async def heard(self) -> None:
        """Return when the bot heard all that happened, as far as it listens."""
        await self.gateway.heard()

    @property
    def happened(self) -> int:
        """How much was asked of the double and told by it so far."""
        return len(self.rest.asked) + sum(len(session.told) for session in self.gateway.sessions)

    @property
    def said_by_bot(self) -> list[Message]:
        """The messages of the bot that stand."""
        return [one for one in self.state.messages.values() if one.author_id == self.state.bot.id]

    @property
    def unanswered(self) -> list[Interaction]:
        """What the bot hears of now and has not answered at all."""
        asked = self.state.interactions.values()
        return [one for one in asked if one.response is None and any(session.line for session in one.told)]

    def asked_for(self, method: str, path: str) -> list[Any]:
        """Return the requests of a method whose path ends so."""
        return [one for one in self.rest.asked if one.method == method and one.path.endswith(path)]
