"""Markdown → Draft: what its author marked, as CommonMark and pandoc have it; every span is one of the Markdown itself.

Front matter becomes metadata. The rest becomes HTML (`commonmark`), and the builder of all that is shaped like HTML
(`markup`) makes blocks of it, raw HTML in the text included: what no book may hold is left out there, and told. The one
heading of the first level that stands over the text is its title, else the title that front matter states.
"""

from __future__ import annotations

import re
from functools import partial

from accessible.errors import SourceError
from accessible.model.blocks import Block, Evidence, Heading, Image, Prose, SceneBreak, SectionStart, Span, Title
from accessible.model.document import written as prose_of
from accessible.model.draft import Draft
from accessible.model.message import Message, Place
from accessible.model.source import Source
from accessible.readers import frontmatter
from accessible.readers.commonmark.contents import PLACES
from accessible.readers.commonmark.parser import TOO_DEEP, parsed
from accessible.readers.commonmark.writing import written
from accessible.readers.encoding import decode
from accessible.readers.markup import Album, Fetch, Marked, Page, build, find_notes, parse
from accessible.readers.nearby import nearby
from accessible.readers.siblings import among
from accessible.readers.webpage.links import lead

_LEAD = partial(lead, base="", address="")
#: What may stand above a title.
_ABOVE = (Image, SceneBreak, SectionStart)


def read(source: Source, *, fetch: Fetch | None = None) -> Draft:
    """The text of a Markdown file, with the pictures that ``fetch`` gives, or that lie beside it; raises `SourceError`
    when there is no letter in it."""
    text, messages = decode(source.data, name=source.name)
    return _draft(text, source, fetch or nearby(source.folder), messages)


def _draft(text: str, source: Source, fetch: Fetch, messages: tuple[Message, ...]) -> Draft:
    name, led = source.name, among(source, _LEAD)
    metadata, begin, said = frontmatter.read(text, name=name)
    try:
        tokens, env, md = parsed(text[begin:], named=bool(source.files) or f"{name}#" in text)
    except RecursionError:
        what = "links, pictures and notes stand in one another too deep to be read"
        raise SourceError(what, where=name, hint="close the brackets that were left open") from None
    env["note"] = _prefix(text)
    html, places = written(tokens, md, env, source=text, begin=begin)
    root = parse(html, name=name)
    places.move(root)
    album = Album(fetch)
    page = Page(root, name, html, led, origin=text, language=metadata.language)
    built = build(page, find_notes([Marked(root, led, str)]), album)
    if not any(character.isalpha() for _, prose in prose_of(built.blocks) for character in prose.text):
        raise SourceError("the source holds no letters, so nothing can be read", where=name)
    if count := env.get(TOO_DEEP, 0):
        what = "1 block stood" if count == 1 else f"{count} blocks stood"
        said += (Message("R007", f"{what} too deep in others; it was kept as it is written.", Place(name)),)
    for line in env.get(PLACES, ()):
        what = "Left out as the place of a list of contents, which the book makes itself."
        said += (Message("R016", what, Place(name, frontmatter.line_of(text, begin) + line)),)
    told = (*messages, *said, *built.messages)
    blocks = _titled(built.blocks)
    if metadata.title and not any(isinstance(block, Title) or _is_first(block) for block in blocks):
        blocks = (_stated(metadata.title, text, begin), *blocks)
    return Draft(name, text, metadata, blocks, tuple(album.pictures), told)


def _is_first(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _stated(words: str, text: str, begin: int) -> Title:
    """The title that the front matter states, which is over a post that has no heading of the first level."""
    at = text.find(words, 0, begin)
    span = Span(at, at + len(words)) if at >= 0 else Span(begin, begin)
    return Title(Prose(words), span, Evidence("what the front matter says"))


def _titled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with the one heading of the first level as the `Title`, if it stands over the text."""
    first = [at for at, block in enumerate(blocks) if _is_first(block)]
    if len(first) != 1 or not all(isinstance(block, _ABOVE) for block in blocks[: first[0]]):
        return blocks
    at = first[0]
    heading = blocks[at]
    assert isinstance(heading, Heading)
    title = Title(heading.prose, heading.span, Evidence("the one heading of the first level"), id=heading.id)
    return (*blocks[:at], title, *blocks[at + 1 :])


def _prefix(text: str) -> str:
    """What the ids of notes begin with: no id that the text has."""
    prefix = "fn"
    while re.search(rf"\b{prefix}\d", text):
        prefix += "n"
    return prefix
