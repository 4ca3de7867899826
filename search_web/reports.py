"""Forms on a provider's page: say that a fact is wrong, have a listing corrected, or have it taken out.

No account and no cookie. A form carries a token signed for this provider and these hours, and a browser that
says that another site sent it is refused, so nobody can have others send forms for them. A field that people
do not see catches programs that fill in every field. How often one address may send is counted; the address
is not kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug import Response

from crawler.home import Home
from crawler.kept.inbox import CONTACT_LONGEST, KINDS, MESSAGE_LONGEST, InboxFull, Kind, receive
from crawler.store import Store, StoreError
from indexer.model import Provider
from search_web.finder import wanted_provider
from search_web.limits import RateLimiter, client_address
from search_web.links import mail_link
from search_web.problems import RequestError

reports = Blueprint("reports", __name__)

OPEN_SECONDS = 4 * 3600
"""How long a form may lie open before it is sent."""
TRAP = "company"
"""The field nobody sees."""
ASKED: Mapping[Kind, str] = {
    "wrong": "Something here is wrong",
    "closed": "It has closed or moved",
    "correct": "This is my listing, and I want it corrected",
    "remove": "This is my listing, and I want it taken out",
}
NEEDS_WORDS: frozenset[Kind] = frozenset({"wrong", "correct"})
"""Without words nobody could tell what to mend. To be left out, no reason is needed."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was sent, cut to what is kept."""

    kind: Kind
    message: str = ""
    contact: str = ""

    @property
    def fault(self) -> str:
        """What has to be mended before it can be kept, or nothing."""
        if self.kind in NEEDS_WORDS and not self.message:
            return "Please say what is wrong, and what would be right."
        if self.contact and not mail_link(self.contact):
            return "That is not an e-mail address. Leave it empty if you want no answer."
        return ""


@reports.get("/provider/<provider_id>/report")
def form(provider_id: str) -> ResponseReturnValue:
    """The empty form."""
    return _shown(wanted_provider(provider_id), Filled(_kind(request.args.get("kind", ""))))


@reports.post("/provider/<provider_id>/report")
def send(provider_id: str) -> ResponseReturnValue:
    """Keep what was sent, or show it again with what has to be mended."""
    provider = wanted_provider(provider_id)
    filled = Filled(
        _kind(request.form.get("kind", "")),
        request.form.get("message", "").replace("\r\n", "\n").strip()[:MESSAGE_LONGEST],
        request.form.get("contact", "").strip()[:CONTACT_LONGEST],
    )
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise RequestError(403, "forbidden", "the form was sent by another site")
    if not _signed(request.form.get("token", ""), provider.id):
        return _shown(provider, filled, "The form was open for too long. Please send it once more.", 400)
    if filled.fault:
        return _shown(provider, filled, filled.fault, 400)
    if request.form.get(TRAP):
        return redirect(url_for("reports.thanks", provider_id=provider.id), 303)
    limiter: RateLimiter = current_app.extensions["form_limiter"]
    allowance = limiter.take(client_address(request.environ))
    if allowance.retry_after:
        minutes = -(-allowance.retry_after // 60)
        said = f"That was sent often from here. Please send it again in {minutes} minutes."
        response = _shown(provider, filled, said, 429)
        response.headers.update(allowance.headers)
        return response
    _keep(provider, filled)
    return redirect(url_for("reports.thanks", provider_id=provider.id), 303)


@reports.get("/provider/<provider_id>/report/thanks")
def thanks(provider_id: str) -> ResponseReturnValue:
    """That it was kept, and what happens next."""
    return render_template("thanks.html", provider=wanted_provider(provider_id))


def _keep(provider: Provider, filled: Filled) -> None:
    home: Home = current_app.config["HOME"]
    try:
        with Store(home.database_url) as store:
            receive(store, filled.kind, (provider.id, provider.name[:200]), filled.message, filled.contact)
    except InboxFull as full:
        raise RequestError(
            503, "inbox_full", "no more requests are taken now; please write instead"
        ) from full
    except StoreError as error:
        current_app.logger.error("a request could not be kept: %s", error)
        raise RequestError(503, "not_kept", "it could not be kept; please send it again later") from error


def _shown(provider: Provider, filled: Filled, fault: str = "", status: int = 200) -> Response:
    page = render_template(
        "report.html",
        provider=provider,
        filled=filled,
        fault=fault,
        asked_kinds=ASKED,
        token=_serializer().dumps(provider.id),
        trap=TRAP,
        message_longest=MESSAGE_LONGEST,
        contact_longest=CONTACT_LONGEST,
    )
    return Response(page, status=status, mimetype="text/html", headers={"Cache-Control": "no-store"})


def _kind(text: str) -> Kind:
    return next((kind for kind in KINDS if kind == text), "wrong")


def _signed(token: str, provider_id: str) -> bool:
    try:
        return bool(_serializer().loads(token, max_age=OPEN_SECONDS) == provider_id)
    except BadSignature:
        return False


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="report")
