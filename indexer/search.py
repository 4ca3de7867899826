"""What is asked of the index and what it answers, as the search API gives it.

A `SearchRequest` is what came in; `indexer.query.understand` turns it into an `Understood`; an engine turns
that into `Results`.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from indexer.model import Model, Provider

Sort = Literal["best", "distance", "price", "name"]
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
    open_at: str | None = Field(default=None, description="RFC 3339 local time, or `now`.")
    max_price: float | None = Field(default=None, gt=0, description="Most for 60 minutes.")
    sort: Sort = "best"
    page: int = Field(default=1, ge=1, le=1000)
    per_page: int = Field(default=20, ge=1, le=PER_PAGE_MOST)


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


class Reason(Model):
    """One part of a score."""

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


class FacetCount(Model):
    """How many of the providers found have this value."""

    id: str
    label: str
    count: int


class Facets(Model):
    """Counts over all providers found, most frequent first."""

    services: tuple[FacetCount, ...] = ()
    credentials: tuple[FacetCount, ...] = ()
    features: tuple[FacetCount, ...] = ()
    suburbs: tuple[FacetCount, ...] = ()


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
    warnings: tuple[str, ...] = ()
    """What a person should be told about how the search was read."""
