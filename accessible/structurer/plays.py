"""Plays: the speeches of those who are on the stage, each behind its speaker's name.

Plays are printed with the name in capitals and a full stop, before the words or on the line over them ("HAMLET." and
then the words). Such a line looks like a heading, and the speech below it like a paragraph or a stanza of its own; so
speeches are looked for before those are, where the names come in turns as in a conversation. A speech whose lines are
broken before they are full is verse; any other is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from msgspec.structs import replace

from accessible.model.blocks import Evidence, Paragraph, Verse
from accessible.model.document import Document
from accessible.structurer.labels import SPEECH, is_play, is_played, label_of
from accessible.structurer.layout import Line, is_soft, paragraph_of, wrap_width
from accessible.structurer.numbering import number_of
from accessible.structurer.setting import Run, Stretch, begins_small, runs_of, set_apart
from accessible.structurer.stanzas import stanza_of

_EVIDENCE = Evidence(SPEECH, 0.9)


def find_speeches(document: Document) -> Document:
    """The document with each speech of the play that it is as one block, the speaker's name before its words."""
    (section,) = document.sections
    runs = runs_of(section.blocks, document.text)
    names = _names([line.text for run in runs for line in run.lines], document.metadata.language)
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


def _names(lines: Sequence[str], language: str) -> frozenset[str]:
    """The names of those who speak on the stage; none where the lines are no play."""
    labels = [label for line in lines if (label := _label(line)) is not None and number_of(line, language) is None]
    names = [label["name"] for label in labels]
    return frozenset(names) if is_play(names) else frozenset()


def _label(line: str) -> re.Match[str] | None:
    label = label_of(line) if line[1:2].isupper() else None
    return label if label is not None and is_played(label) else None


def _speeches(lines: Sequence[Line], names: Container[str]) -> Iterator[Stretch]:
    """The stretches of a run that each begin with a name and go on to the next."""
    first = -1
    for at, line in enumerate(lines):
        label = _label(line.text)
        if label is not None and label["name"] in names:
            if first >= 0:
                yield Stretch(first, at, _EVIDENCE)
            first = at
    if first >= 0:
        yield Stretch(first, len(lines), _EVIDENCE)


def _is_verse(lines: Sequence[Line], width: int) -> bool:
    """Whether the lines of a speech are a poet's: two or more behind the name, each with a capital and none full."""
    label = _label(lines[0].text)
    said = lines[1:] if label is not None and label.end() == len(lines[0].text) else lines
    if len(said) < 2 or any(map(begins_small, said[1:])):
        return False
    return not width or not any(is_soft(line, follower, width) for line, follower in zip(said, said[1:], strict=False))
