"""Which channel serves for what: said in the channel itself."""

import re
import unicodedata
from typing import Annotated

from bot.api.answers import Answer, FollowUp
from bot.api.cog import Cog, Context, Right, command
from bot.api.content import content, paragraph, strong
from bot.api.errors import UserError
from bot.api.parameters import Text
from cogs.settings import view
from storage import channels

SHORTEST = 4
"""Letters by which a purpose can be told from the others: "idee" is "ideeën"."""

_AND = frozenset({"en", "and"})
_NOTHING = frozenset({"niets", "nothing", "none"})


class ChannelSetting(Cog):
    """The command by which a channel gets its purposes."""

    @command("instellen kanaal", right=Right.MODERATOR)
    async def channel(self, ctx: Context, purposes: Annotated[str | None, Text(most=100)] = None) -> Answer:
        """Show what this channel serves for, or let it serve for just what was said."""
        platform = ctx.author.key.partition(":")[0]
        if ctx.direct or await channels.is_thread(ctx.tx, platform, ctx.channel_ref):
            raise UserError("error-in-a-channel")
        served = {(one.platform, one.ref): one.purposes for one in await channels.listed(ctx.tx, ctx.community.id)}
        was = served.get((platform, ctx.channel_ref), frozenset())
        if purposes is None:
            told = paragraph(strong(ctx.t("channel-now", purposes=view.purposes(ctx.t, was))))
            return Answer(content(told, paragraph(ctx.t("channel-how"))), follow_ups=_switches(ctx, was))
        now = _read(ctx, purposes)
        if not await channels.serve(ctx.tx, ctx.community.id, platform, ctx.channel_ref, now):
            raise UserError("error-channel-of-others")
        note = [paragraph(ctx.t("moderation-note"))] if "moderation" in now - was else []
        words = (view.purposes(ctx.t, was), view.purposes(ctx.t, now))
        answer = view.changed(ctx.t, ctx.t("fact-channel"), *words, *note)
        return Answer(answer.content, follow_ups=_switches(ctx, now))


def _switches(ctx: Context, served: frozenset[str]) -> tuple[FollowUp, ...]:
    """Return a button for each purpose, which adds it or takes it away."""
    found = []
    for purpose in view.PURPOSES:
        after = served ^ {purpose}
        label = ctx.t("button-less" if purpose in served else "button-more", purpose=ctx.t(f"choice-{purpose}"))
        found.append(FollowUp(label, "instellen-kanaal", {"purposes": " ".join(sorted(after)) or "niets"}))
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
