"""Discord as a `Chat`: people in their clients, who pick commands from the list, press buttons and fill in windows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.platforms.discord.interactions import custom_ids
from bot.platforms.discord.interactions.custom_ids import Invoke, Kept
from bot.testing.chat import Seen, SeenForm
from tests.discord import rendered
from tests.discord.double import Person
from tests.discord.double.people import buttons
from tests.discord.double.state import Channel, Json, Message
from tests.discord.typed import picked, with_suggestions
from tests.discord.window import decision, decisions, draft_of, explained, seen_form, typed_in
from tests.discord.world import DiscordWorld

LOCALES = {"nl": "nl", "en": "en-US"}


@dataclass
class _Shared:
    """What every view of the same chat knows.

    `unsaid` is what somebody typed with a command that asks for it in a window, `opened` the messages whose window
    was opened as they are now, `in_vain` what was asked while the bot was away.
    """

    unsaid: dict[str, Mapping[str, str]] = field(default_factory=dict)
    opened: set[tuple[str, int]] = field(default_factory=set)
    in_vain: list[Callable[[], object]] = field(default_factory=list)


class DiscordChat:
    """Drives people's clients. What they ask in vain, because the bot is away, they ask again when it is back."""

    forms = True
    tells_when = False
    names_channels = True

    def __init__(self, world: DiscordWorld, locale: str = "nl", shared: _Shared | None = None) -> None:
        self.world = world
        self.locale = locale
        self._shared = shared or _Shared()

    async def say(self, person: str, text: str, *, to: str = "announcements") -> None:
        """Give a command where it is in the list, else say it as it stands."""
        who, channel = self._person(person), self._place(person, to)
        typed = picked(self.world, who, channel, text)
        if typed is None:
            self._do(lambda: who.write(channel, text), over_again=to == "bot")
            return
        options = await with_suggestions(who, channel, typed) if self._bot_is_there else typed.options
        self._shared.unsaid[person] = typed.unsaid
        self._do(lambda: who.command(channel, typed.pick.path, options))

    async def react(self, person: str, message: Seen, emoji: str) -> None:
        self._person(person).react(self._message(message), emoji)

    async def unreact(self, person: str, message: Seen, emoji: str) -> None:
        self._person(person).unreact(self._message(message), emoji)

    async def clear_reactions(self, message: Seen) -> None:
        self._person("moderator").clear(self._message(message))

    async def delete(self, message: Seen) -> None:
        self._person("moderator").delete(self._message(message))

    async def press(self, person: str, message: Seen, button: str) -> None:
        shown = self._message(message)
        found = next(one for one in buttons(shown) if (meant := decision(one)) and meant.button == button)
        who = self._person(person)
        self._do(lambda: who.press(shown, found["custom_id"]))

    async def follow(self, person: str, message: Seen, label: str) -> None:
        who = self._person(person)
        self._do(lambda: who.press(self._message(message), label))

    async def act(self, person: str, message: Seen, label: str) -> None:
        who = self._person(person)
        self._do(lambda: who.act(self._message(message), label))

    def file(self, message: Seen, name: str) -> bytes:
        return next(one.data for one in self._message(message).attachments if one.filename == name)

    def thread(self, message: Seen) -> str:
        channel = self.world.double.state.channel(message.ref)
        assert channel is not None, "this message has no thread"
        return channel.id

    async def fill_in(self, person: str, form: SeenForm, values: Mapping[str, str], button: str = "next") -> None:
        """Hand in the window; or close it, and press another button of the message that it was opened from."""
        who = self._person(person)
        if button == "next":
            filled = typed_in(who.modal or {}, values)
            self._do(lambda: who.submit(filled))
            return
        who.dismiss()
        before = self._before(person, form.ref)
        if before is not None:
            await self.press(person, self._seen(before), button)

    def seen(self, person: str, where: str = "announcements") -> Sequence[Seen]:
        shown = self._person(person).sees(self._place(person, where))
        return [self._seen(message) for message in shown if not message.is_loading]

    def form(self, person: str) -> SeenForm | None:
        window = self._person(person).modal
        if window is None:
            return None
        return seen_form(window, self._before(person, draft_of(window)), explained(self.world))

    def reading(self, locale: str) -> "DiscordChat":
        return DiscordChat(self.world, locale, self._shared)

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    async def later(self, by: timedelta) -> None:
        if self.world.runs:
            await self.world.settled()  # what people did before is there before
        await self.world.later(by)

    async def settled(self) -> None:
        await self.world.settled()
        while self._go_on():
            await self.world.settled()

    async def stop_bot(self) -> None:
        await self.world.stop()

    async def start_bot(self, *, after_gap: bool = False) -> None:
        await self.world.start(after_gap=after_gap)
        again, self._shared.in_vain = self._shared.in_vain, []
        for do in () if after_gap else again:
            do()

    # What people do by themselves

    def _do(self, do: Callable[[], object], *, over_again: bool = True) -> None:
        """Let somebody do something; where the bot is away they see that, and do it over again."""
        if over_again and not self._bot_is_there:
            self._shared.in_vain.append(do)
        else:
            do()

    @property
    def _bot_is_there(self) -> bool:
        return self.world.double.gateway.connected

    def _go_on(self) -> bool:
        """Let people open the windows that they are offered, and fill in what they typed already."""
        return sum(self._goes_on(name) for name in self.world.people) > 0

    def _goes_on(self, person: str) -> bool:
        who = self.world.people[person]
        if who.modal is None:
            return self._opens_window(person)
        unsaid = self._shared.unsaid.pop(person, {})
        if unsaid:
            who.submit(typed_in(who.modal, unsaid))
        return bool(unsaid)

    def _opens_window(self, person: str) -> bool:
        for message in self._all(person):
            state = (message.id, message.edits)
            for press in decisions(message):
                if press.button == "open" and state not in self._shared.opened:
                    self._shared.opened.add(state)
                    self.world.people[person].press(message, custom_ids.press(press.draft_id, "open"))
                    return True
        return False

    # Looking

    def _before(self, person: str, draft_id: str) -> Message | None:
        """Return the message from which the window of a form can be opened."""
        found = (one for one in self._all(person) if any(press.draft_id == draft_id for press in decisions(one)))
        return next(found, None)

    def _all(self, person: str) -> Iterator[Message]:
        """Yield all that the bot said that somebody sees, the newest first."""
        state, who = self.world.double.state, self.world.people[person]
        for message in sorted(state.messages.values(), key=lambda one: int(one.id), reverse=True):
            channel = state.channel(message.channel_id)
            if message.author_id == state.bot.id and channel is not None and message in who.sees(channel):
                yield message

    def _person(self, person: str) -> Person:
        who = self.world.people[person]
        who.user.locale = LOCALES[self.locale]
        return who

    def _place(self, person: str, where: str) -> Channel:
        if where == "bot":
            return self.world.people[person].direct()
        channel = self.world.channels.get(where) or self.world.double.state.channel(where)
        assert channel is not None, f"there is no {where!r}"
        return channel

    def _message(self, message: Seen) -> Message:
        return self.world.double.state.messages[message.ref]

    def _seen(self, message: Message) -> Seen:
        bot = self.world.double.state.bot.id
        people = {emoji: [one for one in who if one != bot] for emoji, who in message.reactions.items()}
        return Seen(
            ref=message.id,
            text=rendered.text_of(message),
            by_bot=message.author_id == bot,
            private=message.private_to is not None or message.channel_id in self.world.double.state.direct,
            edited=message.edited_at is not None,
            reactions={emoji: len(who) for emoji, who in people.items() if who},
            offered=tuple(emoji for emoji, who in message.reactions.items() if bot in who),
            buttons=tuple(press.button for press in decisions(message)),
            follow_ups=tuple(one["label"] for one in buttons(message) if _leads_on(one)),
            files=tuple(one.filename for one in message.attachments),
        )


def _leads_on(button: Json) -> bool:
    return isinstance(custom_ids.parse(button.get("custom_id") or ""), Invoke | Kept)
