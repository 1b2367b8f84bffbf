"""What is drawn: pictures with the words that stand for them, boxes of text, and what no book can hold (ECMA-376
part 1, section 20.4, and the older VML of part 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accessible.readers.markup.making import excerpt
from accessible.readers.wordml.graphics import chart, diagram, lettering
from accessible.readers.wordml.names import CX, DGM, PIC, WP, XML, A, C, O, R, V, W
from accessible.readers.wordml.state import State

_DECORATIVE = re.compile(r"\{http://schemas\.microsoft\.com/office/drawing/2017/decorative\}decorative")
_TRUE = frozenset({"1", "true", "t"})
_BOX = f"{W}txbxContent"
#: What is drawn from data, and what it is called.
_DRAWN = {f"{C}chart": "A chart", f"{CX}chart": "A chart", f"{DGM}relIds": "A diagram"}


def boxes_in(element: XML) -> list[XML]:
    """The boxes of text in a drawing, those in other boxes apart."""
    return [box for box in element.iter(_BOX) if next(_above(box, element), None) is None]


def _above(box: XML, top: XML) -> Iterator[XML]:
    parent = box.getparent()
    while parent is not None and parent is not top:
        if parent.tag == _BOX:
            yield parent
        parent = parent.getparent()


def _own(element: XML, *names: str) -> list[XML]:
    """The elements of these names in a drawing, those in its boxes of text apart."""
    return [found for found in element.iter(*names) if next(_above(found, element), None) is None]


def drawing(state: State, element: XML, *, written: bool) -> list[str]:
    """The runs for the pictures in a drawing; ``written`` where what else it says is kept."""
    told = next(iter(_own(element, f"{WP}docPr")), None)
    decorative = any(
        _DECORATIVE.fullmatch(str(mark.tag)) and mark.get("val", "0") in _TRUE
        for mark in (told.iter() if told is not None else ())
    )
    said = _words(told)
    blips = _own(element, f"{A}blip")
    runs: list[str] = []
    for blip in blips:
        own = next((pic.find(f"{PIC}nvPicPr/{PIC}cNvPr") for pic in blip.iterancestors(f"{PIC}pic")), None)
        words = (said if len(blips) == 1 else None) or _words(own)
        runs.append(_picture(state, blip.get(f"{R}embed") or blip.get(f"{R}link") or "", "" if decorative else words))
    if blips:
        return runs
    if not written and not boxes_in(element) and not decorative:
        drawn = next(iter(_own(element, *_DRAWN)), None)
        _lost(state, "A drawing" if drawn is None else _DRAWN[str(drawn.tag)], said)
    return [_stand_in(state, said)] if said and not decorative and not boxes_in(element) else []


def kept_of(state: State, element: XML) -> list[XML]:
    """What is kept of the charts, diagrams and letters in a drawing: what holds paragraphs and tables."""
    kept: list[XML] = []
    for drawn in _own(element, *_DRAWN):
        what = _DRAWN[str(drawn.tag)]
        written = diagram(state, drawn) if drawn.tag == f"{DGM}relIds" else chart(state, drawn)
        if written is not None:
            as_what = "a table" if next(written.iter(f"{W}tbl"), None) is not None else "words"
            state.tell("R012", f"{what} is not drawn: what it says is kept as {as_what}.")
            kept.append(written)
    if (letters := lettering(state, _own(element, f"{A}p"))) is not None:
        kept.append(letters)
    return kept


def older(state: State, element: XML) -> list[str]:
    """The runs for what is in a `w:pict` or a `w:object`."""
    runs: list[str] = []
    embedded = next(iter(_own(element, f"{O}OLEObject")), None)
    pictures = _own(element, f"{V}imagedata")
    for picture in pictures:
        shape = picture.getparent()
        words = (shape.get("alt") if shape is not None else None) or picture.get(f"{O}title") or None
        runs.append(_picture(state, picture.get(f"{R}id") or picture.get(f"{R}pict") or "", words))
    if embedded is not None:
        program = embedded.get("ProgID", "")
        if program.lower().startswith(("equation", "mathtype")):
            state.tell("R013", f"A formula ({program}) has no words that stand for it; its picture was taken, if any.")
        else:
            state.tell(
                "R011", f"An embedded object ({program or 'of no kind'}) was left out; its picture stands for it."
            )
    for path in _own(element, f"{V}textpath"):
        if words := path.get("string", ""):
            runs.append(state.text(words))
    if not runs and not pictures and embedded is None and not boxes_in(element):
        shape = next((part for part in element if str(part.tag).startswith(V)), None)
        if shape is not None and shape.tag != f"{V}shapetype" and not is_rule(element):
            _lost(state, "A drawing", shape.get("alt"))
    return runs


def is_rule(element: XML) -> bool:
    """Whether a drawing is a line from one side of the page to the other."""
    return any(shape.get(f"{O}hr", "").lower() in _TRUE for shape in element.iter(f"{V}rect"))


def _words(told: XML | None) -> str | None:
    if told is None:
        return None
    return told.get("descr", "").strip() or told.get("title", "").strip() or None


def _picture(state: State, name: str, words: str | None) -> str:
    relation = state.relations.get(name)
    source = "" if relation is None else relation.target
    attributes = {"src": source} if words is None else {"src": source, "alt": words}
    state.pictures.append(attributes)
    return (
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        f'<a:blip r:embed="i{len(state.pictures) - 1}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _lost(state: State, what: str, words: str | None) -> None:
    said = f" ({excerpt(words, 60)})" if words else ""
    state.tell("R012", f"{what}{said} was left out: no book can hold it.")


def _stand_in(state: State, words: str) -> str:
    """The words that stand for what could not come along."""
    return state.text(f" {words} ")
