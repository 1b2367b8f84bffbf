"""Pages that word processors write: their lists are lists, with their levels and their numbers."""

from __future__ import annotations

import time

from accessible.model.blocks import Block, Item, List
from accessible.model.document import written
from accessible.readers import as_source, read

PROSE = "<p>Some prose before the list, which is long enough to be what the page is about, and no menu of a site.</p>"


def word(level: int, mark: str, words: str) -> str:
    ignored = f"<![if !supportLists]><span><span style='mso-list:Ignore'>{mark}<span>&nbsp;&nbsp; </span></span></span>"
    return f"<p class=MsoList style='margin-left:1in;mso-list:l0 level{level} lfo1'>{ignored}<![endif]>{words}</p>\n"


def lists(html: str) -> list[object]:
    """The lists of a page: each as its kind, its first number and its items."""

    def shape(block: Block) -> object:
        if isinstance(block, List):
            kind = block.numbering if block.ordered else "•"
            return (kind, block.first, *(item_of(item) for item in block.items))
        return next(prose.text for _, prose in written([block]))

    def item_of(item: Item) -> list[object]:
        return [shape(block) for block in item.blocks]

    draft = read(as_source("page.html", f"<h1>Title</h1>{PROSE}{html}{PROSE}".encode(), form="html"))
    assert not draft.messages
    return [shape(block) for block in draft.blocks if isinstance(block, List)]


def test_the_lists_of_word_have_their_levels() -> None:
    html = word(1, "·", "One") + word(2, "o", "Under one") + word(2, "o", "And one") + word(1, "·", "Two")
    assert lists(html) == [("•", 1, ["One", ("•", 1, ["Under one"], ["And one"])], ["Two"])]


def test_the_lists_of_word_have_their_numbers() -> None:
    html = word(1, "3.", "Three") + word(2, "b)", "Be") + word(1, "4.", "Four")
    assert lists(html) == [("1", 3, ["Three", ("a", 2, ["Be"])], ["Four"])]


def test_text_between_items_of_word_ends_their_list() -> None:
    html = f"{word(1, '·', 'One')}{PROSE}{word(1, '·', 'Two')}"
    assert lists(html) == [("•", 1, ["One"]), ("•", 1, ["Two"])]


def test_the_lists_of_google_docs_have_their_levels() -> None:
    html = (
        "<ul class='c1 lst-kix_a-0 start'><li>One</li></ul><ul class='c1 lst-kix_a-1 start'><li>Under one</li></ul>"
        "<ul class='c1 lst-kix_a-0'><li>Two</li><li>Three</li></ul>"
        "<ol class='lst-kix_b-0 start' start=4><li>Four</li></ol>"
    )
    assert lists(html) == [("•", 1, ["One", ("•", 1, ["Under one"])], ["Two"], ["Three"]), ("1", 4, ["Four"])]


def test_long_lists_take_no_time() -> None:
    begun = time.process_time()
    found = lists("".join(word(1 + at % 3, "·", "Item") for at in range(3_000)))
    assert len(found) == 1
    assert time.process_time() - begun < 15
