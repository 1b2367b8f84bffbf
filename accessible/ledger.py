"""The ledger, `report.json`: what became of every sentence, and every message of the build.

A sentence of the document is either spoken (its clip, in milliseconds) or skipped with a reason. The two have to add
up to all the sentences there are; a build whose ledger does not balance has lost something and fails. The numbers of
pages are beside them, in no sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from accessible.errors import NarrationError
from accessible.model.blocks import Boilerplate, Image, Sentence
from accessible.model.document import Document, Section, decorates, heading_of, images, leaves, pages, words_of, written
from accessible.model.message import Message, severity
from accessible.model.narration import Narration, Track, milliseconds
from accessible.model.script import Part, Script, Skip

#: The form of the file; it changes when a reader of it would have to.
VERSION = 1

_SILENT = {"skipped": "the book has no audio"}
_SILENT_PAGE = {"skipped": "it begins in a text that is not said"}
_DECORATES = "it only decorates, by its empty text alternative"
_NO_PART = Part("", "", ())  # of a section that a script has forgotten


def ledger(
    document: Document,
    *,
    script: Script | None,
    narration: Narration | None,
    messages: Sequence[Message],
    outputs: Sequence[str],
    lists: Sequence[Section] = (),
) -> dict[str, Any]:
    """The report of a build as a JSON object; ``outputs`` are paths relative to the report's own folder.

    ``lists`` are the pages that the book has beside the document's sections, whose sound is in the book alone: they
    have rows of their own, and are in no sum. Without a narration (a book without audio) every sentence is listed as
    not narrated. Raises `NarrationError` when sentences are neither spoken nor skipped, or both, naming the first of
    them.
    """
    parts = {part.id: part for part in script.parts} if script else {}
    tracks = {track.id: track for track in narration.tracks} if narration else {}
    unspoken = narration.skips if narration else ()

    def row(section: Section) -> dict[str, Any]:
        part = parts.get(section.id, _NO_PART) if script else None
        return _row(section, part, tracks.get(section.id), unspoken)

    rows = list(map(row, document.sections))
    return {
        "accessible": VERSION,
        "source": document.source,
        "title": document.metadata.title,
        "language": document.metadata.language,
        "engine": narration.engine if narration else "",
        "voices": list(narration.narrators) if narration else [],
        "outputs": list(outputs),
        "spoken": sum("clip" in sentence for row in rows for sentence in row["sentences"]),
        "skipped": sum("skipped" in sentence for row in rows for sentence in row["sentences"]),
        "milliseconds": sum(row.get("milliseconds", 0) for row in rows),
        "sections": rows,
        "lists": list(map(row, lists)),
        "left_out": [
            {
                "id": block.id,
                "text": " ".join(block.prose.text.split()),
                "rule": block.evidence.rule,
                "confidence": block.evidence.confidence,
            }
            for section in document.sections
            for block in leaves(section.blocks)
            if isinstance(block, Boilerplate)
        ],
        "messages": [
            {"code": message.code, "severity": severity(message.code)} | msgspec.to_builtins(message)
            for message in messages
        ],
    }


def _row(section: Section, part: Part | None, track: Track | None, unspoken: Sequence[Skip]) -> dict[str, Any]:
    """What became of a section: of each of its sentences, and how long it plays. Without a part nothing is spoken."""
    title = heading_of(section)
    fates = _fates(part, track, unspoken)
    known = set()
    sentences = []
    for block_id, prose in written(section.blocks):
        for inline in prose.inlines:
            if isinstance(inline, Sentence):
                text = " ".join(prose.text[inline.start : inline.end].split())
                fate = fates.get(inline.id) or fates.get(block_id) if part else _SILENT
                if not fate:
                    raise _unbalanced(inline.id, text, "is neither spoken nor skipped")
                sentences.append({"id": inline.id, "text": text} | fate)
                known |= {inline.id, block_id}
    turned = [
        {"id": name, "page": number} | (fates.get(name, _SILENT_PAGE) if part else _SILENT)
        for name, number in pages(section.blocks)
    ]
    known |= {row["id"] for row in turned}
    if strange := fates.keys() - known:
        raise _unbalanced(min(strange), "", "was spoken or skipped but is not in the document")
    row: dict[str, Any] = {"id": section.id, "title": words_of(title.prose) if title else ""}
    if track is not None:
        row["milliseconds"] = milliseconds(track.samples, track.rate)
    if turned:
        row["pages"] = sorted(turned, key=lambda page: page.get("clip", [0]))
    if decorations := [_decoration(image) for image in images(section.blocks) if decorates(image)]:
        row["pictures"] = decorations
    return row | {"sentences": sentences}


def _decoration(image: Image) -> dict[str, str]:
    return ({"id": image.id} if image.id else {}) | {"picture": image.picture, "skipped": _DECORATES}


def _fates(part: Part | None, track: Track | None, unspoken: Sequence[Skip]) -> dict[str, dict[str, Any]]:
    """What became of each sentence of a section, by its id or its block's; raises when one is spoken and skipped."""
    fates: dict[str, dict[str, Any]] = {}
    for clip in track.clips if track else ():
        rate = track.rate if track else 1
        fates[clip.id] = {"clip": [milliseconds(clip.begin, rate), milliseconds(clip.end, rate)]}
    said = {utterance.id for utterance in part.utterances} if part else set()
    for skip in (*(part.skips if part else ()), *(skip for skip in unspoken if skip.id in said)):
        if skip.id in fates:
            raise _unbalanced(skip.id, skip.written, "is both spoken and skipped")
        fates[skip.id] = {"skipped": skip.reason}
    return fates


def _unbalanced(sentence: str, text: str, what: str) -> NarrationError:
    return NarrationError(
        f"the ledger does not balance: sentence {sentence} {what}" + (f": {text[:80]!r}" if text else ""),
        where=sentence,
        hint="this is a defect of the program; please report it with the source",
    )
