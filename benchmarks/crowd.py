"""What a crowd does to the cards of some sessions: the same for the bot and for what it is measured against."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.session import DEFAULT_EMOJI

PEOPLE = 4_000
CARDS = 8
DEEDS = 40_000
CHOICES = tuple(DEFAULT_EMOJI.values())

_CHANGES = 0.25
_TAKES_BACK = 0.1


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody puts a reaction on a card or, when not `made`, takes it back. People and cards go by number."""

    person: int
    card: int
    emoji: str
    made: bool


def deeds(scale: float, seed: int = 7) -> list[Deed]:
    """Return what the crowd does: most answer, some change their mind, in either order, some take it back."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    wanted = max(int(DEEDS * scale), 1)
    done: list[Deed] = []
    stands: dict[tuple[int, int], str] = {}
    while len(done) < wanted:
        done += _one_more(chance, stands, max(int(PEOPLE * scale), 10))
    return done[:wanted]


def standing(done: Sequence[Deed]) -> dict[tuple[int, int], set[str]]:
    """Return which reactions stand in the end, by card and person."""
    stand: dict[tuple[int, int], set[str]] = {}
    for deed in done:
        on_card = stand.setdefault((deed.card, deed.person), set())
        (on_card.add if deed.made else on_card.discard)(deed.emoji)
    return {who: emoji for who, emoji in stand.items() if emoji}


def _one_more(chance: random.Random, stands: dict[tuple[int, int], str], people: int) -> Iterator[Deed]:
    card, person, emoji = chance.randrange(CARDS), chance.randrange(people), chance.choice(CHOICES)
    was, what = stands.get((card, person)), chance.random()
    if was is None:
        stands[card, person] = emoji
        yield Deed(person, card, emoji, made=True)
    elif what < _TAKES_BACK:
        del stands[card, person]
        yield Deed(person, card, was, made=False)
    elif what < _TAKES_BACK + _CHANGES and emoji != was:
        stands[card, person] = emoji
        both = [Deed(person, card, emoji, made=True), Deed(person, card, was, made=False)]
        yield from both if chance.random() < 0.5 else both[::-1]
