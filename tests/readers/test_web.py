"""What is read from the web: which addresses, how much, how long; against a real server on this machine."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from accessible.config import Config
from accessible.errors import SourceError
from accessible.model.blocks import Image, Link
from accessible.model.document import leaves
from accessible.pipeline.opening import open_source
from accessible.pipeline.stages import document_of
from accessible.readers import fetch_source, read, web
from tests.faults.commands import errors, workplace
from tests.renderers.pictures import picture

from .site import Reply, Site, site

PROSE = "Nobody knew why the bell had rung, and the ferry went out at noon all the same. " * 6
PAGE = (
    f"<html lang=en><head><title>The bell of Kelderwick</title></head><body><h1>The bell of Kelderwick</h1><p>{PROSE}"
    '<a href="next.html">On</a></p><p><img src="img/mast.png" alt="A mast"></p></body></html>'
).encode()
HTML = {"Content-Type": "text/html; charset=utf-8"}
PNG = Reply(picture("png"), {"Content-Type": "image/png"})
FAST = web.Limits(seconds=1.0)


@pytest.fixture
def here() -> Iterator[Site]:
    with site({"/a/page.html": Reply(PAGE, HTML), "/a/img/mast.png": PNG}) as found:
        yield found


def led(to: str, status: int = 302) -> Reply:
    return Reply(b"", {"Location": to}, status)


def refused(address: str, what: str, limits: web.Limits = FAST) -> SourceError:
    with pytest.raises(SourceError, match=what) as caught:
        web.get(address, allow_local=True, limits=limits)
    assert caught.value.hint
    return caught.value


# -------------------------------------------------------------------------------------------------------- the address
@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1",
        "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::7f00:1", "64:ff9b::7f00:1",
        "64:ff9b::a00:1", "64:ff9b:1::808:808", "2002:7f00:1::1", "2002:a00:1::1",
        "2001:0:808:808:0:0:80ff:fffe", "100::1", "no address",
    ],
)  # fmt: skip
def test_what_is_not_public(address: str) -> None:
    assert not web.is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_what_is_public(address: str) -> None:
    assert web.is_public(address)


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("ftp://example.org/a", "an address of ftp: is not read"),
        ("file:///etc/passwd", "an address of file: is not read"),
        ("http://user:secret@example.org/", "holds a user name or a password"),
        ("http://example.org@127.0.0.1/", "holds a user name or a password"),
        ("http://", "is broken"),
        ("http:///a", "is broken"),
        ("http://[::1/", "is broken"),
        ("http://exa mple.org/", "is broken"),
        ("http://example.org:99999/", "is broken"),
        ("http://example.org/\r\nHost: a", "is broken"),
    ],
)
def test_addresses_that_are_not_read(address: str, what: str) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError("no name was to be looked up")

    with pytest.raises(SourceError, match=what) as caught:
        web.get(address, resolve=never)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_read_without_being_asked_for(here: Site, host: str) -> None:
    port = here.address.rpartition(":")[2]
    with pytest.raises(SourceError, match=r"not a public one|is not known") as caught:
        web.get(f"http://{host}:{port}/a/page.html")
    assert "--allow-local" in caught.value.hint or "not known" in caught.value.what
    assert here.asked == []


def test_one_address_of_a_name_that_is_not_public_is_enough() -> None:
    with pytest.raises(SourceError, match="not a public one"):
        web.get("http://example.org/", resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"])


def test_a_name_is_looked_up_once_and_that_address_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers otherwise the second time (DNS rebinding) gains nothing."""
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    reached: list[str] = []

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        reached.append(address[0])
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(SourceError, match="cannot be reached: Connection refused"):
        web.get("http://example.org/", resolve=lambda host, port: answers.pop(0))
    assert reached == ["93.184.216.34"]
    assert answers == [["127.0.0.1"]]


def test_each_redirect_is_looked_at(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first answer comes from a public address; where it leads does not."""
    here.pages["/"] = led("http://inside.example/secret")
    server = socket.create_connection
    port = int(here.address.rpartition(":")[2])
    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: server(("127.0.0.1", port), timeout))
    names = {"outside.example": ["93.184.216.34"], "inside.example": ["169.254.169.254"]}
    with pytest.raises(SourceError, match="not a public one") as caught:
        web.get("http://outside.example/", resolve=lambda host, port: names[host])
    assert "inside.example" in caught.value.where
    assert [path for path, _ in here.asked] == ["/"]


@pytest.mark.parametrize(
    ("to", "what"),
    [("file:///etc/passwd", "of file: is not read"), ("http://a:b@127.0.0.1/", "a password"), ("http://[/", "broken")],
)
def test_redirects_that_are_not_followed(here: Site, to: str, what: str) -> None:
    here.pages["/"] = led(to)
    with pytest.raises(SourceError, match=what):
        web.get(f"{here.address}/", allow_local=True)


def test_five_redirects_are_followed_and_six_are_not(here: Site) -> None:
    for number in range(6):
        here.pages[f"/{number}"] = led(f"{number + 1}", (301, 302, 303, 307, 308, 302)[number])
    here.pages["/6"] = Reply(PAGE)
    assert web.get(f"{here.address}/1", allow_local=True).address == f"{here.address}/6"
    refused(f"{here.address}/0", "leads on more than 5 times")
    here.pages["/round"] = led("/round")
    refused(f"{here.address}/round", "leads on more than 5 times")


def test_who_asks_is_said_and_nothing_of_the_person(here: Site) -> None:
    web.get(f"{here.address}/a/page.html", allow_local=True)
    ((_, headers),) = here.asked
    assert headers["User-Agent"].startswith("accessible ")
    assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


# ------------------------------------------------------------------------------------------------- how much, how long
@pytest.mark.parametrize("status", [404, 410, 403, 500, 503, 204, 206])
def test_an_answer_that_is_none(here: Site, status: int) -> None:
    here.pages["/x"] = Reply(b"", status=status)
    assert refused(f"{here.address}/x", f"the server answered {status}").where == f"{here.address}/x"


def trickle(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"<p>slow ")
        handler.wfile.flush()
        time.sleep(0.05)


def slow_head(handler: BaseHTTPRequestHandler) -> None:
    for letter in b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200:
        handler.wfile.write(bytes([letter]))
        handler.wfile.flush()
        time.sleep(0.05)


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(5)


def continuing(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(200):
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        handler.wfile.flush()
        time.sleep(0.02)


@pytest.mark.parametrize("answers", [trickle, slow_head, silent, continuing])
def test_a_server_that_takes_its_time_is_left(here: Site, answers: object) -> None:
    here.pages["/slow"] = answers  # type: ignore[assignment]
    begun = time.monotonic()
    refused(f"{here.address}/slow", "took longer than 1 seconds")
    assert time.monotonic() - begun < 3


def test_a_handshake_that_takes_its_time_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                connection.sendall(b"\x16\x03\x03\x40\x00")  # a record of TLS that is never going to end
                for _ in range(200):
                    connection.sendall(b"\x02")
                    time.sleep(0.05)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        begun = time.monotonic()
        refused(f"https://127.0.0.1:{server.getsockname()[1]}/", "took longer than 1 seconds")
        assert time.monotonic() - begun < 3
        thread.join(5)


def test_a_name_that_nobody_answers_for_is_left() -> None:
    def never(host: str, port: int) -> list[str]:
        time.sleep(3)
        return []

    begun = time.monotonic()
    with pytest.raises(SourceError, match="took longer"):
        web.get("http://example.org/", limits=web.Limits(0.3), resolve=never)
    assert time.monotonic() - begun < 2


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"a" * 65_536)


def test_what_is_too_large(here: Site) -> None:
    here.pages["/said"] = Reply(b"a" * 2_000_001)
    here.pages["/unsaid"] = endless
    bomb = gzip.compress(bytes(50_000_000))
    here.pages["/bomb"] = Reply(bomb, HTML | {"Content-Encoding": "gzip"})
    assert len(bomb) < 100_000
    for name in ("said", "unsaid", "bomb"):
        refused(f"{here.address}/{name}", "is larger than 2 MB", web.Limits(10.0, 2_000_000))


def test_what_is_packed(here: Site) -> None:
    packed = HTML | {"Content-Encoding": "gzip"}
    here.pages["/whole"] = Reply(gzip.compress(PAGE), packed)
    here.pages["/twice"] = Reply(gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:]), packed)
    for name in ("whole", "twice"):
        assert web.get(f"{here.address}/{name}", allow_local=True).data == PAGE
    here.pages["/half"] = Reply(gzip.compress(PAGE)[:-20], packed)
    here.pages["/none"] = Reply(PAGE, packed)
    for name in ("half", "none"):
        refused(f"{here.address}/{name}", "its compression is broken")
    here.pages["/other"] = Reply(PAGE, HTML | {"Content-Encoding": "br"})
    refused(f"{here.address}/other", "packed in a way that was not asked for")


def cut(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"<p>Half of it")


def cut_in_pieces(handler: BaseHTTPRequestHandler) -> None:
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"5\r\nhello\r\n40\r\nhalf")
    handler.close_connection = True


def nonsense(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"What is this?\r\n\r\n")


def test_what_breaks_off_is_no_page(here: Site) -> None:
    here.pages.update({"/cut": cut, "/pieces": cut_in_pieces, "/nonsense": nonsense})
    refused(f"{here.address}/cut", "ended before the page did")
    refused(f"{here.address}/pieces", "does not speak HTTP")
    refused(f"{here.address}/nonsense", "does not speak HTTP")
    refused(f"{here.address.replace('http', 'https')}/a/page.html", "no secure connection to the server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    refused(f"http://127.0.0.1:{port}/", "cannot be reached: Connection refused")


# ----------------------------------------------------------------------------------------------------- what it is then
def test_a_page_with_its_pictures_and_where_it_came_from(here: Site) -> None:
    here.pages["/start"] = led("/a/page.html#part")
    draft = read(fetch_source(f"{here.address}/start#part", allow_local=True))
    assert draft.metadata.source == f"{here.address}/a/page.html"
    assert [other.data for other in draft.pictures] == [picture("png")]
    assert [path for path, _ in here.asked] == ["/start", "/a/page.html", "/a/img/mast.png"]
    links = [mark.href for leaf in leaves(draft.blocks) for mark in leaf.prose.inlines if isinstance(mark, Link)]
    assert links == [f"{here.address}/a/next.html"]
    assert draft.source == f"{here.address}/start"


def test_pictures_are_relative_to_what_the_page_says_they_are_relative_to(here: Site) -> None:
    here.pages["/based"] = Reply(PAGE.replace(b"<head>", b'<head><base href="/a/">'))
    assert len(read(fetch_source(f"{here.address}/based", allow_local=True)).pictures) == 1


def test_pictures_that_cannot_come_along_are_told(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_PICTURES", 3)
    names = ["img/mast.png", "gone.png", "file:///etc/passwd", "img/mast.png", "four.png"]
    pictured = "".join(f'<p><img src="{name}" alt="A"></p>' for name in names)
    here.pages["/a/many"] = Reply(PAGE.replace(b"</body>", pictured.encode() + b"</body>"))
    draft = read(fetch_source(f"{here.address}/a/many", allow_local=True))
    told = [message.text for message in draft.messages if message.code == "R009"]
    assert [text.rpartition(": ")[2] for text in told] == [
        "the server answered 404 Not Found.",
        "it cannot be fetched: an address of file: is not read.".rpartition(": ")[2],
        "more than 3 pictures are not fetched for one page.",
    ]
    assert len(draft.pictures) == 1


def test_no_pictures_are_fetched_when_none_are_wanted(here: Site) -> None:
    source = fetch_source(f"{here.address}/a/page.html", allow_local=True, pictures=False)
    draft = read(source)
    assert [path for path, _ in here.asked] == ["/a/page.html"]
    assert [message.code for message in draft.messages] == ["R009"]
    assert "A mast" in [leaf.prose.text for leaf in leaves(draft.blocks)]


def test_a_public_page_cannot_have_pictures_of_this_machine(here: Site) -> None:
    fetch = web.pictures("http://example.org/page.html")
    assert "not a public one" in str(fetch(f"{here.address}/a/img/mast.png"))
    assert here.asked == []


def test_the_encoding_is_the_servers_before_the_pages(here: Site) -> None:
    text = "<meta charset=utf-8><title>Café Zürich</title><p>" + PROSE + "Déjà vu.</p>"
    for name, encoding, said in (("1", "cp1252", "; charset=windows-1252"), ("2", "utf-8", "")):
        here.pages[f"/{name}"] = Reply(text.encode(encoding), {"Content-Type": f"text/html{said}"})
        draft = read(fetch_source(f"{here.address}/{name}", allow_local=True))
        assert "Déjà vu." in draft.text
    here.pages["/3"] = Reply(
        "Ein schöner Tag für Überfahrten.".encode("cp437"), {"Content-Type": "text/plain; charset=cp437"}
    )
    assert read(fetch_source(f"{here.address}/3", allow_local=True)).text == "Ein schöner Tag für Überfahrten."


@pytest.mark.parametrize(
    ("said", "data", "media_type"),
    [
        ("text/html", PAGE, "text/html"),
        ("text/html", b"Only words, and no element to begin with. <b>Bold</b>", "text/html"),
        ("text/plain", b"Only words.", "text/plain"),
        ("text/plain", PAGE, "text/html"),
        ("application/octet-stream", PAGE, "text/html"),
        ("", b"Only words.", "text/plain"),
        ("application/xhtml+xml", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
         "application/xhtml+xml"),
    ],
)  # fmt: skip
def test_what_it_is_is_looked_at_before_the_server_is_believed(
    here: Site, said: str, data: bytes, media_type: str
) -> None:
    here.pages["/x.php"] = Reply(data, {"Content-Type": said} if said else {})
    assert fetch_source(f"{here.address}/x.php", allow_local=True).media_type == media_type


@pytest.mark.parametrize(
    ("said", "data", "what"),
    [
        ("application/json", b'{"a": 1}', "application/json is not supported"),
        ("text/css", b"body {}", "text/css is not supported"),
        ("image/png", picture("png"), "image/png is not supported"),
        ("text/html", b"%PDF-1.7\n", "application/pdf is not supported"),
        ("text/html", b" \n", "is empty"),
    ],
)
def test_what_is_not_read(here: Site, said: str, data: bytes, what: str) -> None:
    here.pages["/x"] = Reply(data, {"Content-Type": said})
    with pytest.raises(SourceError, match=what):
        fetch_source(f"{here.address}/x", allow_local=True)


def test_the_document_of_an_address(here: Site) -> None:
    config = Config(allow_local=True)
    document = document_of(open_source(f"{here.address}/a/page.html", config=config), config=config)
    blocks = [block for section in document.sections for block in section.blocks]
    assert document.metadata.title == "The bell of Kelderwick"
    assert sum(isinstance(block, Image) for block in blocks) == 1


def test_the_command_line(here: Site, tmp_path: Path) -> None:
    place = workplace(tmp_path)
    page, tone = f"{here.address}/a/page.html", ("--engine", "tone", "--to", "epub")
    result = place.run("build", page, *tone)
    assert result.returncode == 3
    assert errors(result.stderr) == [f"error: the address is not a public one of the Internet ({page})"]
    assert not (place.folder / "output").exists()
    assert here.asked == []
    result = place.run("build", page, "--allow-local", *tone)
    assert result.returncode == 0, result.stderr.decode()
    book = "output/the-bell-of-kelderwick/the-bell-of-kelderwick.epub"
    assert result.stdout.decode().splitlines()[0] == book
    first = (place.folder / book).read_bytes()
    again = place.run("build", page, f"{here.address}/gone", "--allow-local", *tone)
    assert again.returncode == 1
    assert (place.folder / book).read_bytes() == first
    rows = [json.loads(row) for row in (place.folder / "output" / "manifest.jsonl").read_text().splitlines()]
    assert [(row["source"], row["sha256"]) for row in rows] == [
        (page, hashlib.sha256(PAGE).hexdigest()),
        (f"{here.address}/gone", ""),
    ]


def test_the_bytes_decide_and_not_the_address(here: Site, tmp_path: Path) -> None:
    place, page = workplace(tmp_path), f"{here.address}/a/page.html"
    options = ("--allow-local", "--no-images", "--json")
    first = place.run("inspect", page, *options)
    here.pages["/a/page.html"] = Reply(PAGE.replace(b"noon", b"dusk"), HTML)
    second = place.run("inspect", page, *options)
    assert first.stdout.replace(b"noon", b"dusk") == second.stdout != first.stdout
