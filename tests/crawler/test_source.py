from pathlib import Path

import pytest

from data.source import SOURCES_FOLDER, DirectoryReading, Selector, SourceError, load_source, load_sources

HEAD = """\
id: backs
title: Backs of Example
publisher: Backs (made up)
url: http://backs.example/
licence: made up
purpose: tests
"""
DIRECTORY = (
    HEAD
    + "kind: directory\ndirectory:\n  start: http://backs.example/{state_slug}/{suburb_slug}-{postcode}\n"
)


def write(folder: Path, text: str, name: str = "backs.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_directory_is_read_with_its_selectors(tmp_path):
    text = (
        DIRECTORY
        + "  card: .card\n  next: //a[@rel='next']/@href\n"
        + "  fields:\n    suburb: {css: .place, regex: '^([^,]+)'}\n"
    )
    source = load_source(
        write(tmp_path, text + "areas: {suburbs: [3084, Rosanna VIC]}\nrate: {delay: 0.5}\n")
    )
    assert isinstance(source.reading, DirectoryReading)
    assert source.reading.by_suburb
    assert source.reading.card == Selector(".card")
    assert source.reading.next == Selector("//a[@rel='next']/@href", xpath=True)
    assert source.reading.fields == {"suburb": Selector(".place", regex="^([^,]+)")}
    assert (source.areas.suburbs, source.delay) == (("3084", "Rosanna VIC"), 0.5)


def test_sources_come_in_the_order_osm_directory_sites(tmp_path):
    for kind, block in [
        ("sites", ""),
        ("osm", "osm: {}\n"),
        ("directory", "directory: {start: http://a.example/}\n"),
    ]:
        write(
            tmp_path, HEAD.replace("backs\n", f"a-{kind}\n", 1) + f"kind: {kind}\n{block}", f"a-{kind}.yaml"
        )
    assert [source.kind for source in load_sources(tmp_path)] == ["osm", "directory", "sites"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (HEAD + "kind: [osm\n", 8, "malformed YAML"),
        (HEAD + "kind: osm\n\tosm: {}\n", 8, "malformed YAML"),
        ("- a list\n", 1, "expected keys and values"),
        ("", 1, "expected keys and values"),
        (HEAD + "kind: magic\n", 7, "'magic' is not one of"),
        (HEAD + "kind: osm\n", 1, "'osm' is a required property"),
        (HEAD + "kind: osm\nosm: {}\nsites: {}\n", 1, "the key 'sites' of another kind"),
        (HEAD.replace("licence: made up\n", "") + "kind: osm\nosm: {}\n", 1, "'licence' is a required"),
        (HEAD + "kind: osm\nosm: {}\ncolour: red\n", 9, "'colour' was unexpected"),
        (HEAD + "kind: osm\nosm:\n  radius_km: 3\n  radius: 3\n", 10, "'radius' was unexpected"),
        (HEAD + "kind: osm\nosm:\n  radius_km: far\n", 9, "osm.radius_km: 'far' is not of type 'number'"),
        (DIRECTORY + "  fields:\n    nmae: h1\n", 11, "directory.fields: 'nmae' is not one of"),
        (DIRECTORY + "  fields:\n    name: {css: h1, regex: '('}\n", 11, "directory.fields.name"),
        (DIRECTORY + "  fields:\n    name: h1\n    hours: 'a[['\n", 12, "fields.hours: 'a[[' is not valid"),
        (DIRECTORY + "  card: //div[\n", 10, "directory.card: '//div[' is not valid XPath"),
        (DIRECTORY + "  detail_url: '('\n", 10, "'(' is not a 'regex'"),
        (DIRECTORY.replace("{postcode}", "{zip}"), None, "{zip} is none of"),
        (DIRECTORY.replace("{postcode}", "{postcode"), None, "directory.start"),
        (HEAD.replace("id: backs", "id: fronts") + "kind: osm\nosm: {}\n", 1, "make them the same"),
    ],
)  # fmt: skip
def test_a_malformed_source_names_file_line_and_fault(tmp_path, text, line, words):
    path = write(tmp_path, text)
    with pytest.raises(SourceError) as raised:
        load_source(path)
    assert raised.value.line == line
    assert str(raised.value).startswith(f"{path}:")
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_text_is_named(tmp_path):
    path = tmp_path / "backs.yaml"
    path.write_bytes(b"id: \xff\xfe")
    with pytest.raises(SourceError, match="cannot be read"):
        load_source(path)


def test_a_missing_folder_says_which_setting_names_it(tmp_path):
    with pytest.raises(SourceError, match="ROSANNA_SOURCES"):
        load_sources(tmp_path / "nowhere")


def test_every_source_that_comes_with_the_program_is_valid():
    assert "sites" in [source.id for source in load_sources(SOURCES_FOLDER)]
