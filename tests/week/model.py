"""What must be true at the end of the week, kept by the plainest rules: no bot, no database, no platform.

An answer is the latest thing somebody said that still stands. A reaction that something newer has overtaken is
tidied away after some quiet, and then says nothing any more.
"""

from collections import Counter
from dataclasses import dataclass, field

SAID = "said"
"""Where an answer by command stands; a reaction stands under its emoji."""

UNDECIDED = "undecided"
"""Where it stands that somebody said more than one thing, and nobody knows what they said last."""


@dataclass
class Answers:
    """What people said about one session, oldest first: by person, the places where they said it and what."""

    title: str
    tells_when: bool = False
    """Whether the platform tells when each reaction was made, also of those that the bot missed."""

    said: dict[str, dict[str, str]] = field(default_factory=dict)

    def say(self, person: str, where: str, choice: str) -> None:
        """Let somebody say something; saying it again in the same place makes it the latest."""
        theirs = self.said.setdefault(person, {})
        theirs.pop(where, None)
        theirs[where] = choice

    def take_back(self, person: str, where: str) -> None:
        """Let somebody take something back."""
        self.said.get(person, {}).pop(where, None)

    def waver(self, person: str, choices: dict[str, str]) -> None:
        """Let somebody say several things, each in its own place, of which nobody else heard which was the last."""
        for where, choice in choices.items():
            self.say(person, where, choice)
        if not self.tells_when:
            self.say(person, UNDECIDED, "maybe")

    def tidy(self) -> None:
        """Let some time pass: of each person's reactions only those that nothing newer contradicts remain."""
        for theirs in self.said.values():
            latest = next(reversed(theirs.values()), None)
            for where in [where for where, choice in theirs.items() if where != SAID and choice != latest]:
                del theirs[where]

    def lose_card(self) -> None:
        """Let the card be deleted: what was said on it stands, but is not on the card any more."""
        self.said = {
            person: {where if where == SAID else f"lost {where}": choice for where, choice in theirs.items()}
            for person, theirs in self.said.items()
        }

    @property
    def standing(self) -> dict[str, str]:
        """Everybody's answer now."""
        return {person: next(reversed(theirs.values())) for person, theirs in self.said.items() if theirs}

    @property
    def counts(self) -> Counter[str]:
        """How many chose what."""
        return Counter(self.standing.values())

    @property
    def to_tell(self) -> set[str]:
        """Who hears of a change: everybody who did not say no."""
        return {person for person, choice in self.standing.items() if choice != "no"}


@dataclass
class Idea:
    """An idea and who supports it: by person, everything that stands."""

    what_if: str
    support: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def say(self, person: str, where: str, choice: str) -> None:
        """Let somebody support it; quiet support has one choice at a time."""
        theirs = self.support.setdefault(person, set())
        if where == SAID:
            theirs -= {one for one in theirs if one[0] == SAID}
        theirs.add((where, choice))

    def take_back(self, person: str, where: str) -> None:
        """Let somebody take a reaction back."""
        self.support[person] = {one for one in self.support.get(person, set()) if one[0] != where}

    def count(self, choice: str) -> int:
        """How many people made this choice, one way or another."""
        return sum(any(said == choice for _, said in theirs) for theirs in self.support.values())


@dataclass
class Week:
    """The community at this moment. Sessions and ideas go by their number."""

    sessions: dict[int, Answers] = field(default_factory=dict)
    ideas: dict[int, Idea] = field(default_factory=dict)
    quiet: set[str] = field(default_factory=set)
    """Who wants no reminders."""
    told: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many direct messages of each kind somebody has had: (person, kind)."""

    def tell(self, people: set[str], kind: str) -> None:
        """Let people have one direct message of a kind."""
        self.told.update((person, kind) for person in people)

    def remind(self, number: int, kind: str) -> None:
        """Let who comes be reminded of a session."""
        self.tell(self.sessions[number].to_tell - self.quiet, kind)
