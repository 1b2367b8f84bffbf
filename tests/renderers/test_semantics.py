"""Names of things: every kind has one, and roles are only those that there are."""

from __future__ import annotations

from typing import get_args

import pytest

from accessible.model.blocks import SectionKind
from accessible.model.document import Document
from accessible.renderers.outline import divide
from accessible.renderers.semantics import LOOKED_UP, ROLES, partition, term
from tests.renderers.builder import heading, paragraph, title
from tests.renderers.gold import document, section

KINDS = [kind for kind in get_args(SectionKind) if kind]

#: DPUB-ARIA 1.1 (W3C Recommendation, 2025), without `doc-biblioentry` and `doc-endnote`, which it has taken back.
DPUB_ARIA = {
    f"doc-{name}"
    for name in (
        "abstract acknowledgments afterword appendix backlink bibliography biblioref chapter colophon conclusion cover "
        "credit credits dedication endnotes epigraph epilogue errata example footnote foreword glossary glossref index "
        "introduction noteref notice pagebreak pagefooter pageheader pagelist part preface prologue pullquote qna "
        "subtitle tip toc"
    ).split()
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_section_has_a_name_and_a_place(kind: SectionKind) -> None:
    assert term(kind) in ROLES
    assert partition(kind, before=True) in ("frontmatter", "bodymatter", "backmatter")


def test_every_role_is_one_of_dpub_aria() -> None:
    assert set(filter(None, ROLES.values())) <= DPUB_ARIA
    assert set(LOOKED_UP) <= set(KINDS)


def places(doc: Document) -> list[tuple[str, str]]:
    return [(division.kind, division.partition) for division in divide(doc)]


def test_a_book_has_a_front_a_body_and_a_back() -> None:
    text = paragraph("A.")
    doc = document(
        section(title("T")),
        section(heading("Thanks"), text, kind="acknowledgments"),
        section(heading("Introduction"), text, kind="introduction"),
        section(heading("One"), text, kind="chapter"),
        section(heading("Epilogue"), text, kind="epilogue"),
        section(heading("More thanks"), text, kind="acknowledgments"),
        section(heading("Notes"), text, kind="endnotes"),
        kind="book",
    )
    assert places(doc) == [
        ("", "frontmatter"),
        ("acknowledgments", "frontmatter"),
        ("introduction", "bodymatter"),
        ("chapter", "bodymatter"),
        ("epilogue", "bodymatter"),
        ("acknowledgments", "backmatter"),
        ("endnotes", "backmatter"),
    ]


def test_a_book_that_is_nothing_but_its_title_section_is_body() -> None:
    assert places(document(section(title("T"), paragraph("A.")), kind="book")) == [("", "bodymatter")]
