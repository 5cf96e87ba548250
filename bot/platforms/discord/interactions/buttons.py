"""Buttons under what the bot says: decisions about a draft, and what to ask next."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

import discord
from discord import ui

from bot.api.answers import Button, FollowUp
from bot.api.fitting import shortened
from bot.api.platform import PlatformStore
from bot.platforms.discord.interactions import custom_ids
from bot.platforms.discord.writing.escaping import one_line

LABEL_LIMIT = 80
IN_A_ROW = 5
MOST = 25

KEPT_FOR = timedelta(days=30)
"""How long the bot remembers what a button means that cannot say it all itself."""

_PREFIX = "button:"
_STYLES = {
    "primary": discord.ButtonStyle.primary,
    "plain": discord.ButtonStyle.secondary,
    "danger": discord.ButtonStyle.danger,
}

Row = ui.ActionRow[ui.LayoutView]


class FollowUps:
    """Makes buttons of follow-ups, and knows what they mean."""

    def __init__(self, store: PlatformStore, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._now = now

    async def rows(self, follow_ups: Sequence[FollowUp], turning: str | None) -> list[Row]:
        """Return the buttons of follow-ups.

        Where one leads to another part of what the command `turning` shows, the message itself becomes that part.
        """
        labels: dict[str, str] = {}
        for follow_up in follow_ups:
            custom_id = await self._custom_id(follow_up, in_place=follow_up.command == turning)
            labels.setdefault(custom_id, follow_up.label)
        return in_rows([button(custom_id, label) for custom_id, label in labels.items()])

    async def meant(self, kept: custom_ids.Kept) -> custom_ids.Invoke | None:
        """Return what is kept about a button; None where that is forgotten."""
        text = await self._store.get(f"{_PREFIX}{kept.key}")
        if text is None:
            return None
        told = json.loads(text)
        return custom_ids.Invoke(told["command"], told["input"])

    async def _custom_id(self, follow_up: FollowUp, *, in_place: bool) -> str:
        try:
            return custom_ids.invoke(follow_up.command, follow_up.input, in_place=in_place)
        except ValueError:
            return custom_ids.kept(await self._keep(follow_up))

    async def _keep(self, follow_up: FollowUp) -> str:
        told = {"command": follow_up.command, "input": dict(follow_up.input)}
        key = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]
        until = self._now() + KEPT_FOR
        await self._forget_old()
        await self._store.put(f"{_PREFIX}{key}", json.dumps({**told, "until": until.isoformat()}))
        return key

    async def _forget_old(self) -> None:
        for key, text in (await self._store.all(_PREFIX)).items():
            if datetime.fromisoformat(json.loads(text)["until"]) < self._now():
                await self._store.drop(key)


def button(custom_id: str, label: str, style: str = "plain") -> ui.Button[ui.LayoutView]:
    """Return a button."""
    return ui.Button(style=_STYLES[style], label=shortened(one_line(label), LABEL_LIMIT) or "…", custom_id=custom_id)


def of_draft(draft_id: str, buttons: Iterable[Button]) -> list[ui.Button[ui.LayoutView]]:
    """Return the buttons that decide about a draft."""
    return [button(custom_ids.press(draft_id, one.id), one.label, one.style) for one in buttons]


def in_rows(buttons: Sequence[ui.Button[ui.LayoutView]]) -> list[Row]:
    """Return buttons under each other, as many as a message takes."""
    return [ui.ActionRow(*buttons[start : start + IN_A_ROW]) for start in range(0, len(buttons[:MOST]), IN_A_ROW)]
