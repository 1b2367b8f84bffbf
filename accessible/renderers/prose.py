"""Text with marks on it → elements: a `span` for each sentence, for each quotation, for each run in another language;
what its author set apart, links, references to notes and beginnings of pages as HTML has them.

Sentences have their id, which the media overlay points at; so have words where it points at them. Quotations have the
class "quote" and what is known of them: `data-kind` (direct, partial, scare, nested) and, where it is sure enough who
speaks, `data-speaker`, `data-cue` and `data-speaker-named`. They are not `q`: a browser puts quotation marks of its own
around a `q`, and HTML forbids the author's to stand there as well, but the author's are in the text and stay there; and
marks that style sheets make are not heard by screen readers that read the text of the document. A quotation that had to
be cut at the end of a sentence or a word (see `nesting`) has its id on the first piece; the others name it in
`data-continues`.

The number that refers to a note is raised by the style sheet, unless it is written with raised figures, or its author
has raised it or set it apart with brackets or a sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias, assert_never

from accessible.model.blocks import (
    Anchor,
    Foreign,
    Link,
    NoteRef,
    PageMark,
    Prose,
    Quote,
    Sentence,
    SpeakerLabel,
    Styled,
)
from accessible.renderers.characters import label, permitted, running
from accessible.renderers.marks import Word
from accessible.renderers.nesting import Marked, Node, nest, text_of
from accessible.renderers.page import XHTML, Tree, element, in_language, page_break, typed
from accessible.renderers.speakers import stated

#: Cuts text where the element that it goes into has line breaks.
Cut: TypeAlias = Callable[[str], list[str]]
#: The address of an id of the document, for a link from the page that is being written.
Lead: TypeAlias = Callable[[str], str]

_LINE_BREAK = re.compile("\r\n|\r|\n")


def as_running(text: str) -> list[str]:
    """Running text: one line, however many the source had."""
    return [running(text)]


def as_verse(text: str) -> list[str]:
    """Verse: the poet's lines."""
    return _LINE_BREAK.split(permitted(text))


def as_code(text: str) -> list[str]:
    """Code: line breaks and spaces as they are, for an element that shows them."""
    return [_LINE_BREAK.sub("\n", permitted(text))]


def same_page(name: str) -> str:
    """The address of an id that stands on the same page."""
    return f"#{name}"


def write(
    parent: Tree,
    prose: Prose,
    *,
    language: str,
    named: Mapping[str, bool],
    cut: Cut = as_running,
    lead: Lead = same_page,
    words: Sequence[Word] = (),
) -> None:
    """Write text with its sentences and quotations into an element.

    ``language`` is the one around it (BCP 47); ``named`` says of the names of speakers whether they are names and not
    descriptions; ``lead`` gives the addresses of links inside the book; ``words`` are those that have a clip.
    """
    if prose.language and prose.language != language:
        in_language(parent, prose.language, around=language)
    _nodes(parent, nest(prose, words), _Manner(named, cut, lead), prose.language or language)


class _Manner(NamedTuple):
    named: Mapping[str, bool]
    cut: Cut
    lead: Lead


def _nodes(parent: Tree, nodes: Iterable[Node], manner: _Manner, around: str) -> None:
    for node in nodes:
        if isinstance(node, str):
            first, *others = manner.cut(node)
            _append(parent, first)
            for line in others:
                element(parent, "br")
                _append(parent, line)
            continue
        inside = around
        match node.mark:
            case Sentence() | Word():
                span = element(parent, "span", id=node.mark.id)
            case Quote():
                span = element(parent, "span")
                _describe(span, node.mark, manner.named, first=node.first)
            case Foreign():
                span, inside = parent, node.mark.language
                if inside != around:  # the whole block may be in it, and say so itself
                    span = element(parent, "span", id=node.mark.id if node.first else "")
                    in_language(span, inside, around=around)
            case Styled(style="credit"):
                span = element(parent, "span")
                typed(span, "credit")
            case Styled():
                span = element(parent, node.mark.style, title=node.mark.title)
            case SpeakerLabel():
                span = element(parent, "b")
                span.set("class", "speaker")
            case Link():
                target = node.mark.href
                span = element(parent, "a", href=manner.lead(target[1:]) if target.startswith("#") else target)
            case NoteRef():
                span = _reference(parent, node.mark, node, manner.lead)
            case PageMark(label=""):
                span = parent  # a running head, of which no page is known
            case PageMark():
                span = page_break(parent, node.mark.label, id=node.mark.id)
            case Anchor():
                raise ValueError("the document has anchors that no rule has looked up")
            case _:
                assert_never(node.mark)
        _nodes(span, node.content, manner, inside)


def _reference(parent: Tree, mark: NoteRef, node: Marked, lead: Lead) -> Tree:
    """A reference to a note; one that leads nowhere is no link."""
    name = mark.id if node.first else ""
    if not mark.target:
        return element(parent, "span", id=name)
    link = element(parent, "a", id=name, href=lead(mark.target))
    typed(link, "noteref")
    written = text_of(node.content)
    raised = any(above.tag == f"{{{XHTML}}}sup" for above in link.iterancestors())
    inside = [inner.mark for inner in node.content if isinstance(inner, Marked)]
    raised |= any(isinstance(inner, Styled) and inner.style == "sup" for inner in inside)
    if written.isalnum() and not raised and not any("<super>" in unicodedata.decomposition(sign) for sign in written):
        link.set("class", "raised")
    return link


def _append(parent: Tree, text: str) -> None:
    last = next(parent.iterchildren(reversed=True), None)  # asked how many they are, lxml would count them
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _describe(span: Tree, quote: Quote, named: Mapping[str, bool], *, first: bool) -> None:
    attributes = {"id" if first else "data-continues": quote.id, "class": "quote", "data-kind": quote.kind}
    if speaker := stated(quote):
        attributes["data-speaker"] = label(speaker.name)
        attributes["data-cue"] = speaker.cue
        if speaker.name in named:
            attributes["data-speaker-named"] = str(named[speaker.name]).lower()
    for name, value in attributes.items():
        if value:
            span.set(name, value)
