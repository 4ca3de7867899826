"""From a page's bytes to its text, whatever the page says its encoding is."""

import re

from w3lib.encoding import html_to_unicode

MOJIBAKE = re.compile("â€[™œ\x9d“”˜¢¦]|Ã[\x80-\xbf©¨¡±¼¶¤]|Â[\xa0£·©®]")
"""UTF-8 read as windows-1252."""


def decode(body: bytes, content_type: str | None) -> str:
    """Decode by byte order mark, then the declared encoding, then what the bytes look like.

    A declared encoding that does not fit the bytes is not believed: pages saved as windows-1252 and
    declared as UTF-8, and UTF-8 declared as Latin-1, are both common.
    """
    encoding, text = html_to_unicode(
        content_type, body, default_encoding="utf-8", auto_detect_fun=_looks_like
    )
    if "\ufffd" in text and encoding == "utf-8":
        return text if _is_mostly_utf8(text) else body.decode("cp1252", "replace")
    if encoding != "utf-8" and MOJIBAKE.search(text):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            return text
    return text


def _looks_like(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _is_mostly_utf8(text: str) -> bool:
    """A few torn characters are damage; when most of what is not ASCII failed, it never was UTF-8."""
    return text.count("\ufffd") * 2 < sum(c > "\x7f" for c in text)
