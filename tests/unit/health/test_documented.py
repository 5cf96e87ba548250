"""What operators are told of the figures is what there is, and what monitoring is told to watch exists."""

import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.config import HealthConfig
from bot.health.metrics import exposition
from tests.unit.health.making import BUSY
from tests.unit.health.test_metrics import values

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "operators" / "watching.md").read_text(encoding="utf-8")
EXPORTED = {name for name, _ in values(BUSY)}


def test_every_figure_is_explained_and_every_one_explained_exists() -> None:
    explained = set(re.findall(r"^\| `(watals_\w+)` \|", PAGE, re.MULTILINE))
    assert explained == {name for name in EXPORTED if name.startswith("watals_")}


def test_every_figure_that_is_named_anywhere_exists() -> None:
    assert set(re.findall(r"\b(?:watals|process)_\w+[a-z]", PAGE)) <= EXPORTED


@pytest.mark.parametrize("selector", sorted(set(re.findall(r"watals_\w+\{[^}]*\}", PAGE))))
def test_labels_that_are_watched_exist(selector: str) -> None:
    name, _, labels = selector.partition("{")
    for label in re.findall(r"(\w+)(?:=~|!=|=)", labels):
        assert any(found == name and label in dict(pairs) for found, pairs in values(BUSY))


def test_errors_that_are_watched_are_logged_so() -> None:
    for kind in re.search(r'kind=~"([^"]*)"', PAGE).group(1).split("|"):
        logged = [path for path in (ROOT / "bot").rglob("*.py") if f'("{kind}"' in path.read_text(encoding="utf-8")]
        assert logged, kind


def test_the_port_is_the_one_that_is_told() -> None:
    ports = set(re.findall(r"127\.0\.0\.1:(\d+)", PAGE)) | set(re.findall(r"port = (\d+)", PAGE))
    assert ports == {str(HealthConfig().port)}
    example = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    assert f"#[health]\n#port = {HealthConfig().port}\n" in example


def test_every_figure_says_what_it_is() -> None:
    text = exposition(BUSY, "")[0].decode()
    assert all(family.documentation for family in text_string_to_metric_families(text))
