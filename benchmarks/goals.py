"""What is measured, what is good enough, and which module measures it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure and what it should be: at least this, or at most that."""

    key: str
    unit: str
    what: str
    at_least: float | None = None
    at_most: float | None = None

    def met(self, value: float) -> bool:
        """Return whether a value is good enough."""
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)

    def __str__(self) -> str:
        if self.at_least is not None:
            return f"≥ {self.at_least:g}"
        return "" if self.at_most is None else f"≤ {self.at_most:g}"


_ALL = (
    Goal("discord_rsvp_ratio", "×", "bewaarde aanmeldingen van Discord ÷ discord.py alleen", at_least=0.45),
    Goal("matrix_rsvp_ratio", "×", "bewaarde aanmeldingen van Matrix ÷ nio alleen", at_least=0.85),
    Goal("rsvp_vs_naive", "×", "bewaarde aanmeldingen van Discord ÷ de gewone bot", at_least=12),
    Goal("burst_edits", "edits", "1000 reacties in 5 s op één kaart: bewerkingen", at_most=6),
    Goal("burst_staleness_s", "s", "de laatste daarvan → de kaart toont hem", at_most=2.5),
    Goal("start_ratio", "×", "start met een miljoen aanmeldingen ÷ met niets", at_most=1.5),
    Goal("rss_ratio", "×", "geheugen na die start ÷ de bibliotheken alleen", at_most=1.6),
    Goal("digest_ms", "ms", "een overzicht op die database", at_most=200),
    Goal("fanout_ratio", "×", "2000 herinneringen ÷ wat het platform toelaat", at_least=0.95),
    Goal("command_p99_ms", "ms", "opdracht → antwoord bij 500 reacties/s (p99)", at_most=100),
    Goal("spawn_ratio", "×", "opstarten → eerste antwoord ÷ een kaal programma", at_most=1.5),
)
GOALS: Mapping[str, Goal] = {goal.key: goal for goal in _ALL}

MODULES: Mapping[str, str] = {
    "discord_rsvp_ratio": "benchmarks.discord_intake",
    "rsvp_vs_naive": "benchmarks.discord_intake",
    "matrix_rsvp_ratio": "benchmarks.matrix_intake",
    "burst_edits": "benchmarks.burst",
    "burst_staleness_s": "benchmarks.burst",
    "fanout_ratio": "benchmarks.fanout",
    "command_p99_ms": "benchmarks.answering",
    "start_ratio": "benchmarks.starting",
    "rss_ratio": "benchmarks.starting",
    "spawn_ratio": "benchmarks.starting",
    "digest_ms": "benchmarks.digesting",
}
"""Each has `KEYS` and `measure(runs, scale=1.0)`, which returns one value a run for each of them."""

GROWTH = "benchmarks.growth"
"""Measures what has no goal: what an RSVP, an open card and a community cost as they become many (key "growth")."""
