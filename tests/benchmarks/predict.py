"""Structure every record of a gold file: ``python -m tests.benchmarks.predict GOLD.jsonl > PRED.jsonl``.

Reads `id`, `text` and, if it is there, `lang`; every other field is ignored. Writes `id`, `blocks` and `quotes` with
character offsets into `text`. Default dependencies only.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from accessible.model.blocks import (
    Block,
    BlockQuote,
    Footnote,
    Heading,
    List,
    PageBreak,
    PageMark,
    Paragraph,
    Quote,
    SceneBreak,
    Span,
    Table,
    Title,
    Verse,
)
from accessible.model.document import Document, leaves
from accessible.model.draft import Draft, Lines, Metadata
from accessible.readers.text import runs
from accessible.structurer import structure
from accessible.structurer.places import in_source


def document_of(record: dict[str, Any]) -> Document:
    """The structured document of a record."""
    text = record["text"]
    metadata = Metadata(language=record.get("lang") or "")
    return structure(Draft(source=record["id"], text=text, metadata=metadata, blocks=tuple(runs(text))))


def blocks_of(document: Document) -> list[dict[str, Any]]:
    """The blocks of a document as the scorer wants them: flat, with a type, offsets and a heading's level."""
    return [row for section in document.sections for block in section.blocks for row in _rows(block)]


def _rows(block: Lines | Block) -> list[dict[str, Any]]:
    match block:
        case Lines():
            return [_row("paragraph", block.span)]
        case Title():
            return [_row("title", block.span) | {"level": 1}]
        case Heading():
            return [_row("heading", block.span) | {"level": block.level}]
        case List():
            return [_row("list-item", item.span) for item in block.items]
        case BlockQuote() if any(isinstance(child, Verse) for child in block.blocks):
            rows = [row for child in block.blocks for row in _rows(child)]
            last = block.blocks[-1].span.end
            return rows if last == block.span.end else [*rows, _row("paragraph", Span(last, block.span.end))]
        case BlockQuote():
            return [_row("blockquote", block.span)]
        case Footnote():
            return [_row("footnote", block.span)]
        case Table():
            return [_row("table", block.span)]
        case SceneBreak():
            return [_row("break", block.span)]
        case PageBreak():
            return [_page(block.label, block.span)]
        case Paragraph():
            return _cut("paragraph", block)
        case _:
            return [_row(type(block).__name__.lower(), block.span)]


def _cut(kind: str, block: Paragraph) -> list[dict[str, Any]]:
    """A paragraph as so many rows as its pages make of it, with the pages between them."""
    rows = []
    start = block.span.start
    for mark in block.prose.inlines:
        if isinstance(mark, PageMark) and mark.span is not None:
            if start < mark.span.start:
                rows.append(_row(kind, Span(start, mark.span.start)))
            rows.append(_page(mark.label, mark.span))
            start = mark.span.end
    return [*rows, _row(kind, Span(start, block.span.end))]


def _page(label: str, span: Span) -> dict[str, Any]:
    return _row("page-number" if label else "page-header", span)


def _row(kind: str, span: Span) -> dict[str, Any]:
    return {"type": kind, "start": span.start, "end": span.end}


def quotes_of(document: Document) -> list[dict[str, Any]]:
    """The quotations of a document, with their speakers."""
    rows = []
    for section in document.sections:
        for block in leaves(section.blocks):
            for inline in block.prose.inlines:
                if isinstance(inline, Quote) and (span := in_source(block.prose, inline.start, inline.end)):
                    rows.append(_quote(inline, span))
    return rows


def _quote(quote: Quote, span: Span) -> dict[str, Any]:
    row: dict[str, Any] = {"start": span.start, "end": span.end, "kind": quote.kind}
    if quote.speaker is not None:
        row["speaker_canonical"] = quote.speaker.name
        row["rule"] = quote.speaker.evidence.rule
        if (said := quote.speaker.span) is not None:
            row["speaker"] = {"text": quote.speaker.mention, "start": said.start, "end": said.end}
    return row


def main() -> None:
    """Read the file named on the command line, write one line per record to standard output."""
    with Path(sys.argv[1]).open(encoding="utf-8") as gold:
        for line in gold:
            if line.strip():
                record = json.loads(line)
                document = document_of(record)
                row = {"id": record["id"], "blocks": blocks_of(document), "quotes": quotes_of(document)}
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
