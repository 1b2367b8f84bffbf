"""Books made to be slow: twice as much of anything costs about twice the time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from accessible.checkers import check
from tests.checkers.zoo import Members, item, nav, package, par, plain, ref, talking, written
from tests.renderers.pictures import picture

_MANY = 4000
_LINK = '<link rel="stylesheet" type="text/css" href="a.css"/>'


def body(of: Callable[[int], str], *, around: str = "{}") -> Callable[[int], Members]:
    return lambda many: plain(around.format("".join(map(of, range(many)))))


def styled(many: int) -> Members:
    """Wide pictures, and as many rules for others."""
    sheet = "".join(f".c{number} {{ max-width: 100% }}" for number in range(many))
    manifest = item("a", "image/png", href="a.png") + item("css", "text/css", href="a.css")
    more: Members = {"OPS/a.png": picture("png", width=900), "OPS/a.css": sheet}
    return plain('<img src="a.png" alt="A lamp"/>' * many, manifest=manifest, head=_LINK, more=more)


def listed(many: int) -> Members:
    """One page under many names in the manifest."""
    names = [f"x{number}" for number in range(many)]
    manifest = item("one") + "".join(item(name, href="one.xhtml") for name in names)
    return plain("<p>Once.</p>" * 100) | {"OPS/package.opf": package(manifest, ref("one", *names))}


KINDS: dict[str, Callable[[int], Members]] = {
    "links with labels of their own": body(lambda n: f'<p id="i{n}">x</p><a href="#i0" aria-labelledby="i{n}"/>'),
    "links with one label": body(lambda n: '<a href="#all" aria-labelledby="all">x</a>', around='<p id="all">{}</p>'),
    "notes in one note": body(
        lambda n: f'<a epub:type="noteref" href="#n{n}">1</a><p id="n{n}">x</p>',
        around='<aside epub:type="footnote">{}</aside>',
    ),
    "page breaks": body(lambda n: f'<span id="p{n}" epub:type="pagebreak" aria-label="{n}"/>'),
    "tags of languages": body(lambda n: f'<p lang="x_{n}">x</p>'),
    "text without a clip": lambda many: talking(
        par("h", "0s", "1s"), "1s", body="<p id='a'>" + "<b>x</b> y" * many + "</p>"
    ),
    "clips that go backwards": lambda many: talking(
        "".join(par("a", f"{many - n}ms", f"{many - n + 9}ms") for n in range(many)), "4s"
    ),
    "entries of the contents": lambda many: (
        plain("<p>x</p>")
        | {"OPS/nav.xhtml": nav("".join(f'<li><a href="one.xhtml#x{n}">x</a></li>' for n in range(many)))}
    ),
    "pictures and rules": styled,
    "names for a page": listed,
}


@pytest.mark.parametrize("kind", KINDS)
def test_twice_as_much_costs_twice_the_time(kind: str, tmp_path: Path) -> None:
    def cost(many: int) -> float:
        book = written(KINDS[kind](many), tmp_path / f"{many}.epub")
        times = []
        for _ in range(3):
            start = time.process_time()
            check(book, checkers=["overlays", "rules"])
            times.append(time.process_time() - start)
        return min(times)

    cost(10)  # what is imported on the way
    small, large = cost(_MANY // 4), cost(_MANY)
    assert large < 0.2 or large < 8 * small, (small, large)  # four times as much: quadratic would be sixteen
