import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.business import is_business, listing_fields
from crawler.reading.structured import MAX_DEPTH, read_structured, structured_data

URL = "http://backs.example/"


def script(*blocks: str) -> str:
    inner = "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)
    return f"<html><head>{inner}</head><body></body></html>"


def test_a_graph_and_lists_are_unrolled_and_types_lose_their_prefix():
    page = script(
        '{"@context": "https://schema.org", "@graph": [{"@type": "https://schema.org/Clinic", "name": "A"},'
        '[{"@type": ["schema:Person", "Thing"], "schema:name": "B"}]]}'
    )
    assert structured_data(page, URL) == [
        {"@type": ["Clinic"], "name": "A"}, {"@type": ["Person", "Thing"], "name": "B"}
    ]  # fmt: skip


def test_a_broken_json_ld_block_costs_only_itself():
    read = read_structured(
        script('{"@type": "Person", "name": ', '{"@type": "LocalBusiness", "name": "A"}', "}{"), URL
    )
    assert ([item["name"] for item in read.items], read.broken) == (["A"], 2)


@pytest.mark.parametrize(
    "block",
    [
        '<!-- {"@type": "Spa", "name": "A"} -->',
        '//<![CDATA[\n{"@type": "Spa", "name": "A"}\n//]]>',
        '{"@type": "Spa", "name": "A",}',
        '{"@type": "Spa", "name": "A"};',
        '{\n// the name\n"@type": "Spa", "name": "A"}',
        '\ufeff{"@type": "Spa", "name": "A"}'.replace("\ufeff", " "),
    ],
)
def test_json_ld_is_read_as_pages_really_write_it(block):
    assert structured_data(script(block), URL) == [{"@type": ["Spa"], "name": "A"}]


@pytest.mark.parametrize(
    "attribute",
    [
        "type=application/ld+json",
        "type='application/ld+json' id=x",
        'TYPE = "application/ld+json; charset=utf-8"',
    ],
)
def test_the_script_tag_may_be_written_in_many_ways(attribute):
    assert structured_data(f'<SCRIPT {attribute}>{{"@type": "Spa"}}</SCRIPT>', URL) == [{"@type": ["Spa"]}]


def test_microdata_has_the_same_shape_as_json_ld():
    page = """<div itemscope itemtype="http://schema.org/LocalBusiness"><b itemprop="name">A</b>
    <div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">
    <i itemprop="addressLocality">Rosanna</i></div><a itemprop="url" href="/home">x</a></div>"""
    assert structured_data(page, URL) == [{
        "@type": ["LocalBusiness"], "name": "A", "url": "http://backs.example/home",
        "address": {"@type": ["PostalAddress"], "addressLocality": "Rosanna"},
    }]  # fmt: skip


def test_bytes_in_an_old_encoding_are_decoded_by_their_declaration():
    page = '<meta charset="windows-1252">' + script('{"@type": "Spa", "name": "Café"}')
    assert structured_data(page.encode("cp1252"), URL)[0]["name"] == "Café"


@pytest.mark.parametrize(
    "page", ["", b"", "\x00itemscope", b"\xff\xfeld+json", "<itemscope", script("[" * 100_000)]
)
def test_nothing_in_a_page_raises(page):
    assert structured_data(page, URL) == []


@given(
    st.recursive(
        st.none() | st.text(max_size=9),
        lambda x: st.lists(x) | st.dictionaries(st.text(max_size=9), x),
        max_leaves=9,
    )
)
def test_any_json_is_read_without_raising(value):
    block = json.dumps(value).replace("</", "<\\/")
    assert read_structured(script(block), URL).broken == 0


def test_a_business_item_becomes_listing_fields():
    item = {
        "@type": ["MedicalBusiness"], "name": "Backs", "telephone": ["03 7010 0001", "03 7010 0002"],
        "url": "http://dir.example/backs", "sameAs": ["https://backs.example/"],
        "address": {"streetAddress": "1 High Street", "addressLocality": "Rosanna", "addressRegion": "VIC",
                    "postalCode": 3084, "addressCountry": {"@type": ["Country"], "name": "AU"}},
        "geo": {"latitude": "-37.7", "longitude": "145.0"},
        "openingHoursSpecification": [
            {"dayOfWeek": ["http://schema.org/Monday", "Tuesday"], "opens": "09:00:00", "closes": "17:00"}],
        "makesOffer": [{"itemOffered": {"name": "Remedial massage"}}], "employee": [{"name": "Jo Backs"}],
    }  # fmt: skip
    assert is_business(item)
    assert listing_fields(item, "dir.example") == {
        "name": "Backs", "phones": ["03 7010 0001", "03 7010 0002"], "website": "https://backs.example/",
        "street": "1 High Street", "suburb": "Rosanna", "state": "VIC", "postcode": "3084", "country": "AU",
        "lat": "-37.7", "lon": "145.0", "hours": "Mo,Tu 09:00-17:00", "services": ["Remedial massage"],
        "practitioners": ["Jo Backs"],
    }  # fmt: skip


def test_the_directory_itself_is_no_business():
    assert not is_business({"@type": ["Organization"], "name": "Find a Back"})
    assert not is_business({"@type": ["WebSite"]})


def test_items_nested_without_end_are_cut_off() -> None:
    html = '<div itemscope itemprop="about"><b itemprop="name">A</b>' * 100
    deepest, depth = structured_data(html, "https://a.example/")[0], 0
    while isinstance(deepest.get("about"), dict):
        deepest, depth = deepest["about"], depth + 1
    assert depth == MAX_DEPTH
