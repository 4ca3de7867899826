"""From a real store and archive to a served index: whole, in part, and with bad input."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import create_engine, text

from crawler.store import StoreNewer
from indexer.build import build
from indexer.building import inputs
from indexer.building.generations import Generations
from indexer.errors import ArchiveLost, NothingToIndex
from indexer.export import lines
from indexer.model import Provider
from indexer.search import SearchRequest
from indexer.service import SearchService
from tests.indexer.conftest import BACKROOM, OSTEO


def providers(shelf) -> dict[str, Provider]:
    with SearchService(shelf.home) as service:
        return {one.name: one for one in service.providers()}


def test_sites_and_listings_become_providers(filled) -> None:
    report = build(filled.home)
    found = providers(filled)
    assert report.providers == 3
    assert report.out_of_scope == 1
    assert not report.problems
    assert sorted(found) == [
        "Backroom Remedial Massage",
        "Ivanhoe Quiet Hands",
        "Made-up Osteopathy Heidelberg",
    ]


def test_a_clinic_in_a_directory_and_on_its_own_site_is_one_with_the_words_of_both(filled) -> None:
    build(filled.home)
    clinic = providers(filled)["Backroom Remedial Massage"]
    assert clinic.other_names == ("Backroom Massage Rosanna",)
    assert clinic.phones == ("+61370100001", "+61491570156")
    assert {ref.source for ref in clinic.sources} == {"sites", "listed"}
    services = {term.id: term for term in clinic.services}
    assert {"remedial-massage", "deep-tissue-massage", "cupping"} <= set(services)
    assert {one.source for one in services["remedial-massage"].evidence} == {"sites", "listed"}
    (cupping,) = services["cupping"].evidence
    assert (cupping.quote, cupping.url) == ("Cupping", "https://listed.example/12")


def test_a_listing_alone_makes_a_provider(filled) -> None:
    build(filled.home)
    found = providers(filled)["Ivanhoe Quiet Hands"]
    (place,) = found.locations
    assert (place.suburb, place.precision) == ("Ivanhoe", "suburb")
    assert place.lat == pytest.approx(-37.77, abs=0.03)
    assert found.hours.osm == "Mo-Sa 10:00-18:00"
    assert found.evidence["phone:+61491570157"][0].url == "https://listed.example/13"
    assert {"relaxation-massage", "reflexology"} <= {term.id for term in found.services}
    assert "gift-vouchers" in {term.id for term in found.features}


def test_every_exported_fact_has_its_quote_and_fits_the_schema(filled) -> None:
    build(filled.home)
    schema = Draft202012Validator(Provider.model_json_schema())
    for line in lines(providers(filled).values(), "jsonl"):
        one = json.loads(line)
        schema.validate(one)
        for fact in (
            *one["services"],
            *one["conditions"],
            *one["credentials"],
            *one["features"],
            *one["prices"],
        ):
            assert fact["evidence"]


def test_a_second_build_works_out_nothing_again(filled) -> None:
    build(filled.home)
    before = providers(filled)
    report = build(filled.home)
    assert (report.extracted, report.kept) == (0, 4)
    assert providers(filled) == before


def test_only_what_changed_is_worked_out_again(filled) -> None:
    build(filled.home)
    before = providers(filled)
    filled.next_day()
    filled.listing(
        "listed", "13", name="Ivanhoe Quiet Hands", suburb="Ivanhoe", state="VIC", services=["Shiatsu"]
    )
    report = build(filled.home)
    after = providers(filled)
    assert (report.extracted, report.redated, report.kept) == (1, 0, 3)
    assert after["Ivanhoe Quiet Hands"].id == before["Ivanhoe Quiet Hands"].id
    assert {term.id for term in after["Ivanhoe Quiet Hands"].services} == {"shiatsu"}
    with SearchService(filled.home) as service:
        assert service.search(SearchRequest(q="shiatsu")).total == 1
        assert service.search(SearchRequest(q="reflexology")).total == 0


def test_seeing_a_provider_again_moves_its_dates_alone(filled) -> None:
    build(filled.home)
    filled.next_day()
    filled.listing(
        "sites",
        "madeup-osteo.example",
        "https://madeup-osteo.example/",
        website="https://madeup-osteo.example/",
    )
    report = build(filled.home)
    found = providers(filled)["Made-up Osteopathy Heidelberg"]
    assert (report.extracted, report.redated) == (0, 1)
    assert (found.first_seen[:10], found.last_seen[:10]) == ("2026-11-20", "2026-11-21")
    with SearchService(filled.home) as service:
        assert service.search(SearchRequest(q="imagined road sciatica")).total == 1


def test_what_left_the_store_leaves_the_index(filled) -> None:
    build(filled.home)
    filled.store.forget_listing("listed", "13")
    assert build(filled.home).providers == 2
    assert "Ivanhoe Quiet Hands" not in providers(filled)


def test_a_whole_build_gives_the_same_as_many_small_ones(filled) -> None:
    build(filled.home)
    filled.listing(
        "listed", "14", name="Macleod Massage", suburb="Macleod", state="VIC", services=["Massage"]
    )
    build(filled.home)
    small = providers(filled)
    build(filled.home, full=True)
    assert providers(filled) == small


def test_many_providers_are_read_in_several_processes(shelf) -> None:
    for number in range(60):
        shelf.listing(
            "listed", str(number), name=f"Hands {number}", suburb="Rosanna", state="VIC", services=["Massage"]
        )
    done: list[tuple[int, int]] = []
    report = build(shelf.home, progress=lambda *counts: done.append(counts))
    assert report.providers == 60
    assert done[-1] == (60, 60)


def test_a_page_whose_archive_is_torn_costs_only_itself(shelf) -> None:
    shelf.site(
        "backroom.example",
        home="<h1>Backroom Remedial Massage</h1><h2>Services</h2><ul><li>Remedial massage</li></ul>",
    )
    (file,) = shelf.home.pages.iterdir()
    shelf.site("other.example", home="<h1>Other Massage</h1><h2>Services</h2><ul><li>Thai massage</li></ul>")
    file.write_bytes(file.read_bytes()[:-40])
    report = build(shelf.home)
    assert [problem.url for problem in report.problems] == ["https://backroom.example/"]
    assert list(providers(shelf)) == ["Other Massage"]


@pytest.mark.parametrize(
    "fields", [{"phones": 7, "name": ["A", 3]}, {"lat": "x", "hours": {"Mo": 1}}, {"website": "http://["}]
)
def test_a_bad_field_never_loses_a_listing(shelf, fields) -> None:
    shelf.listing("listed", "1", **{"name": "Odd Massage", "services": ["Massage"], **fields})
    assert build(shelf.home).providers == 1


def test_an_empty_store_is_no_index(shelf) -> None:
    with pytest.raises(NothingToIndex, match="rosanna crawl"):
        build(shelf.home)
    assert Generations(shelf.home.index).current() is None


def test_a_store_of_a_newer_version_is_passed_on(filled) -> None:
    with create_engine(filled.home.database_url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'"))
    with pytest.raises(StoreNewer):
        build(filled.home)


def test_a_damaged_index_is_mended_by_a_full_build(filled) -> None:
    build(filled.home)
    served = Generations(filled.home.index).current()
    (filled.home.index / "generations" / str(served) / "columns.json").write_text("[")
    assert build(filled.home, full=True).providers == 3
    assert len(providers(filled)) == 3


def test_a_half_written_generation_is_built_anew(filled) -> None:
    build(filled.home)
    served = Generations(filled.home.index).current()
    Path(filled.home.index / "generations" / str(served) / "generation.json").unlink()
    assert build(filled.home).extracted == 4
    assert len(providers(filled)) == 3


KILLED = """
import os, sys
from pathlib import Path
from crawler.home import Home
from indexer.build import build
home = Home.from_environment({"ROSANNA_HOME": sys.argv[1]})
def kill(done, everything):
    if done == int(sys.argv[2]):
        os.kill(os.getpid(), 9)
if __name__ == "__main__":
    build(home, full=True, progress=kill)
"""


@pytest.mark.parametrize("after", [1, 60])
def test_a_killed_build_leaves_the_served_index_and_no_process_behind(
    shelf, tmp_path: Path, after: int
) -> None:
    for number in range(60):
        shelf.listing("listed", str(number), name=f"Hands {number}", suburb="Rosanna", services=["Massage"])
    served = build(shelf.home).generation
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    root = str(Path(__file__).parents[2])
    read, write = os.pipe()
    with os.fdopen(read, "rb") as everyone_gone:
        killed = subprocess.Popen(
            [sys.executable, str(script), str(shelf.home.root), str(after)],
            env={**os.environ, "PYTHONPATH": root},
            stderr=write,
        )
        os.close(write)
        assert killed.wait() == -9
        everyone_gone.read()  # ends when no process that the build started is left
    assert Generations(shelf.home.index).current() == served
    assert len(providers(shelf)) == 60
    assert build(shelf.home).kept == 60
    assert len(list((shelf.home.index / "generations").iterdir())) == 2


def away(shelf) -> Path:
    """Move the archive out of reach, as a disk that is not mounted."""
    return shelf.home.pages.rename(shelf.home.root / "elsewhere")


def test_a_missing_archive_is_an_error_and_the_served_index_stays(filled) -> None:
    filled.site("upstairs.example", home=OSTEO, fees=OSTEO, about=OSTEO)
    served = build(filled.home).generation
    before = providers(filled)
    away(filled)
    with pytest.raises(ArchiveLost, match="6 of 6 kept pages cannot be read"):
        build(filled.home, full=True)
    assert Generations(filled.home.index).current() == served
    assert providers(filled) == before


def test_a_page_that_could_not_be_read_is_tried_again_until_it_can(filled) -> None:
    build(filled.home)
    before = providers(filled)
    pages = away(filled)
    assert len(build(filled.home, full=True).problems) == 3
    again = build(filled.home)
    assert (again.extracted, len(again.problems)) == (3, 3)
    assert "Backroom Remedial Massage" not in providers(filled)
    pages.rename(filled.home.pages)
    mended = build(filled.home)
    assert (mended.extracted, mended.problems) == (3, ())
    assert providers(filled) == before


def test_what_was_wrong_stays_reported_while_it_is(shelf) -> None:
    broken = '<script type="application/ld+json">{"@type": </script>' + BACKROOM
    shelf.site("backroom.example", home=broken)
    first = build(shelf.home)
    second = build(shelf.home)
    assert (second.extracted, len(second.problems)) == (0, len(first.problems)) == (0, 1)


def test_files_that_facts_are_read_with_count_as_code() -> None:
    names = {
        path.name
        for package, pattern in inputs.READ_WITH
        for path in Path(next(iter(package.__path__))).glob(pattern)
    }
    assert {"no_names.txt", "given_names.txt", "therapies.yaml", "localities.csv", "structured.py"} <= names


def test_a_changed_or_renamed_file_changes_the_hash(tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    file.write_text("Ann")
    before = inputs.files_hash([file])
    file.write_text("Anne")
    assert inputs.files_hash([file]) != before
    assert inputs.files_hash([file]) != inputs.files_hash([file.rename(tmp_path / "more.txt")])


def test_a_source_is_given_with_who_publishes_it_and_its_licence(filled, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "listed.yaml").write_text(
        "id: listed\ntitle: Made-up list\npublisher: Nobody\nurl: https://listed.example/\nlicence: CC0\n"
        "purpose: a test\nkind: file\nfile: {path: list.csv, format: csv, id: id, page: url, fields: {name: [name]}}\n"
    )
    (tmp_path / "broken.yaml").write_text("id: [")
    monkeypatch.setenv("ROSANNA_SOURCES", str(tmp_path))
    report = build(filled.home)
    assert [Path(problem.url).name for problem in report.problems] == ["broken.yaml"]
    with SearchService(filled.home) as service:
        listed, own = service.coverage().sources
    assert (listed.title, listed.publisher, listed.licence) == ("Made-up list", "Nobody", "CC0")
    assert (own.title, own.licence) == ("The provider's own web site", "")


def test_without_its_inputs_a_generation_is_not_built_upon(filled) -> None:
    build(filled.home)
    (generation,) = (filled.home.index / "generations").iterdir()
    (generation / "inputs.json").write_text('{"p-1": ["", "", true]}')
    filled.store.forget_listing("listed", "13")
    assert build(filled.home).providers == 2


@pytest.mark.parametrize("hours", ['"by appointment"', '"by appointment"; "ring first"'])
def test_hours_that_are_only_a_remark_are_a_note(shelf, hours: str) -> None:
    shelf.listing("osm", "node/1", name="Quiet Massage", services=["Massage"], hours=hours)
    build(shelf.home)
    found = providers(shelf)["Quiet Massage"].hours
    assert found.osm is None
    assert found.note == hours.replace('"', "")
    assert found.evidence


def test_a_pin_without_name_or_contact_is_no_provider(shelf) -> None:
    pin = {"services": ["Massage"], "lat": -37.74, "lon": 145.07}
    shelf.listing("osm", "node/1", **pin)
    shelf.listing("osm", "node/2", **pin, phones=["03 7010 0001"])
    shelf.listing("osm", "node/3", **pin, name="Quiet Massage")
    assert build(shelf.home).providers == 2


INTERRUPTED = """
import os, signal, sys
from crawler.home import Home
from indexer.build import build
home = Home.from_environment({"ROSANNA_HOME": sys.argv[1]})
def interrupt(done, everything):
    if done == 1:
        os.killpg(0, signal.SIGINT)
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore Ctrl-C
    try:
        build(home, full=True, progress=interrupt)
    except KeyboardInterrupt:
        sys.exit(3)
"""


def test_an_interrupted_build_ends_without_a_word_from_its_workers(shelf, tmp_path: Path) -> None:
    for number in range(60):
        shelf.listing("listed", str(number), name=f"Hands {number}", suburb="Rosanna", services=["Massage"])
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED)
    done = subprocess.run(
        [sys.executable, str(script), str(shelf.home.root)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (3, "")
    assert Generations(shelf.home.index).current() is None
