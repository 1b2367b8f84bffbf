"""A Word document (DOCX, and DOCM, DOTX and DOTM, which are the same to a reader) → Draft.

The document is read with lxml and written anew as one that has nothing in it but text and what that text is
(`wordml.writing`): tracked changes accepted, fields and controls resolved, styles of all languages and programs turned
into a few of ours, lists counted, languages said, formulas on one line. mammoth makes HTML of that (`wordml.mapping`),
and the HTML goes through the builder that reads web pages (`markup`). It is the text of the Draft, into which every
span points; its lines are the paragraphs of the document. What cannot come along is told, and the characters of the
document are counted against those of the HTML, as those of the HTML are against the blocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from accessible.errors import SourceError
from accessible.model.blocks import Block, Evidence, Heading, Title
from accessible.model.document import written
from accessible.model.draft import Draft, Metadata
from accessible.model.message import Message, Place
from accessible.model.source import Source
from accessible.readers.markup import Album, Element, Marked, Page, build, find_notes, parse, safe
from accessible.readers.markup.accounting import balance, in_tree, visible
from accessible.readers.markup.making import excerpt
from accessible.readers.markup.pictures import LARGEST
from accessible.readers.wordml.captions import with_captions
from accessible.readers.wordml.chunks import with_chunks
from accessible.readers.wordml.fields import Fields, instruction
from accessible.readers.wordml.mapping import as_html
from accessible.readers.wordml.names import XML, M, W, child, value
from accessible.readers.wordml.numbering import Lists
from accessible.readers.wordml.package import Package
from accessible.readers.wordml.pages import Pages, pages_of
from accessible.readers.wordml.properties import metadata_of, pages_told
from accessible.readers.wordml.runs import language
from accessible.readers.wordml.state import State, choose, words
from accessible.readers.wordml.styles import Styles
from accessible.readers.wordml.tidying import count_lists, name_rows, raise_languages
from accessible.readers.wordml.writing import Writer

_STYLED = Evidence("style of a title")
#: What mammoth writes for a note beside its text: its number in brackets, and an arrow back.
_BACK = 1

#: What is told once, however often it came: its code, one, several, and what was done.
_COUNTED: Mapping[str, tuple[str, str, str, str]] = {
    "changes": ("R050", "1 tracked change was", "{} tracked changes were", "accepted: what was deleted is gone"),
    "comments": ("R051", "1 comment was", "{} comments were", "left out"),
    "contents": ("R016", "1 line of a list of contents was", "{} lines of lists of contents were", "left out"),
    "pages": ("R016", "1 page break was", "{} page breaks were", "left out: what pages begin there is not sure"),
    "hidden": ("R015", "1 piece of hidden text was", "{} pieces of hidden text were", "left out"),
    "prompts": ("R019", "1 prompt of a form was", "{} prompts of forms were", "left out"),
    "formulas": ("R052", "1 formula is", "{} formulas are", "written on one line, in the signs of linear notation"),
    "symbols": ("R053", "1 sign of a font of symbols was", "{} signs of fonts of symbols were", "left out as unknown"),
    "readings": ("R017", "The reading over 1 word was", "The readings over {} words were", "left out, the words kept"),
    "descriptions": ("R055", "The description of 1 table was", "The descriptions of {} tables were", "left out"),
    "deep": ("R007", "1 table in many others was", "{} tables in many others were", "undone; nothing was lost"),
}


def read(source: Source) -> Draft:
    """The text of a document. Raises `SourceError` when it is broken, protected, over a limit, or holds no letter."""
    package = Package(source.data, source.name)
    root = choose(package.part(package.main))
    bodies = root.findall(f"{W}body")
    if not bodies:
        what = "the document is broken: the part with its text holds no text of Word"
        raise SourceError(what, where=f"{source.name}: {package.main}")
    body, *others = bodies
    for other in others:  # there is to be one; programs have written several
        body.extend(list(other))
    try:
        return _read(source, package, root, body)
    except RecursionError:
        what, hint = "the document is nested too deep", "simplify its tables and boxes"
        raise SourceError(what, where=source.name, hint=hint) from None


def _read(source: Source, package: Package, root: XML, body: XML) -> Draft:
    messages: list[Message] = []
    if not package.typed:
        messages.append(
            Message("R054", "The document has no list of its parts; it was read all the same.", Place(source.name))
        )
    beside = {kind: _beside(package, kind, messages) for kind in ("styles", "numbering", "footnotes", "endnotes")}
    notes = [part for kind in ("footnotes", "endnotes") if (part := beside[kind]) is not None]
    styles = Styles(beside["styles"])
    metadata = metadata_of(package)
    state = State(package, styles, Lists(beside["numbering"]), _targets([root, *notes]))
    spoken = _language(state, root)
    metadata = replace(metadata, language=metadata.language or spoken)
    state.language = metadata.language
    state.stories = {kind: _story(beside[f"{kind}s"], kind) for kind in ("footnote", "endnote")}
    state.fields = Fields(root)
    pages = Pages({}, 0) if styles.has_pages(root) else pages_of(body, pages_told(package))
    state.pages = pages.labels
    state.counts["pages"] = pages.doubted
    text = Writer(state).blocks(body)
    noted = _notes(state, package, beside, root)
    html = as_html(
        text, noted, paragraphs=state.paragraphs, runs=state.runs, links=state.links, pictures=state.pictures
    )
    html = with_chunks(html, state.chunks)
    tree = parse(html, name=source.name)
    state.added += sum(in_tree(parse(chunk, name=source.name)) for chunk in state.chunks)
    count_lists(tree)
    name_rows(tree)
    raise_languages(tree)
    messages += _accounted(state, package, [body, *(note for _, note in state.notes)], tree)
    album = Album(partial(_fetch, package))
    page = Page(tree, source.name, html, safe, language=metadata.language)
    built = build(page, find_notes([Marked(tree, safe, str)]), album)
    blocks = with_captions(_titled(built.blocks, tree))
    if not any(any(map(str.isalpha, prose.text)) for _, prose in written(blocks)):
        raise _empty(state, source.name)
    metadata = _called(metadata, blocks)
    messages += [*state.messages, *_counted(state), *_around(package, source.name), *built.messages]
    return Draft(source.name, html, metadata, blocks, tuple(album.pictures), tuple(messages))


def _empty(state: State, name: str) -> SourceError:
    """The error of a document in which nothing is said; what it has and is no text is named."""
    told = next(
        ((kind, *_COUNTED[kind][1:3]) for kind in ("prompts", "contents", "hidden") if state.counts[kind]), None
    )
    if told is None:
        hint = "its pages may be pictures: have their text recognised (OCR) first"
        return SourceError("the document holds no text", where=name, hint=hint)
    kind, one, several = told
    number = state.counts[kind]
    found = (one if number == 1 else several.format(number)).removesuffix(" was").removesuffix(" were")
    return SourceError(f"the document holds no text but {found}", where=name, hint="fill it in, and save it again")


def _beside(package: Package, kind: str, messages: list[Message]) -> XML | None:
    """A part beside the text; None where there is none, or none that can be read, which is told."""
    paths = package.beside(kind)
    if not paths:
        missing = any(relation.kind == kind for relation in package.relations(package.main).values())
        if missing:
            what = f"A part of the document is missing: {kind}."
            messages.append(Message("R054", what, Place(package.name)))
        return None
    return choose(package.part(paths[0]))


def _story(part: XML | None, kind: str) -> dict[str, XML]:
    """The notes in a part, by their ids; the lines that part them from the text are none."""
    if part is None:
        return {}
    notes = part.iterchildren(f"{W}{kind}")
    return {note.get(f"{W}id", ""): note for note in notes if note.get(f"{W}type", "normal") == "normal"}


def _targets(roots: list[XML]) -> frozenset[str]:
    """The bookmarks that links of the text lead to."""
    found: set[str] = set()
    for root in roots:
        for link in root.iter(f"{W}hyperlink"):
            found.add(link.get(f"{W}anchor", ""))
        code = ""
        for part in root.iter(f"{W}instrText", f"{W}fldChar", f"{W}fldSimple"):
            if part.tag == f"{W}instrText":
                code += part.text or ""
                continue
            code = code if part.tag == f"{W}fldChar" else part.get(f"{W}instr", "")
            if part.get(f"{W}fldCharType") != "begin":
                link_to = instruction(code).link
                if link_to.startswith("#"):
                    found.add(link_to[1:])
            code = ""
    return frozenset(name for name in found if name and ":" not in name)


def _language(state: State, root: XML) -> str:
    """The language that most of the text says it is in. Where nothing but the document's default says any, that is not
    believed: it is what the program was set to, or the file that it began with."""
    said: Counter[str] = Counter()
    told = False
    for paragraph in root.iter(f"{W}p"):
        look = state.styles.paragraph(value(child(paragraph, "pPr"), "pStyle"))
        for run in paragraph.iterchildren(f"{W}r"):
            text = words(run)
            if any(map(str.isalpha, text)):
                properties = child(run, "rPr")
                own = state.styles.run(value(properties, "rStyle"))
                explicit = child(properties, "lang") is not None or bool(look.language or own.language)
                told = told or explicit
                said[language(state, properties, look, own, text)] += len(text)
    if not told:
        state.default = {}
        return ""
    return said.most_common(1)[0][0]


def _notes(state: State, package: Package, beside: dict[str, XML | None], root: XML) -> list[str]:
    """The notes that the text refers to, written anew."""
    state.in_note = True
    written_notes: list[str] = []
    for kind in ("footnote", "endnote"):
        part = beside[f"{kind}s"]
        if part is None:
            continue
        state.relations = package.relations(package.beside(f"{kind}s")[0])
        state.fields = Fields(part)
        for at, (which, note) in enumerate(state.notes):
            written_notes += [""] * (at + 1 - len(written_notes))
            if which == kind:
                state.fields.stack.clear()
                written_notes[at] = Writer(state, aligned=False).blocks(note)
    state.in_note = False
    _tell_unused(state, root)
    return written_notes


def _tell_unused(state: State, root: XML) -> None:
    """Notes that nothing refers to are read nowhere; those of deleted and hidden text are told with it."""
    for kind, stories in state.stories.items():
        used = {reference.get(f"{W}id", "") for reference in root.iter(f"{W}{kind}Reference")}
        for name, note in stories.items():
            text = words(note)
            if name not in used and any(map(str.isalpha, text)):
                what = f"A note that nothing refers to was left out: {excerpt(text, 60)!r}."
                state.messages.append(Message("R054", what, Place(state.package.name)))


def _titled(blocks: tuple[Block, ...], tree: Element) -> tuple[Block, ...]:
    """The blocks with the paragraph in the style of a title as the `Title`; others in that style are headings."""
    for element in tree.walk():
        if element.name == "h1" and element.get("class") == "title":
            for at, block in enumerate(blocks):
                if isinstance(block, Heading) and element.start <= block.span.start < element.end:
                    title = Title(block.prose, block.span, _STYLED, id=block.id)
                    return (*blocks[:at], title, *blocks[at + 1 :])
    return blocks


def _called(metadata: Metadata, blocks: tuple[Block, ...]) -> Metadata:
    """The metadata with the title that stands in the text: the properties often have that of another document."""
    title = next((block for block in blocks if isinstance(block, Title)), None)
    if title is None:
        return metadata if metadata.title else replace(metadata, title_of_page=False)
    return replace(metadata, title=" ".join(title.prose.text.split()), title_of_page=False)


def _fetch(package: Package, address: str) -> bytes | str:
    """The picture at a path of the document."""
    if address not in package:
        return "it is not in the document, and nothing is fetched from elsewhere"
    try:
        return package.archive.bytes(address, most=LARGEST)
    except SourceError as error:
        return error.what


# ----------------------------------------------------------------------------------------------------------- messages
def _accounted(state: State, package: Package, sources: list[XML], tree: Element) -> tuple[Message, ...]:
    """A message when characters of the document are neither in the HTML nor told to be left out."""
    source = sum(visible(words(part, name)) for part in sources for name in (f"{W}t", f"{M}t"))
    marks = sum(len(f"[{at}]") + _BACK for at in range(1, len(state.notes) + 1))
    kept = in_tree(tree) - state.added - marks
    return balance(package.name, source=source, tree=source, content=source, explained=kept + state.left)


def _counted(state: State) -> Iterator[Message]:
    """A message each for what is told once, however often it came."""
    for kind, (code, one, several, done) in _COUNTED.items():
        if number := state.counts[kind]:
            said = f": {state.first[kind]!r}" if kind in state.first and kind != "changes" else ""
            what = one if number == 1 else several.format(number)
            yield Message(code, f"{what} {done}{said}.", Place(state.package.name))


def _around(package: Package, name: str) -> Iterator[Message]:
    """What stands on every page, and what runs: neither is text."""
    found: list[str] = []
    for kind in ("header", "footer"):
        for path in package.beside(kind):
            try:
                text = " ".join(words(choose(package.part(path))).split())
            except SourceError:
                continue
            if any(map(str.isalpha, text)) and text not in found:
                found.append(text)
    if found:
        said = "; ".join(repr(text[:60]) for text in found[:3])
        yield Message("R016", f"Left out as headers and footers of the pages: {said}.", Place(name))
    if package.beside("vbaProject"):
        yield Message("R021", "The macros of the document were left out.", Place(name))
