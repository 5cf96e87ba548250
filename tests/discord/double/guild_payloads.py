"""Guilds, and the bot's own application, in the words that Discord uses on the wire."""

from tests.discord.double.clock import moment_of
from tests.discord.double.payloads import channel, event, member, role, user
from tests.discord.double.permissions import in_channel, in_guild
from tests.discord.double.state import Channel, Guild, Json, Member, State


def guild(one: Guild) -> Json:
    """Return what both REST and gateway say of a guild."""
    return {
        "id": one.id,
        "name": one.name,
        "owner_id": one.owner_id,
        "roles": [role(each) for each in one.roles.values()],
        "preferred_locale": "nl",
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "features": [],
        "emojis": [],
        "stickers": [],
        "application_id": None,
        "region": "rotterdam",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw": False,
        "nsfw_level": 0,
        "max_presences": None,
        "max_members": 500000,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "incidents_data": None,
    }


def guild_create(state: State, one: Guild) -> Json:
    """Return a guild as the gateway tells it to a bot that may not see who its members are."""
    seen = [each for each in one.channels.values() if in_channel(one, each, one.members[state.bot.id])]
    return guild(one) | {
        "channels": [channel(state, each) for each in seen if not each.is_thread],
        "threads": [channel(state, each) for each in seen if each.is_thread and not each.archived],
        "members": [member(state, one.members[state.bot.id])],
        "member_count": len(one.members),
        "guild_scheduled_events": [event(state, each) for each in one.events.values()],
        "joined_at": moment_of(one.id).isoformat(),
        "large": False,
        "unavailable": False,
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "soundboard_sounds": [],
    }


def application(state: State, flags: int) -> Json:
    return {
        "id": state.bot.id,
        "name": state.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": user(state.bot),
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user(next(one for one in state.users.values() if not one.bot)),
        "approximate_guild_count": len(state.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }


def interaction_member(state: State, one: Guild, who: Member, place: Channel) -> Json:
    return member(state, who) | {"permissions": str(int(in_channel(one, place, who)))}


def partial_guild(state: State, one: Guild) -> Json:
    """Return a guild as the list of one's guilds names it."""
    allowed = in_guild(one, one.members[state.bot.id])
    return {
        "id": one.id,
        "name": one.name,
        "icon": None,
        "banner": None,
        "owner": one.owner_id == state.bot.id,
        "permissions": str(int(allowed)),
        "features": [],
    }
