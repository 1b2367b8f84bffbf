"""What in the text refers to which note: a `NoteRef` that leads to the note's id.

`notes` has found the notes; here each reference is told its own. A number that comes once belongs to all that refer to
it. Where the numbers begin again (on each page, in each chapter), a reference belongs to the first note of its number
behind it; where all notes stand at the end, the first count of references belongs to the first count of notes, and so
on. A reference that fits neither is left as it is, with a message: a wrong note is worse than none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from msgspec.structs import replace

from accessible.model.blocks import Boilerplate, Code, Evidence, Footnote, Leaf, NoteRef
from accessible.model.document import Document, leaves
from accessible.model.message import Message
from accessible.structurer.leaves import map_leaves
from accessible.structurer.notes import HEADED, NUMBERED, SAID
from accessible.structurer.references import FALLEN, FIGURES, RAISED, Reference, references_in
from accessible.structurer.shape import place_of

_RULES = {
    "bracket": Evidence("number of a note, in brackets", 0.97),
    "raised": Evidence("raised number of a note", 0.97),
    "sign": Evidence("sign of a note", 0.93),
    "paren": Evidence("number of a note, in parentheses", 0.9),
    "fallen": Evidence("numbers in the order of the notes", 0.8),
}
#: The forms that refer to a note whose number stands like that of a list, or that says what it is.
_ANY = ("bracket", "raised", "paren", "sign")
#: What a bracket behind counts the parts of: "b[1]".
_INDEXED = re.compile(r"\W?[a-z]")
#: So many of a run of notes are found in the text, in their order, where their numbers lost their raised place.
_SHARE, _FEWEST = 0.8, 2


class _Place(NamedTuple):
    """A reference, and the numbers of the leaf and of the section that it stands in."""

    at: int
    section: int
    mark: Reference


class _Note(NamedTuple):
    """A note: its number in the document, that of the leaf that it begins with, its label in plain figures, how the
    text may refer to it, and whether it is one of a numbered list under a heading."""

    number: int
    at: int
    label: str
    forms: tuple[str, ...]
    headed: bool


_Pairs = Iterator[tuple[_Place, _Note | None]]


def mark_references(document: Document) -> Document:
    """The document with a `NoteRef` on everything in the text that refers to one of its notes.

    Each note that is referred to gets a provisional id, which no source can have; `identifiers` replaces it. A document
    whose source says what refers to its notes is left alone.
    """
    found = [block for section in document.sections for block in section.blocks if isinstance(block, Footnote)]
    if not found:
        return document
    texts: list[tuple[Leaf, int]] = []
    notes: list[_Note] = []
    own: set[int] = set()  # the leaves that are notes' own
    for number, section in enumerate(document.sections):
        for block in section.blocks:
            first = len(texts)
            texts += [(leaf, number) for leaf in leaves((block,))]
            if isinstance(block, Footnote):
                notes.append(_note(block, len(notes), first, document.text))
                own.update(range(first, len(texts)))
    if any(isinstance(mark, NoteRef) for leaf, _ in texts for mark in leaf.prose.inlines):
        return document
    places = list(_places(texts, own, {note.label for note in notes}))
    pairs = [*_matched(notes, places), *_fallen(notes, texts, places)]
    return _marked(document, found, texts, sorted(pairs, key=lambda pair: (pair[0].at, pair[0].mark.start)))


def _note(block: Footnote, number: int, at: int, source: str) -> _Note:
    rule, label = block.evidence.rule, block.label
    forms: tuple[str, ...]
    if rule in (SAID, HEADED, NUMBERED):
        forms = _ANY
    elif not label.isalnum():
        forms = ("sign",)
    elif label[0] in RAISED:
        forms = ("raised",)
    else:
        forms = ("paren",) if source[block.span.start : block.span.start + 1] == "(" else ("bracket",)
    return _Note(number, at, label.translate(FIGURES), forms, rule == HEADED)


def _places(texts: Sequence[tuple[Leaf, int]], own: set[int], labels: set[str]) -> Iterator[_Place]:
    """What refers to a note of one of the labels. A sign in a note is a sign."""
    capitals = "|".join(sorted(label for label in labels if label.isalpha() and label.isupper()))
    lettered = re.compile(rf"(?<=\S)[\[{{](?P<label>{capitals})[\]}}]") if capitals else None
    for at, (leaf, section) in enumerate(texts):
        if isinstance(leaf, Boilerplate | Code):
            continue
        marks = list(references_in(leaf.prose.text))
        if lettered is not None:
            letters = lettered.finditer(leaf.prose.text)
            marks += [Reference("bracket", found["label"], found.start(), found.end()) for found in letters]
        for mark in marks:
            if mark.end == mark.start or not labels.issuperset(mark.beside):
                continue
            if mark.label in labels and not (at in own and mark.form == "sign"):
                before = leaf.prose.text[max(0, mark.start - 2) : mark.start]
                if mark.form != "bracket" or not _INDEXED.fullmatch(before):
                    yield _Place(at, section, mark)


# -------------------------------------------------------------------------------------------------- which note it is
def _matched(notes: Sequence[_Note], places: Sequence[_Place]) -> _Pairs:
    """Each reference with its note, or None where that is not sure."""
    families: dict[tuple[str, ...], list[_Note]] = defaultdict(list)
    for note in notes:
        families[note.forms].append(note)
    for forms, members in families.items():
        labels = {note.label for note in members}
        fitting = [place for place in places if place.mark.label in labels and place.mark.form in forms]
        if len(forms) > 1 and fitting:  # a text refers to such notes in one way
            ways = Counter(form for form, _ in {(place.mark.form, place.mark.label) for place in fitting})
            (form, _), *_ = ways.most_common(1)
            fitting = [place for place in fitting if place.mark.form == form]
        counts = _counts(members, fitting)
        named, asked = defaultdict(list), defaultdict(list)
        for note in members:
            named[note.label].append(note)
        for place in fitting:
            asked[place.mark.label].append(place)
        for label, own in named.items():
            yield from _paired(asked[label], own, counts)


def _paired(places: Sequence[_Place], notes: Sequence[_Note], counts: dict[tuple[int, int], _Note]) -> _Pairs:
    """The references of one label, each with its note; both are in reading order."""
    if len(notes) == 1 and places and places[0].mark.form != "sign":
        yield from ((place, notes[0]) for place in places)
        return
    events: list[_Place | _Note] = sorted([*places, *notes], key=lambda event: (event.at, isinstance(event, _Place)))
    waiting: list[_Place] = []
    for noted, group in groupby(events, lambda event: isinstance(event, _Note)):
        if not noted:
            waiting = [event for event in group if isinstance(event, _Place)]
            continue
        behind = [event for event in group if isinstance(event, _Note)]
        if len(behind) == len(waiting):
            yield from zip(waiting, behind, strict=True)
        elif len(behind) == 1 and waiting and waiting[0].mark.form != "sign":
            yield from ((place, behind[0]) for place in waiting)
        elif len(behind) == 1 and waiting:  # a sign is one note's alone, and that stands on its page
            yield from ((place, None) for place in waiting[:-1])
            yield waiting[-1], behind[0]
        else:
            yield from ((place, counts.get((place.at, place.mark.start))) for place in waiting)
        waiting = []
    yield from ((place, None) for place in waiting)


def _counts(notes: Sequence[_Note], places: Sequence[_Place]) -> dict[tuple[int, int], _Note]:
    """The note of each reference (by the place that it stands at) where both are counted several times from the first
    number and as often; nothing where they are not."""
    numbered = [note for note in notes if note.label.isdigit()]
    if len({note.label for note in numbered}) == len(numbered):
        return {}
    lists: list[dict[str, _Note]] = [{}]
    for former, note in pairwise([None, *numbered]):
        if former is not None and note is not None and int(note.label) <= int(former.label):
            lists.append({})
        if note is not None:
            lists[-1][note.label] = note
    first = numbered[0].label
    run, begun = -1, -1
    found: dict[tuple[int, int], _Note] = {}
    for place in places:
        if place.mark.label == first and place.section != begun:
            run, begun = run + 1, place.section
        if 0 <= run < len(lists) and (note := lists[run].get(place.mark.label)) is not None:
            found[place.at, place.mark.start] = note
    return found if run + 1 == len(lists) else {}


def _fallen(notes: Sequence[_Note], texts: Sequence[tuple[Leaf, int]], places: Sequence[_Place]) -> _Pairs:
    """The numbers that lost their raised place, of notes under a heading to which nothing else refers: where they stand
    in the order of the notes, and nowhere else between the ones before and behind."""
    start = 0
    for headed, group in groupby(notes, lambda note: note.headed):
        run = list(group)
        end = run[0].at
        labels = {note.label for note in run}
        if headed and not any(place.mark.label in labels and start <= place.at < end for place in places):
            numbers = [
                _Place(at, section, Reference("fallen", found["number"], *found.span("number")))
                for at, (leaf, section) in enumerate(texts[start:end], start)
                if not isinstance(leaf, Boilerplate | Code)
                for found in FALLEN.finditer(leaf.prose.text)
                if found["number"] in labels and not leaf.prose.text[found.start() - 1].isupper()
            ]
            earliest = _in_order(run, numbers)
            latest = _in_order(run[::-1], numbers[::-1])
            sure = [
                note for note in run if note.number in earliest and earliest[note.number] == latest.get(note.number)
            ]
            if len(sure) >= max(_FEWEST, _SHARE * len(run)):
                yield from ((earliest[note.number], note) for note in sure)
        start = end


def _in_order(notes: Sequence[_Note], numbers: Sequence[_Place]) -> dict[int, _Place]:
    """For each note the first of the numbers behind that of the note before it."""
    found: dict[int, _Place] = {}
    places: dict[str, list[int]] = defaultdict(list)
    for at, number in enumerate(numbers):
        places[number.mark.label].append(at)
    last = -1
    for note in notes:
        own = places[note.label]
        if (after := bisect_right(own, last)) < len(own):
            last = own[after]
            found[note.number] = numbers[last]
    return found


# ---------------------------------------------------------------------------------------------------------- marking
def _marked(
    document: Document,
    found: Sequence[Footnote],
    texts: Sequence[tuple[Leaf, int]],
    pairs: Sequence[tuple[_Place, _Note | None]],
) -> Document:
    names = {id(found[note.number]): f"note {note.number + 1}" for _, note in pairs if note is not None}
    marks: dict[int, list[NoteRef]] = defaultdict(list)
    for place, note in pairs:
        if note is not None:
            target, (form, _, start, end, _) = found[note.number].id or f"note {note.number + 1}", place.mark
            marks[id(texts[place.at][0])].append(NoteRef(start, end, target, evidence=_RULES[form]))
    sections = tuple(
        replace(
            section,
            blocks=tuple(
                replace(block, id=names[id(block)])
                if isinstance(block, Footnote) and not block.id and id(block) in names
                else block
                for block in section.blocks
            ),
        )
        for section in document.sections
    )

    def marked(leaf: Leaf) -> Leaf:
        if id(leaf) not in marks:
            return leaf
        return replace(leaf, prose=replace(leaf.prose, inlines=(*leaf.prose.inlines, *marks[id(leaf)])))

    changed = map_leaves(replace(document, sections=sections), marked)
    if unsure := [place for place, note in pairs if note is None]:
        leaf, mark = texts[unsure[0].at][0], unsure[0].mark
        many = f"{len(unsure)} possible references to notes" if len(unsure) > 1 else "Possible reference to a note"
        what = f"{many}, kept as text because it is not sure to which: {leaf.prose.text[mark.start : mark.end]!r}."
        message = Message("S012", what, place_of(leaf, document.text, document.source))
        changed = replace(changed, messages=(*changed.messages, message))
    return changed
