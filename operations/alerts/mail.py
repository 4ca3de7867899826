"""Alerts by mail: plain text over SMTP, encrypted unless the setting says otherwise."""

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from operations.alerts.delivery import SECONDS, DeliveryError
from operations.alerts.message import Message


@dataclass(frozen=True, slots=True)
class Mail:
    """An SMTP server, and who is told by it."""

    host: str
    port: int
    tls: str
    """`tls` from the first byte, `starttls`, or `none`."""
    sender: str
    to: Sequence[str]
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    name = "mail"

    def send(self, message: Message) -> str | None:
        """Deliver to everybody; gives back whom the server refused. Raises `DeliveryError`."""
        try:
            with self._connected() as server:
                refused = server.send_message(self._written(message), self.sender, list(self.to))
        except smtplib.SMTPAuthenticationError as error:
            raise DeliveryError(f"{self.host}:{self.port} refused the user name or password") from error
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryError(f"{self.host}:{self.port}: {_why(error)}") from error
        return f"refused: {', '.join(refused)}" if refused else None

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        try:
            if self.tls == "starttls":
                server.starttls(context=context)
            if self.user is not None and self.password is not None:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server

    def _written(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        mail["Subject"] = " ".join(message.subject.split())
        mail["From"] = self.sender
        mail["To"] = ", ".join(self.to)
        mail["Date"] = formatdate()
        mail["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2])
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text)
        return mail


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"all recipients were refused: {', '.join(error.recipients)}"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "the server offers no STARTTLS; use smtps://, or smtp+plain:// within your own network"
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else ""
        return f"{error.smtp_code} {said}".strip()
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
