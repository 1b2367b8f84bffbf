"""An EPUB of version 2 or 3 → Draft: the way by which books that exist become talking books.

What the book says is kept: its order, headings, notes, pages, kinds of sections, ids, languages, the words for its
pictures, its metadata. What it lacks is added from what it says elsewhere: headings from its contents list, pages from
its page list, kinds from its landmarks. What is made anew is left behind and told: lists of contents, the page of the
cover, its narration, what it says of its own accessibility. The text of its files goes through the builder that reads
web pages (`markup`), so that everything that is read there is read here, every loss is told and every character
accounted for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from accessible.bitmaps import is_drawn
from accessible.errors import SourceError
from accessible.model.blocks import Block, Evidence, Footnote, Heading, SectionStart, Span
from accessible.model.document import written
from accessible.model.draft import Draft, Metadata
from accessible.model.message import Message, Place
from accessible.model.source import Source
from accessible.readers.ebook.container import Container, package_path
from accessible.readers.ebook.covers import description_of
from accessible.readers.ebook.documents import (
    Document,
    documents,
    lead,
    mark_kinds,
    mark_pages,
    name_without_heading,
    names_of_texts,
    prepare,
)
from accessible.readers.ebook.headings import with_headings
from accessible.readers.ebook.messages import about_files, about_left_out, about_names, about_styles, about_titles
from accessible.readers.ebook.metadata import cover_path, metadata_of
from accessible.readers.ebook.navigation import Navigation, navigation, navigation_in
from accessible.readers.ebook.omissions import leave_out_cover, leave_out_lists, lists_in
from accessible.readers.ebook.package import FALLBACKS, Package, package
from accessible.readers.ebook.pages import with_pages_over_headings
from accessible.readers.ebook.titles import with_title
from accessible.readers.ebook.wording import plain
from accessible.readers.markup import Album, Element, Marked, Page, build, find_notes
from accessible.readers.markup.pictures import LARGEST

_NOTES = Evidence("a file of nothing but notes")
_HIGH = 2  # the level of a heading over a chapter
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def read(source: Source, *, whole: bool = False) -> Draft:
    """The text of a book; if ``whole``, with the lists of places in it that would be left out.

    Raises `SourceError` when the book is broken, protected, over a limit, or has no letter in it.
    """
    container = Container(source.data, source.name)
    path, renditions, mended = package_path(container)
    book = package(container, path)
    metadata, told = metadata_of(book)
    messages = [*mended, *book.messages, *told, *about_files(book, renditions)]
    guide = navigation(container, book)
    nav = frozenset(item.path for item in book.items.values() if "nav" in item.properties)
    read_in_order, missed = documents(container, book, nav)
    messages += missed
    known = {document.path: document for document in read_in_order}
    if not guide.contents:
        listed, where = navigation_in(((document.path, document.root) for document in read_in_order), container.names)
        guide = Navigation(listed.contents, guide.pages or listed.pages, guide.landmarks or listed.landmarks)
        if where:
            what = "The book does not say that this file is its list of contents; it was taken as that."
            messages.append(Message("R037", what, Place(where)))
    if not metadata.language:
        metadata = replace(metadata, language=_language(read_in_order))
    for document in read_in_order:
        messages += prepare(document, metadata.language)
    if lost := mark_pages(guide.pages, known):
        what = "1 entry of the list of pages leads" if lost == 1 else f"{lost} entries of the list of pages lead"
        messages.append(Message("R034", f"{what} to a place that is not in the text.", Place(path)))
    mark_kinds(guide.landmarks, known)
    album = Album(partial(_fetch, container, book))
    metadata, lost_cover = _with_cover(metadata, book, guide, known, album)
    messages += lost_cover
    if not whole:
        leave_out_lists(known, guide.landmarks)
    else:
        for document in read_in_order:
            document.left_out = document.left_out or ("the list of contents" if document.path in nav else "")
    messages += about_left_out(read_in_order)
    text, blocks, starts, offsets, built = _built(read_in_order, known, metadata, album, whole=whole)
    if not any(any(map(str.isalpha, prose.text)) for _, prose in written(tuple(blocks))):
        hint = "its pages may be pictures: have their text recognised (OCR) first"
        raise SourceError("the book holds no text", where=source.name, hint=hint)
    shown = [entry for entry in guide.contents if entry.target.path in starts or entry.target.path not in known]
    named = names_of_texts(shown, known)
    shown = [entry for entry in shown if entry.target.path not in nav and plain(entry.label) != named.get(entry.target)]
    titled = with_headings(with_title(blocks, metadata), shown, starts, metadata.title)
    messages += [*built, *about_titles(titled.made, titled.lost, path)]
    messages += about_styles(container, book, read_in_order)
    messages += about_names(container.names.mended, path)
    paged = tuple(with_pages_over_headings(titled.blocks, offsets))
    return Draft(source.name, text, metadata, paged, tuple(album.pictures), tuple(messages))


def _built(
    read_in_order: list[Document], known: dict[str, Document], metadata: Metadata, album: Album, *, whole: bool
) -> tuple[str, list[Block], dict[str, int], list[int], list[Message]]:
    """The text of all documents, their blocks, at which block each of those begins, where in the text each document
    begins, and what could not come along."""
    leads = {document.path: partial(lead, document, known) for document in read_in_order}
    notes = find_notes(
        Marked(document.root, leads[document.path], document.anchor)
        for document in read_in_order
        if not document.left_out
    )
    texts: list[str] = []
    blocks: list[Block] = []
    starts: dict[str, int] = {}
    messages: list[Message] = []
    offsets: list[int] = []
    offset = 0
    for document in read_in_order:
        offsets.append(offset)
        if not document.left_out:
            starts[document.path] = len(blocks)
            omitted: dict[Element, str] = {} if whole else lists_in(document)
            page = Page(
                document.content,
                document.path,
                document.text,
                leads[document.path],
                document.anchor,
                offset,
                language=metadata.language,
                omitted=omitted,
            )
            made = build(page, notes, album)
            apart = not document.linear or bool(name_without_heading(document.body))
            blocks += _apart(made.blocks, Span(offset, offset), apart=apart)
            messages += made.messages
        texts.append(document.text)
        offset += len(document.text) + 1
    return "\n".join(texts), blocks, starts, offsets, messages


def _apart(blocks: tuple[Block, ...], where: Span, *, apart: bool) -> Iterator[Block]:
    """The blocks of a document; notes that fill one are a section of their own, as is whatever stands ``apart``:
    outside of the order, or under a name that is no heading."""
    text = [block for block in blocks if not isinstance(block, SectionStart | Heading)]
    notes = bool(text) and all(isinstance(block, Footnote) for block in text)
    marked = any(isinstance(block, SectionStart) and block.kind for block in blocks)
    # Under a deeper heading they stand in the section of a higher one, which some file before this has.
    notes = notes and not any(isinstance(block, Heading) and block.level > _HIGH for block in blocks)
    if blocks and not marked and (notes or apart):
        yield SectionStart(where, _NOTES, "endnotes" if notes else "")
        yield from blocks
        end = blocks[-1].span.end
        yield SectionStart(Span(end, end), _NOTES)
    else:
        yield from blocks


def _language(read_in_order: list[Document]) -> str:
    """The language that most of the documents say they are in, for a book that says none."""
    said = Counter(found for document in read_in_order if (found := document.language))
    return said.most_common(1)[0][0] if said else ""


def _fetch(container: Container, book: Package, path: str) -> bytes | str:
    """The picture at a path of the book; where it is of a kind that no book of ours has, the one that stands in for it
    (EPUB 3.3, section 3.4.1)."""
    item = book.files.get(path)
    for _ in range(FALLBACKS):
        if item is None or item.media_type in _PICTURES:
            break
        item = book.items.get(item.fallback)
    path = item.path if item is not None else path
    if ":" in path.partition("/")[0]:
        return "it is not in the book, and nothing is fetched from elsewhere"
    if path not in container.members:
        return "there is no such file in the book"
    try:
        return container.bytes(path, most=LARGEST)
    except SourceError as error:
        return error.what


def _with_cover(
    metadata: Metadata, book: Package, guide: Navigation, known: Mapping[str, Document], album: Album
) -> tuple[Metadata, tuple[Message, ...]]:
    """The metadata with the name of the picture that is the cover, which is among the pictures then, or why it is not.
    One that this program has drawn is drawn anew."""
    path = cover_path(book)
    shown = leave_out_cover(known, guide.landmarks, path, metadata.title)
    path = path or (shown.get("src") if shown is not None else "")
    data = album.fetch(path)
    if not path or (isinstance(data, bytes) and is_drawn(data)):
        return metadata, ()
    taken = album.take(path)
    if isinstance(taken, str):
        return metadata, (Message("R009", f"The picture of the cover was left out: {taken}.", Place(path)),)
    said = description_of(shown, metadata) if shown is not None else ""
    return replace(metadata, cover=taken.name, cover_description=said), ()
