"""What the style sheets plainly say: the contrast of the highlight, and whether pictures fit a small screen.

tinycss2 reads them. Selectors are not resolved as a browser does it (that is asked in one, see `checkers.browser`):
declarations count where their selector ends in the class or element in question, and where a sheet is cleverer than
that, nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from accessible.bitmaps import bitmap
from accessible.checkers.archive import read
from accessible.checkers.book import Book, Page, Tree
from accessible.checkers.colours import BLACK, WHITE, Colour, colour, contrast, over
from accessible.checkers.markup import XHTML, place, shown
from accessible.checkers.package import resolve
from accessible.checkers.sheets import Rule, rules
from accessible.errors import SourceError
from accessible.model.message import Message, Place

_OPF = "{http://www.idpf.org/2007/opf}"
_ENOUGH = 4.5  # WCAG 2.2, 1.4.3
_NARROW = 320  # CSS pixels (WCAG 2.2, 1.4.10)
_HOLDING = re.compile(
    r"(?:100|\d{1,2}(?:\.\d+)?)\s*%|\d+(?:\.\d+)?\s*vw|(?:min|clamp|calc|fit-content)\(.*|-webkit-fill-available"
    r"|(?:[12]?\d{1,2}|3[01]\d|320)(?:\.\d+)?px|1?\d(?:\.\d+)?r?em"  # what fits by itself
)
_TALL = re.compile(r"(?!auto|none|0)[\d(].*|calc\(.*")  # a height, from which the width follows


_SAYING_NOTHING = frozenset({"none", "inherit", "initial", "unset", "revert", "currentcolor"})


class _Sheet(NamedTuple):
    path: str
    rules: tuple[Rule, ...]


def check(book: Book) -> Iterator[Message]:
    """A highlight with too little contrast (A023), pictures that nothing keeps on a small screen (A024)."""
    known: dict[str, tuple[Rule, ...]] = {}
    told: set[tuple[str, str]] = set()
    widths: dict[str, int] = {}
    active = active_class(book)
    is_fixed = book.fixed
    for page in book.pages:
        sheets = list(_sheets(book, page, known))
        if active and page.item.overlay:
            for message in _highlight(active, sheets):
                if (key := (message.place.file, message.text)) not in told:
                    told.add(key)
                    yield message
        if not is_fixed:
            yield from _pictures(book, page, [rule for sheet in sheets for rule in sheet.rules], widths)


def active_class(book: Book) -> str:
    """The class that a reading system gives to what is being spoken, "" when the book names none."""
    metas = book.package.tree.iter(f"{_OPF}meta")
    return next(((meta.text or "").strip() for meta in metas if meta.get("property") == "media:active-class"), "")


def _sheets(book: Book, page: Page, known: dict[str, tuple[Rule, ...]]) -> Iterator[_Sheet]:
    """The style sheets of a page: those that it links to, and those in it."""
    for element in page.tree.iter(f"{XHTML}link", f"{XHTML}style"):
        if element.tag == f"{XHTML}style":
            yield _Sheet(page.path, rules("".join(element.itertext()).encode()))
            continue
        kinds = element.get("rel", "").lower().split()
        if "stylesheet" not in kinds or "alternate" in kinds:
            continue
        path, _ = resolve(page.path, element.get("href", ""))
        if path not in known:
            try:
                known[path] = rules(read(book.archive, path))
            except SourceError:  # EPUBCheck tells
                known[path] = ()
        yield _Sheet(path, known[path])


# ----------------------------------------------------------------------------------------------------------- highlight
def _highlight(active: str, sheets: list[_Sheet]) -> Iterator[Message]:
    of = re.compile(rf"\.{re.escape(active)}(?![\w-])")
    where = next((sheet.path for sheet in sheets for rule in sheet.rules if _ends_in(rule, of)), "")
    if not where:
        return
    found = [rule for sheet in sheets for rule in sheet.rules]
    page = re.compile(r"(?<![\w.#-])(?:html|body|:root)(?![\w-])")
    for scheme in ("light", "dark"):
        is_dark = scheme == "dark"
        if is_dark and not any(rule.dark for rule in found):
            continue
        around, own = (_colours(found, part, dark=is_dark) for part in (page, of))
        if around is None or own is None:  # more than a sheet alone can tell
            continue
        ground = over(
            own.get("background-color", around.get("background-color", WHITE)), around.get("background-color", WHITE)
        )
        ink = over(own.get("color", around.get("color", BLACK)), ground)
        if (ratio := contrast(ink, ground)) < _ENOUGH:
            what = f"What is being spoken has a contrast of {ratio:.1f} to 1 in the {scheme} colour scheme."
            yield Message("A023", what, Place(file=where))


def _colours(found: list[Rule], of: re.Pattern[str], *, dark: bool) -> Mapping[str, Colour] | None:
    """The last colours that are said for what a selector ends in; what is only for the dark comes last there.

    None where one of them is no single colour.
    """
    said: dict[str, Colour | None] = {}
    for rule in sorted((rule for rule in found if dark or not rule.dark), key=lambda rule: rule.dark):
        if not _ends_in(rule, of):
            continue
        for name in ("color", "background-color", "background"):
            value = rule.declarations.get(name, "")
            if value and value not in _SAYING_NOTHING:
                said["background-color" if name == "background" else name] = _single(value)
    known = {name: shade for name, shade in said.items() if shade is not None}
    return known if len(known) == len(said) else None


def _single(value: str) -> Colour | None:
    """The colour in a value that may be of several parts, None where there is none, or a picture over it."""
    if (whole := colour(value)) is not None or "url(" in value or "gradient(" in value:
        return whole
    return next((found for part in value.replace("!important", "").split() if (found := colour(part))), None)


def _ends_in(rule: Rule, of: re.Pattern[str]) -> bool:
    """Whether one of the selectors of a rule ends in a compound in which the pattern is found, or in `*` inside it."""
    return any(of.search(_last(selector)) for selector in rule.selectors)


def _last(selector: str) -> str:
    """The last compound of a selector; of `.a *`, which is about all that is in `.a`, the whole."""
    parts = re.split(r"\s*[>+~\s]\s*", selector.strip())
    return selector if parts[-1] == "*" else parts[-1]


# ------------------------------------------------------------------------------------------------------------ pictures
def _pictures(book: Book, page: Page, found: list[Rule], widths: dict[str, int]) -> Iterator[Message]:
    held: frozenset[str] | None = None
    for picture in shown(page.tree, f"{XHTML}img"):
        path, _ = resolve(page.path, picture.get("src", ""))
        width = _width(book, path, picture, widths)
        if width <= _NARROW:
            continue
        held = _held(found) if held is None else held
        names = {"img", "*", *(f".{name}" for name in picture.get("class", "").split()), f"#{picture.get('id', '')}"}
        if names.isdisjoint(held) and not any(map(_holds, rules(f"x{{{picture.get('style', '')}}}".encode()))):
            what = f"The picture {path} is {width} pixels wide, and nothing keeps it on a screen of {_NARROW}."
            yield Message("A024", what, place(page.path, picture))


def _width(book: Book, path: str, picture: Tree, known: dict[str, int]) -> int:
    """How wide a picture is shown where no style says anything, in pixels; 0 when nobody can say.

    ``known`` are the widths of files that were looked at before.
    """
    said = picture.get("width", "").strip().removesuffix("px")
    if said:
        return int(said) if said.isascii() and said.isdigit() else 0
    if path not in known:
        try:
            found = bitmap(read(book.archive, path))
        except (SourceError, ValueError):
            found = None
        known[path] = found.width if found else 0
    return known[path]


def _held(found: list[Rule]) -> frozenset[str]:
    """The tags, classes and ids that a style makes no wider than what is around them."""
    selectors = [selector for rule in found if _holds(rule) for selector in rule.selectors]
    return frozenset(part for selector in selectors for part in _parts(_last(selector)))


def _holds(rule: Rule) -> bool:
    """Whether a style makes something no wider than what is around it, or narrower than a small screen."""
    said = rule.declarations
    return any(_HOLDING.fullmatch(said.get(name, "")) for name in ("max-width", "width", "max-inline-size")) or any(
        _TALL.fullmatch(said.get(name, "")) for name in ("height", "max-height", "block-size")
    )


def _parts(compound: str) -> list[str]:
    """The tags, classes and ids of a compound selector."""
    compound = compound.replace("svg|", "").rpartition("|")[2]
    return re.findall(r"[.#]?[\w-]+|\*", re.sub(r"::?[\w-]+(\([^)]*\))?|\[[^\]]*\]", "", compound))
