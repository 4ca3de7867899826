"""The sample web that comes with the program: whole, made up, and as its labels say."""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import ProxyHandler, build_opener

import phonenumbers
import pytest
import yaml
from bs4 import BeautifulSoup, Comment

from data.cli import SAMPLE_WEB
from data.sample_server import SampleWeb
from data.source import load_source
from data.term import vocabulary

REPO = Path(__file__).resolve().parents[2]
SOURCES = REPO / "data" / "sample_sources"
LABELS = REPO / "tests" / "sample_labels"
DIRECTORY = "findabodyworker.example"
HOSTS = sorted(path.name for path in SAMPLE_WEB.iterdir() if path.is_dir())
LABELLED = sorted(path.stem for path in LABELS.glob("*.json"))
PAGE_SUFFIXES = {".html", ".htm", ".php"}
TEXT_SUFFIXES = PAGE_SUFFIXES | {".xml", ".txt", ".css", ".js", ".json", ".svg"}

# Numbers that regulators keep free for fiction. New Zealand keeps none: 09 555 01xx is not in use.
FICTION = re.compile(
    r"\+(61[2]5550\d{4}|61[378]7010\d{4}|61491570\d{3}|442079460\d{3}|447700900\d{3}|1\d{3}55501\d\d|6495550\d{3})"
)
REGIONS = {"thamesview-osteo.example": "GB", "kauri-massage.example": "NZ"}
PUBLIC_NAMES = {"schema.org", "www.w3.org", "www.sitemaps.org", "ogp.me"}


def files(host: str) -> Iterator[Path]:
    return (path for path in sorted((SAMPLE_WEB / host).rglob("*")) if path.is_file())


def pages(host: str) -> list[Path]:
    return [path for path in files(host) if path.suffix in PAGE_SUFFIXES]


def text_of(path: Path) -> str:
    raw = path.read_bytes()
    declared = re.search(rb"charset=[\"']?([\w-]+)", raw[:2048])
    return raw.decode(declared[1].decode() if declared else "utf-8")


def soup_of(path: Path) -> BeautifulSoup:
    """The page as HTML: an XML declaration on top is no reason to read it otherwise."""
    return BeautifulSoup(re.sub(r"^<\?xml.*?\?>\s*", "", text_of(path)), "lxml")


def address_of(path: Path) -> str:
    """The address that the server answers with this file."""
    host, *rest = path.relative_to(SAMPLE_WEB).parts
    *folders, name = rest
    stem, _, query = Path(name).stem.partition("__")
    last = "" if stem == "index" else stem + Path(name).suffix
    return f"http://{host}/{'/'.join([*folders, last])}" + (f"?{query}" if query else "")


@cache
def words(host: str) -> str:
    """Everything a site says, with plain spaces, quotes and dashes."""
    parts = []
    for path in pages(host):
        soup = soup_of(path)
        for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
            comment.extract()
        parts.append(soup.get_text(" "))
    joined = " ".join(parts).replace("’", "'").replace("–", "-").replace("“", '"').replace("”", '"')
    return re.sub(r"\s+", " ", joined)


@pytest.fixture(scope="module")
def status_of() -> Iterator[object]:
    with SampleWeb(SAMPLE_WEB) as web:
        opener = build_opener(ProxyHandler({"http": web.proxy_url}))

        @cache
        def ask(address: str) -> int:
            with opener.open(address, timeout=10) as response:
                return int(response.status)

        yield ask


@pytest.mark.parametrize("host", HOSTS)
def test_every_link_within_a_site_leads_to_a_page(host, status_of) -> None:
    for page in pages(host):
        soup = soup_of(page)
        for element, attribute in (
            (e, a) for a in ("href", "src", "action") for e in soup.find_all(attrs={a: True})
        ):
            target = urljoin(address_of(page), str(element[attribute])).split("#")[0]
            if urlsplit(target).hostname == host:
                assert status_of(target) == 200, f"{page.name} -> {target}"


@pytest.mark.parametrize("host", HOSTS)
def test_every_page_in_a_sitemap_is_there(host, status_of) -> None:
    sitemap = SAMPLE_WEB / host / "sitemap.xml"
    for target in re.findall(r"<loc>(.*?)</loc>", sitemap.read_text() if sitemap.exists() else ""):
        assert urlsplit(target).hostname == host
        assert status_of(target) == 200, target


@pytest.mark.parametrize("host", HOSTS)
def test_every_phone_number_is_from_a_range_kept_for_fiction(host) -> None:
    region = REGIONS.get(host, "AU")
    for path in files(host):
        text = soup_of(path).get_text(" ") if path.suffix in PAGE_SUFFIXES else text_of(path)
        for match in phonenumbers.PhoneNumberMatcher(text, region):
            number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            assert FICTION.fullmatch(number), f"{path.name}: {match.raw_string}"


@pytest.mark.parametrize("host", HOSTS)
def test_every_dialled_number_is_from_a_range_kept_for_fiction(host) -> None:
    region = REGIONS.get(host, "AU")
    for path in pages(host):
        for dialled in re.findall(r'href=["\']tel:([^"\']+)', text_of(path)):
            number = phonenumbers.parse(dialled, region)
            assert FICTION.fullmatch(
                phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            ), dialled


@pytest.mark.parametrize("host", HOSTS)
def test_every_host_and_mailbox_is_under_example(host) -> None:
    assert host.endswith(".example")
    for path in files(host):
        text = text_of(path)
        names = set(re.findall(r"https?://([\w.-]+)", text)) | set(
            re.findall(r"[\w.+-]+@([\w-]+\.[\w.-]*\w)", text)
        )
        strangers = {name for name in names - PUBLIC_NAMES if not name.endswith(".example")}
        assert not strangers, f"{path.name}: {strangers}"


def test_only_text_is_shipped() -> None:
    assert {path.suffix for host in HOSTS for path in files(host)} <= TEXT_SUFFIXES


def test_every_page_has_a_title() -> None:
    untitled = [path for host in HOSTS for path in pages(host) if "<title>" not in text_of(path)]
    assert untitled == []


def test_the_clinic_in_windows_1252_cannot_be_read_as_utf_8() -> None:
    with pytest.raises(UnicodeDecodeError):
        (SAMPLE_WEB / "ivanhoe-osteopathic.example" / "index.html").read_bytes().decode("utf-8")


# The directory


def directory_page(path: str) -> BeautifulSoup:
    return BeautifulSoup((SAMPLE_WEB / DIRECTORY / path).read_text(encoding="utf-8"), "lxml")


def members_of(suburb: str) -> list[str]:
    """Follow the links to the next page, as a crawler does."""
    members, path = [], f"find/{suburb}.html"
    while path:
        page = directory_page(path)
        members += [str(a["href"]) for a in page.select("article.card h3 a")]
        following = page.select_one("nav.pager a[rel~=next]")
        stem, _, query = str(following["href"]).partition("?") if following else ("", "", "")
        path = f"{stem.lstrip('/')}__{query}.html" if following else ""
    return members


def test_the_directory_pages_are_what_its_generator_writes(tmp_path: Path) -> None:
    script = REPO / "scripts" / "make_sample_directory.py"
    subprocess.run([sys.executable, script, "--to", tmp_path], check=True, capture_output=True)
    written = {
        path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    }
    kept = SAMPLE_WEB / DIRECTORY
    by_hand = {kept / "robots.txt", kept / "style.css", kept / "admin" / "login.html"}
    shipped = {
        p.relative_to(kept): p.read_bytes() for p in kept.rglob("*") if p.is_file() and p not in by_hand
    }
    assert written == shipped


def test_paging_shows_each_member_of_a_suburb_once() -> None:
    members = members_of("vic/rosanna-3084")
    assert len(members) == len(set(members)) == 15


def test_neighbouring_suburbs_show_the_same_practitioner() -> None:
    assert "/practitioner/1001" in members_of("vic/rosanna-3084")
    assert "/practitioner/1001" in members_of("vic/heidelberg-3084")


def test_every_listing_is_found_from_some_suburb() -> None:
    listings = yaml.safe_load((REPO / "data" / "sample_web_directory.yaml").read_text())["listings"]
    suburbs = [p for p in (SAMPLE_WEB / DIRECTORY / "find").rglob("*.html") if "__" not in p.name]
    found = {m for p in suburbs for m in members_of(f"{p.parent.name}/{p.stem}")}
    assert found == {f"/practitioner/{listing['id']}" for listing in listings}
    assert len(found) == 70


def test_a_suburb_without_members_says_so() -> None:
    page = directory_page("find/vic/viewbank-3084.html")
    assert page.select_one(".nobody") is not None
    assert page.select("article.card") == []


# The map


def test_map_objects_are_in_overpass_form_and_are_not_all_providers() -> None:
    data = json.loads((SAMPLE_WEB / "overpass.example" / "overpass.json").read_text(encoding="utf-8"))
    elements = data["elements"]
    assert len({(e["type"], e["id"]) for e in elements}) == len(elements) >= 45
    for element in elements:
        at = element["center"] if element["type"] == "way" else element
        assert -45 < at["lat"] < -27
        assert 113 < at["lon"] < 154
        assert all(isinstance(value, str) for value in element["tags"].values())
    assert any("healthcare" not in e["tags"] and e["tags"].get("shop") != "massage" for e in elements)


# The sources


@pytest.mark.parametrize("name", ["sample-directory", "sample-osm", "sample-sites"])
def test_a_sample_source_is_readable(name: str) -> None:
    source = load_source(SOURCES / f"{name}.yaml")
    assert source.id == name
    assert str(urlsplit(source.url).hostname).endswith(".example")


def test_the_seeds_name_every_clinic_of_the_sample_web() -> None:
    seeds = re.findall(r"^http://([\w.-]+)/$", (SOURCES / "sample-seeds.txt").read_text(), flags=re.MULTILINE)
    assert set(HOSTS) - {DIRECTORY, "overpass.example"} <= set(seeds)


# The labels


def test_every_label_belongs_to_a_site_and_is_listed() -> None:
    with (LABELS / "hosts.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert [row["folder"] for row in rows] == [row["host"] for row in rows]
    assert sorted(row["host"] for row in rows) == LABELLED
    assert set(LABELLED) <= set(HOSTS)


@pytest.mark.parametrize("host", LABELLED)
def test_labels_use_the_ids_of_the_vocabularies(host: str) -> None:
    label = json.loads((LABELS / f"{host}.json").read_text(encoding="utf-8"))
    for field, kind in (("services", "therapies"), ("conditions", "conditions"), ("features", "features")):
        used = {term for ids in label[field].values() for term in ids}
        assert used <= {term.id for term in vocabulary(kind)}, field
        assert sum(map(len, label[field].values())) == len(used), f"{field}: an id stands twice"
    credentials = {item["id"] for item in label["credentials"]["stated"]} | set(
        label["credentials"]["optional"]
    )
    assert credentials <= {term.id for term in vocabulary("credentials")}


@pytest.mark.parametrize("host", LABELLED)
def test_what_a_label_quotes_stands_on_the_site(host: str) -> None:
    label, said = json.loads((LABELS / f"{host}.json").read_text(encoding="utf-8")), words(host)
    wanted = [
        *label["quotes"].values(),
        *(person["name"] for person in label["practitioners"]),
        *label["names"][:1],
    ]
    wanted += [f"${p['amount']}" for p in label["prices"] if p["currency"] == "AUD"]
    wanted += [
        place[key] for place in label["locations"] for key in ("street", "suburb", "postcode") if place[key]
    ]
    wanted += [c["number"] for c in label["credentials"]["stated"] if c["number"]]
    squeezed = said.replace(" ", "").casefold()
    missing = [text for text in wanted if re.sub(r"\s", "", str(text)).casefold() not in squeezed]
    assert missing == []
    digits = re.sub(r"\D", "", said)
    assert [phone for phone in label["phones"] if phone[-8:] not in digits] == []
