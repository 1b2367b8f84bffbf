"""What the attributes of an element say: its language, its roles, whether it is shown, how it is set.

Roles are read from `epub:type` (EPUB 3.3, structural semantics) and `role` (WAI-ARIA, DPUB-ARIA 1.1), which have one
vocabulary but for a prefix.
"""

from __future__ import annotations

import re
from functools import lru_cache

from accessible.languages import two_letters
from accessible.readers.markup.tree import Element

_TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?:[-_][A-Za-z]{3}){0,3}(?:[-_](?P<script>[A-Za-z]{4}))?"
    r"(?:[-_](?P<region>[A-Za-z]{2}|\d{3}))?(?P<rest>(?:[-_][A-Za-z\d]{1,8})*)"
)
_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx", "xx", "xxx"})
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_WEIGHT = re.compile(r"(?:^|;)\s*font-weight\s*:\s*([a-z]+|\d+)", re.IGNORECASE)
_SLANT = re.compile(r"(?:^|;)\s*font-style\s*:\s*([a-z]+)", re.IGNORECASE)


def language_of(element: Element) -> str:
    """The language that an element says it is in (BCP 47), or "" where it says none, or none that is."""
    return tag(element.get("lang") or element.get("xml:lang"))


@lru_cache(maxsize=1_000)
def tag(written: str) -> str:
    """A language tag as BCP 47 writes it, or "" for what is none (RFC 5646, section 2.1)."""
    found = _TAG.fullmatch(written.strip())
    if found is None or found["language"].lower() in _NO_LANGUAGE:
        return ""
    parts = [two_letters(found["language"].lower())]
    if found["script"]:
        parts.append(found["script"].title())
    if found["region"]:
        parts.append(found["region"].upper())
    return "-".join(parts)


def same_language(one: str, other: str) -> bool:
    """Whether two tags mean one language; a region makes no other one."""
    return one.split("-")[0] == other.split("-")[0]


def roles_of(element: Element) -> frozenset[str]:
    """The words of an element's `epub:type` and `role`, small, without their prefixes."""
    written = f"{element.get('epub:type')} {element.get('role')}"
    if written == " ":
        return frozenset()
    return frozenset(word.removeprefix("doc-").rpartition(":")[2] for word in written.lower().split())


def classes_of(element: Element) -> frozenset[str]:
    """The words of an element's `class`, small."""
    written = element.get("class")
    return frozenset(written.lower().split()) if written else frozenset()


def is_hidden(element: Element) -> bool:
    """Whether nobody is shown an element, or no screen reader is told of it (HTML, section 6.1; WAI-ARIA)."""
    attributes = element.attributes
    if element.name == "dialog":
        return "open" not in attributes
    if not attributes:
        return False
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return True
    if attributes.get("aria-hidden", "").strip().lower() == "true":
        return True
    style = attributes.get("style")
    return bool(style and _HIDING.search(style))


def is_bold(element: Element) -> bool | None:
    """Whether an element's own style sets it in bold; None where it says nothing."""
    found = _WEIGHT.search(element.get("style"))
    if found is None:
        return None
    weight = found[1].lower()
    return int(weight) >= 600 if weight.isdigit() else weight in ("bold", "bolder")


def is_italic(element: Element) -> bool | None:
    """Whether an element's own style sets it in italics; None where it says nothing."""
    found = _SLANT.search(element.get("style"))
    return None if found is None else found[1].lower() in ("italic", "oblique")


def number_in(written: str, *, default: int, least: int, most: int) -> int:
    """The whole number that an attribute holds, as HTML reads it (section 2.3.4.1), kept between two others."""
    found = re.match(r"\s*([-+]?\d{1,9})", written)
    return max(least, min(most, int(found[1]))) if found else default
