"""Transcripts and interviews: labels before what is said, and sections of questions and answers.

Which labels are speakers' is asked in `labels`; here they are marked, so that the page can show them and quotations can
be found behind them. A section in which questions and answers take turns is one (`qna`): by labels that say so, or
because one of the speakers does the asking.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from accessible.model.blocks import Boilerplate, Code, Evidence, Leaf, Paragraph, SpeakerLabel, Verse
from accessible.model.document import Document, Section, leaves
from accessible.structurer.labels import Labels, label_of, labels_of
from accessible.structurer.leaves import map_leaves

#: Of the paragraphs from the first label on so many have one; the others go on what was said before.
_LABELLED = 0.5
#: Who asks does so in so many of his turns, who answers in so few; each has so many turns, and so many questions are
#: followed by an answer.
_ASKS, _ANSWERS, _TURNS, _FOLLOWED = 0.6, 0.4, 2, 0.6

_NAMED = Evidence("label of a speaker", 0.95)
_PART = Evidence("label of a question or an answer", 0.95)
_LABELS = Evidence("labels of questions and answers", 0.95)
_IN_TURNS = Evidence("one asks and another answers, in turns", 0.9)


def mark_labels(document: Document) -> Document:
    """The document with a `SpeakerLabel` on each label of a speaker, of a question and of an answer, and with the
    sections that are questions and answers as such."""
    texts = [
        leaf.prose.text
        for section in document.sections
        for leaf in leaves(section.blocks)
        if not isinstance(leaf, Boilerplate | Code)
    ]
    labels = labels_of(texts, document.metadata.language)
    known = labels.speaking | labels.asking | labels.answering
    if not known:
        return document

    def marked(leaf: Leaf) -> Leaf:
        label = label_of(leaf.prose.text) if isinstance(leaf, Paragraph | Verse) else None
        if label is None or label["name"] not in known:
            return leaf
        end = label.start() + len(label.group().rstrip())
        quoted = label["name"] in labels.speaking
        mark = SpeakerLabel(label.start(), end, _NAMED if quoted else _PART, quoted=quoted)
        return replace(leaf, prose=replace(leaf.prose, inlines=(*leaf.prose.inlines, mark)))

    return map_leaves(replace(document, sections=tuple(_named(part, labels) for part in document.sections)), marked)


def _named(section: Section, labels: Labels) -> Section:
    evidence = None if section.kind else _evidence(section, labels)
    return section if evidence is None else replace(section, kind="qna", kind_evidence=evidence)


def _evidence(section: Section, labels: Labels) -> Evidence | None:
    """Why a section is one of questions and answers, or None."""
    turns: list[tuple[str, str]] = []
    after = 0  # paragraphs from the first label on
    for leaf in leaves(section.blocks):
        if isinstance(leaf, Paragraph):
            label = label_of(leaf.prose.text)
            if label is not None and label["name"] in labels.speaking | labels.asking | labels.answering:
                turns.append((label["name"], leaf.prose.text[label.end() :]))
            after += bool(turns)
    if len(turns) < 2 * _TURNS or len(turns) < _LABELLED * after:
        return None
    asking, answering = labels.asking & {name for name, _ in turns}, {name for name, _ in turns} - labels.asking
    if asking:
        return _LABELS if _take_turns([name for name, _ in turns], asking, answering) else None
    asked: dict[str, list[bool]] = defaultdict(list)
    for name, text in turns:
        asked[name].append("?" in text)
    shares = {name: sum(found) / len(found) for name, found in asked.items() if len(found) >= _TURNS}
    asking = frozenset(name for name, share in shares.items() if share >= _ASKS)
    answering = {name for name, share in shares.items() if share <= _ANSWERS}
    return _IN_TURNS if _take_turns([name for name, _ in turns], asking, answering) else None


def _take_turns(names: Sequence[str], asking: frozenset[str], answering: set[str]) -> bool:
    """Whether those who ask are answered by others."""
    questions = sum(name in asking for name in names[:-1])
    followed = sum(former in asking and latter in answering for former, latter in pairwise(names))
    return followed >= _TURNS and followed >= _FOLLOWED * questions
