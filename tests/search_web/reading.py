"""Reading a page the way a test wants it."""

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient


def page(client: FlaskClient, address: str, status: int = 200) -> BeautifulSoup:
    """The page at an address, parsed; it must answer with `status`."""
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    assert response.mimetype == "text/html"
    return BeautifulSoup(response.get_data(as_text=True), "lxml")


def status(client: FlaskClient, address: str) -> int:
    """The status an address answers with."""
    with client.get(address) as response:
        return response.status_code


def text(tag: Tag | None) -> str:
    """A tag's text with single spaces."""
    assert tag is not None
    return " ".join(tag.get_text(" ").split()).replace(" ,", ",").replace(" .", ".")


def foreign_scripts(read: BeautifulSoup) -> list[Tag]:
    """Scripts that are no file of this site; structured data is no script."""
    scripts = read.select("script:not([type='application/ld+json'])")
    return [tag for tag in scripts if tag.get_text() or not str(tag.get("src")).startswith("/static/")]
