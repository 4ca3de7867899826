"""Which file of a host's folder answers an address, and how it is sent."""

import codecs
import html
import mimetypes
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from werkzeug.wrappers import Request, Response

_INDEX_NAMES = ("index.html", "index.htm", "index.php")
_PAGE_SUFFIXES = (".html", ".htm", ".php")
_DECLARED_CHARSET = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_SNIFFED_BYTES = 2048
_LONGEST_NAME = 255
"""Bytes of UTF-8; file systems raise for longer ones."""
# Not the machine's own list of types: the same file is sent the same way everywhere.
_BUILT_IN_TYPES = mimetypes.MimeTypes()
_TYPES = {
    **dict.fromkeys((*_PAGE_SUFFIXES, ".shtml"), "text/html"),
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


def inside(path: Path, folder: Path) -> bool:
    """Whether a path stays in a folder once every symbolic link is followed."""
    return path.resolve().is_relative_to(folder.resolve())


def file_answer(request: Request, folder: Path) -> Response:
    """Answer a GET or HEAD from the files of one host's folder, and from nothing outside it."""
    segments = request.path.split("/")[1:]
    if any(part in {".", ".."} or "\\" in part or "\0" in part for part in segments) or "" in segments[:-1]:
        return one_line(400, "The address holds a path that no page has.")
    target = folder.joinpath(*segments)
    wants_folder = request.path.endswith("/")
    for name in _file_names(target, unquote(request.query_string.decode("latin-1")), wants_folder):
        if _fits(name) and name.is_file() and inside(name, folder):
            return _send(request, name)
    if not wants_folder and _fits(target) and target.is_dir() and inside(target, folder):
        query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
        return Response(status=301, headers={"Location": request.root_path + _quoted(request) + "/" + query})
    return _not_found(request)


def _fits(path: Path) -> bool:
    return all(len(part.encode("utf-8", "surrogatepass")) <= _LONGEST_NAME for part in path.parts)


def _quoted(request: Request) -> str:
    return re.sub(r"^https?://[^/]+", "", str(request.environ["RAW_URI"])).split("?", 1)[0]


def _file_names(target: Path, query: str, wants_folder: bool) -> Iterable[Path]:
    """The files that may answer an address, best first.

    `/` and folders are answered by `index.html` (`.htm`, `.php`), `/fees` by `fees`, else `fees.html` and so
    on. A query string stands after two underscores before the suffix: `/find/rosanna-3084?page=2` is the file
    `find/rosanna-3084__page=2.html`, `/?p=7` is `index__p=7.html`. Where there is no such file the query
    changes nothing, as on any server of plain files.
    """
    if wants_folder:
        plain = [target / name for name in _INDEX_NAMES]
    elif target.name:
        plain = [target, *(target.with_name(target.name + suffix) for suffix in _PAGE_SUFFIXES)]
    else:
        plain = []
    if query and not set("/\\\0") & set(query):
        for path in plain:
            yield path.with_name(f"{path.stem}__{query}{path.suffix}")
    yield from plain


def _send(request: Request, path: Path) -> Response:
    # Read at once: Werkzeug leaves a file open when the client hangs up before the end.
    response = Response(path.read_bytes(), content_type=_content_type(path))
    response.last_modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    response.add_etag()
    response.make_conditional(request)
    return response


def _content_type(path: Path) -> str:
    """The type by the suffix; for HTML with the charset the page declares, and none where it is silent."""
    suffix = path.suffix.lower()
    kind = _TYPES.get(suffix) or _BUILT_IN_TYPES.guess_type(f"x{suffix}")[0] or "application/octet-stream"
    if kind != "text/html":
        return kind
    with path.open("rb") as file:
        declared = _DECLARED_CHARSET.search(file.read(_SNIFFED_BYTES))
    if declared is None:
        return kind
    charset = (declared[1] or declared[2]).decode("ascii")
    try:
        codecs.lookup(charset)
    except LookupError:
        return kind
    return f"{kind}; charset={charset.lower()}"


def _not_found(request: Request) -> Response:
    return Response(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Page not found</title>'
        f"<h1>Page not found</h1><p>There is no page at {html.escape(request.path)}.</p></html>",
        status=404,
        content_type="text/html; charset=utf-8",
    )


def one_line(status: int, text: str) -> Response:
    """A plain answer of one line."""
    return Response(text + "\n", status=status, content_type="text/plain; charset=utf-8")
