"""Runs in another language: blocks, quotations, sentences and stretches of foreign letters that are to be spoken by a
voice of their own and marked for screen readers (WCAG 2.2, success criterion 3.1.2).

What the source says stands. Otherwise a run is marked only when it clearly is one, since a sentence in a wrong voice
cannot be understood at all: it has five words or more, the small words of one language fill it and those of the
document's language are absent, or its letters belong to another script. A single word, a name or a title is left alone.

No model is asked, except for the language of a stretch in letters that many languages share (Cyrillic, Arabic, …).
A block with none of the telling words, which is nearly every block, costs one look at its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, partial

from msgspec.structs import replace

from accessible.model.blocks import Boilerplate, Code, Evidence, Foreign, Leaf, Prose, Quote, Verse
from accessible.model.document import Document
from accessible.structurer.language import detect
from accessible.structurer.leaves import map_attributions, map_leaves
from accessible.structurer.scripts import ANY, SCRIPTS, Script, language_of, mostly_in, stretch
from accessible.structurer.sentences import sentences_of
from accessible.structurer.words import words

#: Languages with a list of small words that can be told from each other by them.
_KNOWN = ("en", "de", "fr", "es", "it", "pt", "nl", "la", "ca", "ro", "sv", "af", "gl", "eo")
#: Danish and Norwegian share theirs: the list tells others from them, but not one from the other.
_RIVALS = ("da",)
_SAME_LIST = {"nb": "da", "nn": "da", "no": "da"}

#: A run has so many words; so many of its different words are small words that the document's language has not; small
#: words are this share of it (running text of the listed languages has .3 to .6).
_FEWEST, _DIFFERENT, _SHARE = 5, 3, 0.25
#: Against each other language: so many times as many small words that are only this one's as only the other's.
_MARGIN, _OWN_MARGIN = 4, 6

_WORD = re.compile(r"[^\W\d_]+")
_USUAL_MARKS = "’'_*,.;:!?—–-…()“”„\"«»‘"
_SPOKEN = re.compile(r"\w")


#: Letters that are as much as the words that make a run, where there are no spaces; a name has two to four.
_FEWEST_LETTERS = 8
_SAMPLE, _CERTAIN = 300, 0.9


def find_foreign(document: Document) -> Document:
    """The document with a `Foreign` inline on each run in another language than the one around it.

    A block that is foreign as a whole has its language as ``prose.language`` besides. Blocks in which the reader found
    such runs are left as they are; one whose language the source states is judged against that language.
    """
    language = _base(document.metadata.language)
    if not language:
        return document
    marked = map_leaves(document, partial(_marked, language=language))
    return map_attributions(marked, partial(_with_runs, language=language))


def _base(tag: str) -> str:
    return tag.split("-")[0].lower()


def _marked(block: Leaf, *, language: str) -> Leaf:
    if isinstance(block, Boilerplate | Code):
        return block
    prose = _with_runs(block.prose, language=language, lines=isinstance(block, Verse))
    return block if prose is block.prose else replace(block, prose=prose)


def _with_runs(prose: Prose, *, language: str, lines: bool = False) -> Prose:
    if any(isinstance(mark, Foreign) for mark in prose.inlines):
        return prose
    around = _base(prose.language) if prose.language else language
    found = [*_in_other_letters(prose.text, around), *_by_small_words(prose, around, lines=lines)]
    wholly = [run for run in found if not _SPOKEN.search(prose.text, 0, run.start)]
    wholly = [run for run in wholly if not _SPOKEN.search(prose.text, run.end)]
    if not found or (wholly and prose.language):
        return prose
    return replace(prose, inlines=(*prose.inlines, *found), language=wholly[0].language if wholly else prose.language)


# ------------------------------------------------------------------------------------------------------ small words
def _by_small_words(prose: Prose, around: str, *, lines: bool) -> Iterator[Foreign]:
    """The runs of a text whose small words are another language's: all of it, else quotations, else sentences."""
    telling = _telling(_SAME_LIST.get(around, around))
    if not telling or len(telling.intersection(_roughly(prose.text))) < _DIFFERENT:
        return
    whole = _Unit(prose.text, 0, len(prose.text))
    if not _suspects(telling.intersection(whole.counts), around):
        return
    if (verdict := whole.judged(around)) is not None:
        yield Foreign(whole.start, whole.end, *verdict)
        return
    spans = [(mark.start, mark.end) for mark in prose.inlines if isinstance(mark, Quote)]
    if not lines:
        spans += sentences_of(prose, language=around)
    spans.sort(key=lambda span: (span[0], -span[1]))  # a quotation before the sentences in it
    yield from _joined(prose.text, _runs(prose.text, spans, around))


def _runs(text: str, spans: list[tuple[int, int]], around: str) -> Iterator[Foreign]:
    """Those of the spans that are in another language; what overlaps one before it is passed over."""
    done = 0
    for start, end in spans:
        if start >= done and (verdict := _Unit(text, start, end).judged(around)) is not None:
            yield Foreign(start, end, *verdict)
            done = end


def _joined(text: str, runs: Iterable[Foreign]) -> Iterator[Foreign]:
    """Runs of the same language with nothing between them but blanks are one run, as sure as the surest."""
    last: Foreign | None = None
    for run in runs:
        if last is not None and run.language == last.language and not text[last.end : run.start].strip():
            evidence = max(last.evidence, run.evidence, key=lambda evidence: evidence.confidence)
            last = Foreign(last.start, run.end, run.language, evidence)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


class _Unit:
    """A stretch of text that is in one language if in any."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.text = text[start:end]
        self.counts = Counter(_WORD.findall(self.text.casefold()))

    def judged(self, around: str) -> tuple[str, Evidence] | None:
        """The language of the stretch and the evidence, if it is clearly another one than the one around it."""
        total = self.counts.total()
        if total < _FEWEST or (around in _OTHER_LETTERS and ANY.search(self.text)):
            return None
        own = _SAME_LIST.get(around, around)
        suspects = {code: self._small(code) for code in _suspects(_telling(own).intersection(self.counts), around)}
        best = max(suspects, key=suspects.__getitem__, default="")
        if not best or suspects[best] < _SHARE * total or not self._outdoes(best, own, _OWN_MARGIN):
            return None
        others = (other for other in (*_KNOWN, *_RIVALS) if other not in (best, own))
        if not all(self._outdoes(best, other, _MARGIN) for other in others) or self._is_name(best):
            return None
        telling = sum(self.counts[word] for word in self.counts.keys() & _only(best, own))
        evidence = Evidence("small words of another language", round(min(0.99, 0.75 + 0.03 * telling), 2))
        return best, evidence

    def _small(self, code: str) -> int:
        return sum(self.counts[word] for word in self.counts.keys() & words("small-word", code))

    def _outdoes(self, code: str, other: str, margin: int) -> bool:
        """Whether the words that are only one language's are so many times as many as those only another's."""
        for_it = sum(self.counts[word] for word in self.counts.keys() & _only(code, other))
        against = sum(self.counts[word] for word in self.counts.keys() & _only(other, code))
        return for_it >= margin * against and for_it > 0

    def _is_name(self, code: str) -> bool:
        """Whether the other words have capitals, as those of names and titles have; German has them everywhere."""
        content = [word for word in _WORD.findall(self.text) if word.casefold() not in words("small-word", code)]
        small = len([word for word in content if word[0].islower()])
        return small == 0 if code == "de" else small < 2 or 2 * small < len(content)


@cache
def _only(code: str, other: str) -> frozenset[str]:
    """The small words of a language that another has not (all of them, when there is no list of the other's)."""
    return words("small-word", code) - words("small-word", other)


def _roughly(text: str) -> list[str]:
    """The words of a text, a few with rare marks on them still, in a fifth of the time that a pattern takes."""
    text = text.casefold()
    for mark in _USUAL_MARKS:
        text = text.replace(mark, " ")
    return text.split()


def _suspects(met: frozenset[str], around: str) -> list[str]:
    """The languages that so many different words speak for: the only ones that need a closer look."""
    if len(met) < _DIFFERENT:
        return []
    own = _SAME_LIST.get(around, around)
    return [code for code in _KNOWN if code != own and len(met & _only(code, own)) >= _DIFFERENT]


@cache
def _telling(own: str) -> frozenset[str]:
    """The small words of all other languages that a language has not; none where it cannot be told from them."""
    if not words("small-word", own) and own not in _OTHER_LETTERS:
        return frozenset()
    return frozenset().union(*(_only(code, own) for code in _KNOWN if code != own))


# ---------------------------------------------------------------------------------------------------------- scripts
#: Languages that are not written in Latin letters: what is in Latin letters among them is no word of theirs.
_OTHER_LETTERS = frozenset(code for script in SCRIPTS.values() for code in script.languages) - {"sr", "ku", "kk", "tt"}


def _in_other_letters(text: str, around: str) -> Iterator[Foreign]:
    """The stretches in the letters of a script that the language around them is not written in."""
    if text.isascii() or not ANY.search(text):
        return
    for name, script in SCRIPTS.items():
        if around in script.languages:
            continue
        stretches = [match for match in stretch(name).finditer(text) if _is_long(match.group(), script)]
        if not stretches:
            continue
        evidence = Evidence(f"{name} letters", 0.95)
        if mostly_in(text, name) and (language := _language_in(name, text)):
            yield Foreign(0, len(text), language, evidence)
            return
        for match in stretches:
            if language := _language_in(name, match.group()):
                yield Foreign(*match.span(), language, evidence)


def _is_long(stretch: str, script: Script) -> bool:
    if script.spaced:
        return sum(sum(map(str.isalpha, word)) > 1 for word in stretch.split()) >= _FEWEST  # α, β, γ are no words
    return sum(map(str.isalpha, stretch)) >= _FEWEST_LETTERS


def _language_in(name: str, text: str) -> str:
    """The language of a text in a script's letters, or "" when nobody can be sure."""
    if language := language_of(text, name):
        return language
    language, confidence = detect(text[:_SAMPLE])
    return language if language in SCRIPTS[name].languages and confidence >= _CERTAIN else ""
