"""Whether a full stop ends a sentence, in languages whose abbreviations are known.

sentencex finds sentences in some 240 languages with one list of words each that no sentence ends with. Speech needs
more: what is cut in its middle ("Im 19. | Jahrhundert") is heard as two sentences, and what the narrator would say in
other words it no longer finds. So where there is a list of abbreviations, each full stop with white space behind it is
judged here, by what an abbreviation is (one that a number follows, one that a sentence may end with) and by the words
around it. What is no abbreviation is left to sentencex.

Where a full stop may be either, the two mistakes are weighed. A sentence that is cut in its middle is heard as such by
anybody, and what was written short is spelled; two sentences that stay one are spoken with nearly the pause that they
had, and shown together. So a doubtful full stop ends nothing: a word of `opener` ("He", "Dann") is needed, which hardly
anything but the beginning of a sentence has with a capital. Where there is no such doubt ("etc.", "me.") any capital
will do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from accessible.structurer.abbreviated import Abbreviations, abbreviations
from accessible.structurer.ordinalstops import ends_at_digits
from accessible.structurer.punctuation import CLOSING_QUOTES, QUOTES, TERMINAL
from accessible.structurer.words import words

_STOP = re.compile(rf"\.[{re.escape(CLOSING_QUOTES)})\]]*\s+")
#: Points of suspension; where they are written as full stops sentencex sees them.
_POINTS = re.compile(rf"(?<=[^\W\d_])…[{re.escape(CLOSING_QUOTES)})\]]*\s+")
_MARKS = QUOTES + "([{*_—–¿¡"
#: A word before a full stop that is longer is no abbreviation.
_LONGEST = 24
#: So many characters before a full stop are looked through for what is still open there.
_BACK = 2_000
_NEXT = re.compile(rf"[{re.escape(_MARKS)}]*([^\W_][\w'’-]*)")
_ROMAN = re.compile(r"(?=[IVXLC])C{0,3}(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
_ONES = "IVX"
_DOTTED = re.compile(r"[^\W\d_](?:\.-?[^\W\d_])+")
_SIGNS = "#№§½¼¾⅓"
#: "no. 5 minutes later": what is counted has no number.
_COUNTED = re.compile(r"[0-9][0-9.,]* (?:[a-z]{3,}s|people|men|women|children|percent|per cent)\b")
_PRONOUN = re.compile(r"I(?:['’][a-z]| +(?!of\b|and\b|or\b|to\b)[a-z])")
#: "10s. 6d.": shillings that pence follow.
_SHILLINGS, _PENCE = re.compile(r"£?[0-9]+[ls]"), re.compile(r"[0-9]+½?[sd]\b")
#: What goes on without a space: "c.-à-d.", "n.º 5", "U.S.A.", ".NET". (In "SEPIA.--Hairpins" a sentence begins.)
_JOINED = re.compile(
    r"(?<=\.)(?:[ºª°,;:]|['’-](?=[^\W_]))|(?<![^\W_][^\W_]\.)(?<=[^\W\d_]\.)(?=[^\W_])|(?:(?<=\s\.)|(?<=^\.))(?=[^\W_])"
)
#: French and Spanish names begin with them, and so do sentences.
_ELIDED = re.compile(r"(?:[cdjlmnst]|(?:lors|puis|jus)?qu)['’][^\W\d_]", re.IGNORECASE)
#: "The U.S. (Senate)", "etc. — Peter": the sentence goes on.
_ASIDE = "([{—–"


def revised(text: str, ends: Sequence[int], language: str) -> list[int]:
    """The offsets at which the sentences of a text end, in order, given those that sentencex found: each is where the
    next sentence begins, the last the end of the text."""
    known = abbreviations(language)
    gone = [
        end
        for end in ends[:-1]
        if (text[end - 1] == "." and _is_within(text, end, known))
        or (text[end].islower() and _is_small(text, end, ends))
    ]
    if known is None:
        return sorted(set(ends).difference(gone))
    more: list[int] = []
    german = language.startswith("de")
    for stop in _STOP.finditer(text):
        at, behind = stop.span()
        if behind == len(text):
            break
        word = text[text.rfind(" ", 0, at) + 1 : at]
        if known.is_no_abbreviation(word) and not word.isupper() and not (german and text[behind].isdigit()):
            continue
        verdict = _verdict(text, at, behind, known, language)
        if verdict is None:
            continue
        first = bisect_right(ends, at)
        found = ends[first : bisect_right(ends, behind, first)]
        if not verdict:
            gone += found
        elif not found and not _is_enclosed(text, max(ends[first - 1] if first else 0, *more[-1:], 0), behind):
            more.append(behind)
    if "…" in text:
        more += [stop.end() for stop in _POINTS.finditer(text) if _ends_at_points(text, stop, language)]
    if not gone and not more:
        return list(ends)
    return sorted({*ends, *more}.difference(gone))


def _is_within(text: str, end: int, known: Abbreviations | None) -> bool:
    """Whether an end without a space stands within an abbreviation, or before what belongs to a number."""
    if _JOINED.match(text, end):
        return True
    start = text.rfind(" ", max(0, end - _LONGEST), end) + 1
    word = text[start : end + _LONGEST].split(" ", 1)[0].rstrip(".,;:" + QUOTES)
    return known is not None and word in known.last


def _is_small(text: str, end: int, ends: Sequence[int]) -> bool:
    """Whether the small letter at an end means that the sentence goes on: it did not begin with one itself."""
    if text[end + 1 : end + 2].isupper():
        return False  # iPhone
    began = bisect_right(ends, end - 1) - 1
    first = text[ends[began] if began >= 0 else 0 : end].lstrip(_MARKS + " ")[:1]
    return not first.islower()


def _is_enclosed(text: str, start: int, end: int) -> bool:
    """Whether brackets or quotation marks are open at the end of a stretch, as far as it is looked back."""
    stretch = text[max(start, end - _BACK) : end]
    if any(stretch.count(opens) > stretch.count(closes) for opens, closes in ("()", "[]", "«»", "“”")):
        return True
    return stretch.count('"') % 2 == 1 or stretch.count("„") > stretch.count("“") + stretch.count("”")


def _ends_at_points(text: str, stop: re.Match[str], language: str) -> bool:
    """Whether a sentence ends with points of suspension; nobody does who stammers: "He… he", "Wh… What"."""
    following = _NEXT.match(text, stop.end())
    if following is None or not _opens(text, following, language):
        return False
    stammered = following[1].casefold().startswith(_word_before(text, stop.start()).casefold())
    return not stammered and not _is_enclosed(text, 0, stop.end())


def _verdict(text: str, at: int, behind: int, known: Abbreviations, language: str) -> bool | None:
    """Whether the full stop at ``at`` ends a sentence, with ``behind`` where the text goes on; None when nothing is
    known of it."""
    start = text.rfind(" ", max(0, at - _LONGEST), at) + 1
    if not start and at > _LONGEST:
        return None
    while start < at and text[start] in _MARKS:
        start += 1
    if language.startswith("fr") and (elided := _ELIDED.match(text, start, at)):
        start = elided.end() - 1
    kind = known.kind(text, start, at, behind)
    if "always" in kind:
        return False
    token = text[start:at]
    if not kind and len(token) > 2 and token.isalpha() and not token.isupper():
        return True if language.startswith("de") and text[behind].isdigit() else None
    following = _NEXT.match(text, behind)
    word = following[1] if following else ""
    if _SHILLINGS.fullmatch(token) and _PENCE.match(text, behind):
        return False
    if kind or token[-1:].isalpha():
        if word[:1].islower():
            return False if kind or len(token) == 1 or "." in token else None
        opens = text[behind] in "¿¡" or _opens(text, following, language)
        if kind and (found := _of_kind(text, start, at, behind, kind, word, opens)) is not None:
            return found
        return _of_letters(text, start, token, opens, word, language)
    if token.isdecimal() or (token[-1:].isdecimal() and language.startswith("de")):
        if _is_label(text, start, token):
            return False
        if language.startswith("de"):
            return ends_at_digits(text, start, at, word, _opens(text, following, language), language)
    return None


def _of_kind(text: str, start: int, at: int, behind: int, kind: frozenset[str], word: str, opens: bool) -> bool | None:
    """The verdict on an abbreviation before a word with a capital, a number or a sign."""
    if "number" in kind and (text[behind].isdigit() or text[behind] in _SIGNS or _ROMAN.fullmatch(word)):
        return "end" in kind and bool(_COUNTED.match(text, behind) or _PRONOUN.match(text, behind))
    if text[behind] in _ASIDE:
        return False
    if not word[:1].isalpha():
        return False if kind & {"last", "name"} else None
    if "end" in kind:
        return True
    if "name" in kind:
        return opens and _word_before(text, start)[:1].isupper()
    if opens and (at - start > 1 or "last" in kind):
        return True
    return False if "last" in kind else None


def _of_letters(text: str, start: int, token: str, opens: bool, word: str, language: str) -> bool | None:
    """The verdict on an initial, several of them, or a Roman numeral: "J. Smith", "U.S. Senate", "II. Weltkrieg"."""
    if _DOTTED.fullmatch(token):
        return opens
    if "/" in token:
        return True if opens else None  # km/h
    if len(token) == 1 and token.islower():
        return True if opens and _word_before(text, start)[-1:].isdigit() else None  # in 9.58 s. Then
    if len(token) == 1 and token.isupper():
        if _is_label(text, start, token):
            return False
        before = _word_before(text, start)
        if before[-1:] in TERMINAL and len(before) > 2:
            return False  # no letter is a sentence: "A. I am Ada."
        return opens and not (
            word.casefold() in words("name-particle", language) and _is_named(token, before, language)
        )
    if token.isupper() and _ROMAN.fullmatch(token):
        if _is_label(text, start, token):
            return False
        return opens if language.startswith("de") else None
    return None


def _is_label(text: str, start: int, token: str) -> bool:
    """Whether a number, letter or numeral stands before everything else, or as a number behind the one before it:
    "1. The first. 2. The second.", "IV. The Storm"."""
    if len(token) > (5 if token.isalpha() else 3):
        return False
    before = text[max(0, start - _BACK) : start].rstrip()
    if not before or not token.isdecimal():
        return not before
    return before[-1] in TERMINAL and f" {int(token) - 1}. " in f" {before}"


def _word_before(text: str, start: int) -> str:
    """The word before the one that begins at ``start``, "" when there is none."""
    before = text[max(0, start - _LONGEST) : start].split()
    return before[-1].lstrip(_MARKS) if before else ""


def _is_named(token: str, before: str, language: str) -> bool:
    """Whether a letter behind a word may be the initial of a name: not in "la vitamine C" and "Charles V"."""
    if before[:1].isupper():
        return token not in _ONES
    return not before or before in words("coordinator", language) or before in words("preposition", language)


def _opens(text: str, following: re.Match[str] | None, language: str) -> bool:
    """Whether a word with a capital begins a sentence: it is a word of `opener`, and no initial."""
    if following is None or not following[1][:1].isupper():
        return False
    word = following[1]
    if len(word) == 1 and text[following.end() : following.end() + 1] == ".":
        return False
    if word.casefold() in words("opener", language):
        return True
    return language.startswith("fr") and bool(_ELIDED.match(word)) and word.replace("’", "'").split("'")[1].islower()
