"""Plays: the speeches of those who are on the stage, each behind its speaker's name.

Plays are printed with the name in capitals and a full stop, before the words or on the line over them ("HAMLET." and
then the words), those for the screen without the full stop. Such a line looks like a heading, and the speech below it
like a paragraph or a stanza of its own; so speeches are looked for before those are, where the names come in turns as
in a conversation. A speech whose lines are broken before they are full is verse; any other is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from accessible.model.blocks import Evidence, Paragraph, Verse
from accessible.model.document import Document
from accessible.structurer.attribution.grammar import grammar_of
from accessible.structurer.labels import SPEECH, is_play, is_played, is_thing, label_of
from accessible.structurer.layout import Line, is_soft, paragraph_of, wrap_width
from accessible.structurer.numbering import number_of
from accessible.structurer.setting import Run, Stretch, begins_small, runs_of, set_apart
from accessible.structurer.stanzas import stanza_of

_EVIDENCE = Evidence(SPEECH, 0.9)


def find_speeches(document: Document) -> Document:
    """The document with each speech of the play that it is as one block, the speaker's name before its words."""
    (section,) = document.sections
    runs = runs_of(section.blocks, document.text)
    names = _names([label for run in runs for label in _labels(run.lines)], document.metadata.language)
    if not names:
        return document
    width = wrap_width([run.lines for run in runs])
    found = [list(_speeches(run.lines, names)) for run in runs]

    def speech(run: Run, stretch: Stretch, _: list[Paragraph]) -> Paragraph | Verse:
        lines = run.lines[stretch.first : stretch.last]
        if not _is_verse(lines, width):
            return replace(paragraph_of(document.text, lines), evidence=_EVIDENCE)
        prose, span = stanza_of(lines, document.text)
        return Verse(prose, span, _EVIDENCE)

    blocks = set_apart(section.blocks, runs, found, document.text, speech)
    return replace(document, sections=(replace(section, blocks=blocks),))


def _names(labels: Sequence[re.Match[str] | None], language: str) -> frozenset[str]:
    """The names of those who speak on the stage; none where the lines are no play."""
    grammar = grammar_of(language)
    found = [label for label in labels if label is not None and number_of(label.string.strip(), language) is None]
    names = [label["name"] for label in found if not is_thing(label["name"], grammar)]
    return frozenset(names) if is_play(names) else frozenset()


def _labels(lines: Sequence[Line]) -> list[re.Match[str] | None]:
    """The name that each line of a run begins with, if it can be one; by itself and without a full stop, only the first
    line of several is."""
    return [_label(f"{line.text}\n" if not at and len(lines) > 1 else line.text) for at, line in enumerate(lines)]


def _label(line: str) -> re.Match[str] | None:
    label = label_of(line) if line[1:2].isupper() else None
    return label if label is not None and is_played(label) else None


def _speeches(lines: Sequence[Line], names: Container[str]) -> Iterator[Stretch]:
    """The stretches of a run that each begin with a name and go on to the next."""
    begins = [at for at, label in enumerate(_labels(lines)) if label is not None and label["name"] in names]
    for first, last in pairwise([*begins, len(lines)]):
        yield Stretch(first, last, _EVIDENCE)


def _is_verse(lines: Sequence[Line], width: int) -> bool:
    """Whether the lines of a speech are a poet's: two or more behind the name, each with a capital and none full. Where
    the name is set in over them, they are those of a play for the screen, which is prose."""
    label = _labels(lines)[0]
    said = lines[1:] if label is not None and label.end() == len(lines[0].text) else lines
    if len(said) < 2 or any(map(begins_small, said[1:])) or lines[0].indent > said[-1].indent:
        return False
    return not width or not any(is_soft(line, follower, width) for line, follower in zip(said, said[1:], strict=False))
