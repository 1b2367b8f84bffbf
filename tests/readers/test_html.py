"""Web pages as files: their encodings, what lies beside them, what they say of themselves, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessible.config import Config
from accessible.errors import SourceError
from accessible.model.blocks import Block, Boilerplate, Caption, Figure, Footnote, Heading, Image, Paragraph, Title
from accessible.model.document import leaves, written
from accessible.model.draft import Draft
from accessible.pipeline import document_of, draft_of
from accessible.readers import as_source, open_source, read
from accessible.readers.nearby import nearby
from tests.renderers.pictures import picture

PNG = picture("png", frames=1)

PROSE = "The tide comes in twice a day, and twice a day it goes out again, as it has done since there was a sea at all."


def words(draft: Draft) -> list[str]:
    blocks: tuple[Block, ...] = draft.blocks  # type: ignore[assignment]
    return [prose.text for _, prose in written(blocks)]


def codes(draft: Draft) -> list[str]:
    return [message.code for message in draft.messages]


# ---------------------------------------------------------------------------------------------------------- encodings
@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\xef\xbb\xbf<meta charset=iso-8859-1><p>gr\xc3\xbcn", []),
        (b"<meta charset=utf-8><p>gr\xc3\xbcn", []),
        (b"<META CHARSET='ISO-8859-1'><p>gr\xfcn", []),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>gr\xfcn', []),
        (b'<?xml version="1.0" encoding="iso-8859-1"?><html><p>gr\xfcn</p></html>', []),
        (b"<!-- <meta charset=koi8-r> --><meta charset=latin1><p>gr\xfcn", []),
        (b"<meta charset=windows-1252><p>gr\xc3\xbcn", ["R022"]),
        (b"<meta charset=nothing-of-the-kind><p>gr\xc3\xbcn", []),
        (b"<meta charset=utf-16><p>gr\xc3\xbcn", []),
        ("<meta charset=utf-8><p>grün".encode("utf-16"), []),
    ],
)
def test_a_page_is_decoded_as_browsers_do(data: bytes, found: list[str]) -> None:
    draft = read(as_source("page.html", data))
    assert words(draft) == ["grün"]
    assert codes(draft) == found


def test_a_page_that_lies_about_utf_8_is_read_as_what_it_looks_like() -> None:
    text = "<meta charset=utf-8><p>Die Glocke schlägt für die Fischer, und über der Bucht wird es spät und kühl."
    draft = read(as_source("page.html", text.encode("cp1252")))
    assert "schlägt für" in words(draft)[0]
    assert "R022" in codes(draft)


# ----------------------------------------------------------------------------------------------- what lies beside them
def site(folder: Path) -> Path:
    (folder / "site" / "img").mkdir(parents=True)
    (folder / "site" / "img" / "a mast.png").write_bytes(PNG)
    (folder / "secret.png").write_bytes(PNG)
    return folder / "site"


def test_pictures_come_from_the_folder_of_the_page_and_from_nowhere_else(tmp_path: Path) -> None:
    folder = site(tmp_path)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "up").symlink_to(tmp_path)
    fetch = nearby(str(folder))
    assert fetch("img/a%20mast.png") == PNG
    assert fetch("./img/../img/a%20mast.png?v=2#x") == PNG
    for address in (
        "../secret.png",
        "..%2fsecret.png",
        "%2e%2e/secret.png",
        "..%252fsecret.png",
        "img/../../secret.png",
        "link.png",
        "up/secret.png",
        str(tmp_path / "secret.png"),
        f"file://{tmp_path}/secret.png",
        "\\\\server\\share\\x.png",
        "..\\secret.png",
        "//example.org/x.png",
        "https://example.org/x.png",
        "img",
        "img/gone.png",
        "img/a%00.png",
        "C:/secret.png",
        "",
        "/dev/zero",
        "http://[bad",
    ):
        assert isinstance(fetch(address), str), address


def test_a_picture_beside_the_page_is_in_the_draft_and_gone_without_pictures(tmp_path: Path) -> None:
    page = site(tmp_path) / "page.html"
    page.write_text(
        '<h1>Low</h1><figure><img src="img/a mast.png" alt="A mast."><figcaption>The mast.</figcaption></figure>'
        '<p>Text with <img src="img/a%20mast.png" alt="it again"> in it.</p>'
    )
    draft = draft_of(open_source(page), config=Config())
    assert [picture.name for picture in draft.pictures] == ["a-mast.png"]
    assert [type(block) for block in draft.blocks] == [Title, Figure, Paragraph, Image]
    bare = draft_of(open_source(page), config=Config(no_images=True))
    assert bare.pictures == ()
    assert [type(block) for block in bare.blocks] == [Title, Caption, Caption, Paragraph, Caption]
    assert codes(bare) == ["R009"]


def test_a_page_from_standard_input_has_nothing_beside_it() -> None:
    draft = read(as_source("standard input", b'<p>Text.</p><img src="img/a.png" alt="A mast.">'))
    assert words(draft) == ["Text.", "A mast."]
    assert "nothing lies beside the source" in draft.messages[0].text


def test_a_picture_is_looked_at_before_it_is_taken(tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(PNG[:20])
    (tmp_path / "svg.png").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    (tmp_path / "page.html").write_text("<p>Text.</p><img src=bad.png><img src=svg.png><img src=bad.png>")
    draft = read(open_source(tmp_path / "page.html"))
    assert draft.pictures == ()
    assert [message.text.partition(": ")[2] for message in draft.messages] == [
        "its file is broken: it ends too early.",
        "drawings (SVG) are not taken from sources.",
        "its file is broken: it ends too early.",
    ]


# --------------------------------------------------------------------------------------------------- what pages say
def head(*lines: str) -> Draft:
    return read(as_source("page.html", f"<html><head>{''.join(lines)}</head><body><p>Text.</p></body>".encode()))


def test_the_most_exact_statement_counts() -> None:
    said = head(
        "<title>A page of the Post</title>",
        '<meta property="og:title" content="The bell">',
        '<meta name="author" content="Somebody Else">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The bell of Low",'
        '"author": {"name": "Ada Quill"}, "datePublished": "2024-05-03"}</script>',
    ).metadata
    assert (said.title, said.creators, said.date) == ("The bell of Low", ("Ada Quill",), "2024-05-03")


@pytest.mark.parametrize(
    ("tab", "title"),
    [
        ("The bell | Low Post", "The bell"),
        ("Low Post - The bell", "The bell"),
        ("The bell: a story", "The bell: a story"),
        ("Low Post", "Low Post"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(tab: str, title: str) -> None:
    said = head(f"<title>{tab}</title>", '<meta property="og:site_name" content="Low Post">')
    assert said.metadata.title == title


def test_what_is_no_statement_is_passed_over() -> None:
    said = head(
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": 7, "author": [3, null, {}]</script>',
        f'<script type="application/ld+json">{"[" * 100_000}</script>',
        '<meta name="author" content="https://example.org/ada">',
        '<meta name="date" content="yesterday">',
        '<meta property="og:locale" content="xx">',
        "<title>  </title>",
    ).metadata
    assert (said.title, said.creators, said.date, said.language) == ("", (), "", "")


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ('<html lang="en_GB"><p>x', "en-GB"),
        ('<html><body lang="de"><p>x', "de"),
        ('<html xml:lang="fr"><p>x', "fr"),
        ('<html><meta http-equiv="Content-Language" content="es"><p>x', "es"),
        ('<html lang="english please"><meta property="og:locale" content="pt_BR"><p>x', "pt-BR"),
        ('<html lang=""><p>x', ""),
    ],
)
def test_the_language_that_a_page_declares(markup: str, language: str) -> None:
    assert read(as_source("page.html", markup.encode())).metadata.language == language


def test_links_to_the_page_itself_are_links_to_places_in_it() -> None:
    draft = read(
        as_source(
            "page.html",
            b'<link rel=canonical href="https://example.org/low.html"><p id=top>Text, and'
            b' <a href="https://example.org/low.html#top">up</a> or <a href="https://example.org/low.html">self</a>.',
        )
    )
    (block,) = draft.blocks
    assert isinstance(block, Paragraph)
    assert [getattr(mark, "href", "") for mark in block.prose.inlines] == ["#top", "https://example.org/low.html"]


def test_all_of_a_page_can_be_kept() -> None:
    page = Path(__file__).parent.parent / "golden" / "html" / "news" / "page.html"
    article = draft_of(open_source(page), config=Config())
    whole = draft_of(open_source(page), config=Config(keep_boilerplate=True))
    assert "R016" in codes(article)
    assert "R016" not in codes(whole)
    assert set(words(article)) < set(words(whole))
    assert any("All rights reserved" in text for text in words(whole))


# ---------------------------------------------------------------------------------------------------------- refusals
@pytest.mark.parametrize(
    "markup",
    [
        "<!DOCTYPE html><title>x</title>",
        "<html><body><script>document.write('text')</script><div id=app></div>",
        "<p>12 34</p>",
        "<!-- all of it <p>is a remark",
    ],
)
def test_a_page_without_words_is_refused(markup: str) -> None:
    with pytest.raises(SourceError, match="the page holds no text"):
        read(as_source("page.html", markup.encode()))


# ------------------------------------------------------------------------------------------ what the structurer makes
def test_the_structurer_keeps_what_the_author_marked() -> None:
    page = (
        "<h1>Low</h1><p>The bell of Low fell silent on Friday, and it has not rung since, they say.</p>"
        "<h2>CHAPTER 1</h2><h4>The rope</h4><p>Short line</p><p>1. first</p><p>2. second</p>"
        "<p>The council owns the bell, but the rope belongs to the harbour, as it always has.</p>"
        "<h2>The end</h2><p>A meeting is set for Monday, and until then a boy with a horn stands there.</p>"
    )
    document = document_of(as_source("low.html", page.encode()), config=Config(language="en"))
    found = [leaf for section in document.sections for leaf in leaves(section.blocks)]
    assert [(leaf.level, leaf.prose.text) for leaf in found if isinstance(leaf, Heading)] == [
        (2, "CHAPTER 1"),
        (3, "The rope"),
        (2, "The end"),
    ]
    assert [leaf.prose.text for leaf in found if isinstance(leaf, Title)] == ["Low"]
    assert "Short line" in [leaf.prose.text for leaf in found if isinstance(leaf, Paragraph)]


def test_paragraphs_in_bold_are_looked_at_as_headings() -> None:
    text = "<p>The council owns the bell, but the rope belongs to the harbour, and neither will pay for the other.</p>"
    page = f"<h1>Low</h1>{text}<p><b>Who is to pay</b></p>{text}<p><strong>What comes next</strong></p>{text}"
    document = document_of(as_source("low.html", page.encode()), config=Config(language="en"))
    found = [leaf for section in document.sections for leaf in leaves(section.blocks)]
    headings = [leaf for leaf in found if isinstance(leaf, Heading)]
    assert [(leaf.prose.text, leaf.evidence.rule) for leaf in headings] == [
        ("Who is to pay", "all in bold"),
        ("What comes next", "all in bold"),
    ]
    assert not any(mark for leaf in headings for mark in leaf.prose.inlines if getattr(mark, "style", "") == "strong")


def test_the_language_is_found_in_the_text_and_not_in_the_markup() -> None:
    text = "Die Glocke von Low ist seit Freitag stumm, und niemand weiß, wer sie wieder richten soll, sagt man dort. "
    page = f"<div class='the article of this page and that'><p>{text * 4}</p></div>"
    document = document_of(as_source("low.html", page.encode()), config=Config())
    assert document.metadata.language == "de"


STORY = "The ferry to the outer islands will sail only twice a week from April, the harbour board said on Monday. " * 3


@pytest.mark.parametrize("words", ["Share this story", "Click here to comment on this article", "Leave a comment"])
def test_a_heading_in_words_of_a_site_over_a_picture_or_a_rule_is_none(words: str) -> None:
    for behind in ("<figure><figcaption>The ferry at its pier.</figcaption></figure>", "<hr>"):
        page = f"<h1>Two ferries a week</h1><p>{STORY}</p><h2>{words}</h2>{behind}<p>{STORY}</p>"
        document = document_of(as_source("low.html", page.encode()), config=Config(language="en"))
        blocks = [block for section in document.sections for block in section.blocks]
        assert [block.prose.text for block in blocks if isinstance(block, Heading)] == []
        assert [block.prose.text for block in blocks if isinstance(block, Boilerplate)] == [words]
        assert sum(isinstance(block, Paragraph) for block in blocks) == 2


@pytest.mark.parametrize("words", ["Share this story", "Leave a comment"])
def test_the_same_words_over_text_are_a_heading(words: str) -> None:
    page = f"<h1>Two ferries a week</h1><p>{STORY}</p><h2>{words}</h2><p>{STORY}</p>"
    document = document_of(as_source("low.html", page.encode()), config=Config(language="en"))
    blocks = [block for section in document.sections for block in section.blocks]
    assert [block.prose.text for block in blocks if isinstance(block, Heading)] == [words]


def test_a_note_in_an_aside_is_no_furniture() -> None:
    page = (
        f'<h1>Two ferries a week</h1><p>{STORY}<a href="#n1" role="doc-noteref">1</a></p>'
        '<aside id="n1" role="doc-footnote"><p>1 Cast in 1871.</p></aside>'
        "<aside><p>More of our offers here.</p></aside>"
    )
    document = document_of(as_source("low.html", page.encode()), config=Config(language="en"))
    blocks = [block for section in document.sections for block in section.blocks]
    (note,) = [block for block in blocks if isinstance(block, Footnote)]
    assert [leaf.prose.text for leaf in leaves(note.blocks)] == ["Cast in 1871."]
    assert not any("offers" in leaf.prose.text for leaf in leaves(tuple(blocks)))


def test_the_first_heading_under_a_title_that_is_none_itself_is_no_line_of_the_title() -> None:
    """Word processors set a title as a paragraph, and the first chapter's heading right under it."""
    page = "<title>The tides</title><p class=MsoTitle>The tides</p><h1>The first part</h1>" + f"<p>{PROSE}</p>" * 3
    kinds = [type(block).__name__ for block in read(as_source("page.html", page.encode())).blocks]
    assert kinds == ["Title", "Heading", "Paragraph", "Paragraph", "Paragraph"]
