"""What somebody may do in a channel, as Discord works it out."""

from enum import IntFlag

from tests.discord.double.state import Channel, Guild, Member


class Permission(IntFlag):
    """Discord's permissions, those that matter to a bot of text."""

    KICK_MEMBERS = 1 << 1
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    CREATE_EVENTS = 1 << 44


ALL = Permission((1 << 50) - 1)
NOTHING = Permission(0)
PEOPLE = (
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)
"""What everybody may in a new guild."""

DIRECT = PEOPLE
"""What everybody may in their direct messages."""


def in_guild(guild: Guild, member: Member) -> Permission:
    """Return what the roles of a member allow."""
    if guild.owner_id == member.user_id:
        return ALL
    allowed = guild.roles[guild.id].permissions
    for role in member.roles:
        allowed |= guild.roles[role].permissions
    return ALL if allowed & Permission.ADMINISTRATOR else Permission(allowed)


def in_channel(guild: Guild, channel: Channel, member: Member) -> Permission:
    """Return what a member may in a channel; in a thread, what they may in the channel it is in."""
    allowed = in_guild(guild, member)
    if allowed == ALL:
        return ALL
    place = guild.channels[channel.parent_id] if channel.is_thread and channel.parent_id else channel
    for ids in ([guild.id], member.roles, [member.user_id]):
        found = [place.overwrites[one] for one in ids if one in place.overwrites]
        for overwrite in found:
            allowed &= ~overwrite.deny
        for overwrite in found:
            allowed |= overwrite.allow
    return allowed if allowed & Permission.VIEW_CHANNEL else NOTHING
