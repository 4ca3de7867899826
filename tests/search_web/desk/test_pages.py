"""What each page of the desk shows of a stocked home."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import delete

from crawler.kept import inbox
from crawler.store import Store
from operations.tables import WorkerRow
from search_web import create_app
from tests.search_web.desk.conftest import Clock, Visitor, close, desk_config
from tests.search_web.desk.stocked import NOW, Stocked

PAGES = (
    "/desk/", "/desk/runs", "/desk/runs/1", "/desk/runs/4", "/desk/live", "/desk/sources",
    "/desk/sources/hands", "/desk/coverage", "/desk/changes", "/desk/requests", "/desk/merges",
    "/desk/screening", "/desk/suppressions", "/desk/corrections", "/desk/words", "/desk/log", "/desk/account",
)  # fmt: skip
OWN = {"/desk/sign-out", "/desk/account/sign-out-others"}


def words(visitor: Visitor, address: str, within: str = "main") -> str:
    found = visitor.page(address).select(within)
    return " ".join(" ".join(one.get_text(" ", strip=True) for one in found).split())


def test_every_page_is_there_for_operators_and_for_viewers_without_its_buttons(
    operator: Visitor, viewer: Visitor
) -> None:
    for address in PAGES:
        operator.page(address)
        forms = {form["action"] for form in viewer.page(address).select("form[method=post]")}
        assert forms <= OWN, address


def test_the_first_page_says_what_needs_somebody_the_most_pressing_first(operator: Visitor) -> None:
    page = operator.page("/desk/")
    kinds = [one.get_text() for one in page.select(".need-kind")]
    assert kinds == ["Wants to leave", "Source fails", "Job", "A visitor asks", "Screening", "Who is who"]
    links = [one["href"] for one in page.select(".need-title a")]
    assert links == ["/desk/requests", "/desk/sources/hands", "/desk/runs", "/desk/requests", "/desk/screening",
                     "/desk/merges"]  # fmt: skip
    assert "its pages changed their layout" in page.select(".need")[1].get_text().lower()
    assert "6 things for you" in page.select_one("h1").get_text()


def test_a_worker_that_gives_no_sign_of_life_is_told_where_something_is_due(
    app: Flask, operator: Visitor, clock: Clock
) -> None:
    assert "No worker runs" not in words(operator, "/desk/")
    clock.now = NOW + timedelta(seconds=30)
    page = words(operator, "/desk/")
    assert "No worker runs" in page
    assert "sites: http://a.example/ lost" in page
    with app.extensions["installation"].ledger.engine.begin() as connection:
        connection.execute(delete(WorkerRow))
    assert "No worker runs" in words(operator, "/desk/")


def test_a_source_file_that_cannot_be_used_is_told_by_file_and_line(
    stocked: Stocked, operator: Visitor
) -> None:
    (stocked.sources / "odd.yaml").write_text("id: odd\ntitle: Odd\n")
    assert "odd.yaml" in words(operator, "/desk/", ".need-file")
    assert "odd.yaml" in words(operator, "/desk/sources", ".notice")


def test_what_runs_shows_how_it_goes_and_what_went_wrong(operator: Visitor) -> None:
    shown = words(operator, "/desk/live", ".job")
    for part in (
        "sites: http://a.example/",
        "pages 60",
        "a minute 30",
        "listings 12",
        "queue 7",
        "2 took too long",
    ):
        assert part in shown
    assert "backs: 3 areas asked for by schedule" in shown
    assert "index refresh out of memory failed" in words(operator, "/desk/live", ".row")


def test_a_failing_source_shows_its_cause_evidence_and_remedy(operator: Visitor) -> None:
    shown = words(operator, "/desk/sources/hands")
    assert "Hands and Houses failing" in shown
    assert "name: 0% of the listings have one" in shown
    assert "http://hands.example/rosanna: empty pages (no card)" in shown
    assert "mend the selectors" in shown
    assert operator.page("/desk/sources/hands").select_one("code").get_text() == "rosanna sources preview URL"
    chart = operator.page("/desk/sources/hands").select_one("svg.bars")
    assert "4 listings in 60 days, at most 4 listings in one; 1 run failed" in chart["aria-label"]
    operator.page("/desk/sources/none", 404)


def test_a_run_shows_its_verdict_outcomes_examples_and_samples(operator: Visitor) -> None:
    shown = words(operator, "/desk/runs/4")
    for part in ("Run 4 failed", "3 empty pages", "1 not allowed by robots.txt", "no card", "Made-up Massage 0",
                 "suburb 50%"):  # fmt: skip
        assert part in shown
    assert "new 4" in words(operator, "/desk/runs/2", ".figures div")
    assert "Made-up Massage 3" in words(operator, "/desk/runs/2", ".change")
    operator.page("/desk/runs/99", 404)


def test_runs_go_back_page_by_page_and_by_source(app: Flask, operator: Visitor) -> None:
    store: Store = app.extensions["installation"].store
    for number in range(45):
        store.begin_run("backs", f"scope {number}")
    first = operator.page("/desk/runs?source=backs")
    assert len(first.select("section[aria-labelledby=past] .row")) == 40
    older = operator.page(first.select_one("a[rel=next]")["href"])
    assert len(older.select(".row")) == 6
    assert older.select_one("a[rel=next]") is None


def test_coverage_says_which_suburb_was_checked_when_by_what_and_what_was_found(operator: Visitor) -> None:
    page = operator.page("/desk/coverage")
    dots = {dot.get_text().partition(":")[0]: dot["class"][0] for dot in page.select("circle")}
    assert dots == {
        "Rosanna VIC 3084": "dot-failed", "Heidelberg VIC 3084": "dot-fresh", "Ivanhoe VIC 3079": "dot-stale",
    }  # fmt: skip
    rows = [row.get_text(" ", strip=True) for row in page.select("tbody tr")]
    assert rows[0].startswith("Rosanna VIC 3084 failing just now backs , hands 0 1")
    assert len(page.select_one(".map-others")["d"]) > 100
    assert "1 with a failing source" in page.select_one("main").get_text()
    only = operator.page("/desk/coverage?source=backs")
    assert {dot["class"][0] for dot in only.select("circle")} == {"dot-fresh", "dot-stale"}
    assert "No suburb was asked about yet" in words(operator, "/desk/coverage?source=none")


def test_changes_read_as_a_diff_and_by_kind(operator: Visitor) -> None:
    moved = operator.page("/desk/changes?kind=moved").select(".change")
    assert len(moved) == 1
    assert (moved[0].select_one("del").get_text(), moved[0].select_one("ins").get_text()) == (
        "1 Fancied Street", "4 Fancied Street",
    )  # fmt: skip
    assert operator.page("/desk/changes?kind=changed").select(".change") == []
    assert operator.page("/desk/changes?kind=odd").select(".change-new")
    assert {row["class"][-1] for row in operator.page("/desk/changes?source=hands").select(".change")} == {
        "change-new"
    }


def test_a_pair_stands_side_by_side_with_what_speaks_for_and_against(operator: Visitor) -> None:
    page = operator.page("/desk/merges")
    rows = {row.select_one("th").get_text(): [cell.get_text(strip=True) for cell in row.select("td")]
            for row in page.select(".beside tbody tr")}  # fmt: skip
    assert rows["name"] == ["Ivanhoe Quiet Hands", "Ivanhoe Quiet Hand"]
    assert rows["street"] == ["4 Fancied Street", "not stated"]
    assert [row.select_one("th").get_text() for row in page.select("tr.agrees")] == ["suburb", "services"]
    assert "the same name but for a slip" in page.select_one(".speaks-for").get_text()
    assert "a mobile and a landline" in page.select_one(".speaks-against").get_text()


def test_words_that_no_vocabulary_knows_are_counted_over_sites(operator: Visitor) -> None:
    rows = [row.get_text(" ", strip=True) for row in operator.page("/desk/words").select("tbody tr")]
    assert rows == ["bamboo fusion 2 backroom.example, madeup-osteo.example"]


def test_a_strangers_words_are_shown_as_words_and_links_of_theirs_only_to_the_web(
    app: Flask, operator: Visitor
) -> None:
    store: Store = app.extensions["installation"].store
    evil = "<script>alert(1)</script>"
    inbox.receive(store, "wrong", ("p-evil", evil), f"{evil}\n\"'", "x@mail.example")
    page = operator.page("/desk/requests")
    assert all("alert" not in one.get_text() for one in page.select("script"))
    assert evil in page.get_text()


def test_an_empty_home_is_a_calm_desk(tmp_path_factory, clock: Clock) -> None:
    root = tmp_path_factory.mktemp("empty")
    made = Stocked.at(root)
    made.sources.mkdir()
    app = create_app(desk_config(made, clock))
    app.extensions["installation"].users.add("mira", "four quiet made-up words", "operator")
    visitor = Visitor(app.test_client())
    assert visitor.sign_in() == 303
    for address in PAGES:
        if "/runs/" not in address and "/sources/" not in address:
            visitor.page(address)
    assert "Nothing needs you" in words(visitor, "/desk/")
    close(app)
