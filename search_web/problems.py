"""What the site says when it cannot answer: one JSON shape for the API, one page for people."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Flask, Response, current_app, json, render_template, request
from pydantic import BaseModel, Field, ValidationError
from werkzeug.exceptions import HTTPException

from indexer.errors import IndexMissing, IndexProblem
from search_web.headers import ANY_ORIGIN, API, SECURITY
from search_web.limits import Allowance
from search_web.links import PageSearch
from search_web.policy import POLICY


class ErrorDetail(BaseModel):
    """What went wrong. `parameter` names the parameter at fault, where there is one."""

    code: str = Field(
        description="One of `bad_parameter`, `not_found`, `gone`, `method_not_allowed`, `too_many_requests`, "
        "`index_missing`, `server_error`, or another HTTP status in words."
    )
    message: str
    parameter: str | None = None


class ErrorBody(BaseModel):
    """The answer to every request that fails."""

    error: ErrorDetail


class RequestError(Exception):
    """A request that cannot be answered, with the status and words to say so."""

    def __init__(self, status: int, code: str, message: str, parameter: str | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.parameter = status, code, message, parameter


@dataclass(frozen=True, slots=True)
class Apology:
    """The heading and the next step of an error page."""

    title: str
    text: str


APOLOGIES = {
    400: Apology("That search has a part we cannot read", "Search without that part, or start again."),
    404: Apology("Nothing is listed at this address", "It may have closed, moved or asked not to be listed."),
    410: Apology(
        "This listing was taken out",
        "Whoever it was about asked not to be listed. Nothing of it is kept here, and it does not come back.",
    ),
    405: Apology("This page can only be read", "It takes no forms. Search instead."),
    414: Apology("That address is too long", "Search with fewer words."),
    500: Apology("Something broke on our side", "It has been noted. Trying again in a minute often helps."),
    503: Apology(
        "There is nothing to search yet", "The person who runs this site has to build its index first."
    ),
}
CODES = {400: "bad_request", 404: "not_found", 405: "method_not_allowed", 500: "server_error"}
NO_INDEX = "there is no search index yet; the operator has to run `rosanna index`"
BAD_INDEX = "the search index cannot be read; the operator has to run `rosanna index --full`"
_WORDS = {"extra_forbidden": "is not a parameter here"}


def bad_parameter(error: ValidationError) -> RequestError:
    """The first fault of a request's parameters."""
    first = error.errors(include_url=False, include_context=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    told = first["msg"].partition(", unable to parse")[0]
    said = _WORDS.get(first["type"]) or told.replace("Input should", "should").replace("Value", "value")
    return RequestError(400, "bad_parameter", f"{name[:80]}: {said}", name[:80] or None)


def bad_value(name: str, said: str) -> RequestError:
    """A parameter whose value means nothing here."""
    return RequestError(400, "bad_parameter", f"{name}: {said}", name)


def validation_answer(error: ValidationError) -> Response:
    """What the OpenAPI layer answers to parameters that do not fit their model."""
    return answer(bad_parameter(error))


def answer(problem: RequestError) -> Response:
    """The response to a problem: JSON under `/api/`, else a page."""
    if request.path.startswith(API):
        body = ErrorBody(
            error=ErrorDetail(code=problem.code, message=problem.message, parameter=problem.parameter)
        )
        return Response(body.model_dump_json(), status=problem.status, mimetype="application/json")
    apology = APOLOGIES.get(problem.status) or Apology(HTTPStatus(problem.status).phrase, "Search instead.")
    kept = {"asked": _kept()} if request.endpoint == "pages.search" else {}
    page = render_template(
        "problem.html", problem=problem, apology=apology, without=_without(problem), **kept
    )
    return Response(page, status=problem.status, mimetype="text/html")


def too_many(allowance: Allowance) -> Response:
    """The answer of the API to an address that asks too often. It is given before Flask sees the request."""
    said = f"this address asks too often; ask again in {allowance.retry_after} s"
    body = ErrorBody(error=ErrorDetail(code="too_many_requests", message=said)).model_dump_json()
    headers = {**SECURITY, **ANY_ORIGIN, "Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
    return Response(body, status=429, mimetype="application/json", headers=headers)


def _kept() -> PageSearch:
    """The words that were asked for, however wrong the rest was, so that nobody types them again."""
    words = {name: request.args.get(name, "") for name in ("q", "near")}
    return PageSearch.model_construct(**words)  # type: ignore[arg-type]


def _without(problem: RequestError) -> str | None:
    """The same search without the parameter at fault."""
    if request.endpoint != "pages.search" or problem.parameter not in request.args:
        return None
    rest = [(name, value) for name, value in request.args.items(multi=True) if name != problem.parameter]
    return f"{request.path}?{urlencode(rest)}" if rest else request.path


def add_problem_pages(app: Flask) -> None:
    """Answer every failure of `app` in the one shape."""
    app.register_error_handler(RequestError, answer)
    app.register_error_handler(IndexProblem, _no_index)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _broken)


def _no_index(error: Exception) -> Response:
    # The error names a folder of this machine: that is for the log, not for a reader.
    current_app.logger.warning("%s", error)
    said = NO_INDEX if isinstance(error, IndexMissing) else BAD_INDEX
    response = answer(RequestError(503, "index_missing", said))
    response.headers["Retry-After"] = "60"
    return response


def _http(error: HTTPException) -> Response:
    if error.response is not None and isinstance(error.response, Response):
        return error.response
    status = error.code or 500
    if status < 400:
        return Response(error.get_response().get_data(), status, dict(error.get_headers()))
    code = CODES.get(status) or HTTPStatus(status).phrase.lower().replace(" ", "_")
    response = answer(RequestError(status, code, (error.description or error.name).strip()))
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def _broken(error: Exception) -> Response:
    current_app.logger.error("no answer to %s: %s", json.dumps(request.path), type(error).__name__)
    return answer(RequestError(500, "server_error", "the site could not answer; it has been noted"))
