"""What people do: chosen by lot, done on the stage and in the model at once. The same seed gives the same script."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from babel.dates import format_date

from tests.torture.model import CHOICES, SAID, SUPPORT, ZONE, Idea, Session, at
from tests.torture.organising import MODERATOR, Act, Organising
from tests.torture.stage import PEOPLE

MONTHS = [format_date(date(2026, month, 1), "MMMM", "nl") for month in range(1, 13)]
MOST_OPEN = 4
ASKED = ("/sessie lijst", "/mijn aanmeldingen", "/idee lijst", "/herinneringen", "/hulp")
FIRST = "we luisteren naar 0000"
"""The idea that there is from the beginning; the moderator supports it quietly, for ever."""


class Script(Organising):
    """Chooses what people do until the bot is quiet again."""

    def acts(self, frozen: set[str], now: datetime, most: int) -> Sequence[Act]:
        """Return some acts at a moment by the bot's clock; about these sessions nobody says anything now."""
        self._taken = set(frozen)
        self._now = now
        made = [*self._organised(), *self._anything(most, reminding=not frozen)]
        self._lot.shuffle(made)
        return made

    async def beginning(self) -> None:
        """Let there be something to tell in every digest, and one each week."""
        idea = Idea(FIRST)
        self._community.ideas[FIRST] = idea
        form = {"what_if": f"{FIRST}?", "now": "Nu gebeurt dat niet."}
        await self._stage.ask(MODERATOR, "/watals", form, confirmed=True)
        self._community.lines["ideas", "idea", FIRST] += 1
        await self.until_answered(MODERATOR, "/idee steun 1 join")
        idea.support[MODERATOR] = {SAID: "join"}
        await self.until_answered(MODERATOR, "/instellen overzicht vrijdag 16:00")

    def _organised(self) -> list[Act]:
        open_ones = [one for one in self._community.sessions.values() if one.state in {"draft", "announced"}]
        found = [self._announces(one) for one in open_ones if one.state == "draft" and one.number is not None]
        if len(open_ones) + len(self._community.unsure) < MOST_OPEN:
            found.append(self._makes())
        announced = [one for one in open_ones if one.state == "announced" and one.title not in self._taken]
        if len(announced) > 2 and self._lot.random() < 0.5:
            session = self._lot.choice(announced)
            self._taken.add(session.title)
            does = self._lot.choice((self._moves, self._cancels, self._clears, self._deletes, self._reposts))
            found.append(does(session))
        return found

    def _anything(self, most: int, *, reminding: bool) -> list[Act]:
        found: list[Act] = []
        for session in self._community.sessions.values():
            if session.state == "announced" and session.title not in self._taken:
                people = self._lot.sample(PEOPLE, self._lot.randint(1, len(PEOPLE)))
                found += [self._answers(person, session) for person in people]
        for idea in self._community.ideas.values():
            if idea.number is not None:
                people = self._lot.sample(PEOPLE, self._lot.randint(0, 3))
                found += [self._supports(person, idea) for person in people]
        found = self._lot.sample(found, min(len(found), most))
        others = [self._asks, self._sends_idea, self._posts_news, self._keeps, self._posts_digest, self._tells_status]
        found += [act for choose in self._lot.sample(others, 3) if (act := choose()) is not None]
        if reminding and self._lot.random() < 0.3:
            found.append(self._wants_reminders())
        return found

    def _answers(self, person: str, session: Session) -> Act:
        on_card = session.answers.reactions(person)
        new = [emoji for emoji in CHOICES if emoji not in on_card]
        if on_card and self._lot.random() < 0.3:
            return self._takes_back(person, session, self._lot.choice(sorted(on_card)))
        if self._lot.random() < 0.25:
            return self._says(person, session)
        if len(new) > 2 and self._lot.random() < 0.2:
            return self._wavers(person, session, self._lot.sample(new, 2))
        return self._reacts(person, session, self._lot.choice(new))

    def _reacts(self, person: str, session: Session, emoji: str) -> Act:
        async def do() -> None:
            await self._stage.react(person, session.title, emoji)
            session.answers.say(person, **{emoji: CHOICES[emoji]})

        return Act(person, f"reacts {emoji} to {session.title}", do, away=self._lot.random() < 0.5)

    def _takes_back(self, person: str, session: Session, emoji: str) -> Act:
        async def do() -> None:
            await self._stage.take_back(person, session.title, emoji)
            session.answers.take_back(person, emoji)

        return Act(person, f"takes {emoji} back from {session.title}", do, away=self._lot.random() < 0.5)

    def _wavers(self, person: str, session: Session, emojis: Sequence[str]) -> Act:
        """Somebody clicks two answers while the bot is away: nobody else knows which was the last."""

        async def do() -> None:
            for emoji in emojis:
                await self._stage.react(person, session.title, emoji)
            if self._stage.tells_when:
                session.answers.say(person, **{emojis[-1]: CHOICES[emojis[-1]]})
                return
            session.answers.say(person, **{emoji: CHOICES[emoji] for emoji in emojis})
            self._community.lines[f"to {person}", "undecided", session.title] += 1

        return Act(person, f"reacts {' and '.join(emojis)} to {session.title}", do, away=True)

    def _says(self, person: str, session: Session) -> Act:
        choice = self._lot.choice(tuple(CHOICES.values()))
        command = f"/afmelden {session.number}" if choice == "no" else f"/aanmelden {session.number} {choice}"

        async def do() -> None:
            await self.until_answered(person, command)
            session.answers.say(person, **{SAID: choice})

        return Act(person, f"says {choice} to {session.title}", do)

    def _supports(self, person: str, idea: Idea) -> Act:
        theirs = idea.support.setdefault(person, {})
        if person != MODERATOR and self._lot.random() < 0.25:
            choice = self._lot.choice(("support", "join", "none"))

            async def say() -> None:
                await self.until_answered(person, f"/idee steun {idea.number} {choice}")
                theirs.pop(SAID, None)
                if choice != "none":
                    theirs[SAID] = choice

            return Act(person, f"says {choice} to {idea.what_if}", say)
        emojis = [self._lot.choice(tuple(SUPPORT)) for _ in range(self._lot.randint(1, 3))]

        async def click() -> None:
            for emoji in emojis:
                if emoji in theirs:
                    await self._stage.take_back(person, idea.what_if, emoji)
                    del theirs[emoji]
                else:
                    await self._stage.react(person, idea.what_if, emoji)
                    theirs[emoji] = SUPPORT[emoji]

        return Act(person, f"clicks {' '.join(emojis)} under {idea.what_if}", click, away=self._lot.random() < 0.4)

    def _wants_reminders(self) -> Act:
        person = self._lot.choice(PEOPLE)
        off = person not in self._community.quiet

        async def do() -> None:
            await self.until_answered(person, f"/herinneringen {'uit' if off else 'aan'}")
            (self._community.quiet.add if off else self._community.quiet.discard)(person)

        return Act(person, f"wants {'no ' if off else ''}reminders", do)

    def _asks(self) -> Act:
        person, command = self._lot.choice(PEOPLE), self._lot.choice(ASKED)
        return Act(person, f"asks {command}", lambda: self.until_answered(person, command))

    def _sends_idea(self) -> Act | None:
        if len(self._community.ideas) >= 5:
            return None
        person, what_if = self._lot.choice(PEOPLE), self._word("we luisteren naar")

        async def do() -> None:
            form = {"what_if": f"{what_if}?", "now": "Nu gebeurt dat niet."}
            await self._stage.ask(person, "/watals", form, confirmed=True)
            self._community.ideas[what_if] = Idea(what_if)
            self._community.lines["ideas", "idea", what_if] += 1

        return Act(person, f"sends in {what_if}", do)

    def _tells_status(self) -> Act | None:
        known = [one for one in self._community.ideas.values() if one.number is not None]
        if not known:
            return None
        idea, note = self._lot.choice(known), self._word("Stand")

        async def do() -> None:
            await self.until_answered(MODERATOR, f"/idee status {idea.number} done {note}")
            idea.note = note

        return Act(MODERATOR, f"tells about {idea.what_if}", do)

    def _posts_news(self) -> Act:
        title = self._word("Nieuws")
        later = self._lot.random() < 0.5
        when = (self._now + timedelta(hours=self._lot.randint(4, 40))).astimezone(ZONE)
        when = at(when.date(), min(max(when.hour, 9), 21), 15)
        later = later and when - self._now > timedelta(hours=3)
        form = {"title": title, "body": "Lees het rustig."}

        async def do() -> None:
            moment = {"when": f"{when.day} {MONTHS[when.month - 1]} {when.year} {when:%H:%M}"} if later else {}
            await self._stage.ask(MODERATOR, "/aankondiging nieuw", {**form, **moment}, confirmed=True)
            if later:
                self._community.planned_news[title] = when
            else:
                self._community.lines["announcements", "news", title] += 1

        return Act(MODERATOR, f"posts {title}{' later' if later else ''}", do)

    def _keeps(self) -> Act:
        words = self._word("Bewaard")
        text = f"{words}. {'Er gebeurde veel. ' * self._lot.choice((1, 40))}"

        async def do() -> None:
            await self._stage.ask(MODERATOR, f"/overzicht erbij {text.strip()}", confirmed=True)
            self._community.kept.add(words)

        return Act(MODERATOR, f"keeps {words}", do)

    def _posts_digest(self) -> Act:
        foreword = self._word("Voorwoord")

        async def do() -> None:
            await self._stage.ask(MODERATOR, "/overzicht nu", {"foreword": foreword}, confirmed=True)
            self._community.digest(foreword)

        return Act(MODERATOR, f"posts a digest with {foreword}", do)
