"""Alerts by webhook: a POST of JSON, signed where there is a secret."""

import hmac
import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import IO, Any
from urllib.parse import urlsplit

from operations.alerts.delivery import SECONDS, DeliveryError
from operations.alerts.message import Message

SIGNATURE = "X-Rosanna-Signature"
"""Header of the body's HMAC-SHA256, `sha256=<hex>`."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The address was given by the operator; nobody else says where alerts go."""

    def redirect_request(
        self,
        req: urllib.request.Request,  # noqa: ARG002 (urllib's signature)
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: Any,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> None:
        """Follow none."""
        return


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told. It may be a secret itself, and is never shown."""

    url: str = field(repr=False)
    secret: str | None = field(default=None, repr=False)

    name = "webhook"

    def send(self, message: Message) -> str | None:
        """Deliver. Raises `DeliveryError` for anything but an answer of 2xx."""
        body = json.dumps(message.as_json(), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "User-Agent": "Rosanna alerts"}
        if self.secret is not None:
            headers[SIGNATURE] = f"sha256={hmac.digest(self.secret.encode(), body, 'sha256').hex()}"
        request = urllib.request.Request(self.url, data=body, headers=headers, method="POST")  # noqa: S310 (http or https, see `channels`)
        host = urlsplit(self.url).hostname
        try:
            with urllib.request.build_opener(_NoRedirects).open(request, timeout=SECONDS) as answer:
                answer.read(1024)
        except urllib.error.HTTPError as error:
            raise DeliveryError(f"{host} answered {error.code}") from error
        except urllib.error.URLError as error:
            raise DeliveryError(f"{host}: {error.reason}") from error
        except (HTTPException, OSError, ValueError) as error:
            raise DeliveryError(f"{host}: {error or type(error).__name__}") from error
        return None
