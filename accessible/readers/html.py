"""A web page → Draft: the article on it, with what its author marked, and what the page says of itself.

The bytes become text as HTML says (a byte order mark, then what the page declares, then what the text looks like). The
article is found (`webpage.article`), the rest is left out and told, and the builder (`markup`) makes blocks of it.
Pictures come along from the folder that the page lies in and from nowhere else; those of a page that was fetched, from
the web.
"""

from __future__ import annotations

from functools import partial
from urllib.parse import urljoin

from msgspec.structs import replace

from accessible.errors import SourceError
from accessible.model.blocks import Block, Byline, Evidence, Heading, Inline, Paragraph, Styled, Subtitle, Title
from accessible.model.draft import Draft
from accessible.model.source import Source
from accessible.readers.charset import declared_encoding, encoding_of
from accessible.readers.encoding import decode
from accessible.readers.markup import (
    Album,
    Element,
    Fetch,
    Marked,
    Page,
    body_of,
    build,
    find_notes,
    gather_lists,
    parse,
)
from accessible.readers.nearby import nearby
from accessible.readers.siblings import among
from accessible.readers.webpage.article import Region, article_of
from accessible.readers.webpage.declared import declared
from accessible.readers.webpage.links import lead


def read(source: Source, *, whole: bool = False, fetch: Fetch | None = None) -> Draft:
    """The article on a web page, or, if ``whole``, all of the page, with the pictures that ``fetch`` gives, or that
    are where the page is; raises `SourceError` when there is no letter."""
    told, stated = encoding_of(source.charset), declared_encoding(source.data)
    text, messages = decode(source.data, name=source.name, declared=told or stated, otherwise=stated)
    xml = source.media_type != "text/html"
    draft = article(
        text,
        name=source.name,
        fetch=fetch or _beside(source),
        xml=xml,
        address=source.address,
        whole=whole,
        source=source,
    )
    return replace(draft, messages=(*messages, *draft.messages))


def _beside(source: Source) -> Fetch:
    """The `Fetch` of a page: for one from the web, the web."""
    if not source.address:
        return nearby(source.folder)
    if not source.reach:
        return lambda address: "pictures are not fetched, as was asked for"
    from accessible.readers.web import pictures

    return pictures(source.address, allow_local=source.reach == "any")


def article(
    text: str,
    *,
    name: str,
    fetch: Fetch,
    xml: bool = False,
    address: str = "",
    whole: bool = False,
    source: Source | None = None,
) -> Draft:
    """The article on a page whose markup is ``text``, or, if ``whole``, all of the page.

    ``name`` is the file in messages, ``fetch`` gives its pictures, ``address`` is where the page came from, if that is
    known; ``xml`` says that it is XHTML; ``source`` knows the other files of a book. Raises `SourceError` when there is
    no letter in it.
    """
    root = parse(text, xml=xml, name=name)
    gather_lists(root)
    said = declared(root, address=address)
    body = body_of(root)
    region = article_of(body, titles=said.titles, writers=said.metadata.creators)
    omitted = {} if whole else region.omitted
    own = partial(lead, base=said.base, address=said.address)
    led = own if source is None else among(source, own)
    album = Album((lambda name: fetch(urljoin(said.base, name))) if address else fetch)
    page = Page(body, name, text, led, language=said.metadata.language, omitted=omitted)
    notes = find_notes([Marked(root, led, str)])
    built = build(page, notes, album)
    if not built.blocks and omitted:  # a page of nothing but furniture is that
        built = build(replace(page, omitted={}), notes, album)
    blocks = _titled(_signed(built.blocks, region, said.metadata.creators), region)
    if not any(map(str.isalpha, body.text())) or not blocks:
        raise SourceError("the page holds no text", where=name, hint="a page that scripts fill has to be saved as text")
    return Draft(name, text, said.metadata, blocks, tuple(album.pictures), built.messages)


def _titled(blocks: tuple[Block, ...], region: Region) -> tuple[Block, ...]:
    """The blocks with the article's title as its `Title`, and a heading right under it that belongs to it."""
    if region.title is None:
        return blocks
    start, end = region.title.nodes[0].start, region.title.nodes[-1].end
    out = list(blocks)
    for at, block in enumerate(blocks):
        if isinstance(block, Heading | Paragraph) and start <= block.span.start < end:
            plain = tuple(mark for mark in block.prose.inlines if not _is_whole(mark, block.prose.text))
            prose = replace(block.prose, inlines=plain)
            out[at] = Title(prose, block.span, Evidence("what the page calls its title"), id=block.id)
            behind = blocks[at + 1] if at + 1 < len(blocks) else None
            if isinstance(behind, Heading) and (
                behind.span.start < _header_end(region.title.owner)
                or (isinstance(block, Heading) and _is_subtitle(behind, blocks[at + 2 :]))
            ):
                out[at + 1] = Subtitle(behind.prose, behind.span, Evidence("heading under the title"), id=behind.id)
            break
    return tuple(out)


def _signed(blocks: tuple[Block, ...], region: Region, writers: tuple[str, ...]) -> tuple[Block, ...]:
    """The blocks with the line that names the writers as a `Byline`; a heading that is nothing but a writer's name
    stands over a box about them, and divides no text."""
    names = {" ".join(name.casefold().split()) for name in writers}
    nodes = region.byline.nodes if region.byline is not None else ()
    start, end = (nodes[0].start, nodes[-1].end) if nodes else (0, 0)
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading | Paragraph) and start <= block.span.start < end:
            evidence = Evidence("names whom the page calls its writer")
            out.append(Byline(block.prose, block.span, evidence, id=block.id))
        elif isinstance(block, Heading) and " ".join(block.prose.text.casefold().split()) in names:
            out.append(Paragraph(block.prose, block.span, Evidence("heading that only names the writer"), id=block.id))
        else:
            out.append(block)
    return tuple(out)


def _header_end(element: Element | None) -> int:
    """Where the `header` or `hgroup` ends that an element stands in, -1 where it stands in none."""
    while element is not None and element.name not in ("header", "hgroup"):
        element = element.parent
    return element.end if element is not None else -1


def _is_whole(mark: Inline, text: str) -> bool:
    """Whether a mark only says that a whole line is set like a title."""
    return isinstance(mark, Styled) and mark.style == "strong" and (mark.start, mark.end) == (0, len(text))


def _is_subtitle(block: Heading, later: tuple[Block, ...]) -> bool:
    """Whether a heading right under the title belongs to it: every other heading is lower."""
    return bool(later) and all(other.level > block.level for other in later if isinstance(other, Heading))
