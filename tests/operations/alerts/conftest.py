"""A mail server and a web server of our own, that keep what they are told and can be made to fail."""

import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "rosanna", "a secret of the test"


@dataclass
class Mailbox:
    """What a mail server took."""

    host: str = "127.0.0.1"
    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    refuses: str | None = None
    """What it answers instead of taking a mail."""

    async def handle_DATA(self, _: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        if self.refuses:
            return self.refuses
        found = message_from_bytes(envelope.content, policy=policy.default)  # type: ignore[arg-type]
        self.mails.append(found)  # type: ignore[arg-type]
        self.encrypted.append(session.ssl is not None)
        return "250 taken"


class _AnyPort(Controller):
    """Listens on a free port, and tells which."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def _serve(mailbox: Mailbox, **options: Any) -> Controller:
    controller = _AnyPort(mailbox, hostname=mailbox.host, port=0, **options)
    controller.start()
    mailbox.port = controller.port
    return controller


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server without TLS."""
    made = Mailbox()
    controller = _serve(made)
    yield made
    controller.stop()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    plain = serialization.NoEncryption()
    encoded = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(encoded + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def private_mailbox(certificate: Path) -> Iterator[Mailbox]:
    """A mail server that takes mail after STARTTLS and a sign-in alone."""
    made = Mailbox(host="localhost")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)

    def known(
        _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
    ) -> AuthResult:
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (
            USER.encode(),
            PASSWORD.encode(),
        )
        return AuthResult(success=good, handled=False)

    controller = _serve(
        made, tls_context=context, require_starttls=True, auth_required=True, authenticator=known
    )
    yield made
    controller.stop()


@dataclass
class Hook:
    """What a webhook was told."""

    url: str = ""
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answers: int = 204
    location: str | None = None


@pytest.fixture
def hook() -> Iterator[Hook]:
    made = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if made.answers < 300:
                made.bodies.append(body)
                made.headers.append(dict(self.headers))
            self.send_response(made.answers)
            if made.location:
                self.send_header("Location", made.location)
            self.end_headers()

        do_GET = do_POST  # noqa: N815 (the base class's naming)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.url = f"http://127.0.0.1:{server.server_port}/secret-path"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield made
        server.shutdown()
        thread.join()
