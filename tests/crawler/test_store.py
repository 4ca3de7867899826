from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from crawler.kept.schema import HEAD, MIGRATIONS
from crawler.kept.tables import Base
from crawler.records import Listing, Page
from crawler.store import Closing, Store, StoreError, StoreNewer

NOW = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)


def page(url="http://backs.example/", **changes):
    values = {
        "url": url, "source": "sites", "listing_id": "backs.example", "fetched_at": NOW, "status": 200,
        "content_type": "text/html", "etag": None, "last_modified": None, "content_hash": "0" * 64,
        "warc_file": "a.warc.gz", "warc_offset": 0, "run_id": 1,
    }  # fmt: skip
    return Page(**values | changes)


def listing(source_id="backs.example", **changes):
    values = {"source": "sites", "url": f"http://{source_id}/", "fields": {"website": f"http://{source_id}/"}}
    return Listing(source_id=source_id, **values | changes)


def closing(run, **changes):
    values = {"stored_as": run.source, "good": True, "counts": {}, "manifest": {}, "whole": True}
    return Closing(run=run, **values | changes)


@pytest.fixture
def store(tmp_path: Path):
    with Store(f"sqlite:///{tmp_path / 'deep' / 'rosanna.db'}") as opened:
        yield opened


def test_what_was_kept_is_read_back_equal(store):
    run, _ = store.begin_run("sites", "all")
    kept = page(run_id=run.id, etag='"x"', request_url="http://backs.example/#top")
    store.keep(run.id, [kept], [listing(raw={"website": " http://backs.example "}, last_seen=NOW)])
    assert list(store.pages()) == [kept]
    [read] = store.listings()
    assert (read.fields, read.raw) == (
        {"website": "http://backs.example/"},
        {"website": " http://backs.example "},
    )
    assert read.first_seen == read.last_seen == read.changed_at == NOW


def test_a_page_is_one_row_per_url_and_source(store):
    run, _ = store.begin_run("sites", "all")
    store.keep(run.id, [page(), page(content_hash="1" * 64)])
    store.keep(run.id, [page(content_hash="2" * 64), page(source="osm")])
    assert [(one.source, one.content_hash[0]) for one in store.pages()] == [("osm", "0"), ("sites", "2")]


def test_pages_are_found_by_source_and_listing(store):
    run, _ = store.begin_run("sites", "all")
    store.keep(run.id, [page(), page("http://necks.example/", listing_id="necks.example")])
    assert [one.url for one in store.pages(listing_id="necks.example")] == ["http://necks.example/"]
    assert list(store.pages(source="osm")) == []


def test_changed_at_moves_only_when_the_fields_differ(store):
    run, _ = store.begin_run("sites", "all")
    later = [NOW + timedelta(days=days) for days in range(3)]
    store.keep(run.id, listings=[listing(last_seen=later[0])])
    store.keep(run.id, listings=[listing(last_seen=later[1])])
    [same] = store.listings()
    assert (same.first_seen, same.last_seen, same.changed_at) == (NOW, later[1], NOW)
    store.keep(run.id, listings=[listing(last_seen=later[2], fields={"name": "Backs"})])
    [changed] = store.listings()
    assert (changed.first_seen, changed.last_seen, changed.changed_at) == (NOW, later[2], later[2])


def test_an_unfinished_run_is_taken_up_by_the_same_source_and_scope_alone(store):
    first, taken_up = store.begin_run("sites", "a")
    assert not taken_up
    assert store.begin_run("sites", "a") == (first, True)
    assert store.begin_run("sites", "b")[0].id != first.id
    store.close_run(closing(first, counts={"pages": 3}))
    second, taken_up = store.begin_run("sites", "a")
    assert (second.id != first.id, taken_up) == (True, False)
    [done] = [run for run in store.runs("sites") if run.id == first.id]
    assert (done.state, done.counts, done.finished_at is not None) == ("complete", {"pages": 3}, True)


def test_what_a_run_fetched_is_known_by_the_url_asked_for(store):
    run, _ = store.begin_run("sites", "a")
    store.keep(run.id, [page(run_id=run.id, request_url="http://backs.example/index.html")])
    assert list(store.fetched_in(run.id)) == ["http://backs.example/index.html"]
    assert store.fetched_in(run.id + 1) == {}


def test_a_forgotten_listing_takes_its_pages_along(store):
    run, _ = store.begin_run("sites", "a")
    store.keep(run.id, [page(), page("http://necks.example/", listing_id="necks.example")], [listing()])
    store.forget_listing("sites", "backs.example")
    assert list(store.listings()) == []
    assert [one.listing_id for one in store.pages()] == ["necks.example"]


def test_a_store_of_a_newer_rosanna_is_refused_untouched(tmp_path):
    url = f"sqlite:///{tmp_path / 'rosanna.db'}"
    Store(url).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreNewer, match=r"newer Rosanna.*upgrade rosanna, or point ROSANNA_HOME elsewhere"):
        Store(url)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
    engine.dispose()


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////proc/nowhere/rosanna.db", "oracle9://x/y"])
def test_a_store_that_cannot_be_opened_says_which_setting_to_check(url):
    with pytest.raises(StoreError, match="ROSANNA_"):
        Store(url)


def test_a_file_that_is_no_database_is_one_clear_error(tmp_path):
    (tmp_path / "rosanna.db").write_text("not a database, but long enough to be looked at " * 50)
    with pytest.raises(StoreError, match="cannot open the store"):
        Store(f"sqlite:///{tmp_path / 'rosanna.db'}")


def test_the_migrations_end_in_the_tables_the_code_uses(tmp_path):
    url = f"sqlite:///{tmp_path / 'rosanna.db'}"
    Store(url).close()
    engine = create_engine(url)
    found = inspect(engine)
    for table in Base.metadata.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}, table.name
        assert {one["name"] for one in found.get_indexes(table.name) if not one["unique"]} == {
            one.name for one in table.indexes
        }
    engine.dispose()


def test_head_names_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD
