"""A page on the web → Source, and the pictures on it: the only place that ever asks another machine for anything.

`http.client` of the standard library, and nothing above it: what keeps a page from reaching into the reader's own
network is that a name is resolved once, every address of it is looked at, and the connection is made to that very
address (so a name that answers otherwise the second time gains nothing). Libraries that follow redirects and keep pools
of connections resolve names again, out of sight. There are no cookies, no credentials, no proxy from the environment,
no cache; HTTPS is verified against the certificates of the system. HTTP semantics are those of RFC 9110.

Every answer has one clock for all of it (names, connection, redirects, body), so one that trickles is cut off, and its
size is counted while it is unpacked, so one that swells is, too.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from email.message import Message
from typing import Any, NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from accessible.errors import SourceError
from accessible.readers.markup.pictures import Fetch

#: Name, port → the addresses of it. What tests put in its place.
Resolve = Callable[[str, int], list[str]]

#: Seconds and bytes (unpacked) for a page, redirects included.
SECONDS, LARGEST = 20.0, 10_000_000
#: Redirects that are followed.
REDIRECTS = 5
#: Pictures of one page: how many, of how many bytes together, in how many seconds together; and each of them.
_PICTURES, _PICTURES_SIZE, _PICTURES_SECONDS, _PICTURE_SECONDS = 200, 50_000_000, 30.0, 10.0

#: Who asks, and why.
_AGENT = "accessible (makes talking books; reads one page, because a person asked for it)"
_PIECE = 65_536
_PORTS = {"http": 80, "https": 443}
_UNSEEN = re.compile(r"[\x00-\x20\x7f]")
_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)\s*(?:;|,|$)")
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?\s*([A-Za-z0-9][\w.:+-]*)", re.IGNORECASE)
#: Networks of IPv6 that lead to addresses of IPv4: everybody's (RFC 6052), and one's own (RFC 8215).
_NAT64, _OWN_NAT64 = map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48"))

_HINT = "save the page from a browser, and build the file"
_LOCAL = "--allow-local reads it all the same"


class Answer(NamedTuple):
    """What a server gave: the address that it came from in the end, its media type ("" for none), the encoding that the
    server says it is in, and its bytes, unpacked."""

    address: str
    media_type: str
    charset: str
    data: bytes


class Limits(NamedTuple):
    """Seconds and bytes that one answer may take."""

    seconds: float = SECONDS
    size: int = LARGEST


def get(
    address: str,
    *,
    allow_local: bool = False,
    accept: str = "*/*",
    limits: Limits = Limits(),  # noqa: B008 (immutable)
    resolve: Resolve | None = None,
) -> Answer:
    """What is at an http or https address, redirects followed.

    Raises `SourceError` for an address of another kind, with credentials, or of a place that is not public (unless
    ``allow_local``), for more than five redirects, an answer that is none (its status), larger or slower than it may
    be, and for whatever else comes between.
    """
    clock = _Clock(limits.seconds)
    seen = [address]
    while True:
        parts = _parts(seen[-1])
        with _ask(parts, clock, allow_local, accept, resolve or _resolved) as answer:
            if answer.status in (301, 302, 303, 307, 308) and (location := answer.headers.get("Location")):
                if len(seen) > REDIRECTS:
                    raise SourceError(f"it leads on more than {REDIRECTS} times", where=address, hint=_HINT)
                led = location.encode("latin-1", "replace").decode("utf-8", "replace")
                seen.append(_absolute(led, urlunsplit(parts)))
                continue
            if answer.status != 200:
                reason = f" {answer.reason}" if answer.reason else ""
                hint = "check the address" if answer.status in (404, 410) else _HINT
                raise SourceError(f"the server answered {answer.status}{reason}", where=seen[-1], hint=hint)
            media_type = _TYPE.match(answer.headers.get("Content-Type") or "")
            charset = _CHARSET.search(answer.headers.get("Content-Type") or "")
            return Answer(
                urlunsplit(parts),
                media_type[1].lower() if media_type else "",
                charset[1] if charset else "",
                answer.body(limits.size),
            )


def pictures(base: str, *, allow_local: bool = False, resolve: Resolve | None = None) -> Fetch:
    """The `Fetch` of a page that was fetched from ``base``: its pictures under the same rules, and not without end."""
    clock = _Clock(_PICTURES_SECONDS)
    count = size = 0

    def fetch(address: str) -> bytes | str:
        nonlocal count, size
        if count == _PICTURES:
            return f"more than {_PICTURES} pictures are not fetched for one page"
        if clock.left() <= 0:
            return f"the pictures of the page took longer than {_PICTURES_SECONDS:.0f} seconds"
        if size >= _PICTURES_SIZE:
            return f"the pictures of the page are larger than {_PICTURES_SIZE // 1_000_000} MB together"
        count += 1
        limits = Limits(min(_PICTURE_SECONDS, clock.left()), min(LARGEST, _PICTURES_SIZE - size))
        try:
            answer = get(
                _absolute(address, base), allow_local=allow_local, accept="image/*", limits=limits, resolve=resolve
            )
        except SourceError as error:
            return f"it cannot be fetched: {error.what}"
        size += len(answer.data)
        return answer.data

    return fetch


# -------------------------------------------------------------------------------------------------------- the address
def _absolute(written: str, base: str) -> str:
    try:
        return urljoin(base, _UNSEEN.sub(lambda found: quote(found[0]), written.strip()))
    except ValueError:
        raise SourceError("the address is broken", where=written[:200]) from None


def _parts(address: str) -> SplitResult:
    """An address in its parts, its host in ASCII, its fragment gone. Raises `SourceError` for one that is not read."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise SourceError("the address is broken", where=address) from None
    if parts.scheme.lower() not in _PORTS:
        raise SourceError(f"an address of {parts.scheme}: is not read", where=address, hint="http and https are")
    if "@" in parts.netloc:
        where = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        raise SourceError("the address holds a user name or a password", where=where, hint=_HINT)
    if not host or not re.fullmatch(r"[A-Za-z0-9._:%-]+", host) or _UNSEEN.search(address):
        raise SourceError("the address is broken", where=address)
    name = f"[{host}]" if ":" in host else host
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return SplitResult(parts.scheme.lower(), f"{name}:{port}" if port is not None else name, path, query, "")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the Internet's: no private, loopback, link-local, multicast, shared or reserved
    one (IANA's special-purpose registries), also where IPv6 only wraps it (RFC 4291, 3056, 4380, 6052)."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if int(found) >> 32 == 0 or found.is_site_local or found in _OWN_NAT64:  # the first: RFC 4291, section 2.5.5.1
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def _resolved(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


# ----------------------------------------------------------------------------------------------------- the connection
class _Clock:
    """So many seconds, from now on."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.end = time.monotonic() + seconds

    def left(self) -> float:
        return self.end - time.monotonic()

    def error(self, where: str) -> SourceError:
        return SourceError(f"it took longer than {self.seconds:.0f} seconds", where=where, hint=_HINT)


def _addresses(host: str, port: int, clock: _Clock, where: str, resolve: Resolve) -> list[str]:
    """The addresses of a name; a thread asks for them, because nothing limits how long that takes."""
    found: list[list[str] | BaseException] = []

    def ask() -> None:
        try:
            found.append(resolve(host, port))
        except BaseException as error:
            found.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(0.0, clock.left()))
    if not found:
        raise clock.error(where)
    answer = found[0]
    if isinstance(answer, BaseException) or not answer:
        raise SourceError(f"the name {host} is not known", where=where, hint="check the address and the connection")
    return answer


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was looked at; the name of the server is for its certificate and its `Host`."""

    def __init__(self, parts: SplitResult, address: str, clock: _Clock) -> None:
        super().__init__(parts.hostname or "", parts.port or _PORTS[parts.scheme], timeout=max(0.01, clock.left()))
        self.address, self.secure, self.clock = address, parts.scheme == "https", clock
        self.line: socket.socket | None = None  # stays when the connection gives it to the answer

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), timeout=max(0.01, self.clock.left()))
        if self.secure:
            self.sock.settimeout(max(0.01, self.clock.left()))
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
        self.line = self.sock
        if isinstance(self.sock, ssl.SSLSocket):  # not before, or nothing could break it off
            self.sock.do_handshake()


class _Asked:
    """An answer whose body is still to come."""

    def __init__(self, connection: _Connection, response: http.client.HTTPResponse, where: str) -> None:
        self.connection, self.response, self.where = connection, response, where
        self.status, self.reason = response.status, re.sub(r"[^ -~]", "", response.reason or "")[:60].strip()
        self.headers: Message = response.headers

    def body(self, most: int) -> bytes:
        """The body, unpacked, if it is no larger than so many bytes."""
        unpack = _unpacker(self.headers.get("Content-Encoding") or "", self.where)
        length = self.headers.get("Content-Length") or ""
        pieces, size = [], 0
        try:
            if length.isdecimal() and int(length[:20]) > most:
                raise _too_large(most, self.where)
            for piece in self._pieces():
                for unpacked in unpack(piece):
                    size += len(unpacked)
                    if size > most:
                        raise _too_large(most, self.where)
                    pieces.append(unpacked)
        except zlib.error:
            raise SourceError("its compression is broken", where=self.where, hint=_HINT) from None
        return b"".join(pieces)

    def _pieces(self) -> Iterator[bytes]:
        received = 0
        while piece := self.response.read1(_PIECE):
            received += len(piece)
            yield piece
        if self.connection.clock.left() <= 0:  # it was broken off
            raise self.connection.clock.error(self.where)
        wanted = self.headers.get("Content-Length") or ""
        if wanted.isdecimal() and received < int(wanted[:20]):
            raise SourceError("the connection ended before the page did", where=self.where, hint="try it again")
        yield b""


class _ask:  # noqa: N801 (used like a function)
    """Ask for an address; a context in which the answer can be read. Turns all that can go wrong into `SourceError`."""

    def __init__(self, parts: SplitResult, clock: _Clock, allow_local: bool, accept: str, resolve: Resolve) -> None:
        self.parts, self.clock, self.accept = parts, clock, accept
        self.where = urlunsplit(parts)
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        self.addresses = _addresses(host, port, clock, self.where, resolve)
        if not allow_local and not all(map(is_public, self.addresses)):
            raise SourceError("the address is not a public one of the Internet", where=self.where, hint=_LOCAL)
        self.connection: _Connection | None = None
        self.response: http.client.HTTPResponse | None = None
        self.timer = threading.Timer(max(0.0, clock.left()), self._end)
        self.timer.daemon = True

    def _end(self) -> None:
        """Break off what trickles: each piece may be in time, but all of them are not."""
        connection = self.connection
        if connection is not None and (sock := connection.line) is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    def __enter__(self) -> _Asked:
        self.timer.start()
        last: Exception | None = None
        try:
            for address in self.addresses[:4]:
                self.connection = _Connection(self.parts, address, self.clock)
                try:
                    self.connection.connect()
                    break
                except ssl.SSLError:
                    raise
                except OSError as error:
                    last = error
                    self.connection.close()
            else:
                raise last or OSError("no address")
            target = urlunsplit(("", "", self.parts.path, self.parts.query, ""))
            headers = {"User-Agent": _AGENT, "Accept": self.accept, "Accept-Encoding": "gzip", "Connection": "close"}
            self.connection.request("GET", target, headers=headers)
            self.response = self.connection.getresponse()
            return _Asked(self.connection, self.response, self.where)
        except BaseException as error:
            self._close()
            raise self._refusal(error) from None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        late = self.clock.left() <= 0
        self._close()
        if error is not None and (late or not isinstance(error, SourceError)):
            raise self._refusal(error) from None

    def _close(self) -> None:
        self.timer.cancel()
        if self.response is not None:
            self.response.close()
        if self.connection is not None:
            self.connection.close()

    def _refusal(self, error: BaseException) -> BaseException:
        if not isinstance(error, Exception):
            return error
        if self.clock.left() <= 0 or isinstance(error, TimeoutError):
            return self.clock.error(self.where)
        if isinstance(error, SourceError):
            return error
        if isinstance(error, ssl.SSLError):
            if reason := getattr(error, "verify_message", ""):
                what = f"the server cannot show that it is who it says it is: {reason}"
                return SourceError(what, where=self.where, hint=_HINT)
            what = f"no secure connection to the server comes about: {error.reason or 'it is broken off'}"
            return SourceError(what, where=self.where, hint="check whether the address begins with http: or https:")
        if isinstance(error, http.client.HTTPException | ValueError):
            return SourceError("the server does not speak HTTP as it should", where=self.where, hint=_HINT)
        if isinstance(error, OSError):
            reason = error.strerror or type(error).__name__
            hint = "check the address and the connection"
            return SourceError(f"the server cannot be reached: {reason}", where=self.where, hint=hint)
        return error


def _too_large(most: int, where: str) -> SourceError:
    return SourceError(f"it is larger than {most / 1_000_000:.0f} MB", where=where, hint=_HINT)


def _unpacker(coding: str, where: str) -> Callable[[bytes], Iterator[bytes]]:
    """What unpacks the pieces of a body, a bounded piece at a time; the last piece is empty."""
    match coding.strip().lower():
        case "" | "identity":
            return lambda piece: iter((piece,))
        case "gzip" | "x-gzip":
            return _Gunzip(where)
        case _:
            raise SourceError("it is packed in a way that was not asked for", where=where, hint=_HINT)


class _Gunzip:
    """Unpacks gzip (RFC 1952), of several members too, and never more than a piece at a time."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.stream = zlib.decompressobj(wbits=31)
        self.begun = False

    def __call__(self, piece: bytes) -> Iterator[bytes]:
        if not piece:
            if self.begun and not self.stream.eof:
                raise SourceError("its compression is broken", where=self.where, hint=_HINT)
            return
        while piece:
            if self.stream.eof:
                if not piece.startswith(b"\x1f"):  # padding behind the last member
                    return
                self.stream = zlib.decompressobj(wbits=31)
            self.begun = True
            yield self.stream.decompress(piece, _PIECE)
            piece = self.stream.unconsumed_tail or self.stream.unused_data
