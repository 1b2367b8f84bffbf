"""Who made a work, by its byline ("By Jane Doe", `data/byline-lead.*`), where nobody has said it otherwise.

A byline is written for people: behind the names it may say where they are, for whom they write, and what they are. So
only what is a name by its form becomes a creator: two to five words, with capitals or of the small ones that names
have, and no word of an organisation or a job in it, unless it begins with a first name; a news agency (`data/agency.*`)
is none. What is made of a byline, and what not, is told in a message.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from accessible.model.blocks import Byline
from accessible.model.document import Document
from accessible.model.draft import Contributor
from accessible.model.message import Message
from accessible.structurer.shape import folded, place_of
from accessible.structurer.words import entries, everywhere, flags, words

#: What parts the names of a byline from what else stands on its line.
_PARTS = re.compile(r"\s*[|·•/]\s*|\s+[–—-]\s+")
_SMALL = frozenset("al bin da de del della den der di dos du el la las le los ten ter van von y zu zum zur".split())
_LEAST, _MOST = 2, 5  # words of a name


def name_creators(document: Document) -> Document:
    """The document with the creators, and the contributors, that the bylines under its title name."""
    metadata = document.metadata
    if metadata.creators:
        return document
    (section,) = document.sections
    messages = []
    for block in section.blocks:
        if not isinstance(block, Byline):
            continue
        text = folded(block)
        role, names, rest = _read(text, metadata.language)
        if not role:
            continue
        place = place_of(block, document.text, document.source)
        said = (
            f"The byline {text!r} names {', '.join(names)}" if names else f"The byline {text!r} names nobody for sure"
        )
        left = f"; {', '.join(map(repr, rest))} was not taken for a name" if rest else ""
        messages.append(Message("S020", f"{said}{left}.", place, "--author says who wrote it."))
        if role == "aut":
            metadata = replace(metadata, creators=tuple(dict.fromkeys((*metadata.creators, *names))))
        else:
            others = dict.fromkeys((*metadata.contributors, *(Contributor(name, role) for name in names)))
            metadata = replace(metadata, contributors=tuple(others))
    return replace(document, metadata=metadata, messages=(*document.messages, *messages))


def _read(text: str, language: str) -> tuple[str, list[str], list[str]]:
    """What a byline says: the role of those it names ("" when it is no byline of this language), their names, and the
    pieces that are none."""
    leads = sorted((entry.rpartition(" ")[::2] for entry in entries("byline-lead", language)), key=_longest)
    found = next(((lead, role) for lead, role in leads if re.match(rf"{re.escape(lead)}\b", text, re.I)), None)
    if found is None:
        return "", [], []
    names, *rest = _PARTS.split(text[len(found[0]) :].strip(" :").rstrip("."))
    tail = "|".join(re.escape(word) for word in entries("byline-tail", language))
    if tail and (cut := re.search(rf",?\s+(?={tail}\s)", names, re.IGNORECASE)):
        names, rest = names[: cut.start()], [names[cut.end() :], *rest]
    joined = "|".join([*map(re.escape, words("and", language)), "&"])
    several = re.search(rf"\s(?:{joined})\s", names, re.IGNORECASE) is not None
    kept: list[str] = []
    for at, piece in enumerate(re.split(rf",?\s+(?:{joined})\s+|\s*,\s*", names, flags=re.IGNORECASE)):
        piece = piece.strip()
        sure = piece.partition(" ")[0].casefold() in flags("first-name", language)
        (kept if _is_name(piece, language, sure=sure) and (not at or several or sure) else rest).append(piece)
    return found[1], kept, [piece for piece in rest if piece]


def _longest(entry: tuple[str, str]) -> int:
    return -len(entry[0])


def _is_name(piece: str, language: str, *, sure: bool) -> bool:
    """Whether a piece of a byline is somebody's name; ``sure`` says that it begins with a first name."""
    parts = piece.split()
    small = [part.casefold().strip(".") for part in parts]
    if not _LEAST <= len(parts) <= _MOST or " ".join(small).removeprefix("the ") in everywhere("agency"):
        return False
    if not all(part[0].isupper() or part in _SMALL for part in parts) or any(map(str.isdigit, piece)):
        return False
    jobs = words("role", language)
    if all(part in jobs or part in words("site-word", language) for part in small):
        return False
    return sure or not any(part in words("organisation", language) or part in jobs for part in small)
