"""Abbreviations that the text itself explains: "World Health Organization (WHO)", and every later "WHO".

Nothing is known of abbreviations here but how people introduce them: in brackets right behind their words, or the words
in brackets behind them, and their letters are the initials of these words, in order. This is the method of Schwartz and
Hearst 2003 ("A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text") with initials only: it
lets more go, and is hardly ever wrong. What stands before the explanation, and what is explained in two ways, is left
alone (WCAG 2.2, success criterion 3.1.4, technique H28).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from accessible.model.blocks import Boilerplate, Code, Evidence, Leaf, Styled
from accessible.model.document import Document, leaves
from accessible.structurer.leaves import map_leaves
from accessible.structurer.punctuation import QUOTES
from accessible.structurer.words import entries, words

#: Letters, with points or other marks between them: "WHO", "U.N.", "GmbH", "R&D".
_SHORT = r"[^\W\d_](?:[.&/-]?[^\W\d_]){1,9}\.?"
_LAST = re.compile(rf"(?<!\S)(?P<short>{_SHORT})$")
_INSIDE = re.compile(r"\((?P<words>[^()\d]{5,120})\)")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
#: What stands before a word in French: "l’unité" begins with a u.
_ELIDED = re.compile(r"(?:[cdjlmnst]|qu)[’'](?=[^\W\d_])", re.IGNORECASE)
_OWNED = re.compile(r"['’]s$")
#: What may stand between the words of a name.
_BETWEEN = re.compile(rf"[\s,&{QUOTES}]{{1,3}}")
#: So many characters before a bracket are read for the words of an abbreviation, and so many for the abbreviation.
_READ, _LONGEST = 160, 24

_DEFINED = Evidence("initials of the words beside it", 0.95)
_LATER = Evidence("explained before in the text", 0.9)


def mark_abbreviations(document: Document) -> Document:
    """The document with a `Styled` on each abbreviation that its text explains, from there on."""
    language = document.metadata.language
    known: dict[str, str] = {}
    twice: set[str] = set()  # explained in two ways
    defined: dict[int, list[tuple[int, int, str]]] = {}
    for section in document.sections:
        for leaf in leaves(section.blocks):
            if "(" not in leaf.prose.text or isinstance(leaf, Boilerplate | Code):
                continue
            for start, end, title in _definitions(leaf.prose.text, language):
                short = leaf.prose.text[start:end]
                if _plain(known.setdefault(short, title)) != _plain(title):
                    twice.add(short)
                defined.setdefault(id(leaf), []).append((start, end, title))
    if not known:
        return document
    form = _form(sorted(known, key=len, reverse=True))
    met: set[str] = set()

    def marked(leaf: Leaf) -> Leaf:
        if isinstance(leaf, Boilerplate | Code):
            return leaf
        text, here = leaf.prose.text, defined.get(id(leaf), [])
        found = {start: Styled(start, end, "abbr", title, _DEFINED) for start, end, title in here}
        first: dict[str, int] = {}  # where in this text an abbreviation is first explained
        for start, end, _ in here:
            first.setdefault(text[start:end], start)
        for use in form.finditer(text) if met or here else ():
            start, end, short = use.start(), use.end(), use["short"]
            explained = short in met or first.get(short, start) < start
            if explained and short not in twice and start not in found and not _is_shouted(text, start, end, known):
                found[start] = Styled(start, end, "abbr", known[short], _LATER)
        met.update(first)
        given = [mark for mark in leaf.prose.inlines if isinstance(mark, Styled) and mark.style in ("abbr", "code")]
        own = [
            mark for mark in found.values() if not any(one.start < mark.end and mark.start < one.end for one in given)
        ]
        return replace(leaf, prose=replace(leaf.prose, inlines=(*leaf.prose.inlines, *own))) if own else leaf

    return map_leaves(document, marked)


def _plain(title: str) -> str:
    return title.casefold().rstrip("s")


def _form(shorts: Sequence[str]) -> re.Pattern[str]:
    """Any of the abbreviations as a word; a plural's "s" behind it is none of its letters."""
    return re.compile(rf"(?<!\w)(?P<short>{'|'.join(map(re.escape, shorts))})(?=s?(?!\w))")


def _is_shouted(text: str, start: int, end: int, known: dict[str, str]) -> bool:
    """Whether capitals stand beside a word: "WHO" in a line of capitals asks who."""
    before, behind = text[max(0, start - 24) : start].split(" "), text[end : end + 24].split(" ")
    near = [word.strip(".,;:!?()" + QUOTES) for word in (*before[-2:-1], *behind[1:2])]
    return any(len(word) > 1 and word.isupper() and word.isalpha() and word not in known for word in near)


# ------------------------------------------------------------------------------------------------------ explanations
def _definitions(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """The abbreviations that a text explains: where each stands, and what it stands for."""
    bracket = text.find("(", 2)
    while bracket > 0:
        if text[bracket - 1].isspace():
            found = _in_brackets(language).match(text, bracket)
            explained = None if found is None else _behind_words(text, bracket, found, language)
            explained = explained or _before_words(text, bracket, language)
            if explained is not None:
                yield explained
        bracket = text.find("(", bracket + 1)


def _behind_words(text: str, bracket: int, found: re.Match[str], language: str) -> tuple[int, int, str] | None:
    """An abbreviation in brackets behind its words."""
    before = _words(text, max(0, bracket - _READ), bracket - 1, language)
    first = _match(found["short"], before, language)
    return None if first is None else (*found.span("short"), _shown(text[before[first][0] : bracket]))


def _before_words(text: str, bracket: int, language: str) -> tuple[int, int, str] | None:
    """An abbreviation before its words in brackets, which are nothing else but for an article."""
    short = _LAST.search(text, max(0, bracket - _LONGEST), bracket - 1)
    inside = _INSIDE.match(text, bracket) if short is not None and _is_capital(short["short"]) else None
    if short is None or inside is None:
        return None
    found = _words(text, *inside.span("words"), language)
    leading = next((at for at, (_, word, _) in enumerate(found) if not _is_small(word, language)), len(found))
    whole = found and not text[found[-1][2] : inside.end("words")].strip(QUOTES + " ")
    if not whole or _match(short["short"], found, language) != leading:
        return None
    return *short.span("short"), _shown(text[found[leading][0] : found[-1][2]])


@cache
def _in_brackets(language: str) -> re.Pattern[str]:
    leads = "|".join(map(re.escape, sorted(entries("abbreviation-lead", language), key=len, reverse=True)))
    lead = rf"(?:(?i:{leads})[:,]?\s)?" if leads else ""
    return re.compile(rf"\({lead}[{QUOTES}]?(?P<short>{_SHORT})[{QUOTES}]?\)")


def _words(text: str, start: int, end: int, language: str) -> list[tuple[int, str, int]]:
    """The words of a stretch that follow each other with nothing between them but spaces and commas, up to its end:
    where each begins, without what is elided before it, and where it ends."""
    found: list[tuple[int, str, int]] = []
    for word in _WORD.finditer(text, start, end):
        if found and _BETWEEN.fullmatch(text, found[-1][2], word.start()) is None:
            found.clear()
        elided = _ELIDED.match(text, word.start(), word.end())
        start = elided.end() if elided else word.start()
        found.append((start, text[start : word.end()], word.end()))
    if found and text[found[-1][2] : end].strip(QUOTES + " \u00a0\n"):
        found.clear()
    return found


def _is_capital(short: str) -> bool:
    """Whether two letters of an abbreviation are capitals, and half of them."""
    capital, letters = sum(map(str.isupper, short)), sum(map(str.isalpha, short))
    return capital > 1 and 2 * capital >= letters


def _match(short: str, before: Sequence[tuple[int, str, int]], language: str) -> int | None:
    """The index of the first of the words whose initials an abbreviation is, or None."""
    if not _is_capital(short):
        return None
    letters = [letter for letter in short if letter.isalpha()]
    forms = [letters]
    if letters[-1] == "s" and all(letter.isupper() for letter in letters[:-1]):
        forms.insert(0, letters[:-1])  # "NGOs"
    for form in forms:
        first = _first(form, [word for _, word, _ in before], language)
        if first is not None and len(before) - first > 1:
            return first
    return None


def _first(letters: Sequence[str], before: Sequence[str], language: str) -> int | None:
    """The index of the word that the first letter is the initial of, when the letters are those of the words from there
    to the last, of which small ones may be passed over."""

    @cache
    def match(letter: int, word: int) -> int | None:
        if letter < 0:
            return word + 1
        if word < 0:
            return None
        parts = before[word].split("-")
        small = _is_small(before[word], language)
        for count in dict.fromkeys((len(parts), 1)):
            own = letters[letter - count + 1 : letter + 1] if count <= letter + 1 else ()
            initials = [part[:1].casefold() for part in parts[:count]]
            if [one.casefold() for one in own] != initials:
                continue
            if small and own[0].isupper() and (letter == 0 or len(letters) < 3):
                continue  # "a person (AP)"
            if (first := match(letter - count, word - 1)) is not None:
                return first
        return match(letter, word - 1) if small and letter < len(letters) - 1 else None

    return match(len(letters) - 1, len(before) - 1)


def _is_small(word: str, language: str) -> bool:
    folded = word.casefold()
    return any(folded in words(name, language) for name in ("small-word", "preposition", "determiner"))


def _shown(words_of: str) -> str:
    return _OWNED.sub("", " ".join(words_of.split()).strip(QUOTES + " ,"))
