"""Every fact of the crawled and indexed sample web is proved by words that stand on the page it names."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from bs4 import BeautifulSoup, Comment

from crawler.archive import Archive
from crawler.home import Home
from crawler.store import Store
from indexer.building.provider import NO_NAME
from indexer.model import Evidence, Provider
from indexer.service import SearchService
from tests.conftest import SampleCrawl

SPOKEN = ("alt", "title", "content", "value", "aria-label", "placeholder", "href", "src")
"""Attributes whose words are shown or read out; a fact may stand nowhere else."""


@pytest.fixture(scope="session")
def crawled(sample_crawl: SampleCrawl) -> Home:
    return sample_crawl.home


@pytest.fixture(scope="session")
def providers(crawled: Home) -> tuple[Provider, ...]:
    with SearchService(crawled) as service:
        return tuple(service.providers())


@pytest.fixture(scope="session")
def texts(crawled: Home) -> Mapping[str, str]:
    """URL -> all that a reader or a reader's machine is told there, without white space."""
    archive = Archive(crawled.pages)
    with Store(crawled.database_url) as store:
        kept = [one for one in store.pages() if one.status == 200 and "html" in (one.content_type or "")]
        pages = {page.url: _words(archive.read(page).body, page.content_type) for page in kept}
        for listing in store.listings():
            said = [_bare(one) for one in _strings([dict(listing.raw), dict(listing.fields)])]
            address = "".join(
                _bare(" ".join(_strings(listing.raw.get(key))))
                for key in ("street", "suburb", "state", "postcode")
            )
            point = f"{listing.fields.get('lat')}{listing.fields.get('lon')}"
            pages[listing.url] = "\n".join([pages.get(listing.url, ""), *said, address, point])
    return pages


def _words(body: bytes, content_type: str | None) -> str:
    """Visible text in one run, then spoken attributes and structured data; comments and styles are not read."""
    charset = content_type.partition("charset=")[2] if content_type else ""
    body = re.sub(rb"^\s*<\?xml[^>]*>", b"", body)  # XHTML is read as the HTML it was sent as
    soup = BeautifulSoup(body, "lxml", from_encoding=charset or None)
    data = [json.loads(one.string or "null") for one in soup.select('script[type="application/ld+json"]')]
    spoken = [str(tag[name]) for tag in soup.find_all() for name in SPOKEN if tag.has_attr(name)]
    for tag in soup.select("[data-cfemail]"):  # what a script of the host writes there
        code = bytes.fromhex(str(tag["data-cfemail"]))
        tag.string = bytes(byte ^ code[0] for byte in code[1:]).decode()
    for tag in soup.select("script, style, template"):
        tag.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    return "\n".join(_bare(one) for one in (soup.get_text(), *spoken, *_strings(data)))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
    elif value is not None:
        yield str(value)


def _bare(text: str) -> str:
    """Without white space and the marks that no reader sees (soft hyphens, zero-width spaces)."""
    return "".join(char for char in "".join(text.split()) if unicodedata.category(char) != "Cf")


def _facts(provider: Provider) -> Iterator[tuple[str, Any, tuple[Evidence, ...]]]:
    """Every fact that a screen can show: its kind, itself, its proofs."""
    if provider.name != NO_NAME:
        yield "name", provider.name, provider.evidence.get("name", ())
    if provider.status != "active":
        yield "status", provider.status, provider.evidence.get("status", ())
    for phone in provider.phones:
        yield "phones", phone, provider.evidence.get(f"phone:{phone}", ())
    for mail in provider.emails:
        yield "emails", mail, provider.evidence.get(f"email:{mail}", ())
    for index, place in enumerate(provider.locations):
        yield "locations", place, provider.evidence.get(f"location:{index}", ())
    for kind in ("services", "conditions", "credentials", "features", "prices", "practitioners"):
        for one in getattr(provider, kind):
            yield kind, one, one.evidence
    if provider.hours.osm or provider.hours.note:
        yield "hours", provider.hours.osm or provider.hours.note, provider.hours.evidence


KINDS = (
    "name phones emails locations services conditions credentials features prices practitioners hours"
).split()


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_has_evidence(providers: tuple[Provider, ...], kind: str) -> None:
    facts = [
        (one.name, fact)
        for one in providers
        for found, fact, proofs in _facts(one)
        if found == kind and not proofs
    ]
    assert facts == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_quote_stands_on_its_page(
    providers: tuple[Provider, ...], texts: Mapping[str, str], kind: str
) -> None:
    proofs = [
        (proof.url, proof.quote, fact)
        for one in providers
        for found, fact, evidence in _facts(one)
        if found == kind
        for proof in evidence
    ]
    assert proofs, "the sample web states none"
    assert [one for one in proofs if _bare(one[1]) not in texts.get(one[0], "")] == []


def test_the_whole_sample_web_was_read(providers: tuple[Provider, ...]) -> None:
    assert len(providers) >= 30
    assert sum(1 for one in providers for _ in _facts(one)) >= 1000


def test_each_fact_names_by_whom_it_was_said(providers: tuple[Provider, ...]) -> None:
    for one in providers:
        sources = {source.source for source in one.sources}
        assert {proof.source for _, _, proofs in _facts(one) for proof in proofs} <= sources
