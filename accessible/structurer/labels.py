"""Which labels before paragraphs are speakers': `VANE: We sold it.`

Recipes, minutes, manuals, glossaries and credits have labels too (`Ingredients:`, `Present:`, `WARNING:`), and a voice
for one of these would give narration away. So the labels of a document are speakers' only when all of this speaks for
it: there are turns (two labels at least, one of which comes again after another, and some of them in paragraphs that
follow each other), what stands behind them is whole sentences, some of it is what people say and forms do not
(somebody speaks of himself, asks, calls), and the labels are people's. A label is a person's by a first name, a title,
a role, or a full name elsewhere in the text; where none is, the labels are in capitals or one of them asks and nothing
else, and more of it must be speech: a word with a capital before a colon is anything (`Steam: Who needs it? Not I.`).
What names a part or a notice (`label-word` and `label-ending` in `data/`) is nobody's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from accessible.structurer.attribution.grammar import Grammar, grammar_of
from accessible.structurer.numbering import number_of
from accessible.structurer.words import entries, patterns, words

#: When something is said, as transcripts have it before the name: "[00:01:15] VANE: …".
STAMP = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])]?[ \u00a0]+(?:[-–—][ \u00a0]+)?"
_LABEL = re.compile(
    rf"(?:{STAMP})?"
    r"(?P<name>[^\W\d_](?:[^\W_]|[.’'-]|[ ](?=[^\W_])){0,40})(?:[ ][(\[][^)\]\n]{1,40}[)\]])?:[ \u00a0]+(?=\S)"
)
#: How printed plays set them: a name in capitals, and a full stop ("FIRST WITCH. [_Aside._] When shall we meet?"); and
#: how those for the screen do, by itself on the line over the words.
_PLAYED = re.compile(
    r"(?P<name>[^\W\d_](?:[^\W\d_]|[’'-]|[ ](?=[^\W\d_])){1,40})(?:\.|(?=[ ]*\n))"
    r"(?:[ ][(\[][^)\]\n]{1,40}[)\]])?(?:[ \u00a0\r\n]+(?=\S)|$)"
)
#: So many speeches make a play, whatever is said in them, when two have so many of them and so many are answers: the
#: name was there two or three speeches before. (The headings of a book may be set like names, and come again after its
#: contents.)
_PLAY, _OFTEN, _ANSWERED = 6, 3, 0.25
#: What speaks for a block that is a speech of one.
SPEECH = "speech of a play"
#: No label is longer, in characters, with its colon or full stop.
_FARTHEST = 90
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
#: How the words of somebody end, in a transcript: with a stop, or broken off.
_ENDED = re.compile(r"[.!?…—–-][)\]”\"’»*_]*$")
_ASKED = re.compile(r"\?[)\]”\"’»*_\s]*$")
_CALLED = re.compile(r"[?!]")
_FEWEST = 3
#: So many of the labels, the commonest first, are looked for elsewhere in the text, so that the time stays linear.
_SOUGHT = 40
#: Of a paragraph so many characters are read for words of speech.
_READ = 600


class Labels(Struct, frozen=True):
    """The labels of a document, as they are written, without their colons.

    ``speaking`` are those of people whose words are quoted; ``asking`` and ``answering`` those that say so themselves
    (`Q`, `Antwort`). Who asks is the writer, and who answers frequent questions is nobody: neither is quoted.
    """

    speaking: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    answering: frozenset[str] = frozenset()


def label_of(text: str) -> re.Match[str] | None:
    """The label that a paragraph begins with; asked of every one, and there hardly is a colon."""
    if text[1:2].isupper() and (text.find(".", 1, _FARTHEST) > 0 or text.find("\n", 1, _FARTHEST) > 0):
        played = _PLAYED.match(text)
        if played is not None and played["name"].isupper():
            return played
    return _LABEL.match(text) if text.find(":", 1, _FARTHEST) > 0 else None


def is_played(label: re.Match[str]) -> bool:
    """Whether a label is set as plays set it, with a full stop or on a line of its own."""
    return label.re is _PLAYED


def labels_of(texts: Sequence[str], language: str) -> Labels:
    """The labels of those who speak in a transcript, an interview or a play, or of questions and answers.

    Args:
        texts: the paragraphs of a document, in order.
        language: its language (BCP 47).
    """
    behind: dict[int, str] = {}
    places: dict[str, list[int]] = {}
    played: list[str] = []
    for at, text in enumerate(texts):
        label = label_of(text)
        if label is not None and is_played(label):
            if number_of(text, language) is None:
                played.append(label["name"])
        elif label is not None:
            places.setdefault(label["name"], []).append(at)
            behind[at] = text[label.end() :]
    if is_play(played):
        return Labels(frozenset(played))
    if len(behind) < _FEWEST:
        return Labels()
    grammar = grammar_of(language)
    parts = {name: grammar.interview.get(_folded(name), "") for name in places}
    places = {
        name: found
        for name, found in places.items()
        if (name.isupper() or (_is_name(name) and (len(found) > 1 or _is_person(name, grammar))))
        and (parts[name] or not is_thing(name, grammar))
    }
    if not _take_turns(places):
        return Labels()
    asks = frozenset(name for name in places if parts[name] == "asks")
    answers = frozenset(name for name in places if parts[name] == "answers")
    if all(parts[name] for name in places):  # questions and answers alone may be a list of frequent questions
        announced = patterns("quote-announced", language)
        found = announced is not None and any(announced.search(text[:300]) for text in texts[:6])
        return Labels(answers if found else frozenset(), asks, answers)
    speaking = _speaking(places, behind, texts, grammar)
    return Labels(speaking - asks, asks, answers) if speaking else Labels()


def is_play(names: Sequence[str]) -> bool:
    """Whether names in capitals before full stops, in their order, are those of a play."""
    answers = sum(name in names[max(at - 3, 0) : at - 1] for at, name in enumerate(names) if at > 1)
    often = sum(count >= _OFTEN for count in Counter(names).values())
    return len(names) >= _PLAY and often > 1 and answers >= _ANSWERED * len(names)


def _take_turns(places: Mapping[str, Sequence[int]]) -> bool:
    """Whether two at least speak in turns: one comes again after another, and some follow each other."""
    order = sorted((at, name) for name, found in places.items() for at in found)
    turns = [name for name, _ in groupby(order, key=lambda place: place[1])]
    follow = any(after[0] - before[0] == 1 for before, after in pairwise(order))
    return len(order) >= _FEWEST and follow and 1 < len(places) < len(turns)


def _speaking(
    places: Mapping[str, Sequence[int]], behind: Mapping[int, str], texts: Sequence[str], grammar: Grammar
) -> frozenset[str]:
    """The labels behind which somebody speaks; none, when it is not speech on the whole."""
    ended = {at for found in places.values() for at in found if _ENDED.search(behind[at].rstrip())}
    voiced = {at for found in places.values() for at in found if _is_voiced(behind[at], grammar.language)}
    total = sum(map(len, places.values()))
    if 2 * len(ended) < total:
        return frozenset()
    persons = _persons(places, texts, grammar)
    if not persons and not all(name.isupper() for name in places) and not _is_asked(places, behind):
        return frozenset()  # "Steam: Who needs it? I do not.", "French: Comment allez-vous ?"
    known = 4 * len(voiced) >= total if persons else 2 * len(voiced) >= total
    if not known:
        return frozenset()
    return frozenset(
        name
        for name, found in places.items()
        if name in persons or not (ended if name.isupper() else voiced).isdisjoint(found)
    )


def _is_asked(places: Mapping[str, Sequence[int]], behind: Mapping[int, str]) -> bool:
    """Whether one asks and does nothing else, more than once, and another never does."""
    asking = [[bool(_ASKED.search(behind[at])) for at in found] for found in places.values()]
    return any(len(asks) > 1 and all(asks) for asks in asking) and not all(map(any, asking))


def _is_voiced(text: str, language: str) -> bool:
    """Whether somebody speaks of himself in a text, asks, or calls."""
    text = text[:_READ]
    if _CALLED.search(text):
        return True
    return not words("first-person", language).isdisjoint(map(str.casefold, _WORD.findall(text)))


def _persons(places: Mapping[str, Sequence[int]], texts: Sequence[str], grammar: Grammar) -> set[str]:
    """The labels that are surely people's: by a first name, a title or a role, or by a full name in the text."""
    found = {name for name in places if _is_person(name, grammar)}
    sought = [name for name in places if name not in found]
    sought.sort(key=lambda name: -len(places[name]))
    found.update(name for name in sought[:_SOUGHT] if _is_met(name, texts, grammar))
    return found


def _is_person(label: str, grammar: Grammar) -> bool:
    """Whether a label is a person's by itself: a part in an interview, a first name, a title, a role or a relation."""
    tokens = [token.casefold() for token in _WORD.findall(label)]
    first, last = tokens[0], tokens[-1]
    called = first in grammar.first_names or first in grammar.titles
    return called or last in grammar.roles or last in grammar.kin or _folded(label) in grammar.interview


def _is_met(name: str, texts: Sequence[str], grammar: Grammar) -> bool:
    """Whether a surname stands in the text behind a first name, a title or a role."""
    last = name.split()[-1]
    last = last.title() if last.isupper() else last
    form = re.compile(rf"([^\W\d_]+)\.?\s{re.escape(last)}\b")
    for text in texts:
        if last in text:
            for match in form.finditer(text):
                word = match[1].casefold()
                if word in grammar.first_names or word in grammar.titles or word in grammar.roles:
                    return True
    return False


def _is_name(label: str) -> bool:
    """Whether each word of a label begins with a capital, as a name does, and there are few."""
    parts = label.split()
    return len(parts) <= 4 and all(part[0].isupper() for part in parts)


def is_thing(label: str, grammar: Grammar) -> bool:
    """Whether a label names a part, a measure or a notice: by its last word, or by its first before no first name.

    Args:
        label: the words before the colon.
        grammar: the word lists of the document's language.
    """
    parts = label.casefold().split()
    if len(parts) > 1 and (parts[0] in grammar.first_names or parts[0] in grammar.titles):
        return False
    return _names_a_thing(parts[-1], grammar) or (
        len(parts) > 1 and parts[1] not in grammar.first_names and _names_a_thing(parts[0], grammar)
    )


def _names_a_thing(word: str, grammar: Grammar) -> bool:
    things = patterns("label-word", grammar.language)
    if things is not None and things.fullmatch(word) is not None:
        return True
    endings = entries("label-ending", grammar.language)
    return word.endswith(endings) and word not in grammar.roles and word not in grammar.first_names


def _folded(label: str) -> str:
    return label.casefold().rstrip(".")
