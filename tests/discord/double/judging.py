"""Judging all that is said, by Discord's own description of it where there is one."""

from collections.abc import Mapping
from typing import Any

from tests.discord.double.openapi import contract
from tests.discord.double.state import Json

_IN_GUILD = frozenset({"guild_id", "member"})
_PARTS = {
    "MESSAGE_CREATE": ("MessageResponse", _IN_GUILD),
    "MESSAGE_UPDATE": ("MessageResponse", _IN_GUILD),
    "CHANNEL_CREATE": ("GuildChannelResponse", frozenset()),
    "CHANNEL_UPDATE": ("GuildChannelResponse", frozenset()),
    "CHANNEL_DELETE": ("GuildChannelResponse", frozenset()),
    "THREAD_CREATE": ("ThreadResponse", frozenset({"newly_created"})),
    "THREAD_UPDATE": ("ThreadResponse", frozenset()),
    "GUILD_MEMBER_UPDATE": ("GuildMemberResponse", frozenset({"guild_id"})),
    "GUILD_SCHEDULED_EVENT_CREATE": ("ExternalScheduledEventResponse", frozenset()),
    "GUILD_SCHEDULED_EVENT_UPDATE": ("ExternalScheduledEventResponse", frozenset()),
    "GUILD_SCHEDULED_EVENT_DELETE": ("ExternalScheduledEventResponse", frozenset()),
}
"""Events that look like something the HTTP API gives, and what they have beside."""

_WITHIN = {
    "READY": {"user": "UserPIIResponse"},
    "GUILD_CREATE": {"roles": "GuildRoleResponse", "members": "GuildMemberResponse"},
    "GUILD_ROLE_CREATE": {"role": "GuildRoleResponse"},
    "GUILD_ROLE_UPDATE": {"role": "GuildRoleResponse"},
    "MESSAGE_REACTION_ADD": {"member": "GuildMemberResponse", "emoji": "MessageReactionEmojiResponse"},
    "MESSAGE_REACTION_REMOVE": {"emoji": "MessageReactionEmojiResponse"},
    "INTERACTION_CREATE": {"message": "MessageResponse", "user": "UserResponse"},
}
"""Parts of other events that do."""


class Judge:
    """Collects in `violations` what is not as Discord has it: requests of the bot, answers and events of the double."""

    def __init__(self) -> None:
        self.violations: list[str] = []
        self._contract = contract()

    def request(self, method: str, path: str, query: Mapping[str, str], body: Any) -> None:
        if self._contract is not None:
            self._keep(f"{method} {path}", self._contract.request(method, path, query, body))

    def answer(self, method: str, path: str, status: int, body: Any) -> None:
        if self._contract is not None:
            self._keep(f"answer {status} to {method} {path}", self._contract.answer(method, path, status, body))

    def event(self, name: str, data: Json) -> None:
        if self._contract is None:
            return
        if name in _PARTS:
            part, more = _PARTS[name]
            self._keep(name, self._contract.part(part, data, more))
        for key, part in _WITHIN.get(name, {}).items():
            told = data.get(key, [])
            for one in told if isinstance(told, list) else [told]:
                self._keep(f"{name}.{key}", self._contract.part(part, one, frozenset({"permissions"})))

    def wrong(self, what: str) -> None:
        """Note something that no description is needed for."""
        self.violations.append(what)

    def _keep(self, what: str, wrong: list[str]) -> None:
        self.violations.extend(f"{what}: {each}" for each in wrong)
