"""Speech without quotation marks: paragraphs that a dash opens, and those that begin with a speaker's label.

Joyce, Queneau, Cortázar and most of Russian literature quote so; transcripts and interviews by labels. One dash or one
label is none: a document has this convention when several of its paragraphs do. Inside such a paragraph the words that
tell who speaks (“—Yes, said Doyle. Why not?”: an *incise*) are not spoken by him.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from accessible.structurer.marks import Pair, deepened
from accessible.structurer.words import entries, patterns

_DASH = re.compile(r"\s*(?:—|–|―|-{1,2})[ \u00a0\u202f]?(?=[^\W_]|[¿¡…“\"«‘'(_])")
_SAID = re.compile(r"[.!?…;:,»”\"’—–-][)_\]]*\s*$|[.!?…]")
_ENDED = re.compile(r"[.!?…,»”\"’—–-][)_\]]*$")
#: A dash inside dialogue opens and closes the words of the teller where there is a space before it: "—No —dijo—. Sí."
_BETWEEN = re.compile(r"(?<=\s)(?:—|–|―|--)|(?<=[.,;!?…])(?:—|–|―|--)|(?:—|–|―|--)(?=[.,;:])")
#: Where the words of the teller may begin, and where they end, in a line of dialogue without inner dashes.
_PAUSE = re.compile(r"[,.!?…][\s\u00a0\u202f]+(?=[^\W\d_])")
_STOP = re.compile(r"[.,;:!?]")
_LABEL = re.compile(
    r"(?P<name>[^\W\d_](?:[^\W_]|[.’'-]|[ ](?=[^\W_])){0,40})(?:[ ][(\[][^)\]\n]{1,40}[)\]])?:[ \u00a0]+(?=\S)"
)
#: Labels for whoever asks: the writer, whose voice is the narrator's.
_ASKS = frozenset(("Q", "F", "P", "D"))
_ANSWERS = frozenset(("A", "R"))
_FEWEST = 3


class Dialogue(Struct, frozen=True):
    """How a document quotes without marks: whether by dashes, and the labels that its speakers have."""

    dashes: bool
    labels: frozenset[str]


def dialogue_of(texts: Sequence[str], language: str) -> Dialogue:
    """How the paragraphs of a document quote without marks."""
    dashed = [text for text in texts if _DASH.match(text)]
    spoken = [text for text in dashed if _ENDED.search(text.rstrip())]
    dashes = len(spoken) >= _FEWEST and 2 * len(spoken) > len(dashed)
    if not dashes and len(spoken) > 1:  # two only, when they are told: "— Oui, dit-il."
        dashes = all(_incise(text, 0, len(text), language) is not None for text in spoken)
    return Dialogue(dashes, _labels(texts, language))


def _labels(texts: Sequence[str], language: str) -> frozenset[str]:
    """The labels of a transcript: in capitals, or names that come again. Three paragraphs at least have one, of two
    speakers, and two of them follow each other."""
    named = {at: label["name"] for at, text in enumerate(texts) if (label := _LABEL.match(text))}
    capitals = {name for name in named.values() if name.isupper()}
    again = {name for name, times in Counter(named.values()).items() if times > 1 and _is_name(name)}
    names = capitals | (again if len(again) > 1 else set())
    if len(names) < 2:
        return frozenset()
    at = [place for place, name in named.items() if name in names]
    if len(at) < _FEWEST or all(after - before > 1 for before, after in pairwise(at)):
        return frozenset()
    if names <= _ASKS | _ANSWERS:  # questions and answers alone may be a list of frequent questions
        announced = patterns("quote-announced", language)
        if announced is None or not any(announced.search(text[:300]) for text in texts[:6]):
            return frozenset()
    return frozenset(names - _ASKS)


def _is_name(label: str) -> bool:
    """Whether each word of a label begins with a capital, as a name does, and there are few."""
    words = label.split()
    return len(words) <= 4 and all(word[0].isupper() for word in words)


def turns_of(text: str, pairs: Sequence[Pair], dialogue: Dialogue, language: str) -> list[Pair]:
    """The quotations of a paragraph, those without marks among them."""
    if not dialogue.dashes and not dialogue.labels:
        return list(pairs)
    end = len(text.rstrip())
    said: list[Pair] = []
    if dialogue.dashes and (dash := _DASH.match(text)) and _SAID.search(text):
        outer = [pair for pair in pairs if not pair.depth]
        start = len(text) - len(text.lstrip())
        said = [Pair(a, b, 0, edge="dash") for a, b in _spoken(text, start, dash.end(), end, outer, language)]
    elif dialogue.labels and (label := _LABEL.match(text)) and label["name"] in dialogue.labels:
        whole = len(pairs) > 0 and pairs[0].start == label.end() and pairs[0].end >= end
        said = [] if whole else [Pair(label.end(), end, 0, edge="label")]
    return deepened([*said, *pairs]) if said else list(pairs)


def _spoken(text: str, start: int, first: int, end: int, outer: Sequence[Pair], language: str) -> list[tuple[int, int]]:
    """What is spoken in a paragraph that a dash opens, the words of the teller cut out."""
    cuts = _dashed(text, first, end) or _told(text, first, end, language)
    cuts = [(a, b) for a, b in cuts if not _crosses(outer, a, b)]
    found = []
    at = start
    for a, b in [*cuts, (end, end)]:
        stop = a
        while stop > at and text[stop - 1].isspace():
            stop -= 1
        if any(letter.isalnum() for letter in text[at:stop]):
            found.append((at, stop))
        at = b
        while at < end and not text[at].isalnum() and text[at] not in "¿¡“\"«‘'…([":
            at += 1
    return found


def _crosses(outer: Sequence[Pair], start: int, end: int) -> bool:
    """Whether characters belong to a quotation in marks, at least in part."""
    at = bisect_right(outer, start, key=lambda pair: pair.end)
    return at < len(outer) and outer[at].start < end


def _dashed(text: str, first: int, end: int) -> list[tuple[int, int]]:
    """The words of the teller between inner dashes: they begin in small letters."""
    dashes = [match.span() for match in _BETWEEN.finditer(text, first, end)]
    cuts: list[tuple[int, int]] = []
    for at, (start, after) in enumerate(dashes):
        if cuts and start < cuts[-1][1]:
            continue
        words = text[after : after + 2].lstrip(" \u00a0\u202f")
        if words[:1].islower():
            cuts.append((start, dashes[at + 1][1] if at + 1 < len(dashes) else end))
    return cuts


def _told(text: str, first: int, end: int, language: str) -> list[tuple[int, int]]:
    """The words of the teller by their verb: ", said Doyle.", ", Mary said,", " ? demanda le garçon."."""
    cut = _incise(text, first, end, language)
    return [] if cut is None else [cut]


def _incise(text: str, first: int, end: int, language: str) -> tuple[int, int] | None:
    form = _form(language)
    if form is None:
        return None
    for pause in _PAUSE.finditer(text, first, end):
        told = form.match(text, pause.end(), end)
        if told:
            stop = _STOP.search(text, told.end(), end)
            return pause.end(), stop.end() if stop else end
    return None


@cache
def _form(language: str) -> re.Pattern[str] | None:
    """Who speaks, as an incise says it: the verb first, or (in English) its subject."""
    verbs = entries("incise", language)
    if not verbs:
        return None
    verb = "|".join(sorted(map(re.escape, verbs), key=len, reverse=True))
    person = "|".join(map(re.escape, entries("incise-person", language)))
    name = r"[^\W\d_a-zß-öø-ÿ][\w’'-]*(?:\.? [^\W\d_a-zß-öø-ÿ][\w’'-]*){0,2}"
    forms = [rf"(?:{verb})(?:-t)?(?:-\w+)?\b"]
    if language.split("-")[0] == "en":
        forms.append(rf"(?:(?i:{person})|(?:the|an?|his|her|my) \w+|{name})(?: \w+ly)? (?:{verb})\b")
    return re.compile("|".join(forms))
