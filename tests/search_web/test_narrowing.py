"""Facets, whichever an index counts: links that add or remove one value each."""

from urllib.parse import parse_qs, urlsplit

from pydantic import Field

from indexer.search import FacetCount, Facets, Results, SearchRequest, Understood
from search_web.narrowing import Facet, facets, kept


class RicherSearch(SearchRequest):
    """A request that can ask for more than today's."""

    suburb: list[str] = Field(default_factory=list)
    open_day: list[str] = Field(default_factory=list)
    price_band: list[str] = Field(default_factory=list)


class RicherCount(FacetCount):
    """A count that also says how many a search for the value as well would find."""

    adding: int


class RicherFacets(Facets):
    """Facets beyond today's."""

    open_days: tuple[FacetCount, ...] = ()
    price_bands: tuple[FacetCount, ...] = ()


def richer(request: SearchRequest) -> dict[str, Facet]:
    counted = RicherFacets(
        suburbs=(FacetCount(id="rosanna-vic", label="Rosanna VIC", count=3),),
        open_days=(
            RicherCount(id="Sa", label="Saturday", count=2, adding=1),
            RicherCount(id="Su", label="Sunday", count=2, adding=0),
        ),
        price_bands=(FacetCount(id="80-100", label="$80 to $100", count=2),),
    )
    answer = Results(
        query={}, understood=Understood(), total=3, page=1, per_page=20, results=(), facets=counted
    )
    return {facet.title: facet for facet in facets(request, answer)}


def arguments(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


def test_a_facet_that_is_new_to_the_index_appears_with_its_own_parameter() -> None:
    found = richer(RicherSearch(q="massage"))
    assert list(found) == ["Open", "Suburbs", "Price for 60 minutes", "Days open"]
    assert arguments(found["Suburbs"].choices[0].url) == {"q": ["massage"], "suburb": ["rosanna-vic"]}
    assert arguments(found["Price for 60 minutes"].choices[0].url)["price_band"] == ["80-100"]


def test_a_value_says_what_adding_it_finds_and_one_that_finds_nobody_is_left_out() -> None:
    days = richer(RicherSearch())["Days open"].choices
    assert [(day.label, day.count) for day in days] == [("Saturday", 1)]


def test_chosen_values_add_up_and_each_can_be_taken_off_also_when_nobody_has_it() -> None:
    found = richer(RicherSearch(suburb=["rosanna-vic", "kew-vic"]))["Suburbs"]
    assert [(one.label, one.on, arguments(one.url)["suburb"]) for one in found.choices] == [
        ("Rosanna VIC", True, ["kew-vic"]),
        ("kew-vic", True, ["rosanna-vic"]),
    ]


def test_without_their_parameters_suburbs_are_places_and_prices_are_limits() -> None:
    found = richer(SearchRequest())
    assert list(found) == ["Open", "Suburbs", "Price for 60 minutes"]
    assert arguments(found["Suburbs"].choices[0].url) == {"near": ["Rosanna VIC"]}
    assert arguments(found["Price for 60 minutes"].choices[0].url) == {"max_price": ["80"]}


def test_a_form_keeps_every_argument_but_its_own_and_the_page() -> None:
    request = SearchRequest(q="a", service=["x", "y"], radius_km=5, open_at="now", page=4)
    assert kept(request, "open_at") == [("q", "a"), ("radius_km", "5"), ("service", "x"), ("service", "y")]
