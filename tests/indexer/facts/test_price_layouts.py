"""Layouts of price lists as site builders and hands make them, each with the prices it states."""

import datetime as dt

import pytest

from indexer.facts import prices
from indexer.page import Site
from indexer.parse import parse
from tests.indexer.facts import price_layouts_lists, price_layouts_more
from tests.indexer.facts.price_layouts_lists import Prices

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)

LAYOUTS = price_layouts_lists.LAYOUTS + price_layouts_more.LAYOUTS


@pytest.mark.parametrize(("name", "country", "html", "expected"), LAYOUTS, ids=[row[0] for row in LAYOUTS])
def test_prices_are_read_from(name: str, country: str, html: str, expected: Prices) -> None:
    page = parse("<h1>Willow Rooms</h1>" + html, "http://clinic.example/", None, NOW)
    found = prices.find(Site((page,), url="http://clinic.example/"), country)
    assert {(price.minutes, price.amount) for price in found} == expected


LABELS = [
    ("<h3>Prices</h3><p>60 min $130</p>", "60 min"),
    ("<h3>What it costs</h3><p>60 min $130</p>", "60 min"),
    ("<h3>How much is a massage?</h3><p>60 min $130</p>", "60 min"),
    ("<h3>Remedial massage</h3><p>60 min $110</p>", "Remedial massage, 60 min"),
    ("<p>Remedial massage 60 min from $110</p>", "Remedial massage, 60 min from"),
    ("<h2>Massage &amp; prices</h2><p>60 min $110</p>", "Massage, 60 min"),
    (
        "<p>Pregnancy massage is one price: $120 for 60 minutes, pillows included.</p>",
        "Pregnancy massage, 60 min",
    ),
    ("<p>Your first appointment lasts 45 minutes and costs $60.</p>", "First appointment, 45 min"),
    (
        (
            "<table><tr><th>Osteopathy</th><th>Time</th><th>Concession</th></tr>"
            "<tr><td>First consultation</td><td>45 min</td><td>$120</td></tr></table>"
        ),
        "Osteopathy, First consultation, Concession, 45 min",
    ),
    (
        "<table><tr><td><b>Thai oil massage</b><br>Long strokes, warm oil.</td><td>60 min</td><td>$80</td></tr></table>",
        "Thai oil massage, 60 min",
    ),
    ("<h1>Willow Rooms Centre</h1><p>Follow-up, 30 min: $95</p>", "Follow-up, 30 min"),
]


@pytest.mark.parametrize(("html", "label"), LABELS)
def test_a_price_is_labelled_by_the_words_that_name_what_is_bought(html: str, label: str) -> None:
    page = parse(html, "http://clinic.example/", None, NOW)
    assert [p.label for p in prices.find(Site((page,)), "AU")] == [label]


def test_each_price_of_a_line_is_labelled_by_its_own_words() -> None:
    html = "<p>All follow-up treatments are 30 minutes: Adults £48, Children £38</p>"
    found = prices.find(Site((parse(html, "http://clinic.example/", None, NOW),)), "GB")
    assert [price.label for price in found] == [
        "Follow-up treatments Adults, 30 min",
        "Follow-up treatments Children, 30 min",
    ]


OTHERS: list[tuple[str, Prices]] = [
    ("<p>Five sports massages, 60 min $550</p><p>Sports massage 60 min $120</p>", {(60, 120)}),
    ("<p>Rolfing practitioners charge around $160 a session.</p>", set()),
    ("<p>Massage 60 min $100</p><p>Late changes cost $50.</p>", {(60, 100)}),
    ("<p>Osteopathy, child under 14, 30 min $70</p>", {(30, 70)}),
    (
        (
            "<table><tr><th></th><th>ACC surcharge</th><th>Private</th></tr>"
            "<tr><td>Osteopathy, 30 min</td><td>$55</td><td>$98</td></tr></table>"
        ),
        {(30, 55), (30, 98)},
    ),
    (
        "<table><tr><td>Home<br>Articles</td><td><p>" + "Zen shiatsu on the futon. " * 20 + "</p>"
        "<p>Bowen 45 min $85. Craniosacral 60 min $105.</p></td></tr></table>",
        {(45, 85), (60, 105)},
    ),
]


@pytest.mark.parametrize(("html", "expected"), OTHERS)
def test_what_is_no_session_of_this_price_is_left_out(html: str, expected: Prices) -> None:
    found = prices.find(Site((parse(html, "http://clinic.example/", None, NOW),)), "AU")
    assert {(price.minutes, price.amount) for price in found} == expected


def test_articles_give_way_to_price_pages() -> None:
    own = parse("<p>Massage 60 min $95</p>", "http://clinic.example/", None, NOW)
    post = parse("<p>Others do cupping for $40.</p>", "http://clinic.example/blog/cupping", None, NOW)
    assert [price.amount for price in prices.find(Site((own, post)), "AU")] == [95]


CATALOGUE = """<script type="application/ld+json">{"@type": "HealthAndBeautyBusiness", "hasOfferCatalog":
{"@type": "OfferCatalog", "itemListElement": [{"@type": "Offer", "name": "Myotherapy", "description": "60 min",
"price": "125.00", "priceCurrency": "AUD"}, {"@type": "Offer", "price": "many"},
{"@type": "Product", "name": "Balm", "offers": {"@type": "Offer", "price": 20}}]}}</script>"""


def test_offers_in_structured_data_count_where_no_page_shows_prices() -> None:
    shown = "<h2>Myotherapy</h2><p>60 min $130</p>"
    for html, amount in ((CATALOGUE, 125.0), (CATALOGUE + shown, 130.0)):
        page = parse(html, "http://clinic.example/", None, NOW)
        assert [(p.minutes, p.amount) for p in prices.find(Site((page,)), "AU")] == [(60, amount)]


def test_prices_in_noscript_count_where_a_script_builds_the_page() -> None:
    shell = "<noscript><ul><li>Massage 60 min $90</li></ul></noscript><div id='root'></div>"
    shown = "<p>" + "Words of a page that needs no script. " * 10 + "</p>"
    for html, count in ((shell, 1), (shown + shell, 0)):
        page = parse(html, "http://clinic.example/", None, NOW)
        assert len(prices.find(Site((page,)), "AU")) == count
