"""What is named to a listener who cannot see it: "Note 3: … End of note."

Most structures are told by voices and silences, and naming each of them would get between a listener and the text. So
what is announced is chosen, in the cast or on the command line, but for what a listener would otherwise lose:

- a note stands in the middle of the text, and would be heard as its next sentence, and after it the text as the note's;
  its number, which the text refers to, is in no sentence;
- so does a box beside the text;
- a picture's description is not the author's text, but would be heard as that;
- a table begins with the names of its columns, which make no sense without the word, and each of its cells means
  nothing without its column;
- the number of an item is made by its list, so no sentence has it, and "see step 3" would lead nowhere.

Headings, quotations, extracts, verse, lists, code and captions have manners and silences of their own in the cast, and
what they say is as true when they are not told apart.

A quotation inside a quotation has no words of its own where they would be the same: after "Quote: Quote:" and "End of
quote. End of quote." nobody knows which of the two goes on. Whose words an extract is stands behind its end: "Quote: …
End of quote. The Pilot Book."

An announcement is said in the clip of the first or last sentence of what it names, by the same voice: nothing is heard
without something to be shown, and the written text is as it was. It is in the language of that sentence, where there
are words for it, else in that of the document; where there are none either, numbers and columns are said alone.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec
from msgspec.structs import replace

from accessible.model.script import Announced, Utterance
from accessible.narrator.cast import Announcements, Words
from accessible.narrator.normalizer import Spoken, followed, introduced, normalize
from accessible.narrator.pacing import Event
from accessible.narrator.structures import Begin, End, Kind

#: What stands for a structure in the announcements; what is not here is never announced.
_ANNOUNCED: dict[Kind, Announced] = {
    "heading": "heading",
    "quote": "quote",
    "blockquote": "blockquote",
    "pullquote": "pullquote",
    "verse": "verse",
    "list": "list",
    "item": "item",
    "table": "table",
    "cell": "column",
    "code": "code",
    "image": "image",
    "caption": "caption",
    "note": "note",
    "aside": "aside",
}

#: Structures that are somebody's words.
_QUOTING = frozenset[Kind](("quote", "blockquote", "pullquote"))

#: The words before a structure and behind it, in a language; "" for none.
Phrases = Callable[[Kind, str], tuple[str, str]]


def announced(events: Sequence[Event], announcements: Announcements, phrases: Phrases, *, language: str) -> list[Event]:
    """The events of a section, with announcements in the text of the utterances.

    ``phrases`` gives the words for a structure that is announced, for the language of an utterance (a BCP 47 tag);
    ``language`` is the document's, in which columns have their names. What nothing is said of is not announced.
    """
    out: list[Event] = []
    above: list[Begin] = []
    waiting: list[Begin] = []  # begun, and nothing was said yet
    begun: list[Begin] = []  # announced, and not ended
    last = -1  # the last utterance in ``out``

    def begin(event: Begin) -> None:
        above.append(event)
        if event.kind == "attribution":
            end(above[-2])
        if not is_on(event.kind, announcements):
            return
        around = (phrases(other.kind, language) for other in (*begun, *waiting) if other.kind in _QUOTING)
        if event.kind not in _QUOTING or phrases(event.kind, language) not in around:
            waiting.append(event)

    def end(begin: Begin, following: Sequence[Event] = ()) -> None:
        """Of one of those above, when it is announced and not ended: an extract is, before whose words it is."""
        if waiting and waiting[-1] is begin:
            waiting.pop()
        elif begun and begun[-1] is begin:
            begun.pop()
            if not _goes_on(begin.kind, following):
                ended = out[last]
                assert isinstance(ended, Utterance)
                out[last] = _ended(ended, begin.kind, phrases)

    for place, event in enumerate(events):
        match event:
            case Begin():
                begin(event)
            case Utterance():
                for structure in reversed(waiting):
                    event = _introduced(event, structure, phrases, language)
                begun += waiting
                waiting.clear()
                last = len(out)
            case End():
                end(above.pop(), events[place + 1 :][:1])
        out.append(event)
    return out


def is_on(kind: Kind, announcements: Announcements) -> bool:
    """Whether a structure is announced."""
    if kind not in _ANNOUNCED:
        return False
    wanted: bool | None = getattr(announcements, _ANNOUNCED[kind])
    return announcements.quote if wanted is None else wanted


def _goes_on(kind: Kind, following: Sequence[Event]) -> bool:
    """Whether a note is followed by another, whose number says enough."""
    return kind == "note" and any(isinstance(event, Begin) and event.kind == "note" for event in following)


def _introduced(utterance: Utterance, begin: Begin, phrases: Phrases, language: str) -> Utterance:
    word, _ = phrases(begin.kind, utterance.language)
    name = normalize(begin.name, language=language).rstrip(" :") if begin.kind == "cell" else _number(begin.name)
    words = f"{word} {name}".strip()
    if not words or (word and _names_itself(utterance.text, word, name)):
        return utterance
    said = introduced(Spoken(utterance.text, utterance.turns, utterance.pronunciations), f"{words}: ")
    return replace(utterance, text=said.text, turns=said.turns, pronunciations=said.pronunciations)


def _ended(utterance: Utterance, kind: Kind, phrases: Phrases) -> Utterance:
    _, words = phrases(kind, utterance.language)
    if not words:
        return utterance
    said = Spoken(utterance.text, utterance.turns, utterance.pronunciations)
    said = followed(said, f"{words}.", written=utterance.written)
    return replace(utterance, text=said.text, turns=said.turns, pronunciations=said.pronunciations)


def _number(label: str) -> str:
    """The number or letter of a note or an item as it is said: of "[1]" the figure, of "*" nothing."""
    plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", label)))
    return plain.upper() if len(plain) == 1 else plain


def _names_itself(text: str, word: str, name: str) -> bool:
    """Whether a text begins with its own announcement: "Table 1. Ships", "Note: this is …", but not "Table salt"."""
    number = rf"\s+(?:{re.escape(name)}|\d+|[ivxlc]+)\b" if name else r"\s+(?:\d+|[ivxlc]+)\b"
    return bool(re.match(rf"{re.escape(word)}(?:{number}|\s?[.:—])", text, re.IGNORECASE))


# ------------------------------------------------------------------------------------------------------------- words
def phrasebook(own: Mapping[str, Words], language: str, *, unvoiced: Collection[str] = ()) -> Phrases:
    """The words for structures: those of a cast (``own``, by language), then those that come along.

    ``language`` is the document's, ``unvoiced`` languages that a voice for the document's language speaks.
    """

    @cache
    def phrases(kind: Kind, tongue: str) -> tuple[str, str]:
        for tag in dict.fromkeys((language if tongue in unvoiced else tongue, language)):
            for words in (*_tables(own, tag), *_tables(_bundled(), tag)):
                if found := getattr(words, kind, None):
                    before, behind = (found, "") if isinstance(found, str) else found
                    return before, behind
        return "", ""

    return phrases


def _tables(tables: Mapping[str, Words], tag: str) -> list[Words]:
    """The tables for a language tag, the nearest first: "pt-BR", "pt" (RFC 4647, section 3.4)."""
    folded = {name.replace("_", "-").casefold(): table for name, table in tables.items()}
    parts = tag.casefold().split("-")
    tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return [folded[name] for name in tags if name in folded]


@cache
def _bundled() -> dict[str, Words]:
    text = (files("accessible.narrator") / "data" / "announcements.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Words])
