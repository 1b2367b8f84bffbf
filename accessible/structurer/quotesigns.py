"""What speaks for and against a quotation being somebody's words, and a whole utterance: the signs, before anybody
weighs them.

They are of five sorts: the words in the marks (how many, how they begin and end), their place in the sentence, the
words right before and after, what else the sentence says (a cue, a source, a verb that names), and how the document
quotes otherwise. None looks further than its sentence, so the time is linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from accessible.structurer.attribution.masking import Clause
from accessible.structurer.attribution.nouns import MASK
from accessible.structurer.marks import Pair
from accessible.structurer.words import patterns, words

_MARKS_AND_SPACE = "“”„‟\"«»‘’‚‛'‹›` \t\r\n\u00a0\u202f"
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_FIGURE = re.compile(r"\d")
_LAST_WORD = re.compile(r"([^\W_]+(?:[’'][^\W_]+)*)\W{0,2}$")
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
#: So far before a quotation words are read for what leads to it, and so far after it for what follows.
_BEFORE, _AFTER = 80, 50
#: A document is a story when so many of its quotations are paragraphs, and one in so many; or when so many characters
#: hold hardly a figure, one in so many: stories spell their numbers out.
_TURNS, _SHARE = 3, 10
_LONG, _FIGURES = 8_000, 1_500
#: Of a quotation so many words are read, and of a sentence so many characters.
_FIRST, _SENTENCE = 40, 400


class Setting(Struct, frozen=True):
    """What a document says about each of its quotations: its language, whether it is a story, and the words in marks
    that come again (folded)."""

    language: str
    story: bool = False
    again: frozenset[str] = frozenset()


class Told(Struct, frozen=True):
    """A sentence and its cues of speech: where they and their subjects begin and where they end, in order; where the
    first verb that judges ends; and whether a source is named."""

    clause: Clause
    starts: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    judged: int
    sourced: bool


class Lexicon(Struct, frozen=True):
    """The word lists of a language that the signs are read by; those that a language lacks are empty."""

    determiners: frozenset[str]
    linking: frozenset[str]
    conjunctions: frozenset[str]
    oneself: frozenset[str]
    verbs: frozenset[str]
    reported: frozenset[str]
    small: frozenset[str]
    term: re.Pattern[str] | None
    work: re.Pattern[str] | None
    naming: re.Pattern[str] | None
    source: re.Pattern[str] | None
    nouns_capital: bool


@cache
def lexicon_of(language: str) -> Lexicon:
    """The word lists of a language."""
    term = patterns("term", language)
    return Lexicon(
        determiners=words("determiner", language),
        linking=words("quote-lead", language),
        conjunctions=words("conjunction", language),
        oneself=words("oneself", language),
        verbs=words("quoted-verb", language),
        reported=words("reported", language),
        small=words("small-word", language),
        term=re.compile(f"(?:{term.pattern})$", re.IGNORECASE) if term else None,
        work=patterns("quoted-work", language),
        naming=patterns("quote-naming", language),
        source=patterns("quote-source", language),
        nouns_capital=language.split("-")[0] in ("de", "lb"),
    )


def setting_of(texts: Sequence[str], pairs: Sequence[Sequence[Pair]], language: str) -> Setting:
    """What a document says about its quotations, from the quotations of each of its paragraphs."""
    total = turns = 0
    count: Counter[str] = Counter()
    for text, own in zip(texts, pairs, strict=True):
        for pair in own:
            if pair.depth:
                continue
            total += 1
            turns += _fills(text, pair)
            if pair.end - pair.start <= _AFTER:
                count[inner_of(text, pair).casefold()] += 1
    again = frozenset(words for words, times in count.items() if times > 1)
    dialogue = turns >= _TURNS and _SHARE * turns >= total
    return Setting(language, story=dialogue or _spelled(texts), again=again)


def _spelled(texts: Sequence[str]) -> bool:
    """Whether a long text spells its numbers out."""
    length = sum(map(len, texts))
    return length >= _LONG and _FIGURES * sum(len(_FIGURE.findall(text)) for text in texts) <= length


def inner_of(text: str, pair: Pair) -> str:
    """The words of a quotation without its marks."""
    return text[pair.start : pair.end].strip(_MARKS_AND_SPACE)


def told_in(clause: Clause) -> Told:
    """Who says something in a sentence, and where, looked up once for all of its quotations."""
    cues = sorted((cue for cue in clause.cues if cue.kind in ("speech", "manner")), key=lambda cue: cue.start)
    return Told(
        clause,
        starts=tuple(cue.start for cue in cues),
        begins=tuple(min(cue.start, cue.subject.start) for cue in cues),
        ends=tuple(cue.end for cue in cues),
        judged=min((cue.end for cue in clause.cues if cue.kind == "judging"), default=clause.end + 1),
        sourced=any(cue.kind == "source" for cue in clause.cues),
    )


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
    heavy = [token for token in tokens if token.casefold() not in lexicon.small and len(token) > 2]
    if count > 1 and len(heavy) > 0 and all(not token[0].islower() for token in heavy) and first.isupper():
        found.append("every word of weight a capital")
    elif len(heavy) > 1 and not lexicon.nouns_capital and all(not token[0].islower() for token in heavy):
        found.append("a name with its article")
    elif count == 1 and first.isupper():
        found.append("one word with a capital")
    folded = {token.casefold() for token in tokens}
    if not lexicon.oneself.isdisjoint(folded):
        found.append("speaks of itself")
    if not lexicon.verbs.isdisjoint(folded):
        found.append("holds a verb")
    return found


def _place(text: str, pair: Pair, inner: str, before: str, after: str, clause: Clause, *, opens: bool) -> list[str]:
    found = []
    capital = not inner[:1].islower()
    ended = inner[-1:] in tuple(".!?…,—–-")
    closes = not after or after[:1] in ".;" or (inner[-1:] in tuple(".!?…") and not after[:1].islower())
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
        if capital and ended and inner[-1:] not in tuple(",—–-"):
            found.append("within a sentence, a capital and a stop")
    if _fills(text, pair):
        found.append("is a paragraph")
    if closes and not opens:
        found.append("closes its sentence")
    return found


def _neighbours(before: str, after: str, inner: str, lexicon: Lexicon) -> list[str]:
    """The words right before and right after."""
    found = []
    last = _LAST_WORD.search(before)
    word = last[1].casefold() if last and not before.endswith((".", ":", ";", ")")) else ""
    if word:
        if word in lexicon.linking:
            found.append("after a linking word")
        elif word in lexicon.determiners:
            found.append("after an article")
        elif word in lexicon.conjunctions:
            found.append("after a conjunction")
        elif word in lexicon.small:
            found.append("after a small word")
        elif last and last[1][0].isupper():
            found.append("after a name")
    if before and lexicon.term is not None and lexicon.term.search(" ".join(before.split())):
        found.append("named as a term or a title")
    if lexicon.work is not None and lexicon.work.match(after.lstrip(" ,")):
        found.append("a work or a name by what follows")
    if inner[-1:] not in tuple(".!?…,") and after[:1].isalpha() and after[:1].islower():
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
        if passed and inner_of(text, earlier)[-1:] in tuple(",?!—–-"):
            found.append("goes on after a cue" if _opens(text, told.clause, earlier) else "another after a cue")
    elif MASK in hidden[pair.end : min(told.clause.end, pair.end + _SENTENCE)]:
        found.append("before another in its sentence")
    return found


def _led(pair: Pair, told: Told, lexicon: Lexicon) -> list[str]:
    """What else in its sentence leads to somebody's words: a verb that names, a source, reported speech."""
    found = []
    clause = told.clause
    start, end = max(clause.start, pair.start - _SENTENCE), min(clause.end, pair.end + _SENTENCE)
    ahead, behind = clause.hidden[start : pair.start], clause.hidden[pair.end : end]
    if told.judged <= pair.start or (lexicon.naming is not None and lexicon.naming.search(ahead)):
        found.append("a verb that names before it")
    if told.sourced or (lexicon.source is not None and (lexicon.source.search(ahead) or lexicon.source.search(behind))):
        found.append("a source in the sentence")
    if lexicon.reported and any(
        word in lexicon.reported for word in map(str.casefold, _WORD.findall(ahead) + _WORD.findall(behind))
    ):
        found.append("a reported sentence")
    return found


def _fills(text: str, pair: Pair) -> bool:
    """Whether a paragraph is a quotation and nothing else."""
    return pair.start <= 2 and pair.end >= len(text) - 2


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
