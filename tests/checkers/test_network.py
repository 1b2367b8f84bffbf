"""No book makes a checker of ours, or of others, open a connection: a server on this machine counts them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from accessible.checkers import check
from accessible.errors import SourceError
from tests.checkers.goodbook import NAV, ONE, OVERLAY, PACKAGE, TWO, good_book
from tests.checkers.mutants import mutant
from tests.renderers.validators import Validator

CONTAINER = "META-INF/container.xml"


class Canary:
    """A server that answers nobody; ``port`` is where it listens, ``heard`` the beginnings of what it was asked."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                connection.settimeout(0.5)
                try:
                    said = connection.recv(100)
                except TimeoutError:
                    said = b""
                if said == b"end":
                    return
                self.heard.append(said)

    def end(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall(b"end")
        self._thread.join()
        self._socket.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    server = Canary()
    yield server
    server.end()


def test_the_canary_hears_whoever_calls(canary: Canary) -> None:
    with socket.create_connection(("127.0.0.1", canary.port)) as connection:
        connection.sendall(b"hello")
        assert connection.recv(1) == b""
    assert canary.heard == [b"hello"]


@pytest.mark.parametrize("version", ["3.0", "2.0"])
@pytest.mark.parametrize("name", [CONTAINER, PACKAGE, NAV, ONE, OVERLAY])
def test_epubcheck_fetches_no_document_type(
    name: str, version: str, tmp_path: Path, canary: Canary, epubcheck: Validator
) -> None:
    good = good_book(tmp_path / "good.epub")

    def book(address: str) -> Path:
        def change(data: bytes) -> bytes:
            before, _, after = data.decode().replace("<!DOCTYPE html>\n", "").partition("?>")
            after = after.replace('version="3.0"', f'version="{version}"')
            return f'{before}?><!DOCTYPE x PUBLIC "-//W3C//DTD XHTML 1.1//EN" "{address}">{after}'.encode()

        return mutant(good, tmp_path / "book.epub", {name: change})

    here = f"127.0.0.1:{canary.port}/x"
    for address in (f"http://{here}", f"https://{here}", f"//{here}"):
        assert epubcheck(book(address))["book.epub"]
    for address in (f"HTTP://{here}", f"ftp://{here}", f"jar:http://{here}!/x", f"file://{here}"):
        with pytest.raises(SourceError, match="outside of the book"):
            check(book(address), checkers=["epubcheck"])
    assert canary.heard == []


SCRIPT = """<script>
const here = "127.0.0.1:PORT";
document.querySelectorAll("h1").forEach((heading) => heading.remove());
fetch("http://" + here);
new Image().src = "http://" + here;
new WebSocket("ws://" + here);
const peer = new RTCPeerConnection({ iceServers: [
  { urls: "turn:" + here + "?transport=tcp", username: "a", credential: "b" }] });
peer.createDataChannel("x");
peer.createOffer().then((offer) => peer.setLocalDescription(offer));
</script>"""

HEAD = """<head><meta http-equiv="refresh" content="0;url=http://127.0.0.1:PORT/"/>
<link rel="preconnect" href="http://127.0.0.1:PORT/"/><link rel="prefetch" href="http://127.0.0.1:PORT/"/>
<link rel="stylesheet" href="http://127.0.0.1:PORT/"/>
<style>@import url(http://127.0.0.1:PORT/); p { background: url(http://127.0.0.1:PORT/) }</style>"""

BODY = """<p><img src="http://127.0.0.1:PORT/" alt="A lamp"/><audio autoplay="autoplay" src="http://127.0.0.1:PORT/"/>
<iframe title="x" src="http://127.0.0.1:PORT/"/><iframe title="x" src="file:///dev/zero"/>
<img src="file:///dev/zero" alt="Nothing"/><img src="none.png" alt="A lamp" onerror="location = 'file:///dev/zero'"/>
<object aria-label="x" data="http://127.0.0.1:PORT/"/></p>"""


@pytest.mark.parametrize("name", ["ace", "browser"])
def test_a_page_in_a_browser_runs_no_script_and_asks_for_nothing(
    name: str, tmp_path: Path, canary: Canary, ace: Validator, browser: Validator
) -> None:
    def change(data: bytes) -> bytes:
        text = data.decode().replace("<head>", HEAD).replace("</section>", f"{BODY}{SCRIPT}<h6>Deep</h6></section>")
        return text.replace("PORT", str(canary.port)).encode()

    book = mutant(good_book(tmp_path / "good.epub"), tmp_path / "book.epub", {TWO: change})
    found = {"ace": ace, "browser": browser}[name](book)["book.epub"]
    assert canary.heard == []
    assert "P008" not in {message.code for message in found}  # the page was looked at, to its end
    if name == "ace":  # which looks at the headings: they are all there
        assert any("heading-order" in message.text for message in found)
