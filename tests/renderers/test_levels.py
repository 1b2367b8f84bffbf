"""One outline over the whole book: no level of a heading is skipped, wherever it stands."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from accessible.model.blocks import Aside, Block
from accessible.renderers import render
from tests.renderers.builder import HAND, NOWHERE, block_quote, heading, paragraph, title
from tests.renderers.gold import document, section


def levels(*sections: list[Block]) -> list[int]:
    publication = render(document(*(section(*blocks) for blocks in sections)), None)
    text = "".join(r.data.decode() for r in publication.resources if re.fullmatch(r"c\d+", r.id))
    return [int(level) for level in re.findall(r"<h([1-6])", text)]


def box(*blocks: Block) -> Aside:
    return Aside(blocks, NOWHERE, HAND)


def test_a_heading_in_a_box_lies_below_the_last_one_outside() -> None:
    assert levels(
        [title("T"), box(heading("a", 2))],
        [heading("b", 2), box(heading("c", 2), heading("d", 5), paragraph("x")), heading("e", 3)],
        [heading("f", 4), block_quote(heading("g", 3)), box(box(heading("h", 2)))],
    ) == [1, 2, 2, 3, 4, 3, 4, 5, 5]


headings = st.integers(2, 6).map(lambda level: heading("h", level))
nested = st.recursive(headings, lambda inner: st.lists(inner, min_size=1, max_size=3).map(lambda those: box(*those)))


@given(st.lists(st.lists(nested, max_size=4), min_size=1, max_size=4))
def test_no_level_is_skipped(sections: list[list[Block]]) -> None:
    found = levels([title("T")], *sections)
    assert found[0] == 1
    assert all(latter <= former + 1 for former, latter in zip(found, found[1:], strict=False))
