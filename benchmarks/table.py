"""How results are shown in a terminal."""

from collections.abc import Mapping
from typing import Any

from rich.table import Column, Table

from benchmarks.goals import GOALS, Goal


def of_goals(results: Mapping[str, Any]) -> Table:
    """Return a table of every goal with what was measured."""
    table = Table(Column("sleutel", no_wrap=True), "wat", "waarde", "doel", "", "metingen")
    for key, goal in GOALS.items():
        table.add_row(key, goal.what, *_cells(goal, results.get(key)))
    return table


def of_growth(growth: Mapping[str, Any]) -> Table:
    """Return a table of what things cost as they become many."""
    table = Table("groeit", "keer", "aantal", "tien reacties", "kaart vergelijken", "bytes per stuk")
    for what, scales in growth.items():
        for times, found in scales.items():
            taken, compared = (f"{_short(found[key])} ms" for key in ("take_ms", "compare_ms"))
            table.add_row(what, times, f"{found['count']}", taken, compared, f"{found['bytes_each']}")
    return table


def _cells(goal: Goal, found: Mapping[str, Any] | None) -> tuple[str, ...]:
    if found is None:
        return ("–", str(goal), "[yellow]nog niet gemeten[/]", "")
    verdict = "[green]gehaald[/]" if goal.met(found["value"]) else "[red]niet gehaald[/]"
    runs = " ".join(_short(run) for run in found["runs"])
    return (f"{_short(found['value'])} {found['unit']}", str(goal), verdict, runs)


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
