"""Blocks of a piece of markup, and what was told of it, for tests that look at one thing."""

from __future__ import annotations

from collections.abc import Callable

from accessible.model.blocks import Block, Leaf
from accessible.readers.markup import Album, Built, Fetch, Marked, Page, body_of, build, find_notes, parse, safe


def lead(address: str) -> str:
    return safe(address, base="https://example.org/low/")


def nothing(address: str) -> bytes | str:
    return "nothing lies beside it"


def made(
    text: str,
    *,
    fetch: Fetch = nothing,
    language: str = "en",
    xml: bool = False,
    lead: Callable[[str], str] = lead,
) -> Built:
    root = parse(text, xml=xml, name="low.html")
    notes = find_notes([Marked(root, lead, str)])
    return build(Page(body_of(root), "low.html", text, lead, language=language), notes, Album(fetch))


def blocks(text: str, *, language: str = "en", xml: bool = False) -> tuple[Block, ...]:
    """The blocks of a piece of markup that is expected to lose nothing."""
    found = made(text, language=language, xml=xml)
    assert not found.messages
    return found.blocks


def only(text: str) -> Leaf:
    """The one leaf that a piece of markup is."""
    (block,) = blocks(text)
    assert isinstance(block, Leaf)
    return block
