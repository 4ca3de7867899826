"""Phone numbers: whose they are, and in E.164."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.facts import phones
from tests.indexer.facts.clinic_pages import site

AUSTRALIAN = [
    ("Phone: 03 7010 0123", ["+61370100123"]),
    ("Ph (03) 7010 0123 or 0491 570 156", ["+61370100123", "+61491570156"]),
    ("0491-570-156 / 0491 570 157", ["+61491570156", "+61491570157"]),
    ("049 157 0156", ["+61491570156"]),
    ("(04) 91570156", ["+61491570156"]),
    ("+61 (0)3 7010 0123", ["+61370100123"]),
    ("+61 491 570 156", ["+61491570156"]),
    ("☎ 03.7010.0123", ["+61370100123"]),
    ("T: 03 7010 0123 F: 03 7010 0199", ["+61370100123"]),
    ("Tel: 03 7010 0123, Fax: 03 7010 0199", ["+61370100123"]),
    ("Fax 03 7010 0199 Phone 03 7010 0123", ["+61370100123"]),
    ("ABN 12 345 678 901", []),
    ("Company Reg. 12345040", []),
    ("Provider no: 0370100123", []),
    ("In a crisis call Lifeline on 13 11 14 or the helpline 03 7010 0177", []),
    ("60 min $80 (2013-2015)", []),
    ("Call 0000 000 000", []),
    ("Website by Pixel Farm 03 7010 0188", []),
    ("Made by Clive at Pixel Farm, tel 03 7010 0188", []),
    ("03 7010 0199 (fax), 03 7010 0123", ["+61370100123"]),
    ("Phone / Fax: 03 7010 0123", ["+61370100123"]),
    ("04-9157-0156", ["+61491570156"]),
    ("0491 570 156 0491 570 157", ["+61491570156", "+61491570157"]),
    ("0061 3 7010 0123", ["+61370100123"]),
    ("Our neighbours Banksia Physio (03 7010 0177) are lovely.", []),
    ("In an emergency ring the hospital on 03 7010 0177. Ring us on 03 7010 0123.", ["+61370100123"]),
    ("The bike shop (not me!) is on 03 7010 0177", []),
    ("Yoga is run by Tide and Tree, not by us. Ask Ash on 0491 570 156", []),
    ("Our old number was 03 7010 0177", []),
]
ABROAD = [
    ("020 7946 0123", "GB", ["+442079460123"]),
    ("(079) 4600 0123", "GB", ["+447946000123"]),
    ("07700 900123", "GB", ["+447700900123"]),
    ("+44 7700 000000", "GB", []),
    ("(602) 555-0142", "US", ["+16025550142"]),
    ("613.555.0142", "CA", ["+16135550142"]),
    ("1-613-555-0142", "CA", ["+16135550142"]),
    ("(555) 123-4567", "US", []),
    ("My friend teaches yoga upstairs: 07700 900479.", "GB", []),
    ("#203 - 8268 120 Street, Surrey. 604-555-0142", "CA", ["+16045550142"]),
]


@pytest.mark.parametrize(("text", "numbers"), AUSTRALIAN)
def test_australian_numbers_are_read_from_text(text: str, numbers: list[str]) -> None:
    assert phones.parse(text, "AU") == numbers


@pytest.mark.parametrize(("text", "country", "numbers"), ABROAD)
def test_numbers_of_other_countries_are_read_from_text(text: str, country: str, numbers: list[str]) -> None:
    assert phones.parse(text, country) == numbers


PAGES = [
    ('<p>Call us: <a href="tel:+61370100123">03 7010 0123</a></p>', ["+61370100123"]),
    ('<a href="tel:+0370100123">Call now</a>', ["+61370100123"]),
    ('<a href="tel:03%207010%200123%20">Call</a>', ["+61370100123"]),
    ('<a href="tel:07XXXXXXXX">Call</a>', []),
    ('<a href="https://wa.me/61491570156">WhatsApp</a>', ["+61491570156"]),
    ("<dl><dt>Phone</dt><dd>03 7010 0123</dd><dt>Fax</dt><dd>03 7010 0199</dd></dl>", ["+61370100123"]),
    ("<p>Phone: 03 7010 0123</p><p>Fax: 03 7010 0199</p>", ["+61370100123"]),
    (
        "<table><tr><td>Fax</td><td>03 7010 0199</td></tr><tr><td>Tel</td><td>03 7010 0123</td></tr></table>",
        ["+61370100123"],
    ),
    ("<p>Tel 7010 0123</p><p>12 Lower Plenty Road, Rosanna VIC 3084</p>", ["+61370100123"]),
    ("<p>Tel 7010 0123</p><p>Fax (08) 7010 0199</p><p>4 Sand Lane, Glenelg SA 5045</p>", ["+61870100123"]),
    ("<h4>Fax</h4><p>03 7010 0199</p><h4>Phone</h4><p>03 7010 0123</p>", ["+61370100123"]),
    ("<p>Fax no.</p><p>03 7010 0199</p><p>Ring 03 7010 0123</p>", ["+61370100123"]),
    ('<p>Fax <a href="tel:0370100199">03 7010 0199</a></p>', []),
    (
        "<table><tr><th>Phone</th><td>7010 0123</td></tr></table><p>Ring (03) 7010 0199</p>",
        ["+61370100199", "+61370100123"],
    ),
    ("<h2>In a crisis</h2><p>03 7010 0177</p><h2>Us</h2><p>03 7010 0123</p>", ["+61370100123"]),
    (
        "<h2>Kew rooms (now closed)</h2><p>03 7010 0177</p><h2>Eltham rooms</h2><p>03 7010 0123</p>",
        ["+61370100123"],
    ),
    ('<a href="tel:0370100123"><i></i></a>', ["+61370100123"]),
    (
        (
            '<ul><li><a href="http://tallpines.example/">Tall Pines Osteopathy</a>, Kew: 03 7010 0177</li></ul>'
            '<ul><li><a href="http://book.example/">Book online</a> or ring 03 7010 0123</li></ul>'
        ),
        ["+61370100123"],
    ),
    (
        "<p>Garments? We'll point you to a fitter at Tall Pines, 03 7010 0177.</p><p>Ring 03 7010 0123</p>",
        ["+61370100123"],
    ),
    (
        "<footer><p>Site designed by Pixel Farm, 03 7010 0188</p></footer><p>Ring 03 7010 0123</p>",
        ["+61370100123"],
    ),
]


@pytest.mark.parametrize(("html", "numbers"), PAGES)
def test_numbers_are_read_where_they_stand_on_a_page(html: str, numbers: list[str]) -> None:
    assert [f.value for f in phones.find(site(html), "AU")] == numbers


def test_a_regulators_number_on_a_privacy_page_is_not_the_clinics() -> None:
    found = phones.find(site("<p>Tel 03 7010 0123</p>", privacy="<p>Complaints to 02 5550 0100</p>"), "AU")
    assert [f.value for f in found] == ["+61370100123"]


def test_numbers_set_aside_for_fiction_give_way_to_real_ones() -> None:
    found = phones.find(site("<p>Call (602) 555-0142 or (602) 234-1987</p>"), "US")
    assert [f.value for f in found] == ["+16022341987"]


def test_a_structured_number_counts_when_the_page_shows_none() -> None:
    data = '<script type="application/ld+json">{"@type":"LocalBusiness","telephone":"03 7010 0123"}</script>'
    assert [f.value for f in phones.find(site(data + "<p>Welcome</p>"), "AU")] == ["+61370100123"]


def test_a_number_of_a_nested_structured_item_counts() -> None:
    data = '<script type="application/ld+json">{"@type":"Organization","contactPoint":{"telephone":"03 7010 0123"}}'
    assert [f.value for f in phones.find(site(data + "</script><p>Welcome</p>"), "AU")] == ["+61370100123"]


def test_a_number_without_area_code_takes_that_of_the_sites_other_numbers() -> None:
    html = "<p>Call 555-0142</p><p>Office (602) 555-0143</p>"
    assert [f.value for f in phones.find(site(html), "US")] == ["+16025550143", "+16025550142"]


def test_each_number_is_proved_by_words_of_its_page() -> None:
    made = site("<p>Bookings: 03 7010 0123</p>")
    proof = phones.find(made, "AU")[0].evidence[0]
    assert proof.quote == "Bookings: 03 7010 0123"
    assert proof.url == made.home.url


@given(st.text(alphabet="0123456789+-() .abFaxTel:\n", max_size=120))
def test_any_text_gives_numbers_or_none(text: str) -> None:
    assert all(number.startswith("+") for number in phones.parse(text, "AU"))


@pytest.mark.parametrize(
    "html",
    [
        "<p>No. Creek Compression Supply on Fairview does, (03) 7010 0161, and they are lovely people.</p>",
        "<p>Our naturopath moved to Kew last year; her patients can reach her at 03 7010 0161.</p>",
        "<p>Pia of Wildflower Health runs her own business on Thursdays: call her on 03 7010 0161.</p>",
        "<p>Gym enquiries: 03 7010 0161</p>",
    ],
)
def test_beside_its_own_number_one_named_in_passing_is_somebody_elses(html: str) -> None:
    page = f"<header><p>Ph 03 7010 0123</p></header><main>{html}</main>"
    assert [found.value for found in phones.find(site(page), "AU")] == ["+61370100123"]


def test_numbers_of_a_page_of_links_are_other_peoples() -> None:
    links = "<h1>People I send people to</h1><p>Jo Tran, Katoomba, a marvel. (03) 7010 0161.</p>"
    made = site("<p>Ring me on (03) 7010 0123</p>", links=links)
    assert [found.value for found in phones.find(made, "AU")] == ["+61370100123"]
