"""Reads a style sheet into flat rules: selectors, declarations, and whether they are for a dark colour scheme.

tinycss2 parses CSS as "CSS Syntax Module Level 3" says, errors and all; nothing is fetched, so `@import` leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import tinycss2

_MOST_DEEP = 8  # at-rules inside each other


class Rule(NamedTuple):
    """A style rule: its selectors as written, and its declarations, lower-case, the last of a name."""

    selectors: tuple[str, ...]
    declarations: Mapping[str, str]
    dark: bool = False


def rules(sheet: bytes) -> tuple[Rule, ...]:
    """The rules of a style sheet that hold on a screen, in their order."""
    found, _ = tinycss2.parse_stylesheet_bytes(sheet, skip_comments=True, skip_whitespace=True)
    return tuple(_rules(found, dark=False, depth=0))


def _rules(nodes: list[Any], *, dark: bool, depth: int) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = tuple(part.strip() for part in tinycss2.serialize(node.prelude).split(","))
            yield Rule(selectors, _declarations(node.content), dark)
        elif node.type == "at-rule" and node.content is not None and depth < _MOST_DEEP:
            condition = tinycss2.serialize(node.prelude).lower()
            inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            match node.lower_at_keyword:
                case "media" if "print" in condition or "light" in condition:
                    continue
                case "media":
                    is_dark = "prefers-color-scheme" in condition and "dark" in condition
                    yield from _rules(inside, dark=dark or is_dark, depth=depth + 1)
                case "supports" | "layer":
                    yield from _rules(inside, dark=dark, depth=depth + 1)


def _declarations(content: list[Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            found[node.lower_name] = tinycss2.serialize(node.value).strip().lower()
    return found
