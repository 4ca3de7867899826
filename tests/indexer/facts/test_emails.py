"""E-mail addresses: the provider's own, however they are hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.facts import emails
from tests.indexer.facts.clinic_pages import site

TEXTS = [
    ("Email: Hello@Clinic.example", ["hello@clinic.example"]),
    ("hello [at] clinic [dot] example", ["hello@clinic.example"]),
    ("hello(at)clinic.example", ["hello@clinic.example"]),
    ("write to hello at clinic dot example please", ["hello@clinic.example"]),
    ("hello @ clinic.example", ["hello@clinic.example"]),
    ("info@clinic.example, jo.smith@clinic.example", ["info@clinic.example", "jo.smith@clinic.example"]),
    ("you@example.com", []),
    ("logo@2x.png and ionicons@7.1.0", []),
    ("your.name@clinic.example", []),
    ("We are at home dot by dot", []),
    ("Write to hello [at] clinic [dot] example. The same for robots.", ["hello@clinic.example"]),
    ("hello (at) clinic (dot) com (dot) au. We reply.", ["hello@clinic.com.au"]),
    ("hello@clinic.example.The next", ["hello@clinic.example"]),
    ("hello@clinic.com.auPhone 03 7010 0123", ["hello@clinic.com.au"]),
    ("hello[@]clinic[.]example", ["hello@clinic.example"]),
    ("photo@home.notatld", []),
]


@pytest.mark.parametrize(("text", "addresses"), TEXTS)
def test_addresses_are_read_from_text(text: str, addresses: list[str]) -> None:
    assert emails.parse(text) == addresses


PAGES = [
    ('<a href="mailto:jo@clinic.example?subject=Hi">Write to us</a>', ["jo@clinic.example"]),
    ('<a href="mailto:">jo@clinic.example</a>', ["jo@clinic.example"]),
    (
        '<p>Write!</p><a href="mailto:jo@clinic.example"><i class="fa fa-envelope"></i></a>',
        ["jo@clinic.example"],
    ),
    ('<input placeholder="you@clinic.example"><p>jo@clinic.example</p>', ["jo@clinic.example"]),
    (
        '<p>jo@clinic.example</p><footer>Website hand made by <a href="mailto:hi@studio.example">Us</a></footer>',
        ["jo@clinic.example"],
    ),
    ("<p>jo@clinic.example</p><p>Photos: snaps@bestphotos.example</p>", ["jo@clinic.example"]),
    (
        '<p>Write: <span>jo</span><span style="display:none">nospam</span><span>@clinic.example</span></p>',
        ["jo@clinic.example"],
    ),
    (
        '<a class="__cf_email__" data-cfemail="2a40456a494643444349044f524b475a464f">[protected]</a>',
        ["jo@clinic.example"],
    ),
]


@pytest.mark.parametrize(("html", "addresses"), PAGES)
def test_addresses_are_read_where_they_stand_on_a_page(html: str, addresses: list[str]) -> None:
    assert [f.value for f in emails.find(site(html))] == addresses


def test_a_platforms_mailbox_is_not_the_clinics() -> None:
    assert emails.parse("support@fresha.com or jo@clinic.example") == ["jo@clinic.example"]


def test_an_address_for_data_questions_gives_way_to_the_clinics() -> None:
    found = emails.find(site("<p>jo@clinic.example</p>", privacy="<p>data@host.example</p>"))
    assert [f.value for f in found] == ["jo@clinic.example"]


@given(st.text(max_size=200))
def test_any_text_gives_addresses_or_none(text: str) -> None:
    assert all("@" in address for address in emails.parse(text))
