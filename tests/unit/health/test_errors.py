"""Errors are counted by their kind, and a kind says nothing of people."""

import io
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import log
from bot.health.errors import OTHER, counted_errors


@pytest.fixture(autouse=True)
def _logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Log as the running bot does."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    log.set_up("info")
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("discord").setLevel(logging.NOTSET)


def test_ours_and_those_of_libraries_are_counted_by_kind_and_warnings_are_not() -> None:
    ours, theirs = structlog.get_logger("bot.core.tasks"), logging.getLogger("aiohttp.server")
    with counted_errors() as counts:
        ours.warning("parcel_postponed")
        ours.error("parcel_ended", parcel=3)
        ours.error("parcel_ended", parcel=4)
        theirs.error("Error handling request from %s", "somebody")
        theirs.warning("careful")
        logging.getLogger().error("no name")
        ours.error("task_failed", task="room.take", exc_info=RuntimeError("pimpelmees"))
    ours.error("after_the_end")
    assert counts == {"parcel_ended": 2, "aiohttp": 1, "root": 1, "task_failed": 1}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_what_is_no_name_is_not_used_as_one(words: str) -> None:
    with counted_errors() as counts:
        structlog.get_logger("ours").error(words)
    [kind] = counts
    assert kind in {OTHER, words}
    assert kind.isascii()
    assert " " not in kind
