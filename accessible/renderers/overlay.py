"""Media overlays: one SMIL document for each section that has sound (EPUB 3.3, section 9).

An overlay is made from the finished content document, walking its elements in order, so it is in reading order and
cannot point at an id that is not there.

Notes, page breaks and pull quotes bear their `epub:type`, which lets a reading system skip them; so do lists that only
lead somewhere, as a whole. Notes at the end are footnotes to an overlay (SSV 1.1 has deprecated `endnote`), each for
itself, so that whoever skips them still hears the heading that says where they are. A note of several clips is a `seq`;
its clips bear the type as well, for reading systems that look no higher. References to notes are no clips: their number
is left out of what is said. Only the numbers of the source's own pages are said (see `accessible.narrator.pages`).

Lists, tables, figures and asides are a `seq` with their type, which lets a reading system leave them (EPUB 3.3,
"Skippability" and "Escapability"). The outermost one only: what leaving one of two nested lists means is not defined.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from lxml import etree
from msgspec import Struct

from accessible.renderers.page import OPS, TYPE, Tree
from accessible.renderers.semantics import Partition
from accessible.renderers.timeline import Timed

SMIL = "http://www.w3.org/ns/SMIL"
_TEXTREF = f"{{{OPS}}}textref"
#: What a reading system may skip, by the `epub:type` in the content document.
_SKIPPABLE = frozenset({"footnote", "pagebreak", "pullquote"})
#: What it may skip or leave as a whole, by the `epub:type` of the element around it.
_LISTS = frozenset({"loi", "lot", "toc"})
#: What it may leave, by the element's name.
_ESCAPABLE = {"ul": "list", "ol": "list", "dl": "list", "table": "table", "figure": "figure", "aside": "aside"}


class Overlay(Struct, frozen=True):
    """A SMIL document, the milliseconds that it plays, and the ids that it has a clip for."""

    data: bytes
    duration: int
    placed: frozenset[str]


class _Sound(NamedTuple):
    times: Mapping[str, tuple[int, int]]  # begin and end in milliseconds, by id
    text: str
    audio: str


def overlay(
    html: Tree, clips: Sequence[Timed], *, text: str, audio: str, partition: Partition = "bodymatter"
) -> Overlay:
    """The overlay of a content document with these clips; ``text`` and ``audio`` are the names of that document and of
    the sound, ``partition`` says which part of the book it is."""
    sound = _Sound({clip.id: (clip.begin, clip.end) for clip in clips}, text, audio)
    smil = etree.Element(f"{{{SMIL}}}smil", {"version": "3.0"}, nsmap={None: SMIL, "epub": OPS})
    body = etree.SubElement(smil, f"{{{SMIL}}}body", {_TEXTREF: text, TYPE: partition})
    placed: set[str] = set()
    _walk(html, body, sound, placed, skippable="", escapable=True)
    etree.indent(smil)
    return Overlay(
        data=etree.tostring(smil, encoding="utf-8", xml_declaration=True) + b"\n",
        duration=sum(end - begin for begin, end in map(sound.times.__getitem__, placed)),
        placed=frozenset(placed),
    )


def clock(duration: int) -> str:
    """Milliseconds as a full clock value, h:mm:ss.mmm (SMIL 3.0, "Clock values"), the form that every reader takes."""
    seconds, fraction = divmod(duration, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{fraction:03}"


def _walk(
    tree: Tree,
    into: Tree,
    sound: _Sound,
    placed: set[str],
    *,
    skippable: str,
    escapable: bool,
    endnotes: bool = False,
) -> None:
    """Put a `par` into ``into`` for every element below ``tree`` that has a sound, in document order.

    ``skippable`` is the type of what can be skipped around it, ``escapable`` says whether nothing around it can be
    left; ``endnotes``: the items of the next list are notes.
    """
    for child in tree:
        name = child.get("id", "")
        tag = etree.QName(child).localname
        noted = endnotes and tag == "li"
        kind = "footnote" if noted else child.get(TYPE, "")
        skipped = kind if kind in _SKIPPABLE else skippable
        if name in sound.times and name not in placed:
            placed.add(name)
            _par(into, name, sound, skipped)
            for page in child.iterdescendants():  # one sound for an element and what is in it, but a page's number
                if page.get(TYPE) == "pagebreak" and (inner := page.get("id", "")) in sound.times:
                    placed.add(inner)
                    _par(into, inner, sound, "pagebreak")
            continue
        left = kind if kind in _LISTS else _ESCAPABLE.get(tag, "") if kind not in _SKIPPABLE else ""
        left = left if escapable else ""
        within = kind == "endnotes" or (endnotes and not noted)
        if name and (left or kind == "footnote"):
            sequence = etree.Element(f"{{{SMIL}}}seq", {_TEXTREF: f"{sound.text}#{name}", TYPE: left or kind})
            _walk(child, sequence, sound, placed, skippable=skipped, escapable=escapable and not left)
            if len(sequence) == 1 and not left:
                into.append(sequence[0])
            elif len(sequence):
                into.append(sequence)
        else:
            _walk(child, into, sound, placed, skippable=skipped, escapable=escapable, endnotes=within)


def _par(into: Tree, name: str, sound: _Sound, kind: str) -> None:
    par = etree.SubElement(into, f"{{{SMIL}}}par", {TYPE: kind} if kind else {})
    etree.SubElement(par, f"{{{SMIL}}}text", {"src": f"{sound.text}#{name}"})
    begin, end = sound.times[name]
    clip = {"src": sound.audio, "clipBegin": clock(begin), "clipEnd": clock(end)}
    etree.SubElement(par, f"{{{SMIL}}}audio", clip)


def wholly_spoken(tree: Tree, spoken: Container[str]) -> bool:
    """Whether every letter and digit that is to be seen below an element stands in an element that has a sound."""
    if tree.get("id") in spoken or tree.get("aria-hidden") == "true":
        return True
    texts = [tree.text or "", *(child.tail or "" for child in tree)]
    return not any(map(str.isalnum, "".join(texts))) and all(wholly_spoken(child, spoken) for child in tree)
