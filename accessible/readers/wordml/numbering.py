"""How paragraphs are counted: their lists, levels, numbers, how these are written (ECMA-376 part 1, section 17.9)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from accessible.model.blocks import Numbering
from accessible.readers.wordml.names import XML, W, child, number, value

_PLACE = re.compile(r"%([1-9])")
_SYMBOLS: dict[str, Numbering] = {
    "decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I",
}  # fmt: skip
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LEVELS = 9
#: The list of bullets that is ours, by the name that no list of a document has.
BULLETS = "bullets"


class _Level:
    """A level of a list as its author made it."""

    def __init__(self, element: XML | None) -> None:
        self.start = number(value(element, "start"), 1) if element is not None else 1
        self.form = value(element, "numFmt") or "decimal"
        self.text = value(element, "lvlText")
        self.style = value(element, "pStyle")
        restart = value(element, "lvlRestart")
        self.restarts = restart != "0"
        self.legal = child(element, "isLgl") is not None


class Counted(NamedTuple):
    """Where a paragraph stands in a list: its level (from 0), its number there, its signs ("" for a bullet), and the
    list; ``label`` is its number as written, where no list of a book is counted so ("" where one is)."""

    level: int
    number: int
    symbols: Numbering | Literal[""]
    series: str
    label: str


class Lists:
    """The lists of a document, counted while it is read from beginning to end."""

    def __init__(self, root: XML | None) -> None:
        self.levels: dict[str, dict[int, _Level]] = {}
        self.series: dict[str, str] = {}  # a list in the text → what it counts with
        self.overrides: dict[str, dict[int, int]] = {}
        self.own: dict[str, dict[int, _Level]] = {}
        self.counts: dict[str, list[int | None]] = {}
        self.begun: set[tuple[str, int]] = set()
        bullet = _Level(None)
        bullet.form = "bullet"
        if root is not None:
            self._read(root)
        self.series[BULLETS] = BULLETS
        self.levels[BULLETS] = dict.fromkeys(range(_LEVELS), bullet)

    def _read(self, root: XML) -> None:
        links: dict[str, str] = {}
        linked: dict[str, str] = {}
        for abstract in root.iterchildren(f"{W}abstractNum"):
            name = abstract.get(f"{W}abstractNumId", "")
            self.levels[name] = {
                number(level.get(f"{W}ilvl", ""), 0): _Level(level) for level in abstract.iterchildren(f"{W}lvl")
            }
            if style := value(abstract, "numStyleLink"):
                links[name] = style
            if style := value(abstract, "styleLink"):
                linked[style] = name
        for name, style in links.items():
            if style in linked:
                self.levels[name] = self.levels[linked[style]]
        for num in root.iterchildren(f"{W}num"):
            name = num.get(f"{W}numId", "")
            self.series[name] = value(num, "abstractNumId")
            for override in num.iterchildren(f"{W}lvlOverride"):
                at = number(override.get(f"{W}ilvl", ""), 0)
                if start := value(override, "startOverride"):
                    self.overrides.setdefault(name, {})[at] = number(start, 1)
                if (level := child(override, "lvl")) is not None:
                    self.own.setdefault(name, {})[at] = _Level(level)

    def level_of(self, name: str, style: str) -> int:
        """The level of a list that the paragraphs of a style have."""
        levels = self.levels.get(self.series.get(name, ""), {})
        return next((at for at, level in levels.items() if level.style and level.style == style), 0)

    def count(self, name: str, at: int) -> Counted | None:
        """Count a paragraph of a list, on a level; None where there is no such list."""
        if name not in self.series:
            return None
        at = max(0, min(at, _LEVELS - 1))
        series = self.series[name]
        levels = {**self.levels.get(series, {}), **self.own.get(name, {})}
        level = levels.get(at) or _Level(None)
        counts = self.counts.setdefault(series, [None] * _LEVELS)
        start = self.overrides.get(name, {}).get(at)
        before = counts[at]
        if start is not None and (name, at) not in self.begun:
            counts[at] = start
        else:
            counts[at] = level.start if before is None else before + 1
        self.begun.add((name, at))
        for deeper in range(at + 1, _LEVELS):
            if (levels.get(deeper) or _Level(None)).restarts:
                counts[deeper] = None
        for higher in range(at):
            if counts[higher] is None:
                counts[higher] = (levels.get(higher) or _Level(None)).start
        now = counts[at] or 0
        if level.form in ("bullet", "none") and not _PLACE.search(level.text):
            return Counted(at, now, "", name, "")
        symbols: Numbering | Literal[""] = _SYMBOLS.get(level.form, "")
        bare = re.fullmatch(r"[\W_]*%(\d)[\W_]*", level.text)
        if symbols and now >= 0 and (not level.text or (bare and int(bare[1]) == at + 1)):
            return Counted(at, now, symbols, name, "")
        return Counted(at, now, "", name, self._label(levels, level, counts))

    def _label(self, levels: dict[int, _Level], level: _Level, counts: list[int | None]) -> str:
        def place(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            form = "decimal" if level.legal else (levels.get(at) or _Level(None)).form
            return written_number(counts[at] or 0, form)

        return _PLACE.sub(place, level.text).strip()

    def label(self, name: str, at: int) -> str:
        """Count a paragraph that is no item of a list, as a heading is, and give its number as written."""
        counted = self.count(name, at)
        if counted is None:
            return ""
        series = self.series[name]
        levels = {**self.levels.get(series, {}), **self.own.get(name, {})}
        level = levels.get(counted.level) or _Level(None)
        if level.form == "bullet":
            return ""
        return self._label(levels, level, self.counts[series])


def written_number(count: int, form: str) -> str:
    """A number as a list writes it (section 17.18.59)."""
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        text = ""
        for size, sign in _ROMAN:
            text += sign * (count // size)
            count %= size
        return text.upper() if form == "upperRoman" else text
    if form in ("lowerLetter", "upperLetter") and count > 0:
        text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return text.upper() if form == "upperLetter" else text
    if form == "decimalZero":
        return f"{count:02d}"
    return "" if form in ("none", "bullet") else str(count)
