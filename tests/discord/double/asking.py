"""How the bot hears what somebody asks of it."""

from typing import TYPE_CHECKING

from tests.discord.double import guild_payloads, payloads
from tests.discord.double.permissions import DIRECT, in_channel
from tests.discord.double.state import Channel, Interaction, Json, Message

if TYPE_CHECKING:
    from tests.discord.double.double import Double

IN_GUILD, WITH_BOT = 0, 1
"""Where an interaction can be."""


def ask(
    double: "Double",
    user_id: str,
    kind: int,
    channel: Channel,
    data: Json,
    *,
    message: Message | None = None,
    parent: Interaction | None = None,
) -> Interaction:
    """Let the bot hear an interaction; when it is away, it never does."""
    number = double.clock.new_id()
    made = Interaction(
        number,
        f"token-{number}",
        kind,
        user_id,
        channel.id,
        data,
        message_id=message.id if message else None,
        parent=parent,
        told=list(double.gateway.sessions),
    )
    double.state.interactions[made.id] = made
    double.gateway.tell("INTERACTION_CREATE", _payload(double, made, channel, message))
    return made


def _payload(double: "Double", one: Interaction, channel: Channel, message: Message | None) -> Json:
    state = double.state
    guild = state.guild_of(channel)
    told: Json = {
        "id": one.id,
        "application_id": state.bot.id,
        "type": one.type,
        "token": one.token,
        "version": 1,
        "data": one.data,
        "channel_id": channel.id,
        "channel": payloads.channel(state, channel),
        "locale": state.users[one.user_id].locale,
        "entitlements": [],
        "authorizing_integration_owners": {"0": guild.id if guild else "0"},
        "context": IN_GUILD if guild else WITH_BOT,
        "attachment_size_limit": 10 * 1024 * 1024,
    }
    if message is not None:
        told["message"] = payloads.message(state, message)
    if guild is None:
        return told | {"user": payloads.user(state.users[one.user_id]), "app_permissions": str(int(DIRECT))}
    who, bot = guild.members[one.user_id], guild.members[state.bot.id]
    return told | {
        "guild_id": guild.id,
        "guild": {"id": guild.id, "locale": "nl", "features": []},
        "guild_locale": "nl",
        "member": guild_payloads.interaction_member(state, guild, who, channel),
        "app_permissions": str(int(in_channel(guild, channel, bot))),
    }
