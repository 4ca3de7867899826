"""A handful of made-up providers, and a small finder that answers from them.

The finder is for the site's own tests: it answers as the index does, so that pages can be tested for shapes
no index of ours gives today. What the real index answers is tested in `test_with_the_index.py`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from crawler.home import Home
from indexer.building.generations import Generations, SourceSeen
from indexer.census import Census, count, note
from indexer.engines import whoosh
from indexer.engines.protocol import Document
from indexer.model import (
    Credential,
    Provider,
    StatedTerm,
)
from indexer.search import (
    Correction,
    FacetCount,
    Facets,
    Hit,
    Open,
    Place,
    Reason,
    Results,
    SearchRequest,
    Suggestion,
    Understood,
)
from tests.search_web.made_up_providers import BARE, FULL, INDEXED, OSTEO, SEEN, THERAPIES

PLACES = {"rosanna": Place(label="Rosanna VIC 3084", lat=-37.741, lon=145.068, radius_km=10)}
PARENTS = {"deep-tissue-massage": "remedial-massage"}
EXPLAINED = {
    "diploma-remedial-massage": {
        "explains": "The usual qualification of remedial massage therapists.",
        "kind": "qualification",
    },
    "ahpra-registration": {"kind": "registration"},
}


"""What goes into a real index. Times are ours, never a page's, so none of them is hostile."""


def build_index(home: Home) -> None:
    """Publish a real index of the made-up providers."""
    generations = Generations(home.index)
    with generations.building() as folder:
        count = whoosh.write(folder, [Document(provider) for provider in INDEXED])
        generations.publish(folder, providers=count, sources=(SourceSeen("sites", count, SEEN),))


@dataclass(frozen=True)
class MadeUpTerm:
    id: str
    label: str
    parent: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MadeUpSource:
    source: str
    listings: int
    last_seen: str
    title: str = ""
    publisher: str = ""
    licence: str = ""


SOURCES = (
    MadeUpSource("sites", 3, SEEN, "Providers’ own web sites"),
    MadeUpSource("osm", 1, SEEN, "OpenStreetMap", "OpenStreetMap contributors", "ODbL 1.0"),
    MadeUpSource(
        "guild-directory", 2, SEEN, "Find a Bodyworker", "Guild of Hands-On Therapists", "Open to all"
    ),
    MadeUpSource("tas-map", 1, SEEN, "The map, Tasmania", "OpenStreetMap contributors", "ODbL 1.0"),
)


@dataclass(frozen=True)
class MadeUpCoverage:
    providers: int
    sources: tuple[MadeUpSource, ...] = SOURCES
    generation: str = "g1"
    built_at: str = SEEN


@dataclass(eq=False)
class MadeUpFinder:
    """Answers from a list of providers, by whole ids and one known place."""

    providers: Sequence[Provider] = (FULL, BARE, OSTEO)
    generation: str = "g1"
    merged: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    asked: list[SearchRequest] = field(default_factory=list)
    open_now: bool = False

    def search(self, request: SearchRequest) -> Results:
        self.asked.append(request)
        understood = self._understand(request)
        found = [p for p in self.providers if self._fits(p, understood)]
        first = (request.page - 1) * request.per_page
        page = found[first : first + request.per_page]
        return Results(
            query=request.model_dump(),
            understood=understood,
            total=len(found),
            page=request.page,
            per_page=request.per_page,
            results=tuple(self._hit(p, understood) for p in page),
            facets=Facets(
                services=_counts(t for p in found for t in p.services),
                credentials=_counts(t for p in found for t in p.credentials),
                features=_counts(t for p in found for t in p.features),
                suburbs=(
                    FacetCount(id="rosanna-vic", label="Rosanna VIC", count=len(found), adding=len(found)),
                )
                if found
                else (),
            ),
            suggestions=() if found else (Suggestion(text="All of massage", url="/search?q=massage"),),
        )

    def _understand(self, request: SearchRequest) -> Understood:
        words = request.q.lower().replace("remidial", "remedial")
        named = [id_ for id_, label in THERAPIES.items() if label.lower() in words]
        return Understood(
            text=request.q if "nothing" in words else "",
            services=tuple(dict.fromkeys([*named, *request.service])),
            conditions=("low-back-pain",) if "back" in words else tuple(request.condition),
            credentials=tuple(request.credential),
            features=tuple(request.feature),
            place=self._place(request),
            open=self._open(words),
            max_price=request.max_price,
            corrections=(Correction.model_validate({"from": "remidial", "to": "remedial"}),)
            if "remidial" in request.q
            else (),
        )

    def _open(self, words: str) -> Open | None:
        if self.open_now:
            return Open.model_validate({"day": "Tu", "from": "12:00", "to": "12:00"})
        return Open.model_validate({"day": "Sa"}) if "saturday" in words else None

    def _place(self, request: SearchRequest) -> Place | None:
        place = PLACES.get(request.near.split(" ")[0].lower())
        return place.model_copy(update={"radius_km": request.radius_km or 10.0}) if place else None

    def _fits(self, provider: Provider, understood: Understood) -> bool:
        terms = (*provider.services, *provider.conditions, *provider.features)
        stated = {term.id for term in terms} | {held.id for held in provider.credentials}
        wanted = (*understood.services, *understood.conditions, *understood.credentials, *understood.features)
        return not understood.text and set(wanted) <= stated

    def _hit(self, provider: Provider, understood: Understood) -> Hit:
        return Hit(
            provider=provider,
            location=0 if provider.locations else None,
            distance_km=2.14 if provider.locations and understood.place else None,
            score=7.31,
            reasons=(Reason(part="services", value=3.1, why="states remedial massage"),),
        )

    def provider(self, provider_id: str, /) -> Provider | None:
        wanted = self.merged.get(provider_id, provider_id)
        return next((p for p in self.providers if p.id == wanted), None)

    def has_left(self, provider_id: str, /) -> bool:
        return provider_id in self.left

    def similar(self, provider_id: str, /, limit: int = 4) -> tuple[Provider, ...]:
        return tuple(p for p in self.providers if p.id != provider_id)[:limit]

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        return tuple(
            Suggestion(text=label, url=f"/search?service={id_}")
            for id_, label in THERAPIES.items()
            if label.lower().startswith(text.lower())
        )[:limit]

    def coverage(self) -> MadeUpCoverage:
        return MadeUpCoverage(providers=len(self.providers), generation=self.generation)

    def census(self) -> Census:
        return count(noted for one in self.providers if (noted := note(one)))

    def terms(self, kind: str) -> tuple[MadeUpTerm, ...]:
        named = {
            "therapies": THERAPIES,
            "conditions": {"low-back-pain": "Low back pain"},
            "credentials": {
                "diploma-remedial-massage": "Diploma of Remedial Massage",
                "ahpra-registration": "Ahpra registration",
            },
            "features": {"hicaps": "HICAPS: claim on the spot"},
        }
        return tuple(
            MadeUpTerm(id_, label, PARENTS.get(id_), EXPLAINED.get(id_, {}))
            for id_, label in named[kind].items()
        )


def _counts(terms: Iterable[StatedTerm | Credential]) -> tuple[FacetCount, ...]:
    stated = [t for t in terms if t.status == "stated"]
    names = {t.id: t.label for t in stated}
    return tuple(
        FacetCount(id=i, label=names[i], count=n, adding=n)
        for i, n in Counter(t.id for t in stated).most_common()
    )
