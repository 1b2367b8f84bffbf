"""Nothing lost: the visible characters of a source against those of the blocks that were made of it.

The source is counted by a scanner of its own that knows nothing of trees, so that what a tree loses is seen. What was
left out is told, and counted where it is told. What has no explanation is a warning, and much of it an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from accessible.errors import SourceError
from accessible.model.blocks import Block
from accessible.model.document import images, written
from accessible.model.message import Message, Place
from accessible.readers.markup.tokens import FORBIDDEN, script_end
from accessible.readers.markup.tree import Characters, Element, Node

#: So much without an explanation is a warning (a share of the text, and a number of characters); so much is an error.
_SHARE, _CHARACTERS, _MOST = 0.02, 200, 0.20
#: Scanner and tree may differ by so many characters over a stray angle bracket.
_FEW = 20

_UNSEEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?:[!?]|/(?![A-Za-z]))[^>]*(?:>|\Z)|<(?P<script>script)\b[^<>]*>"
    r"|<(?P<raw>style|title|textarea)\b[^<>]*>.*?(?:</(?P=raw)(?=[\s/>])[^<>]*>?|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"""</?[A-Za-z](?:[^>"']++|"[^"]*+"|'[^']*+')*>""")
_TO_ANGLE = re.compile(r"</?[A-Za-z][^>]*(?:>|\Z)")
_OPENS = re.compile(r"</?[A-Za-z]")


def visible(text: str) -> int:
    """The number of characters of a text that are no white space."""
    return sum(map(len, text.split()))


def in_source(text: str) -> int:
    """The visible characters of a marked-up text, as far as a scanner for tags can tell: scripts, style sheets, titles
    and fields to write in apart, whose text ends where their own end tag stands."""
    text = _seen(text)
    pieces: list[str] = []
    at = 0
    tag = _TAG
    while opening := _OPENS.search(text, at):
        pieces.append(text[at : opening.start()])
        found = tag.match(text, opening.start())
        if found is None:  # a quotation mark without a partner
            tag = _TO_ANGLE
            found = tag.match(text, opening.start())
            assert found is not None
        at = found.end()
    pieces.append(text[at:])
    return sum(visible(FORBIDDEN.sub("", _entities(piece))) for piece in pieces)


def _seen(text: str) -> str:
    """A marked-up text without comments and what is text of another kind."""
    pieces: list[str] = []
    at = 0
    while unseen := _UNSEEN.search(text, at):
        pieces.append(text[at : unseen.start()])
        at = script_end(text, unseen.end()) if unseen["script"] else unseen.end()
    return " ".join((*pieces, text[at:]))


def _entities(text: str) -> str:
    try:
        return unescape(text)
    except ValueError:  # a number of thousands of digits
        return text


def in_tree(root: Element) -> int:
    """The visible characters in a tree, the same apart."""
    total = 0
    stack: list[Node] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Characters):
            total += visible(node.text)
        elif node.name not in ("script", "style", "title", "textarea"):
            stack.extend(node.children)
    return total


def in_blocks(blocks: Iterable[Block]) -> int:
    """The visible characters of blocks, those that stand for pictures apart."""
    kept = tuple(blocks)
    instead = sum(visible(image.alternative.text) for image in images(kept) if image.alternative is not None)
    return sum(visible(prose.text) for _, prose in written(kept)) - instead


def balance(name: str, *, source: int, tree: int, content: int, explained: int) -> tuple[Message, ...]:
    """A message when characters of the source are neither in the blocks nor told to be left out.

    ``name`` is the file; ``source`` and ``tree`` count what the scanner and the tree have of it, ``content`` what the
    tree has of what blocks are made of, and ``explained`` what is in the blocks or was told. Raises `SourceError` when
    a fifth of the source or more is lost: such a book would be none.
    """
    lost = max(source - tree, 0) + max(content - explained, 0)
    if lost > max(_CHARACTERS, _MOST * source):
        raise SourceError(
            f"{lost} of {source} characters would be lost, and nobody knows why",
            where=name,
            hint="this is a defect of the program; please report it with the source",
        )
    if lost <= min(_CHARACTERS, max(_FEW, _SHARE * source)):
        return ()
    what = f"{lost} of {source} characters were lost, and nobody knows why."
    return (Message("R008", what, Place(file=name), hint="please report it with the source"),)
