"""Taking in what people ask on Discord: commands, what they do with a message, buttons, forms."""

import asyncio
from collections.abc import Coroutine, Iterable, Iterator, Mapping
from typing import Any

import discord
import structlog
from msgspec import Struct

from bot.api.content import content, paragraph
from bot.api.errors import PlatformError
from bot.api.events import Author, Invoked, Submitted
from bot.api.platform import Desk
from bot.platforms.discord import refs
from bot.platforms.discord.commands.given import given
from bot.platforms.discord.commands.names import Listing, listing
from bot.platforms.discord.commands.suggestions import suggest
from bot.platforms.discord.commands.words import language_of
from bot.platforms.discord.gateway.inbox import Inbox
from bot.platforms.discord.gateway.turns import Turn
from bot.platforms.discord.interactions import custom_ids, forms
from bot.platforms.discord.interactions.buttons import FollowUps
from bot.platforms.discord.interactions.custom_ids import Invoke, Kept, Meaning, Press, Step
from bot.platforms.discord.interactions.messages import Message
from bot.platforms.discord.interactions.moderating import Moderating
from bot.platforms.discord.interactions.responding import Response
from bot.platforms.discord.interactions.waiting import Waiting
from bot.platforms.discord.posting.direct import Directs

_log = structlog.get_logger(__name__)


class _Running(Struct, frozen=True):
    """What there is while interactions are taken in."""

    group: asyncio.TaskGroup
    desk: Desk
    listing: Listing


class Interacting:
    """Turns interactions into events, and tells Discord in time that an answer follows."""

    def __init__(
        self, inbox: Inbox, waiting: Waiting, moderating: Moderating, directs: Directs, follow_ups: FollowUps
    ) -> None:
        self._inbox = inbox
        self._waiting = waiting
        self._moderating = moderating
        self._directs = directs
        self._follow_ups = follow_ups
        self._early: list[discord.Interaction] = []
        self._running: _Running | None = None

    def take(self, interaction: discord.Interaction) -> None:
        """Take an interaction in, as soon as that can be."""
        if self._running is None:
            self._early.append(interaction)
        else:
            self._begin(self._running, interaction)

    async def run(self, desk: Desk) -> None:
        """Take in what comes until cancelled."""
        try:
            async with asyncio.TaskGroup() as group:
                self._running = _Running(group, desk, listing(desk.commands()))
                early, self._early = self._early, []
                for interaction in early:
                    self._begin(self._running, interaction)
                await asyncio.Event().wait()
        finally:
            self._running = None

    def _begin(self, running: _Running, interaction: discord.Interaction) -> None:
        steps: list[Coroutine[None, None, None]] = []
        match interaction.type:
            case discord.InteractionType.autocomplete:
                steps = [self._suggest(running, interaction)]
            case discord.InteractionType.ping:
                return
            case _:
                response = Response(interaction, in_place=_becomes_the_answer(interaction))
                turn = self._inbox.begin(refs.account_key(interaction.user.id))
                steps = [response.acknowledge(), self._take_in(running, interaction, response, turn)]
        for step in steps:
            running.group.create_task(_alone(step, interaction))

    async def _suggest(self, running: _Running, interaction: discord.Interaction) -> None:
        author = await self._author(interaction)
        what = given(running.listing, interaction.data or {})
        await suggest(interaction, running.desk, author, _place(interaction), what)

    async def _take_in(
        self, running: _Running, interaction: discord.Interaction, response: Response, turn: Turn
    ) -> None:
        events: list[Invoked | Submitted] = []
        try:
            author = await self._author(interaction)
            if interaction.guild_id is None and interaction.channel_id is not None:
                await self._directs.began(interaction.user.id, interaction.channel_id)
            event = await self._event(running, interaction, author)
            if event is None:
                t = running.desk.texts(author.locale)
                await response.answer(Message(content(paragraph(t("error-old-button")))))
            else:
                self._waiting.add(event.event_id, response)
                events.append(event)
        finally:
            self._inbox.end(turn, *events)

    async def _event(
        self, running: _Running, interaction: discord.Interaction, author: Author
    ) -> Invoked | Submitted | None:
        """Return what somebody did; None for a button of which nobody knows any more what it meant."""
        data: Mapping[str, Any] = interaction.data or {}
        where = (f"interaction:{interaction.id}", author, _place(interaction))
        direct = interaction.guild_id is None
        if interaction.type is discord.InteractionType.application_command:
            what = given(running.listing, data)
            return Invoked(*where, what.command, what.input, direct)
        meaning = custom_ids.parse(data["custom_id"])
        if isinstance(meaning, Kept):
            meaning = await self._follow_ups.meant(meaning)
        match meaning:
            case Invoke():
                return Invoked(*where, meaning.command, meaning.input, direct)
            case Press():
                return Submitted(*where, meaning.draft_id, meaning.button, {}, direct)
            case Step():
                filled_in = forms.handed_in(data["components"])
                return Submitted(*where, meaning.draft_id, "next", filled_in, direct, meaning.number)
            case _:
                return None

    async def _author(self, interaction: discord.Interaction) -> Author:
        user = interaction.user
        try:
            moderates = await self._moderating.moderates(interaction.client, user)
        except PlatformError as error:
            _log.warning("discord_does_not_say_who_moderates", error=str(error))
            moderates = False
        locale = language_of(interaction.locale.value)
        return Author(refs.account_key(user.id), user.display_name, locale, moderates)


async def _alone(step: Coroutine[None, None, None], interaction: discord.Interaction) -> None:
    """Take a step; what goes wrong with one interaction must not keep others from being taken in."""
    try:
        await step
    except PlatformError as error:
        _log.warning("interaction_not_answered", interaction=interaction.id, error=str(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, it concerns this one alone
        _log.error("interaction_broken", interaction=interaction.id, exc_info=error)


def _becomes_the_answer(interaction: discord.Interaction) -> bool:
    """Whether the message with the button that was pressed becomes the answer."""
    meaning = custom_ids.parse(interaction.custom_id or "")
    match meaning:
        case Invoke():
            return meaning.in_place
        case Press():
            return True
        case Step():
            message = interaction.message
            return message is not None and meaning.draft_id in set(_drafts(message.components))
        case _:
            return False


def _drafts(components: Iterable[object]) -> Iterator[str]:
    """Yield the drafts that a message has buttons of."""
    for component in components:
        yield from _drafts(getattr(component, "children", ()))
        meaning: Meaning | None = custom_ids.parse(getattr(component, "custom_id", None) or "")
        if isinstance(meaning, Press):
            yield meaning.draft_id


def _place(interaction: discord.Interaction) -> str:
    channel = interaction.channel
    if isinstance(channel, discord.Thread):
        return refs.thread_ref(channel.parent_id, channel.id)
    return refs.channel_ref(interaction.channel_id or 0)
