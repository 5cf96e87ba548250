"""Commands about the community itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Annotated

from msgspec.structs import replace

from bot.api.answers import Answer, FollowUp, OpenForm
from bot.api.cog import Context, Form, Right, Scope, command
from bot.api.content import Fact, Facts, Heading, content, paragraph
from bot.api.errors import UserError
from bot.api.kinds import Option
from bot.api.parameters import Email, OneOf, Pick, Text
from bot.domain.community import Community, Contact
from bot.domain.subject import Subject
from bot.domain.zones import LIKELY, zone_called
from cogs.settings import view
from cogs.settings.channel import ChannelSetting
from cogs.settings.language import LANGUAGES, OwnLanguage
from cogs.settings.moderators import ModeratorSetting
from storage import cards, communities

_PHONE = re.compile(r"[\d\s()+./-]*")


@dataclass(frozen=True)
class NameForm(Form):
    """What the community is called."""

    name: Annotated[str | None, Text(most=80)] = None


@dataclass(frozen=True)
class LanguageForm(Form):
    """Which language everybody reads."""

    language: Annotated[str | None, OneOf(LANGUAGES)] = None


@dataclass(frozen=True)
class ZoneForm(Form):
    """By which clock new sessions are planned."""

    zone: Annotated[str | None, Pick("zone")] = None


@dataclass(frozen=True)
class ContactForm(Form):
    """Where people can ask something without the chat."""

    email: Annotated[str | None, Email(most=120)] = None
    phone: Annotated[str | None, Text(most=40)] = None


class Settings(ChannelSetting, ModeratorSetting, OwnLanguage):
    """Lets moderators set in chat what belongs to their community."""

    name = "settings"

    @command("instellen toon", right=Right.MODERATOR)
    async def show(self, ctx: Context) -> Answer:
        """Show how everything is set, of every cog, with a way to each change."""
        others = [await cog.settings(_read_by(ctx, scope)) for cog, scope in ctx.cogs if cog is not self]
        table = Facts((*await view.facts(ctx), *chain.from_iterable(others)))
        title = Heading(ctx.t("show-title", community=ctx.community.name))
        return Answer(content(title, table, paragraph(ctx.t("show-how"))), follow_ups=await self._changes(ctx))

    @command("instellen naam", right=Right.MODERATOR)
    async def rename(self, ctx: Context, form: NameForm) -> Answer | OpenForm:
        """Call the community something else."""
        was = ctx.community.name
        if form.name is None:
            return OpenForm("instellen-naam", {"name": was})
        await _keep(ctx, replace(ctx.community, name=form.name))
        return view.changed(ctx.t, ctx.t("fact-name"), was, form.name)

    @command("instellen taal", right=Right.MODERATOR)
    async def speak(self, ctx: Context, form: LanguageForm) -> Answer | OpenForm:
        """Choose the language of what everybody reads."""
        was = ctx.community.language
        if form.language is None:
            return OpenForm("instellen-taal", {"language": was})
        await _keep(ctx, replace(ctx.community, language=form.language))
        words = (ctx.t(f"choice-{was}"), ctx.t(f"choice-{form.language}"))
        return view.changed(ctx.t, ctx.t("fact-language"), *words, paragraph(ctx.t("language-note")))

    @command("instellen tijdzone", right=Right.MODERATOR)
    async def live_by(self, ctx: Context, form: ZoneForm) -> Answer | OpenForm:
        """Choose the clock by which new sessions are planned; those there are keep their own."""
        was = ctx.community.zone
        if form.zone is None:
            return OpenForm("instellen-tijdzone", {"zone": was.key})
        try:
            zone = zone_called(form.zone)
        except ValueError:
            raise UserError("error-zone", field="zone", typed=form.zone) from None
        await _keep(ctx, replace(ctx.community, zone=zone))
        return view.changed(ctx.t, ctx.t("fact-zone"), was.key, zone.key, paragraph(ctx.t("zone-note")))

    @command("instellen contact", right=Right.MODERATOR)
    async def reach(self, ctx: Context, form: ContactForm) -> Answer:
        """Say where people can mail or call."""
        if form.phone and (_PHONE.fullmatch(form.phone) is None or len(re.findall(r"\d", form.phone)) < 3):
            raise UserError("error-phone", field="phone", typed=form.phone)
        was, contact = ctx.community.contact, Contact(form.email, form.phone)
        await _keep(ctx, replace(ctx.community, contact=contact))
        return view.changed(ctx.t, ctx.t("fact-contact"), view.reach(ctx.t, was), view.reach(ctx.t, contact))

    @reach.filled_by
    async def reached(self, ctx: Context) -> Form:
        """Return the contact as it is."""
        return ContactForm(ctx.community.contact.email, ctx.community.contact.phone)

    async def _changes(self, ctx: Context) -> tuple[FollowUp, ...]:
        """Return a way to each setting that can be changed from here."""
        # What a channel serves for is said in that channel, or by its name.
        left_out = (
            {"instellen-toon"} if not ctx.direct or await self.places(ctx) else {"instellen-toon", "instellen-kanaal"}
        )
        return tuple(
            FollowUp(info.summary, info.id)
            for info in ctx.commands
            if info.id.startswith("instellen-") and info.id not in left_out
        )

    async def settings(self, scope: Scope) -> Sequence[Fact]:
        """Return how the community itself is set."""
        return await view.facts(scope)

    async def options(self, scope: Scope, source: str) -> Sequence[Option]:
        """Return likely time zones, channels by name, or people by name."""
        if source == "channel":
            return await self.places(scope)
        if source != "zone":
            return await self.people(scope, source)
        zones = dict.fromkeys((scope.community.zone.key, *LIKELY))
        return [Option(zone, zone) for zone in zones]


async def _keep(ctx: Context, community: Community) -> None:
    """Keep the community as it is now; every open card tells of it, and every cog hears of it."""
    if community == ctx.community:
        return
    await communities.change(ctx.tx, community)
    await cards.touch_open(ctx.tx, community.id)
    ctx.changed.add(Subject("community", community.id))


def _read_by(ctx: Context, scope: Scope) -> Scope:
    """Return a cog's scope with its texts in the language of who asked."""
    return replace(scope, community=replace(scope.community, language=ctx.t.locale))
