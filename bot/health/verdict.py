"""What healthy means: the one place that says what is wrong, for `/healthz` and for `watals status` alike."""

from collections.abc import Iterator
from enum import IntEnum

from msgspec import Struct

from bot.health.seen import PlatformSeen, Seen
from bot.health.words import duration, many, title
from storage.backlog import Backlog

AWAY_S = 5 * 60.0
"""For so long a platform may be away: servers are started anew, and the bot comes back by itself."""

STUCK_S = 15 * 60.0
"""For so long something may wait while nothing is taken in; nobody waits for an answer that long."""

LATE_S = 15 * 60.0
FAR_TOO_LATE_S = 60 * 60.0
"""For so long a message or a card may wait: the first may be a platform that has much to do, the second is not."""

OVERDUE_S = 15 * 60.0
"""For so long a planned moment may be overdue: one that fails is planned anew ten minutes later."""

RESTART = "Kijk in het logboek wat er is, en start de bot opnieuw."
_TRIES = "De bot probeert het steeds opnieuw. Waarom het niet lukt, staat hieronder of in het logboek."
_CARDS = {
    "failed": ("kaart kon niet worden geplaatst of bijgewerkt", "kaarten konden niet worden geplaatst of bijgewerkt"),
    "uncertain": ("kaart is misschien niet geplaatst", "kaarten zijn misschien niet geplaatst"),
}


class Level(IntEnum):
    """How bad it is. FAILING: the bot does not do its work. WARNING: it does, but somebody should have a look."""

    WARNING = 1
    FAILING = 2


class Trouble(Struct, frozen=True):
    """What is wrong, on which platform ("" where it is the bot itself), and what the operator does about it."""

    level: Level
    platform: str
    text: str
    mend: str

    @property
    def words(self) -> str:
        """All of what is wrong, in words."""
        return f"{title(self.platform)}: {self.text[0].lower()}{self.text[1:]}" if self.platform else self.text


def troubles(seen: Seen) -> list[Trouble]:
    """Return what is wrong with a running bot; nothing where it is well."""
    found = [*_of_program(seen)]
    for platform in seen.platforms:
        found += _of_platform(platform)
    if seen.backlog is not None:
        found += _of_moments(seen, seen.backlog)
        found += left_over(seen.backlog)
    return found


def fails(seen: Seen) -> bool:
    """Whether a running bot does not do its work."""
    return any(trouble.level is Level.FAILING for trouble in troubles(seen))


def left_over(backlog: Backlog) -> Iterator[Trouble]:
    """Yield what waits for the operator, whether the bot runs or not."""
    for platform, count in backlog.away.items():
        channels = many(count, "kanaal", "kanalen")
        yield Trouble(
            Level.WARNING,
            platform,
            f"In {channels} kan de bot nu niet werken. Wat daarheen moet, wacht.",
            "Laat hem daar weer toe. `watals check` zegt wat er ontbreekt.",
        )
    for cards in backlog.cards:
        if cards.state in _CARDS:
            yield Trouble(
                Level.WARNING,
                cards.platform,
                f"{many(cards.count, *_CARDS[cards.state])}.",
                "Kijk in het kanaal. De kaart van een sessie plaatst een moderator opnieuw met /sessie opnieuw.",
            )
    for platform, count in backlog.stopped_lately.items():
        messages = many(count, "bericht is misschien niet aangekomen", "berichten zijn misschien niet aangekomen")
        yield Trouble(
            Level.WARNING,
            platform,
            f"{messages}.",
            "Kijk of vraag of het er is, en zeg het anders zelf. De bot stuurt het niet nog eens: dan stond het er "
            "misschien twee keer.",
        )
    if backlog.parked:
        happened = many(backlog.parked, "ding dat mensen deden", "dingen die mensen deden")
        yield Trouble(
            Level.WARNING,
            "",
            f"De bot kon {happened} niet verwerken. Het is bewaard.",
            "Meld het aan wie de bot maakt. Een nieuwe versie van de bot probeert het vanzelf opnieuw.",
        )


def _of_program(seen: Seen) -> Iterator[Trouble]:
    if seen.backlog is None or not seen.writes:
        yield Trouble(Level.FAILING, "", "De database antwoordt niet.", f"Is de schijf vol? {RESTART}")
    for task in seen.failing:
        yield Trouble(Level.FAILING, "", f"Een onderdeel van de bot mislukt steeds opnieuw: {task}.", RESTART)


def _of_platform(platform: PlatformSeen) -> Iterator[Trouble]:
    if platform.away_s is not None:
        level = Level.FAILING if platform.away_s >= AWAY_S else Level.WARNING
        text = f"Al {duration(platform.away_s)} geen verbinding."
        mend = "De bot probeert het steeds opnieuw. Doet internet het? `watals check` kijkt verder."
        yield Trouble(level, platform.name, text, mend)
    if platform.stuck_s is not None and platform.stuck_s >= STUCK_S:
        text = f"Al {duration(platform.stuck_s)} wacht er iets, en de bot neemt niets op."
        yield Trouble(Level.FAILING, platform.name, text, RESTART)
    for waits_s, what in ((platform.parcel_s, "Een bericht"), (platform.card_s, "Een kaart")):
        if waits_s is not None and waits_s >= LATE_S:
            level = Level.FAILING if waits_s >= FAR_TOO_LATE_S else Level.WARNING
            yield Trouble(level, platform.name, f"{what} wacht al {duration(waits_s)}.", _TRIES)


def _of_moments(seen: Seen, backlog: Backlog) -> Iterator[Trouble]:
    late_s = 0.0 if backlog.overdue_since is None else (seen.now - backlog.overdue_since).total_seconds()
    if late_s >= OVERDUE_S:
        moments = many(backlog.overdue, "gepland moment", "geplande momenten")
        text = f"De bot had {moments} al moeten afhandelen, het oudste {duration(late_s)} geleden."
        yield Trouble(Level.FAILING, "", text, RESTART)
