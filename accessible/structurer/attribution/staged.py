"""Who says it in a play: whose name stands before the speech.

A play has no narrator and no cues, so the names are all there is, and all that is needed: the same name is the same
one, whatever else the text says. Its capitals are the printer's and not the name's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from accessible.model.blocks import SpeakerLabel
from accessible.structurer.attribution.discourse import Answer, Paragraph
from accessible.structurer.attribution.entities import Entity
from accessible.structurer.attribution.grammar import Grammar
from accessible.structurer.attribution.nouns import Mention
from accessible.structurer.attribution.readings import Gender
from accessible.structurer.labels import is_played, label_of

_PART = re.compile(r"[^\W\d_]+")
_RULE, _SURE = "name before a speech", 0.97


def attribute_speeches(paragraphs: Sequence[Paragraph], grammar: Grammar) -> bool:
    """Answer every line that stands behind a name in a play; returns whether there are any."""
    known: dict[str, Entity] = {}
    for paragraph in paragraphs:
        name = _name(paragraph)
        if not name:
            continue
        entity = known.setdefault(name, _entity(name, grammar))
        start = paragraph.text.index(name)
        mention = Mention(start, start + len(name), name, "name", name)
        for line in paragraph.lines:
            line.answer = Answer(entity, "explicit", _RULE, _SURE, mention, paragraph.leaf.prose)
    return bool(known)


def _name(paragraph: Paragraph) -> str:
    """The name that a paragraph of a play begins with; "" without one."""
    if not any(isinstance(mark, SpeakerLabel) and mark.quoted for mark in paragraph.leaf.prose.inlines):
        return ""
    label = label_of(paragraph.text)
    return label["name"] if label is not None and is_played(label) else ""


def _entity(name: str, grammar: Grammar) -> Entity:
    words = tuple(name.casefold().split())
    given = grammar.first_names.get(words[0], "")
    said = next(filter(None, (given, *(grammar.roles.get(word, "") for word in words))), "")
    gender: Gender = "female" if said == "female" else "male" if said == "male" else ""
    entity = Entity(_written(name), len(words), words, "person", gender, presumed=bool(given))
    entity.aliases[name] = None
    return entity


def _written(name: str) -> str:
    """A name in capitals as it is written among other words: "First Sailor"."""
    return _PART.sub(lambda part: part[0].capitalize() if len(part[0]) > 1 else part[0], name)
