"""Written text → spoken text, without touching the written.

Two steps. What a language says otherwise than it writes it (numbers, abbreviations, initialisms) and what a lexicon
says of single words is found in the written text, as edits: see `accessible.narrator.spoken`. What stands here then
holds for every language: white space is folded, characters without a sound are taken out, and punctuation that engines
misread is replaced by punctuation that they do not.

A reader of the page follows the written words while the spoken ones sound. So `spoken` also tells which stretches of
the two belong together, and `pieces` cuts both into words that do.

What eSpeak NG does was measured (1.52): quotation marks and dashes between letters without spaces around them are the
two signs that it hears differently than a reader would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from accessible.model.script import Pronunciation, Turn
from accessible.narrator.spoken import Edit, read, splice
from accessible.narrator.spoken.edits import without
from accessible.narrator.unspeakable import UNSPEAKABLE

if TYPE_CHECKING:
    from accessible.narrator.lexicon import Lexicon

#: What is said as it stands; of everything else in a text it is asked what it is.
_NOTED = re.compile(r"[^a-zA-Z0-9 ,;:?!.()äöüßéèêàçñáíóú-]")
#: What else needs no second look: all other characters are looked for in `UNSPEAKABLE`.
_USUAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,;:?!.()’'-“”„«»‘‚—–…äöüßéèêàçñáíóú")
#: Quotation marks. eSpeak makes a pause of a third of a second around each, which says less than the voice does.
_QUOTATION_MARKS = frozenset('“”„‟«»‹›"〝〞〟＂「」『』‘‚‛')
_NO_QUOTATION_MARKS = dict.fromkeys(map(ord, _QUOTATION_MARKS))
#: Single marks that may be apostrophes: only one without a letter or digit on either side of it is taken out.
_LONE_APOSTROPHES = re.compile(r"(?<!\w)['’](?!\w)")
#: A pair of straight single marks around words is a quotation: the first stands before a word, the last behind one.
_STRAIGHT_QUOTATION = re.compile(r"(?<!\w)'(\w[^']{0,300}?[\w.,!?…])'(?!\w)")
#: Dashes that part words. Between letters eSpeak hears none of them; a hyphen with spaces around is a dash, too.
_LONG_DASHES = frozenset("—―⸺⸻–")
_DASHES = re.compile(r" ?(?:—|―|⸺|⸻|--+) ?| [-–] ")
#: Suspension points in all their forms.
_ELLIPSES = re.compile(r" ?(?:…|\.(?: ?\.){2,3})+ ?")
#: Stops that nothing goes before: what stood there is another utterance. A full stop before a digit is a decimal point.
_STOPS_IN_FRONT = re.compile(r"(?:[,;:!?…)\]} —]|\.(?![0-9]))+")
_STOPS = frozenset(",;:!?….)]}—")
#: The space that French leaves inside its quotation marks, when they are gone.
_SPACE_BEFORE_A_STOP = re.compile(r" (?=[,.](?![0-9]))")
#: „Nein!“, rief sie: the voice calls or asks, and the comma only joins the words of two speakers.
_COMMA_BEHIND_A_CALL = re.compile(r"(?<=[!?]),$")
_TOKEN = re.compile(r"\S+")
#: What a text may end with that is followed by another sentence: signs that lead on, ends, and closing marks.
_OPEN_ENDS = ",;:—–- "
_SENTENCE_ENDS = tuple(".!?…。！？")
_CLOSING_MARKS = ")]}'’\"”»"


class Spoken(NamedTuple):
    """What is said for a written text, which stretches are said in other words, and how some of them sound."""

    text: str
    turns: tuple[Turn, ...] = ()
    pronunciations: tuple[Pronunciation, ...] = ()


class Piece(NamedTuple):
    """Characters ``start`` to ``end`` of the written text, and what is said for them."""

    start: int
    end: int
    text: str


def normalize(written: str, *, language: str = "", heading: bool = False) -> str:
    """The text to speak for a written one, in a language (BCP 47 tag); see `spoken`."""
    return spoken(written, language=language, heading=heading).text


def spoken(
    written: str,
    *,
    language: str = "",
    heading: bool = False,
    lexicon: Lexicon | None = None,
    silent: Sequence[tuple[int, int]] = (),
) -> Spoken:
    """The text to speak for a written one, in a language (BCP 47 tag), and how the two belong together.

    A language without rules of its own says what is written (`plain`). ``heading`` says that the text is a heading,
    where a lone Roman numeral is a number. What ``lexicon`` has for the language goes before the rules. ``silent`` are
    stretches that are not said, in order: references to notes.

    Line breaks are spaces. Nothing is left of a text without anything to say. The time grows with the length of the
    text, whatever stands in it.
    """
    sounding = written
    for start, end in silent:  # so that "1905" is a year, though its note's number follows on it
        sounding = sounding[:start] + " " * (end - start) + sounding[end:]
    edits = read(sounding, language=language, heading=heading)
    if lexicon is not None:
        edits = without(edits, list(lexicon.edits(sounding, language)))
    if silent:
        edits = without(edits, [Edit(start, end, "") for start, end in silent])
    if not edits:
        return Spoken(plain(written))
    middle = splice(written, edits)
    text = plain(middle)
    turns = tuple(_turns(edits, middle, text))
    sounds = tuple(
        Pronunciation(turn.first, turn.last, edit.phonemes)
        for edit, turn in zip(edits, turns, strict=True)
        if edit.phonemes and turn.first < turn.last
    )
    return Spoken(text, turns, sounds)


def introduced(said: Spoken, words: str) -> Spoken:
    """The same with words in front that are not written there."""
    shift = len(words)
    return Spoken(
        words + said.text,
        tuple(Turn(turn.start, turn.end, turn.first + shift, turn.last + shift) for turn in said.turns),
        tuple(Pronunciation(p.start + shift, p.end + shift, p.phonemes) for p in said.pronunciations),
    )


def followed(said: Spoken, words: str, *, written: str) -> Spoken:
    """The same with a sentence behind that is not written there.

    It becomes part of the turn that says the last word of ``written``, so that word marks stay where they are: this
    word is shown until its utterance ends.
    """
    text = said.text.rstrip(_OPEN_ENDS)
    if not text.rstrip(_CLOSING_MARKS).endswith(_SENTENCE_ENDS):
        text += "."
    end = len(text) + 1 + len(words)
    turns = [Turn(turn.start, turn.end, min(turn.first, end), min(turn.last, end)) for turn in said.turns]
    unheard: list[Turn] = []  # behind the last word: a reference to a note, a sign
    while True:
        before = turns[-1] if turns else Turn(0, 0, 0, 0)
        limit = unheard[0].start if unheard else len(written)
        if word := _last_word(written, before.end, limit):
            heard = [at for at in range(before.last, len(text)) if text[at].isalnum()]
            first = heard[-min(len(word), len(heard))] if heard else before.last
            turns.append(Turn(word[0], word[-1] + 1, first, end))
            break
        if not turns:  # no word at all
            turns, unheard = [Turn(0, len(written), 0, end)], []
            break
        if before.first < before.last:
            turns[-1] = Turn(before.start, before.end, before.first, end)
            break
        unheard.insert(0, turns.pop())
    turns += (Turn(turn.start, turn.end, end, end) for turn in unheard)
    sounds = tuple(sound for sound in said.pronunciations if sound.end <= len(text))
    return Spoken(f"{text} {words}", tuple(turns), sounds)


def _last_word(written: str, start: int, end: int) -> list[int]:
    """Where the letters and digits of the last word of a stretch stand; none when it has no word."""
    words = (
        [at for at in range(*token.span()) if written[at].isalnum()] for token in _TOKEN.finditer(written, start, end)
    )
    return next(iter(list(filter(None, words))[-1:]), [])


def plain(written: str) -> str:
    """What every language needs. It begins with what has a sound: a comma in front belongs to what was said before."""
    text = written.strip() if written.isprintable() and "  " not in written else " ".join(written.split())
    signs = set(_NOTED.findall(text))
    if not signs <= _USUAL:
        text = " ".join(UNSPEAKABLE.sub("", text).split())
    if not signs.isdisjoint(_QUOTATION_MARKS):
        text = text.translate(_NO_QUOTATION_MARKS)
        if "»" in signs:
            text = _SPACE_BEFORE_A_STOP.sub("", text)
    if "'" in signs:
        text = _STRAIGHT_QUOTATION.sub(r"\1", text)
    if "'" in signs or "’" in signs:
        text = " ".join(_LONE_APOSTROPHES.sub("", text).split())
    if not signs.isdisjoint(_LONG_DASHES) or "- " in text or "--" in text:
        text = _DASHES.sub(" — ", text)
    if "…" in signs or ".." in text or ". ." in text:
        text = _ELLIPSES.sub("… ", text)
    text = " ".join(text.split()) if "  " in text else text.strip()
    if text.endswith(","):
        text = _COMMA_BEHIND_A_CALL.sub("", text)
    return text[stops.end() :] if text[:1] in _STOPS and (stops := _STOPS_IN_FRONT.match(text)) else text


def has_something_to_say(text: str) -> bool:
    """Whether there is a letter, a digit or a symbol in it: anything but punctuation, marks and space."""
    if text[:1].isalpha():
        return True
    import unicodedata

    return any(unicodedata.category(character)[0] in "LNS" for character in text)


def pieces(written: str, said: Spoken) -> tuple[Piece, ...]:
    """Both texts cut into words that belong together, in order; together they are the whole of either.

    A stretch that is said in other words is one piece; elsewhere each word is one. A piece holds the spaces and the
    punctuation behind it.
    """
    cuts = [(0, 0)]
    position = heard = 0
    for turn in (*said.turns, Turn(len(written), len(written), len(said.text), len(said.text))):
        cuts += _words(written, position, turn.start, said.text, heard, turn.first)
        cuts += ((turn.start, turn.first), (turn.end, turn.last))
        position, heard = turn.end, turn.last
    starts: dict[int, int] = {}
    furthest = 0
    for start, first in cuts:
        furthest = max(furthest, first)
        starts.setdefault(start, furthest)
    starts.pop(len(written), None)
    ordered = [*starts.items(), (len(written), len(said.text))]
    return tuple(
        Piece(start, end, said.text[first:last])
        for (start, first), (end, last) in zip(ordered, ordered[1:], strict=False)
    )


def _words(written: str, start: int, end: int, text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Where the words of a stretch begin that is said as it is written: in the written and in the spoken text."""
    heard = iter([at for at in range(first, last) if text[at].isalnum()])
    for token in _TOKEN.finditer(written, start, end):
        sounding = [character for character in token[0] if character.isalnum()]
        places = [at for _, at in zip(sounding, heard, strict=False)]
        if places:
            yield token.start(), max(first, text.rfind(" ", first, places[0]) + 1)


def _turns(edits: Sequence[Edit], middle: str, text: str) -> Iterator[Turn]:
    """Where the words of each edit have come to stand; ``middle`` is the text with its edits made, not yet folded."""
    same = middle == text
    before = [] if same else list(compress(range(len(middle)), map(str.isalnum, middle)))
    after = [] if same else list(compress(range(len(text)), map(str.isalnum, text)))
    count = shift = furthest = 0
    for edit in edits:
        first = edit.start + shift
        last = first + len(edit.spoken)
        shift += len(edit.spoken) - (edit.end - edit.start)
        if not same:
            while count < len(before) and before[count] < first:
                count += 1
            begin = count
            while count < len(before) and before[count] < last:
                count += 1
            if begin == count:
                first = last = max(furthest, after[begin - 1] + 1 if begin else 0)
            else:
                first, last = after[begin], after[count - 1] + 1
        furthest = last
        yield Turn(edit.start, edit.end, first, last)
