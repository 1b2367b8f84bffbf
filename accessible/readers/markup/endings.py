"""Which tag ends what was left open, and what it does not look beyond (HTML, sections 13.1.2.4 and 13.2.4.2)."""

from __future__ import annotations

from collections.abc import Mapping

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
#: An open paragraph ends where one of these begins (HTML, section 13.1.2.4).
ENDS_PARAGRAPH = frozenset(
    "address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul "
    "xmp".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
#: What an end tag, and a tag that ends others, does not reach beyond (HTML, section 13.2.4.2, "has in scope").
SCOPE = frozenset(
    "#root applet caption html marquee object table td template th foreignobject desc mi mo mn ms mtext "
    "annotation-xml".split()
)
PARAGRAPH_SCOPE = SCOPE | {"button"}
LISTS = frozenset("ol ul menu dir".split())
#: Elements that a start tag ends when they are open: tag → what it ends, and what it does not look beyond.
ENDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), SCOPE | LISTS),
    "dt": (frozenset({"dt", "dd"}), SCOPE | {"dl"}),
    "dd": (frozenset({"dt", "dd"}), SCOPE | {"dl"}),
    "option": (frozenset({"option"}), SCOPE | {"select", "datalist", "optgroup"}),
    "optgroup": (frozenset({"option", "optgroup"}), SCOPE | {"select", "datalist"}),
    "tr": (frozenset("tr td th caption colgroup".split()), frozenset({"#root", "table", "template"})),
    "td": (frozenset("td th caption colgroup".split()), frozenset({"#root", "table", "template"})),
    "th": (frozenset("td th caption colgroup".split()), frozenset({"#root", "table", "template"})),
    "rt": (frozenset("rb rt rp".split()), SCOPE | {"ruby"}),
    "rp": (frozenset("rb rt rp".split()), SCOPE | {"ruby"}),
    "rb": (frozenset("rb rt rp rtc".split()), SCOPE | {"ruby"}),
    "rtc": (frozenset("rb rt rp rtc".split()), SCOPE | {"ruby"}),
    "button": (frozenset({"button"}), SCOPE),
    **dict.fromkeys(("input", "keygen", "textarea"), (frozenset({"select"}), SCOPE)),
    **dict.fromkeys(
        ("tbody", "thead", "tfoot", "caption", "colgroup"),
        (frozenset("tr td th caption colgroup tbody thead tfoot".split()), frozenset({"#root", "table", "template"})),
    ),
}
#: What parts of a table stand in: whatever else was opened in a table ends where one begins ("clear the stack back",
#: HTML, section 13.2.6.4.9).
_BODIES = frozenset({"tbody", "thead", "tfoot"})
TABLE_CONTEXT: Mapping[str, frozenset[str]] = {
    "tr": _BODIES | {"table", "template"},
    "col": frozenset({"table", "colgroup", "template"}),
    **dict.fromkeys(("td", "th"), _BODIES | {"table", "tr", "template"}),
    **dict.fromkeys((*_BODIES, "caption", "colgroup"), frozenset({"table", "template"})),
}
#: Where a form is there, and holds nothing.
IN_TABLE = _BODIES | {"table", "tr"}
FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
#: Of these only one is open: another ends it.
NOT_IN_ITSELF = frozenset({"a", "nobr"})
#: What the end tag of something else closes with it (HTML, section 13.2.6.3).
IMPLIED = frozenset("dd dt li optgroup option p rb rp rt rtc".split())
#: What no end tag of an element without a meaning of its own reaches beyond, and what goes on where emphasis around it
#: ends (HTML, section 13.2.4.2, "special").
SPECIAL = (
    SCOPE
    | VOID
    | ENDS_PARAGRAPH
    | frozenset(
        "body button colgroup frameset head iframe noembed noframes noscript script select style tbody textarea tfoot "
        "thead title tr".split()
    )
)
IN_HEAD = frozenset("base basefont bgsound link meta title noscript noframes style script template".split())
#: Elements that are there once; a second tag only adds attributes.
ONCE = frozenset({"html", "head", "body"})


def beyond(name: str, *, xml: bool) -> frozenset[str]:
    """What the end tag of an element does not reach beyond."""
    if xml:
        return frozenset()
    if name == "template":
        return frozenset({"#root"})
    if name in ("table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"):
        return frozenset({"#root", "table"} - {name})
    if name == "li":
        return SCOPE | LISTS
    if name == "p":
        return PARAGRAPH_SCOPE
    return (SCOPE if name in SPECIAL or name in FORMATTING else SPECIAL) - {name}
