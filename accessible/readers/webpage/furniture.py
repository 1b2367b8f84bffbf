"""What an element says of itself when it is no part of the article: its name, its role, the words of its class."""

from __future__ import annotations

import re

from accessible.readers.markup import Element
from accessible.readers.markup.attributes import roles_of

_ELEMENTS = {
    "nav": "navigation",
    "aside": "an aside of the page",
    "footer": "the foot of the page",
    "form": "a form",
    "search": "a search",
}
_ROLES = {
    "navigation": "navigation",
    "banner": "the head of the page",
    "contentinfo": "the foot of the page",
    "search": "a search",
    "complementary": "an aside of the page",
    "dialog": "a dialogue of the page",
    "alertdialog": "a dialogue of the page",
    "menu": "a menu",
    "menubar": "a menu",
    "toolbar": "tools of the page",
    "tablist": "tools of the page",
}
#: Words of classes of what leads to the editing of a section, in MediaWiki and DokuWiki, and what that is.
_EDITING = frozenset({"editsection", "secedit"})
EDIT_MARK = "what is only for the screen"
#: Words of classes → what their element is. They are the words of the trade, the same in every country.
_WORDS = {
    **dict.fromkeys("comment comments commentlist commenttext disqus respond replies".split(), "comments of readers"),
    **dict.fromkeys("nav navigation navbar navbox menu submenu breadcrumb breadcrumbs pagination pager".split(),
                    "navigation"),
    **dict.fromkeys("sidebar footer masthead".split(), "the frame of the page"),
    **dict.fromkeys("share sharing sharebar shares social sharetools".split(), "buttons to pass the page on"),
    **dict.fromkeys("related recommended recommendations trending popular".split(), "links to other pages"),
    **dict.fromkeys("ad ads advert advertisement advertising sponsored promo promos".split(), "advertising"),
    **dict.fromkeys("newsletter subscribe subscription signup login cookie cookies gdpr".split(),
                    "an offer of the site"),
    **dict.fromkeys("toolbar tools articletools".split(), "tools of the page"),
    **dict.fromkeys("player playlist".split(), "a player for sound or films"),
    **dict.fromkeys("gallery slideshow carousel".split(), "a slideshow"),
    **dict.fromkeys("noprint skip".split(), EDIT_MARK),
    "nocontent": "what is none of the page's content",
}  # fmt: skip
#: Whatever its class says, an element of these names may hold the article.
_NEVER = frozenset("html body article main p h1 h2 h3 h4 h5 h6".split())
#: Notes belong to the text that refers to them, also where an `aside` holds them.
_NOTES = frozenset({"doc-footnote", "doc-endnote", "doc-endnotes", "footnote", "footnotes", "endnote", "endnotes"})
#: An id of more words than this is the slug of a heading, and says nothing of the page.
_SLUG = 2

_PART = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")


def furniture(element: Element) -> str:
    """What an element is that says it is no part of the text, as the end of a sentence, or ""."""
    if _NOTES & roles_of(element):
        return ""
    if element.name in _ELEMENTS:
        return named(element) or _ELEMENTS[element.name]
    return named(element)


def is_edit_mark(element: Element) -> bool:
    """Whether an element is what a wiki puts behind each heading, to edit what is below it."""
    return "class" in element.attributes and not _EDITING.isdisjoint(
        map(str.lower, _PART.findall(element.get("class")))
    )


def named(element: Element) -> str:
    """What an element's role and class say that it is, or "" when they do not say that it is furniture."""
    if not element.attributes:
        return ""
    for role in roles_of(element):
        if role in _ROLES:
            return _ROLES[role]
    if element.name in _NEVER:
        return ""
    words = [word.lower() for word in _PART.findall(element.get("class"))]
    identity = [word.lower() for word in _PART.findall(element.get("id"))]
    if len(identity) <= _SLUG:
        words += identity
    return next((_WORDS[word] for word in words if word in _WORDS), "")
