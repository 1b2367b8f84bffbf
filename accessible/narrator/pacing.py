"""The silence around what is said, by the structure that it stands in.

A listener hears where things begin and end by how long it is quiet, so each structure has its own silence in the cast.
What is set apart from the text (an extract, a table, a note) has its silence on both sides. Silences are not added up
where structures end together: the longest counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from msgspec.structs import replace

from accessible.model.script import Utterance
from accessible.narrator.cast import Pauses
from accessible.narrator.structures import Begin, End, Kind, Scene

Event: TypeAlias = Begin | End | Scene | Utterance

#: What a sentence ends with; where one does not, a quotation begins or ends in the middle of it.
_SENTENCE_ENDS = tuple(".!?…。！？:;")
_CLOSING = "”’»›\"')]}」』"
_REFERENCE = re.compile(r"(?:\[[0-9]{1,3}\]|[¹²³⁰⁴-⁹]{1,3}){1,3}$")
#: What holds sentences and nothing else.
_TEXTS = frozenset[Kind](
    ("paragraph", "attribution", "title", "heading", "stanza", "code", "pullquote", "caption", "image")
)
#: What has the silence of its name behind it, and what has it on both sides.
_BEHIND = frozenset[Kind](("stanza", "row"))
_AROUND = frozenset[Kind](("list", "table", "blockquote", "pullquote", "code", "image", "caption", "note", "aside"))


def paced(events: Sequence[Event], pauses: Pauses) -> list[Utterance]:
    """The utterances of a section with their pauses (ms)."""
    said: list[Utterance] = []
    above: list[Begin] = []
    first = 0  # the first utterance of the text at hand
    for event in events:
        match event:
            case Begin(kind="quote") | End(kind="quote"):
                pass  # a voice begins or ends in the midst of a text
            case Begin():
                above.append(event)
                if event.kind in _AROUND:
                    _lengthen(said, getattr(pauses, event.kind))
                if event.kind in _TEXTS:
                    first = len(said)
            case Utterance():
                if len(said) > first:
                    _lengthen(said, _between(said[-1], above[-1].kind, pauses))
                said.append(event)
            case End():
                begin = above.pop()
                if event.kind in _TEXTS and len(said) > first:
                    before, after = _edges(begin, above, pauses)
                    said[first] = replace(said[first], pause_before=before)
                    _lengthen(said, after)
                if event.kind in _BEHIND or event.kind in _AROUND:
                    _lengthen(said, getattr(pauses, event.kind))
            case Scene():
                _lengthen(said, pauses.scene)
    _lengthen(said, pauses.section)
    return said


def _between(utterance: Utterance, kind: Kind, pauses: Pauses) -> int:
    """The silence between a sentence and the next of the same text."""
    if kind in ("stanza", "code"):
        return pauses.line
    texts = (utterance.written, utterance.text)  # behind the full stop a note may be referred to
    ends = any(_REFERENCE.sub("", text.rstrip()).rstrip(_CLOSING).endswith(_SENTENCE_ENDS) for text in texts)
    return pauses.sentence if ends else pauses.phrase


def _edges(text: Begin, above: Sequence[Begin], pauses: Pauses) -> tuple[int, int]:
    """The silence before and behind a text that stands in the structures ``above``."""
    match text.kind:
        case "title":
            return pauses.title_before, pauses.title_after
        case "heading":
            before, after = (getattr(pauses, f"heading{text.level}_{side}", None) for side in ("before", "after"))
            return (
                pauses.heading_before if before is None else before,
                pauses.heading_after if after is None else after,
            )
        case "stanza":
            return 0, 0  # it has its own
    parts = [structure.kind for structure in above if structure.kind in ("item", "cell", "note", "aside", "blockquote")]
    match parts[-1:]:
        case ["cell"]:
            return 0, pauses.cell
        case ["item"]:
            return 0, pauses.item
    return 0, pauses.paragraph


def _lengthen(said: list[Utterance], pause: int) -> None:
    """See to it that the last utterance so far is followed by so much silence (ms)."""
    if said and said[-1].pause_after < pause:
        said[-1] = replace(said[-1], pause_after=pause)
