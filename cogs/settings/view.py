"""How settings look: what is set now, and what it was before."""

from collections.abc import Sequence

from bot.api.answers import Answer
from bot.api.cog import Context, Scope, Texts
from bot.api.content import Block, Fact, Facts, content, paragraph, strong
from bot.domain.community import Contact
from storage import accounts, channels

PURPOSES = ("announcements", "ideas", "moderation", "digests")
"""What a channel can serve for."""

NAMED = 20
"""Moderators named one by one."""

_ICONS = {"announcements": "📢", "ideas": "💡", "moderation": "🛡️", "digests": "📰"}


def platform_of(ctx: Context) -> str:
    """Return the platform on which somebody asks."""
    return ctx.author.key.partition(":")[0]


async def facts(scope: Scope) -> list[Fact]:
    """Return how the community itself is set."""
    t, community = scope.t, scope.community
    known = await accounts.members(scope.tx, community.id)
    return [
        Fact("🏷️", t("fact-name"), community.name),
        Fact("🗣️", t("fact-language"), t(f"choice-{community.language}")),
        Fact("🕙", t("fact-zone"), community.zone.key),
        Fact("✉️", t("fact-contact"), reach(t, community.contact)),
        *await _channels(scope),
        Fact("🧑‍🤝‍🧑", t("fact-moderators"), await _moderators(scope)),
        Fact("👥", t("fact-people"), t("people-known", people=known)),
    ]


def reach(t: Texts, contact: Contact) -> str:
    """Return a contact in one line."""
    return ", ".join(part for part in (contact.email, contact.phone) if part) or t("no-contact")


def purposes(t: Texts, served: frozenset[str]) -> str:
    """Return what a channel serves for, in words."""
    return ", ".join(t(f"choice-{purpose}") for purpose in PURPOSES if purpose in served) or t("no-purpose")


def changed(t: Texts, label: str, was: str, now: str, *notes: Block) -> Answer:
    """Say what a setting was and what it is now."""
    if was == now:
        return Answer(content(paragraph(t("unchanged", label=label, now=now)), *notes))
    rows = (Fact("◀️", t("was"), was), Fact("▶️", t("now"), now))
    return Answer(content(paragraph(strong(t("changed", label=label))), Facts(rows), *notes))


async def _channels(scope: Scope) -> Sequence[Fact]:
    found = await channels.listed(scope.tx, scope.community.id)
    named = {
        purpose: ", ".join(f"#{channel.name}" for channel in found if purpose in channel.purposes)
        for purpose in PURPOSES
    }
    for purpose in PURPOSES:
        named[purpose] = named[purpose] or scope.t("digests-elsewhere" if purpose == "digests" else "no-channel")
    return [Fact(_ICONS[purpose], scope.t(f"purpose-{purpose}"), where) for purpose, where in named.items()]


async def _moderators(scope: Scope) -> str:
    found = await accounts.listed(scope.tx, scope.community.id, NAMED + 1, moderators=True)
    if not found:
        return scope.t("moderators-of-the-chat")
    names = ", ".join(account.name for account in found[:NAMED])
    return scope.t("moderators-named" if len(found) <= NAMED else "moderators-and-more", names=names)
