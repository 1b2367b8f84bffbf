"""A Draft as text that a person can read and compare: one line a block, marks with their words, messages at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from accessible.model.blocks import (
    Anchor,
    Aside,
    Block,
    BlockQuote,
    Definitions,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Image,
    Inline,
    Leaf,
    Link,
    List,
    NoteRef,
    PageBreak,
    PageMark,
    Prose,
    Quote,
    SceneBreak,
    SectionStart,
    Sentence,
    Styled,
    Table,
)
from accessible.model.draft import Draft, Lines


def outline(draft: Draft) -> str:
    """The metadata, the blocks, the pictures and the messages of a Draft."""
    lines = [f"{name}: {value}" for name, value in _metadata(draft)]
    lines += ["", *(line for block in draft.blocks for line in _block(block, ""))]
    if draft.pictures:
        lines += ["", *(f"picture {p.name} {p.media_type} {len(p.data)} bytes" for p in draft.pictures)]
    if draft.messages:
        lines += ["", *(f"{m.code} {m.place.line or '-'}: {m.text}" for m in draft.messages)]
    return "\n".join(lines) + "\n"


def _metadata(draft: Draft) -> Iterator[tuple[str, str]]:
    for name in draft.metadata.__struct_fields__:
        value = getattr(draft.metadata, name)
        if value:
            yield name, " | ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _blocks(blocks: Sequence[Block], pad: str) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, pad)


def _block(block: Lines | Block, pad: str) -> Iterator[str]:
    kind = f"{pad}{type(block).__name__.lower()}"
    name = f" #{block.id}" if not isinstance(block, Lines) and block.id else ""
    if isinstance(block, Leaf):
        level = f" {block.level}" if isinstance(block, Heading) else ""
        yield f"{kind}{level}{name}: {_prose(block.prose, pad)}"
        return
    inner = pad + "  "
    match block:
        case Lines():
            yield f"{kind} {block.span.start}-{block.span.end}"
        case SceneBreak():
            yield f"{kind}{name}"
        case PageBreak():
            yield f"{kind}{name} {block.label}"
        case SectionStart():
            yield f"{kind}{name} {block.kind}".rstrip()
        case Image():
            words = "none" if block.alternative is None else repr(block.alternative.text)
            yield f"{kind}{name} {block.picture}, alternative: {words}"
        case Figure():
            yield f"{kind}{name}{', caption first' if block.caption_first else ''}"
            yield from _blocks((*block.blocks, *([block.caption] if block.caption else [])), inner)
        case BlockQuote():
            yield f"{kind}{name} {block.kind}".rstrip()
            yield from _blocks(block.blocks, inner)
            if block.attribution is not None:
                yield f"{inner}by: {_prose(block.attribution, inner)}"
        case Aside():
            yield f"{kind}{name}"
            yield from _blocks(block.blocks, inner)
        case Footnote():
            yield f"{kind}{name} {block.label}".rstrip()
            yield from _blocks(block.blocks, inner)
        case List():
            counted = f" from {block.first}, {block.numbering}{', downwards' if block.descending else ''}"
            yield f"{kind}{name}{counted if block.ordered else ''}"
            for item in block.items:
                yield f"{inner}item{' #' + item.id if item.id else ''}"
                yield from _blocks(item.blocks, inner + "  ")
        case Definitions():
            yield f"{kind}{name}"
            for entry in block.entries:
                yield from (f"{inner}term: {_prose(term.prose, inner)}" for term in entry.terms)
                yield from _blocks(entry.blocks, inner + "  ")
        case Table():
            yield f"{kind}{name}, {block.header_rows} header rows"
            if block.caption is not None:
                yield from _block(block.caption, inner)
            for row in block.rows:
                yield f"{inner}row"
                for cell in row:
                    spans = "".join(
                        f" {n} {what}" for n, what in ((cell.columns, "wide"), (cell.rows, "high")) if n > 1
                    )
                    yield f"{inner}  cell{' of a ' + cell.heads if cell.heads else ''}{spans}"
                    yield from _blocks(cell.blocks, inner + "    ")
        case _:
            assert_never(block)


def _prose(prose: Prose, pad: str) -> str:
    text = prose.text.replace("\n", f"\n{pad}    ")
    marks = "".join(f"\n{pad}    · {_mark(mark, prose.text)}" for mark in prose.inlines)
    return f"{text}{' [' + prose.language + ']' if prose.language else ''}{marks}"


def _mark(mark: Inline, text: str) -> str:
    words = repr(text[mark.start : mark.end])
    match mark:
        case Styled():
            return f"{mark.style} {words}{' = ' + mark.title if mark.title else ''}"
        case Link():
            return f"link {words} → {mark.href}"
        case NoteRef():
            return f"note {words} → {mark.target}"
        case Foreign():
            return f"in {mark.language} {words}"
        case PageMark():
            return f"page {mark.label} before {text[mark.start : mark.start + 12]!r}"
        case Anchor():
            return f"#{mark.id} before {text[mark.start : mark.start + 12]!r}"
        case Quote() | Sentence():
            return f"{type(mark).__name__.lower()} {words}"
        case _:
            assert_never(mark)
