"""Structured logs: readable in a terminal, JSON lines elsewhere. No secrets, no words of people."""

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _without(name: str) -> Iterator[None]:
    """Let a library that can do without another one be loaded without it."""
    absent = name not in sys.modules
    if absent:
        sys.modules[name] = None  # type: ignore[assignment]  # that is how Python writes down that there is none
    try:
        yield
    finally:
        if absent:
            del sys.modules[name]


# It would load rich, as big as all of the bot's own code, to draw tracebacks; ours are drawn without.
with _without("rich"):
    import structlog
    from structlog.typing import EventDict, WrappedLogger


def set_up(level: str) -> None:
    """Send all logs, our own and those of libraries, to standard error from `level` on."""
    to_terminal = sys.stderr.isatty()
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_words,
    ]
    last: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if to_terminal else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # Below that it tells what it sent and received: words of people, and keys to answer them with.
    logging.getLogger("discord").setLevel(max(root.level, logging.WARNING))


def _without_words(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Tell of an exception where it came from, not what it says: that may be what somebody typed."""
    told = event.pop("exc_info", None)
    error = sys.exc_info()[1] if told is True else told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        event["exception"] = _where(error)
    return event


def _where(error: BaseException) -> str:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = "" if cause is None else f"{_where(cause)}\nand then:\n"
    return f"{before}{''.join(traceback.format_tb(error.__traceback__))}{type(error).__name__}"
