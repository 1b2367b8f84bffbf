"""What of a book does not come along, and what was wrong about it: the messages that are said of it as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from accessible.errors import SourceError
from accessible.model.message import Message, Place
from accessible.readers.ebook.container import Container
from accessible.readers.ebook.documents import Document
from accessible.readers.ebook.metadata import is_fixed
from accessible.readers.ebook.package import Package
from accessible.readers.ebook.styles import LARGEST_SHEET, LARGEST_SHEETS, may_select, names_in, styles_in, written_by

#: What may be in a book beside text and pictures: its kind, and what one and several of it are called.
_BESIDE = (
    ("style", "style sheet", "style sheets"),
    ("script", "script", "scripts"),
    ("font", "font", "fonts"),
    ("sound", "recording or film", "recordings and films"),
)


def about_files(book: Package, renditions: int) -> Iterator[Message]:
    """What is in the book beside its text and its pictures, a message for each kind of thing."""
    place = Place(book.path)
    if renditions > 1:
        yield Message("R031", "The book has several renditions; the first was read.", place)
    if is_fixed(book):
        what = "The book has a fixed layout: its text was read, and where that stands on a page was not"
        yield Message("R031", f"{what}, so its order is that of its files.", place)
    kinds = Counter(_kind(item.media_type) for item in book.items.values())
    if kinds["lexicon"]:
        what = "1 lexicon" if kinds["lexicon"] == 1 else f"{kinds['lexicon']} lexicons"
        hint = "take it out of the book and name it: --lexicon FILE"
        yield Message("R017", f"How words are said by {what} of the book (PLS) was left out.", place, hint)
    if kinds["overlay"]:
        what = "The recording of the book (media overlays and their sound) was left out: the book is spoken anew."
        yield Message("R026", what, place)
    for kind, one, several in _BESIDE:
        number = kinds[kind] if kind != "sound" or not kinds["overlay"] else 0
        if number:
            what = f"1 {one} of the book was" if number == 1 else f"{number} {several} of the book were"
            yield Message("R028", f"{what} left out.", place)


def _kind(media_type: str) -> str:
    if media_type == "application/smil+xml":
        return "overlay"
    if media_type == "application/pls+xml":
        return "lexicon"
    if media_type == "text/css":
        return "style"
    if "javascript" in media_type or "ecmascript" in media_type:
        return "script"
    if media_type.startswith(("audio/", "video/")):
        return "sound"
    return "font" if "font" in media_type or "opentype" in media_type else ""


def about_left_out(read_in_order: list[Document]) -> Iterator[Message]:
    for document in read_in_order:
        if document.left_out:
            yield Message("R016", f"Left out as {document.left_out}.", Place(document.path))
    outside = [document.path for document in read_in_order if not document.linear and not document.left_out]
    if outside:
        what = "1 file is" if len(outside) == 1 else f"{len(outside)} files are"
        yield Message("R029", f"{what} read only by who follows a link; put at the end of the book.", Place(outside[0]))


def about_styles(container: Container, book: Package, read_in_order: list[Document]) -> Iterator[Message]:
    """Words that style sheets write to something that is there; a message for each sheet."""
    roots = [document.root for document in read_in_order if not document.left_out]
    sheets = [(document.path, sheet) for document in read_in_order for sheet in styles_in(document.root)]
    room = LARGEST_SHEETS
    for item in book.files.values():
        if item.media_type == "text/css" and item.path in container.members and room > 0:
            try:
                data = container.bytes(item.path, most=LARGEST_SHEET)
            except SourceError:  # a style sheet that is broken writes nothing
                continue
            room -= len(data)
            sheets.append((item.path, data.decode("utf-8", "replace")))
    found = [(path, said) for path, sheet in sheets for said in written_by(sheet)]
    names = names_in(roots) if found else frozenset()
    by_path: dict[str, list[str]] = {}
    for path, said in found:
        if may_select(said.selector, names):
            by_path.setdefault(path, []).append(f"{said.words!r} ({said.selector})")
    for path, words in by_path.items():
        listed = ", ".join(words[:5]) + (", …" if len(words) > 5 else "")
        yield Message("R036", f"Words that a style sheet writes were left out: {listed}.", Place(path))


def about_names(mended: Mapping[str, str], path: str) -> Iterator[Message]:
    if mended:
        what = "1 file of the book is" if len(mended) == 1 else f"{len(mended)} files of the book are"
        said = ", ".join(f"{name!r} for {known!r}" for name, known in sorted(mended.items())[:5])
        more = ", …" if len(mended) > 5 else ""
        yield Message("R037", f"{what} called otherwise than the archive does: {said}{more}.", Place(path))


def about_titles(made: list[str], lost: list[str], path: str) -> Iterator[Message]:
    if made:
        what = "1 heading was" if len(made) == 1 else f"{len(made)} headings were"
        said = ", ".join(repr(label) for label in made[:5]) + (", …" if len(made) > 5 else "")
        yield Message("R033", f"{what} taken from the contents, for the text has none there: {said}.", Place(path))
    if lost:
        what = "1 entry of the contents leads" if len(lost) == 1 else f"{len(lost)} entries of the contents lead"
        said = ", ".join(repr(label) for label in lost[:5]) + (", …" if len(lost) > 5 else "")
        yield Message("R034", f"{what} to a place that is not in the text: {said}.", Place(path))
