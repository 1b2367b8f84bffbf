"""What the sections of a book or a report are, by their headings."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Evidence, Heading, Paragraph, Prose, SectionKind, SectionStart, Span
from accessible.model.document import Document, Section, heading_of
from accessible.structurer.divisions import name_sections
from accessible.structurer.sections import cut_sections
from tests.structurer.test_laws import structured

PROSE = "The caravan left at dawn, and it was noon before the last of the camels had passed the well at the gate."


def work(*blocks: str, language: str = "en") -> Document:
    return structured("\n\n".join(("The Salt Road", *blocks)), language)


def kinds(document: Document) -> dict[str, SectionKind]:
    found = {}
    for section in document.sections:
        if (heading := heading_of(section)) is not None:
            found[" ".join(heading.prose.text.split())] = section.kind
    return found


def book(*blocks: str, chapter: str = "CHAPTER {}", language: str = "en") -> Document:
    """The blocks around two chapters, where a "…" stands for these."""
    parts: list[str] = []
    for block in blocks:
        chapters = [part for number in (1, 2) for part in (chapter.format(number), PROSE)]
        parts += chapters if block == "…" else [block, PROSE]
    return work(*parts, language=language)


def test_parts_and_chapters_of_a_book() -> None:
    document = work(
        "PREFACE", PROSE, "PART ONE", *["CHAPTER 1", PROSE, "CHAPTER 2", PROSE], "PART TWO", "CHAPTER 3", PROSE
    )
    assert kinds(document) == {
        "The Salt Road": "",
        "PREFACE": "preface",
        "PART ONE": "part",
        "CHAPTER 1": "chapter",
        "CHAPTER 2": "chapter",
        "PART TWO": "part",
        "CHAPTER 3": "chapter",
    }
    assert {section.kind_evidence is None for section in document.sections if section.kind} == {False}


@pytest.mark.parametrize(
    ("language", "chapter", "heading", "kind"),
    [
        ("en", "CHAPTER {}", "PROLOGUE", "prologue"),
        ("en", "CHAPTER {}", "Foreword by Ilse Corran", "foreword"),
        ("en", "CHAPTER {}", "Preface to the Second Edition", "preface"),
        ("en", "CHAPTER {}", "INTRODUCTION", "introduction"),
        ("en", "CHAPTER {}", "Dedication", "dedication"),
        ("en", "CHAPTER {}", "Prologue: The Gate", "prologue"),
        ("de", "KAPITEL {}", "Vorwort", "preface"),
        ("de", "KAPITEL {}", "VORWORT DES HERAUSGEBERS", "foreword"),
        ("de", "KAPITEL {}", "Einleitung", "introduction"),
        ("de", "KAPITEL {}", "Widmung", "dedication"),
        ("fr", "CHAPITRE {}", "AVANT-PROPOS", "foreword"),
        ("fr", "CHAPITRE {}", "Préface", "preface"),
        ("fr", "CHAPITRE {}", "PREFACE", "preface"),
        ("fr", "CHAPITRE {}", "Dédicace", "dedication"),
        ("es", "CAPÍTULO {}", "Prefacio", "preface"),
        ("es", "CAPÍTULO {}", "INTRODUCCION", "introduction"),
        ("es", "CAPÍTULO {}", "Prólogo", "prologue"),
        ("es", "CAPÍTULO {}", "Prólogo de Ilse Corran", "foreword"),
    ],
)
def test_what_stands_before_the_chapters(language: str, chapter: str, heading: str, kind: SectionKind) -> None:
    found = kinds(book(heading, "…", chapter=chapter, language=language))
    assert found[heading] == kind
    assert list(found.values()).count("chapter") == 2


@pytest.mark.parametrize(
    ("language", "chapter", "heading", "kind"),
    [
        ("en", "CHAPTER {}", "EPILOGUE", "epilogue"),
        ("en", "CHAPTER {}", "Afterword", "afterword"),
        ("en", "CHAPTER {}", "Acknowledgements", "acknowledgments"),
        ("en", "CHAPTER {}", "Works Cited", "bibliography"),
        ("en", "CHAPTER {}", "Glossary", "glossary"),
        ("en", "CHAPTER {}", "INDEX", "index"),
        ("en", "CHAPTER {}", "Conclusion", "conclusion"),
        ("en", "CHAPTER {}", "Colophon", "colophon"),
        ("en", "CHAPTER {}", "Copyright", "copyright-page"),
        ("en", "CHAPTER {}", "APPENDIX", "appendix"),
        ("en", "CHAPTER {}", "Appendix B: The Weights", "appendix"),
        ("de", "KAPITEL {}", "Nachwort", "afterword"),
        ("de", "KAPITEL {}", "Danksagung", "acknowledgments"),
        ("de", "KAPITEL {}", "Literaturverzeichnis", "bibliography"),
        ("de", "KAPITEL {}", "Personenregister", "index"),
        ("de", "KAPITEL {}", "Schluss", "conclusion"),
        ("de", "KAPITEL {}", "Zusammenfassung", "conclusion"),
        ("de", "KAPITEL {}", "Impressum", "copyright-page"),
        ("de", "KAPITEL {}", "Anhang A", "appendix"),
        ("fr", "CHAPITRE {}", "Épilogue", "epilogue"),
        ("fr", "CHAPITRE {}", "Remerciements", "acknowledgments"),
        ("fr", "CHAPITRE {}", "Bibliographie", "bibliography"),
        ("fr", "CHAPITRE {}", "Postface", "afterword"),
        ("fr", "CHAPITRE {}", "Index des noms", "index"),
        ("es", "CAPÍTULO {}", "Epílogo", "epilogue"),
        ("es", "CAPÍTULO {}", "Agradecimientos", "acknowledgments"),
        ("es", "CAPÍTULO {}", "Bibliografía", "bibliography"),
        ("es", "CAPÍTULO {}", "Glosario", "glossary"),
        ("es", "CAPÍTULO {}", "ÍNDICE ONOMÁSTICO", "index"),
    ],
)
def test_what_stands_behind_the_chapters(language: str, chapter: str, heading: str, kind: SectionKind) -> None:
    assert kinds(book("…", heading, chapter=chapter, language=language))[heading] == kind


@pytest.mark.parametrize(
    "heading",
    [
        "The Prologue to War",
        "Index Cards of a Spy",
        "A Preface in Flames",
        "Notes of a Native Son",
        "CONCLUSION OF THE VOYAGE",
    ],
)
def test_a_chapter_that_is_called_like_a_division_is_none(heading: str) -> None:
    assert kinds(book("…", heading))[heading] == "chapter"


def test_an_index_before_the_chapters_is_none() -> None:
    assert kinds(book("INDEX", "…"))["INDEX"] == "chapter"


def test_a_chapter_keeps_its_word() -> None:
    found = kinds(work("CHAPTER 1: INTRODUCTION", PROSE, "CHAPTER 2: THE WELL", PROSE))
    assert found["CHAPTER 1: INTRODUCTION"] == "chapter"


def test_a_report() -> None:
    document = work(
        *["Abstract", PROSE, "1. Introduction", PROSE, "2. The wells", PROSE, "3. The tolls", PROSE],
        *["4. Conclusions", PROSE, "References", "Harding, I., The Salt Road, Low 1911."],
    )
    assert document.kind == "article"
    assert kinds(document) == {
        "The Salt Road": "",
        "Abstract": "abstract",
        "1. Introduction": "introduction",
        "2. The wells": "",
        "3. The tolls": "",
        "4. Conclusions": "conclusion",
        "References": "bibliography",
    }


def test_one_heading_of_news_in_such_a_word_makes_no_division() -> None:
    document = work(PROSE, "The wells", PROSE, "Conclusion", PROSE)
    assert kinds(document)["Conclusion"] == ""


def test_notes_are_endnotes_where_there_are_any() -> None:
    document = work(f"One piano.[1] {PROSE}", "Notes", "1. A grand.", "2. Brown.")
    assert kinds(document)["Notes"] == "endnotes"
    assert kinds(book("…", "Notes"))["Notes"] == "chapter"


def test_what_a_source_says_of_its_sections_goes_before_what_follows_from_headings() -> None:
    given, here = Evidence("element"), Span(0, 0)
    blocks = (
        SectionStart(here, given, kind="part"),
        Heading(Prose("I"), here, given),
        Heading(Prose("One"), here, given, level=3),
        Paragraph(Prose("A."), here, given),
        SectionStart(here, given, kind="afterword"),
        Heading(Prose("Preface"), here, given),
        Paragraph(Prose("A."), here, given),
    )
    made = Document("a.epub", "", kind="book", sections=(Section(blocks),))
    document = name_sections(cut_sections(made))
    assert [section.kind for section in document.sections] == ["part", "chapter", "afterword"]
    assert [section.kind_evidence is None for section in document.sections] == [True, False, True]
