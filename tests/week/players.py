"""Plays the week in a chat and in the plain model at once, so that both can be compared in the end."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.testing import Chat, Seen
from bot.testing.world import START
from tests.support.story import last, open_form
from tests.week.model import SAID, Answers, Idea, Week

ZONE = ZoneInfo("Europe/Amsterdam")
CHOICES = {"📍": "place", "💻": "online", "🤔": "maybe", "❌": "no"}
SUPPORT = {"👍": "support", "🙋": "join"}
CLIENTS = 3
"""So many programs drive the participants."""

Act = tuple[str, Callable[[], Awaitable[None]]]
"""Who does something, and what."""


class Players:
    """What moderators and participants do, while time goes on."""

    def __init__(self, chat: Chat, week: Week, people: Sequence[str]) -> None:
        self.chat = chat
        self.week = week
        self.people = people

    async def until(self, day: int, time: str) -> None:
        """Let time pass until a time on the community's clock, so many days after the first."""
        hour, _, minute = time.partition(":")
        first = START.astimezone(ZONE).replace(hour=int(hour), minute=int(minute))
        await self.chat.later(first + timedelta(days=day) - self.chat.now)
        for answers in self.week.sessions.values():
            answers.tidy()

    async def at_once(self, acts: Iterable[Act], *meanwhile: Callable[[], Awaitable[None]]) -> None:
        """Let all clients act at the same time, each for one of its people after the other.

        What somebody does is done in its order. What happens `meanwhile` happens at the same time too.
        """
        done = list(acts)
        async with asyncio.TaskGroup() as together:
            for other in meanwhile:
                together.create_task(_awaited(other))
            for number in range(CLIENTS):
                theirs = [act for person in self.people[number::CLIENTS] for who, act in done if who == person]
                together.create_task(_one_after_the_other(theirs))

    def card(self, number: int) -> Seen:
        """Return the card of a session as it stands in the channel now."""
        return self._newest(self.week.sessions[number].title, "announcements")

    def idea_card(self, number: int) -> Seen:
        """Return the card of an idea."""
        return self._newest(self.week.ideas[number].what_if, "ideas")

    async def new_session(self, title: str, **details: str) -> int:
        """Let the moderator make and announce a session; return its number."""
        number = len(self.week.sessions) + 1
        await self.command("moderator", "/sessie nieuw", {"title": title, **details}, {})
        await self.confirmed("moderator", f"/sessie aankondigen {number}")
        self.week.sessions[number] = Answers(title, self.chat.tells_when)
        return number

    def reacts(self, person: str, number: int, emoji: str) -> Act:
        """Somebody clicks an answer under a session, if they have not done so already."""

        async def act() -> None:
            if emoji in self.week.sessions[number].said.get(person, {}):
                return
            await self.chat.react(person, self.card(number), emoji)
            self.week.sessions[number].say(person, emoji, CHOICES[emoji])

        return person, act

    def takes_back(self, person: str, number: int, emoji: str) -> Act:
        """Somebody takes a click back."""

        async def act() -> None:
            await self.chat.unreact(person, self.card(number), emoji)
            self.week.sessions[number].take_back(person, emoji)

        return person, act

    def wavers(self, person: str, number: int, *emojis: str) -> Act:
        """Somebody clicks several answers under a session, while the bot does not hear of it."""

        async def act() -> None:
            for emoji in emojis:
                await self.chat.react(person, self.card(number), emoji)
            self.week.sessions[number].waver(person, {emoji: CHOICES[emoji] for emoji in emojis})
            if not self.chat.tells_when:
                self.week.tell({person}, "undecided")

        return person, act

    def signs_up(self, person: str, number: int, choice: str) -> Act:
        """Somebody answers quietly."""

        async def act() -> None:
            command = f"/afmelden {number}" if choice == "no" else f"/aanmelden {number} {choice}"
            await self.chat.say(person, command, to="bot")
            self.week.sessions[number].say(person, SAID, choice)

        return person, act

    def says(self, person: str, text: str, to: str = "announcements") -> Act:
        """Somebody says something that changes no answer."""
        return person, lambda: self.chat.say(person, text, to=to)

    async def send_idea(self, person: str, what_if: str, now: str) -> int:
        """Let somebody send in an idea; return its number."""
        number = len(self.week.ideas) + 1
        await self.command(person, "/watals", {"what_if": what_if, "now": now}, where="bot")
        await self.chat.press(person, last(self.chat, person, "bot"), "confirm")
        await self.chat.settled()
        self.week.ideas[number] = Idea(what_if)
        return number

    def supports(self, person: str, number: int, emoji: str) -> Act:
        """Somebody clicks support under an idea."""

        async def act() -> None:
            await self.chat.react(person, self.idea_card(number), emoji)
            self.week.ideas[number].say(person, emoji, SUPPORT[emoji])

        return person, act

    def supports_no_more(self, person: str, number: int, emoji: str) -> Act:
        """Somebody takes a click under an idea back."""

        async def act() -> None:
            await self.chat.unreact(person, self.idea_card(number), emoji)
            self.week.ideas[number].take_back(person, emoji)

        return person, act

    def supports_quietly(self, person: str, number: int, choice: str) -> Act:
        """Somebody supports an idea by command."""

        async def act() -> None:
            await self.chat.say(person, f"/idee steun {number} {choice}", to="bot")
            self.week.ideas[number].say(person, SAID, choice)

        return person, act

    async def command(self, person: str, text: str, *steps: dict[str, str], where: str = "moderation") -> None:
        """Give a command and fill in the steps of its form."""
        await self.chat.say(person, text, to=where)
        await self.chat.settled()
        for step in steps:
            await self.chat.fill_in(person, open_form(self.chat, person), step)
            await self.chat.settled()

    async def confirmed(self, person: str, text: str, *steps: dict[str, str], where: str = "moderation") -> None:
        """Give a command, fill in its form, and say yes to its preview."""
        await self.command(person, text, *steps, where=where)
        await self.chat.press(person, last(self.chat, person, where), "confirm")
        await self.chat.settled()

    def _newest(self, words: str, where: str) -> Seen:
        cards = [m for m in self.chat.seen("moderator", where) if m.by_bot and m.offered and words in m.text]
        return cards[-1]


async def _awaited(act: Callable[[], Awaitable[None]]) -> None:
    await act()


async def _one_after_the_other(acts: Iterable[Callable[[], Awaitable[None]]]) -> None:
    for act in acts:
        await act()
