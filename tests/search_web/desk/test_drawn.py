"""Charts and wordings of the desk."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from data.locality import gazetteer
from operations.job import Coverage
from operations.looking.coverage import Checked
from operations.looking.health import Yield
from search_web.desk.charts import DOTS, HEIGHT, MAP_HEIGHT, MAP_WIDTH, bars, map_of
from search_web.desk.wording import ago, coded
from tests.search_web.desk.stocked import NOW

DAY = date(2026, 11, 1)
PLACES = list(gazetteer())


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 3), st.integers(0, 3)), max_size=70))
def test_bars_stay_within_their_chart_and_order_as_their_days(days: list[tuple[int, int, int]]) -> None:
    chart = bars([Yield(DAY, listings * bool(good), good, failed) for listings, good, failed in days])
    for bar in chart.bars:
        assert 0 <= bar.y <= HEIGHT
        assert abs(bar.y + bar.height - HEIGHT) < 1e-6
        assert (bar.height > 0) == bool(bar.day.good or bar.day.failed)
    told = sorted((bar.day.listings, bar.height) for bar in chart.bars if bar.day.good)
    assert [height for _, height in told] == sorted(height for _, height in told)


@settings(max_examples=12)
@given(st.sets(st.integers(0, len(PLACES) - 1), min_size=1, max_size=30), st.integers(0, 900))
def test_every_suburb_of_the_country_lies_on_the_map(chosen: set[int], found: int) -> None:
    check = Coverage(source="a", area="", run_id=1, checked_at=NOW, good_at=NOW, failures=0, listings=found)
    drawn = map_of([Checked(PLACES[one], [check], 0, stale=False) for one in chosen])
    assert drawn is not None
    assert len(drawn.dots) == len(chosen)
    for dot in drawn.dots:
        assert 0 < dot.x < MAP_WIDTH
        assert 0 < dot.y < MAP_HEIGHT
        assert DOTS[0] <= dot.radius <= DOTS[1]


def test_times_are_said_in_their_largest_unit() -> None:
    said = {
        timedelta(seconds=20): "just now", timedelta(minutes=5): "5 min ago", timedelta(minutes=119): "119 min ago",
        timedelta(hours=47): "47 h ago", timedelta(days=9): "9 days ago", timedelta(days=-3): "in 3 days",
    }  # fmt: skip
    assert {back: ago(NOW - back, NOW) for back in said} == said
    assert ago(None, NOW) == "never"


def test_commands_in_words_are_marked_and_all_else_is_escaped() -> None:
    assert coded("run `a <b>` & c") == "run <code>a &lt;b&gt;</code> &amp; c"
    assert coded("an odd ` one <i>") == "an odd ` one &lt;i&gt;"
