"""Facets, whichever an index counts: links that add or remove one value each."""

from urllib.parse import parse_qs, urlsplit

from indexer.search import FacetCount, Facets, Results, SearchRequest, Understood
from search_web.narrowing import Facet, facets, kept


def found_with(request: SearchRequest) -> dict[str, Facet]:
    counted = Facets(
        suburbs=(FacetCount(id="rosanna-vic", label="Rosanna VIC", count=3, adding=3),),
        open_days=(
            FacetCount(id="Sa", label="Saturday", count=2, adding=1),
            FacetCount(id="Su", label="Sunday", count=2, adding=0),
        ),
        price_bands=(FacetCount(id="80-100", label="$80 to $100", count=2, adding=2),),
    )
    answer = Results(
        query={}, understood=Understood(), total=3, page=1, per_page=20, results=(), facets=counted
    )
    return {facet.title: facet for facet in facets(request, answer)}


def arguments(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


def test_each_facet_that_is_counted_has_links_with_its_own_parameter() -> None:
    found = found_with(SearchRequest(q="massage"))
    assert list(found) == ["Open", "Suburbs", "Price for 60 minutes", "Days open"]
    assert arguments(found["Suburbs"].choices[0].url) == {"q": ["massage"], "suburb": ["rosanna-vic"]}
    assert arguments(found["Price for 60 minutes"].choices[0].url)["price_band"] == ["80-100"]


def test_a_value_says_what_adding_it_finds_and_one_that_finds_nobody_is_left_out() -> None:
    days = found_with(SearchRequest())["Days open"].choices
    assert [(day.label, day.count) for day in days] == [("Saturday", 1)]


def test_chosen_values_add_up_and_each_can_be_taken_off_also_when_nobody_has_it() -> None:
    found = found_with(SearchRequest(suburb=["rosanna-vic", "kew-vic"]))["Suburbs"]
    assert [(one.label, one.on, arguments(one.url)["suburb"]) for one in found.choices] == [
        ("Rosanna VIC", True, ["kew-vic"]),
        ("kew-vic", True, ["rosanna-vic"]),
    ]


def test_a_form_keeps_every_argument_but_its_own_and_the_page() -> None:
    request = SearchRequest(q="a", service=["x", "y"], radius_km=5, open_at="now", page=4)
    assert kept(request, "open_at") == [("q", "a"), ("radius_km", "5"), ("service", "x"), ("service", "y")]
