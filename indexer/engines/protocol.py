"""What a search engine must do, whichever it is: documents in, answers to queries out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from indexer.model import Provider
from indexer.search import Facets, Reason, Sort, Understood


@dataclass(frozen=True, slots=True)
class Document:
    """A provider, and words of its pages and listings that are no facts but may be searched for."""

    provider: Provider
    text: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of an engine.

    What `understood` holds must be met, but for conditions and words beside a therapy, which only rank; the
    ids of `filters` (by kind: services, conditions, credentials, features) must be stated and only narrow.
    Of `suburbs` and `price_bands` one must be met, of `open_days` all; see `Facets`.
    """

    understood: Understood
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    name_words: tuple[str, ...] = ()
    """All folded words typed: a provider whose name they hold is wanted by name."""
    sort: Sort = "best"
    page: int = 1
    per_page: int = 20


@dataclass(slots=True)
class Found:
    """One provider found. `location` is the index of its nearest location, `None` for a service area."""

    id: str
    location: int | None
    distance_km: float | None
    score: float
    reasons: tuple[Reason, ...]
    read: Callable[[], Document] = field(compare=False, repr=False)
    """Decodes the document, which is at hand as long as this is."""

    @property
    def provider(self) -> Provider:
        """The provider itself, decoded anew."""
        return self.read().provider


@dataclass(frozen=True, slots=True)
class Answer:
    """The page of hits, and what is said about all of them."""

    total: int
    found: tuple[Found, ...]
    facets: Facets
    unknown_hours: int = 0
    """Providers left out only because they state no hours."""
    unknown_price: int = 0
    """Providers left out only because they state no price for 60 minutes."""
    nearest_outside: tuple[str, float] | None = None
    """When nothing lies within the radius: suburb and distance (km) of the nearest that fits."""


class Engine(Protocol):
    """A whole index, open for reading. Safe to use from several threads."""

    def search(self, query: Query) -> Answer:
        """Answer a query. The same query and index always give the same answer.

        Who is gone is never found.
        """

    def get(self, provider_id: str) -> Provider | None:
        """The provider of that id."""

    def names(self, text: str, limit: int) -> tuple[tuple[str, str], ...]:
        """(id, name) of providers whose name has a word beginning with each word of `text`."""

    def names_nearly(self, text: str, limit: int) -> tuple[tuple[str, str], ...]:
        """As `names`, with one slip in the last word."""

    def similar(self, provider_id: str, limit: int) -> tuple[str, ...]:
        """Ids of providers near that state much of the same, the likest first; none for an unknown id."""

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in any document, so that it is no misspelling."""

    def suburbs(self) -> frozenset[str]:
        """The suburbs that have providers who can be found, as in the facet: name and state."""

    def providers(self) -> Iterator[Provider]:
        """Every provider, by id."""

    def __len__(self) -> int:
        """How many providers there are."""

    def close(self) -> None:
        """Give up files."""
