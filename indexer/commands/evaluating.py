"""`rosanna evaluate`: precision, recall and F1 a field, against labels made by hand."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from crawler.home import Home
from indexer.errors import LabelsBroken
from indexer.model import Provider
from indexer.service import SearchService
from indexer.showing.evaluation import Evaluation, by_host, host_of, read_labels
from indexer.showing.local_site import local_provider, local_site


def run(labels: Path, pages: Path | None, hosts: Path | None, errors: bool, as_json: bool) -> None:
    """Print the scores of the labelled sites."""
    if pages is None:
        with SearchService(Home.from_environment()) as service:
            indexed = by_host(service.providers())
        found = evaluate(labels, lambda host: indexed.get(host_of(f"http://{host}"), ()), hosts)
    else:
        found = evaluate(labels, lambda host: read_host(pages, host), hosts)
    if as_json:
        click.echo(json.dumps(_as_json(found), indent=1, ensure_ascii=False))
        return
    if errors:
        for miss in found.misses:
            click.echo(f"{miss.site}  {miss.field}")
            click.echo("".join(f"    wrong:  {one}\n" for one in miss.wrong), nl=False)
            click.echo("".join(f"    missed: {one}\n" for one in miss.missed), nl=False)
    click.echo(f"{'field':14} {'right':>6} {'wrong':>6} {'missed':>6}  {'prec':>6} {'recall':>6} {'F1':>6}")
    for row in found.scores():
        counts = f"{row.right:6} {row.wrong:6} {row.missed:6}"
        click.echo(f"{row.field:14} {counts}  {row.precision:6.3f} {row.recall:6.3f} {row.f1:6.3f}")
    click.echo(f"mean F1 {found.mean():.3f} over {len(found.scores())} fields, {found.sites} sites")


def evaluate(
    labels: Path, providers: Callable[[str], Sequence[Provider]], hosts: Path | None = None
) -> Evaluation:
    """Compare what `providers` gives for each labelled host. Raises `LabelsBroken`."""
    found = Evaluation()
    for name, host, wanted in read_labels(labels, hosts):
        found.add(name, wanted, providers(host))
    if not found.sites:
        raise LabelsBroken(f"{labels} holds no label that the table of hosts names")
    return found


def read_host(pages: Path, host: str) -> Sequence[Provider]:
    """What the pages under `pages/<host>` say, read by themselves."""
    folder = pages / host
    if not folder.is_dir():
        raise LabelsBroken(f"no folder {folder}: --pages needs one folder a host")
    site = local_site(folder)
    provider = local_provider(site) if site else None
    return (provider,) if provider else ()


def _as_json(found: Evaluation) -> dict[str, object]:
    return {
        "sites": found.sites,
        "mean_f1": round(found.mean(), 4),
        "fields": {
            row.field: {
                "right": row.right,
                "wrong": row.wrong,
                "missed": row.missed,
                "precision": round(row.precision, 4),
                "recall": round(row.recall, 4),
                "f1": round(row.f1, 4),
            }
            for row in found.scores()
        },
        "misses": [
            {"site": one.site, "field": one.field, "wrong": one.wrong, "missed": one.missed}
            for one in found.misses
        ],
    }
