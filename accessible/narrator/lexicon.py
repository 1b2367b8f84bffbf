"""Lexicons: how single words are said, from files that people write (PLS 1.0).

A lexicon is an XML file in the form of the W3C's Pronunciation Lexicon Specification. Of a lexeme the graphemes are
used (whole words or phrases; white space in them is any), and the preferred pronunciation, else the first: an
``alias``, which is said instead, or a ``phoneme`` in IPA, which an engine that takes phonemes says, while for any
other the first alias stands in, or else the word itself. A grapheme in small letters also fits words with capitals; any
other fits just as it is written, and an exact fit comes first. Aliases are not looked up again.

The parser is expat itself, which comes with Python: a document type is refused before anything in it is read, so
there are no entities to expand and nothing outside of the file to fetch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.parsers import expat

from msgspec import Struct

from accessible.errors import UsageError, nearest
from accessible.narrator.castfile import voices_folders
from accessible.narrator.ipa import sounds
from accessible.narrator.spoken.edits import Edit

_NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"
_XML = "http://www.w3.org/XML/1998/namespace"
_KNOWN = frozenset("lexicon meta metadata lexeme grapheme phoneme alias example".split())
_HINT = "a lexicon is written in PLS 1.0; voices/default.pls explains it"
_LARGEST = 20_000_000  # bytes
_WORD = re.compile(r"\w+")
_GENITIVE = re.compile(r"['’]s(?!\w)")
_SIBILANTS = ("s", "z", "ʃ", "ʒ")
_VOICELESS = ("p", "t", "k", "f", "θ")


class Lexeme(Struct, frozen=True):
    """One grapheme and what is said for it (``spoken``), and in IPA how that sounds ("" when the engine knows)."""

    grapheme: str
    spoken: str
    phonemes: str
    language: str  # BCP 47, in small letters


class Lexicon:
    """Lexemes, ready to be found in a text. Of two for the same words the one that was named later wins."""

    def __init__(self, lexemes: Iterable[Lexeme] = ()) -> None:
        self.lexemes = tuple(lexemes)
        self._index: dict[str, dict[str, list[tuple[int, int, int, re.Pattern[str], Lexeme]]]] = {}
        for number, lexeme in enumerate(self.lexemes):
            first = _WORD.search(lexeme.grapheme)
            assert first
            words = r"\s+".join(map(_quoted, lexeme.grapheme.split()))
            left = r"(?<!\w)" if lexeme.grapheme[0].isalnum() else ""
            right = r"(?!\w)" if lexeme.grapheme[-1].isalnum() else ""
            entries = self._index.setdefault(lexeme.language, {}).setdefault(first[0].casefold(), [])
            for exact in (1, 0):
                if exact or lexeme.grapheme == lexeme.grapheme.lower():
                    pattern = re.compile(f"{left}{words}{right}", 0 if exact else re.IGNORECASE)
                    entries.append((len(lexeme.grapheme), exact, number, pattern, lexeme))
        for table in self._index.values():
            for entries in table.values():
                entries.sort(key=lambda entry: entry[:3], reverse=True)

    def __bool__(self) -> bool:
        return bool(self.lexemes)

    def edits(self, text: str, language: str) -> Iterator[Edit]:
        """Where a text (in a language, a BCP 47 tag) has words of the lexicon, and what is said there; in order.

        The longest words win, then the exact ones, then those of the lexicon that was named last. Lexemes for a
        language hold in all its regions; those for a region only there, and before the others.
        """
        tables = [table for tag in _wider(language) if (table := self._index.get(tag))]
        if not tables:
            return
        words = " ".join(_WORD.findall(text)).casefold().split(" ")  # all at once: many times faster than one by one
        if all(table.keys().isdisjoint(words) for table in tables):
            return
        position = 0
        for word in _WORD.finditer(text):
            if word.start() < position:
                continue
            for table in tables:
                edit = self._at(text, word, position, table.get(word[0].casefold(), ()), language)
                if edit:
                    yield edit
                    position = edit.end
                    break

    @staticmethod
    def _at(
        text: str,
        word: re.Match[str],
        position: int,
        entries: Sequence[tuple[int, int, int, re.Pattern[str], Lexeme]],
        language: str,
    ) -> Edit | None:
        for _, _, _, pattern, lexeme in entries:
            lead = next(at for at, character in enumerate(lexeme.grapheme) if character.isalnum() or character == "_")
            start = word.start() - lead
            match = pattern.match(text, start) if start >= position else None
            if not match:
                continue
            end, said, phonemes = match.end(), lexeme.spoken or match[0], lexeme.phonemes
            if phonemes and language.lower().startswith("en") and (genitive := _GENITIVE.match(text, end)):
                end, said = genitive.end(), said + genitive[0]
                last = phonemes.rstrip("ːˑ ")[-1:]
                phonemes += "ɪz" if last in _SIBILANTS else "s" if last in _VOICELESS else "z"
            return Edit(match.start(), end, " ".join(said.split()), phonemes)
        return None


def _quoted(word: str) -> str:
    """A word as a pattern, in which an apostrophe may be straight or curved."""
    return re.sub(r"['’]", "['’]", re.escape(word))


def _wider(language: str) -> Iterator[str]:
    """A tag and the wider ones: en-gb-oxendict, en-gb, en."""
    tag = language.replace("_", "-").lower()
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]


# ------------------------------------------------------------------------------------------------------------- files
def load_lexicon(names: Sequence[str] = ()) -> Lexicon:
    """The lexicon ``default`` of the first ``voices`` folder that has one, and those named: each a path that ends in
    .pls, or the name of one in a ``voices`` folder.

    Raises `UsageError` for a name that is in no folder, and what `read_lexicon` raises.
    """
    folders = list(voices_folders())
    files = []
    if standard := _found("default", folders):
        files.append(standard)
    for name in names:
        file = Path(name) if name.lower().endswith((".pls", ".xml")) else _found(name, folders)
        if file is None:
            known = sorted({found.stem for folder in folders for found in folder.glob("*.pls")})
            hint = f"{nearest(name, known)}name a file that ends in .pls, or one of: {', '.join(known) or 'none'}"
            raise UsageError(f"there is no lexicon called {name}", where="--lexicon", hint=hint)
        files.append(file)
    return Lexicon(lexeme for file in files for lexeme in read_lexicon(file))


def _found(name: str, folders: Sequence[Path]) -> Path | None:
    return next((file for folder in folders if (file := folder / f"{name}.pls").is_file()), None)


def read_lexicon(file: Path) -> tuple[Lexeme, ...]:
    """The lexemes of a PLS file.

    Raises `UsageError` with the line for what is no XML, has a document type, or breaks the specification in a way
    that matters here: a wrong root, no language, a lexeme without grapheme or pronunciation, an alphabet other than
    IPA, a phoneme that is not of the IPA.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"the lexicon cannot be read: {error.strerror}", where=str(file)) from error
    if len(data) > _LARGEST:
        raise UsageError(f"the lexicon is larger than {_LARGEST // 1_000_000} MB", where=str(file))
    return _Parse(file.name).lexemes(data)


class _Parse:
    """One parse of a file: expat calls back, and what has been read is remembered here."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.buffer_text = True
        self._path: list[str] = []
        self._text = ""
        self._attributes: dict[str, str] = {}
        self._language = ""
        self._alphabet = ""
        self._line = 0
        self._graphemes: list[str] = []
        self._said: list[tuple[str, str, bool]] = []  # kind, text, preferred
        self._found: list[Lexeme] = []

    def lexemes(self, data: bytes) -> tuple[Lexeme, ...]:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            what = expat.ErrorString(error.code)
            raise UsageError(
                f"the lexicon is not well-formed XML: {what}", where=f"{self._name}:{error.lineno}", hint=_HINT
            ) from None
        return tuple(self._found)

    def _wrong(self, what: str, line: int = 0) -> UsageError:
        where = f"{self._name}:{line or self._parser.CurrentLineNumber}"
        return UsageError(f"the lexicon has a mistake: {what}", where=where, hint=_HINT)

    def _doctype(self, *_: object) -> None:
        raise self._wrong("it has a document type (<!DOCTYPE …>), which is not read")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        if not self._path:
            if (namespace, name) != (_NAMESPACE, "lexicon"):
                raise self._wrong(f"its root is <{name}>, not <lexicon> in the namespace {_NAMESPACE}")
            if attributes.get("version") != "1.0":
                raise self._wrong('<lexicon> has no version="1.0"')
            self._language = attributes.get(f"{_XML} lang", "").lower()
            if not self._language:
                raise self._wrong("<lexicon> has no xml:lang")
            self._alphabet = attributes.get("alphabet", "")
        elif namespace == _NAMESPACE and "metadata" not in self._path and name not in _KNOWN:
            raise self._wrong(f"there is no element <{name}>")
        if namespace == _NAMESPACE and name == "lexeme":
            self._graphemes, self._said, self._line = [], [], self._parser.CurrentLineNumber
        self._path.append(name if namespace == _NAMESPACE else "")
        self._text, self._attributes = "", attributes

    def _characters(self, data: str) -> None:
        self._text += data

    def _end(self, tag: str) -> None:
        name = self._path.pop()
        if self._path[-1:] == ["lexeme"]:
            self._part(name, " ".join(self._text.split()))
        elif name == "lexeme":
            self._lexeme()
        self._text = ""

    def _part(self, name: str, text: str) -> None:
        """A grapheme, an alias or a phoneme."""
        if name == "grapheme":
            if not _WORD.search(text):
                raise self._wrong("a grapheme without a letter or digit")
            self._graphemes.append(text)
        elif name in ("alias", "phoneme"):
            if not text:
                raise self._wrong(f"an empty <{name}>")
            if name == "phoneme":
                self._check(text, self._attributes.get("alphabet") or self._alphabet)
            self._said.append((name, text, self._attributes.get("prefer") == "true"))

    def _check(self, phonemes: str, alphabet: str) -> None:
        if alphabet.lower() != "ipa":
            raise self._wrong(f"the alphabet {alphabet or '(none)'} of a phoneme is not known; write it in ipa")
        try:
            sounds(phonemes)
        except ValueError as error:
            symbol = str(error)
            raise self._wrong(f"{symbol} (U+{ord(symbol):04X}) in /{phonemes}/ is no phoneme of the IPA") from None

    def _lexeme(self) -> None:
        if not self._graphemes:
            raise self._wrong("a lexeme without a grapheme", self._line)
        if not self._said:
            raise self._wrong(f"the lexeme {self._graphemes[0]} has neither an alias nor a phoneme", self._line)
        kind, text, _ = next((said for said in self._said if said[2]), self._said[0])
        alias = text if kind == "alias" else next((text for kind, text, _ in self._said if kind == "alias"), "")
        self._found += (
            Lexeme(grapheme, alias, text if kind == "phoneme" else "", self._language) for grapheme in self._graphemes
        )
