"""The lists of figures and of tables: what can be gone to beside the headings.

A figure is listed under its caption, or under the words that stand for its picture, and is not listed where nothing is
written about it: a link has to say where it leads. A table is listed under its caption, or by its number in the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from accessible.model.blocks import Block, Boilerplate, Caption, Figure, Image, Prose, Sentence, Table
from accessible.model.document import words_of
from accessible.model.draft import Lines
from accessible.model.publication import TocEntry
from accessible.model.walking import held
from accessible.renderers.characters import label, shortened
from accessible.renderers.languages import foreign, words
from accessible.renderers.outline import Division


class Exhibits(Struct, frozen=True):
    """Links to the figures and to the tables of a book, in reading order."""

    figures: tuple[TocEntry, ...] = ()
    tables: tuple[TocEntry, ...] = ()


def exhibits(divisions: Iterable[Division], *, language: str) -> Exhibits:
    """The lists for a book in a language (BCP 47)."""
    found: dict[bool, list[TocEntry]] = {False: [], True: []}
    for division in divisions:
        for tabular, name, prose in _shown(division.blocks):
            title = shortened(label(words_of(prose)))
            own = prose.language if prose.language != language else ""
            if tabular and not title:
                known = words(language)
                title, own = known.table.format(len(found[tabular]) + 1), foreign(known, language)
            if title and name:
                found[tabular].append(TocEntry(title, f"{division.href}#{name}", language=own))
    return Exhibits(tuple(found[False]), tuple(found[True]))


def _shown(blocks: Iterable[Lines | Block]) -> Iterator[tuple[bool, str, Prose]]:
    """Whether it is a table, its id, and the words to list it under."""
    for block in blocks:
        match block:
            case Figure():
                tabular = bool(block.blocks) and all(isinstance(inner, Table) for inner in block.blocks)
                if block.caption is not None:
                    yield tabular, block.id, block.caption.prose
                else:
                    yield from _shown(block.blocks)
            case Table():
                yield True, block.id if block.rows else "", block.caption.prose if block.caption else Prose("")
                yield from _shown(held(block))
            case Image():
                if block.alternative is not None:
                    sentence = next((mark for mark in block.alternative.inlines if isinstance(mark, Sentence)), None)
                    yield False, sentence.id if sentence else block.id, block.alternative
            case Lines() | Boilerplate() | Caption():
                pass
            case _:
                yield from _shown(held(block))
