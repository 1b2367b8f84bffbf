"""Whoever moves with the keyboard sees where they are: a line around what has the focus, in every style and scheme.

No tool of ours looks at this (WCAG 2.2, 2.4.7 and 2.4.13: two pixels, three to one against what is beside it).
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

_SEEN = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  const ground = (node) => {
    const colour = getComputedStyle(node).backgroundColor;
    return /, 0\\)$/.test(colour) && node.parentElement ? ground(node.parentElement) : colour;
  };
  return [element.localName, style.outlineStyle, parseFloat(style.outlineWidth), style.outlineColor, ground(element)];
}"""


def luminance(colour: str) -> float:
    """The relative luminance of `rgb(…)` (WCAG 2.2); what is transparent lies on a white page."""
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)]
    if len(parts) == 4 and not parts[3]:
        return 1.0
    red, green, blue = (
        part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("style", ["plain", "comfortable"])
def test_what_has_the_focus_is_seen(
    style: str, kinds: dict[str, Path], comfortable: dict[str, Path], tmp_path: Path, window: Any
) -> None:
    with zipfile.ZipFile((kinds if style == "plain" else comfortable)["listing"]) as book:
        book.extractall(tmp_path)
    for scheme in ("light", "dark"):
        page = window.new_page(color_scheme=scheme)
        for name, focused in (("nav.xhtml", "a"), ("c0001.xhtml", "pre")):
            page.goto((tmp_path / "EPUB" / name).as_uri())
            page.keyboard.press("Tab")
            element, line, width, colour, ground = page.evaluate(_SEEN)
            assert (element, line) == (focused, "solid"), (scheme, name)
            assert width >= 2, (scheme, name)
            assert contrast(colour, ground) >= 3, (scheme, name, colour, ground)
        page.close()
