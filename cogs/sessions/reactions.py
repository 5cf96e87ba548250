"""Which reactions people answer with: chosen by a moderator, one emoji an answer.

What people clicked before keeps counting. So an emoji goes on meaning what it meant, as long as cards stand open on
which it may have been clicked, and cannot mean another answer meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from bot.api.answers import Answer
from bot.api.cards import Choice
from bot.api.cog import Cog, Context, Form, Right, Scope, Texts, command
from bot.api.content import Fact, Facts, content, paragraph, strong
from bot.api.errors import UserError
from bot.api.parameters import Text
from bot.domain.emoji import is_emoji, normalised
from bot.domain.session import Rsvp
from bot.domain.tx import Tx
from cogs.sessions import settle
from storage import cards, communities

EARLIER = "rsvp-reactions-earlier"
"""The setting that holds what other emoji still mean on open cards."""

Emoji = Annotated[str, Text(most=40)]


@dataclass(frozen=True)
class ReactionsForm(Form):
    """An emoji for each answer."""

    emoji_place: Emoji
    emoji_online: Emoji
    emoji_maybe: Emoji
    emoji_no: Emoji

    def chosen(self) -> dict[Rsvp, str]:
        """Return the emoji by answer."""
        return {answer: getattr(self, _field(answer)) for answer in Rsvp}


class ReactionSetting(Cog):
    """The command by which moderators choose the reactions."""

    @command("instellen reacties", right=Right.MODERATOR)
    async def choose_reactions(self, ctx: Context, form: ReactionsForm) -> Answer:
        """Answer with other reactions from now on; what people said stays."""
        was, now = await settle.emoji(ctx.tx, ctx.community.id), form.chosen()
        _check(now)
        if now == was:
            return Answer(content(paragraph(ctx.t("reactions-unchanged"))))
        is_open = await cards.touch_open(ctx.tx, ctx.community.id, kind=settle.KIND) > 0
        earlier = {**await _earlier(ctx.tx, ctx.community.id), **_meaning(was)} if is_open else {}
        _check_against(ctx.t, now, earlier)
        still = {emoji: answer.value for emoji, answer in earlier.items() if emoji not in _meaning(now)}
        await communities.set_setting(ctx.tx, ctx.community.id, EARLIER, still)
        told = {answer.value: emoji for answer, emoji in now.items()}
        await communities.set_setting(ctx.tx, ctx.community.id, settle.REACTIONS, told)
        rows = [Fact(now[answer], ctx.t(f"rsvp-{answer.value}"), f"{was[answer]} → {now[answer]}") for answer in Rsvp]
        note = paragraph(ctx.t("reactions-note")) if is_open else None
        return Answer(content(paragraph(strong(ctx.t("reactions-set"))), Facts(tuple(rows)), note))

    @choose_reactions.filled_by
    async def chosen_reactions(self, ctx: Context) -> Form:
        """Return the reactions as they are."""
        now = await settle.emoji(ctx.tx, ctx.community.id)
        return ReactionsForm(**{_field(answer): emoji for answer, emoji in now.items()})

    async def settings(self, scope: Scope) -> Sequence[Fact]:
        """Return the reactions people answer with."""
        emoji = await settle.emoji(scope.tx, scope.community.id)
        told = ", ".join(f"{emoji[answer]} {scope.t(f'rsvp-{answer.value}')}" for answer in Rsvp)
        return [Fact("👆", scope.t("fact-reactions"), told)]


async def earlier_choices(scope: Scope, offered: Sequence[Choice]) -> list[Choice]:
    """Return what emoji of before still mean on open cards, of the answers that are offered."""
    labels = {choice.value: choice.label for choice in offered}
    earlier = await _earlier(scope.tx, scope.community.id)
    return [
        Choice(emoji, answer.value, labels[answer.value]) for emoji, answer in earlier.items() if answer.value in labels
    ]


def _field(answer: Rsvp) -> str:
    return f"emoji_{answer.value}"


async def _earlier(tx: Tx, community_id: int) -> dict[str, Rsvp]:
    told = await communities.setting(tx, community_id, EARLIER) or {}
    return {emoji: Rsvp(answer) for emoji, answer in told.items()}


def _meaning(emoji: Mapping[Rsvp, str]) -> dict[str, Rsvp]:
    return {normalised(one): answer for answer, one in emoji.items()}


def _check(chosen: Mapping[Rsvp, str]) -> None:
    """Raise UserError, at its field, for what is not one emoji or is there twice."""
    taken: set[str] = set()
    for answer, emoji in chosen.items():
        if not is_emoji(emoji):
            raise UserError("error-not-one-emoji", field=_field(answer), typed=emoji)
        if normalised(emoji) in taken:
            raise UserError("error-emoji-twice", field=_field(answer), emoji=emoji)
        taken.add(normalised(emoji))


def _check_against(t: Texts, chosen: Mapping[Rsvp, str], earlier: Mapping[str, Rsvp]) -> None:
    """Raise UserError for an emoji with which people may have said something else on an open card."""
    for answer, emoji in chosen.items():
        meant = earlier.get(normalised(emoji), answer)
        if meant is not answer:
            label = t(f"rsvp-{meant.value}")
            raise UserError("error-emoji-meant-other", field=_field(answer), emoji=emoji, label=label)
