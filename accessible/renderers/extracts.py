"""Extracts: what is quoted at length, what stands over a text or dedicates it, letters, and poems.

An attribution stands outside the quotation: inside, it would be part of what is quoted (HTML, `blockquote`). DPUB-ARIA
has roles for an epigraph and a dedication; they stand on an element around the quotation, which keeps its own. A
dedication is nobody's words but the author's, and no quotation. For letters and poems there is no role.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import filterfalse
from typing import assert_never

from msgspec.structs import replace

from accessible.model.blocks import BlockQuote, Inline, Styled, Verse
from accessible.renderers.context import Context, Write
from accessible.renderers.leaves import holder, leaf, text
from accessible.renderers.page import Tree, element, typed
from accessible.renderers.prose import as_verse


def extract(parent: Tree, block: BlockQuote, shared: Context, blocks: Write) -> None:
    """An extract with its attribution, as what it is; unless the whole section is that and says so."""
    match block.kind:
        case "epigraph":
            _quotation(_around(parent, block, shared), block, shared, blocks, name="")
        case "dedication":
            around = _around(parent, block, shared)
            blocks(around, block.blocks, shared)
            if block.attribution is not None:
                signed = element(around, "p", id=f"{block.id}-by")
                signed.tail = "\n"
                text(signed, block.attribution, shared)
        case "letter":
            typed(_quotation(parent, block, shared, blocks, name=block.id), "z3998:letter")
        case "":
            _quotation(parent, block, shared, blocks, name=block.id)
        case _:
            assert_never(block.kind)


def _around(parent: Tree, block: BlockQuote, shared: Context) -> Tree:
    made = holder(parent, "div", id=block.id)
    if block.kind and block.kind != shared.kind:
        typed(made, block.kind)
    return made


def _quotation(parent: Tree, block: BlockQuote, shared: Context, blocks: Write, *, name: str) -> Tree:
    """The quotation; the outermost element of it and its attribution has the id ``name``."""
    if block.attribution is None:
        quote = holder(parent, "blockquote", id=name)
        blocks(quote, block.blocks, shared)
        return quote
    figure = holder(parent, "figure", id=name)
    quote = holder(figure, "blockquote")
    blocks(quote, block.blocks, shared)
    caption = element(figure, "figcaption")
    caption.tail = "\n"
    name = f"{block.id}-by"
    cite = element(caption, "cite", id=name if name in shared.timeline.wholes else "")
    text(cite, replace(block.attribution, inlines=tuple(filterfalse(_cited, block.attribution.inlines))), shared)
    return quote


def _cited(inline: Inline) -> bool:
    """Whether an inline says of a stretch what the whole attribution is."""
    return isinstance(inline, Styled) and inline.style == "cite"


def poem(parent: Tree, stanzas: Sequence[Verse], shared: Context) -> None:
    """Stanzas that follow each other, in one element: a single one is verse, several are a poem."""
    made = holder(parent, "div")
    made.set("class", "poem")
    typed(made, "z3998:poem" if len(stanzas) > 1 else "z3998:verse")
    for stanza in stanzas:
        leaf(made, "p", stanza, shared, cut=as_verse).set("class", "verse")
