"""The results page: what was found, and every way to change the search."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.model import Location
from tests.search_web.made_up import MadeUpFinder, MadeUpTerm
from tests.search_web.made_up_providers import BARE, FULL
from tests.search_web.reading import page, text

SEARCH = "/search?q=remedial+massage+for+my+back&near=Rosanna"


def test_the_heading_and_title_say_the_search(client: FlaskClient) -> None:
    read = page(client, SEARCH)
    said = "Remedial massage near Rosanna VIC 3084, mentioning low back pain"
    assert text(read.h1) == said
    assert text(read.title) == f"{said} · Rosanna"


@pytest.fixture
def words_only(finder: MadeUpFinder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search finds, first, a provider that has only the words of what is asked."""
    loose = FULL.model_copy(update={"id": "p-loose", "name": "Loose Words", "services": FULL.services[-1:]})
    finder.providers = [loose, FULL, BARE]
    monkeypatch.setattr(finder, "_fits", lambda *_: True)


@pytest.mark.usefixtures("words_only")
def test_those_that_only_have_the_words_stand_apart_below(client: FlaskClient) -> None:
    found = page(client, "/search?q=remedial+massage").select_one(".list")
    assert found is not None
    assert [text(heading) for heading in found.select("h2")] == [
        "Quiet River Remedial",
        "Bare Facts Bodywork",
        "Mentions the words only",
        "Loose Words",
    ]
    assert [part["start"] for part in found.select("ol.cards")] == ["1", "3"]


@pytest.mark.usefixtures("words_only")
def test_an_order_that_was_asked_for_is_kept_and_words_are_marked(client: FlaskClient) -> None:
    cards = page(client, "/search?q=remedial+massage&sort=name").select(".card")
    assert [text(card.h2) for card in cards] == ["Loose Words", "Quiet River Remedial", "Bare Facts Bodywork"]
    assert ["Mentions the words only" in text(card) for card in cards] == [True, False, False]


@pytest.mark.usefixtures("words_only")
def test_nothing_stands_apart_where_no_therapy_is_asked_for(client: FlaskClient) -> None:
    assert "words only" not in text(page(client, "/search"))


def test_a_remark_on_a_label_is_no_part_of_a_search(
    client: FlaskClient, finder: MadeUpFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    unnamed = (MadeUpTerm("massage", "Massage (kind not named)"),)
    monkeypatch.setattr(finder, "terms", lambda kind: unnamed if kind == "therapies" else ())
    read = page(client, "/search?service=massage&near=Rosanna")
    assert text(read.h1) == "Massage near Rosanna VIC 3084"
    assert text(read.select_one(".read-as a")) == "states massage ×, remove"


def test_a_card_says_who_where_how_far_and_how_much(client: FlaskClient) -> None:
    card = page(client, SEARCH).select_one(".card")
    assert card is not None
    said = text(card)
    for part in (
        "Quiet River Remedial",
        "Rosanna VIC",
        "about 2 km",
        "$110",
        "9 am – 12:30 pm, 1:30 pm – 6 pm",
        "Last confirmed 11 days ago",
    ):
        assert part in said
    assert "States Diploma of Remedial Massage · Member of Massage & Myotherapy Australia" in said


def test_a_card_calls_and_opens_the_web_site(client: FlaskClient) -> None:
    card = page(client, SEARCH).select_one(".card")
    assert card is not None
    call = card.select_one("a[href='tel:+61370105512']")
    assert text(call) == "(03) 7010 5512"
    website = card.select_one("a[href='https://quietriver.example/']")
    assert website is not None
    assert website["rel"] == ["nofollow", "noopener"]
    assert text(card.select_one("a[href='https://book.example/quietriver']")) == "Book"


def test_a_card_says_why_it_matched_and_opens_to_the_quote(client: FlaskClient) -> None:
    matches = page(client, SEARCH).select(".card .matches details")
    assert [text(match.select_one(".fact-label")) for match in matches] == [
        "States remedial massage",
        "States deep tissue massage",
        "Mentions low back pain",
    ], "a narrower therapy counts as the wider one"
    quote = matches[0].select_one("blockquote")
    assert text(quote) == "Unhurried remedial massage for stiff necks and desk-bound shoulders."
    link = matches[0].select_one("figcaption a")
    assert link is not None
    assert link["href"] == "https://quietriver.example/services"
    assert "read 12 Nov 2026" in text(matches[0])


def test_a_card_shows_what_is_not_stated_as_unknown(client: FlaskClient) -> None:
    card = page(client, "/search?q=remedial+massage").select(".card")[1]
    assert "Hours not stated" in text(card)
    assert "60 minutes Not stated" in text(card)
    assert "No qualification stated" in text(card)
    assert "Not seen at its sources lately" in text(card)
    assert "Travels to Rosanna, Viewbank and Eltham" in text(card)


def test_the_second_location_shows_when_it_is_the_one_that_is_near(
    client: FlaskClient, finder: MadeUpFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = Location(suburb="Thornbury", state="VIC", country="AU", lat=-37.75, lon=145.0)
    finder.providers = [FULL.model_copy(update={"locations": (*FULL.locations, far)})]
    plain = finder._hit
    monkeypatch.setattr(finder, "_hit", lambda *a: plain(*a).model_copy(update={"location": 1}))
    assert "Thornbury VIC" in text(page(client, SEARCH).select_one(".card"))


@pytest.mark.parametrize(
    ("precision", "km", "said"),
    [
        ("address", 2.14, "2.1 km"),
        ("street", 0.0, "under 100 m"),
        ("suburb", 0.0, "in Rosanna"),
        ("postcode", 6.3, "about 6 km"),
        (None, 0.4, "in Rosanna"),
    ],
)
def test_a_distance_is_as_exact_as_the_coordinates(
    client: FlaskClient,
    finder: MadeUpFinder,
    monkeypatch: pytest.MonkeyPatch,
    precision: str | None,
    km: float,
    said: str,
) -> None:
    place = FULL.locations[0].model_copy(update={"precision": precision})
    finder.providers = [FULL.model_copy(update={"locations": (place,)})]
    plain = finder._hit
    monkeypatch.setattr(finder, "_hit", lambda *a: plain(*a).model_copy(update={"distance_km": km}))
    assert text(page(client, SEARCH).select_one(".distance")) == said


def test_who_travels_is_at_no_distance(
    client: FlaskClient, finder: MadeUpFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    finder.providers = [BARE, FULL.model_copy(update={"kind": "mobile"}), FULL]
    plain = finder._hit
    away = {"distance_km": 0.0, "location": None}
    monkeypatch.setattr(finder, "_hit", lambda *a: plain(*a).model_copy(update=away))
    cards = page(client, "/search?q=remedial+massage&near=Rosanna").select(".card")
    assert [text(card.select_one(".distance")) for card in cards] == ["comes to you"] * 3
    assert "Comes to you" not in text(cards[0]), "said once"


def test_a_facet_adds_one_argument_and_keeps_the_others(client: FlaskClient) -> None:
    link = _choice(client, SEARCH, "Cupping")
    assert _arguments(link) == {
        "q": ["remedial massage for my back"],
        "near": ["Rosanna"],
        "service": ["cupping"],
    }


def test_a_facet_that_is_on_removes_its_argument(client: FlaskClient) -> None:
    link = _choice(client, SEARCH + "&service=cupping&service=myotherapy", "Cupping")
    assert _arguments(link)["service"] == ["myotherapy"]


def test_facets_show_counts(client: FlaskClient) -> None:
    choices = [text(choice) for choice in page(client, "/search").select(".narrow .choice")]
    assert "Remedial massage 2" in choices
    assert "HICAPS: claim on the spot 1" in choices


def test_a_suburb_facet_narrows_to_it(client: FlaskClient) -> None:
    assert _arguments(_choice(client, SEARCH, "Rosanna VIC"))["suburb"] == ["rosanna-vic"]


def test_distance_steps_appear_only_round_a_place(client: FlaskClient) -> None:
    assert _arguments(_choice(client, SEARCH, "25 km"))["radius_km"] == ["25"]
    assert "25 km" not in [text(c) for c in page(client, "/search").select(".choice")]


def test_sorting_is_a_link_and_nearest_needs_a_place(client: FlaskClient) -> None:
    assert _arguments(_choice(client, "/search?q=remedial+massage&near=Rosanna", "Nearest"))["sort"] == [
        "distance"
    ]
    assert "Nearest" not in [text(c) for c in page(client, "/search").select(".choice")]


def test_price_and_open_now_can_be_switched_on_and_off(client: FlaskClient) -> None:
    on = _choice(client, SEARCH, "$100 or less")
    assert _arguments(on)["max_price"] == ["100"]
    assert "max_price" not in _arguments(_choice(client, on, "$100 or less"))
    assert _arguments(_choice(client, SEARCH, "Open now"))["open_at"] == ["now"]


def test_paging_links_lead_on_and_back(client: FlaskClient, finder: MadeUpFinder) -> None:
    finder.providers = [FULL.model_copy(update={"id": f"p-{n}"}) for n in range(95)]
    read = page(client, SEARCH + "&page=3&per_page=10")
    assert "95 providers, showing 21 to 30" in text(read)
    turns = read.select_one(".turns")
    assert text(turns) == "Previous Page 1 Page 2 3 Page 4 Page 5 … Page 10 Next"
    following = read.select_one("a[rel=next]")
    assert following is not None
    assert _arguments(str(following["href"]))["page"] == ["4"]


def test_a_page_past_the_end_leads_back(client: FlaskClient) -> None:
    assert "There is no page 9" in text(page(client, SEARCH + "&page=9"))


def test_a_narrower_search_starts_at_the_first_page(client: FlaskClient, finder: MadeUpFinder) -> None:
    finder.providers = [FULL.model_copy(update={"id": f"p-{n}"}) for n in range(50)]
    assert "page" not in _arguments(_choice(client, SEARCH + "&page=2", "Cupping"))


def test_an_empty_result_offers_next_steps_that_work(client: FlaskClient) -> None:
    steps = page(client, "/search?q=nothing&near=Rosanna&feature=hicaps").select(".steps a")
    assert [text(step) for step in steps] == [
        "All of massage",
        "Without “states HICAPS”",
        "Without the words “nothing”",
        "Everyone near Rosanna VIC 3084",
        "Start again",
    ]
    assert all(client.get(str(step["href"])).status_code == 200 for step in steps)


def test_without_a_suggestion_of_the_index_an_empty_result_looks_further_away(
    client: FlaskClient, finder: MadeUpFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = finder.search
    monkeypatch.setattr(finder, "search", lambda r: plain(r).model_copy(update={"suggestions": ()}))
    steps = [
        text(step) for step in page(client, "/search?q=nothing&near=Rosanna&radius_km=5").select(".steps a")
    ]
    assert steps[:2] == ["Look within 10 km of Rosanna VIC 3084", "Look within 25 km of Rosanna VIC 3084"]


def test_what_the_search_could_not_use_is_said(
    client: FlaskClient, finder: MadeUpFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = finder.search
    warned = ("the time could not be read",)
    monkeypatch.setattr(finder, "search", lambda r: plain(r).model_copy(update={"warnings": warned}))
    assert text(page(client, SEARCH).select_one(".notice")) == "The time could not be read"


def test_a_phone_shows_three_more_therapies_and_counts_the_rest(client: FlaskClient) -> None:
    card = page(client, "/search").select_one(".card")
    assert card is not None
    assert [text(chip) for chip in card.select(".chip:not(.desk)")] == [
        "States",
        "Remedial massage",
        "Myotherapy",
        "Deep tissue massage",
        "and 3 more",
    ]
    assert len(card.select(".chip:not(.phone):not(.chip-more)")) == 6


def test_an_unknown_place_is_said(client: FlaskClient) -> None:
    assert "We do not know the place “Nowhereville”" in text(page(client, "/search?near=Nowhereville"))


def test_empty_and_unknown_arguments_are_passed_over(client: FlaskClient, finder: MadeUpFinder) -> None:
    page(client, "/search?q=+massage+&near=&radius_km=&service=&utm_source=x")
    assert finder.asked[-1].q == "massage"
    assert finder.asked[-1].radius_km is None
    assert finder.asked[-1].service == []


def test_the_page_offers_the_same_search_as_json(client: FlaskClient) -> None:
    link = page(client, SEARCH).select_one("link[type='application/json']")
    assert link is not None
    assert client.get(str(link["href"])).json["total"] == 1  # type: ignore[index]


@pytest.mark.parametrize(
    "address",
    [SEARCH, "/search?q=remedial+massage+saturday&near=Rosanna", "/search?q=cupping&near=Rosanna", "/search"],
)
def test_results_are_not_for_search_engines(client: FlaskClient, address: str) -> None:
    read = page(client, address)
    assert read.select_one("meta[name=robots][content^=noindex]") is not None
    assert read.select_one("link[rel=canonical]") is None


def test_results_that_a_landing_page_says_as_well_name_it_as_the_one_to_list(
    client: FlaskClient, finder: MadeUpFinder
) -> None:
    finder.providers = [FULL, FULL.model_copy(update={"id": "p-second"})]
    read = page(client, "/search?q=remedial+massage&near=Rosanna")
    link = read.select_one("link[rel=canonical]")
    assert link is not None
    assert link["href"] == "http://localhost/remedial-massage/rosanna-vic-3084"
    assert read.select_one("meta[name=robots]") is None
    assert page(client, str(link["href"])).select_one("meta[name=robots]") is None
    narrowed = page(client, "/search?q=remedial+massage&near=Rosanna&service=cupping")
    assert narrowed.select_one("link[rel=canonical]") is None


def test_a_provider_that_travels_says_so(client: FlaskClient, finder: MadeUpFinder) -> None:
    finder.providers = [BARE]
    assert "Comes to you" in text(page(client, "/search").select_one(".card"))


def _choice(client: FlaskClient, address: str, label: str) -> str:
    choices = page(client, address).select(".narrow a.choice")
    found = [choice for choice in choices if label in str(choice.select_one("span"))]
    assert found, label
    return str(found[0]["href"])


def _arguments(link: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link).query)
