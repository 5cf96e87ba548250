"""What is seen of a bot, as Prometheus reads it. Its labels name platforms, lanes, states and kinds: never people."""

from collections.abc import Iterable, Iterator, Sequence

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.health.seen import PlatformSeen, Seen
from bot.health.verdict import fails
from storage.backlog import ON_THEIR_WAY, STOPPED, Backlog
from storage.outbox import Lane

_LANES = {Lane.URGENT: "urgent", Lane.DIGEST: "digest", Lane.TIDY: "tidy"}
_CARD_STATES = ("stale", *STOPPED)

Labelled = Iterable[tuple[Sequence[str], float | None]]


def exposition(seen: Seen, accept: str) -> tuple[bytes, str]:
    """Return what is seen in the form that the `Accept` header asks for, and the name of that form."""
    registry = CollectorRegistry()
    registry.register(_Collected(seen))
    ProcessCollector(registry=registry)
    encode, content_type = choose_encoder(accept)
    return encode(registry), content_type


class _Collected(Collector):
    def __init__(self, seen: Seen) -> None:
        self._seen = seen

    def collect(self) -> Iterable[Metric]:
        yield from _of_program(self._seen)
        yield from _of_platforms(self._seen.platforms)
        if self._seen.backlog is not None:
            yield from _of_backlog(self._seen.backlog, [platform.name for platform in self._seen.platforms])


def _of_program(seen: Seen) -> Iterator[Metric]:
    yield InfoMetricFamily("watals_build", "The version of the bot.", {"version": seen.version})
    healthy = not fails(seen)
    yield _gauge("watals_healthy", "1 where /healthz says ok, else 0.", [], [((), healthy)])
    yield _gauge("watals_database_writes", "1 where the database takes what is written.", [], [((), seen.writes)])
    yield _counter("watals_commits", "Transactions that were made durable.", [], [((), seen.commits)])
    yield _gauge("watals_tasks_failing", "Parts of the bot that fail over and over.", [], [((), len(seen.failing))])
    yield _counter("watals_loop_late_seconds", "How late the event loop was, all together.", [], [((), seen.late_s)])
    errors = sorted(seen.errors.items())
    yield _counter("watals_errors", "Errors in the log.", ["kind"], [((kind,), count) for kind, count in errors])


def _of_platforms(platforms: Sequence[PlatformSeen]) -> Iterator[Metric]:
    def gauge(name: str, text: str, values: list[float | None]) -> Metric:
        return _gauge(name, text, ["platform"], zip([(one.name,) for one in platforms], values, strict=True))

    health = [one.health for one in platforms]
    yield gauge("watals_connected", "1 where the bot hears what happens.", [one.connected for one in health])
    yield gauge("watals_silent_seconds", "Since the platform last answered.", [one.silent_s for one in health])
    yield gauge("watals_answer_seconds", "How long its last answer took.", [one.answer_s for one in health])
    yield gauge("watals_unanswered", "Not taken in yet, or not answered.", [one.waiting for one in health])
    yield gauge(
        "watals_oldest_parcel_seconds",
        "For how long the longest waits that could be sent; 0 where none does.",
        [one.parcel_s or 0.0 for one in platforms],
    )
    yield gauge(
        "watals_oldest_stale_card_seconds",
        "For how long the longest waits that could be shown; 0 where none does.",
        [one.card_s or 0.0 for one in platforms],
    )
    yield gauge(
        "watals_last_event_time_seconds",
        "When the last event was taken in (Unix time).",
        [None if one.last_event_at is None else one.last_event_at.timestamp() for one in platforms],
    )
    events = [((one.name,), one.events) for one in platforms]
    yield _counter("watals_events", "Events that were taken in.", ["platform"], events)


def _of_backlog(backlog: Backlog, platforms: Sequence[str]) -> Iterator[Metric]:
    parcels = {(name, lane, state): 0 for name in platforms for lane in Lane for state in (*ON_THEIR_WAY, *STOPPED)}
    parcels |= {(one.platform, one.lane, one.state): one.count for one in backlog.parcels}
    yield _gauge(
        "watals_outbox",
        "Messages that wait, or that stopped.",
        ["platform", "lane", "state"],
        (((name, _LANES[lane], state), count) for (name, lane, state), count in parcels.items()),
    )
    cards = {(name, state): 0 for name in platforms for state in _CARD_STATES}
    cards |= {(one.platform, one.state): one.count for one in backlog.cards}
    yield _gauge("watals_cards", "Cards that wait to be shown, or that stopped.", ["platform", "state"], cards.items())
    none = dict.fromkeys(platforms, 0)
    for name, text, counts in (
        ("watals_happenings", "Cards with which a platform's calendar is not in step.", backlog.happenings),
        ("watals_channels_away", "Channels where the bot cannot work now.", backlog.away),
    ):
        yield _gauge(name, text, ["platform"], (((platform,), count) for platform, count in (none | counts).items()))
    yield _gauge("watals_overdue", "Planned moments that have come.", [], [((), backlog.overdue)])
    yield _gauge("watals_parked_events", "Events that could not be taken in.", [], [((), backlog.parked)])
    yield _gauge("watals_database_bytes", "The size of the database.", [], [((), backlog.size)])


def _gauge(name: str, text: str, labels: Sequence[str], values: Labelled) -> Metric:
    family = GaugeMetricFamily(name, text, labels=labels)
    for told, value in values:
        if value is not None:
            family.add_metric(told, float(value))
    return family


def _counter(name: str, text: str, labels: Sequence[str], values: Labelled) -> Metric:
    family = CounterMetricFamily(name, text, labels=labels)
    for told, value in values:
        if value is not None:
            family.add_metric(told, float(value))
    return family
