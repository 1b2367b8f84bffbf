"""Links say where they lead (WCAG 2.2, 2.4.4), and whoever followed one to a note finds the way back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from accessible.checkers.book import Book, Tree, by_id
from accessible.checkers.markup import XHTML, kinds, name_of, place, shown
from accessible.checkers.package import resolve
from accessible.model.message import Message

_NOTES = frozenset({"footnote", "endnote", "rearnote", "note"})


def check(book: Book) -> Iterator[Message]:
    """Links without text (A021), and notes that are referred to and lead nowhere back (A022)."""
    references: dict[tuple[str, str], set[str]] = defaultdict(set)  # by note: the paths of the pages that refer to it
    for page in book.pages:
        for link in shown(page.tree, f"{XHTML}a"):
            reference = link.get("href")
            if reference is None:
                continue
            if not name_of(link):
                yield Message("A021", f"A link has no text; it leads to {reference}.", place(page.path, link))
            if "noteref" in kinds(link):
                references[resolve(page.path, reference)].add(page.path)
    yield from _notes(book, references)


def _notes(book: Book, references: dict[tuple[str, str], set[str]]) -> Iterator[Message]:
    elements = by_id(book)
    known: dict[Tree, frozenset[str]] = {}  # by note, which may be one for many references
    for (path, name), origins in references.items():
        if (found := elements.get(path, {}).get(name)) is None:
            continue  # EPUBCheck tells (RSC-012)
        note = next((near for near in (found, *found.iterancestors("*")) if kinds(near) & _NOTES), found)
        if note not in known:
            known[note] = frozenset(resolve(path, link.get("href", ""))[0] for link in _links(note))
        if not known[note] & origins:
            yield Message("A022", "No link leads from a note back to where it is referred to.", place(path, found))


def _links(note: Tree) -> Iterator[Tree]:
    """The links of a note: in it, or, where the note is but a link or a number, in the paragraph around it."""
    around = note
    while around.tag in (f"{XHTML}a", f"{XHTML}span", f"{XHTML}sup") and (outer := around.getparent()) is not None:
        around = outer
    return (link for link in around.iter(f"{XHTML}a") if link.get("href"))
