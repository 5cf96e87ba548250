"""Which channel serves for what: said in the channel itself, or to the bot alone by the channel's name."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Annotated

from msgspec import Struct

from bot.api.answers import Answer, FollowUp
from bot.api.cog import Cog, Context, Right, Scope, command
from bot.api.content import Block, content, paragraph, strong
from bot.api.errors import UserError
from bot.api.kinds import Option
from bot.api.parameters import Pick, Text
from cogs.settings import view
from storage import channels, places

OFFERED = 10
"""Channels that are offered by name."""

SHORTEST = 4
"""Letters by which a purpose can be told from the others: "idee" is "ideeën"."""

_AND = frozenset({"en", "and"})
_NOTHING = frozenset({"niets", "nothing", "none"})


class ChannelSetting(Cog):
    """The command by which a channel gets its purposes."""

    @command("instellen kanaal", right=Right.MODERATOR)
    async def channel(
        self,
        ctx: Context,
        purposes: Annotated[str | None, Text(most=100)] = None,
        channel: Annotated[str | None, Pick("channel", named_only=True)] = None,
    ) -> Answer:
        """Show what a channel serves for, or let it serve for just what was said: this one, or one that is named."""
        platform = view.platform_of(ctx)
        if channel is None and (ctx.direct or await channels.is_thread(ctx.tx, platform, ctx.channel_ref)):
            return await self._which(ctx, purposes)
        target = _Target(ctx, ctx.channel_ref) if channel is None else await self._named(ctx, channel)
        served = {(one.platform, one.ref): one.purposes for one in await channels.listed(ctx.tx, ctx.community.id)}
        was = served.get((platform, target.ref), frozenset())
        if purposes is None:
            return Answer(content(*target.shown(was)), follow_ups=target.switches(was))
        now = _read(ctx, purposes)
        if not await channels.serve(ctx.tx, ctx.community.id, platform, target.ref, now):
            raise UserError("error-channel-of-others")
        note = [paragraph(ctx.t("moderation-note"))] if "moderation" in now - was else []
        answer = view.changed(ctx.t, target.label, view.purposes(ctx.t, was), view.purposes(ctx.t, now), *note)
        return Answer(answer.content, follow_ups=target.switches(now))

    async def places(self, scope: Scope) -> Sequence[Option]:
        """Return the channels that the reader's platform knows by name, and that this community has or can have."""
        if not isinstance(scope, Context):
            return ()
        found = await places.free_for(scope.tx, scope.community.id, view.platform_of(scope))
        shared = Counter(place.name for place in found)
        return [Option(one.ref, one.name if shared[one.name] == 1 else f"{one.name} ({one.ref})") for one in found]

    async def _which(self, ctx: Context, purposes: str | None) -> Answer:
        """Ask which channel is meant, where the platform knows any by name."""
        known = await self.places(ctx)
        if not known:
            raise UserError("error-in-a-channel")
        given = {} if purposes is None else {"purposes": purposes}
        offered = [
            FollowUp(f"#{option.label}", "instellen-kanaal", {**given, "channel": option.value})
            for option in known[:OFFERED]
        ]
        return Answer(content(paragraph(ctx.t("channel-which", example=known[0].label))), follow_ups=tuple(offered))

    async def _named(self, ctx: Context, typed: str) -> "_Target":
        known = await self.places(ctx)
        found = next((option for option in known if option.value == typed), None)
        if found is None and not known:
            raise UserError("error-in-a-channel")
        if found is None:
            names = ", ".join(f"#{option.label}" for option in known[:OFFERED])
            raise UserError("error-which-channel", field="channel", typed=typed, channels=names)
        return _Target(ctx, found.value, found.label)


class _Target(Struct, frozen=True):
    """The channel that is set; `name` is None where it is the one in which the command was given."""

    ctx: Context
    ref: str
    name: str | None = None

    @property
    def label(self) -> str:
        """What it is called in an answer."""
        t = self.ctx.t
        return t("fact-channel") if self.name is None else t("fact-named-channel", channel=self.name)

    def shown(self, served: frozenset[str]) -> Sequence[Block]:
        """Say what it serves for, and how that is changed."""
        t, words = self.ctx.t, view.purposes(self.ctx.t, served)
        if self.name is None:
            return (paragraph(strong(t("channel-now", purposes=words))), paragraph(t("channel-how")))
        now = t("named-channel-now", channel=self.name, purposes=words)
        return (paragraph(strong(now)), paragraph(t("named-channel-how")))

    def switches(self, served: frozenset[str]) -> tuple[FollowUp, ...]:
        """Return a button for each purpose, which adds it or takes it away."""
        t, found = self.ctx.t, []
        named = {} if self.name is None else {"channel": self.ref}
        for purpose in view.PURPOSES:
            after = " ".join(sorted(served ^ {purpose})) or "niets"
            label = t("button-less" if purpose in served else "button-more", purpose=t(f"choice-{purpose}"))
            found.append(FollowUp(label, "instellen-kanaal", {"purposes": after, **named}))
        return tuple(found)


def _read(ctx: Context, typed: str) -> frozenset[str]:
    """Return the purposes somebody named, in either language; raise UserError for a word that names none."""
    words = [word for word in re.split(r"[\s,;+&]+", _plain(typed)) if word and word not in _AND]
    if words and set(words) <= _NOTHING:
        return frozenset()
    found = {word: _named(ctx, word) for word in words}
    unknown = next((word for word, purpose in found.items() if purpose is None), None)
    if unknown is not None or not words:
        raise UserError("error-purpose", field="purposes", typed=unknown or typed)
    return frozenset(purpose for purpose in found.values() if purpose is not None)


def _named(ctx: Context, word: str) -> str | None:
    for purpose in view.PURPOSES:
        names = {purpose, *(_plain(ctx.texts(locale)(f"choice-{purpose}")) for locale in ("nl", "en"))}
        if word in names or (len(word) >= SHORTEST and any(name.startswith(word) for name in names)):
            return purpose
    return None


def _plain(text: str) -> str:
    """Return small letters without marks: ideeën is typed as ideeen too."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in split if not unicodedata.combining(character))
