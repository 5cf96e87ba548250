"""Who the moderators are: the first by a one-time code, the others by a moderator."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from msgspec.structs import replace

from bot.api import content as contents
from bot.api.answers import Answer, FollowUp, OpenForm
from bot.api.cog import Cog, Context, Form, Right, Scope, command
from bot.api.content import content, paragraph, strong
from bot.api.errors import UserError
from bot.api.kinds import Option
from bot.api.parameters import Pick, Text
from bot.domain import onetime
from cogs.settings import view
from storage import accounts, communities, first_moderator, moderators, outbox, places
from storage.accounts import Account

WRONG_TRIES = 10
"""After so many the code is void; the next start gives a new one."""

OFFERED = 500


@dataclass(frozen=True)
class NewModeratorForm(Form):
    """Somebody who is no moderator yet."""

    account: Annotated[str | None, Pick("account")] = None


@dataclass(frozen=True)
class ModeratorForm(Form):
    """Somebody whom the community made a moderator."""

    account: Annotated[str | None, Pick("moderator")] = None


class ModeratorSetting(Cog):
    """The commands that make moderators, and let them be moderators no more."""

    @command("moderator worden")
    async def become(self, ctx: Context, code: Annotated[str | None, Text(most=100)] = None) -> Answer:
        """Make who has the code the first moderator.

        A wrong code is answered, not refused: what is refused is undone, and so would be the count of tries; and
        what is refused is kept in a form, where a code has no place.
        """
        if ctx.author.moderator:
            return await _welcome(ctx, "become-already")
        await _know(ctx)
        offer = await first_moderator.offered(ctx.tx, ctx.community.id)
        if offer is None:
            return _said(ctx, "become-by-others")
        if offer.wrong_tries >= WRONG_TRIES:
            return _said(ctx, "become-too-often")
        if code is None:
            return _said(ctx, "become-with-code")
        if not onetime.matches(code, offer.hashed):
            tried = replace(offer, wrong_tries=offer.wrong_tries + 1)
            await first_moderator.offer(ctx.tx, ctx.community.id, tried)
            return _said(ctx, "become-too-often" if tried.wrong_tries >= WRONG_TRIES else "become-wrong")
        await first_moderator.forget(ctx.tx, ctx.community.id)
        await moderators.add(ctx.tx, ctx.community.id, ctx.author.key)
        return await _welcome(ctx, "become-done")

    @command("instellen moderator erbij", right=Right.MODERATOR)
    async def add(self, ctx: Context, form: NewModeratorForm) -> Answer | OpenForm:
        """Make somebody a moderator."""
        if form.account is None:
            return await self._choose(ctx, "instellen-moderator-erbij", "account")
        who = await _find(ctx, form.account)
        if await moderators.includes(ctx.tx, ctx.community.id, who.key):
            raise UserError("error-is-moderator", field="account", name=who.name)
        await moderators.add(ctx.tx, ctx.community.id, who.key)
        await first_moderator.forget(ctx.tx, ctx.community.id)
        await _tell(ctx, who, "added-dm")
        return _said(ctx, "added", name=who.name)

    @command("instellen moderator weg", right=Right.MODERATOR)
    async def remove(self, ctx: Context, form: ModeratorForm) -> Answer | OpenForm:
        """Let somebody be a moderator no more."""
        if form.account is None:
            return await self._choose(ctx, "instellen-moderator-weg", "moderator")
        who = await _find(ctx, form.account)
        if not await moderators.includes(ctx.tx, ctx.community.id, who.key):
            raise UserError("error-is-no-moderator", field="account", name=who.name)
        if who.key == ctx.author.key and await moderators.count(ctx.tx, ctx.community.id) == 1:
            return _said(ctx, "last-moderator")
        await moderators.remove(ctx.tx, ctx.community.id, who.key)
        if who.key == ctx.author.key:
            return _said(ctx, "removed-oneself")
        await _tell(ctx, who, "removed-dm")
        return _said(ctx, "removed", name=who.name)

    async def people(self, scope: Scope, source: str) -> Sequence[Option]:
        """Return people by name: the moderators the community made, or everybody else it knows."""
        found = await accounts.listed(scope.tx, scope.community.id, OFFERED, moderators=source == "moderator")
        shared = Counter(account.name for account in found)
        return [Option(one.key, one.name if shared[one.name] == 1 else f"{one.name} ({one.key})") for one in found]

    async def _choose(self, ctx: Context, command_id: str, source: str) -> Answer | OpenForm:
        return OpenForm(command_id, {}) if await self.people(ctx, source) else _said(ctx, f"none-{source}")


async def _know(ctx: Context) -> None:
    """Know who asked, so that a moderator can choose them by name."""
    who = ctx.author
    await communities.know_accounts(ctx.tx, ctx.community.id, {who.key: who.name})
    await communities.remember_language(ctx.tx, ctx.community.id, who.key, ctx.t.locale)


async def _find(ctx: Context, who: str) -> Account:
    found = await accounts.called(ctx.tx, ctx.community.id, who)
    if not found:
        raise UserError("error-nobody", field="account", name=who)
    if len(found) > 1:
        raise UserError("error-several", field="account", name=who)
    return found[0]


async def _tell(ctx: Context, who: Account, text_id: str) -> None:
    """Tell somebody by direct message, in their language."""
    t = ctx.texts(who.language or ctx.community.language)
    said = content(paragraph(t(text_id, community=ctx.community.name, by=ctx.author.name)))
    key = f"{text_id}:{ctx.community.id}:{who.key}:{ctx.now.isoformat()}"
    await outbox.put(ctx.tx, outbox.direct(key, who.key, contents.to_json(said)))


async def _welcome(ctx: Context, text_id: str) -> Answer:
    """Say that somebody is a moderator, and what they can do first."""
    steps = [FollowUp(ctx.t("next-show"), "instellen-toon")]
    if not ctx.direct:
        steps.append(FollowUp(ctx.t("next-channel"), "instellen-kanaal"))
    elif await places.free_for(ctx.tx, ctx.community.id, view.platform_of(ctx)):
        steps.append(FollowUp(ctx.t("next-named-channel"), "instellen-kanaal"))
    if any(cog.name == "sessions" for cog, _ in ctx.cogs):
        steps.append(FollowUp(ctx.t("next-session"), "sessie-nieuw"))
    said = content(paragraph(strong(ctx.t(text_id))), paragraph(ctx.t("become-next")))
    return Answer(said, follow_ups=tuple(steps))


def _said(ctx: Context, text_id: str, **values: str) -> Answer:
    return Answer(content(paragraph(ctx.t(text_id, **values))))
