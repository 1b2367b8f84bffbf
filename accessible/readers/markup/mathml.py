"""Formulas on one line: what MathML has as a tree (MathML Core; MathML 3, chapter 3), in the signs of linear notation
(Unicode Technical Note 28), so that a half is no "1 2"."""

from __future__ import annotations

from collections.abc import Mapping

from accessible.readers.markup.tree import Characters, Element

#: What stands between the parts of a structure.
_BETWEEN: Mapping[str, tuple[str, ...]] = {
    "mfrac": ("/",),
    "msup": ("^",),
    "mover": ("^",),
    "msub": ("_",),
    "munder": ("_",),
    "msubsup": ("_", "^"),
    "munderover": ("_", "^"),
}


def linear(element: Element) -> str:
    """A formula, or a part of one, on one line; what else is written about it (TeX) apart."""
    if element.name.startswith("annotation"):
        return ""
    parts = [
        " ".join(child.text.split()) if isinstance(child, Characters) else linear(child)
        for child in element.children
        if isinstance(child, Element) or not child.text.isspace()
    ]
    signs = _BETWEEN.get(element.name, ())
    if signs and len(parts) == len(signs) + 1:
        return _grouped(parts[0]) + "".join(
            sign + _grouped(part) for sign, part in zip(signs, parts[1:], strict=True) if part
        )
    if element.name == "mroot" and len(parts) == 2:
        return f"{_grouped(parts[1])}√{_grouped(parts[0])}"
    between = {"mtable": "; ", "mtr": ", "}.get(element.name, " ")
    inside = between.join(filter(None, parts))
    return f"√{_grouped(inside)}" if element.name == "msqrt" else inside


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"
