"""`rosanna facts`: what is found on a site, where, and why; or why one thing is not."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click
from pydantic import TypeAdapter

from crawler.home import Home
from indexer.evidence import Found
from indexer.facts import SiteFacts
from indexer.model import Credential, Evidence, Location, Practitioner, Price, StatedTerm
from indexer.showing.explain import READERS, Explanation, Weight, explain, weights
from indexer.showing.reading import Reading, read

WEIGHTS_SHOWN = 3
"""Places of a term that are printed beside its evidence; --explain prints all."""
WORDS_SHOWN = 160
"""Characters of a text that --explain prints."""


def run(target: str, url: str | None, explain_id: str | None, as_json: bool) -> None:
    """Print facts or an explanation of `target`."""
    reading = read(target, Home.from_environment(), url)
    if as_json and explain_id is None:
        click.echo(json.dumps(_as_json(reading), indent=2, ensure_ascii=False))
        return
    if explain_id is None:
        _print_facts(reading)
        return
    if reading.site is None:
        raise click.UsageError("--explain reads pages; this address is a listing, which has none of its own")
    found = explain(reading.site, reading.facts, explain_id)
    if as_json:
        click.echo(json.dumps([_explanation(one) for one in found], indent=2, ensure_ascii=False))
        return
    for one in found:
        _print_explanation(one, reading)


def _as_json(reading: Reading) -> dict[str, Any]:
    facts = TypeAdapter(SiteFacts).dump_python(reading.facts, mode="json")
    return {
        "pages": [page.url for page in reading.site.pages] if reading.site else [],
        "problems": [{"url": one.url, "why": one.why} for one in reading.problems],
        "facts": facts,
        "why": _why(reading),
    }


def _why(reading: Reading) -> dict[str, dict[str, list[str]]]:
    """Field -> id -> the places its words stand in, with their weights."""
    if reading.site is None:
        return {}
    found: dict[str, dict[str, list[str]]] = {}
    for field in READERS:
        ids = {one.id for one in getattr(reading.facts, field)}
        by_id = weights(reading.site, field)
        found[field] = {key: list(_places(by_id.get(key, ()))) for key in sorted(ids)}
    return found


def _places(found: Iterable[Weight]) -> Iterator[str]:
    """The strongest places, and how many more there are."""
    counting = [one for one in found if one.chance]
    yield from (f"{one.chance:+.2f} {one.place}" for one in counting[:WEIGHTS_SHOWN])
    if len(counting) > WEIGHTS_SHOWN:
        yield f"{len(counting) - WEIGHTS_SHOWN} more"


def _print_facts(reading: Reading) -> None:
    facts = reading.facts
    pages = f"{len(reading.site.pages)} pages of {reading.site.url}" if reading.site else "one listing"
    click.echo(f"Read {pages}; country {facts.country}, kind {facts.kind}")
    for problem in reading.problems:
        click.echo(f"  {problem.url}: {problem.why}", err=True)
    scope = "a provider of ours" if facts.in_scope else "not a provider of ours"
    click.echo(f"It is {scope}: {'; '.join(facts.scope_reasons) or 'listed with its services'}")
    for title, lines in _plain_fields(facts):
        _print_field(title, lines)
    for field in READERS:
        by_id = weights(reading.site, field) if reading.site else {}
        _print_field(field, _term_lines(getattr(facts, field), by_id))
    _print_field("hours", _hours_lines(facts))
    _print_field("prices", (line for price in facts.prices for line in _price_lines(price)))
    _print_field("practitioners", (line for one in facts.practitioners for line in _person_lines(one)))


def _print_field(title: str, lines: Iterable[str]) -> None:
    shown = list(lines)
    if shown:
        click.secho(f"\n{title}", bold=True)
        for line in shown:
            click.echo(f"  {line}")


def _plain_fields(facts: SiteFacts) -> Iterator[tuple[str, Iterator[str]]]:
    yield "names", _found_lines(facts.names)
    yield "locations", _found_lines(Found(_address(one.value), one.evidence) for one in facts.locations)
    yield "service areas", iter(facts.service_areas)
    yield "phones", _found_lines(facts.phones)
    yield "emails", _found_lines(facts.emails)
    yield "booking", iter(facts.booking_urls)
    yield "social", iter(facts.social_urls)


def _found_lines(found: Iterable[Found[str]]) -> Iterator[str]:
    for one in found:
        yield one.value
        yield from _quotes(one.evidence)


def _quotes(proofs: Sequence[Evidence]) -> Iterator[str]:
    for proof in proofs:
        yield f"    “{proof.quote}”  {proof.url}"


def _address(place: Location) -> str:
    parts = (place.street, place.suburb, place.state, place.postcode, place.country)
    return ", ".join(part for part in parts if part)


def _term_lines(terms: Iterable[StatedTerm | Credential], by_id: dict[str, list[Weight]]) -> Iterator[str]:
    for term in terms:
        said = "" if term.status == "stated" else "  NOT offered, it says"
        more = ""
        if isinstance(term, Credential):
            more = "".join(f"  {part}" for part in (term.number, term.holder) if part)
        yield f"{term.id}{more}{said}"
        if places := "; ".join(_places(by_id.get(term.id, ()))):
            yield f"    why: {places}"
        yield from _quotes(term.evidence)


def _hours_lines(facts: SiteFacts) -> Iterator[str]:
    if facts.hours.osm or facts.hours.note:
        yield "  ".join(part for part in (facts.hours.osm, facts.hours.note) if part)
        yield from _quotes(facts.hours.evidence)


def _price_lines(price: Price) -> Iterator[str]:
    parts = [f"{price.amount:g} {price.currency}", f"{price.minutes} min" if price.minutes else ""]
    parts += [price.service or "", price.audience or "", price.visit or "", f"({price.label})"]
    yield "  ".join(part for part in parts if part)
    yield from _quotes(price.evidence)


def _person_lines(person: Practitioner) -> Iterator[str]:
    parts = [person.name, person.role or "", person.gender or "", " ".join(person.languages)]
    yield "  ".join(part for part in parts if part)
    yield from _quotes(person.evidence)


def _explanation(one: Explanation) -> dict[str, Any]:
    weighed = one.weighed
    return {
        "field": one.field,
        "id": one.term.id,
        "verdict": one.verdict,
        "found": [term.model_dump(mode="json") for term in one.found],
        "for": weighed.confidence if weighed else 0.0,
        "against": weighed.denial if weighed else 0.0,
        "needed": one.threshold,
        "mentions": [
            {
                "weight": item.chance,
                "place": item.place,
                "words": item.mention.match.surface,
                "text": item.mention.evidence().quote,
                "url": item.mention.page.url,
            }
            for item in one.weights
        ],
        "passed_over": [{"words": item.words, "why": item.why, "url": item.page.url} for item in one.missed],
    }


def _print_explanation(one: Explanation, reading: Reading) -> None:
    click.secho(f"{one.field}: {one.term.id} ({one.term.label})", bold=True)
    click.echo(f"  {one.verdict}")
    for item in one.weights:
        text = item.mention.evidence().quote[:WORDS_SHOWN]
        click.echo(f"  {item.chance:+.2f}  {item.place}: “{item.mention.match.surface}”")
        click.echo(f"         “{text}”  {item.mention.page.url}")
    for missed in one.missed:
        click.echo(f"  passed over: {missed.why}: “{missed.words}”  {missed.page.url}")
    for proof in (proof for term in one.found if one.weighed is None for proof in term.evidence):
        click.echo(f"  “{proof.quote}”  {proof.url}")
    if not reading.facts.in_scope:
        click.echo(f"  The site is no provider of ours: {'; '.join(reading.facts.scope_reasons)}")
