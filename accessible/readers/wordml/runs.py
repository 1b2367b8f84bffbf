"""The words of a paragraph, written anew: how they are set, their language, links, notes, fields and signs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from mammoth.docx.dingbats import dingbats

from accessible.readers.markup.attributes import same_language, tag
from accessible.readers.wordml.drawings import boxes_in, drawing, kept_of, older
from accessible.readers.wordml.fields import instruction, is_ticked
from accessible.readers.wordml.formulas import linear
from accessible.readers.wordml.names import XML, M, W, child, switch, value
from accessible.readers.wordml.state import State, parts, run_of, target_of, words
from accessible.readers.wordml.styles import TOGGLES, Look, font_of, languages_in

_BREAK = "<w:r><w:br/></w:r>"
_SYMBOL_FONTS = frozenset(font for font, _ in dingbats)
_IDEOGRAPHS = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]")
#: What is set in bold already because of what it is.
_BOLD_ANYWAY = frozenset({"title", "subtitle", "heading", "caption"})


class Line:
    """The runs of a paragraph, and the boxes of text that are anchored in it. Words that are set alike are one run,
    into however many Word has cut them."""

    def __init__(self, state: State, look: Look) -> None:
        self.state, self.look = state, look
        self.runs: list[str] = []
        self.boxes: list[XML] = []
        self.after: list[XML] = []  # what holds paragraphs and tables that stand behind this one
        self.marked = False  # whether there are words
        self._words: list[str] = []
        self._alike = ("", "")

    def say(self, text: str, setting: str, link: str) -> None:
        """Words, how they are set, and where they lead."""
        if self._alike != (setting, link):
            self.done()
            self._alike = (setting, link)
        self._words.append(text)

    def put(self, run: str, link: str = "") -> None:
        """A run that is no words alone."""
        self.done()
        self.runs.append(_linked(self.state, run, link))

    def done(self) -> list[str]:
        """All runs until now."""
        if self._words:
            setting, link = self._alike
            if self.look.kind in ("title", "heading") and not any(map(str.isalnum, "".join(self._words))):
                link = ""  # on a page, a link of nothing but signs in a heading is one to be copied
            self.runs.append(_linked(self.state, run_of("".join(self._words), setting), link))
            self._words.clear()
        return self.runs


def write_line(state: State, element: Iterable[XML], line: Line, link: str = "") -> None:
    """Write the runs of a paragraph, or of a link in it."""
    for part in parts(state, element):
        match part.tag:
            case name if name == f"{W}r":
                _run(state, part, line, link)
            case name if name == f"{W}hyperlink":
                write_line(state, part, line, link or target_of(state, part))
            case name if name == f"{W}fldSimple":
                said = instruction(part.get(f"{W}instr", ""))
                if said.kind == "contents":
                    state.pass_over("contents", part)
                else:
                    write_line(state, part, line, link or said.link)
            case name if name == f"{W}bookmarkStart":
                for run in bookmark(state, part):
                    line.put(run)
            case name if name in (f"{M}oMath", f"{M}oMathPara"):
                formula(state, part, line)
            case name if name in (f"{W}subDoc", f"{W}altChunk"):
                state.tell("R011", "A document that is embedded in this one was left out.")
            case name if name == f"{W}tbl":  # where none may be
                line.after.append(part)
            case _ if next(part.iter(f"{W}t"), None) is not None:  # something unknown around words
                write_line(state, part, line, link)


def bookmark(state: State, element: XML) -> list[str]:
    """A place that a link leads to, if one does."""
    name = element.get(f"{W}name", "")
    if name not in state.targets:
        return []
    return [f'<w:bookmarkStart w:id="0" w:name={quoteattr(name)}/><w:bookmarkEnd w:id="0"/>']


def language(state: State, properties: XML | None, look: Look, own: Look, text: str) -> str:
    """The language that a run says it is in (section 17.3.2.20), "" where it says none."""
    said = {**state.default, **look.language, **own.language, **languages_in(properties)}
    script = "val"
    if switch(properties, "rtl") or switch(properties, "cs"):
        script = "bidi"
    elif _IDEOGRAPHS.search(text):
        script = "eastAsia"
    return tag(said.get(script, ""))


def is_hidden(properties: XML | None, look: Look, own: Look) -> bool:
    return _set("vanish", properties, look, own)


def _set(name: str, properties: XML | None, look: Look, own: Look) -> bool:
    """Whether a property that is turned on and off is on: what styles say of it adds up (section 17.7.3)."""
    said = switch(properties, name)
    return said if said is not None else look.set.get(name, False) ^ own.set.get(name, False)


def _run(state: State, run: XML, line: Line, link: str) -> None:
    properties = child(run, "rPr")
    own = state.styles.run(value(properties, "rStyle"))
    hidden = is_hidden(properties, line.look, own)
    setting = ""
    text = words(run)
    if any(map(str.isalpha, text)) or properties is not None or line.look.set:
        setting = _setting(state, properties, line.look, own, text)
    font = font_of(properties) or own.font or line.look.font
    custom = False
    for part in parts(state, run):
        name = str(part.tag).removeprefix(W)
        if name == "fldChar":
            _field(state, part, line)
            continue
        if name == "instrText":
            state.fields.code(part.text or "")
            continue
        at = link or state.fields.link
        if state.fields.coding or state.fields.in_contents or hidden or custom:
            kind = "contents" if state.fields.in_contents else "marks" if custom else "hidden"
            if name == "t" or (len(part) and name != "rPr"):
                state.pass_over(kind, part)
            continue
        match name:
            case "t":
                line.say(_lettered(state, part.text or "", font), setting, at)
                line.marked = line.marked or bool((part.text or "").strip())
            case "tab" | "ptab":
                line.say("\t", setting, at)
            case "br" | "cr" | "lastRenderedPageBreak":
                if name != "lastRenderedPageBreak":
                    line.put(_BREAK)
                for page in state.page(part):
                    line.put(page)
            case "noBreakHyphen":
                state.added += 1
                line.say("\u2011", setting, at)
            case "softHyphen":
                state.added += 1
                line.say("\u00ad", setting, at)
            case "sym":
                _symbol(state, part, line, setting, at)
            case "footnoteReference" | "endnoteReference":
                custom = part.get(f"{W}customMarkFollows", "0") in ("1", "true", "on")
                _note(state, part, name.removesuffix("Reference"), line)
            case "drawing":
                kept = kept_of(state, part)
                for found in drawing(state, part, written=bool(kept)):
                    line.put(found, at)
                line.after += kept
                line.boxes += boxes_in(part)
            case "pict" | "object":
                for found in older(state, part):
                    line.put(found, at)
                line.boxes += boxes_in(part)
            case "ruby":
                _ruby(state, part, line, at)
            case "commentReference":
                state.count("comments")
            case "contentPart":
                state.tell("R012", "What was drawn by hand was left out.")
            case _ if part.tag in (f"{M}oMath", f"{M}oMathPara"):
                formula(state, part, line)


def _setting(state: State, properties: XML | None, look: Look, own: Look, text: str) -> str:
    """The properties of a run in the document that is written."""
    on = {name: _set(name, properties, look, own) for name in TOGGLES}
    if look.kind in _BOLD_ANYWAY:
        on["b"] = False
    if look.kind and own.set.get("i") is None and switch(properties, "i") is None:
        on["i"] = False  # because of what the whole paragraph is
    pieces = [f"<w:{name}/>" for name in ("b", "i", "smallCaps") if on[name]]
    if on["strike"] or on["dstrike"]:
        pieces.append("<w:strike/>")
    raised = value(properties, "vertAlign") or own.raised
    if raised in ("superscript", "subscript"):
        pieces.append(f'<w:vertAlign w:val="{raised}"/>')
    path = [own.words] if own.words else []
    if any(map(str.isalpha, text)):
        spoken = language(state, properties, look, own, text)
        if spoken and not same_language(spoken, state.language):
            path.insert(0, f"span[lang='{spoken}']")
    if path:
        pieces.insert(0, f'<w:rStyle w:val="{state.run_style(" > ".join(path))}"/>')
    return "".join(pieces)


def _linked(state: State, run: str, address: str) -> str:
    if not address.strip():
        return run
    if address.startswith("#"):
        return f"<w:hyperlink w:anchor={quoteattr(address[1:])}>{run}</w:hyperlink>"
    return f'<w:hyperlink r:id="{state.link(address)}">{run}</w:hyperlink>'


def _lettered(state: State, text: str, font: str) -> str:
    """A text in a font of symbols is the signs that it shows."""
    if font in _SYMBOL_FONTS:
        shown = [dingbats.get((font, ord(letter) & 0xFF)) if not letter.isspace() else 32 for letter in text]
        unknown = [letter for letter, sign in zip(text, shown, strict=True) if sign is None]
        if unknown and any(ord(letter) >= 0xE000 for letter in unknown):
            state.count("symbols", "".join(letter for letter in unknown if ord(letter) >= 0xE000))
        text = "".join(
            chr(sign) if sign is not None else letter if ord(letter) < 0xE000 else ""
            for letter, sign in zip(text, shown, strict=True)
        )
    return text


def _symbol(state: State, element: XML, line: Line, setting: str, link: str) -> None:
    """A character of a font that has signs in the places of letters (section 17.3.3.30)."""
    font, written = element.get(f"{W}font", ""), element.get(f"{W}char", "")
    try:
        code = int(written, 16)
    except ValueError:
        code = 0
    sign = dingbats.get((font, code)) or (dingbats.get((font, code & 0xFF)) if 0xF000 <= code <= 0xF0FF else None)
    if sign is None and 0x20 < code < 0xD800:
        sign = code
    if sign is None:
        state.count("symbols")
        return
    line.marked = True
    state.added += 1
    line.say(chr(sign), setting, link)


def _field(state: State, element: XML, line: Line) -> None:
    begun = state.fields.stack[-1].element if state.fields.stack else None
    ended = state.fields.character(element)
    if ended is None or state.fields.in_contents:
        return
    if ended.kind == "box" and begun is not None:
        line.marked = True
        line.put(state.text("☒" if is_ticked(begun) else "☐"))
    elif ended.kind == "formula":
        state.tell("R013", "A formula (EQ) has no words that stand for it.")


def formula(state: State, element: XML, line: Line) -> None:
    """A formula, in the signs of linear notation."""
    text = " ".join(linear(element).split())
    if text:
        state.counts["formulas"] += 1
        state.added += sum(not letter.isspace() for letter in text)
        line.marked = True
        line.put(run_of(text))
    state.left += sum(len("".join(words(element, name).split())) for name in (f"{M}t", f"{W}t"))


def _note(state: State, element: XML, kind: str, line: Line) -> None:
    name = element.get(f"{W}id", "")
    note = state.stories.get(kind, {}).get(name)
    if note is None or state.in_note:
        state.tell("R054", "A reference leads to a note that is not there; it was left out.")
        return
    if (kind, name) in state.noted:
        state.tell("R054", "A note is referred to twice; the second reference was left out.")
        return
    state.noted[kind, name] = len(state.notes) + 1
    line.put(f'<w:r><w:footnoteReference w:id="{len(state.notes) + 1}"/></w:r>')
    line.marked = True
    state.notes.append((kind, note))


def _ruby(state: State, element: XML, line: Line, link: str) -> None:
    """Words that have their reading over them: the words are kept."""
    reading, base = child(element, "rt"), child(element, "rubyBase")
    if reading is not None:
        state.count("readings", words(reading))
    if base is not None:
        write_line(state, base, line, link)
