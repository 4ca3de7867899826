"""Searching: all that the web site and the shell ask of the index. Safe to use from several threads."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Self

from crawler.home import Home
from data.term import Kind, Vocabulary, vocabulary
from indexer.asking.completing import completions, near_completions
from indexer.asking.next_steps import next_steps
from indexer.asking.snippets import snippet
from indexer.building import leaving, redirects
from indexer.building.generations import Generations, Lease, SourceSeen
from indexer.census import Census, count, known
from indexer.engines.protocol import Engine, Found
from indexer.engines.whoosh import WhooshEngine
from indexer.model import Provider
from indexer.query import query, understand, widened
from indexer.search import Hit, Results, SearchRequest, Snippet, Suggestion, Understood

SUGGESTIONS_MOST = 8
SIMILAR_MOST = 4


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the index holds. Times: RFC 3339, UTC."""

    providers: int
    sources: tuple[SourceSeen, ...]
    generation: str
    built_at: str


@dataclass(slots=True)
class _Open:
    """An open generation and how many requests are in it."""

    lease: Lease
    engine: Engine
    redirects: Mapping[str, str]
    """Id that is no more -> id that is."""
    left: frozenset[str]
    """Ids of providers who asked to be left out."""
    users: int = 0
    census: Census | None = None


class SearchService:
    """The served index of a home. Follows the pointer: a new generation is served from the next request on.

    Every call raises `IndexMissing`, `IndexBroken` or `IndexNewer` when there is no index to ask.
    """

    def __init__(self, home: Home, clock: Callable[[], datetime] | None = None) -> None:
        self._generations = Generations(home.index)
        self._clock = clock
        self._lock = Lock()
        self._open: _Open | None = None

    def search(self, request: SearchRequest) -> Results:
        """Answer one search."""
        with self._using() as opened:
            engine = opened.engine
            now = self._clock() if self._clock else None
            understood, warnings = understand(request, now=now, knows=engine.knows)
            answer = engine.search(query(request, understood))
            if answer.nearest_outside and understood.place and not understood.place.radius_is_asked:
                understood, wider = widened(understood, answer.nearest_outside)
                warnings = (*warnings, wider)
                answer = engine.search(query(request, understood))
        return Results(
            query=request.model_dump(exclude_defaults=True),
            understood=understood,
            total=answer.total,
            page=request.page,
            per_page=request.per_page,
            results=tuple(hit_of(found, understood) for found in answer.found),
            facets=answer.facets,
            suggestions=tuple(next_steps(request, understood, answer)),
            unknown_hours=answer.unknown_hours,
            unknown_price=answer.unknown_price,
            warnings=warnings,
        )

    def provider(self, id: str) -> Provider | None:  # noqa: A002 - the public name of the parameter
        """The provider of that id, or the one it was merged into; `None` when there is neither."""
        with self._using() as opened:
            return opened.engine.get(id) or opened.engine.get(opened.redirects.get(id, id))

    def has_left(self, provider_id: str) -> bool:
        """Whether the provider of that id was listed once and asked to be left out."""
        with self._using() as opened:
            return not opened.left.isdisjoint((provider_id, opened.redirects.get(provider_id, provider_id)))

    def providers(self) -> Iterator[Provider]:
        """Every provider, by id; the generation is held to the end."""
        with self._using() as opened:
            engine = opened.engine
            yield from engine.providers()

    def suggest(self, text: str, limit: int = SUGGESTIONS_MOST) -> tuple[Suggestion, ...]:
        """Therapies, conditions, places and names that begin like `text`, the kinds taking turns.

        Where nothing does, what begins so but for one slip.
        """
        with self._using() as opened:
            engine = opened.engine
            suburbs = engine.suburbs()
            found = completions(text, engine.names(text, limit), limit, suburbs)
            if found:
                return found
            return near_completions(text, engine.names_nearly(text, limit), limit, suburbs)

    def similar(self, id: str, limit: int = SIMILAR_MOST) -> tuple[Provider, ...]:  # noqa: A002 - as `provider`
        """Providers near that state much of the same, the likest first."""
        with self._using() as opened:
            engine = opened.engine
            return tuple(found for one in engine.similar(id, limit) if (found := engine.get(one)))

    def coverage(self) -> Coverage:
        """What the index holds."""
        with self._using() as opened:
            info = opened.lease.info
            return Coverage(len(opened.engine), info.sources, info.id, info.built_at)

    def census(self) -> Census:
        """How many providers state what, and where; counted once for each generation."""
        with self._using() as opened:
            if opened.census is None:
                noted = known(opened.lease.folder, opened.engine.providers)
                opened.census = count(noted)
            return opened.census

    def generation(self) -> str:
        """The name of the served generation; changes when anything in the index may have."""
        with self._using() as opened:
            return opened.lease.info.id

    def terms(self, kind: Kind) -> Vocabulary:
        """A vocabulary: `therapies`, `conditions`, `credentials` or `features`."""
        return vocabulary(kind)

    def close(self) -> None:
        """Give up files; a later call opens them again."""
        with self._lock:
            opened, self._open = self._open, None
            if opened and not opened.users:
                _close(opened)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _using(self) -> Iterator[_Open]:
        """The served generation, held open for one request."""
        with self._lock:
            opened = self._current()
            opened.users += 1
        try:
            yield opened
        finally:
            with self._lock:
                opened.users -= 1
                if not opened.users and opened is not self._open:
                    _close(opened)

    def _current(self) -> _Open:
        served = self._generations.current()
        if self._open and self._open.lease.info.id == served:
            return self._open
        lease = self._generations.open()
        try:
            engine = WhooshEngine(lease.folder)
            left = leaving.load(lease.folder).providers
            fresh = _Open(lease, engine, redirects.load(lease.folder), left)
        except BaseException:
            lease.close()
            raise
        before, self._open = self._open, fresh
        if before and not before.users:
            _close(before)
        return fresh


def hit_of(found: Found, understood: Understood) -> Hit:
    """A hit as the API gives it, its provider and snippet still unread."""
    return Hit.unread(
        found.id,
        partial(_shown, found, understood),
        location=found.location,
        distance_km=found.distance_km,
        score=found.score,
        reasons=found.reasons,
    )


def _shown(found: Found, understood: Understood) -> tuple[Provider, Callable[[], tuple[Snippet, ...]]]:
    document = found.read()
    return document.provider, partial(snippet, document.provider, understood, document.text)


def _close(opened: _Open) -> None:
    opened.engine.close()
    opened.lease.close()
