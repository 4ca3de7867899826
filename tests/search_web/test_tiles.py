"""The one setting of the map's pictures: an address, another one, or none at all; and the map's own files."""

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from search_web.cli import serve
from search_web.tiles import DEFAULT, Tiles, TilesError, read_tiles


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        (DEFAULT, "https://tile.openstreetmap.org"),
        ("https://{s}.tiles.example/{z}/{x}/{y}.png?k=1", "https://*.tiles.example"),
        ("http://127.0.0.1:8080/{z}/{x}/{y}.png", "http://127.0.0.1:8080"),
    ],
)
def test_an_address_of_tiles_names_the_host_that_a_page_may_load(url: str, origin: str) -> None:
    assert read_tiles({"ROSANNA_TILES_URL": url}) == Tiles(url, "© OpenStreetMap contributors", origin)


def test_the_map_is_openstreetmaps_unless_told_otherwise() -> None:
    assert read_tiles({}).url == DEFAULT


@pytest.mark.parametrize("off", ["off", "OFF", "", "  "])
def test_tiles_can_be_switched_off(off: str) -> None:
    assert read_tiles({"ROSANNA_TILES_URL": off}) == Tiles()


@pytest.mark.parametrize(
    "url",
    [
        "no",
        "https://tiles.example/",
        "ftp://tiles.example/{z}/{x}/{y}",
        "https://tiles.example; script-src *;/{z}/{x}/{y}",
        "https://a b.example/{z}/{x}/{y}",
        "https://tiles.example/{z}/{x}/{y}; script-src *",
        "javascript:alert(1)/{z}/{x}/{y}",
    ],
)
def test_any_other_address_is_refused_with_what_to_do(url: str) -> None:
    with pytest.raises(TilesError, match="or `off` for a map without pictures"):
        read_tiles({"ROSANNA_TILES_URL": url})


def test_the_command_says_what_is_wrong_before_it_serves() -> None:
    answer = CliRunner().invoke(serve, ["--port", "0"], env={"ROSANNA_TILES_URL": "nonsense"})
    assert answer.exit_code == 1
    assert answer.output.startswith("Error: ROSANNA_TILES_URL is 'nonsense': give an http(s) address")


def test_the_maps_files_are_kept_for_long_and_nothing_else_is_there(client: FlaskClient) -> None:
    for name, kind in (("leaflet.js", "javascript"), ("clusters.js", "javascript"), ("leaflet.css", "css")):
        with client.get(f"/static/map/{name}?v=1") as response:
            assert kind in response.mimetype
            assert "max-age=31536000" in response.headers["Cache-Control"]
            assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/static/map/leaflet-src.js").status_code == 404
    assert client.get("/static/map/..%2f__init__.py").status_code == 404
