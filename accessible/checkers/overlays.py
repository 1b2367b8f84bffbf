"""Our own rules about media overlays: what is heard is what stands there, all of it, and in order.

EPUBCheck and Ace look at neither sound nor the text behind an id, so a book whose highlight runs ahead of the voice, or
whose second half is silent, passes them. These rules hold a book (ours or anybody's) to what a listener expects of it:

- every clip points at an element that is there (P001), and plays nothing that another has played in part (P002);
- it lies inside its sound, as long as that really is (P003), and the sound is there (P009); its times are times (P013);
  a sound that lies outside of the book is not looked at (P022);
- nothing that is to be read is without a clip, in a document that has an overlay (P004);
- the durations of the metadata are those of the clips (P005);
- and, when a book has just been built, the text under a clip is the text that was spoken for it (P006).

The text of a document is looked at as it stands in the file, without its style sheets. lxml reads it because it is the
only parser at hand that is as strict as a reading system.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

from lxml import etree

from accessible.checkers.archive import Archive, opened, require_file
from accessible.checkers.few import few
from accessible.checkers.package import Item, Package, is_id, microseconds, parse, read_package, resolve
from accessible.checkers.sound import length
from accessible.checkers.stretches import Stretches
from accessible.errors import SourceError
from accessible.model.message import Message, Place

_Element: TypeAlias = etree._Element
_Elements: TypeAlias = Mapping[str, Mapping[str, _Element]]  # of a document's path, by id

_SMIL = "{http://www.w3.org/ns/SMIL}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"

_TOLERANCE = 1_000_000  # microseconds that declared durations may be off (EPUBCheck MED-016); our own may not at all
_ROUNDING = 1_000  # microseconds: clip times are written in whole milliseconds
_PADDING = 100_000  # microseconds that encoders add to a sound, and others count as sound
_EXCERPT = 60  # characters

#: Characters outside production [2] Char of XML 1.0, which a book cannot hold even where they were spoken.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: What is not for reading aloud, by element, role and `epub:type`: page numbers, and signs that only lead to a note.
_SILENT_TAGS = frozenset(_XHTML + tag for tag in ("head", "script", "style", "template", "noscript", "rt", "rp"))
#: What is inside of these stands in for them, where they cannot be shown (HTML, section 3.2.5.2.6).
_STAND_INS = frozenset(_XHTML + tag for tag in ("audio", "video", "canvas", "iframe", "object", "datalist"))
_NOT_SHOWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SILENT_ROLES = frozenset({"doc-pagebreak", "doc-noteref", "doc-backlink", "pagebreak", "noteref", "backlink"})


class _Clip(NamedTuple):
    """A `par` of an overlay: the element it shows and the stretch of sound it plays, in microseconds.

    ``wrong`` is a time of it, as written, that is none; begin and end then mean nothing. ``audio`` is an address, and
    ``is_elsewhere``, for a sound outside of the book.
    """

    text: str
    id: str
    audio: str
    begin: int
    end: int | None  # None: to the end of the sound
    wrong: str | None = None
    is_elsewhere: bool = False


class _Overlay(NamedTuple):
    """A SMIL document: its manifest id, its path, and its clips in reading order.

    ``silent`` are the elements that a reading system speaks itself, by document and id (Media Overlays 3.3, 9.3.2.2).
    """

    id: str
    path: str
    clips: tuple[_Clip, ...]
    silent: frozenset[tuple[str, str]] = frozenset()

    @property
    def timed(self) -> tuple[_Clip, ...]:
        """Those of which it is known what they play."""
        return tuple(clip for clip in self.clips if clip.wrong is None)


def check(path: Path, *, written: Mapping[str, str] | None = None) -> tuple[Message, ...]:
    """Hold the media overlays of an EPUB file against our rules.

    ``written`` is given for a book that was just built: the written text of each utterance by the id of its sentence.
    Then texts are compared, each of these ids must have a clip, and durations must be right to the millisecond. An id
    with no text ("") is of a sentence that was left out and is listed elsewhere: that it has no clip is no finding.

    Returns the findings in the order of the book, at most 20 of one kind for each file, the rest counted. A book that
    cannot be read is a finding (P007). Raises `SourceError` when there is no such file.
    """
    require_file(path)
    try:
        with opened(path) as archive:
            return tuple(few(_findings(archive, read_package(archive), written)))
    except SourceError as error:
        what = error.what[:1].upper() + error.what[1:]
        return (Message("P007", f"{what}.", Place(file=error.where)),)


def _findings(archive: Archive, package: Package, written: Mapping[str, str] | None) -> Iterator[Message]:
    items = [item for item in _in_reading_order(package) if item.overlay and item.path]
    trees: dict[str, _Element] = {}
    for item in items:
        try:
            trees[item.path] = parse(archive, item.path)
        except SourceError as error:  # as the rules about the whole book say it
            yield Message("P019", f"{error.what[:1].upper()}{error.what[1:]}.", Place(file=error.where))
    overlays = []
    unread = set()  # overlays
    for name in dict.fromkeys(item.overlay for item in items):
        try:
            overlays.append(_overlay(archive, package, name))
        except SourceError as error:
            unread.add(name)
            yield Message("P019", f"{error.what[:1].upper()}{error.what[1:]}.", Place(file=error.where))
    for item in items:
        if item.overlay in unread:  # what it plays of the document nobody knows
            trees.pop(item.path, None)
    lengths: dict[str, int] = {}
    elsewhere = {clip.audio: overlay.path for overlay in overlays for clip in overlay.clips if clip.is_elsewhere}
    for address, path in elsewhere.items():
        what = f"A sound lies outside of the book, and was not looked at: {_excerpt(address)}."
        yield Message("P022", what, Place(file=path))
    for name in dict.fromkeys(clip.audio for overlay in overlays for clip in overlay.clips):
        if name in elsewhere:
            continue
        try:
            lengths[name] = length(archive, name)
        except SourceError as error:
            yield Message("P009", f"The sound of an overlay is not to be had: {error.what}.", Place(file=name))

    elements = {path: {element.get("id", ""): element for element in tree.iter("*")} for path, tree in trees.items()}
    heard: dict[str, Stretches] = defaultdict(Stretches)  # by sound
    for overlay in overlays:
        yield from _targets(overlay, elements, unread={item.path for item in items} - trees.keys())
        yield from _times(overlay)
        yield from _order(overlay, heard, lengths, strictly=written is not None)
        yield from _bounds(overlay, lengths, tolerance=_PADDING if written is None else _ROUNDING)
        yield from _words(overlay, elements, written or {})
    tolerance = _TOLERANCE if written is None else 0
    yield from _durations(overlays, package, lengths, tolerance=tolerance, known=not unread)

    played = {(clip.text, clip.id) for overlay in overlays for clip in overlay.clips}
    played.update(*(overlay.silent for overlay in overlays))
    # Where a fragment is no id, nobody here can say what it covers: maybe all that seems unplayed.
    unclear = {path for path, name in played if not is_id(name)}
    left_out = {name for name, text in (written or {}).items() if not text}
    silent = set(left_out)
    for path, tree in trees.items():
        if path in unclear:
            continue
        for element, text in _unspoken(tree, path, played | {(path, name) for name in left_out}):
            place = Place(file=path, id=_nearest_id(element))
            silent.add(place.id)
            yield Message("P004", f"“{_excerpt(text)}” is to be read, but no clip plays it.", place)
    reported = silent.union(name for _, name in played)
    for name, text in (written or {}).items():
        if name not in reported:
            yield Message("P004", f"“{_excerpt(text)}” was spoken, but no clip plays it.", Place(id=name))


# -------------------------------------------------------------------------------------------------------------- rules
def _targets(overlay: _Overlay, elements: _Elements, *, unread: Container[str]) -> Iterator[Message]:
    for clip in overlay.clips:
        if clip.text in unread:
            continue
        if clip.text not in elements:
            what = f"A clip points at {clip.text or 'a place outside the book'}, which is no document with an overlay."
            yield Message("P001", what, Place(file=overlay.path, id=clip.id))
        elif clip.id and is_id(clip.id) and clip.id not in elements[clip.text]:
            what = f"A clip points at the id {clip.id}, which is not in {clip.text}."
            yield Message("P001", what, Place(file=overlay.path, id=clip.id))


def _times(overlay: _Overlay) -> Iterator[Message]:
    for clip in overlay.clips:
        if clip.wrong is not None:
            what = f"A clip has a time that is none: “{_excerpt(clip.wrong)}”."
            yield Message("P013", what, Place(file=overlay.path, id=clip.id), hint="write it like 0:01:02.345")


def _order(
    overlay: _Overlay, heard: Mapping[str, Stretches], lengths: Mapping[str, int], *, strictly: bool
) -> Iterator[Message]:
    """What is heard twice. The sound of others may lie in another order than the text (``strictly``: ours may not), and
    a clip may play again just what another has played: a refrain, the head of a column."""
    for clip in overlay.timed:
        place = Place(file=overlay.path, id=clip.id)
        if clip.end is not None and clip.end <= clip.begin:
            yield Message("P002", f"A clip ends at {_shown(clip.end)}, before it has begun.", place)
            continue
        end = lengths.get(clip.audio, clip.begin) if clip.end is None else clip.end
        before = heard[clip.audio].meeting(clip.begin, end, in_order=strictly)
        if before is not None:
            what = f"A clip begins at {_shown(clip.begin)}, but another plays the same sound up to {_shown(before)}."
            yield Message("P002", what, place)
        heard[clip.audio].add(clip.begin, end)


def _bounds(overlay: _Overlay, lengths: Mapping[str, int], *, tolerance: int) -> Iterator[Message]:
    for clip in overlay.timed:
        whole = lengths.get(clip.audio)
        end = clip.begin if clip.end is None else clip.end
        if whole is not None and (clip.begin >= whole or end > whole + tolerance):
            what = f"A clip plays up to {_shown(end)}, but its sound ends at {_shown(whole)}."
            yield Message("P003", what, Place(file=overlay.path, id=clip.id), hint="is the audio file complete?")


def _words(overlay: _Overlay, elements: _Elements, written: Mapping[str, str]) -> Iterator[Message]:
    for clip in overlay.clips:
        element = elements.get(clip.text, {}).get(clip.id)
        if element is None or clip.id not in written:
            continue
        there, said = _folded(_text(element)), _folded(_FORBIDDEN.sub("", written[clip.id]))
        if there != said:
            what = f"The text reads “{_excerpt(there)}”, but “{_excerpt(said)}” was spoken for it."
            yield Message("P006", what, Place(file=clip.text, id=clip.id))


def _durations(
    overlays: Collection[_Overlay], package: Package, lengths: Mapping[str, int], *, tolerance: int, known: bool
) -> Iterator[Message]:
    total = 0
    for overlay in overlays:
        endless = any(clip.end is None and clip.audio not in lengths for clip in overlay.clips)
        if len(overlay.timed) < len(overlay.clips) or endless:  # nobody can say how long it plays
            known = False
            continue
        ends = [(clip.begin, lengths.get(clip.audio, 0) if clip.end is None else clip.end) for clip in overlay.clips]
        played = sum(max(0, end - begin) for begin, end in ends)
        total += played
        yield from _duration(package, overlay.id, played, f"The clips of {overlay.path}", tolerance)
    if overlays and known:
        yield from _duration(package, "", total, "All clips together", tolerance)


def _duration(package: Package, name: str, played: int, what: str, tolerance: int) -> Iterator[Message]:
    place = Place(file=package.path, id=name)
    declared = microseconds(package.durations.get(name, ""))
    if declared is None:
        yield Message("P005", f"{what} play {_shown(played)}, but the metadata do not say how long.", place)
    elif abs(declared - played) > tolerance:
        yield Message("P005", f"{what} play {_shown(played)}, but the metadata say {_shown(declared)}.", place)


def _unspoken(element: _Element, path: str, played: Container[tuple[str, str]]) -> Iterator[tuple[_Element, str]]:
    """The outermost elements with text of their own that is to be read and that no clip plays, and what is not played
    in them."""
    if _is_spoken(element, path, played):
        return
    own = [element.text or "", *(child.tail or "" for child in element)]
    if any(map(str.isalnum, "".join(own))):
        yield element, _unspoken_text(element, path, played)
    else:
        for child in element.iterchildren("*"):
            yield from _unspoken(child, path, played)


def _unspoken_text(element: _Element, path: str, played: Container[tuple[str, str]]) -> str:
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and not _is_spoken(child, path, played):
            parts.append(_unspoken_text(child, path, played))
        parts.append(child.tail or "")
    return " ".join(parts)


def _is_spoken(element: _Element, path: str, played: Container[tuple[str, str]]) -> bool:
    """Whether a clip plays an element, or it is not for reading aloud."""
    return (path, element.get("id", "")) in played or _is_silent(element)


def _is_silent(element: _Element) -> bool:
    kinds = {*element.get("role", "").split(), *element.get(_TYPE, "").split()}
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    unshown = element.tag in _STAND_INS or _NOT_SHOWN.search(element.get("style", "")) is not None
    return hidden or unshown or element.tag in _SILENT_TAGS or not kinds.isdisjoint(_SILENT_ROLES)


# ------------------------------------------------------------------------------------------------------------ reading
def _in_reading_order(package: Package) -> Iterator[Item]:
    """The items of the spine, then the others."""
    for name in dict.fromkeys([*package.spine, *package.items]):
        if name in package.items:
            yield package.items[name]


def _overlay(archive: Archive, package: Package, name: str) -> _Overlay:
    item = package.items.get(name)
    if item is None:
        raise SourceError(f"a media overlay is not in the manifest: {name}", where=package.path)
    clips = []
    silent = set()
    for par in parse(archive, item.path).iter(f"{_SMIL}par"):
        text, audio = par.find(f"{_SMIL}text"), par.find(f"{_SMIL}audio")
        if text is not None and audio is None:  # a reading system speaks the text itself, or plays the sound of a video
            silent.add(resolve(item.path, text.get("src", "")))
        if text is None or audio is None:
            continue
        written = [audio.get("clipBegin", "0"), audio.get("clipEnd", "0")]
        begin, end = map(microseconds, written)
        wrong = next((time for time in written if microseconds(time) is None), None) if None in (begin, end) else None
        shown, fragment = resolve(item.path, text.get("src", ""))
        source = audio.get("src", "")
        sound, _ = resolve(item.path, source)
        last = end if "clipEnd" in audio.attrib else None
        clips.append(_Clip(shown, fragment, sound or source, begin or 0, last, wrong, not sound))
    return _Overlay(name, item.path, tuple(clips), frozenset(silent))


def _text(element: _Element) -> str:
    """The text of an element, with a space where it breaks a line; of a picture, the words that stand for it."""
    if element.tag == f"{_XHTML}img":
        return element.get("alt") or ""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(" " if child.tag == f"{_XHTML}br" else _text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _folded(text: str) -> str:
    return " ".join(text.split())


# ----------------------------------------------------------------------------------------------------------- messages
def _nearest_id(element: _Element) -> str:
    return next((name for near in [element, *element.iterancestors()] if (name := near.get("id"))), "")


def _excerpt(text: str) -> str:
    text = _folded(text)
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"


def _shown(microseconds: int) -> str:
    return f"{microseconds / 1_000_000:.3f} s"
