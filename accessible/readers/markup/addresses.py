"""The addresses that a link in a book may have: http, https, mailto, tel, and places in the text itself.

An address is never repaired into something that it may not have meant: what is not plainly one of these is refused,
and the words of the link stay. Control characters and blanks are taken out *before* the scheme is looked at, as
browsers do (URL Standard, section 4.4), so that `java\\tscript:` is known for what it is; and what is written is put
together anew from its parts (RFC 3986), so that nothing comes through that was not looked at.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit

#: What nobody sees: controls, blanks, marks of direction, fillers, variation selectors.
_UNSEEN = re.compile(
    "[\x00-\x20\x7f-\xa0\xad\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff]"
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\.?|\[[0-9A-Fa-f:.]+\]")
_MAIL = re.compile(r"[A-Za-z0-9.!#$&'*+/=?^_`{|}~%-]+@[A-Za-z0-9.-]+")
_PHONE = re.compile(r"\+?[0-9().*#-]+(?:;[A-Za-z0-9=.+-]+)*")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PATH, _QUERY = "/:@!$&'(*)+,;=~-._%", "/?:@!$&'(*)+,;=~-._%"
_LONGEST = 4_000


def safe(written: str, *, base: str = "") -> str:
    """An address that may stand in a book, or "" for one that may not.

    ``base`` is the absolute address that relative ones are relative to; without it they lead nowhere. One that is only
    a fragment comes back as it is, decoded by nobody.
    """
    if len(written) > _LONGEST:
        return ""
    address = _UNSEEN.sub("", written) if not written.isascii() or _UNSEEN.search(written) else written
    if address.startswith("#"):
        return address if len(address) > 1 else ""
    scheme = _SCHEME.match(address)
    try:
        if scheme is None:
            return _web(urlsplit(urljoin(base, written.strip()))) if base else ""
        match scheme[1].lower():
            case "http" | "https":
                return _web(urlsplit(re.sub(r"[\t\n\r]", "", written.strip())))
            case "mailto":
                to = address[scheme.end() :].partition("?")[0]
                more = written.strip().partition("?")[2]
                return f"mailto:{to}{'?' + _quoted(more, _QUERY) if more else ''}" if _MAIL.fullmatch(to) else ""
            case "tel":
                number = address[scheme.end() :]
                return f"tel:{number}" if _PHONE.fullmatch(number) else ""
    except ValueError:  # what urlsplit cannot make sense of
        pass
    return ""


def _web(parts: SplitResult) -> str:
    """A web address from its parts, or "" where it has no host or one that no name can be."""
    scheme, host = parts.scheme.lower(), parts.hostname or ""
    if scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        host = host.encode("idna").decode("ascii")
    if not _HOST.fullmatch(host) or ".." in host:
        return ""
    port = f":{parts.port}" if parts.port is not None else ""
    path = _quoted(parts.path, _PATH)
    query = f"?{_quoted(parts.query, _QUERY)}" if parts.query else ""
    fragment = f"#{_quoted(parts.fragment, _QUERY)}" if parts.fragment else ""
    return f"{scheme}://{host}{port}{path}{query}{fragment}"


def _quoted(part: str, keep: str) -> str:
    return quote(_PERCENT.sub("%25", part), safe=keep, errors="replace")
