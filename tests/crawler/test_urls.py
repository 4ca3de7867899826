import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.urls import bare_host, canonical_url, first_path_part, same_page_key


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://Backs.Example", "http://backs.example/"),
        ("http://backs.example:80/Fees", "http://backs.example/Fees"),
        ("https://backs.example:8443/", "https://backs.example:8443/"),
        ("http://backs.example/fees#top", "http://backs.example/fees"),
        ("http://backs.example/fees?utm_source=x&utm_medium=y", "http://backs.example/fees"),
        ("http://backs.example/?page=2&fbclid=abc", "http://backs.example/?page=2"),
        ("http://backs.example/?q=a+b%20c", "http://backs.example/?q=a+b%20c"),
        ("http://backs.example/index.html", "http://backs.example/"),
        ("http://backs.example/team/INDEX.HTM", "http://backs.example/team/"),
        ("http://backs.example/index.php?page=fees", "http://backs.example/index.php?page=fees"),
        ("http://backs.example/deep tissue.html", "http://backs.example/deep%20tissue.html"),
        ("http://backs.example/préço", "http://backs.example/pr%C3%A9%C3%A7o"),
        ("http://bäcks.example/", "http://xn--bcks-loa.example/"),
        ("  http://backs.example/a  ", "http://backs.example/a"),
    ],
)
def test_a_page_has_one_canonical_url(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    ["mailto:a@b.example", "tel:0370100000", "javascript:void(0)", "ftp://backs.example/", "http://",
     "http://a:b:c/", "http://[", "http://backs.example:99999/", "http://-..-/", "http://x" + "y" * 3000],
)  # fmt: skip
def test_what_is_no_web_address_has_none(url):
    assert canonical_url(url) is None


def test_relative_links_are_resolved():
    assert (
        canonical_url("../fees.html?a=1#x", "http://backs.example/team/")
        == "http://backs.example/fees.html?a=1"
    )


@pytest.mark.parametrize(
    "other",
    ["https://backs.example/fees", "http://www.backs.example/fees/", "http://backs.example//fees/index.html"],
)
def test_spellings_of_one_page_have_one_key(other):
    assert same_page_key(other) == same_page_key("http://backs.example/fees")


def test_pages_that_differ_have_different_keys():
    urls = [
        "http://backs.example/",
        "http://backs.example/Fees",
        "http://backs.example/fees",
        "http://backs.example/?p=2",
    ]
    assert len({same_page_key(url) for url in urls}) == len(urls)


def test_a_host_is_bare_without_www_and_usual_port():
    assert [bare_host(u) for u in ("https://www.Backs.example:443/x", "http://backs.example:8080/")] == [
        "backs.example", "backs.example:8080"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("http://h.example/clinic/fees", "clinic"),
        ("http://h.example/clinic", "clinic"),
        ("http://h.example/a.html", ""),
    ],
)
def test_the_first_path_part_is_a_folder(url, part):
    assert first_path_part(url) == part


@given(st.text(max_size=60))
def test_canonical_urls_stay_as_they_are_and_nothing_raises(text):
    made = canonical_url("http://backs.example/" + text)
    assert made is None or canonical_url(made) == made
    canonical_url(text)
