"""Measure: `python -m benchmarks [KEY…] [--runs N]`; everything by default. Writes results.json and prints a table."""

import argparse
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console

from benchmarks.goals import GOALS, GROWTH, MODULES
from benchmarks.table import of_goals, of_growth

RESULTS = Path(__file__).with_name("results.json")
RUNS = 5
_IN_A_PROCESS = (
    "import importlib, json, sys; module = importlib.import_module(sys.argv[1]); "
    "found = module.measure(int(sys.argv[2])); print(json.dumps(found))"
)


def main() -> None:
    """Measure what is asked for, keep it with what was measured before, and show all of it."""
    asked = argparse.ArgumentParser(prog="benchmarks", description="Meet de bot.")
    asked.add_argument("keys", nargs="*", metavar="KEY", help="wat gemeten wordt; standaard alles")
    asked.add_argument("--runs", type=int, default=RUNS, help="hoe vaak (standaard %(default)s)")
    told = asked.parse_args()
    if unknown := set(told.keys) - {*MODULES, "growth"}:
        asked.error(f"onbekend: {', '.join(sorted(unknown))}")
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for module in _modules(told.keys):
        results |= _measured(module, told.runs)
        RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False, sort_keys=True) + "\n")
    Console().print(of_goals(results))
    if "growth" in results:
        Console().print(of_growth(results["growth"]))


def _modules(keys: Iterable[str]) -> list[str]:
    """Return the modules that measure these keys, in order, as far as they are there."""
    everything = {**MODULES, "growth": GROWTH}
    modules = dict.fromkeys(everything[key] for key in keys or everything)
    return [module for module in modules if importlib.util.find_spec(module) is not None]


def _measured(module: str, runs: int) -> dict[str, Any]:
    """Return what a module measures, in a process of its own."""
    sys.stderr.write(f"{module} …\n")
    command = [sys.executable, "-c", _IN_A_PROCESS, module, str(runs)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own module
    found = json.loads(done.stdout.splitlines()[-1])
    if module == GROWTH:
        return {"growth": found}
    return {key: {"value": median(each), "runs": each, "unit": GOALS[key].unit} for key, each in found.items()}


if __name__ == "__main__":
    main()
