"""Each benchmark runs, at a scale that measures nothing, and gives what it is there for."""

import importlib
import importlib.util

import pytest
from nio import schemas

from benchmarks import growth, matrix_intake
from benchmarks.goals import GOALS, MODULES
from benchmarks.table import of_goals, of_growth
from bot.platforms.matrix import checks

SMALL = 0.002
THERE = sorted({module for module in MODULES.values() if importlib.util.find_spec(module) is not None})


def test_every_goal_has_a_module() -> None:
    assert GOALS.keys() == MODULES.keys()


@pytest.mark.parametrize("name", THERE)
def test_a_module_gives_its_keys_one_value_a_run(name: str) -> None:
    module = importlib.import_module(name)
    assert set(module.KEYS) == {key for key, by in MODULES.items() if by == name}
    found = module.measure(1, scale=SMALL)
    assert {key: len(runs) for key, runs in found.items()} == dict.fromkeys(module.KEYS, 1)
    assert all(value > 0 for runs in found.values() for value in runs)


def test_the_bot_on_matrix_is_measured_beside_nio_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schemas, "Validator", checks.BUILT_ANEW)
    checked_with: list[object] = []

    async def looks(*_: object) -> float:
        checked_with.append(schemas.Validator)
        return 1.0

    monkeypatch.setattr(matrix_intake, "_time", looks)
    matrix_intake.measure(2, scale=SMALL)
    assert checked_with == [checks.BUILT_ANEW] * 2
    assert schemas.Validator is checks.kept


def test_growth_is_told_for_each_thing_at_each_scale() -> None:
    found = growth.measure(1, scale=0.1)
    assert found.keys() == growth.BASES.keys()
    assert all(list(scales) == ["1x", "10x", "100x"] for scales in found.values())
    assert of_growth(found).row_count == 9


def test_what_is_not_measured_yet_says_so() -> None:
    table = of_goals({"digest_ms": {"value": 12.3, "runs": [12.3], "unit": "ms"}})
    assert table.row_count == len(GOALS)
    assert "[green]gehaald[/]" in list(table.columns[4].cells)
    assert "[yellow]nog niet gemeten[/]" in list(table.columns[4].cells)
