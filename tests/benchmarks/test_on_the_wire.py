"""The benchmarks on the wire double still run: at a scale so small that what they find means nothing."""

from types import ModuleType

import pytest

from benchmarks import answering, burst, fanout

pytestmark = pytest.mark.discord


@pytest.mark.parametrize(("module", "scale"), [(burst, 0.05), (fanout, 0.01), (answering, 0.02)])
def test_it_gives_a_figure_for_each_of_its_keys(module: ModuleType, scale: float) -> None:
    found = module.measure(1, scale)
    assert set(found) == set(module.KEYS)
    for values in found.values():
        assert len(values) == 1
        assert values[0] >= 0
