"""Tags and text → a tree of elements, as browsers make one of broken markup too (HTML, section 13.2.6).

What browsers do is kept where it decides what a reader gets: which tag ends a paragraph, an item, a cell or a link that
was left open; what an end tag closes that does not fit; emphasis that is closed in the wrong order. What only decides
where things are shown (text between the rows of a table, which browsers move before it) is left where it stands.

No element is ever deeper than `DEEPEST`: what is nested deeper stands side by side at that depth, so that nothing is
lost and nobody who walks the tree runs out of stack.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from accessible.readers.markup.endings import (
    ENDS,
    ENDS_PARAGRAPH,
    FORMATTING,
    HEADINGS,
    IMPLIED,
    IN_HEAD,
    IN_TABLE,
    NOT_IN_ITSELF,
    ONCE,
    PARAGRAPH_SCOPE,
    SCOPE,
    SPECIAL,
    TABLE_CONTEXT,
    VOID,
    beyond,
)
from accessible.readers.markup.tokens import BREAKING_OUT, FOREIGN, Close, Open, Swallowed, Text, Token

#: So deep are elements kept inside one another (lxml stops at 255, our own walks long after that).
DEEPEST = 200
#: What a root has as an attribute where elements were too deep and stand beside their parents: how many.
FLATTENED = "#flattened"


class Characters:
    """Text in the tree: as it is read, and where it stands in the source."""

    __slots__ = ("end", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end


class Element:
    """An element: its name in small letters (with its prefix, if any), attributes, children, and the source from the
    "<" of its start tag to the ">" of its end tag, or to where it was left."""

    __slots__ = ("attributes", "children", "end", "name", "parent", "start")

    def __init__(self, name: str, attributes: Mapping[str, str], start: int, end: int, parent: Element | None) -> None:
        self.name, self.attributes, self.start, self.end, self.parent = name, attributes, start, end, parent
        self.children: list[Node] = []

    def get(self, name: str) -> str:
        """The value of an attribute, or "" where there is none."""
        return self.attributes.get(name, "")

    def elements(self) -> Iterator[Element]:
        """The elements that stand directly in it."""
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator[Element]:
        """It and the elements in it, in the order of the source."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            if element.children:
                stack += [child for child in element.children if type(child) is Element][::-1]

    def texts(self) -> Iterator[Characters]:
        """The texts in it, in the order of the source."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, Characters):
                yield node
            else:
                stack.extend(reversed(node.children))

    def text(self) -> str:
        """All its text, spaces as they are."""
        return "".join(characters.text for characters in self.texts())


Node: TypeAlias = Element | Characters


class Tree(NamedTuple):
    """A tree: its root (None where it would have too many elements), and how many tags XML would not have allowed to
    stand, or to be missing."""

    root: Element | None
    faults: int


def tree_of(tokens: Iterable[Token], *, xml: bool = False, plain: bool = False, most: int) -> Tree:
    """The tree of what a tokenizer gives, of at most so many elements; ``plain`` is for XML that is no XHTML, whose
    elements hold what stands in them, whatever HTML says of their names."""
    grower = _Grower(xml=xml, void=frozenset() if plain else VOID)
    elements = 0
    for token in tokens:
        match token:
            case Text():
                grower.text(token)
            case Open():
                elements += 1
                if elements > most:
                    return Tree(None, grower.faults)
                grower.open(token)
            case Close():
                grower.close(token)
            case Swallowed():
                grower.root.attributes = {token.what: str(token.start)}
    if grower.flattened:
        grower.root.attributes = {**grower.root.attributes, FLATTENED: str(grower.flattened)}
    return Tree(grower.root, grower.faults + len(grower.stack) - 1)


class _Grower:
    """The tree as it grows: ``stack`` are the elements that are open, the root first, ``counts`` how many of each name.

    ``surplus`` counts the elements that are open and too deep to be on the stack; ``last`` is the innermost of them.
    """

    def __init__(self, *, xml: bool, void: frozenset[str]) -> None:
        self.xml, self.void = xml, void
        self.root = Element("#root", {}, 0, 0, None)
        self.stack = [self.root]
        self.counts: Counter[str] = Counter()
        self.once: dict[str, Element] = {}
        self.begun = False  # whether there is anything that is not the head's
        self.surplus: Counter[str] = Counter()
        self.deep = 0  # their number
        self.last: Element | None = None
        self.flattened = self.faults = 0
        self.at = 0
        self.again: list[Element] = []  # emphasis that goes on at the next letter, and how deep it may be
        self.again_from = 0
        self.form: Element | None = None

    # ----------------------------------------------------------------------------------------------- what comes in
    def text(self, token: Text) -> None:
        self.at = token.end
        if not token.text:
            return
        if self.stack[-1].name == "head" and not self.xml and not token.text.isspace():
            self.pop()
        if not token.text.isspace():
            self.begun = self.begun or self.stack[-1].name in ("#root", "html")
            if self.again:
                self.go_on()
        (self.last or self.stack[-1]).children.append(Characters(token.text, token.start, token.end))

    def open(self, token: Open) -> None:
        self.at = token.start
        name = token.name
        if self.xml:
            name = name.rpartition(":")[2].lower()
        elif name in ONCE and name in self.once:
            self.once[name].attributes = {**token.attributes, **self.once[name].attributes}
            return
        elif (name == "form" and self.form is not None) or (name == "select" and self.ends(name)):
            return
        elif not self.deep:
            self.end_others(name)
            if self.again and name not in SPECIAL:
                self.go_on()
        if name == "image":
            name = "img"
        element = Element(name, token.attributes, token.start, token.end, None)
        if name in ONCE:
            self.once[name] = element
            if self.begun and name != "html" and not self.xml:
                return  # what it would begin has begun
        elif name not in IN_HEAD and not self.counts["head"]:
            self.begun = True
        empty = token.closed or name in self.void
        if name == "form" and not self.xml:
            self.form = element
            empty = empty or (not self.deep and self.stack[-1].name in IN_TABLE)
        self.add(element, closed=empty)

    def close(self, token: Close) -> None:
        self.at = token.end
        name = token.name.rpartition(":")[2].lower() if self.xml else token.name
        if not self.xml:
            if name in ("body", "html"):
                return  # what comes behind them is text all the same
            if name == "br":
                self.add(Element("br", {}, token.start, token.end, None), closed=True)
                return
        if self.surplus[name] > 0:
            self.surplus[name] -= 1
            self.deep -= 1
            self.last = None
            return
        if self.again and self.forget(name):
            return
        where = self.find((name,) if name not in HEADINGS else HEADINGS, beyond(name, xml=self.xml))
        if where is None or where + 1 < len(self.stack):
            self.faults += name not in VOID
        if name == "form" and not self.xml:
            self.form = None
        if where is None:
            if name == "p" and not (self.xml or self.deep):  # it parts what stands before and behind it
                self.end_others(name)
                self.add(Element("p", {}, token.start, token.end, None), closed=True)
            return
        if name in FORMATTING and not self.xml:
            self.end_emphasis(name)
        elif name == "form" and not self.xml:
            self.end_form(where)
        else:
            self.pop_to(where)

    # ------------------------------------------------------------------------------------------------ what it does
    def end_others(self, name: str) -> None:
        """Close what a start tag closes."""
        if self.stack[-1].name == "head" and name not in IN_HEAD:
            self.pop()
        if name in BREAKING_OUT and (where := self.find(FOREIGN, SCOPE)) is not None:
            self.pop_to(where)
        if name in NOT_IN_ITSELF and self.find((name,), SCOPE) is not None:
            self.end_emphasis(name)
        if name in ENDS:
            names, beyond = ENDS[name]
            while (where := self.find(names, beyond)) is not None:
                self.pop_to(where)
        if name in ENDS_PARAGRAPH and (where := self.find(("p",), PARAGRAPH_SCOPE)) is not None:
            self.pop_to(where)
        if name in HEADINGS and self.stack[-1].name in HEADINGS:
            self.pop()
        if name in TABLE_CONTEXT and self.find(("table",), frozenset({"template"})) is not None:
            while self.stack[-1].name not in TABLE_CONTEXT[name]:
                self.pop()

    def ends(self, name: str) -> bool:
        """Whether a start tag is the end of an element of its own name that is open."""
        if (where := self.find((name,), SCOPE)) is not None:
            self.pop_to(where)
        return where is not None

    def find(self, names: Collection[str], beyond: frozenset[str]) -> int | None:
        """Where on the stack the innermost open element of these names is, not looking beyond others."""
        if not any(self.counts[name] for name in names):
            return None
        for at in range(len(self.stack) - 1, 0, -1):
            name = self.stack[at].name
            if name in names:
                return at
            if name in beyond:
                return None
        return None

    def add(self, element: Element, *, closed: bool) -> None:
        """Put an element into the open one; where that is too deep for it, beside it."""
        element.parent = self.stack[-1]
        self.stack[-1].children.append(element)
        if self.deep or len(self.stack) > DEEPEST:
            self.flattened += 1
            self.last = element if not closed else None
            if not closed:
                self.surplus[element.name] += 1
                self.deep += 1
        elif not closed:
            self.stack.append(element)
            self.counts[element.name] += 1

    def pop(self) -> None:
        element = self.stack.pop()
        self.counts[element.name] -= 1
        element.end = max(element.end, self.at)
        if self.deep:
            self.surplus.clear()
            self.deep = 0
        self.last = None
        if len(self.stack) < self.again_from:
            self.again.clear()

    def pop_to(self, where: int) -> None:
        while len(self.stack) > where:
            self.pop()

    # --------------------------------------------------------------------------------------- emphasis and its blocks
    def end_emphasis(self, name: str) -> None:
        """An end tag of emphasis: blocks that began in it go on without it, and so does emphasis that began in it (the
        "adoption agency algorithm", HTML, section 13.2.6.4.7). What is only on the stack counts as active: emphasis
        whose block ends is not taken up in the next one, as browsers do with all that is never closed."""
        self.surplus.clear()
        self.deep, self.last = 0, None
        for _ in range(8):
            where = self.find((name,), SCOPE)
            if where is None:
                return
            block = next((at for at in range(where + 1, len(self.stack)) if self.stack[at].name in SPECIAL), None)
            if block is None:
                inner = [element for element in self.stack[where + 1 :] if element.name in FORMATTING]
                self.pop_to(where)
                self.again, self.again_from = inner, len(self.stack)
                return
            self.adopt(where, block)

    def adopt(self, where: int, block: int) -> None:
        """One round of it: the block is taken out of the emphasis, and what is in the block put into one of its own."""
        emphasis, moved = self.stack[where], self.stack[block]
        above, last = self.stack[where - 1], moved
        kept: list[Element] = []
        for node in reversed(self.stack[where + 1 : block]):
            node.end = max(node.end, moved.start)
            if node.name in FORMATTING:
                other = self.again_as(node, moved.start)
                _move(last, other)
                kept.insert(0, other)
                last = other
            else:
                self.counts[node.name] -= 1
        _move(last, above)
        inner = self.again_as(emphasis, moved.start)
        inner.children, moved.children = moved.children, []
        for child in inner.children:
            if isinstance(child, Element):
                child.parent = inner
        _move(inner, moved)
        emphasis.end = max(emphasis.end, moved.start)
        self.stack[where : block + 1] = [*kept, moved, inner]

    def again_as(self, element: Element, start: int) -> Element:
        """An element like another, without the names that only one may have."""
        attributes = {name: value for name, value in element.attributes.items() if name not in ("id", "name")}
        return Element(element.name, attributes, start, self.at, None)

    def go_on(self) -> None:
        """Take up the emphasis that was cut short by the end of another that it began in."""
        again, self.again = self.again, []
        for element in again:
            self.add(self.again_as(element, self.at), closed=False)

    def forget(self, name: str) -> bool:
        """Whether an end tag is that of emphasis that was to go on."""
        at = next((at for at in reversed(range(len(self.again))) if self.again[at].name == name), None)
        if at is not None:
            del self.again[at]
        return at is not None

    def end_form(self, where: int) -> None:
        """The end tag of a form closes nothing that began in it and goes on."""
        while self.stack[-1].name in IMPLIED and len(self.stack) > where + 1:
            self.pop()
        form = self.stack[where]
        if form is self.stack[-1]:
            self.pop()
        else:
            form.end = self.at
            self.counts["form"] -= 1
            del self.stack[where]


def _move(element: Element, into: Element) -> None:
    """Put an element, which is the last in its parent if it has one, at the end of another."""
    if element.parent is not None:
        taken = element.parent.children.pop()
        assert taken is element
    element.parent = into
    into.children.append(element)
