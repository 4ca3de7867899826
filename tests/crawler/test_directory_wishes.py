"""What a directory's pages ask of crawlers is honoured, page by page."""

from tests.crawler.test_directory import HEAD, crawl

SOURCE = (
    HEAD
    + "  start: http://dir.example/all\n  card: .card\n  link: a::attr(href)\n  next: a[rel=next]::attr(href)\n  fields: {name: h1::text}\n"
)
CARDS = "".join(f'<div class=card><a href="/p/{number}">Card</a></div>' for number in (1, 2))


def test_a_detail_page_that_asks_not_to_be_kept_is_no_listing(web):
    web.add("dir.example", {
        "all.html": CARDS, "p/1.html": "<h1>One</h1>", "p/2.html": '<meta name="robots" content="noindex"><h1>Two</h1>',
    })  # fmt: skip
    result, listings = crawl(web, SOURCE)
    assert set(listings) == {"p/1"}
    assert "http://dir.example/p/2" not in web.kept()
    assert "asked not to be kept (noindex)" in result.stdout


def test_a_detail_page_that_asks_so_later_is_forgotten(web):
    pages = {"all.html": CARDS, "p/1.html": "<h1>One</h1>", "p/2.html": "<h1>Two</h1>"}
    web.add("dir.example", pages)
    assert set(crawl(web, SOURCE)[1]) == {"p/1", "p/2"}
    web.add("dir.example", {"p/2.html": '<meta name="rosanna" content="noindex"><h1>Two</h1>'})
    assert set(crawl(web, SOURCE)[1]) == {"p/1"}


def test_a_result_page_that_is_not_to_be_kept_still_leads_on(web):
    web.add("dir.example", {
        "all.html": f'<meta name="robots" content="noindex, follow">{CARDS}', "p/1.html": "<h1>One</h1>", "p/2.html": "<h1>Two</h1>",
    })  # fmt: skip
    assert set(crawl(web, SOURCE)[1]) == {"p/1", "p/2"}
    assert "http://dir.example/all" not in web.kept()


def test_a_result_page_with_nofollow_leads_nowhere(web):
    web.add(
        "dir.example",
        {
            "all.html": f'<meta name="robots" content="nofollow">{CARDS}<a rel=next href="/more">',
            "p/1.html": "<h1>One</h1>",
        },
    )
    crawl(web, SOURCE)
    assert web.requested() == ["dir.example/all"]
