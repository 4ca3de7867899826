"""A server that means harm, in a thread of its own: it speaks HTTP by hand, so that it can speak it badly.

It is the crawler's proxy on 127.0.0.1, serves names of `direct.example` itself on 127.0.0.2 at the same port,
and has a second port on 127.0.0.1 that nobody may ever connect to.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from threading import Event, Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it."""

    host: str
    path: str
    at: float
    headers: Mapping[str, str] = field(default_factory=dict)


class Answer:
    """How a trap answers: whole answers, or bytes as it likes."""

    def __init__(self, writer: asyncio.StreamWriter, web: "HostileWeb") -> None:
        self._writer = writer
        self.web = web

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def whole(self, body: bytes | str = b"", status: str = "200 OK", **headers: str) -> None:
        body = body.encode() if isinstance(body, str) else body
        named = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body)), **headers}
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items()]
        await self.send("\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode("latin-1") + body)

    async def redirect(self, target: str) -> None:
        await self.whole(status="302 Found", Location=target)

    async def drip(self, piece: bytes, seconds: float = 0.1) -> None:
        """Go on for ever, or until the crawler leaves."""
        while True:
            await self.send(piece)
            await asyncio.sleep(seconds)

    async def flood(self, piece: bytes) -> None:
        while True:
            await self.send(piece)


Handler = Callable[[Asked, Answer], Awaitable[None]]


class HostileWeb:
    """Serves handlers by host; use it as a context manager."""

    def __init__(self, handlers: Callable[["HostileWeb"], Mapping[str, Handler]]) -> None:
        self.asked: list[Asked] = []
        self.trespasses: list[str] = []
        """Connections and requests that must never happen."""
        self.port = 0
        self.forbidden_port = 0
        self._make_handlers = handlers
        self._handlers: Mapping[str, Handler] = {}
        self._ready = Event()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        self._loop.close()

    def of(self, host: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.host == host]

    async def _serve(self) -> None:
        async with self._listening():
            self._handlers = self._make_handlers(self)
            self._ready.set()
            await self._stop.wait()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    @contextlib.asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        proxy = await asyncio.start_server(self._proxied, "127.0.0.1", 0)
        self.port = proxy.sockets[0].getsockname()[1]
        direct = await asyncio.start_server(self._direct, "127.0.0.2", self.port)
        forbidden = await asyncio.start_server(self._trespassed, "127.0.0.1", 0)
        self.forbidden_port = forbidden.sockets[0].getsockname()[1]
        yield
        for server in (proxy, direct, forbidden):
            server.close()

    async def _trespassed(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.trespasses.append(f"a connection to the forbidden port: {await reader.read(200)!r}")
        writer.close()

    async def _proxied(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._talk(reader, writer, proxied=True)

    async def _direct(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._talk(reader, writer, proxied=False)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, proxied: bool) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                asked = _read(head)
                self.asked.append(asked)
                if proxied != ("://" in head.split(" ", 2)[1]):
                    self.trespasses.append(f"a direct request to 127.0.0.1: {head[:200]!r}")
                handler = self._handlers.get(asked.host)
                if handler is None:
                    self.trespasses.append(f"a request for {asked.host}{asked.path}")
                    break
                answer = Answer(writer, self)
                await handler(asked, answer)
                if writer.is_closing():
                    break
        writer.close()


def _read(head: str) -> Asked:
    request, *lines = head.split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    target = urlsplit(request.split(" ")[1])
    host = target.hostname or headers.get("host", "").partition(":")[0]
    path = (target.path or "/") + (f"?{target.query}" if target.query else "")
    return Asked(host.lower(), path, time.monotonic(), headers)
