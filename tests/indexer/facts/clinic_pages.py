"""Made-up sites for the tests of facts: HTML in, `Site` out."""

import datetime as dt

from indexer.page import Site
from indexer.parse import parse

SEEN = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def site(*pages: str, host: str = "clinic.example", **named: str) -> Site:
    """A site of the given pages, home first; `named` pages lie at `/<name>.html`."""
    parsed = [
        parse(html, f"http://{host}/{n or ''}", "text/html; charset=utf-8", SEEN)
        for n, html in enumerate(pages)
    ]
    parsed += [parse(html, f"http://{host}/{name}.html", None, SEEN) for name, html in named.items()]
    return Site(tuple(parsed), url=f"http://{host}/")
