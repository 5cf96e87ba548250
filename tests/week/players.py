"""Plays the week in a chat and in the plain model at once, so that both can be compared in the end."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.testing import Chat, Seen
from bot.testing.world import START
from tests.support.story import last, open_form
from tests.week.model import SAID, Answers, Idea, Week

ZONE = ZoneInfo("Europe/Amsterdam")
CHOICES = {"📍": "place", "💻": "online", "🤔": "maybe", "❌": "no"}
SUPPORT = {"👍": "support", "🙋": "join"}


class Players:
    """What moderators and participants do, while time goes on."""

    def __init__(self, chat: Chat, week: Week) -> None:
        self.chat = chat
        self.week = week

    async def until(self, day: int, time: str) -> None:
        """Let time pass until a time on the community's clock, so many days after the first."""
        hour, _, minute = time.partition(":")
        first = START.astimezone(ZONE).replace(hour=int(hour), minute=int(minute))
        await self.chat.later(first + timedelta(days=day) - self.chat.now)
        for answers in self.week.sessions.values():
            answers.tidy()

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
        self.week.sessions[number] = Answers(title)
        return number

    async def react(self, person: str, number: int, emoji: str) -> None:
        """Let somebody click an answer under a session."""
        await self.chat.react(person, self.card(number), emoji)
        self.week.sessions[number].say(person, emoji, CHOICES[emoji])

    async def unreact(self, person: str, number: int, emoji: str) -> None:
        """Let somebody take a click back."""
        await self.chat.unreact(person, self.card(number), emoji)
        self.week.sessions[number].take_back(person, emoji)

    async def sign_up(self, person: str, number: int, choice: str) -> None:
        """Let somebody answer quietly."""
        command = f"/afmelden {number}" if choice == "no" else f"/aanmelden {number} {choice}"
        await self.chat.say(person, command, to="bot")
        self.week.sessions[number].say(person, SAID, choice)

    async def send_idea(self, person: str, what_if: str, now: str) -> int:
        """Let somebody send in an idea; return its number."""
        number = len(self.week.ideas) + 1
        await self.command(person, "/watals", {"what_if": what_if, "now": now}, where="bot")
        await self.chat.press(person, last(self.chat, person, "bot"), "confirm")
        await self.chat.settled()
        self.week.ideas[number] = Idea(what_if)
        return number

    async def support(self, person: str, number: int, emoji: str) -> None:
        """Let somebody click support under an idea."""
        await self.chat.react(person, self.idea_card(number), emoji)
        self.week.ideas[number].say(person, emoji, SUPPORT[emoji])

    async def support_no_more(self, person: str, number: int, emoji: str) -> None:
        """Let somebody take a click under an idea back."""
        await self.chat.unreact(person, self.idea_card(number), emoji)
        self.week.ideas[number].take_back(person, emoji)

    async def support_quietly(self, person: str, number: int, choice: str) -> None:
        """Let somebody support an idea by command."""
        await self.chat.say(person, f"/idee steun {number} {choice}", to="bot")
        self.week.ideas[number].say(person, SAID, choice)

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
