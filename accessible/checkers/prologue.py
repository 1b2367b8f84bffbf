"""What stands before the first element of an XML file: its document type, and what that declares.

A parser of others may fetch what a document type names, and spell out what it declares, before anybody has seen a word
of the text. So it is read first, by hand: a comment in front may be as long as it likes, and the name of the file says
nothing. The forms are those of XML 1.0 (fifth edition), sections 2.8, 4.2 and appendix F; wherever a parser might be
more generous than the specification, so is this.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from accessible.errors import SourceError

_LARGEST = 256_000  # characters of a document type
_ENOUGH = 1000  # bytes, to tell the encoding by; an XML declaration of them all is refused
_LONGEST_ENTITY = 10_000  # characters that an entity stands for
_MOST_WRITTEN_OUT = 100_000_000  # characters that all entities of a file may stand for

#: The first bytes of XML in encodings that are not a superset of ASCII (appendix F.1); None for those of no book.
_SIGNATURES: tuple[tuple[bytes, str | None], ...] = (
    (b"\xff\xfe\0\0", None),  # UCS-4 with a mark, and without one
    (b"\0\0\xfe\xff", None),
    (b"<\0\0\0", None),
    (b"\0\0\0<\0\0\0", None),
    (b"\0<\0\0", None),  # UCS-4 in the order of machines that are gone
    (b"\0\0<\0", None),
    (b"\x4c\x6f\xa7\x94", None),  # EBCDIC
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<|\Z)")  # what begins with so many spaces may be XML as well
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml\s")
_DECLARED = re.compile(rb"""encoding\s*=\s*["']([^"'>]*)""")
#: Encodings in which every byte below 128 outside of a letter is ASCII; of all others a parser may see what we do not.
_LIKE_ASCII = re.compile(
    r"utf-?8|(?:us-)?ascii|iso[-_]?8859[-_]?\d+|latin-?\d+|(?:windows|cp|ibm)-?(?:125\d|437|85\d|866|874|932|936|949)"
    r"|koi8-[ru]|(?:x-)?mac(?:-?roman|intosh)|gb(?:2312|k|18030)|big5(?:-hkscs)?|(?:shift|x-s)[-_]?jis|windows-31j"
    r"|euc-(?:jp|kr|tw|cn)|tis-620|viscii",
    re.IGNORECASE,
)
_WIDE = re.compile(r"utf-?16(?:[lb]e)?|iso-10646-ucs-2|ucs-2|unicode", re.IGNORECASE)

_SPACE = " \t\r\n\x85\u2028"
_NAME = re.compile(r"[^\s\[\]<>\"'%&;]+")
_EXTERNAL = re.compile(r"""\s*(?:SYSTEM|PUBLIC\s*("[^"]*"|'[^']*'))\s*("[^"]*"|'[^']*')?""")
_ENTITY = re.compile(r"""<!ENTITY\s+(%\s*)?([^\s"'>%]+)\s*(?:("[^"]*"|'[^']*')|(SYSTEM|PUBLIC))""")
_REFERENCE = re.compile(r"[&%]([^#;&%\s][^;&%\s]*);")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z\d+.-]*:")


class Doctype(Struct, frozen=True):
    """A document type: its external identifiers (None where there is none) and the entities declared in the file.

    ``most`` is how many characters one of the entities stands for at the most, with those that it is made of.
    """

    name: str = ""
    public: str | None = None
    system: str | None = None
    entities: Mapping[str, str] = {}
    most: int = 0


def doctype(pieces: Iterator[bytes]) -> Doctype | None:
    """The document type of a file, None where there is none or the file is no XML; no more is read than is needed.

    Raises `SourceError` (without a place) for one that must not reach a parser: it declares entities that lie outside
    of the file, are made by other entities, or grow; or the file has an encoding that hides what it says.
    """
    first = b""
    for piece in pieces:
        first += piece
        if len(first) >= _ENOUGH:
            break
    for signature, encoding in _SIGNATURES:
        if first.startswith(signature):
            if encoding is None:
                raise SourceError("the file is in an encoding that no book may have")
            return _doctype(_Text(first, pieces, encoding))
    if _BEGINNING.match(first) is None:
        return None
    said = _said(first)
    if _WIDE.fullmatch(said):  # which a file is that says so by mistake; but a parser may believe it from here on
        pieces = _without_nul(pieces)
        next(_without_nul(iter([first])))
    elif not _LIKE_ASCII.fullmatch(said):
        raise SourceError("the file is in an encoding that no book may have")
    return _doctype(_Text(first, pieces, "utf-8" if said.lower() in ("utf-8", "utf8") else "latin-1"))


def _said(first: bytes) -> str:
    """The encoding that an XML declaration names."""
    if not _DECLARATION.match(first):
        return "utf-8"
    declaration, end, _ = first.partition(b"?>")
    if not end:
        raise SourceError("the file is in an encoding that no book may have")
    found = _DECLARED.search(declaration)
    return found[1].decode("latin-1").strip() if found else "utf-8"


def written_out(found: Doctype, pieces: Iterator[bytes]) -> None:
    """See that the entities of a file stand for no more than a book has; ``pieces`` are all of the file.

    Raises `SourceError` (without a place) when they do.
    """
    if found.most and found.most * sum(piece.count(b"&") for piece in pieces) > _MOST_WRITTEN_OUT:
        raise SourceError("the file declares entities that grow")


def _without_nul(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        if b"\0" in piece:
            raise SourceError("the file is in another encoding than it says")
        yield piece


class _Text:
    """A file as text, of which no more than is looked at is kept."""

    def __init__(self, first: bytes, pieces: Iterator[bytes], encoding: str) -> None:
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._pieces = pieces
        self.kept = self._decoder.decode(first)

    def more(self) -> bool:
        """Read a piece; whether there was one."""
        piece = next(self._pieces, None)
        if piece is not None:
            self.kept += self._decoder.decode(piece)
        return piece is not None

    def has(self, length: int) -> bool:
        """Whether there are so many characters."""
        while len(self.kept) < length and self.more():
            pass
        return len(self.kept) >= length

    def skip_to(self, end: str) -> bool:
        """Go on to what stands behind a sequence of characters; whether it came."""
        while (at := self.kept.find(end)) < 0:
            self.kept = self.kept[len(self.kept) - len(end) + 1 :] if len(end) > 1 else ""
            if not self.more():
                return False
        self.kept = self.kept[at + len(end) :]
        return True


def _doctype(text: _Text) -> Doctype | None:
    while text.skip_to("<") and text.has(2):
        start = "DOCTYPE"
        if text.kept[0] == "?":
            text.skip_to("?>")
        elif text.kept[0] == "!" and text.has(3) and text.kept.startswith("!--"):
            text.kept = text.kept[3:]
            text.skip_to("-->")
        elif text.has(1 + len(start)) and text.kept.startswith(f"!{start}"):
            text.kept = text.kept[1 + len(start) :]
            return _declaration(text)
        else:  # the first element, or what no parser goes on from
            return None
    return None


def _declaration(text: _Text) -> Doctype:
    """The document type of which `<!DOCTYPE` has been read."""
    head = _upto(text, "[>")
    found = _NAME.match(head.lstrip(_SPACE))
    name = found[0] if found else ""
    rest = head.lstrip(_SPACE)[len(name) :]
    public = system = None
    if external := _EXTERNAL.match(rest):
        public, system = (part and part[1:-1] for part in external.groups())
    if system is not None and _SCHEME.match(system) and not _is_harmless(system):
        raise SourceError("the file names a document type that lies outside of the book")
    entities = _entities(_subset(text)) if text.kept[:1] == "[" else {}
    return Doctype(name, public, system, entities, max(map(len, entities.values()), default=0))


def _is_harmless(system: str) -> bool:
    """Whether nobody fetches it: EPUBCheck is told not to (`machine`), but that holds for these addresses only."""
    return system.startswith("http") or system == "about:legacy-compat"


def _upto(text: _Text, ends: str) -> str:
    """What stands before one of some characters, outside of quotation marks; these characters are kept."""
    at, mark = 0, ""
    while text.has(at + 1):
        character = text.kept[at]
        if mark:
            mark = "" if character == mark else mark
        elif character in "\"'":
            mark = character
        elif character in ends:
            break
        at += 1
        _require_short(at)
    head, text.kept = text.kept[:at], text.kept[at:]
    return head


def _subset(text: _Text) -> list[str]:
    """The declarations of an internal subset, of which the bracket is still to come."""
    found: list[str] = []
    length = 0
    text.kept = text.kept[1:]
    while text.has(1):
        if text.kept[0] in _SPACE:
            text.kept = text.kept.lstrip(_SPACE)
            continue
        if text.kept[0] == "]":
            return found
        if text.kept[0] == "%":
            raise SourceError("the file declares entities that make others")
        if text.has(4) and text.kept.startswith("<!--"):
            text.kept = text.kept[4:]
            text.skip_to("-->")
        elif text.kept.startswith("<?"):
            text.skip_to("?>")
        elif text.kept[0] == "<":
            found.append(_upto(text, ">"))
            text.kept = text.kept[1:]
            length += len(found[-1])
            _require_short(length)
            _require_inside(found[-1])
        else:  # no parser goes on from here
            return found
    return found


def _entities(declarations: list[str]) -> dict[str, str]:
    """The entities of a file by name, those that others are made of written out in them."""
    own: dict[str, str] = {}
    for declaration in declarations:
        if (found := _ENTITY.match(declaration)) and not found[1]:  # the others are never written out
            own.setdefault(found[2], found[3][1:-1])
    whole: dict[str, str] = {}
    for name in own:
        _write_out(name, own, whole, ())
    return whole


def _write_out(name: str, own: Mapping[str, str], whole: dict[str, str], around: tuple[str, ...]) -> str:
    if name in whole:
        return whole[name]
    if name in around or len(around) > _LONGEST_ENTITY // 100:
        raise SourceError("the file declares entities that grow")
    parts, behind, length = [], 0, 0
    for reference in _REFERENCE.finditer(own[name]):
        parts.append(own[name][behind : reference.start()])
        behind = reference.end()
        inner = reference[1]
        parts.append(_write_out(inner, own, whole, (*around, name)) if inner in own else reference[0])
        length += len(parts[-2]) + len(parts[-1])
        if length > _LONGEST_ENTITY:
            break
    parts.append(own[name][behind:])
    text = "".join(parts)
    if len(text) > _LONGEST_ENTITY:
        raise SourceError("the file declares entities that grow")
    whole[name] = text
    return text


def _require_inside(declaration: str) -> None:
    """No entity from outside, and none that is declared in a way that only a parser may understand."""
    found = _ENTITY.match(declaration)
    if declaration.startswith("<!ENTITY") and (found is None or found[4]):
        raise SourceError("the file declares an entity that lies outside of it")


def _require_short(length: int) -> None:
    if length > _LARGEST:
        raise SourceError("the file declares a document type that is larger than that of any book")
