"""What styles say (ECMA-376 part 1, sections 17.3 and 17.7): what a paragraph is, and how its words are set apart.

A style is known by its name, which Word keeps in English whatever language it speaks ("heading 1"), or by that of a
style that it is based on, so that styles of other languages and of authors are what they were made from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from accessible.readers.wordml.names import XML, W, child, number, switch, value

Kind = Literal[
    "", "title", "subtitle", "heading", "quote", "epigraph", "caption", "verse", "code", "byline", "dateline",
    "term", "definition", "contents", "continued", "column", "pullquote", "page",
]  # fmt: skip

#: What Word calls "heading 1" in other languages; programs that are not Word write these names into their documents.
_HEADING = (
    "heading|überschrift|titre|titolo|título|encabezado|заголовок|заглавие|nagłówek|kop|rubrik|overskrift|otsikko|"
    "nadpis|címsor|cabeçalho|titlu|naslov|başlık|επικεφαλίδα|标题|標題|見出し|제목|عنوان|כותרת|tiêu đề|judul"
)
#: The style in which authors of accessible books write the numbers of printed pages (the add-in "Save as DAISY").
_PAGE_NUMBER = r"page ?number \(daisy\)"
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("title", "title|titel|titre|titolo|título|название|заголовок|tytuł|otsikko|název|cím|标题|標題|表題|제목"),
    ("subtitle", "subtitle|sub-?title|standfirst|untertitel|sous-titre|sottotitolo|subtítulo|подзаголовок|副标题"),
    ("heading", rf"(?:{_HEADING})\s*[1-9]"),
    (
        "contents",
        r"toc ?\d|toc ?heading|contents ?(?:\d|heading)|table of (?:figures|authorities)|toa heading|"
        r"(?:inhalts|abbildungs)?verzeichnis ?(?:\d|überschrift)|tm ?\d|sommario \d|tdc ?\d|оглавление \d|"
        r"(?:目录|目次) \d",
    ),
    (
        "quote",
        r"(?:intense )?quote|block ?text|quotations?|block ?quot(?:e|ation)|extract|"
        r"(?:intensives )?zitat|citation(?: intense)?",
    ),
    ("pullquote", "pull ?quote"),
    ("epigraph", "epigraph"),
    ("caption", "caption|(?:image|table|figure) caption|beschriftung|légende|didascalia|leyenda|название объекта|题注"),
    ("verse", "verse|poem|poetry|stanza|verse line|poetry line"),
    ("code", "html preformatted|preformatted text|source code|code|code block|listing"),
    ("byline", "author|byline"),
    ("dateline", "date|dateline"),
    ("term", "definition term"),
    ("definition", "definition"),
    ("continued", r"list continue(?: \d)?"),
    ("column", "table heading"),
    ("page", _PAGE_NUMBER),
)
_NAMES = re.compile("|".join(f"(?P<{kind}>{names})" for kind, names in _KINDS))
_DIGIT = re.compile(r"[1-9]")
#: What sets words apart as what they are.
_WORDS = (
    ("code", re.compile(r"html (?:code|keyboard|sample|typewriter)|verbatim char|source text|code|inline code")),
    ("cite", re.compile("book title|html cite|citation title")),
    ("span[role='doc-pagebreak']", re.compile(_PAGE_NUMBER)),
)
#: Styles that are based on one another in a circle, or too deeply, are looked at so far.
_DEEPEST = 20

TOGGLES = ("b", "i", "smallCaps", "strike", "dstrike", "vanish")


class Look(Struct, frozen=True):
    """What a style says, with all that it is based on.

    ``level`` is that of a heading (1 to 9, 0 for none); ``numbered`` its list and the level there; ``set`` how its
    words are set, by property; ``language`` what the style says, by script ("val", "eastAsia", "bidi").
    """

    kind: Kind = ""
    level: int = 0
    numbered: tuple[str, int | None] | None = None
    set: Mapping[str, bool] = {}
    language: Mapping[str, str] = {}
    words: str = ""
    raised: str = ""
    font: str = ""


class Styles:
    """The styles of a document; ``default`` is the language that it has where nothing says another."""

    def __init__(self, root: XML | None) -> None:
        self.written: dict[str, XML] = {}
        self.default: dict[str, str] = {}
        self.usual = {"paragraph": "", "character": "", "table": ""}
        self.looks: dict[str, Look] = {}
        if root is None:
            return
        for style in root.iter(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            self.written.setdefault(name, style)
            kind = style.get(f"{W}type", "")
            if kind in self.usual and style.get(f"{W}default", "0") in ("1", "true", "on"):
                self.usual[kind] = name
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self.default = languages_in(defaults)

    def paragraph(self, name: str) -> Look:
        """What the style of a paragraph says; "" is the usual one."""
        return self._look(name or self.usual["paragraph"])

    def run(self, name: str) -> Look:
        """What the style of words says; "" is none."""
        return self._look(name) if name else Look()

    def has_pages(self, root: XML) -> bool:
        """Whether numbers of pages are written in the text, in the style for them."""
        names = {
            name for name, style in self.written.items() if re.fullmatch(_PAGE_NUMBER, value(style, "name").lower())
        }
        return bool(names) and any(value(used) in names for used in root.iter(f"{W}pStyle", f"{W}rStyle"))

    def sets_apart(self, table: str, what: str) -> bool:
        """Whether the style of a table sets a part of it apart: "firstRow", "firstCol"."""
        return any(
            part.get(f"{W}type") == what for style in self._chain(table) for part in style.iter(f"{W}tblStylePr")
        )

    def _look(self, name: str) -> Look:
        if name not in self.looks:
            self.looks[name] = self._read(name)
        return self.looks[name]

    def _read(self, name: str) -> Look:
        if name not in self.written:  # known by its name alone, as where the part with the styles is missing
            return Look(*_kind(re.sub(r"(?<=[a-z])(?=[1-9A-Z])", " ", name).lower()))
        kind: Kind = ""
        level: int | None = None
        numbered: tuple[str, int | None] | None = None
        settings: dict[str, bool] = {}
        language: dict[str, str] = {}
        words = raised = font = ""
        for style in self._chain(name):
            paragraph, run = child(style, "pPr"), child(style, "rPr")
            called = value(style, "name").strip().lower()
            if not kind:
                kind, named = _kind(called)
                level = level if level is not None or not named else named
            if level is None and (outline := child(paragraph, "outlineLvl")) is not None:
                level = number(value(outline), 9) + 1
            if numbered is None and (listed := child(paragraph, "numPr")) is not None:
                at = value(listed, "ilvl")
                numbered = (value(listed, "numId"), number(at, 0) if at else None)
            for toggle in TOGGLES:
                if toggle not in settings and (on := switch(run, toggle)) is not None:
                    settings[toggle] = on
            language = {**languages_in(run), **language}
            words = words or next((what for what, names in _WORDS if names.fullmatch(called)), "")
            raised = raised or value(run, "vertAlign")
            font = font or font_of(run)
        if level is not None and 1 <= level <= 9 and kind in ("", "heading"):
            kind = "heading"
        elif kind == "heading":
            kind = ""
        return Look(kind, (level or 0) if kind == "heading" else 0, numbered, settings, language, words, raised, font)

    def _chain(self, name: str) -> Iterator[XML]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        while name in self.written and name not in seen and len(seen) < _DEEPEST:
            seen.add(name)
            yield self.written[name]
            name = value(self.written[name], "basedOn")


def languages_in(properties: XML | None) -> dict[str, str]:
    """The languages that `w:lang` says, by script; what is not to be proofed says none."""
    found = child(properties, "lang")
    if found is None:
        return {}
    said = {script: found.get(W + script, "") for script in ("val", "eastAsia", "bidi")}
    return {script: tag for script, tag in said.items() if tag and tag.lower() != "x-none"}


def font_of(properties: XML | None) -> str:
    """The font of the letters that a symbol font has, or ""."""
    fonts = child(properties, "rFonts")
    return "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""


def _kind(called: str) -> tuple[Kind, int]:
    found = _NAMES.fullmatch(called)
    if found is None:
        return "", 0
    kind: Kind = next(kind for kind, _ in _KINDS if found[kind])
    digit = _DIGIT.search(called)
    return kind, int(digit[0]) if digit and kind == "heading" else 0
