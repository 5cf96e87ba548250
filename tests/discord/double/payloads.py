"""What there is, in the words that Discord uses on the wire."""

from tests.discord.double.clock import moment_of
from tests.discord.double.state import (
    DIRECT,
    FORUM,
    HAS_THREAD,
    Attachment,
    Channel,
    Json,
    Member,
    Message,
    Role,
    ScheduledEvent,
    State,
    Tag,
    User,
)

CDN = "https://cdn.discordapp.com"


def user(one: User) -> Json:
    made = {
        "id": one.id,
        "username": one.name.lower().replace(" ", "."),
        "global_name": None if one.bot else one.name,
        "discriminator": "0001" if one.bot else "0",
        "avatar": None,
        "flags": 0,
        "public_flags": 0,
        "primary_guild": None,
    }
    return made | ({"bot": True} if one.bot else {})


def own_user(one: User) -> Json:
    return user(one) | {"mfa_enabled": False, "locale": "en-US", "email": None, "verified": True}


def member(state: State, one: Member, *, with_user: bool = True) -> Json:
    made = {
        "roles": list(one.roles),
        "nick": one.nick,
        "avatar": None,
        "banner": None,
        "joined_at": moment_of(one.user_id).isoformat(),
        "premium_since": None,
        "communication_disabled_until": None,
        "pending": False,
        "deaf": False,
        "mute": False,
        "flags": 0,
    }
    return made | ({"user": user(state.users[one.user_id])} if with_user else {})


def role(one: Role) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "permissions": str(int(one.permissions)),
        "position": one.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def tag(one: Tag) -> Json:
    return {"id": one.id, "name": one.name, "moderated": one.moderated, "emoji_id": None, "emoji_name": None}


def channel(state: State, one: Channel) -> Json:
    last = state.in_channel(one.id)
    made: Json = {"id": one.id, "type": one.type, "flags": 0, "last_message_id": last[-1].id if last else None}
    if one.type == DIRECT:
        return made | {"recipients": [user(state.users[str(one.recipient_id)])]}
    made |= {"guild_id": one.guild_id, "name": one.name, "parent_id": one.parent_id, "rate_limit_per_user": 0}
    if one.is_thread:
        return made | _thread(state, one)
    made |= {"position": 0, "topic": one.topic, "nsfw": False, "permission_overwrites": _overwrites(one)}
    if one.type != FORUM:
        return made
    return made | {
        "flags": 1 << 4 if one.tag_required else 0,
        "available_tags": [tag(each) for each in one.tags],
        "default_reaction_emoji": None,
        "default_sort_order": None,
        "default_forum_layout": 0,
        "default_thread_rate_limit_per_user": 0,
    }


def _overwrites(one: Channel) -> list[Json]:
    return [
        {"id": key, "type": each.kind, "allow": str(int(each.allow)), "deny": str(int(each.deny))}
        for key, each in one.overwrites.items()
    ]


def _thread(state: State, one: Channel) -> Json:
    made_at = moment_of(one.id).isoformat()
    count = len([each for each in state.in_channel(one.id) if each.id != one.id])
    return {
        "owner_id": one.owner_id,
        "message_count": count,
        "total_message_sent": count,
        "member_count": 1,
        "applied_tags": list(one.applied_tags),
        "thread_metadata": {
            "archived": one.archived,
            "locked": one.locked,
            "archive_timestamp": made_at,
            "auto_archive_duration": 4320,
            "create_timestamp": made_at,
        },
    }


def attachment(one: Attachment, channel_id: str, *, ephemeral: bool = False) -> Json:
    address = f"{CDN}/attachments/{channel_id}/{one.id}/{one.filename}"
    made: Json = {
        "id": one.id,
        "filename": one.filename,
        "size": len(one.data),
        "url": address,
        "proxy_url": address,
        "content_type": one.content_type,
    }
    made |= {"description": one.description} if one.description else {}
    return made | ({"ephemeral": True} if ephemeral else {})


def message(state: State, one: Message, *, content: bool = True) -> Json:
    """Return a message; without `content`, as a bot sees it that may not read what people write."""
    shown = content or one.author_id == state.bot.id
    private = one.private_to is not None
    made: Json = {
        "id": one.id,
        "type": 20 if one.interaction and one.interaction.type == 2 else 19 if one.reply_to else 0,
        "channel_id": one.channel_id,
        "author": user(state.users[one.author_id]),
        "content": one.content if shown else "",
        "components": one.components if shown else [],
        "embeds": one.embeds if shown else [],
        "attachments": [attachment(each, one.channel_id, ephemeral=private) for each in one.attachments]
        if shown
        else [],
        "flags": one.flags,
        "timestamp": moment_of(one.id).isoformat(),
        "edited_timestamp": one.edited_at.isoformat() if one.edited_at else None,
        "mentions": [user(state.users[each]) for each in one.pings if each in state.users],
        "mention_roles": [],
        "mention_everyone": "everyone" in one.pings,
        "pinned": False,
        "tts": False,
    }
    if one.reactions:
        made["reactions"] = [reaction(state, emoji, people) for emoji, people in one.reactions.items()]
    if one.nonce is not None:
        made["nonce"] = one.nonce
    return made | _relations(state, one)


def _relations(state: State, one: Message) -> Json:
    """Return what a message has to do with others."""
    made: Json = {}
    if one.reply_to:
        made["message_reference"] = {"type": 0, "channel_id": one.channel_id, "message_id": one.reply_to}
    if one.interaction:
        made |= {"application_id": state.bot.id, "webhook_id": state.bot.id}
    if one.flags & HAS_THREAD and (thread := state.channel(one.id)) is not None:
        made["thread"] = channel(state, thread)
    return made


def reaction(state: State, emoji_key: str, people: list[str]) -> Json:
    return {
        "emoji": emoji(emoji_key),
        "count": len(people),
        "count_details": {"normal": len(people), "burst": 0},
        "burst_colors": [],
        "me": state.bot.id in people,
        "me_burst": False,
    }


def emoji(key: str) -> Json:
    """Return an emoji: one of Unicode by itself, a guild's own as "name:id"."""
    name, _, snowflake = key.partition(":")
    return {"id": snowflake or None, "name": name}


def event(state: State, one: ScheduledEvent) -> Json:
    return {
        "id": one.id,
        "guild_id": one.guild_id,
        "channel_id": None,
        "creator_id": one.creator_id,
        "creator": user(state.users[one.creator_id]),
        "name": one.name,
        "description": one.description,
        "image": None,
        "scheduled_start_time": one.starts_at.isoformat(),
        "scheduled_end_time": one.ends_at.isoformat(),
        "status": one.status,
        "entity_type": 3,
        "entity_id": None,
        "entity_metadata": {"location": one.location},
        "privacy_level": 2,
        "recurrence_rule": None,
        "guild_scheduled_event_exceptions": [],
    }
