"""The site's command: `rosanna serve`."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import click

from crawler import logs
from crawler.home import Home, HomeError
from indexer.errors import IndexProblem
from indexer.service import SearchService
from search_web import create_app
from search_web.health import MetricsSettingError, read_networks
from search_web.limits import API_RATE, FORM_RATE, SIGN_IN_RATE, RateLimiter
from search_web.server import Server, ServerError, listen
from search_web.tiles import TilesError, read_tiles

MOST_WORKERS = 64


def _default_workers() -> int:
    return min(os.cpu_count() or 1, 8)


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for every one."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one."
)
@click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    default=_default_workers,
    help="Processes that answer. Default: one a core, at most 8.",
)
def serve(host: str, port: int, workers: int) -> None:
    """Serve the web site and its JSON API.

    Reads the index of ROSANNA_HOME (default ./var) and takes up a new one as soon as `rosanna index` has
    switched to it; there is no need to start again. Without an index it serves a page that says so.

    \b
    Settings from the environment:
      ROSANNA_HOME     where the index is
      ROSANNA_CONTACT  address shown to people who want to leave or correct a listing
      ROSANNA_SECRET   signs forms; needed where several machines serve one site
      ROSANNA_TILES_URL, ROSANNA_TILES_CREDIT
                       the map's pictures, and whom to name on them; `off` for none
      ROSANNA_METRICS  networks that may read /metrics, such as 127.0.0.1; else nobody
      ROSANNA_LOG      `json` for logs as JSON lines, with a line for each request
      ROSANNA_DESK     `off`: no operator's desk at /desk

    \b
    Addresses:
      /          the search             /api/v1/              the API, described
      /about     how it works           /api/v1/openapi.json  the same for programs
      /healthz, /readyz  200 when it can answer; /livez  200 when it runs
      /desk      for operators: `rosanna user add NAME`

    It sets no cookies but at /desk, and writes down nobody's address. Put a web server that speaks https in
    front of it to offer it to others. Ctrl-C ends it.
    """
    try:
        home = Home.from_environment()
        tiles = read_tiles(os.environ)
        networks = read_networks(os.environ)
        logs.set_up("web")
        listening = listen(host, port)
    except (HomeError, TilesError, MetricsSettingError, logs.LogSettingError, ServerError) as error:
        raise click.ClickException(str(error)) from error
    _warn_of_missing_index(home)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Rosanna is at http://{shown}:{listening.getsockname()[1]}/ (Ctrl-C ends it)")
    # Made before the workers are, so that they count together and know each other's forms.
    shared = {
        "HOME": home,
        "TILES": tiles,
        "METRICS": networks,
        "API_LIMITER": RateLimiter(API_RATE),
        "FORM_LIMITER": RateLimiter(FORM_RATE),
        "SIGN_IN_LIMITER": RateLimiter(SIGN_IN_RATE),
        "SECRET_KEY": os.environ.get("ROSANNA_SECRET") or secrets.token_hex(32),
    }
    with _counting_together(bool(networks)):
        Server(lambda: create_app(shared), listening, workers).run()


@contextmanager
def _counting_together(wanted: bool) -> Iterator[None]:
    """A folder in which worker processes count together, removed by the process that made it."""
    if not wanted:
        yield
        return
    folder, owner = tempfile.mkdtemp(prefix="rosanna-metrics-"), os.getpid()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    try:
        yield
    finally:
        if os.getpid() == owner:  # a worker that ends comes by here as well
            shutil.rmtree(folder, ignore_errors=True)


def _warn_of_missing_index(home: Home) -> None:
    try:
        with SearchService(home) as service:
            service.coverage()
    except IndexProblem as problem:
        click.secho(f"Warning: {problem}", fg="yellow", err=True)
