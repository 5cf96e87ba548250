"""Figures for Prometheus: as its own parser reads them, complete, and about nobody."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from prometheus_client import parser
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics_families

from bot.health.metrics import exposition
from bot.health.seen import Seen
from tests.unit.health.making import BUSY, platform, seen

Labels = frozenset[tuple[str, str]]
OPENMETRICS = "application/openmetrics-text;version=1.0.0"


def values(found: Seen) -> Mapping[tuple[str, Labels], float]:
    """Return every figure, by its name and labels."""
    text = exposition(found, "")[0].decode()
    families = parser.text_string_to_metric_families(text)
    return {(one.name, frozenset(one.labels.items())): one.value for family in families for one in family.samples}


def value(found: Seen, name: str, **labels: str) -> float | None:
    return values(found).get((name, frozenset(labels.items())))


def test_every_figure_says_what_is_seen() -> None:
    expected = {
        ("watals_build_info", "version=0.1.0"): 1,
        ("watals_healthy", ""): 1,
        ("watals_database_writes", ""): 1,
        ("watals_commits_total", ""): 5,
        ("watals_tasks_failing", ""): 0,
        ("watals_loop_late_seconds_total", ""): 0.5,
        ("watals_errors_total", "kind=task_failed"): 2,
        ("watals_errors_total", "kind=aiohttp"): 1,
        ("watals_connected", "platform=discord"): 0,
        ("watals_connected", "platform=matrix"): 1,
        ("watals_silent_seconds", "platform=matrix"): 4,
        ("watals_answer_seconds", "platform=matrix"): 30,
        ("watals_unanswered", "platform=room"): 2,
        ("watals_oldest_parcel_seconds", "platform=matrix"): 12,
        ("watals_oldest_parcel_seconds", "platform=room"): 0,
        ("watals_oldest_stale_card_seconds", "platform=matrix"): 2.5,
        ("watals_last_event_time_seconds", "platform=room"): 1788249420,
        ("watals_events_total", "platform=discord"): 3,
        ("watals_outbox", "platform=matrix,lane=digest,state=claimed"): 7,
        ("watals_outbox", "platform=matrix,lane=urgent,state=waiting"): 0,
        ("watals_outbox", "platform=elsewhere,lane=tidy,state=failed"): 1,
        ("watals_cards", "platform=matrix,state=stale"): 2,
        ("watals_cards", "platform=discord,state=uncertain"): 1,
        ("watals_cards", "platform=room,state=failed"): 0,
        ("watals_happenings", "platform=discord"): 4,
        ("watals_channels_away", "platform=discord"): 1,
        ("watals_channels_away", "platform=room"): 0,
        ("watals_overdue", ""): 1,
        ("watals_parked_events", ""): 3,
        ("watals_database_bytes", ""): 4096,
    }
    told = values(BUSY)
    for (name, labels), figure in expected.items():
        pairs = frozenset(tuple(pair.split("=")) for pair in labels.split(",") if pair)
        assert told[name, pairs] == figure, (name, labels)
    assert {name for name, _ in told if name.startswith("watals_")} == {name for name, _ in expected}


def test_what_is_not_known_is_left_out_rather_than_made_up() -> None:
    assert value(BUSY, "watals_silent_seconds", platform="room") is None
    assert value(BUSY, "watals_last_event_time_seconds", platform="discord") is None
    away = seen(backlog=None)
    assert value(away, "watals_parked_events") is None
    assert value(away, "watals_healthy") == 0


def test_it_says_how_the_process_itself_is_doing() -> None:
    assert value(seen(), "process_resident_memory_bytes") is not None
    assert value(seen(), "process_start_time_seconds") is not None


@pytest.mark.parametrize("accept", ["", "*/*", "text/plain", "nonsense; q", OPENMETRICS])
def test_each_asks_for_the_form_it_reads(accept: str) -> None:
    body, content_type = exposition(BUSY, accept)
    if accept == OPENMETRICS:
        assert content_type.startswith("application/openmetrics-text")
        assert list(openmetrics_families(body.decode()))
    else:
        assert content_type.startswith("text/plain")
        assert list(parser.text_string_to_metric_families(body.decode()))


COUNTS = st.integers(0, 10**12)
NAMES = st.sampled_from(("room", "matrix", "discord"))


@given(st.dictionaries(NAMES, COUNTS), COUNTS, st.floats(0, 1e9), st.dictionaries(st.sampled_from("abc"), COUNTS))
def test_whatever_the_figures_they_can_be_read(
    away: dict[str, int], parked: int, waits_s: float, errors: dict[str, int]
) -> None:
    found = replace(seen(platform("room", parcel_s=waits_s), away=away, parked=parked), errors=errors)
    assert value(found, "watals_parked_events") == parked
    assert value(found, "watals_oldest_parcel_seconds", platform="room") == waits_s
    for name, count in away.items():
        assert value(found, "watals_channels_away", platform=name) == count
    for kind, count in errors.items():
        assert value(found, "watals_errors_total", kind=kind) == count
