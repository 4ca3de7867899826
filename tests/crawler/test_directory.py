"""The directory shape, on small directories of the tests' own."""

import json

import pytest

from data.locality import gazetteer

HEAD = """\
id: dir
title: A directory
publisher: made up
url: http://dir.example/
licence: made up
purpose: tests
kind: directory
rate: {delay: 0}
directory:
"""
BY_SELECTORS = (
    HEAD
    + """\
  start: http://dir.example/{state_slug}/{suburb_slug}-{postcode}
  no_results: .none
  card: .card
  link: a::attr(href)
  next: a[rel=next]::attr(href)
  detail_url: ^/p/(\\d+)$
  card_fields: {name: a::text, suburb: .suburb}
  fields:
    name: h1::text
    phones: a[href^="tel:"]::text
    services: {xpath: "//ul/li"}
    postcode: {css: .address, regex: '(\\d{4})$'}
"""
)
BY_STRUCTURE = HEAD + "  start: http://dir.example/all\n"


def card(number: int, name: str = "Card", suburb: str = "Rosanna") -> str:
    link = f'<a href="/p/{number}?utm_source=list">{name} {number}</a>'
    return f"<div class=card>{link}<i class=suburb>{suburb}</i></div>"


def json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def crawl(web, source: str, *arguments: str):
    path = web.folder.parent / "dir.yaml"
    path.write_text(source)
    result = web.crawl(path, *arguments)
    with web.store() as store:
        return result, {one.source_id: one for one in store.listings("dir")}


@pytest.fixture(scope="module")
def slug():
    [place] = gazetteer().resolve("Rosanna VIC")[:1]
    return f"vic/rosanna-{place.postcode}"


def test_cards_paging_and_details_become_one_listing_each(web, slug):
    web.add("dir.example", {
        f"{slug}.html": card(1) + card(2) + '<a href="/elsewhere">x</a><a rel=next href="?page=2">next</a>',
        f"{slug}__page=2.html": card(2) + card(3) + '<div class=card><a href="/login">no detail</a></div>',
        "vic/heidelberg-3084.html": card(1) + card(4),
        "vic/macleod-3085.html": "<p class=none>Nobody here</p>" + card(9, "Advertised"),
        "p/1.html": "<h1>Backs &amp; Necks</h1><a href='tel:+61370100001'>03 7010 0001</a>"
                    "<ul><li>Cupping<li>Shiatsu</ul>"
                    "<p class=address>1 High Street Rosanna 3084</p>",
        "p/2.html": "<h1>Two</h1><a href='tel:x'>ring the bell</a>" + json_ld(
            {"@type": "LocalBusiness", "name": "Two by JSON-LD", "telephone": "03 7010 0002"}),
        "p/3.html": '<script type="application/ld+json">{"@type": "Spa", </script><h1>Three</h1>',
    })  # fmt: skip
    result, listings = crawl(web, BY_SELECTORS, "--suburb", "Rosanna VIC", "--suburb", "Heidelberg VIC",
                             "--suburb", "Macleod VIC")  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert listings["1"].fields == {"name": "Backs & Necks", "phones": ["03 7010 0001"], "postcode": "3084",
                                    "services": ["Cupping", "Shiatsu"], "suburb": "Rosanna"}  # fmt: skip
    assert listings["1"].url == "http://dir.example/p/1"
    assert listings["1"].raw["name"] == "Backs & Necks"
    assert (listings["2"].fields["name"], listings["2"].fields["phones"]) == (
        "Two by JSON-LD",
        ["03 7010 0002"],
    )
    assert listings["3"].fields["name"] == "Three"
    assert listings["4"].fields["name"] == "Card 4"  # its detail page is gone: the card is kept
    assert set(listings) == {"1", "2", "3", "4"}
    for words in ("broken structured data", "suburbs without results", "not found"):
        assert words in result.stdout
    assert len([one for one in web.requested() if one == "dir.example/p/1"]) == 1


def test_an_item_list_needs_no_selector(web):
    web.add("dir.example", {
        "all.html": json_ld({"@context": "https://schema.org", "@type": "ItemList", "itemListElement": [
            {"@type": "ListItem", "position": 1, "url": "http://dir.example/p/one"},
            {"@type": "ListItem", "position": 2, "item": {"@type": "HealthAndBeautyBusiness", "name": "Two",
             "telephone": "03 7010 0002", "address": {"addressLocality": "Rosanna", "postalCode": "3084"}}},
            "http://dir.example/p/three"]}),
        "p/one.html": '<p itemscope itemtype="http://schema.org/Clinic"><b itemprop="name">One</b></p>',
        "p/three.html": json_ld({"@type": "Organization", "name": "The directory"}),
    })  # fmt: skip
    result, listings = crawl(web, BY_STRUCTURE)
    assert result.returncode == 0, result.stderr
    assert {key: one.fields.get("name") for key, one in listings.items()} == {
        "p/one": "One", "two/rosanna/3084": "Two", "p/three": None
    }  # fmt: skip


def test_a_bad_field_costs_only_itself_and_is_counted(web):
    item = {"@type": "LocalBusiness", "name": "One", "telephone": "call us", "email": "a@one.example"}
    web.add("dir.example", {"all.html": json_ld(item)})
    result, listings = crawl(web, BY_STRUCTURE)
    assert listings["one"].fields == {"name": "One", "emails": ["a@one.example"]}
    assert listings["one"].raw["phones"] == ["call us"]
    assert "1  listings with an unusable phones, left out" in result.stdout


def test_a_page_that_holds_nothing_described_fails_the_run(web):
    web.add("dir.example", {"all.html": "<p>x"})
    result, _ = crawl(web, BY_STRUCTURE + "  card: .card\n")
    assert result.returncode == 1
    assert (
        "dir: no listing could be read: http://dir.example/all: empty pages; the page holds nothing"
        in result.stderr
    )


def test_result_pages_that_lead_round_in_a_circle_end(web):
    web.add("dir.example", {"all.html": card(1) + '<a rel=next href="/all?page=2">x</a>',
                            "all__page=2.html": card(2) + '<a rel=next href="/all">x</a>',
                            "p/1.html": "<h1>One</h1>", "p/2.html": "<h1>Two</h1>"})  # fmt: skip
    source = BY_SELECTORS.replace(
        "http://dir.example/{state_slug}/{suburb_slug}-{postcode}", "http://dir.example/all"
    )
    result, listings = crawl(web, source)
    assert result.returncode == 0
    assert set(listings) == {"1", "2"}


JSON_SOURCE = (
    HEAD
    + """\
  start: http://dir.example/api/all.json
  items: data.people
  id: uid
  next: links.next
  card_fields: {name: title, phones: contact.numbers, suburb: place.town}
"""
)


def test_a_json_endpoint_is_read_by_paths_page_after_page(web):
    def person(number):
        return {"uid": number, "title": f"Backs {number}", "place": {"town": "Kew"},
                "contact": {"numbers": [f"03 7010 000{number}"]}}  # fmt: skip

    first = {"data": {"people": [person(1), person(2)]}, "links": {"next": "/api/more.json"}}
    web.add("dir.example", {"api/all.json": json.dumps(first),
                            "api/more.json": json.dumps({"data": {"people": [person(3), {"uid": 4}, "odd"]}})})  # fmt: skip
    result, listings = crawl(web, JSON_SOURCE)
    assert result.returncode == 0, result.stderr
    assert set(listings) == {"1", "2", "3"}
    assert listings["3"].fields == {"name": "Backs 3", "phones": ["03 7010 0003"], "suburb": "Kew"}


@pytest.mark.parametrize(
    ("answer", "words"),
    [("<html>", "could not be read"), ('{"data": {"people": {}}}', "no list at data.people")],
)
def test_a_json_endpoint_that_changed_fails_the_run(web, answer, words):
    web.add("dir.example", {"api/all.json": answer})
    result, listings = crawl(web, JSON_SOURCE)
    assert (result.returncode, listings) == (1, {})
    assert words in result.stdout
