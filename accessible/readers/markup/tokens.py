"""Source → tags and text, each with its place: one linear pass (HTML, section 13.2.5, "Tokenization").

Written by hand, because no parser at hand says where things stand and keeps all of them. lxml's HTML parser drops
everything behind the 254th level of nesting without a word; BeautifulSoup over lxml keeps it and knows no places;
over `html.parser` it knows where tags begin, leaves paragraphs open, differs between versions of Python, and takes
minutes for half a million of `<!--`. Here nothing is ever looked at twice: a file of nothing but `<`, `&`, quotes or
comments that never end takes as long as any other of its size.

Nothing is fetched, expanded or run, because there is nothing here that could: of a document type only its presence is
seen, and the only entities are those of HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.entities import html5
from typing import NamedTuple, TypeAlias

#: Elements whose content is text and nothing but text, up to their end tag; in the second kind entities count.
_RAW = frozenset({"script", "style", "xmp", "iframe"})
_ESCAPABLE = frozenset({"title", "textarea"})
FOREIGN = frozenset({"svg", "math"})
#: What ends a drawing or a formula that nobody closed (HTML, section 13.2.6.5).
BREAKING_OUT = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)

_MARKUP = re.compile(r"<(?=[A-Za-z!?]|/(?!\Z))")
_NAME = re.compile(r"[A-Za-z][^\s/>]*+")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?P<name>[^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<open>["'])"""
    r"""|(?P<bare>[^\s>]*+)))?"""
)
_TAG_END = re.compile(r"[\s/]*+>")
_UNSCRIPTED_END = re.compile(r"</noscript(?=[\s/>])", re.IGNORECASE)
#: What decides where a script ends: it may hold the tags of another between the signs of a comment.
_IN_SCRIPT = re.compile(r"(?P<begins><!--(?:-*+>)?)|(?P<ends>-->)|<(?P<slash>/?)script(?=[\s/>])", re.IGNORECASE)
_COMMENT_END = re.compile(r"--!?>")
_REFERENCE = re.compile(
    r"&(?:#(?:[xX](?P<hex>[0-9a-fA-F]++)|(?P<decimal>[0-9]++));?+|(?P<name>[A-Za-z][A-Za-z0-9]{1,31}+);?+)"
)
_DOCTYPE_END = re.compile(r"[^\[>]*+(?:\[[^\]]*+\][^>]*+)?>")

#: What XML 1.0 (section 2.2) cannot hold; a form feed is white space in HTML, and becomes a space.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

#: What numbers of the C1 block stand for: old pages mean Windows-1252 (HTML, section 13.2.5.80).
_WINDOWS = {number: bytes([number]).decode("cp1252", "ignore") or chr(number) for number in range(0x80, 0xA0)}


class Text(NamedTuple):
    """Characters as they are read, entities decoded; ``start`` to ``end`` in the source."""

    text: str
    start: int
    end: int


class Open(NamedTuple):
    """A start tag; ``closed`` when it ends in a slash where that closes it."""

    name: str
    attributes: Mapping[str, str]
    closed: bool
    start: int
    end: int


class Close(NamedTuple):
    """An end tag."""

    name: str
    start: int
    end: int


class Swallowed(NamedTuple):
    """What is in the source up to its end because something (``what``) that begins at ``start`` is never closed."""

    what: str
    start: int
    end: int


Token: TypeAlias = Text | Open | Close | Swallowed


def tokens(source: str, *, xml: bool = False, closing: bool = False) -> Iterator[Token]:
    """The tags and texts of a source, in order; comments, processing instructions and document types are passed over.

    With ``xml`` the source is XHTML: names keep their case, a slash closes a tag, CDATA sections are text. With
    ``closing`` it is XHTML that is not well-formed: read as HTML is, but that a slash closes a tag.
    """
    at, length = 0, len(source)
    foreign = 0
    declared = False
    trusted = True  # until a quotation mark in a tag turns out to have no partner: from there on a tag ends at its ">"
    unscripted = _Unscripted(source)
    while at < length:
        markup = _MARKUP.search(source, at)
        opening = markup.start() if markup else length
        if opening > at:
            yield Text(decoded(source[at:opening]), at, opening)
        if opening == length:
            return
        at = opening
        if found := _NAME.match(source, at + 1):
            name = found.group() if xml else found.group().lower()
            attributes, end, trusted = _attributes(source, found.end(), xml=xml, trusted=trusted)
            slash = source[end - 2] == "/" and end - 2 >= found.end()
            closed = slash and (xml or closing or foreign > 0 or name in FOREIGN)
            foreign = 0 if name in BREAKING_OUT else foreign + (name in FOREIGN and not closed)
            yield Open(name, attributes, closed, at, end)
            at = end
            if name == "noscript" and not xml:
                unscripted.begin(at)
            if not (xml or foreign or closed) and (name in _RAW or name in _ESCAPABLE):
                at = unscripted.cut(end, _raw(source, end, name))
                text = source[end:at]
                if at == length and _MARKUP.search(text):
                    yield Swallowed(f"an element ({name})", opening, length)
                if text:
                    yield Text(decoded(text) if name in _ESCAPABLE else _clean(text), end, at)
            elif name == "plaintext" and not (xml or foreign or closed):
                yield Text(_clean(source[end:]), end, length)
                return
        elif found := _NAME.match(source, at + 2) if source.startswith("</", at) else None:
            name = found.group() if xml else found.group().lower()
            _, end, trusted = _attributes(source, found.end(), xml=xml, trusted=trusted)
            foreign -= foreign > 0 and name in FOREIGN
            yield Close(name, at, end)
            at = end
        elif source.startswith("<![CDATA[", at) and (xml or foreign):
            end = source.find("]]>", at)
            yield Text(_clean(source[at + 9 : end if end >= 0 else length]), at, end + 3 if end >= 0 else length)
            at = end + 3 if end >= 0 else length
        else:
            at = unscripted.cut(at, _passed(source, at, subset=not declared))
            declared = declared or source[opening : opening + 9].lower() == "<!doctype"
            if at == length and not source.endswith("-->" if source.startswith("<!--", opening) else ">"):
                yield Swallowed("a comment", opening, length)


def _passed(source: str, at: int, *, subset: bool) -> int:
    """Where what is no tag and no text ends: a comment, a document type (which may have an internal ``subset``), a
    processing instruction, a slash before what is no name."""
    if source.startswith("<!--", at):
        if source.startswith((">", "->"), at + 4):
            return source.find(">", at) + 1
        found = _COMMENT_END.search(source, at + 4)
        return found.end() if found else len(source)
    if subset and source[at : at + 9].lower() == "<!doctype" and (found := _DOCTYPE_END.match(source, at)):
        return found.end()
    return source.find(">", at) + 1 or len(source)


def _attributes(source: str, at: int, *, xml: bool, trusted: bool) -> tuple[dict[str, str], int, bool]:
    """The attributes of a tag (of two with one name the first), and where the tag ends."""
    found: dict[str, str] = {}
    begin, limit = at, len(source)
    if not trusted:
        limit = source.find(">", at) + 1 or limit
    while not (end := _TAG_END.match(source, at, limit)):
        attribute = _ATTRIBUTE.match(source, at, limit)
        if attribute is None or attribute["open"]:
            # a quotation mark without a partner, or the source ends inside a tag: nothing behind its ">" is lost
            return found, source.find(">", begin) + 1 or len(source), False
        value = attribute["double"] or attribute["single"] or attribute["bare"] or ""
        name = attribute["name"] if xml else attribute["name"].lower()
        found.setdefault(name, _clean(_REFERENCE.sub(_in_attribute, value)) if "&" in value else _clean(value))
        at = attribute.end()
    return found, end.end(), trusted


def _raw(source: str, at: int, name: str) -> int:
    """Where an element's end tag begins, behind the text in it; the end of the source where there is none."""
    if name == "script":
        return script_end(source, at)
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, at)
    return found.start() if found else len(source)


class _Unscripted:
    """What browsers without scripts see (`noscript`) is text to the others, up to its end tag: nothing that begins in
    it ends behind that."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.end = -1  # of the one that was begun last

    def begin(self, at: int) -> None:
        """One begins here."""
        if self.end < at:
            found = _UNSCRIPTED_END.search(self.source, at)
            self.end = found.start() if found else len(self.source)

    def cut(self, at: int, end: int) -> int:
        """Where something ends that begins here."""
        return self.end if at <= self.end < end else end


def script_end(source: str, at: int) -> int:
    """Where the script ends whose text begins here: at its end tag, but for those of scripts that it writes between the
    signs of a comment (HTML, sections 13.2.5.15 to 13.2.5.30)."""
    escaped = inner = False
    for found in _IN_SCRIPT.finditer(source, at):
        if found["begins"] and not found["begins"].endswith(">"):
            escaped = True
        elif found["begins"] or found["ends"]:
            escaped = inner = False
        elif not found["slash"]:
            inner = escaped
        elif inner:
            inner = False
        else:
            return found.start()
    return len(source)


def decoded(text: str) -> str:
    """A text with its character references as characters, without what XML cannot hold."""
    return _clean(_REFERENCE.sub(_character, text) if "&" in text else text)


def _clean(text: str) -> str:
    return FORBIDDEN.sub("", text).replace("\f", " ")


def _character(found: re.Match[str]) -> str:
    if name := found["name"]:
        return _named(found.group(), name)
    digits, base = (found["hex"], 16) if found["hex"] else (found["decimal"], 10)
    digits = digits.lstrip("0")
    number = int(digits or "0", base) if len(digits) < 9 else 0
    if number in _WINDOWS:
        return _WINDOWS[number]
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def _named(written: str, name: str) -> str:
    """A named character; the old names need no semicolon, and may be the beginning of a longer word."""
    if written[-1] == ";" and f"{name};" in html5:
        return html5[f"{name};"]
    for length in range(min(len(name), 6), 1, -1):  # the longest name without a semicolon has six letters
        if name[:length] in html5:
            return html5[name[:length]] + written[1 + length :]
    return written


def _in_attribute(found: re.Match[str]) -> str:
    """In an attribute a name without its semicolon counts only where nothing follows that it could be part of: the
    "&copy=1" of an address is no sign of copyright."""
    written, name = found.group(), found["name"]
    if name and written[-1] != ";":
        follows = found.string[found.end() : found.end() + 1]
        return written if name not in html5 or follows == "=" else html5[name]
    return _character(found)
