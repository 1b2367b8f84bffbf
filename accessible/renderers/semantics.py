"""What parts of a book are called: `epub:type` for reading systems, `role` for assistive technology.

The two do not name the same things. `epub:type` has the terms of the EPUB 3 Structural Semantics Vocabulary 1.1, and
Z39.98-2012 those for letters and poems, which need a prefix. `role` has those of DPUB-ARIA 1.1 and no others; where it
has none for a thing the element alone has to say it. A role is set only for what it can stand on: never on `body`, and
never on a `figure` with a caption, which allows none (ARIA in HTML).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal, TypeAlias

from accessible.model.blocks import SectionKind

Partition: TypeAlias = Literal["frontmatter", "bodymatter", "backmatter"]

#: `epub:type` → role, from "EPUB Type to ARIA Role Authoring Guide 1.1" (W3C Group Note), section 3, for what a book of
#: ours may hold; "" where that table has none. Terms that have become an element's own role are not in it.
ROLES = MappingProxyType(
    {
        "abstract": "doc-abstract",
        "acknowledgments": "doc-acknowledgments",
        "afterword": "doc-afterword",
        "appendix": "doc-appendix",
        "backlink": "doc-backlink",
        "bibliography": "doc-bibliography",
        "chapter": "doc-chapter",
        "colophon": "doc-colophon",
        "conclusion": "doc-conclusion",
        "copyright-page": "",
        "credit": "doc-credit",
        "credits": "doc-credits",
        "dedication": "doc-dedication",
        "endnotes": "doc-endnotes",
        "epigraph": "doc-epigraph",
        "epilogue": "doc-epilogue",
        "footnote": "doc-footnote",
        "foreword": "doc-foreword",
        "glossary": "doc-glossary",
        "glossdef": "",  # a `dd` has its role by itself, and a `dt` as well
        "glossterm": "",
        "index": "doc-index",
        "introduction": "doc-introduction",
        "loi": "",
        "lot": "",
        "noteref": "doc-noteref",
        "pagebreak": "doc-pagebreak",
        "page-list": "doc-pagelist",
        "part": "doc-part",
        "preface": "doc-preface",
        "prologue": "doc-prologue",
        "pullquote": "doc-pullquote",
        "qna": "doc-qna",
        "subtitle": "doc-subtitle",
        "toc": "doc-toc",
        "z3998:letter": "",
        "z3998:poem": "",
        "z3998:salutation": "",
        "z3998:signature": "",
        "z3998:valediction": "",
        "z3998:verse": "",
    }
)

#: The vocabulary that is no part of EPUB: it has to be declared where it is used (EPUBCheck OPF-028).
Z3998 = "z3998: http://www.daisy.org/z3998/2012/vocab/structure/#"

#: What stands before the text and behind it (SSV 1.1, "Document partitions"); everything else is body matter.
_BEFORE: frozenset[SectionKind] = frozenset(
    ("abstract", "acknowledgments", "copyright-page", "dedication", "epigraph", "foreword", "preface")
)
_BEHIND: frozenset[SectionKind] = frozenset(
    ("appendix", "bibliography", "colophon", "credits", "endnotes", "glossary", "index")
)

#: What people look up, and so want to find from everywhere: it has its entry among the landmarks.
LOOKED_UP: tuple[SectionKind, ...] = ("appendix", "bibliography", "endnotes", "glossary", "index")


def term(kind: SectionKind) -> str:
    """The `epub:type` of a section of a kind."""
    return "z3998:letter" if kind == "letter" else kind


def partition(kind: SectionKind, *, before: bool) -> Partition:
    """Which part of the book a section of a kind stands in; ``before``: no section of the body has come yet.

    Acknowledgments and the like may stand at either end.
    """
    if kind in _BEFORE:
        return "frontmatter" if before else "backmatter"
    return "backmatter" if kind in _BEHIND else "bodymatter"
