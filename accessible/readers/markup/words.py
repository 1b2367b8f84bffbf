"""What elements are, by name: the whitelist that the builder goes by, in the groups that it treats alike.

An element that is in no group is transparent: its content counts, it does not. That is what HTML says of elements that
nobody knows (HTML, section 3.2.5), and the only thing that is safe.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from accessible.model.blocks import SectionKind, Style

#: What begins and ends a paragraph. Those that are nothing else are containers without a meaning of their own.
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p "
    "plaintext pre search section summary table tbody td tfoot th thead tr ul xmp".split()
)
HEADINGS: Mapping[str, int] = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset("ul ol menu dir".split())

#: Text-level elements → what the model calls them. `i` and `b` are set apart for a reason that HTML does not tell.
STYLES: Mapping[str, Style] = {
    "em": "em", "i": "em", "var": "em",
    "strong": "strong", "b": "strong",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
    "cite": "cite", "sub": "sub", "sup": "sup", "small": "small",
    "del": "del", "s": "del", "strike": "del", "ins": "ins",
    "abbr": "abbr", "acronym": "abbr", "dfn": "dfn", "mark": "mark",
}  # fmt: skip

#: Never text, whatever is in them.
SILENT = frozenset("head script style template meta link base title source track param area map datalist".split())
#: Sound and moving pictures; what stands in them is what those get who cannot play it.
MEDIA = frozenset("video audio bgsound".split())
#: Other pages and programs.
EMBEDDED = frozenset("iframe frame object embed applet canvas portal".split())
CONTROLS = frozenset("input select textarea button keygen".split())

KINDS: frozenset[SectionKind] = frozenset(kind for kind in get_args(SectionKind) if kind)
