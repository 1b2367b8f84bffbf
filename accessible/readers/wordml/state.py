"""What is known and gathered while a document is written anew: its parts, where in it we are, what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape

from accessible.model.message import Message, Place
from accessible.readers.markup.accounting import visible
from accessible.readers.markup.making import excerpt
from accessible.readers.wordml.fields import Fields
from accessible.readers.wordml.names import CX, DGM, MC, XML, A, C, M, R, V, W, child, value
from accessible.readers.wordml.numbering import Lists
from accessible.readers.wordml.package import Package, Relation
from accessible.readers.wordml.styles import Styles

#: What stands around text without being anything: gone into.
_TRANSPARENT = frozenset(
    W + name for name in "ins moveTo smartTag customXml sdtContent dir bdo rubyBase sdt".split()
) | frozenset(MC + name for name in ("AlternateContent", "Choice", "Fallback"))
#: What was deleted, or stands elsewhere now.
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
#: Of several forms of the same thing, the first is taken that has something that is read.
_READ = (f"{W}t", f"{A}blip", f"{A}t", f"{C}chart", f"{CX}chart", f"{DGM}relIds", f"{V}imagedata", f"{M}t")


#: What becomes of the number of a page.
PAGE = "span[role='doc-pagebreak']"
#: Where the words of a run begin.
WORDS = '<w:t xml:space="preserve">'


class State:
    """The state of writing a document anew.

    ``language`` is the work's: only what is in another is marked. ``left`` counts the visible characters that were left
    out, each told, and ``added`` those that the document does not have as text.
    """

    def __init__(self, package: Package, styles: Styles, lists: Lists, targets: frozenset[str]) -> None:
        self.package, self.styles, self.lists, self.targets = package, styles, lists, targets
        self.language = ""
        self.default: Mapping[str, str] = styles.default  # by script, where nothing says another
        self.relations: Mapping[str, Relation] = package.relations(package.main)
        self.stories: Mapping[str, Mapping[str, XML]] = {}  # kind of note → its notes by id
        self.fields: Fields
        self.noted: dict[tuple[str, str], int] = {}
        self.notes: list[tuple[str, XML]] = []  # those that the text refers to, in that order
        self.in_note = False
        self.paragraphs: dict[str, str] = {}
        self.runs: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.pictures: list[Mapping[str, str]] = []
        self.pages: Mapping[XML, str] = {}  # the numbers of pages, by where they begin
        self.drawn: set[str] = set()  # parts that are written: each comes once, however often it is called for
        self.chunks: list[str] = []  # what is taken in as HTML, by its number
        self.number = 0  # of the paragraph, from 1
        self.lines = 1  # that are begun in what is written
        self.left = self.added = 0
        self.messages: list[Message] = []
        self.counts: Counter[str] = Counter()
        self.first: dict[str, str] = {}  # the first words of what is counted

    # ------------------------------------------------------------------------------------------------ what is told
    def place(self) -> Place:
        return Place(self.package.name, self.number)

    def tell(self, code: str, what: str, *, hint: str = "") -> None:
        self.messages.append(Message(code, what, self.place(), hint))

    def pass_over(self, kind: str, element: XML) -> None:
        """Leave out all of an element. Fields begin and end in it all the same."""
        for part in element.iter(f"{W}fldChar", f"{W}instrText"):
            if part.tag == f"{W}fldChar":
                self.fields.character(part)
            else:
                self.fields.code(part.text or "")
        self.count(kind, words(element) + words(element, f"{M}t"))

    def count(self, kind: str, text: str = "", *, times: int = 1) -> None:
        """Leave out a text for a reason that is told once, at the end."""
        self.counts[kind] += times
        self.left += visible(text)
        if text.strip():
            self.first.setdefault(kind, excerpt(text, 60))

    # ---------------------------------------------------------------------------------------------- what is written
    def paragraph_style(self, path: str) -> str:
        """The name of a style that becomes an HTML path of mammoth."""
        return _named(self.paragraphs, "p", path)

    def run_style(self, path: str) -> str:
        return _named(self.runs, "r", path)

    def link(self, address: str) -> str:
        """The id of a relationship that leads to an address."""
        return _named(self.links, "l", address)

    def page(self, element: XML) -> list[str]:
        """The run with the number of the page that begins at an element, if one does."""
        label = self.pages.get(element, "")
        if not label:
            return []
        self.added += visible(label)
        return [run_of(label, f'<w:rStyle w:val="{self.run_style(PAGE)}"/>')]

    def text(self, text: str) -> str:
        """A text that the document does not have, in a run."""
        self.added += visible(text)
        return run_of(text)


def run_of(text: str, properties: str = "") -> str:
    """A run of a text. Line ends in it are spaces, for lines are counted by them later."""
    shown = escape(text.replace("\n", " "))
    said = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{said}{WORDS}{shown}</w:t></w:r>"


def parts(state: State, element: Iterable[XML]) -> Iterator[XML]:
    """What stands in an element, without what only stands around it, and without what was deleted."""
    stack = [iter(element)]
    while stack:
        inner = next(stack[-1], None)
        if inner is None:
            stack.pop()
        elif inner.tag in _DELETED:
            state.pass_over("changes", inner)
        elif inner.tag == f"{W}sdt" and (reason := _control(inner)):
            state.pass_over(reason, inner)
        elif inner.tag in _TRANSPARENT:
            if inner.tag in (f"{W}ins", f"{W}moveTo"):
                state.count("changes")
            stack.append(iter(inner))
        else:
            yield inner


def _control(element: XML) -> str:
    """Why the content of a control is no text, "" where it is."""
    properties = child(element, "sdtPr")
    gallery = value(child(properties, "docPartObj"), "docPartGallery").lower()
    if "table of contents" in gallery or gallery.startswith("table of "):
        return "contents"
    shown = child(properties, "showingPlcHdr")
    return "prompts" if shown is not None and value(shown).lower() not in ("0", "false", "off") else ""


def words(element: XML, name: str = f"{W}t") -> str:
    """The text in an element."""
    return "".join(text.text or "" for text in element.iter(name))


def choose(root: XML) -> XML:
    """A part with one of several forms of each thing that there are several of (part 3, section 7.6)."""
    for alternate in list(root.iter(f"{MC}AlternateContent")):
        forms = [form for form in alternate if form.tag in (f"{MC}Choice", f"{MC}Fallback")]
        chosen = next((form for form in forms if next(form.iter(*_READ), None) is not None), None)
        for form in list(alternate):
            if form is not (chosen if chosen is not None else (forms[0] if forms else None)):
                alternate.remove(form)
    return root


def target_of(state: State, element: XML) -> str:
    """The address of a `w:hyperlink`: a place in the text, or elsewhere."""
    relation = state.relations.get(element.get(f"{R}id", ""))
    fragment = element.get(f"{W}anchor", "") or element.get(f"{W}docLocation", "")
    if relation is None:
        return f"#{fragment}" if fragment else ""
    address = relation.target
    return f"{address}#{fragment}" if fragment and "#" not in address else address


def _named(names: dict[str, str], prefix: str, path: str) -> str:
    found = next((name for name, known in names.items() if known == path), "") if len(names) < 50 else ""
    if not found:
        found = f"{prefix}{len(names)}"
        names[found] = path
    return found
