"""Our own rules about how the pages of a book look, held in a browser (WCAG 2.2): contrast in a light and a dark colour
scheme and under the highlight, targets for a finger, a small screen, larger spacing.

Neither EPUBCheck nor Ace looks at these. It needs a Chromium and Playwright with axe-core, the latter from the extra
`check`; the browser is a process of its own (see `window` and `companion`).
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from accessible.checkers.archive import opened, patience
from accessible.checkers.book import read_book
from accessible.checkers.chromium import chromium
from accessible.checkers.companion import ask, readable
from accessible.checkers.few import few
from accessible.checkers.rules.styles import active_class
from accessible.errors import SourceError
from accessible.model.message import Message, Place

_PACKAGES = ("playwright", "axe_playwright_python")
_HINT = "install Chromium, and: pip install 'accessible[check]'"
_SCRIPT = Path(__file__).with_name("window.py")
_EXCERPT = 120  # characters

#: By the way in which a page was looked at, and the rule that was broken then.
_CODES = {
    ("light", "color-contrast"): "A026",
    ("dark", "color-contrast"): "A027",
    ("highlight", "color-contrast"): "A023",
    ("highlight-dark", "color-contrast"): "A023",
    ("light", "target-size"): "A028",
    ("narrow", "reflow"): "A029",
    ("spacing", "reflow"): "A029",
    ("spacing", "text-spacing"): "A030",
}
_LOOKS = {
    "light": "",
    "dark": "In a dark colour scheme: ",
    "highlight": "Under the highlight: ",
    "highlight-dark": "Under the highlight, in a dark colour scheme: ",
    "narrow": "",
    "spacing": "With larger spacing: ",
}


def check(path: Path, *, limit: float = 0) -> tuple[Message, ...]:
    """Look at the pages of an EPUB file in a browser; ``limit`` is the time that it may take, in seconds (0: half an
    hour, or five seconds for each file of a long book).

    At most 20 findings of one kind for each page. One P008 when there is no browser; one P021 when it failed or did
    not finish, and one for each page that could not be opened. Raises `SourceError` when there is no such file, or no
    archive.
    """
    limit = limit or patience(path, least=1800, each=5)
    with opened(path) as archive:
        try:
            book = read_book(archive)
        except SourceError:  # the other rules tell (P007)
            return ()
    if lacking := missing():
        return (_unchecked("P008", path.name, lacking, hint=_HINT),)
    pages = {page.path: page.item.media_type for page in book.pages}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        request = {
            "book": readable(path, Path(folder)),
            "report": str(report),
            "pages": pages,
            "active": active_class(book) if any(page.item.overlay for page in book.pages) else "",
        }
        # -P: the script's own folder is not searched, where modules are called like packages.
        trouble = ask((sys.executable, "-P", str(_SCRIPT), chromium()), request, limit=limit)
        if trouble is None:
            return (_unchecked("P021", path.name, f"it ended, or did not finish in {limit:.0f} seconds"),)
        if trouble:
            return (_unchecked("P021", path.name, " ".join(trouble.split())[:_EXCERPT]),)
        found = json.loads(report.read_bytes())
    return tuple(few(_messages(found, fixed=book.fixed)))


def missing() -> str:
    """What stands in the way of running the browser, "" when nothing does."""
    absent = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if absent:
        return f"the package {absent[0].replace('_', '-')} is not installed"
    return "" if chromium() else "no Chromium was found"


def _unchecked(code: str, file: str, why: str, *, hint: str = "") -> Message:
    return Message(code, f"The browser did not look at it: {why}.", Place(file=file), hint=hint)


def _messages(found: list[dict[str, str]], *, fixed: bool) -> Iterator[Message]:
    told: set[tuple[str, str, str]] = set()
    for finding in found:
        code = _CODES.get((finding["look"], finding["rule"]))
        if code is None:
            yield _unchecked("P021", finding["page"], " ".join(finding["said"].split())[:_EXCERPT])
            continue
        if fixed and code in ("A029", "A030"):  # the pages of a fixed layout do not flow
            continue
        base = "A026" if code == "A027" else code  # what is wrong in the light and in the dark is told once
        if (key := (finding["page"], finding["html"], base)) in told:
            continue
        told.add(key)
        said = " ".join(finding["said"].split())
        shown = " ".join(finding["html"].split())[:_EXCERPT]
        text = f"{_LOOKS[finding['look']]}{said[:1].upper()}{said[1:].rstrip('.')} ({shown})."
        yield Message(code, text, Place(file=finding["page"], id=finding["id"]))
