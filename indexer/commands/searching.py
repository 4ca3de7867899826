"""`rosanna search`: asks the index from the shell."""

import json

import click
from pydantic import ValidationError

from crawler.home import Home
from indexer.search import Hit, Results, SearchRequest
from indexer.service import SearchService


def run(words: str, near: str, radius: float | None, sort: str, limit: int, as_json: bool) -> None:
    """Search, and print the answer."""
    try:
        request = SearchRequest.model_validate(
            {"q": words, "near": near, "radius_km": radius, "sort": sort, "per_page": limit}
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise click.UsageError(f"{first['loc'][0]}: {first['msg']}") from error
    with SearchService(Home.from_environment()) as service:
        results = service.search(request)
    if as_json:
        click.echo(results.model_dump_json(indent=2, by_alias=True))
    else:
        _print_results(results)


def _print_results(results: Results) -> None:
    click.echo(f"Understood: {_understood(results)}")
    for correction in results.understood.corrections:
        click.echo(f"  “{correction.from_}” was read as “{correction.to}”")
    for warning in results.warnings:
        click.echo(f"  {warning}")
    click.echo(f"{results.total} found\n")
    for hit in results.results:
        _print_hit(hit)
    for suggestion in results.suggestions:
        click.echo(suggestion.text)


def _understood(results: Results) -> str:
    said = results.understood.model_dump(by_alias=True, exclude_none=True, exclude={"corrections", "place"})
    parts = [f"{key} {json.dumps(value, ensure_ascii=False)}" for key, value in said.items() if value]
    if place := results.understood.place:
        parts.append(f"within {place.radius_km:g} km of {place.label}")
    return ", ".join(parts) or "everything"


def _print_hit(hit: Hit) -> None:
    provider = hit.provider
    where = (
        provider.locations[hit.location] if hit.location is not None else next(iter(provider.locations), None)
    )
    suburb = " ".join(filter(None, (where.suburb, where.state, where.postcode))) if where else ""
    distance = f"{hit.distance_km:.1f} km" if hit.distance_km is not None else ""
    click.secho(provider.name, bold=True, nl=False)
    click.echo("".join(f"  {part}" for part in (suburb, distance, *provider.phones[:1]) if part))
    why = ", ".join(f"{reason.why} ({reason.value:.1f})" for reason in hit.reasons)
    click.echo(f"  {hit.score:.2f}: {why}")
    if hit.snippet:
        pieces = (click.style(piece.text, bold=True) if piece.hit else piece.text for piece in hit.snippet)
        click.echo(f"  “{''.join(pieces)}”")
    click.echo(f"  {provider.website or provider.sources[0].url}\n")
