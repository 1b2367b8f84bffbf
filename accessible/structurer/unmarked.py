"""Speech without quotation marks: paragraphs that a dash opens, and those that begin with a speaker's label.

Joyce, Queneau, Cortázar and most of Russian literature quote so; transcripts and interviews by labels. One dash or one
label is none: a document has this convention when several of its paragraphs do. Inside such a paragraph the words that
tell who speaks (“—Yes, said Doyle. Why not?”: an *incise*) are not spoken by him. Which labels are speakers' is asked
in `labels.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from accessible.structurer.labels import label_of
from accessible.structurer.marks import Pair, deepened
from accessible.structurer.words import entries, words

_DASH = re.compile(r"\s*(?:—|–|―|-{1,2})[ \u00a0\u202f]?(?=[^\W_]|[¿¡…“\"«‘'(_])")
_SAID = re.compile(r"[.!?…;:,»”\"’—–-][)_\]]*\s*$|[.!?…]")
_ENDED = re.compile(r"[.!?…,»”\"’—–-][)_\]]*$")
#: A dash inside dialogue opens and closes the words of the teller where there is a space before it: "—No —dijo—. Sí."
_BETWEEN = re.compile(r"(?<=\s)(?:—|–|―|--)|(?<=[.,;!?…])(?:—|–|―|--)|(?:—|–|―|--)(?=[.,;:])")
#: Where the words of the teller may begin, and where they end, in a line of dialogue without inner dashes.
_PAUSE = re.compile(r"[,.!?…][\s\u00a0\u202f]+(?=[^\W\d_])")
_STOP = re.compile(r"[.,;:!?]")
#: A name of up to three words.
_NAME = r"[^\W\d_a-zß-öø-ÿ][\w’'-]*(?:\.? [^\W\d_a-zß-öø-ÿ][\w’'-]*){0,2}"
_FEWEST = 3


class Dialogue(Struct, frozen=True):
    """How a document quotes without marks: whether by dashes, and the labels that its speakers have."""

    dashes: bool
    labels: frozenset[str]


def dialogue_of(texts: Sequence[str], language: str, labels: frozenset[str]) -> Dialogue:
    """How the paragraphs of a document quote without marks; ``labels`` are those of its speakers."""
    dashed = [text for text in texts if _DASH.match(text)]
    spoken = [text for text in dashed if _ENDED.search(text.rstrip())]
    dashes = len(spoken) >= _FEWEST and 2 * len(spoken) > len(dashed)
    if not dashes and len(spoken) > 1:  # two only, when they are told: "— Oui, dit-il."
        dashes = all(_incise(text, 0, len(text), language) is not None for text in spoken)
    return Dialogue(dashes, labels)


def turns_of(text: str, pairs: Sequence[Pair], dialogue: Dialogue, language: str) -> list[Pair]:
    """The quotations of a paragraph: those without marks among them, and none that the teller breaks into."""
    if not all(pair.closed for pair in pairs):
        pairs = _unbroken(text, pairs, language)
    if not dialogue.dashes and not dialogue.labels:
        return list(pairs)
    end = len(text.rstrip())
    said: list[Pair] = []
    if dialogue.dashes and (dash := _DASH.match(text)) and _SAID.search(text):
        outer = [pair for pair in pairs if not pair.depth]
        start = len(text) - len(text.lstrip())
        said = [Pair(a, b, 0, edge="dash") for a, b in _spoken(text, start, dash.end(), end, outer, language)]
    elif dialogue.labels and (label := label_of(text)) and label["name"] in dialogue.labels and label.end() < end:
        whole = len(pairs) > 0 and pairs[0].start == label.end() and pairs[0].end >= end
        said = [] if whole else [Pair(label.end(), end, 0, edge="label")]
    return deepened([*said, *pairs]) if said else list(pairs)


def _unbroken(text: str, pairs: Sequence[Pair], language: str) -> list[Pair]:
    """The quotations of a paragraph without an open one in which the teller says who speaks.

    A quotation that goes on in the next paragraph needs no mark at its end. But where “, said Ruth,” stands in it and
    in none of its own marks, those before and after these words are missing, and nobody can tell whose the rest is: a
    false voice is worse than the narrator's.
    """
    form = _breaking(language)
    if form is None:
        return list(pairs)
    inner = [pair for pair in pairs if pair.depth == 1]
    kept = []
    for pair in pairs:
        told = None if pair.closed else form.search(text, pair.start, pair.end)
        if told is None or _crosses(inner, told.start(), told.end()):
            kept.append(pair)
    return kept if len(kept) == len(pairs) else deepened(kept)


@cache
def _breaking(language: str) -> re.Pattern[str] | None:
    """A verb of saying and who says it, between commas or stops: the order of the teller, hardly of talk."""
    verbs = entries("incise", language)
    if not verbs:
        return None
    verb = "|".join(sorted(map(re.escape, verbs), key=len, reverse=True))
    person = "|".join(map(re.escape, entries("incise-person", language)))
    article = "|".join(map(re.escape, sorted(words("determiner", language))))
    named = rf"(?:(?:{article})(?: \w+){{1,2}}|{_NAME}|\b(?:{person})\b)"
    return re.compile(rf"[,.!?…][\s\u00a0\u202f]+(?:{verb})(?:-t)?[\s-]{named}[,.;:]")


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
    forms = [rf"(?:{verb})(?:-t)?(?:-\w+)?\b"]
    if language.split("-")[0] == "en":
        forms.append(rf"(?:(?i:{person})|(?:the|an?|his|her|my) \w+|{_NAME})(?: \w+ly)? (?:{verb})\b")
    return re.compile("|".join(forms))
