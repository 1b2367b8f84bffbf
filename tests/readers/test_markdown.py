"""Markdown: where its pieces stand, what is lost nowhere, and what bad input does."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.errors import SourceError
from accessible.model.blocks import Aside, Block, Code, Footnote, Heading, Leaf, Link, Paragraph, Title, Verse
from accessible.model.document import written
from accessible.model.draft import Draft
from accessible.model.source import Source
from accessible.readers import as_source, read, without_pictures


def markdown(text: str) -> Draft:
    return read(Source("text.md", "text/markdown", text.encode("utf-8", "surrogatepass")))


def words(draft: Draft) -> str:
    return " ".join(prose.text for _, prose in written(draft.blocks))


# --------------------------------------------------------------------------------------------------------------- spans
def spans(draft: Draft) -> list[tuple[str, str]]:
    """Each leaf at the top, with what its span holds of the source."""
    return [
        (block.prose.text, draft.text[block.span.start : block.span.end])
        for block in draft.blocks
        if isinstance(block, Leaf)
    ]


def test_a_span_holds_the_words_of_its_block_as_they_are_written() -> None:
    text = "Title\r\n=====\r\n\r\nOne *two*\r\nthree.\r\n\r\n## Next ##\r\n\r\nA \\* star &amp; more.\r\n"
    assert spans(markdown(text)) == [
        ("Title", "Title"),
        ("One two three.", "One *two*\r\nthree."),
        ("Next", "Next"),
        ("A * star & more.", "A \\* star &amp; more."),
    ]


def test_spans_count_from_the_beginning_of_the_source_and_not_of_the_text_behind_front_matter() -> None:
    draft = markdown("---\ntitle: A walk\n---\n\nThe text.\n")
    assert draft.metadata.title == "A walk"
    assert spans(draft) == [("A walk", "A walk"), ("The text.", "The text.")]


def test_a_note_stands_behind_the_text_and_its_span_where_it_is_written() -> None:
    draft = markdown("One[^1].\n\n[^1]: Of one.\n\nTwo.\n")
    note = draft.blocks[-1]
    assert isinstance(note, Footnote)
    assert draft.text[note.span.start : note.span.end] == "[^1]: Of one."
    (inside,) = note.blocks
    assert draft.text[inside.span.start : inside.span.end] == "Of one."


def test_a_message_names_the_line_of_the_markdown() -> None:
    draft = markdown("---\ntitle: T\n---\n\nWords.\n\n> [bad](javascript:x)\n")
    assert [(message.code, message.place.line) for message in draft.messages] == [("R014", 7)]


_SPANNED = st.text(alphabet="ab cd\n\n*_`>-#1.[]()!\\<&;|:~^{}$=+ \té", max_size=60)


@given(_SPANNED)
def test_every_span_lies_in_the_source(text: str) -> None:
    draft = markdown(f"Words.\n\n{text}")
    for begin, end in re.findall(r"Span\(start=(-?\d+), end=(-?\d+)\)", repr(draft.blocks)):
        assert 0 <= int(begin) <= int(end) <= len(draft.text)


# -------------------------------------------------------------------------------------------------------- nothing lost
_WORD = st.text(alphabet="abcdefgh", min_size=3, max_size=8)
_INLINE = st.one_of(
    _WORD,
    st.builds("*{}*".format, _WORD),
    st.builds("**{}**".format, _WORD),
    st.builds("~~{}~~".format, _WORD),
    st.builds("`{}`".format, _WORD),
    st.builds("[{}](https://example.org)".format, _WORD),
    st.builds("[{}]{{.x lang=fr}}".format, _WORD),
    st.builds("![{}](gone.png)".format, _WORD),
    st.builds("<b>{}</b>".format, _WORD),
    st.builds("^[{}]".format, _WORD),
)
_LINE = st.lists(_INLINE, min_size=1, max_size=4).map(" ".join)


def _set_in(sign: str, text: str) -> str:
    first, *rest = text.split("\n")
    blank = sign if sign.startswith(">") else " " * len(sign)
    return "\n".join([sign + first, *(blank + line for line in rest)])


_TEXT = st.recursive(
    st.one_of(
        _LINE,
        st.builds("# {}".format, _LINE),
        st.builds("{}\n---".format, _LINE),
        st.builds("```\n{}\n```".format, _WORD),
        st.builds("| {} | {} |\n|---|---|\n| {} | {} | {} |".format, _WORD, _LINE, _WORD, _WORD, _WORD),
        st.builds("{}\n: {}".format, _WORD, _LINE),
        st.builds("<div>\n\n{}\n\n</div>".format, _LINE),
        st.builds("[^{0}]: {0}".format, _WORD),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map("\n\n".join),
        st.builds(_set_in, st.sampled_from(["> ", "- ", "12. "]), inner),
    ),
    max_leaves=8,
)


@given(_TEXT)
def test_no_word_is_lost(text: str) -> None:
    kept = words(markdown(text))
    for word in _letters(text):
        assert word in kept, text


def _letters(text: str) -> list[str]:
    """The words that were put into a text: no name of a tag, class, language or address has letters of theirs only."""
    return [word for word in _split(text) if len(word) > 2 and set(word) <= set("abcdefgh")]


def _split(text: str) -> list[str]:
    return "".join(character if character.isalpha() else " " for character in text).split()


@pytest.mark.parametrize("depth", [9, 10, 50, 60, 61, 125, 300])
@pytest.mark.parametrize("sign", ["> ", "- ", "1. "])
def test_nothing_is_lost_however_deep_it_stands(sign: str, depth: int) -> None:
    draft = markdown(f"BEFORE\n\n{sign * depth}DEEP\n\nAFTER\n")
    assert [word for word in _split(words(draft)) if word.isupper()] == ["BEFORE", "DEEP", "AFTER"]
    assert ("R007" in {message.code for message in draft.messages}) == (depth > 60)


# ----------------------------------------------------------------------------------------------------------- bad input
@pytest.mark.parametrize("text", ["", "  \n", "---\ntitle: T\n---\n", "<!-- only a comment -->", "***\n", "[a]: /b\n"])
def test_a_text_without_a_letter_is_refused_with_one_error(text: str) -> None:
    with pytest.raises(SourceError):
        read(as_source("text.md", text.encode()))


@pytest.mark.parametrize("text", ["a\0b", "a&#0;b", "a\ud800b", "[a](b\ud800)", "a\x0bb\ufffe", "![a\0](\0)", "<b\0>a"])
def test_characters_that_no_book_can_hold_are_none(text: str) -> None:
    kept = words(markdown(f"Words {text}"))
    assert "Words" in kept
    assert not set(kept) & set("\0\x0b\ufffe\ud800")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVa&#09;script:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd"]
)
def test_a_link_that_no_book_may_have_is_taken_away_and_told(address: str) -> None:
    for text in (f"[words]({address})", f"[words][r]\n\n[r]: {address}", f'<a href="{address}">words</a>'):
        draft = markdown(text)
        assert words(draft) == "words"
        assert not [mark for _, prose in written(draft.blocks) for mark in prose.inlines if isinstance(mark, Link)]
        assert [message.code for message in draft.messages] == ["R014"]


def test_attributes_cannot_bring_back_an_address_that_was_refused(tmp_path: Path) -> None:
    draft = markdown('[a](https://example.org){href="javascript:x" onclick="y"} ![b](c.png){src="file:///etc/passwd"}')
    assert [message.code for message in draft.messages] == ["R014", "R009"]


@pytest.mark.parametrize("opened", ["<script>", "<title>", "<textarea>", "<plaintext>", "<xmp>", "<style>"])
def test_a_tag_in_the_text_that_nobody_closes_does_not_hold_the_rest(opened: str) -> None:
    assert "AFTER" in words(markdown(f"Words {opened} more.\n\nAFTER\n"))
    assert "AFTER" in words(markdown(f"<div>Words {opened} more\n</div>\n\nAFTER\n"))


def test_pictures_can_be_left_out(tmp_path: Path) -> None:
    lock = Path(__file__).parent.parent / "golden" / "markdown" / "figures" / "lock.png"
    (tmp_path / "lock.png").write_bytes(lock.read_bytes())
    text = '![The lock](lock.png "From the bridge")\n\nWords.\n'
    draft = read(as_source("text.md", text.encode(), folder=str(tmp_path)))
    assert [picture.name for picture in draft.pictures] == ["lock.png"]
    assert words(without_pictures(draft)) == "The lock From the bridge Words."


#: Patterns that parsers of Markdown are known to be slow on, each of so many characters.
_LONG = 60_000
PATTERNS: dict[str, Callable[[int], str]] = {
    "quotations": lambda n: "> " * (n // 2),
    "lists": lambda n: "- " * (n // 2),
    "brackets": lambda n: "[" * n,
    "pictures": lambda n: "![a" * (n // 3),
    "pictures in pictures": lambda n: "![" * (n // 5) + "x" + "](u)" * (n // 5),
    "links that do not end": lambda n: "[a](" * (n // 4),
    "attributes that do not end": lambda n: "[a]{" * (n // 4),
    "notes that do not end": lambda n: "^[" * (n // 2),
    "character data that does not end": lambda n: "a <![CDATA[" * (n // 11),
    "comments that do not end": lambda n: "a <!-- " * (n // 7),
    "emphasis": lambda n: "*a_ " * (n // 4),
    "code": lambda n: "`a " * (n // 3),
    "formulas": lambda n: "a$" * (n // 2),
    "pipes": lambda n: "|a|\n|-|\n" + "|" * n,
    "ampersands": lambda n: "&" * n,
    "blocks of character data that do not end": lambda n: "<![CDATA[ a\n\n" * (n // 13),
    "references to notes that do not end": lambda n: "[^1]: b\n\n" + "[^" * (n // 2),
    "boxes that do not end": lambda n: "::: a\n" * (n // 6),
    "boxes in boxes": lambda n: "::: a\n" * (n // 12) + ":::\n" * (n // 12),
    "tasks": lambda n: "- [ ] a\n" * (n // 8),
    "colons": lambda n: "http:" * (n // 5),
    "addresses that are none": lambda n: "http://a_b._c " * (n // 14),
    "brackets behind an address": lambda n: "https://a.b/" + ")" * n,
    "lines that only go on": lambda n: ">" * 60 + " a\n" + "b\n" * (n // 2),
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_eight_times_as_long_takes_nothing_like_sixty_four_times_as_long(pattern: str) -> None:
    """With much room for the machine between what is linear (8) and what is quadratic (64)."""

    def seconds(length: int) -> float:
        text = f"Words.\n\n{PATTERNS[pattern](length)}\n\nAFTER\n"
        begin = time.process_time()
        draft = markdown(text)
        end = time.process_time()
        assert "AFTER" in words(draft)
        return end - begin

    short = max(seconds(_LONG // 8) for _ in range(2))
    assert min(seconds(_LONG) for _ in range(2)) < max(24 * short, 0.5)


# --------------------------------------------------------------------------------------------------------- the details
def only(text: str) -> tuple[Block, ...]:
    return tuple(markdown(text).blocks)  # type: ignore[arg-type]


def test_the_one_heading_of_the_first_level_is_the_title_where_it_stands_over_the_text() -> None:
    assert [type(block) for block in only("# One\n\nText.\n\n## Two\n")] == [Title, Paragraph, Heading]
    assert [type(block) for block in only("# One\n\nText.\n\n# Two\n")] == [Heading, Paragraph, Heading]
    assert [type(block) for block in only("Text.\n\n# One\n")] == [Paragraph, Heading]


def test_what_follows_attributes_on_a_line_is_text() -> None:
    assert words(markdown("{.note} Words here {x}\n")) == "{.note} Words here {x}"


def test_a_link_leads_to_a_heading_by_its_words_as_on_github_and_in_pandoc() -> None:
    text = "[a](#the-lock-1) [b](#e-höhe) [c](#nowhere)\n\n## The Lock!\n\n## The *Lock*\n\n## E. Höhe\n"
    headings = [block for block in only(text) if isinstance(block, Heading)]
    assert [heading.id for heading in headings] == ["", "the-lock-1", "e-höhe"]


def test_code_keeps_its_lines_and_a_formula_its_stars() -> None:
    code, formula = only("```\na *b*\n  c\n```\n\n$a*b*c$\n")
    assert isinstance(code, Code)
    assert isinstance(formula, Paragraph)
    assert (code.prose.text, formula.prose.text, formula.prose.inlines) == ("a *b*\n  c", "$a*b*c$", ())


def links(draft: Draft) -> list[tuple[str, str]]:
    return [
        (prose.text[mark.start : mark.end], mark.href)
        for _, prose in written(draft.blocks)
        for mark in prose.inlines
        if isinstance(mark, Link)
    ]


@pytest.mark.parametrize(
    ("text", "word", "address"),
    [
        ("See https://a.org/c_d?x=1&y=%20z, and.", "https://a.org/c_d?x=1&y=%20z", "https://a.org/c_d?x=1&y=%20z"),
        ("(www.a.org/b_(c))", "www.a.org/b_(c)", "http://www.a.org/b_(c)"),
        ("Write to a.b@c.org!", "a.b@c.org", "mailto:a.b@c.org"),
        ("*http://a.org* x", "http://a.org", "http://a.org"),
        ("http://xn--mnchen-3ya.de/%C3%BC", "http://xn--mnchen-3ya.de/%C3%BC", "http://xn--mnchen-3ya.de/%C3%BC"),
    ],
)
def test_an_address_in_the_text_is_a_link_and_stays_as_it_is_written(text: str, word: str, address: str) -> None:
    draft = markdown(text)
    assert links(draft) == [(word, address)]
    assert words(draft) == text.replace("*", "")


@pytest.mark.parametrize(
    "text", ["`https://a.org` x", "ahttp://a.org", "http:// x", "a@b", "16:30 www", "![x](https://a.org)"]
)
def test_what_is_no_address_is_no_link(text: str) -> None:
    assert links(markdown(text)) == []


def test_a_link_holds_no_link() -> None:
    assert links(markdown("[see https://a.org](https://b.org)")) == [("see https://a.org", "https://b.org")]


def test_the_link_on_a_picture_is_on_the_words_for_it_or_else_told(tmp_path: Path) -> None:
    lock = Path(__file__).parent.parent / "golden" / "markdown" / "figures" / "lock.png"
    (tmp_path / "lock.png").write_bytes(lock.read_bytes())
    text = "[![Lock](lock.png)](https://a.org) [![Badge](https://b.org/c.svg)](https://b.org)\n\nWords.\n"
    draft = read(as_source("text.md", text.encode(), folder=str(tmp_path)))
    assert links(draft) == [("Badge", "https://b.org")]
    (told,) = [message for message in draft.messages if message.code == "R035"]
    assert told.text == "1 link lay on a picture and had no words; taken away: https://a.org."


def test_a_note_that_begins_with_its_own_number_keeps_it() -> None:
    note = markdown("Bells[^1].\n\n[^1]: 1 in ten is cracked.\n").blocks[-1]
    assert isinstance(note, Footnote)
    assert (note.label, words_of(note)) == ("1", "1 in ten is cracked.")


def words_of(note: Footnote) -> str:
    return " ".join(prose.text for _, prose in written(note.blocks))


@pytest.mark.parametrize("opened", ["<![CDATA[ one", "<?php one", "<!X one", "- <![CDATA[ one\n\nthen ]]>"])
def test_what_begins_like_an_instruction_and_never_ends_is_text(opened: str) -> None:
    assert "one" in words(markdown(f"Words.\n\n{opened}\n\nAFTER\n"))
    assert "AFTER" in words(markdown(f"Words.\n\n{opened}\n\nAFTER\n"))


def test_lines_of_colons_hold_blocks_and_are_no_text() -> None:
    text = "::: {.note #here}\nOne\n\n:::: tip A title\nTwo\n::::\n:::\n\n::: verse :::\nThree\n:::\n\nFour\n"
    box, verse, paragraph = only(text)
    assert isinstance(box, Aside)
    assert (box.id, isinstance(box.blocks[1], Aside)) == ("here", True)
    assert isinstance(verse, Verse)
    assert isinstance(paragraph, Paragraph)
    assert words(markdown(text)) == "One A title Two Three Four"


@pytest.mark.parametrize(
    "text", ["::: note\nWords", ":::\nWords\n:::", "> ::: note\n\nWords\n\n:::", "    ::: a\n    :::"]
)
def test_lines_of_colons_that_hold_nothing_are_text(text: str) -> None:
    assert ":::" in words(markdown(f"{text}\n\nAFTER\n"))
    assert "AFTER" in words(markdown(f"{text}\n\nAFTER\n"))


def test_an_alert_of_github_is_a_box() -> None:
    (box,) = only("> [!WARNING]\n> Mind the *bell*.\n")
    assert isinstance(box, Aside)
    assert [leaf.prose.text for leaf in box.blocks if isinstance(leaf, Paragraph)] == ["Warning", "Mind the bell."]


def test_the_place_of_a_list_of_contents_is_left_out_and_told() -> None:
    draft = markdown("---\ntitle: T\n---\n\n[TOC]\n\nOne [TOC] two.\n\n- [toc]\n")
    assert words(draft) == "T One [TOC] two."
    assert [(message.code, message.place.line) for message in draft.messages] == [("R016", 5), ("R016", 9)]
    assert words(markdown("[TOC]\n\n[toc]: /contents\n")) == "TOC"


def test_front_matter_may_be_json() -> None:
    draft = markdown('{\n  "title": "The bell",\n  "author": ["A. Vane"],\n  "draft": false\n}\n\nText.\n')
    assert (draft.metadata.title, draft.metadata.creators) == ("The bell", ("A. Vane",))
    assert words(draft) == "The bell Text."
    assert [(message.code, message.place.line) for message in draft.messages] == [("R040", 4)]
    assert words(markdown('{\n  "title": \n}\n\nText.\n')) == '{ "title": } Text.'


def test_a_task_has_a_box_and_a_link_in_an_item_is_a_link() -> None:
    assert words(markdown("- [ ] one\n- [x] two\n- [X](https://a.org)\n- [ ]\n")) == "☐ one ☑ two X [ ]"


def test_the_names_of_notes_are_not_those_of_the_text() -> None:
    draft = markdown("## Heading {#fn1}\n\nText[^1].\n\n[^1]: Note.\n")
    assert [block.id for block in draft.blocks if isinstance(block, Heading | Footnote)] == ["fn1", "fnn1"]
