"""Who asked to be left out is found nowhere after one refresh, and stays out whatever happens to the data."""

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.home import Home
from crawler.kept.suppressions import suppressions_of
from crawler.store import Store
from indexer.building.generations import Generations
from indexer.cli import commands
from indexer.export import WRITERS, export
from indexer.search import SearchRequest
from indexer.service import SearchService
from search_web.app import create_app
from tests.indexer.conftest import BACKROOM, OSTEO, Shelf

BY_NAME = {command.name: command for command in commands}
HOST = "backroom.example"
LEAVER = {
    "name": "Backroom Massage Rosanna", "phones": ["03 7010 0001"], "street": "12 Invented Street",
    "suburb": "Rosanna", "state": "VIC", "postcode": "3084", "services": ["Remedial massage"],
}  # fmt: skip
OTHER = {
    "name": "Ivanhoe Quiet Hands", "phones": ["0491 570 157"], "suburb": "Ivanhoe", "state": "VIC",
    "postcode": "3079", "services": ["Relaxation massage"],
}  # fmt: skip
TRACES = ("backroom", "7010 0001", "70100001", "invented street")
WAYS = {
    "web site": ("--website", "https://www.backroom.example/fees"),
    "phone": ("--phone", "+61 3 7010 0001"),
    "e-mail": ("--email", "Hello@Backroom.example"),
    "name and suburb": ("--name", "backroom massage", "--suburb", "Rosanna"),
    "listing": ("--listing", "listed/12"),
}


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path / "home")
    fill(made)
    yield made
    made.store.close()


def fill(shelf: Shelf) -> None:
    """One provider under three sources that share no single value, and two others."""
    shelf.site(HOST, home=BACKROOM.replace("<address>", "<address>hello@backroom.example "))
    shelf.site("madeup-osteo.example", home=OSTEO)
    shelf.listing("listed", "12", website=f"http://www.{HOST}", **LEAVER)
    shelf.listing("osm", "node/7", **LEAVER | {"name": "Backroom Remedial", "website": f"https://{HOST}/"})
    shelf.listing("listed", "13", **OTHER)


def run(home: Home, name: str, *arguments: str) -> str:
    result = CliRunner().invoke(BY_NAME[name], arguments, env={"ROSANNA_HOME": str(home.root)})
    assert result.exit_code == 0, result.output
    return result.output


def suppress_and_refresh(home: Home, *way: str) -> None:
    run(home, "suppress", "add", *way)
    run(home, "index")


def everything_shown(home: Home) -> str:
    """All that anybody gets to see: every page without a parameter, searches, the API, exports."""
    with SearchService(home) as service:
        client = create_app({"SERVICE": service, "TESTING": True}).test_client()
        rules = client.application.url_map.iter_rules()
        routes = {str(rule) for rule in rules if not rule.arguments and "icon" not in rule.rule}
        asked = [*sorted(routes), "/sitemap.xml", "/feed", *SEARCHES]
        shown = [client.get(address, follow_redirects=True).get_data(as_text=True) for address in asked]
        found = list(service.providers())
        for form in WRITERS:
            written = StringIO()
            export(found, form, None, written)
            shown.append(written.getvalue())
        shown += [str(service.search(SearchRequest(q=words))) for words in ("massage", "remedial rosanna")]
    return "\n".join(shown).lower()


SEARCHES = [
    f"{path}?{query}"
    for path in ("/search", "/api/v1/search")
    for query in (
        "q=massage&near=Rosanna",
        "near=3084&radius_km=500&per_page=100",
        "service=remedial-massage",
    )
] + ["/api/v1/suggest?q=back", "/api/v1/suggest?q=massage"]


def traces(home: Home) -> list[str]:
    """Where the one who left still shows; the others must."""
    shown = everything_shown(home)
    assert "ivanhoe quiet hands" in shown
    assert "made-up osteopathy heidelberg" in shown
    found = (shown.find(trace) for trace in TRACES)
    return [shown[max(0, at - 200) : at + 200] for at in found if at >= 0]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_suppressed_provider_is_found_nowhere_after_one_refresh(shelf, way: tuple[str, ...]) -> None:
    run(shelf.home, "index")
    assert traces(shelf.home)
    suppress_and_refresh(shelf.home, *way)
    assert traces(shelf.home) == []
    with Store(shelf.home.database_url) as store:
        assert [one.key for one in store.listings()] == ["listed/13", "sites/madeup-osteo.example"]
        assert {page.listing_id for page in store.pages()} == {"madeup-osteo.example"}


def old_ids(home: Home) -> list[str]:
    with SearchService(home) as service:
        return [one.id for one in service.providers() if "backroom" in str(one).lower()]


def test_its_page_says_that_it_left_and_names_nobody(shelf) -> None:
    run(shelf.home, "index")
    (left,) = old_ids(shelf.home)
    with SearchService(shelf.home) as service:
        client = create_app({"SERVICE": service, "TESTING": True}).test_client()
        cached = client.get(f"/provider/{left}").headers["ETag"]
        suppress_and_refresh(shelf.home, *WAYS["phone"])
        page = client.get(f"/provider/{left}", headers={"If-None-Match": cached})
        answer = client.get(f"/api/v1/providers/{left}")
        assert client.get("/provider/p-unknown").status_code == 404
    assert (page.status_code, answer.status_code) == (410, 410)
    assert "asked not to be listed" in page.get_data(as_text=True)
    assert answer.get_json()["error"]["code"] == "gone"
    assert not any(trace in page.get_data(as_text=True).lower() for trace in TRACES)


def test_what_was_corrected_of_it_is_forgotten_too(shelf) -> None:
    run(shelf.home, "index")
    (left,) = old_ids(shelf.home)
    run(shelf.home, "correct", "add", left, "emails", "secret@room.example", "--reason", "told by Cyd Wattle")
    run(shelf.home, "index")
    suppress_and_refresh(shelf.home, *WAYS["phone"])
    kept = (shelf.home.root / "decisions.jsonl").read_text()
    with Store(shelf.home.database_url) as store:
        kept += str(list(store.decisions()))
    assert "c-" in kept
    assert not any(word in kept.lower() for word in ("secret@", "wattle", "7010", "listed/12"))
    assert "they left" in run(shelf.home, "correct", "list", "--all")


def test_the_generation_that_held_it_is_removed(shelf) -> None:
    run(shelf.home, "index")
    suppress_and_refresh(shelf.home, *WAYS["web site"])
    kept = sorted((shelf.home.index / "generations").iterdir())
    assert [path.name for path in kept] == [Generations(shelf.home.index).current()]


def crawl_again(shelf: Shelf) -> None:
    """Everything comes in again, as if nobody had asked the suppressions."""
    shelf.next_day()
    fill(shelf)


def rebuild(shelf: Shelf) -> None:
    """The database and the index are lost; what was decided lies in the home's own file."""
    shelf.store.close()
    for path in shelf.home.root.glob("rosanna.db*"):
        path.unlink()
    again = Shelf(shelf.home.root)
    fill(again)
    again.store.close()


def another_listing(shelf: Shelf) -> None:
    """A source nobody knew lists them under the phone alone, another under the e-mail, a third by the door."""
    shelf.listing(
        "new", "1", **OTHER | {"name": "B. R. Bodywork", "phones": ["(03) 7010 0001"], "suburb": "Kew"}
    )
    shelf.listing(
        "newer", "2", **OTHER | {"name": "Backroom", "phones": [], "emails": ["hello@backroom.example"]}
    )
    shelf.listing("newest", "3", **LEAVER | {"name": "The Backroom Massage Therapy", "phones": []})


@pytest.mark.parametrize("event", [crawl_again, rebuild, another_listing])
def test_it_stays_out(shelf, event: Callable[[Shelf], None]) -> None:
    run(shelf.home, "index")
    suppress_and_refresh(shelf.home, *WAYS["phone"])
    event(shelf)
    run(shelf.home, "index")
    assert traces(shelf.home) == []
    run(shelf.home, "index", "--full")
    assert traces(shelf.home) == []


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_it_stays_out_whatever_it_was_suppressed_by(shelf, way: tuple[str, ...]) -> None:
    run(shelf.home, "index")
    suppress_and_refresh(shelf.home, *way)
    another_listing(shelf)
    rebuild(shelf)
    run(shelf.home, "index")
    assert traces(shelf.home) == []


def test_it_stays_out_when_it_left_before_anything_was_indexed(shelf) -> None:
    run(shelf.home, "suppress", "add", *WAYS["e-mail"])
    run(shelf.home, "index")
    assert traces(shelf.home) == []


def test_a_suppression_that_is_taken_back_lets_the_next_crawl_list_them_again(shelf) -> None:
    run(shelf.home, "index")
    suppress_and_refresh(shelf.home, *WAYS["phone"])
    (line,) = [line for line in run(shelf.home, "suppress", "list").splitlines() if line.startswith("s-")]
    assert "phone (hashed), asked to be left out" in line
    run(shelf.home, "suppress", "remove", line.split()[0])
    crawl_again(shelf)
    run(shelf.home, "index")
    assert traces(shelf.home)
    assert "nobody is left out" in run(shelf.home, "suppress", "list")
    assert "lifted" in run(shelf.home, "suppress", "list", "--all")


def test_a_site_that_opts_out_takes_along_what_others_list_of_it(shelf) -> None:
    run(shelf.home, "index")
    (left,) = old_ids(shelf.home)
    shelf.store.forget_listing("sites", HOST)
    suppressions_of(shelf.store, shelf.home).note_opt_out(HOST)
    run(shelf.home, "index")
    assert traces(shelf.home) == []
    with SearchService(shelf.home) as service:
        assert service.has_left(left)
    suppressions_of(shelf.store, shelf.home).note_open([HOST])
    fill(shelf)
    run(shelf.home, "index")
    assert traces(shelf.home)


def test_other_people_in_the_room_stay(shelf) -> None:
    shared = {"phones": ["03 7010 0004"], "suburb": "Kew", "state": "VIC", "services": ["Remedial massage"]}
    shelf.listing("listed", "21", **shared | {"name": "Ada Mangrove"})
    shelf.listing("listed", "22", **shared | {"name": "Cyd Wattle"})
    run(shelf.home, "index")
    suppress_and_refresh(shelf.home, "--name", "Ada Mangrove", "--suburb", "Kew")
    shown = everything_shown(shelf.home)
    assert "cyd wattle" in shown
    assert "ada mangrove" not in shown


def test_what_many_share_takes_nobody_along(shelf) -> None:
    names = {"Kew": "Golden Lotus", "Preston": "River Stone", "Fitzroy": "Cedar Rooms", "Coburg": "Tall Gum"}
    for at, (suburb, name) in enumerate(names.items()):
        where = {
            "name": f"{name} Bodywork",
            "suburb": suburb,
            "state": "VIC",
            "emails": ["desk@many.example"],
        }
        shelf.listing("listed", f"3{at}", services=["Remedial massage"], **where)
    run(shelf.home, "index")
    suppress_and_refresh(shelf.home, "--listing", "listed/30")
    shown = everything_shown(shelf.home)
    assert "golden lotus" not in shown
    assert "river stone" in shown


def test_the_last_provider_can_leave_too(tmp_path) -> None:
    shelf = Shelf(tmp_path / "home")
    shelf.listing("listed", "13", **OTHER)
    run(shelf.home, "index")
    suppress_and_refresh(shelf.home, "--phone", "0491 570 157")
    with SearchService(shelf.home) as service:
        assert list(service.providers()) == []
    shelf.store.close()


MISTAKES = [
    ((), "say whom by exactly one of"),
    (("--phone", "0491 570 156", "--email", "a@b.example"), "say whom by exactly one of"),
    (("--name", "Somebody"), "say whom by exactly one of"),
    (("--phone", "12"), "write a number such as"),
    (("--email", "nobody"), "write an address such as"),
    (("--website", "https://www.facebook.com/"), "many share this host"),
    (("--website", "rubbish"), "write an address such as"),
    (("--listing", "rubbish"), "write the source's id, a slash"),
    (("--provider", "p-nowhere"), "no search index"),
]


@pytest.mark.parametrize(("way", "said"), MISTAKES)
def test_a_mistake_is_one_line_and_suppresses_nobody(shelf, way: tuple[str, ...], said: str) -> None:
    result = CliRunner().invoke(
        BY_NAME["suppress"], ["add", *way], env={"ROSANNA_HOME": str(shelf.home.root)}
    )
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert said in result.output
    assert "nobody is left out" in run(shelf.home, "suppress", "list")


def test_a_dry_run_says_who_and_does_nothing(shelf) -> None:
    run(shelf.home, "index")
    said = run(shelf.home, "suppress", "add", *WAYS["phone"], "--dry-run")
    assert "Backroom" in said
    assert "Nothing was done. It would take out 1 provider, 3 listings." in said
    run(shelf.home, "index")
    assert traces(shelf.home)
