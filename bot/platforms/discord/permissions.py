"""What the bot needs to be allowed to do on a Discord server, and nothing more."""

from collections.abc import Iterable

import discord

SCOPES = ("bot", "applications.commands")

_VIEW = "view_channel"
_THREADS = "send_messages_in_threads"
_WORDS = {
    _VIEW: "het kanaal zien (View Channel)",
    "send_messages": "berichten sturen (Send Messages)",
    _THREADS: "schrijven in threads (Send Messages in Threads)",
    "create_public_threads": "threads maken (Create Public Threads)",
    "attach_files": "bestanden meesturen (Attach Files)",
    "add_reactions": "reacties zetten (Add Reactions)",
    "read_message_history": "oudere berichten zien (Read Message History)",
    "manage_messages": "een oude keuze van iemand opruimen (Manage Messages)",
    "create_events": "evenementen maken (Create Events)",
}
_FORUM_WORDS = {
    **_WORDS,
    "send_messages": "posts maken (Create Posts)",
    _THREADS: "schrijven in posts (Send Messages in Posts)",
}
_WORK = ("send_messages", "attach_files", "add_reactions", "read_message_history")
_NICETIES = (_THREADS, "create_public_threads", "manage_messages")
_FORUM_WORK = (*_WORK, _THREADS)
_FORUM_NICETIES = ("manage_messages",)

NEEDED = discord.Permissions(**dict.fromkeys(_WORDS, True))
"""All that the features use, in channels and on a server. Each is in the invitation, nothing else is."""


def invite_url(application_id: int) -> str:
    """Return the address at which somebody who may do so takes the bot in on a server, with all it needs."""
    return discord.utils.oauth_url(application_id, permissions=NEEDED, scopes=SCOPES)


def missing_in_channel(permissions: discord.Permissions, is_forum: bool) -> list[str]:
    """Return, in words, what the bot may not do in a channel and cannot work without."""
    if not permissions.view_channel:
        return [_WORDS[_VIEW]]  # what it cannot see says nothing about the rest
    return _lacking(permissions, _FORUM_WORK if is_forum else _WORK, is_forum)


def unhandy_in_channel(permissions: discord.Permissions, is_forum: bool) -> list[str]:
    """Return, in words, what the bot may not do in a channel where it works, but less well without."""
    return _lacking(permissions, _FORUM_NICETIES if is_forum else _NICETIES, is_forum)


def may_tidy(permissions: discord.Permissions) -> bool:
    """Whether the bot may take away a reaction of somebody who chose anew."""
    return permissions.manage_messages


def may_keep_events(permissions: discord.Permissions) -> bool:
    """Whether the bot may put a session in the calendar of a server, by what it may do there as a whole."""
    return permissions.create_events


def _lacking(permissions: discord.Permissions, names: Iterable[str], is_forum: bool) -> list[str]:
    words = _FORUM_WORDS if is_forum else _WORDS
    return [words[name] for name in names if not getattr(permissions, name)]
