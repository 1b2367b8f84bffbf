"""Laws of the builder, for markup that Hypothesis makes up: no word is lost, every mark lies in its text, every
character is accounted for, and BeautifulSoup sees the same words."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from accessible.errors import SourceError
from accessible.model.blocks import Anchor, Block, PageMark, Prose
from accessible.model.document import written
from accessible.readers import html
from accessible.readers.markup import Album, Marked, Page, body_of, find_notes, parse
from accessible.readers.markup.accounting import in_blocks
from accessible.readers.markup.flow import flow
from accessible.readers.markup.making import Context, Maker, count
from tests.readers.markup.made import lead, made

#: Elements that keep what is in them wherever they stand.
KEEPING = (
    "p div span b i em strong a h1 h2 h3 ul ol li dl dt dd table tr td th caption figure figcaption blockquote cite q "
    "footer header aside section article main pre code sub small del ins abbr mark details summary hgroup address "
    "center font fieldset legend label made-up"
).split()
#: And those that do not, or not everywhere.
OTHERS = (
    "html head body title script style template noscript select option button textarea input video iframe object svg "
    "math ruby rt rp br hr img wbr thead tbody col form dialog nav plaintext"
).split()
ATTRIBUTES = (
    "",
    " id=a",
    ' class="caption x"',
    " class=poem",
    " hidden",
    ' role="heading" aria-level=3',
    ' epub:type="footnote"',
    ' epub:type="pagebreak"',
    ' role="doc-chapter"',
    " role=presentation",
    " lang=fr",
    ' href="#a"',
    ' href="javascript:x"',
    " colspan=3 rowspan=9",
    " start=5 reversed",
    ' style="font-weight: bold"',
    ' alt="a picture" src=x.png',
)


@st.composite
def kept(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A well-formed piece of markup in which everything is to be seen, and its words in their order."""
    number = 0
    parts: list[str] = []
    words: list[str] = []
    open_: list[str] = []
    for step in draw(st.lists(st.integers(0, 5), max_size=40)):
        if step < 3:
            number += 1
            words.append(f"w{number}w")
            parts.append(draw(st.sampled_from((f" w{number}w ", f"<b>w{number}w</b> ", f" <i> w{number}w</i> "))))
        elif step < 5 or not open_:
            open_.append(draw(st.sampled_from(KEEPING)))
            parts.append(f"<{open_[-1]}>")
        else:
            parts.append(f"</{open_.pop()}>")
    return "".join([*parts, *(f"</{name}>" for name in reversed(open_))]), words


TEXT = st.sampled_from(
    ["word ", "A sentence.", "“Quoted,” she said.", " ", "\n", "1.", "[1]", "é", "日本語", "&amp;", "&lt;b&gt;",
     "&nbsp;", "&#1;", "&bogus;", "<", "> ", "<3", "*", "—", "<!-- c -->", "<![CDATA[x]]>", "<?pi?>", "\u00ad",
     "\u202e", "\ufeff"]
)  # fmt: skip
TAG = st.builds(
    lambda slash, name, attribute, end: f"<{slash}{name}{'' if slash else attribute}{end}",
    st.sampled_from(["", "", "/"]),
    st.sampled_from([*KEEPING, *OTHERS]),
    st.sampled_from(ATTRIBUTES),
    st.sampled_from([">", ">", ">", "/>", ""]),
)
SOUP = st.lists(st.one_of(TEXT, TAG), max_size=60).map("".join)


def proses(blocks: tuple[Block, ...]) -> list[Prose]:
    return [prose for _, prose in written(blocks)]


@given(kept())
def test_no_word_is_lost_and_none_changes_its_place(page: tuple[str, list[str]]) -> None:
    text, words = page
    found = re.findall(r"w\d+w", " ".join(prose.text for prose in proses(made(text).blocks)))
    assert sorted(found) == sorted(words)
    if "figcaption" not in text and "<table" not in text and "caption" not in text and "<summary" not in text:
        assert found == words  # those stand where they belong, and not where they were written


@given(kept())
def test_beautiful_soup_sees_the_same_words(page: tuple[str, list[str]]) -> None:
    text, _ = page
    soup = " ".join(BeautifulSoup(text, "lxml").get_text(" ").split())
    ours = " ".join(" ".join(characters.text for characters in parse(text).texts()).split())
    assert sorted(soup.split()) == sorted(ours.split())


@given(SOUP)
def test_every_character_of_a_soup_is_accounted_for(text: str) -> None:
    root = parse(text)
    body = body_of(root)
    page = Page(body, "x.html", text, lead, language="en")
    maker = Maker(page, find_notes([Marked(root, lead, str)]), Album(), flow)
    blocks = tuple(flow(maker, body.children, Context()))
    assert in_blocks(blocks) - maker.added + maker.left == count(body)


@given(SOUP, st.booleans())
def test_a_soup_is_read_or_refused_and_its_marks_lie_in_their_texts(text: str, xml: bool) -> None:
    try:
        draft = html.article(text, name="x.html", fetch=lambda address: "it is not there", xml=xml)
    except SourceError:
        return
    blocks: tuple[Block, ...] = draft.blocks  # type: ignore[assignment]
    for prose in proses(blocks):
        assert prose.text == prose.text.strip(" \t\n\r\f") or "\n" in prose.text or prose.text.strip()
        for mark in prose.inlines:
            assert 0 <= mark.start <= mark.end <= len(prose.text)
            assert isinstance(mark, Anchor | PageMark) == (mark.start == mark.end)
    for block in draft.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(text)
