"""What a listener notices of sound and clips, beside what `checkers.overlays` looks at: clips that are too short to be
played, and sound in which reading systems cannot find a moment again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from accessible.checkers.archive import head
from accessible.checkers.book import Book
from accessible.checkers.package import Item, microseconds, parse, resolve
from accessible.checkers.sound import varies
from accessible.errors import SourceError
from accessible.model.message import Message, Place

_SMIL = "{http://www.w3.org/ns/SMIL}"
_SHORTEST = 300_000  # microseconds: reading systems look at the clock four times in a second


def check(book: Book) -> Iterator[Message]:
    """Clips of less than 300 ms (P017), and MP3 of a variable bit rate (P018)."""
    sounds: dict[str, None] = {}
    names = dict.fromkeys(item.overlay for item in book.package.items.values() if item.overlay)
    for overlay in (book.package.items[name] for name in names if name in book.package.items):
        with suppress(SourceError):  # the rules about overlays tell what is wrong with it
            yield from _short(book, overlay, sounds)
    for sound in sounds:
        with suppress(SourceError):
            if varies(head(book.archive, sound)):
                what = "The sound has a variable bit rate: reading systems miss the place they look for by seconds."
                yield Message("P018", what, Place(file=sound))


def _short(book: Book, overlay: Item, sounds: dict[str, None]) -> Iterator[Message]:
    for par in parse(book.archive, overlay.path).iter(f"{_SMIL}par"):
        text, audio = par.find(f"{_SMIL}text"), par.find(f"{_SMIL}audio")
        if audio is None:
            continue
        sounds[resolve(overlay.path, audio.get("src", ""))[0]] = None
        begin, end = (microseconds(audio.get(name, "")) for name in ("clipBegin", "clipEnd"))
        if end is not None and 0 < (length := end - (begin or 0)) < _SHORTEST:
            shown = resolve(overlay.path, text.get("src", ""))[1] if text is not None else ""
            what = f"A clip lasts {length / 1000:.0f} ms."
            yield Message("P017", what, Place(file=overlay.path, id=shown))
