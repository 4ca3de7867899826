"""Two weeks of schedules on a machine that fails, power cuts and a change of clocks among them."""

import pytest

from tests.operations.fortnight import SLOTS, Fortnight
from tests.operations.record import most_at_a_tick


@pytest.mark.parametrize(
    ("sources", "suburbs"),
    [
        (4, 3),
        pytest.param(30, 10, marks=pytest.mark.slow, id="30 sources, 10 suburbs"),
        pytest.param(30, 40, marks=pytest.mark.slow, id="30 sources, 40 suburbs"),
    ],
)
def test_what_is_due_is_done_in_its_window_or_reported(tmp_path, sources, suburbs):
    made = Fortnight(tmp_path, sources, suburbs, seed=8)
    made.run()
    record = made.record()
    record.hold(len(made.cuts), made.most_at_once, looks=made.looks)
    assert len(made.cuts) == 3
    assert made.most_at_once <= SLOTS
    assert record.most_begun_in_a_minute() <= most_at_a_tick()
