"""Fields: what Word computes (ECMA-376 part 1, section 17.16). Their result is the text that is seen; what is computed
of it counts where it is a link, a list of contents, or a box that is ticked."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from accessible.readers.wordml.names import XML, W, child, switch

_WORDS = re.compile(r'"([^"]*)"?|(\S+)')
_LINKS = ("REF", "PAGEREF", "NOTEREF")
_CONTENTS = ("TOC", "TOA")
#: The field that counts figures, and what stands before it in a caption.
_COUNTS = re.compile(r"\s*SEQ\s+(\S+)", re.I)
_LABEL = re.compile(r"\s*[^\W\d_]+\.?(?:\s+[^\W\d_]+\.?)?\s*")
_LONGEST_LABEL = 30


class Instruction(NamedTuple):
    """What a field is: ``link`` is the address it leads to, "#" and a bookmark for one in the text."""

    kind: Literal["", "link", "contents", "box", "formula"]
    link: str = ""


def instruction(written: str) -> Instruction:
    """What the code of a field says."""
    words = [quoted or bare for quoted, bare in _WORDS.findall(written)]
    name = words[0].upper() if words else ""
    if name in _CONTENTS:
        return Instruction("contents")
    if name == "FORMCHECKBOX":
        return Instruction("box")
    if name == "EQ":
        return Instruction("formula")
    if name == "HYPERLINK":
        address, fragment, at = "", "", 1
        while at < len(words):
            word = words[at].lower()
            if word in (r"\l", r"\o", r"\t", r"\s"):
                at += 1
                if word == r"\l" and at < len(words):
                    fragment = words[at]
            elif not word.startswith("\\") and not address:
                address = words[at]
            at += 1
        return Instruction("link", f"{address}#{fragment}" if fragment else address)
    if name in _LINKS and len(words) > 1 and r"\h" in (word.lower() for word in words):
        return Instruction("link", f"#{words[1]}")
    return Instruction("")


class _Field:
    def __init__(self, element: XML) -> None:
        self.element = element
        self.code: list[str] = []
        self.said: Instruction | None = None  # None until its result begins


class Fields:
    """The fields that are open at a place of a part. One that never ends is none: else it would take the rest of the
    text with it."""

    def __init__(self, root: XML) -> None:
        self.stack: list[_Field] = []
        self.endless = _endless(root)

    def character(self, element: XML) -> Instruction | None:
        """Take in a `w:fldChar`; what the field was that ends here without a result, if one does."""
        match element.get(f"{W}fldCharType"):
            case "begin" if element not in self.endless:
                self.stack.append(_Field(element))
            case "separate" if self.stack:
                self.stack[-1].said = instruction("".join(self.stack[-1].code))
            case "end" if self.stack:
                field = self.stack.pop()
                return instruction("".join(field.code)) if field.said is None else None
        return None

    def code(self, text: str) -> None:
        """Take in a piece of the code of the innermost field."""
        if self.stack and self.stack[-1].said is None:
            self.stack[-1].code.append(text)

    @property
    def coding(self) -> bool:
        """Whether what stands here is the code of a field, which nobody sees."""
        return any(field.said is None for field in self.stack)

    @property
    def in_contents(self) -> bool:
        return any(field.said is not None and field.said.kind == "contents" for field in self.stack)

    @property
    def link(self) -> str:
        """The address of the innermost field that is a link."""
        return next((field.said.link for field in reversed(self.stack) if field.said and field.said.link), "")


def is_numbered_caption(element: XML) -> bool:
    """Whether a paragraph begins as captions do whose numbers Word counts ("Figure 1: …"), whatever its style: with a
    word or two and a SEQ field (section 17.16.5.56). Equations are counted so as well, and have no caption."""
    before, code = "", ""
    for part in element.iter(f"{W}t", f"{W}instrText", f"{W}fldSimple", f"{W}fldChar"):
        if part.tag == f"{W}t":
            before += part.text or ""
        elif part.tag == f"{W}fldSimple":
            code = part.get(f"{W}instr", "")
        elif part.tag == f"{W}instrText":
            code += part.text or ""
        if (found := _COUNTS.match(code)) is not None:
            return bool(_LABEL.fullmatch(before)) and not found[1].lower().startswith(("equation", "formula", "eq"))
        if len(before) > _LONGEST_LABEL:
            return False
    return False


def is_ticked(element: XML) -> bool:
    """Whether the box of a form is ticked, by the `w:fldChar` that begins its field."""
    box = child(child(element, "ffData"), "checkBox")
    said = switch(box, "checked")
    return bool(switch(box, "default") if said is None else said)


def _endless(root: XML) -> frozenset[XML]:
    begun: list[XML] = []
    for element in root.iter(f"{W}fldChar"):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            begun.append(element)
        elif kind == "end" and begun:
            begun.pop()
    return frozenset(begun)
