"""The home page and the about page."""

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.search_web.reading import page, status, text


def test_home_offers_what_and_where_with_labels(client: FlaskClient) -> None:
    form = page(client, "/").select_one("main form[role=search]")
    assert form is not None
    assert form["action"] == "/search"
    assert {field["for"] for field in form.select("label")} == {"q", "near"}


def test_home_has_three_example_searches_that_work(client: FlaskClient) -> None:
    examples = page(client, "/").select(".tries a")
    assert len(examples) == 3
    for example in examples:
        assert client.get(str(example["href"])).status_code == 200


def test_home_says_how_much_is_covered_and_when_it_was_read(client: FlaskClient) -> None:
    assert "3 providers from 4 sources, last read 12 Nov 2026" in text(page(client, "/"))


def test_home_lists_therapies_with_their_counts(client: FlaskClient) -> None:
    first = page(client, "/").select_one(".counted a")
    assert first is not None
    assert first["href"] == "/search?service=remedial-massage"
    assert text(first) == "Remedial massage 2"


def test_home_says_that_massage_has_no_register(client: FlaskClient) -> None:
    assert "Massage has no government register in Australia" in text(page(client, "/"))


def test_about_says_what_each_source_gave_and_when(client: FlaskClient) -> None:
    rows = [text(row) for row in page(client, "/about").select("#sources tbody tr")]
    assert rows == [
        "Providers’ own web sites 3 11 days ago",
        "OpenStreetMap OpenStreetMap contributors. ODbL 1.0 1 11 days ago",
        "Find a Bodyworker Guild of Hands-On Therapists. Open to all 2 11 days ago",
        "The map, Tasmania OpenStreetMap contributors. ODbL 1.0 1 11 days ago",
    ]
    assert (
        text(page(client, "/about").select_one("#sources .credit")) == "© OpenStreetMap contributors (ODbL)"
    )


def test_about_says_how_to_leave_and_whom_to_write_to(client: FlaskClient) -> None:
    leave = page(client, "/about").select_one("#leave")
    assert leave is not None
    assert "robots.txt" in text(leave)
    assert leave.select_one("a[href='mailto:ops@site.example']") is not None


def test_no_page_claims_more_than_pages_state(client: FlaskClient) -> None:
    for address in ("/", "/about", "/search", "/provider/p-full01", "/provider/p-osteo3"):
        said = text(page(client, address)).lower()
        assert "verified" not in said
        assert "treats" not in said


def test_every_link_on_the_pages_to_this_site_answers(client: FlaskClient) -> None:
    seen: set[str] = set()
    for start in ("/", "/about", "/search?q=remedial+massage&near=Rosanna", "/provider/p-full01", "/api/v1/"):
        seen |= _own_links(page(client, start))
    assert len(seen) > 30
    assert {link for link in seen if status(client, link) >= 400} == set()


def _own_links(read: BeautifulSoup) -> set[str]:
    return {str(tag["href"]) for tag in read.select("[href^='/']")}
