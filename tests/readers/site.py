"""A web site on this machine, for the tests of what is read from the web."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple, TypeAlias

#: What answers a request by itself, with the handler's own methods.
Answers: TypeAlias = Callable[[BaseHTTPRequestHandler], None]


class Reply(NamedTuple):
    body: bytes = b""
    headers: Mapping[str, str] = {"Content-Type": "text/html; charset=utf-8"}
    status: int = 200


class Site(NamedTuple):
    address: str
    asked: list[tuple[str, dict[str, str]]]  # paths and headers, in order
    pages: dict[str, Reply | Answers]


@contextmanager
def site(pages: dict[str, Reply | Answers], *, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    asked: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, dict(self.headers.items())))
            reply = pages.get(self.path, Reply(b"<p>Nothing is here.</p>", status=404))
            if not isinstance(reply, Reply):
                reply(self)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *arguments: object) -> None: ...

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # who asked has gone
                return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Site(f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}", asked, pages)
    finally:
        server.shutdown()
        server.server_close()
