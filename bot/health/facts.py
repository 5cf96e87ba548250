"""How the bot is doing, in the words of `watals status`."""

from datetime import datetime

from bot.health.seen import PlatformSeen, Seen
from bot.health.words import duration, many, title
from bot.setup.findings import Finding, right, warning
from storage.backlog import ON_THEIR_WAY, Backlog
from storage.outbox import Lane
from storage.stopped import Stopped


def runs(seen: Seen) -> Finding:
    """Return since when the bot runs."""
    ago = duration((seen.now - seen.started_at).total_seconds())
    return right(f"De bot draait sinds {_moment(seen.started_at)} ({ago}), versie {seen.version}.")


def connection(platform: PlatformSeen, now: datetime) -> Finding:
    """Return how the connection with a platform is, that is there."""
    health = platform.health
    told = "Verbonden."
    if health.silent_s is not None:
        told = f"Verbonden; antwoordde {duration(health.silent_s)} geleden."
    elif health.answer_s is not None:
        told = f"Verbonden; antwoordt in {max(1, round(health.answer_s * 1000))} ms."
    if platform.last_event_at is None:
        return right(f"{told} Sinds de start deed er niemand iets.")
    ago = duration((now - platform.last_event_at).total_seconds())
    return right(f"{told} Iemand deed er {ago} geleden nog iets.")


def waiting(backlog: Backlog, platform: str, *, running: bool) -> Finding:
    """Return what waits to be sent or shown. Tidying up can wait, and is not told of."""
    messages = sum(
        one.count
        for one in backlog.parcels
        if one.platform == platform and one.state in ON_THEIR_WAY and one.lane is not Lane.TIDY
    )
    cards = sum(one.count for one in backlog.cards if one.platform == platform and one.state == "stale")
    counted = (many(messages, "bericht", "berichten"), messages), (many(cards, "kaart", "kaarten"), cards)
    told = " en ".join(words for words, count in counted if count)
    if not told:
        return right("Er wacht niets.")
    return right(f"Onderweg: {told}.") if running else warning(f"Tot de bot weer draait, wacht: {told}.", "")


def line(one: Stopped) -> str:
    """Return what stopped or does not get on: since when, what, where and why."""
    when = "" if one.at is None else f"{_moment(one.at)} "
    when = f"wacht: {when}" if one.state == "waiting" else when
    match one.what:
        case "event":
            platform = f"{title(one.platform)}, " if one.platform != one.kind else ""
            return f"{when}{platform}{one.kind}: {one.why} (nummer {one.reference})"
        case "card":
            return f"{when}kaart ({one.kind}) in {one.where}: {one.why}"
        case "direct":
            return f"{when}privébericht aan één persoon: {one.why}"
        case _:
            return f"{when}bericht in {one.where}: {one.why}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone():%d-%m-%Y %H:%M}"
