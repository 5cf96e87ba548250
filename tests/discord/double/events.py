"""Who is told what: events go to the sessions that asked for them, as far as the bot may see."""

from enum import IntFlag
from typing import TYPE_CHECKING

from tests.discord.double import payloads
from tests.discord.double.permissions import Permission, in_channel
from tests.discord.double.state import Channel, Guild, Json, Message, State

if TYPE_CHECKING:
    from tests.discord.double.gateway import Gateway


class Intent(IntFlag):
    """What a session wants to hear of."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    MESSAGE_CONTENT = 1 << 15
    GUILD_SCHEDULED_EVENTS = 1 << 16


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT


class Events:
    """Tells the bot's sessions what happens."""

    def __init__(self, state: State, gateway: "Gateway") -> None:
        self.state = state
        self.gateway = gateway

    # Guilds

    def in_guild(self, name: str, guild: Guild, data: Json, intent: Intent = Intent.GUILDS) -> None:
        """Tell something of a guild that the bot is in."""
        if self.state.bot.id in guild.members:
            self.gateway.tell(name, data, intent)

    def about_channel(self, name: str, channel: Channel) -> None:
        """Tell that a channel or a thread is there, changed, or is gone."""
        if self.bot_sees(channel):
            self.gateway.tell(name, payloads.channel(self.state, channel), Intent.GUILDS)

    def bot_sees(self, channel: Channel) -> bool:
        """Return whether the bot may look into a channel."""
        guild = self.state.guild_of(channel)
        if guild is None:
            return channel.id in self.state.direct
        member = guild.members.get(self.state.bot.id)
        return member is not None and bool(in_channel(guild, channel, member) & Permission.VIEW_CHANNEL)

    # Messages

    def about_message(self, name: str, message: Message) -> None:
        """Tell that there is a message, or that it changed; what people write, to whom may read it."""
        channel = self.state.channel(message.channel_id)
        if message.private_to or channel is None or not self.bot_sees(channel):
            return
        intent = _of_channel(channel, Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES)
        for session in self.gateway.sessions:
            content = self.may_read(message, session.intents)
            data = payloads.message(self.state, message, content=content) | self._of_author(channel, message)
            session.tell(name, data, intent)

    def may_read(self, message: Message, intents: int) -> bool:
        """Return whether the bot, with these intents, may read what a message says."""
        own = self.state.bot.id in (message.author_id, *message.pings)
        return own or message.channel_id in self.state.direct or bool(intents & Intent.MESSAGE_CONTENT)

    def messages_gone(self, channel: Channel, message_ids: list[str], *, bulk: bool = False) -> None:
        data: Json = {"channel_id": channel.id} | _guild(channel)
        data |= {"ids": message_ids} if bulk else {"id": message_ids[0]}
        self._beside(
            channel,
            "MESSAGE_DELETE_BULK" if bulk else "MESSAGE_DELETE",
            data,
            (Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES),
        )

    # Reactions

    def about_reaction(self, name: str, message: Message, emoji: str | None = None, user_id: str | None = None) -> None:
        """Tell that a reaction came or went, that all went, or all with an emoji."""
        channel = self.state.channel(message.channel_id)
        if channel is None or message.private_to:
            return
        data: Json = {"channel_id": channel.id, "message_id": message.id} | _guild(channel)
        if emoji is not None:
            data["emoji"] = payloads.emoji(emoji)
        if user_id is not None:
            data |= {"user_id": user_id, "burst": False, "type": 0}
        if name == "MESSAGE_REACTION_ADD":
            data["message_author_id"] = message.author_id
            guild = self.state.guild_of(channel)
            if guild is not None and user_id is not None:
                data["member"] = payloads.member(self.state, guild.members[user_id])
        self._beside(channel, name, data, (Intent.GUILD_MESSAGE_REACTIONS, Intent.DIRECT_MESSAGE_REACTIONS))

    def _beside(self, channel: Channel, name: str, data: Json, intents: tuple[Intent, Intent]) -> None:
        if self.bot_sees(channel):
            self.gateway.tell(name, data, _of_channel(channel, *intents))

    def _of_author(self, channel: Channel, message: Message) -> Json:
        guild = self.state.guild_of(channel)
        if guild is None:
            return {}
        member = guild.members.get(message.author_id)
        return {"guild_id": guild.id} | (
            {"member": payloads.member(self.state, member, with_user=False)} if member else {}
        )


def _of_channel(channel: Channel, in_guild: Intent, direct: Intent) -> Intent:
    return in_guild if channel.guild_id else direct


def _guild(channel: Channel) -> Json:
    return {"guild_id": channel.guild_id} if channel.guild_id else {}
