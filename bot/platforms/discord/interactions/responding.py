"""Responding to an interaction: once and soon, as Discord asks; what takes longer follows later."""

import asyncio
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager

import discord
from discord import ui

from bot.api.errors import Gone, Refused
from bot.platforms.discord.errors import platform_errors
from bot.platforms.discord.interactions.messages import Message

ACKNOWLEDGED_WITHIN_S = 1.8
"""After so long Discord is told that the answer follows: it waits three seconds, part of which is gone already."""

_TAKEN_BEFORE = 40060
_TOO_LATE = 50027


class Response:
    """What somebody who gave a command or pressed a button gets to see.

    With `in_place` the message with the button becomes the answer. Methods raise PlatformError where Discord fails;
    they can then be called again.
    """

    def __init__(self, interaction: discord.Interaction, *, in_place: bool) -> None:
        self.interaction = interaction
        self.in_place = in_place
        self._alone = interaction.guild_id is None
        self._turn = asyncio.Lock()
        self._taken = asyncio.Event()

    async def acknowledge(self) -> None:
        """Tell Discord in time that the answer follows, unless it is there by then."""
        try:
            async with asyncio.timeout(ACKNOWLEDGED_WITHIN_S):
                await self._taken.wait()
        except TimeoutError:
            async with self._turn:
                if not self._taken.is_set():
                    await self._defer()

    async def answer(self, message: Message, window: ui.Modal | None = None, *, beside: bool = False) -> None:
        """Open a window where Discord lets one open, else say something; `beside` leaves the message as it is."""
        async with self._turn:
            if window is not None and self._opens_windows:
                await self._first(self.interaction.response.send_modal(window))
            elif beside and self.in_place:
                await self._say_beside(message)
            else:
                await self._say(message)

    async def add(self, message: Message) -> None:
        """Say something more."""
        with _errors():
            await self.interaction.followup.send(
                view=message.view(), files=message.files(), ephemeral=self._hides(message), wait=True
            )

    @property
    def _opens_windows(self) -> bool:
        return not self._taken.is_set() and self.interaction.type is not discord.InteractionType.modal_submit

    async def _say(self, message: Message) -> None:
        goes_public = message.public and not self._alone
        if not self._taken.is_set() and not (self.in_place and goes_public):
            if await self._first(self._at_once(message)):
                return
        elif not self._taken.is_set():
            await self._defer()
        if goes_public:
            await self._take_away()
            await self.add(message)
        else:
            with _errors():
                await self.interaction.edit_original_response(view=message.view(), attachments=message.files())

    async def _say_beside(self, message: Message) -> None:
        if self._taken.is_set() or not await self._first(self._say_anew(message)):
            await self.add(message)

    async def _at_once(self, message: Message) -> None:
        if self.in_place:
            await self.interaction.response.edit_message(view=message.view(), attachments=message.files())
        else:
            await self._say_anew(message)

    async def _say_anew(self, message: Message) -> None:
        hides = self._hides(message)
        await self.interaction.response.send_message(view=message.view(), files=message.files(), ephemeral=hides)

    async def _defer(self) -> None:
        await self._first(self.interaction.response.defer(ephemeral=not self._alone, thinking=not self.in_place))

    async def _first(self, responding: Awaitable[object]) -> bool:
        """Respond for the first time; return False where an earlier try had come through after all."""
        came_before = False
        with platform_errors():
            try:
                await responding
            except discord.HTTPException as error:
                if error.code != _TAKEN_BEFORE:
                    raise
                came_before = True
        self._taken.set()
        return not came_before

    async def _take_away(self) -> None:
        """Take away what stands for the answer, which is private for good."""
        try:
            with _errors():
                await self.interaction.delete_original_response()
        except Gone:
            return

    def _hides(self, message: Message) -> bool:
        return not (message.public or self._alone)


@contextmanager
def _errors() -> Iterator[None]:
    """Raise what goes wrong as a PlatformError: also that an interaction can be answered no more is for good."""
    with platform_errors():
        try:
            yield
        except discord.HTTPException as error:
            if error.code != _TOO_LATE:
                raise
            raise Refused("Discord takes no answer to it any more") from error
