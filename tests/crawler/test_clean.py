import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.clean import clean_fields
from crawler.records import LISTING_FIELDS


@pytest.mark.parametrize(
    ("name", "raw", "clean"),
    [
        ("name", "  Backs &amp;\n Necks ", "Backs & Necks"),
        ("phones", "Ph: (03) 7010 0001 / 0491 570 006", ["(03) 7010 0001", "0491 570 006"]),
        ("phones", ["tel:+61370100001", "tel:+61370100001", ""], ["+61370100001"]),
        ("phones", "03 7010 0001 or 03 7010 0002", ["03 7010 0001", "03 7010 0002"]),
        ("emails", ["mailto:Hello@Backs.example?subject=x"], ["hello@backs.example"]),
        ("website", " www.backs.example ", "http://www.backs.example/"),
        ("website", "https://backs.example/?utm_source=dir", "https://backs.example/"),
        ("state", "Victoria", "VIC"),
        ("state", "vic", "VIC"),
        ("state", "Greater London", "Greater London"),
        ("country", "Australia", "AU"),
        ("postcode", 3084, "3084"),
        ("lat", "-37.74", -37.74),
        ("services", ["Cupping ", "Cupping", "x"], ["Cupping"]),
        ("description", "a " * 2_000, ("a " * 1_000).rstrip()),
    ],
)
def test_a_field_is_cleaned(name, raw, clean):
    assert clean_fields({name: raw}) == ({name: clean}, {})


@pytest.mark.parametrize(
    ("name", "raw"),
    [("phones", "call us"), ("phones", ["12345"]), ("emails", "at the desk"), ("website", "coming soon"),
     ("website", "javascript:alert(1)"), ("lat", "north"), ("lat", 137.0), ("lon", ["x"]), ("lat", "nan"),
     ("country", "Middle-earth"), ("name", "x" * 301)],
)  # fmt: skip
def test_a_bad_field_is_noted_and_costs_only_itself(name, raw):
    fields, troubles = clean_fields({"suburb": "Rosanna", name: raw})
    assert (fields, list(troubles)) == ({"suburb": "Rosanna"}, [name])


def test_what_is_empty_or_unknown_is_left_out_silently():
    assert clean_fields({"name": "", "phones": [], "street": None, "colour": "red"}) == ({}, {})


@given(
    st.dictionaries(
        st.sampled_from(sorted(LISTING_FIELDS)), st.text() | st.integers() | st.lists(st.text()) | st.floats()
    )
)
def test_nothing_raises_and_every_field_is_cleaned_noted_or_empty(raw):
    fields, troubles = clean_fields(raw)
    assert set(fields).isdisjoint(troubles)
    assert set(fields) | set(troubles) <= set(raw)
