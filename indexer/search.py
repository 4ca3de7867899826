"""What is asked of the index and what it answers, as the search API gives it.

A `SearchRequest` is what came in; `indexer.query.understand` turns it into an `Understood`; an engine turns
that into `Results`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_serializer

from indexer.model import Model, Provider

Sort = Literal["best", "distance", "price", "name"]
Day = Literal["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
PriceBand = Literal["0-80", "80-100", "100-120", "120-150", "150-"]
"""Of the price for 60 minutes: from the first number on, below the second."""
PER_PAGE_MOST = 100


class SearchRequest(BaseModel):
    """The parameters of a search, as received."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(default="", max_length=500, description="Free text: therapies, conditions, places, names.")
    near: str = Field(default="", max_length=200, description="Place words, or `lat,lon` in degrees.")
    radius_km: float | None = Field(default=None, gt=0, le=500, description="Largest distance, km.")
    service: list[str] = Field(default_factory=list, description="Therapy ids; all must be stated.")
    condition: list[str] = Field(default_factory=list, description="Condition ids; all must be mentioned.")
    credential: list[str] = Field(default_factory=list, description="Credential ids; all must be stated.")
    feature: list[str] = Field(default_factory=list, description="Feature ids; all must be stated.")
    suburb: list[str] = Field(
        default_factory=list, description="Suburbs as their facet has them; one of them."
    )
    open_day: list[Day] = Field(default_factory=list, description="Days; open on all of them.")
    price_band: list[PriceBand] = Field(
        default_factory=list, description="Bands of the price for 60 minutes, in dollars; one of them."
    )
    open_at: str | None = Field(default=None, description="RFC 3339 local time, or `now`.")
    max_price: float | None = Field(default=None, gt=0, description="Most for 60 minutes.")
    sort: Sort = Field(default="best", description="What comes first.")
    page: int = Field(default=1, ge=1, le=1000, description="Which page of the results.")
    per_page: int = Field(default=20, ge=1, le=PER_PAGE_MOST, description="Results on a page.")


class Place(Model):
    """Where to search round; degrees, WGS 84."""

    label: str
    lat: float
    lon: float
    radius_km: float
    radius_is_asked: bool = Field(default=False, exclude=True)
    """Whether the radius is somebody's wish, and not ours to widen."""
    namesakes: tuple[str, ...] = ()
    """Labels of other places of that name, the likeliest first."""


class Open(Model):
    """When it should be open: a day (`Mo`..`Su`, or `PH`) and `HH:MM` bounds, each where asked."""

    day: str | None = None
    from_: str | None = Field(default=None, serialization_alias="from", validation_alias="from")
    to: str | None = None

    @property
    def is_now(self) -> bool:
        """Whether one moment is asked for."""
        return self.day is not None and self.from_ is not None and self.from_ == self.to


class Correction(Model):
    """A word that was read as another."""

    from_: str = Field(serialization_alias="from", validation_alias="from")
    to: str


class Understood(Model):
    """What a search means. `text` is what no vocabulary explained."""

    text: str = ""
    services: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    place: Place | None = None
    open: Open | None = None
    max_price: float | None = None
    minutes: int | None = None
    """Length of the session asked for."""
    languages: tuple[str, ...] = ()
    """Languages somebody there should speak, by their English names."""
    phrases: tuple[str, ...] = ()
    """Folded words that were typed in quotation marks: they must stand one after the other."""
    without_services: tuple[str, ...] = ()
    """Therapies not wanted: who states one is left out."""
    without_text: str = ""
    """Words not wanted: who has one is left out."""
    corrections: tuple[Correction, ...] = ()


@dataclass(slots=True)
class Reason:
    """One part of a score. Not frozen, as `FacetCount`: a search makes hundreds, and freezing is not free."""

    part: str
    value: float
    why: str


class Snippet(Model):
    """A piece of text, and whether it is what was searched for."""

    text: str
    hit: bool


class Hit(Model):
    """One provider found, with the index of the location that was nearest."""

    provider: Provider
    location: int | None
    distance_km: float | None
    score: float
    reasons: tuple[Reason, ...] = ()
    snippet: tuple[Snippet, ...] = ()
    _id: str | None = PrivateAttr(default=None)
    _read: Callable[[], tuple[Provider, Callable[[], tuple[Snippet, ...]]]] | None = PrivateAttr(default=None)
    _snippet: Callable[[], tuple[Snippet, ...]] | None = PrivateAttr(default=None)

    @classmethod
    def unread(
        cls, id_: str, read: Callable[[], tuple[Provider, Callable[[], tuple[Snippet, ...]]]], **values: Any
    ) -> "Hit":
        """A hit whose provider and snippet are read when they are looked at: that costs more than finding it.

        `id_` is the provider's; `read` gives the provider and what makes the snippet. `values` are the other
        fields, as they should be: they are not validated.
        """
        hit = cls.__new__(cls)
        _set(hit, "__dict__", values)
        _set(hit, "__pydantic_fields_set__", set(HIT_FIELDS))
        _set(hit, "__pydantic_extra__", None)
        _set(hit, "__pydantic_private__", {"_id": id_, "_read": read, "_snippet": None})
        return hit

    @property
    def id(self) -> str:
        """The provider's id, known without reading the provider."""
        return self._id or self.provider.id

    def __getattr__(self, name: str) -> Any:
        if name == "provider":
            self._look()
            return self.__dict__[name]
        if name == "snippet":
            self._look_closely()
            return self.__dict__[name]
        return super().__getattr__(name)  # type: ignore[misc]  # pydantic hides it from type checkers

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Hit):
            self._look_closely()
            other._look_closely()
        return super().__eq__(other)

    __hash__ = None  # type: ignore[assignment]  # nobody collects hits

    @model_serializer(mode="wrap")
    def _whole(self, handler):  # type: ignore[no-untyped-def]
        self._look_closely()
        return handler(self)

    def _look(self) -> None:
        if self._read is not None and "provider" not in self.__dict__:
            provider, self._snippet = self._read()
            self.__dict__["provider"] = provider

    def _look_closely(self) -> None:
        self._look()
        if self._snippet is not None and "snippet" not in self.__dict__:
            self.__dict__["snippet"] = self._snippet()


HIT_FIELDS = frozenset(Hit.model_fields)
_set = object.__setattr__
"""Past the model's own, which is frozen."""


@dataclass(slots=True)
class FacetCount:
    """How many of the providers found have this value, and how many a search for it as well would find.

    The latter counts those too that state a kind of it, and where one of several values is enough (suburbs,
    price bands) those of the others that were chosen.
    """

    id: str
    label: str
    count: int
    adding: int = 0


class Facets(Model):
    """Counts over all providers found, most frequent first; days and bands in their order."""

    services: tuple[FacetCount, ...] = ()
    conditions: tuple[FacetCount, ...] = ()
    credentials: tuple[FacetCount, ...] = ()
    features: tuple[FacetCount, ...] = ()
    suburbs: tuple[FacetCount, ...] = ()
    open_days: tuple[FacetCount, ...] = ()
    price_bands: tuple[FacetCount, ...] = ()


class Suggestion(Model):
    """Something to try next."""

    text: str
    url: str


class Results(Model):
    """The answer to a search."""

    query: dict[str, object]
    understood: Understood
    total: int
    page: int
    per_page: int
    results: tuple[Hit, ...]
    facets: Facets
    suggestions: tuple[Suggestion, ...] = ()
    unknown_hours: int = 0
    """Providers left out only because they state no hours."""
    unknown_price: int = 0
    """Providers left out only because they state no price for 60 minutes."""
    warnings: tuple[str, ...] = ()
    """What a person should be told about how the search was read."""
