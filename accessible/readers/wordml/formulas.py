"""Formulas on one line: what Office writes as a tree (ECMA-376 part 1, section 22.1) in the signs of linear notation
(Unicode Technical Note 28), so that no sign of them is lost where a book holds no such tree."""

from __future__ import annotations

from accessible.readers.wordml.names import XML, M, W

#: What stands between the parts of a structure, by its name: the parts, each with what comes before it.
_PARTS = {
    "f": (("num", ""), ("den", "/")),
    "sSup": (("e", ""), ("sup", "^")),
    "sSub": (("e", ""), ("sub", "_")),
    "sSubSup": (("e", ""), ("sub", "_"), ("sup", "^")),
    "sPre": (("sub", "_"), ("sup", "^"), ("e", "")),
    "limLow": (("e", ""), ("lim", "_")),
    "limUpp": (("e", ""), ("lim", "^")),
    "rad": (("deg", ""), ("e", "√")),
    "func": (("fName", ""), ("e", " ")),
}


def linear(element: XML) -> str:
    """A formula, or a part of one, on one line."""
    name = str(element.tag)
    if name in (f"{M}t", f"{W}t"):
        return element.text or ""
    local = name.removeprefix(M)
    if local in _PARTS:
        return "".join(
            sign + _grouped(linear(part), bare=not sign.strip() and local not in ("f", "sSup", "sSub", "sSubSup"))
            for part_name, sign in _PARTS[local]
            if (part := element.find(M + part_name)) is not None and (sign != "" or len(part) > 0)
        )
    match local:
        case "d":
            properties = element.find(f"{M}dPr")
            opening, between, closing = (
                _character(properties, name, usual)
                for name, usual in (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))
            )
            return opening + between.join(linear(part) for part in element.findall(f"{M}e")) + closing
        case "nary":
            sign = _character(element.find(f"{M}naryPr"), "chr", "∫")
            limits = "".join(
                mark + _grouped(said)
                for part_name, mark in (("sub", "_"), ("sup", "^"))
                if (part := element.find(M + part_name)) is not None and (said := linear(part))
            )
            inner = element.find(f"{M}e")
            return f"{sign}{limits} {linear(inner) if inner is not None else ''}"
        case "m":
            return "; ".join(
                ", ".join(linear(cell) for cell in row.findall(f"{M}e")) for row in element.findall(f"{M}mr")
            )
        case "eqArr":
            return "; ".join(linear(part) for part in element.findall(f"{M}e"))
    return "".join(linear(part) for part in element)


def _grouped(text: str, *, bare: bool = False) -> str:
    return text if bare or len(text) < 2 or text.isalnum() else f"({text})"


def _character(properties: XML | None, name: str, usual: str) -> str:
    found = None if properties is None else properties.find(M + name)
    return usual if found is None else found.get(f"{M}val", "")
