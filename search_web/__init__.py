"""The Flask site: pages and JSON API. No ranking, no SQL, no parsing of HTML."""
