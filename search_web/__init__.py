"""The Flask site: pages and JSON API. No ranking, no SQL, no parsing of HTML."""

from search_web.app import create_app

__all__ = ["create_app"]
