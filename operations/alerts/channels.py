"""Where alerts are sent, by the settings: mail, a webhook, both or neither."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from operations.alerts.mail import Mail
from operations.alerts.message import Message
from operations.alerts.webhook import Webhook


class AlertSettingError(Exception):
    """A setting cannot be served; the message names it and says what to do."""


class Channel(Protocol):
    """A way to tell somebody. `send` raises `DeliveryError`."""

    @property
    def name(self) -> str:
        """By which what was delivered is noted."""

    def send(self, message: Message) -> str | None:
        """Deliver; gives back what went wrong for some of those told, if anything."""


TLS = {"smtps": "tls", "smtp": "starttls", "smtp+plain": "none"}
"""The schemes of ROSANNA_SMTP_URL. Without TLS no name and password are sent."""
PORTS = {"smtps": 465, "smtp": 587, "smtp+plain": 25}


def channels(environ: Mapping[str, str]) -> Iterator[Channel]:
    """The channels that are set up. Raises `AlertSettingError`."""
    if environ.get("ROSANNA_ALERT_MAIL_TO"):
        yield _mail(environ)
    url = environ.get("ROSANNA_ALERT_WEBHOOK_URL") or _secret(environ, "ROSANNA_ALERT_WEBHOOK_URL_FILE")
    if url:
        parts = _split("ROSANNA_ALERT_WEBHOOK_URL", url)
        if parts.scheme not in {"http", "https"}:
            raise AlertSettingError("ROSANNA_ALERT_WEBHOOK_URL: give an address of http or https")
        yield Webhook(url, _secret(environ, "ROSANNA_ALERT_WEBHOOK_SECRET_FILE"))


def _mail(environ: Mapping[str, str]) -> Mail:
    to = tuple(one.strip() for one in environ["ROSANNA_ALERT_MAIL_TO"].split(",") if one.strip())
    sender = environ.get("ROSANNA_ALERT_MAIL_FROM") or to[0]
    for name, address in [
        ("ROSANNA_ALERT_MAIL_FROM", sender),
        *(("ROSANNA_ALERT_MAIL_TO", one) for one in to),
    ]:
        if "@" not in address.strip("@") or any(sign.isspace() for sign in address):
            raise AlertSettingError(f"{name}: {address!r} is no mail address; separate several by commas")
    given = environ.get("ROSANNA_SMTP_URL")
    if not given:
        raise AlertSettingError(
            "ROSANNA_ALERT_MAIL_TO is set, but not by whom to send: set ROSANNA_SMTP_URL, such as "
            "smtp://user@mail.example:587"
        )
    url = _split("ROSANNA_SMTP_URL", given)
    if url.scheme not in TLS or not url.hostname:
        raise AlertSettingError(
            f"ROSANNA_SMTP_URL: begin it with {', '.join(f'{one}://' for one in TLS)} (STARTTLS with the "
            "second, "
            "no TLS with the last), then the host"
        )
    if url.password is not None:
        raise AlertSettingError(
            "ROSANNA_SMTP_URL holds a password: put it into a file and name that in "
            "ROSANNA_SMTP_PASSWORD_FILE"
        )
    user = unquote(url.username) if url.username else None
    if user and TLS[url.scheme] == "none":
        raise AlertSettingError(
            "ROSANNA_SMTP_URL: a user name needs smtp:// or smtps://, so that it is encrypted"
        )
    password = _secret(environ, "ROSANNA_SMTP_PASSWORD_FILE")
    if user and password is None:
        raise AlertSettingError("ROSANNA_SMTP_URL names a user: set ROSANNA_SMTP_PASSWORD_FILE")
    port = url.port or PORTS[url.scheme]
    return Mail(url.hostname, port, TLS[url.scheme], sender, to, user, password)


def _split(name: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise AlertSettingError(f"{name} is no address: {error}") from error
    return parts


def _secret(environ: Mapping[str, str], name: str) -> str | None:
    path = environ.get(name)
    if not path:
        return None
    try:
        found = Path(path).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise AlertSettingError(f"{name}: {path} cannot be read: {error}") from error
    if not found:
        raise AlertSettingError(f"{name}: {path} is empty")
    return found
