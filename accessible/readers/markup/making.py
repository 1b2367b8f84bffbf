"""What is known and gathered while blocks are made of a tree: the page, the context of a place in it, ids that wait for
a block to stand at, what was left out and why.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeAlias, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import (
    Anchor,
    Block,
    Byline,
    Caption,
    Dateline,
    Evidence,
    Leaf,
    LetterPart,
    Paragraph,
    Prose,
    Span,
    Subtitle,
    Verse,
    Void,
)
from accessible.model.message import Message, Place
from accessible.readers.markup.accounting import visible
from accessible.readers.markup.attributes import classes_of, is_hidden, language_of, roles_of
from accessible.readers.markup.candidates import repeats
from accessible.readers.markup.notes import Notes
from accessible.readers.markup.office import is_mark
from accessible.readers.markup.pictures import Album
from accessible.readers.markup.run import Marking, Stretch
from accessible.readers.markup.tree import Characters, Element, Node
from accessible.readers.markup.words import BLOCKS, CONTROLS, SILENT

#: What a structured source says is so; nothing was guessed.
GIVEN = Evidence("element")

#: What a poem, or a part of one, is called.
_VERSE = frozenset("verse poem song hymn lyrics stanza poetry linegroup".split())

#: What the parts of a letter are called, beside its date, which has no term (Z39.98-2012, "letter").
_PARTS: tuple[LetterPart, ...] = ("salutation", "valediction", "signature")
LETTER_PARTS = frozenset[str](_PARTS)

#: What else is called by its name: the word that a class ends with, and what it is called so (of no more characters).
_NAMED: dict[type[Text], tuple[str, ...]] = {
    Caption: ("caption", "caption-text", "credit"),
    Byline: ("byline",),
    Dateline: ("dateline",),
    Subtitle: ("standfirst", "subtitle", "sub-title", "subheadline", "dek", "deck"),
}
_SHORT = 600
#: So many addresses are told of those that were taken away for one reason.
_SHOWN = 5
#: The number or sign of a note has at most so many characters.
_SIGN = 5
#: What is written on a button has at most so many characters.
_LABEL = 200
#: The words on so many controls of forms are told.
_SOME = 10

_LINE_END = re.compile("\n")

#: Containers in containers: so deep and no deeper, because every later stage walks them.
DEEPEST_BLOCKS = 60

_Block = TypeVar("_Block", bound=Leaf | Void)


class Page(Struct, frozen=True):
    """One marked-up text, and what its reader knows of it.

    ``content`` is the element whose content becomes blocks. ``name`` is the file in messages, ``text`` the source
    that the tree was made of, ``offset`` where that begins in the draft's text. Where the markup was itself made of
    another text, ``origin`` is that, and the places in the tree are places in it (`commonmark.places`).
    ``language`` is the work's: only what is in another is marked. ``omitted`` are elements that the reader leaves
    out, with the reason as the end of a sentence ("left out as …"). ``lead`` turns the address of a link as written
    into one that a book may have ("" for none), and ``anchor`` an id into the one that it has in the draft; both
    are asked for every link and id, so that a work of many files can make them one name space.
    """

    content: Element
    name: str
    text: str
    lead: Callable[[str], str]
    anchor: Callable[[str], str] = str
    offset: int = 0
    origin: str = ""
    language: str = ""
    omitted: Mapping[Element, str] = msgspec.field(default_factory=dict)


#: What a stretch of text may be.
Text: TypeAlias = Paragraph | Verse | Caption | Byline | Dateline | Subtitle


class Context(Struct, frozen=True):
    """Where in the tree something stands.

    ``language`` is "" for the work's own; ``marks`` are set on all text, because an inline element holds whole blocks;
    ``quoted`` is the depth in `q`; ``depth`` that in containers, 0 where a section may begin; ``leaf`` is what a
    stretch of text is there, ``part`` what it is in a ``letter``.
    """

    language: str = ""
    marks: tuple[Marking, ...] = ()
    quoted: int = 0
    depth: int = 0
    leaf: type[Text] = Paragraph
    letter: bool = False
    part: LetterPart = ""


#: Makes blocks of a row of nodes (`flow.flow`).
Flow: TypeAlias = "Callable[[Maker, Sequence[Node], Context], list[Block]]"


class Maker:
    """The state of making blocks of one page."""

    def __init__(self, page: Page, notes: Notes, album: Album, flow: Flow) -> None:
        self.page, self.notes, self.album, self._flow = page, notes, album, flow
        self.note_names = {name for name, _ in notes.notes.values()}
        self.messages: list[Message] = []
        self.ids: list[str] = []
        self.left = 0  # visible characters of the source that were left out, each told of
        self.added = 0  # visible characters that the source does not have
        self.controls: list[Element] = []
        self.permalinks: list[Element] = []
        self.quotations = 0
        self.scripts = 0
        self.strays = 0  # links to what does not come along
        self.wordless: list[str] = []  # addresses of links that lay on pictures alone
        self.too_deep = False
        self.lines = [-1, *(found.start() for found in _LINE_END.finditer(page.origin or page.text))]
        self.holding = _holding(page.content)

    def flow(self, nodes: Sequence[Node], context: Context) -> list[Block]:
        """The blocks of a row of nodes, in this context."""
        return self._flow(self, nodes, context)

    def is_too_deep(self, element: Element, context: Context) -> bool:
        """Whether a container stands in so many that it cannot be one as well; the first one is told."""
        if context.depth < DEEPEST_BLOCKS:
            return False
        if not self.too_deep:
            self.tell(
                element,
                "R007",
                f"Blocks stand in more than {DEEPEST_BLOCKS} others; deeper ones were put side by side.",
            )
        self.too_deep = True
        return True

    # ------------------------------------------------------------------------------------------------------ places
    def span(self, node: Node) -> Span:
        return Span(self.page.offset + node.start, self.page.offset + max(node.start, node.end))

    def stretch(self, stretch: Stretch, element: Node) -> Span:
        """Where a stretch of text stands, or the element that it comes from where the source has no such text."""
        return (
            self.span(element)
            if stretch.start < 0
            else Span(self.page.offset + stretch.start, self.page.offset + stretch.end)
        )

    def place(self, node: Node) -> Place:
        line = bisect_right(self.lines, node.start - 1)
        return Place(self.page.name, max(1, line), self.page.offset + node.start, self.page.offset + node.end)

    def is_block(self, element: Element) -> bool:
        """Whether an element begins and ends a paragraph, or holds something that does."""
        return element.name in BLOCKS or element in self.holding

    # --------------------------------------------------------------------------------------------------------- ids
    def mark_place(self, element: Element) -> None:
        """Remember an element's ids until something stands where they lead to."""
        self.ids.extend(ids_of(element, self.page))

    def placed(self, block: _Block) -> _Block:
        """The block with the ids that were waiting for one: the first as its own, the others as anchors in its text."""
        if not self.ids:
            return block
        ids = list(dict.fromkeys(self.ids))
        self.ids.clear()
        if not block.id:
            block = replace(block, id=ids.pop(0))
        if isinstance(block, Leaf) and ids:
            anchors = [Anchor(0, 0, name) for name in ids]
            return replace(block, prose=replace(block.prose, inlines=(*anchors, *block.prose.inlines)))
        self.ids.extend(ids)
        return block

    def own_id(self, element: Element) -> str:
        """The id of an element that becomes a block itself; a second one waits for the next block."""
        names = ids_of(element, self.page)
        self.ids.extend(names[1:])
        return names[0] if names else ""

    # -------------------------------------------------------------------------------------------- what is left out
    def is_left_out(self, element: Element) -> bool:
        """Whether an element is no part of the text; then that is told, and its characters are counted."""
        if element.name in SILENT:
            self.scripts += element.name in ("script", "style")
            if element.name == "title":  # it is among the metadata
                self.left += count(element)
            elif count(element, 0):
                self.leave(element, "R015", "Text that is shown to nobody was left out")
            return True
        if "style" in element.attributes and is_mark(element):
            self.left += count(element)
            return True
        if element.name == "noscript" and repeats(element):
            return True
        if reason := self.page.omitted.get(element):
            if count(element, 0) or any(inner.name == "img" for inner in element.walk()):
                self.leave(element, "R016", f"Left out as {reason}", hint="--keep-boilerplate keeps it")
            return True
        if is_hidden(element) and not (is_repeated(element) or is_formula(element) or element in self.notes.notes):
            if self.is_label(element):
                self.left += count(element)
            elif count(element, 0):
                self.leave(element, "R015", "Text that is hidden from readers or screen readers was left out")
            return True
        return False

    def is_label(self, element: Element) -> bool:
        """Whether an element is the number of the note that it opens, which the note's name says already."""
        paragraph = element.parent
        note = paragraph.parent if paragraph is not None else None
        opened = any(other in self.notes.notes for other in (paragraph, note) if other is not None)
        return opened and ("label" in classes_of(element) or count(element, _SIGN) <= _SIGN)

    def leave(self, element: Element, code: str, what: str, *, hint: str = "") -> None:
        """Leave out an element and say so, with its first words."""
        self.left += count(element)
        said = excerpt(" ".join(characters.text for characters in islice(element.texts(), 200)))
        self.tell(element, code, f"{what}: {said!r}." if said else f"{what}.", hint=hint)

    def tell(self, node: Node, code: str, what: str, *, hint: str = "") -> None:
        self.messages.append(Message(code, what, self.place(node), hint))

    def counted(self) -> Iterator[Message]:
        """A message each for what is told once, however often it came."""
        place = Place(self.page.name)
        if self.controls:
            many = len(self.controls)
            what = "1 control of a form was" if many == 1 else f"{many} controls of forms were"
            said = dict.fromkeys(
                words for element in self.controls[:_SOME] if (words := excerpt(_words_on(element), 40))
            )
            words = f" ({', '.join(map(repr, said))})" if said else ""
            what += f" left out{words}: nothing happens in a book."
            yield Message("R019", what, self.place(self.controls[0]))
        if self.permalinks:
            many = len(self.permalinks)
            sign = excerpt(self.permalinks[0].text())
            which = (
                "1 link from a heading to itself was" if many == 1 else f"{many} links of headings to themselves were"
            )
            what = f"{which} left out" + (f" ({sign!r})." if sign else ".")
            yield Message("R016", what, self.place(self.permalinks[0]))
        if self.quotations:
            what = "1 quotation" if self.quotations == 1 else f"{self.quotations} quotations"
            yield Message("R020", f"The marks of {what} are those that browsers write around them (q).", place)
        if self.strays:
            what = "1 link leads" if self.strays == 1 else f"{self.strays} links lead"
            yield Message(
                "R024",
                f"{what} to files that do not come along, and whose address is not known; the words stay.",
                place,
            )
        if self.wordless:
            addresses = list(dict.fromkeys(self.wordless))
            shown = ", ".join(excerpt(address, 80) for address in addresses[:_SHOWN])
            more = f" and {len(addresses) - _SHOWN} more" if len(addresses) > _SHOWN else ""
            what = "1 link lay on a picture" if len(addresses) == 1 else f"{len(addresses)} links lay on pictures"
            yield Message("R035", f"{what} and had no words; taken away: {shown}{more}.", place)
        if self.scripts:
            what = (
                "1 script or style sheet was" if self.scripts == 1 else f"{self.scripts} scripts and style sheets were"
            )
            yield Message("R021", f"{what} left out.", place)

    def add(self, prose: Prose) -> Prose:
        """Count words that the source has in an attribute, and not as text."""
        self.added += visible(prose.text)
        return prose


def is_formula(element: Element) -> bool:
    """Whether an element that is not shown is a formula in words of its own, beside the picture that is shown of it."""
    if "hidden" in element.attributes or element.get("aria-hidden").strip().lower() == "true":
        return False
    children = [child for child in element.children if isinstance(child, Element) or not child.text.isspace()]
    only = children[0] if len(children) == 1 else None
    siblings = (
        list(element.parent.elements()) if element.parent is not None and len(element.parent.children) < 9 else []
    )
    behind = siblings[siblings.index(element) + 1 :] if element in siblings else []
    shown = bool(behind) and behind[0].name == "img" and is_hidden(behind[0])
    return shown and isinstance(only, Element) and only.name == "math"


def is_control(element: Element) -> bool:
    """Whether an element is a control of a form. A button that holds more than any label is none: nobody closed it, or
    all of a card can be pressed."""
    if element.name == "button":
        return count(element, _LABEL) <= _LABEL
    return element.name in CONTROLS


def _words_on(control: Element) -> str:
    """What a control of a form shows: its text, or what is written on a button that has none."""
    if control.name == "input":
        return control.get("value") if control.get("type").lower() in ("submit", "button", "reset") else ""
    return control.text()


def is_repeated(element: Element) -> bool:
    """Whether an element is hidden from screen readers only because its words are the text's, set again for show."""
    return "pullquote" in roles_of(element) and "hidden" not in element.attributes


def inside_of(element: Element, context: Context) -> Context:
    """The context inside an element that is a block: in the language that it says, in verse or a letter if it is."""
    if not element.attributes:
        return context
    language = language_of(element)
    roles = roles_of(element)
    letter = context.letter or "letter" in roles
    part = next((part for part in _PARTS if part in roles), context.part) if letter else ""
    leaf = _leaf(element) or context.leaf
    return replace(context, language=language or context.language, leaf=leaf, letter=letter, part=part)


def _leaf(element: Element) -> type[Text] | None:
    """What the text in an element is, when the element has a name for it."""
    words = classes_of(element) | roles_of(element) | {element.get("id").lower()} - {""}
    if not words:
        return None
    if not _VERSE.isdisjoint(words):
        return Verse
    for leaf, endings in _NAMED.items():
        if any(word.endswith(endings) for word in words) and count(element, _SHORT) <= _SHORT:
            return leaf
    return None


def count(element: Element, most: int | None = None) -> int:
    """The visible characters in an element, scripts and style sheets apart; counted no further than up to ``most``."""
    total = 0
    stack: list[Node] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, Characters):
            total += visible(node.text)
            if most is not None and total > most:
                return total
        elif node.name not in ("script", "style", "head"):
            stack += node.children
    return total


def excerpt(text: str, most: int = 80) -> str:
    """The first words of a text on one line."""
    line = " ".join(text[: 20 * most].split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def ids_of(element: Element, page: Page) -> list[str]:
    """The ids of an element as the draft has them: its `id`, and the `name` of an old anchor."""
    written = (element.get("id") or element.get("xml:id"), element.get("name") if element.name == "a" else "")
    return [page.anchor(name) for name in dict.fromkeys(written) if name]


def _holding(root: Element) -> set[Element]:
    """The elements that are no blocks and hold some, however deep."""
    found: set[Element] = set()
    for element in reversed(list(root.walk())):
        parent = element.parent
        if parent is None or parent.name in BLOCKS or parent.name in SILENT:
            continue
        if element.name in BLOCKS or element in found:
            found.add(parent)
    return found
