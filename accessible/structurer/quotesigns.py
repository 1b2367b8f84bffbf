"""What speaks for and against a quotation being somebody's words, and a whole utterance: the signs, before anybody
weighs them.

They are of five sorts: the words in the marks (how many, how they begin and end), their place in the sentence, the
words right before and after, what else the sentence says (a cue, a source, a verb that names), and how the document
quotes otherwise. None looks further than its sentence, so the time is linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from accessible.structurer.attribution.masking import Clause
from accessible.structurer.attribution.nouns import MASK
from accessible.structurer.marks import Pair
from accessible.structurer.quotesetting import Lexicon, Setting, Told, fills, inner_of, leads_in, lexicon_of

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
#: Marks that no phrase goes across.
_HARD = re.compile(r"[“”„\"«»;:!?()\[\]—]")
_SIZES = ((1, "one word"), (3, "two or three words"), (6, "four to six words"), (12, "seven to twelve words"))
_FEW = frozenset(("one word", "two or three words"))
#: What leads to somebody's words in a sentence.
_LEADING = frozenset(
    (
        "a cue before it",
        "a cue after it",
        "a verb that names before it",
        "a source in the sentence",
        "a reported sentence",
        "after a linking word",
    )
)
#: What a quotation ends with: a sentence, any part of one, one of these or a comma, and what may go on behind a cue.
_FINAL, _STOPPED = frozenset(".!?…"), frozenset(".!?…,—–-")
_ENDED, _GOING_ON = frozenset(".!?…,"), frozenset(",?!—–-")
#: So far before a quotation words are read for what leads to it, and so far after it for what follows.
_BEFORE, _AFTER = 80, 50
#: Of a quotation so many words are read, and of a sentence so many characters.
_FIRST, _SENTENCE = 40, 400


def signs_of(text: str, pair: Pair, told: Told, setting: Setting, *, earlier: Pair | None) -> tuple[str, ...]:
    """The signs of one quotation; ``earlier`` is the quotation before it in its sentence, if there is one."""
    clause = told.clause
    lexicon = lexicon_of(setting.language)
    inner = inner_of(text, pair)
    before, after = _around(text, pair)
    opens = _opens(text, clause, pair)
    found = [*_form(inner, lexicon), *_place(text, pair, inner, before, after, clause, opens=opens)]
    found += _neighbours("" if opens else before, after, inner, lexicon)
    found += _cues(text, pair, told, earlier)
    if not opens:
        found += _led(pair, told, lexicon)
    found = _together(found)
    if setting.story:
        found.append("a fragment in a story" if "within a sentence" in found else "in a story")
    if inner[:200].casefold() in setting.again:
        found.append("its words are marked again")
    return tuple(found)


def _together(found: list[str]) -> list[str]:
    """Signs that mean something else together than alone."""
    if "after an article" in found and _LEADING.isdisjoint(found) and not _FEW.isdisjoint(found):
        found.append("a few words that nothing leads to")
    if "a cue right after it" in found and "within a sentence" in found:
        found[found.index("a cue right after it")] = "a cue right after a fragment"
    if "a cue right before it" in found and "after a comma" in found and "one word" not in found:
        found.append("some words after a cue and a comma")
    return found


def _form(inner: str, lexicon: Lexicon) -> list[str]:
    """How many words, and how they begin and end."""
    tokens = _WORD.findall(inner[: 12 * _FIRST])[:_FIRST]
    count = len(tokens)
    found = [next((name for most, name in _SIZES if count <= most), "more than twelve words")]
    first = inner[:1]
    if first.isupper():
        found.append("begins with a capital")
    elif first.isdigit():
        found.append("begins with a digit")
    else:
        found.append("begins small" if first.islower() else "begins with a mark")
    ending = inner[-1:]
    found.append(
        "ends in a question or a call" if ending and ending in "?!"
        else "ends in a stop" if ending and ending in ".…"
        else "ends in a comma" if ending and ending in ",—–-"
        else "ends without a stop"
    )  # fmt: skip
    folded = [token.casefold() for token in tokens]
    small = lexicon.small
    heavy = [token for token, word in zip(tokens, folded, strict=True) if word not in small and len(token) > 2]
    capital = not any(token[0].islower() for token in heavy)
    if capital and count > 1 and len(heavy) > 0 and first.isupper():
        found.append("every word of weight a capital")
    elif capital and len(heavy) > 1 and not lexicon.nouns_capital:
        found.append("a name with its article")
    elif count == 1 and first.isupper():
        found.append("one word with a capital")
    if not lexicon.oneself.isdisjoint(folded):
        found.append("speaks of itself")
    if not lexicon.verbs.isdisjoint(folded):
        found.append("holds a verb")
    return found


def _place(text: str, pair: Pair, inner: str, before: str, after: str, clause: Clause, *, opens: bool) -> list[str]:
    found = []
    capital = not inner[:1].islower()
    last = inner[-1:]
    ended = last in _STOPPED
    closes = not after or after[:1] in ".;" or (last in _FINAL and not after[:1].islower())
    if opens:
        found.append("opens a sentence" if capital else "opens a sentence in small letters")
        if ended:
            found.append("opens a sentence and is stopped")
        if not ended and after[:1].islower():
            found.append("opens a sentence that goes on")
        if closes:
            found.append("is a sentence" if capital else "is a sentence in small letters")
    elif before.endswith((":", ": -", ":—")):
        found.append("after a colon" if capital or ended else "after a colon in small letters")
    elif before.endswith(","):
        found.append("after a comma with a capital" if capital else "after a comma")
        if capital and ended:
            found.append("after a comma, a capital and a stop")
    elif before.endswith(("—", "–", "-")):
        found.append("after a dash")
    elif before.endswith(("(", "[")):
        found.append("in brackets")
    else:
        found.append("within a sentence")
        if not capital:
            found.append("within a sentence in small letters")
        if capital and last in _FINAL:
            found.append("within a sentence, a capital and a stop")
    if fills(text, pair):
        found.append("is a paragraph")
    if closes and not opens:
        found.append("closes its sentence")
    return found


def _neighbours(before: str, after: str, inner: str, lexicon: Lexicon) -> list[str]:
    """The words right before and right after."""
    found = []
    last = "" if before.endswith((".", ":", ";", ")")) else _last_word(before)
    word = last.casefold()
    if word:
        if word in lexicon.linking:
            found.append("after a linking word")
        elif word in lexicon.determiners:
            found.append("after an article")
        elif word in lexicon.conjunctions:
            found.append("after a conjunction")
        elif word in lexicon.small:
            found.append("after a small word")
        elif last[0].isupper():
            found.append("after a name")
    phrase = _HARD.split(before)[-1]
    if phrase and lexicon.term is not None and lexicon.term.search(" ".join(phrase.lower().split())):
        found.append("named as a term or a title")
    if lexicon.work is not None and lexicon.work.match(after.lstrip(" ,")):
        found.append("a work or a name by what follows")
    if after[:1].islower() and after[:1].isalpha() and inner[-1:] not in _ENDED:
        follows = _WORD.match(after)
        small = follows is not None and follows[0].casefold() in lexicon.small
        found.append("a small word goes on" if small else "a word goes on")
    if after[:1] in ("(", "["):
        found.append("a bracket follows")
    return found


def _cues(text: str, pair: Pair, told: Told, earlier: Pair | None) -> list[str]:
    """Where the cues of its sentence stand, and whether it goes on with the quotation before."""
    found = []
    hidden = told.clause.hidden
    passed = bisect_right(told.ends, pair.start)
    if passed:
        found.append("a cue before it")
        nearest = told.ends[passed - 1]
        if pair.start - nearest < 30 and len(_WORD.findall(hidden, nearest, pair.start)) <= 1:
            found.append("a cue right before it")
    coming = bisect_left(told.starts, pair.end)
    if coming < len(told.starts):
        found.append("a cue after it")
        if told.begins[coming] - pair.end < 4:
            found.append("a cue right after it")
    if earlier is not None:
        found.append("after another in its sentence")
        if passed and inner_of(text, earlier)[-1:] in _GOING_ON:
            found.append("goes on after a cue" if _opens(text, told.clause, earlier) else "another after a cue")
    elif MASK in hidden[pair.end : min(told.clause.end, pair.end + _SENTENCE)]:
        found.append("before another in its sentence")
    return found


def _led(pair: Pair, told: Told, lexicon: Lexicon) -> list[str]:
    """What else in its sentence leads to somebody's words: a verb that names, a source, reported speech."""
    leads = leads_in(told, lexicon)
    found = []
    if told.judged <= pair.start or _is_before(leads.naming, pair):
        found.append("a verb that names before it")
    if told.sourced or _is_before(leads.sources, pair) or _is_behind(leads.sources, pair):
        found.append("a source in the sentence")
    if _is_before(leads.reported, pair) or _is_behind(leads.reported, pair):
        found.append("a reported sentence")
    return found


def _is_before(places: Sequence[int], pair: Pair) -> bool:
    """Whether one of some places, in order, is not far before a quotation."""
    at = bisect_left(places, pair.start)
    return at > 0 and places[at - 1] >= pair.start - _SENTENCE


def _is_behind(places: Sequence[int], pair: Pair) -> bool:
    """Whether one of some places, in order, is not far behind a quotation."""
    at = bisect_left(places, pair.end)
    return at < len(places) and places[at] < pair.end + _SENTENCE


def _last_word(text: str) -> str:
    """The word that a text ends with, two characters of no word behind it at the most; else ""."""
    end = len(text)
    while end > 0 and len(text) - end < 2 and not text[end - 1].isalnum():
        end -= 1
    start = end
    while start > 0 and (
        text[start - 1].isalnum()
        or (text[start - 1] in "’'" and start > 1 and text[start - 2].isalnum() and text[start : start + 1].isalnum())
    ):
        start -= 1
    return text[start:end]


def _around(text: str, pair: Pair) -> tuple[str, str]:
    """The characters before a quotation and after it, the white space next to it left out.

    They are looked for where they stand: a copy of all that is before or after each quotation would make the time
    grow with the square of a paragraph's length.
    """
    start, end = pair.start, pair.end
    while start and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return text[max(start - _BEFORE, 0) : start], text[end : end + _AFTER]


def _opens(text: str, clause: Clause, pair: Pair) -> bool:
    """Whether a sentence begins with a quotation, dashes and brackets aside."""
    at = pair.start
    while at > clause.start and text[at - 1] in " \t\r\n\u00a0(—–-":
        at -= 1
    return at <= clause.start
