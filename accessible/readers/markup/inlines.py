"""Text-level elements → text with marks on it (HTML, sections 4.5 to 4.8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from accessible.model.blocks import (
    Anchor,
    Caption,
    Evidence,
    Foreign,
    Image,
    Link,
    NoteRef,
    PageMark,
    Prose,
    Style,
    Styled,
)
from accessible.readers.markup.attributes import (
    classes_of,
    is_bold,
    is_italic,
    language_of,
    roles_of,
    same_language,
)
from accessible.readers.markup.images import inline_image, is_drawn, labelled
from accessible.readers.markup.making import Context, Maker, count, excerpt, ids_of, inside_of, is_control
from accessible.readers.markup.pagebreaks import is_page_break, page_break, page_label
from accessible.readers.markup.quotemarks import marks_of
from accessible.readers.markup.run import Marking, Run, Stretch
from accessible.readers.markup.standins import leave_framed, tell_embedded, write_drawn
from accessible.readers.markup.tree import Characters, Element, Node
from accessible.readers.markup.words import EMBEDDED, MEDIA, STYLES

_SAID = Evidence("language attribute")
_SCHEME = re.compile(r"[^/?#]{0,40}?:")
_SPEAKING = frozenset({"speaker", "persona"})


def write(maker: Maker, nodes: Sequence[Node], run: Run, context: Context) -> None:
    """Write nodes into a run of text; a block among them only parts words."""
    for node in nodes:
        if isinstance(node, Characters):
            run.text(node.text, node.start, node.end)
        elif not maker.is_left_out(node):
            _element(maker, node, run, context)


def _element(maker: Maker, element: Element, run: Run, context: Context) -> None:
    name = element.name
    if element.attributes and (ids := ids_of(element, maker.page)):
        if run.alone:
            maker.ids.extend(ids)
        for anchor in ids if not run.alone else ():
            run.point(partial(_anchor, anchor))
    match name:
        case "br":
            run.line()
        case "wbr":
            pass
        case "img" | "amp-img":
            inline_image(maker, element, run, context)
        case "svg" | "math":
            write_drawn(maker, element, run)
        case "q":
            _quoted(maker, element, run, context)
        case "rt" | "rp" | "rtc":
            if name != "rp" and count(element, 0):
                maker.leave(element, "R017", "How words are read was left out, and the words kept")
            else:
                maker.left += count(element)
        case "iframe":
            leave_framed(maker, element)
        case _ if is_control(element):
            _control(maker, element, run, context)
        case _ if name in MEDIA or name in EMBEDDED:
            tell_embedded(maker, element)
            _children(maker, element, run, context)
        case _ if is_page_break(element):
            if run.alone:
                run.behind.append(page_break(maker, element))
            else:
                maker.left += count(element)
                run.point(partial(_page, page_label(element)))
        case _ if element in maker.notes.back:
            maker.left += count(element)
        case _ if _is_permalink(element):
            maker.left += count(element)
            maker.permalinks.append(element)
        case _ if is_drawn(element):
            labelled(maker, element, run, context)
        case _ if maker.is_block(element):
            run.space()
            _children(maker, element, run, context)
            run.space()
        case _:
            _children(maker, element, run, context)


def _children(maker: Maker, element: Element, run: Run, context: Context) -> None:
    makings, context = marking_of(maker, element, context)
    marks = [run.open(making) for making in makings]
    behind = len(run.behind)
    write(maker, element.children, run, context)
    for mark in reversed(marks):
        if mark.start is None and mark.make.func is _linked:
            _on_pictures(maker, mark.make, run, behind)
        run.close(mark)


def _on_pictures(maker: Maker, making: Marking, run: Run, behind: int) -> None:
    """A link that has no words: on the words that stand for its pictures, or else it is told."""
    address = making.args[0]
    for at, block in enumerate(run.behind[behind:], behind):
        if isinstance(block, Caption):
            link = making(0, len(block.prose.text))
            run.behind[at] = replace(block, prose=replace(block.prose, inlines=(link, *block.prose.inlines)))
        elif isinstance(block, Image) and not address.startswith("#"):
            maker.wordless.append(address)


def marking_of(maker: Maker, element: Element, context: Context) -> tuple[list[Marking], Context]:
    """The marks that an element sets on the text in it, and the context inside it."""
    if not element.attributes and element.name not in STYLES:
        return [], context
    makings = styles_of(maker, element)
    language = language_of(element)
    if language and not same_language(language, context.language or maker.page.language):
        makings.insert(0, partial(_foreign, language))
        context = replace(context, language=language)
        if element.name == "i":  # in italics because it is in another language
            del makings[1:]
    return makings, context


def styles_of(maker: Maker, element: Element) -> list[Marking]:
    """The marks of an element's kind and style, its language apart."""
    makings: list[Marking] = []
    if element.name == "a" and (link := _link(maker, element)) is not None:
        makings.append(link)
    if style := _style(element):
        title = element.get("title") if style in ("abbr", "dfn") else ""
        makings.append(partial(_styled, style, " ".join(title.split())))
    return makings


def bare(prose: Prose, *styles: Style) -> Prose:
    """A text without the marks of these styles on all of it, which only say again what its block is."""
    visible = (len(prose.text) - len(prose.text.lstrip()), len(prose.text.rstrip()))
    kept = tuple(
        mark
        for mark in prose.inlines
        if not (
            isinstance(mark, Styled) and mark.style in styles and mark.start <= visible[0] and mark.end >= visible[1]
        )
    )
    return replace(prose, inlines=kept)


def _style(element: Element) -> Style | None:
    """How an element's words are set apart, by what it is, or by how its author had it look."""
    style = STYLES.get(element.name)
    if element.name == "b" and not _SPEAKING.isdisjoint(classes_of(element) | roles_of(element)):
        return None  # who speaks, as our own books and scripts of plays have it: bold is its look
    if "style" not in element.attributes:
        return style
    bold, italic = is_bold(element), is_italic(element)
    if (style == "strong" and bold is False) or (style == "em" and italic is False):
        return None
    if style is None and (bold or italic):
        return "strong" if bold else "em"
    return style


def _link(maker: Maker, element: Element) -> Marking | None:
    if element in maker.notes.references:
        return partial(_reference, maker.notes.references[element])
    written = element.attributes.get("href")
    if written is None or not written.strip():
        return None
    address = maker.page.lead(written)
    if address:
        return partial(_linked, address)
    if not _SCHEME.match(written):
        maker.strays += 1
    else:
        what = f"A link to {excerpt(written, 40)!r} was taken away: no book may have it. Its words were kept."
        maker.tell(element, "R014", what)
    return None


def _quoted(maker: Maker, element: Element, run: Run, context: Context) -> None:
    """Browsers write marks around `q`, in those of the language; what is read is the text, so they are put there."""
    language = language_of(element) or context.language or maker.page.language
    opening, closing = marks_of(language, depth=context.quoted)
    written = element.text().strip()
    bare = bool(written) and written[0] not in "\"“„«»‘‚‹'「『"
    makings, inside = marking_of(maker, element, context)
    marks = [run.open(making) for making in makings]
    if bare:
        run.add(opening, opens=True)
        maker.quotations += 1
    write(maker, element.children, run, replace(inside, quoted=context.quoted + 1))
    if bare:
        run.add(closing, closes=True)
    for mark in reversed(marks):
        run.close(mark)


def _control(maker: Maker, element: Element, run: Run, context: Context) -> None:
    """A control does nothing in a book. A box that is ticked or not says something, and so does the button that a
    heading was made into, to fold away what is below it."""
    kind = element.get("type").lower()
    if element.name == "input" and kind in ("checkbox", "radio") and _is_in_item(element):
        run.add("☑" if "checked" in element.attributes else "☐")
        run.space()
        return
    if element.name == "button" and _is_in_heading(element):
        write(maker, element.children, run, context)
        return
    if kind != "hidden":
        maker.controls.append(element)
    maker.left += count(element)


def _is_in_item(element: Element) -> bool:
    parent = element.parent
    if parent is not None and parent.name in ("p", "label"):
        parent = parent.parent
    return parent is not None and parent.name == "li"


def _is_permalink(element: Element) -> bool:
    """Whether a link leads from a heading to that heading, to be copied: it has a sign and no words."""
    if element.name != "a" or not element.get("href").strip().startswith("#"):
        return False
    return not any(map(str.isalnum, element.text())) and _is_in_heading(element)


def _is_in_heading(element: Element) -> bool:
    parent = element.parent
    while parent is not None:
        if parent.name in ("h1", "h2", "h3", "h4", "h5", "h6", "summary"):
            return True
        parent = parent.parent
    return False


def line(maker: Maker, element: Element, context: Context) -> tuple[list[Stretch], Run]:
    """All that is in an element as one stretch of text (none where there is nothing to be seen), and its run."""
    run = Run(alone=not count(element))
    inside = inside_of(element, context)
    marks = [run.open(making) for making in (*context.marks, *styles_of(maker, element))]
    write(maker, element.children, run, inside)
    for mark in reversed(marks):
        run.close(mark)
    maker.added += run.added
    return run.stretches(inside.language, cut=False), run


# One function for each kind of mark: the text says where it is once it is known.
def _anchor(name: str, start: int, end: int) -> Anchor:
    return Anchor(start, end, name)


def _page(label: str, start: int, end: int) -> PageMark:
    return PageMark(start, end, label)


def _foreign(language: str, start: int, end: int) -> Foreign:
    return Foreign(start, end, language, _SAID)


def _linked(address: str, start: int, end: int) -> Link:
    return Link(start, end, address)


def _reference(target: str, start: int, end: int) -> NoteRef:
    return NoteRef(start, end, target)


def _styled(style: Style, title: str, start: int, end: int) -> Styled:
    return Styled(start, end, style, title)
