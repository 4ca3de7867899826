"""A plain HTTP client of the sample web, as a proxy's client speaks."""

import http.client

from data.sample_server import SampleWeb


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()
        self.text = self.body.decode("utf-8")


class Client:
    """Speaks HTTP by hand, so that a test decides the request line."""

    def __init__(self, web: SampleWeb) -> None:
        self.web = web

    def ask(self, target: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.web.port, timeout=10)
        try:
            connection.request(
                method, target, body, {name.replace("_", "-"): value for name, value in headers.items()}
            )
            return Answer(connection.getresponse())
        finally:
            connection.close()
