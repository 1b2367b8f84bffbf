"""Which legacy code page a text without a statement is in: all in common use are tried, and scored by what they give.

The score is a log likelihood in nats, summed over the characters outside ASCII: how common the letters are in a
language, how many of its commonest words appear, and how often something stands that nobody writes (a symbol inside a
word, a capital after a small letter, two scripts in one word). It is the method of Li and Momoi, "A composite approach
to language/encoding detection" (2001), with words in place of letter pairs.

charset-normalizer is asked when no language that we know fits: it has statistics of more languages. It is not asked
first because on a few sentences it answers with code pages of the 1980s.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from itertools import pairwise

from msgspec import Struct

from accessible.readers.languages import CODE_PAGES, ideographs, languages

#: How many bytes are looked at.
_ENOUGH = 65_536

#: Nats. A letter foreign to the language costs much more than its rarest; a common word is worth about one letter.
_FOREIGN, _WESTERN, _SYMBOL, _QUOTE, _ODD, _CAPITAL, _WORD = -8.0, -6.0, -4.5, -1.5, -6.0, -0.5, 1.5

#: What is known before anything is read: Windows-1252 is the Web's own default (WHATWG Encoding §4), its alphabet's
#: other code pages are rare in that order, and the last ones hardly left the standard.
_PRIOR = {"cp1252": 2.0, "mac_latin2": -4.0, "cp852": -4.0, "mac_turkish": -4.0, "mac_cyrillic": -6.0}
_PRIOR |= {"iso8859_15": -2.0, "mac_roman": -2.0, "cp850": -4.0, "iso8859_13": -2.0, "iso8859_16": -8.0}

#: Below this lead the second best fits about as well as the best.
_CLEAR = 4.0

#: Below this mean per byte outside ASCII no language that we know fits.
_STRANGE = -6.5

_QUOTES = frozenset("‘’“”‚„–—…«»‹›\u00a0•")
_SYMBOLS = frozenset("°±²³µ¹º·×÷½¼¾§©®€£¥¢†‡™¿¡ª¶´¨‰№―")
_POINTS = frozenset("、。「」，．・：；！？（）『』《》“”‘’—…\u3000〜")
_LATIN = frozenset({"west", "central", "baltic", "turkish"})
_TOKEN = re.compile(r"[^\W\d_]+")

#: A symbol inside a word; apostrophes, hyphens, points, combining marks and Thai vowels are none.
_INSIDE = re.compile(r"[^\W\d_]{2}[^\w\s'’‘·\x00-\x7f\u00a0\u2010-\u2015\u2026\u0300-\u036f\u0e00-\u0e7f][^\W\d_]{2}")
#: Three accented letters, or three symbols, in a row (Hebrew, Arabic and Thai write signs that are no letters).
_RUN = re.compile("[\u00c0-\u024f]{3,}|[^\\w\\s\\x00-\\x7f\u0300-\u036f\u0590-\u065f\u0e00-\u0e7f]{3,}")
_CAPITALS = re.compile(r"(?<=[^\W\d_])[^\W\d_\x00-\x7f]")
#: (Wide classes take milliseconds to compile: this one only waits for a text that needs it.)
_ALONE = "[A-Za-z0-9][\u3400-\ud7ff]+[A-Za-z0-9]|(?<![^ -~\\s])[\u3400-\ud7ff](?![^ -~\\s])"

#: What charset-normalizer may choose from.
_COMMON = [page for pages in CODE_PAGES.values() for page in pages]
_COMMON += ["gb18030", "big5", "cp932", "shift_jis", "euc_jp", "cp949", "euc_kr", "johab"]


class Guess(Struct, frozen=True):
    """A code page; where another fits about as well, that one and a word that the two read differently."""

    encoding: str
    other: str = ""
    word: str = ""
    other_word: str = ""


def guess(data: bytes) -> Guess:
    """The likeliest code page of bytes that are neither ASCII nor Unicode."""
    sample = _sample(data)
    high = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    scores = _scores(sample, high)
    ranked = sorted(scores, key=lambda encoding: -scores[encoding])
    best = ranked[0]
    if scores[best] < _STRANGE * high:
        return _outside(sample, best)
    text = sample.decode(best, "replace")
    for encoding in ranked[1:]:
        if scores[best] - scores[encoding] >= _CLEAR:
            break
        if differing := _differing(text, sample.decode(encoding, "replace")):
            return Guess(best, encoding, *differing)
    return Guess(best)


def _outside(sample: bytes, best: str) -> Guess:
    """What charset-normalizer finds among the code pages in common use, or our own best; either is uncertain."""
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=_COMMON).best()
    encoding, other = (best, "cp1252") if found is None else (found.encoding, best)
    differing = _differing(sample.decode(encoding, "replace"), sample.decode(other, "replace"))
    return Guess(encoding, other, *differing) if differing else Guess(encoding)


def _scores(sample: bytes, high: int) -> dict[str, float]:
    """Code page → log likelihood in nats, up to a constant."""
    scores = {page: _ideographs(sample.decode(page, "replace"), common) for page, common in ideographs().items()}
    for family, pages in CODE_PAGES.items():
        tags = [tag for tag, written in languages().items() if written.family == family]
        for page in pages:
            text = sample.decode(page, "replace")
            letters = Counter(character for character in text.lower() if character > "\x7f")
            words = Counter(_TOKEN.findall(text.lower()))
            scores[page] = (
                max(_fit(letters, words, tag, high) for tag in tags) + _oddities(text) + _PRIOR.get(page, 0.0)
            )
    return scores


def _fit(letters: Counter[str], words: Counter[str], tag: str, high: int) -> float:
    """How well letters and words fit a language. Words count at most once per byte outside ASCII: where a foreign
    name stands in much English, the English must not decide how the name is written."""
    costs, written = _costs(tag), languages()[tag]
    latin = written.family in _LATIN
    total = sum(count * costs.get(letter, _cost(letter, latin=latin)) for letter, count in letters.items())
    return total + _WORD * min(high, sum(count for word, count in words.items() if word in written.words))


@functools.cache
def _costs(tag: str) -> dict[str, float]:
    """log P(letter), with P falling as 1 / (rank + n): letters, like words, are few that are common and many rare."""
    letters = languages()[tag].letters
    start = 4 if len(letters) > 22 else 2
    total = sum(1 / (rank + start) for rank in range(len(letters)))
    return {letter: -math.log((rank + start) * total) for rank, letter in enumerate(letters)}


def _cost(character: str, *, latin: bool) -> float:
    """The cost of a character that is no letter of the language."""
    if character in _QUOTES:
        return _QUOTE
    if character in _SYMBOLS:
        return _SYMBOL
    if character == "\ufffd" or "\x80" <= character <= "\x9f":
        return 2 * _FOREIGN
    return _WESTERN if latin and "à" <= character <= "ü" else _FOREIGN


def _oddities(text: str) -> float:
    """The cost of what nobody writes, whatever the language."""
    odd = len(_INSIDE.findall(text)) + len(_RUN.findall(text))
    for word in _TOKEN.findall(text):
        if not word.isascii():
            odd += sum(a.islower() and b.isupper() and not (a + b).isascii() for a, b in pairwise(word))
            odd += min(sum(map(str.isascii, word)), sum(letter >= "\u0370" for letter in word))
    capitals = sum(map(str.isupper, _CAPITALS.findall(text)))
    return _ODD * odd + _CAPITAL * capitals


def _ideographs(text: str, common: frozenset[str]) -> float:
    """The score of a text of East Asia: common characters, rare ones, and characters alone among Latin letters."""
    usual = -math.log(len(common)) + 1.0
    score = 0.0
    for character, count in Counter(text).items():
        if character <= "\x7f":
            continue
        if character in common:
            score += usual * count
        elif character in _POINTS:
            score += -2.5 * count
        elif "\u3041" <= character <= "\u30fe":
            score += -6.0 * count
        elif "\u4e00" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3":
            score += (-7.5 if _early(character) else -11.0) * count
        else:
            score += (2 * _FOREIGN if character == "\ufffd" else 1.5 * _FOREIGN) * count
    return score + _ODD * len(re.findall(_ALONE, text))


@functools.cache
def _early(character: str) -> bool:
    """Whether a character is in the first level of a national set: the common half (GB 2312, JIS X 0208, Big5)."""
    for codec, end in (("gb2312", 0xD8), ("euc_jp", 0xD0), ("big5", 0xC7), ("euc_kr", 0xC9)):
        try:
            code = character.encode(codec)
        except UnicodeEncodeError:
            continue
        if len(code) == 2 and code[0] < end:
            return True
    return False


def _sample(data: bytes) -> bytes:
    """Enough of the data: all of it, or where it is long the first lines that hold bytes outside ASCII."""
    if len(data) <= _ENOUGH:
        return data
    return b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:_ENOUGH]


#: One letter in two typings: Romanian with a cedilla in older code pages, with a comma in newer ones.
_SAME = str.maketrans("ţşŢŞ", "țșȚȘ")


def _differing(text: str, other: str) -> tuple[str, str] | None:
    """The first word that two readings of the same bytes write with other letters, in both."""
    for word, twin in zip(text.split(), other.split(), strict=False):
        if word != twin and _letters(word) != _letters(twin):
            return word.strip(".,;:!?()"), twin.strip(".,;:!?()")
    return None


def _letters(word: str) -> list[str]:
    return [*filter(str.isalpha, word.translate(_SAME).replace("µ", ""))]
