"""The frame of every XHTML page of a book: namespaces, language, head and stylesheet, and how a tree becomes bytes.

lxml writes the XML: it escapes, keeps namespaces straight, and cannot produce a file that is not well-formed. White
space inside text means something (a space between two sentences of Chinese would be a mistake), so nothing is ever
pretty-printed; line breaks stand only between blocks.
"""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from accessible.renderers.characters import label
from accessible.renderers.languages import direction
from accessible.renderers.semantics import ROLES, Z3998

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
XML = "http://www.w3.org/XML/1998/namespace"
TYPE = f"{{{OPS}}}type"  # epub:type
LANG = f"{{{XML}}}lang"  # xml:lang

STYLESHEET = "style.css"

Tree: TypeAlias = etree._Element


def page(title: str, language: str) -> tuple[Tree, Tree]:
    """An empty XHTML document in a language (BCP 47): its `html` and its `body`."""
    html = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})
    in_language(html, language)
    html.text = "\n"
    head = element(html, "head")
    head.text = head.tail = "\n"
    element(head, "meta", charset="utf-8").tail = "\n"
    named = element(head, "title")
    named.text, named.tail = label(title), "\n"
    element(head, "link", rel="stylesheet", type="text/css", href=STYLESHEET).tail = "\n"
    body = element(html, "body")
    body.text = body.tail = "\n"
    return html, body


def serialize(root: Tree) -> bytes:
    """The bytes of an XHTML document. The same tree gives the same bytes."""
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    return data + b"\n"


def element(parent: Tree, tag: str, **attributes: str) -> Tree:
    """A new XHTML element in a parent; attributes without a value are left out."""
    given = {name: label(value) for name, value in attributes.items() if value}
    return etree.SubElement(parent, f"{{{XHTML}}}{tag}", given)


def typed(tree: Tree, name: str) -> None:
    """Say what an element is, to reading systems (epub:type) and, where it has a name for that, to assistive technology
    (role); ``name`` is one of `semantics.ROLES`. The prefix of a name that has one is declared."""
    tree.set(TYPE, name)
    if role := ROLES[name]:
        tree.set("role", role)
    if ":" in name:
        tree.getroottree().getroot().set(f"{{{OPS}}}prefix", Z3998)


def page_break(parent: Tree, number: str, *, id: str) -> Tree:  # noqa: A002 (the attribute's name)
    """The place where a page of the source begins; its label is the number alone (DAISY Knowledge Base)."""
    mark = element(parent, "span", id=id)
    mark.set("aria-label", label(number))
    typed(mark, "pagebreak")
    mark.text = ""  # gives it an end tag, for reading systems that take XHTML for HTML
    return mark


def in_language(tree: Tree, language: str, *, around: str = "") -> None:
    """Mark the language of an element, and its direction where that is not the one around it."""
    tree.set("lang", language)
    tree.set(LANG, language)
    if direction(language) != direction(around):
        tree.set("dir", direction(language))
