"""Page numbers and running heads of the printed page: page breaks, not text.

What stands on the lines of the sheets is in `sheets`, which numbers are pages' in `folios`, which lines are heads in
`runningheads`; here they are cut out of the text, and what of it had words is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from accessible.model.document import Document
from accessible.model.message import Message, Place
from accessible.structurer.cuts import cut_out
from accessible.structurer.folios import numbers_of, pages_of
from accessible.structurer.places import line_of
from accessible.structurer.runningheads import heads_of
from accessible.structurer.sheets import Sheets, sheets_of


def find_pages(document: Document) -> Document:
    """The document with page numbers and running heads as `PageBreak`; the label of a running head is empty."""
    sheets = sheets_of(document)
    numbers = list(numbers_of(sheets.rows, document.metadata.language))
    pages = pages_of(sheets, numbers)
    heads = dict(heads_of(sheets, pages))
    lost = {number.at for number in numbers if number.at in pages and number.head} | heads.keys()
    document = cut_out(document, [*pages.values(), *heads.values()])
    return replace(document, messages=(*document.messages, *_messages(sheets, sorted(lost), document.source)))


def _messages(sheets: Sheets, lost: Sequence[int], source: str) -> Iterator[Message]:
    """One message for every different running head: its words are not in the text any more."""
    times: dict[str, list[int]] = {}
    for at in lost:
        times.setdefault(sheets.rows[at].key, []).append(at)
    for places in times.values():
        row = sheets.rows[places[0]]
        often = f" {len(places)} times" if len(places) > 1 else ""
        place = Place(file=source, line=line_of(sheets.text, row.start), start=row.start, end=row.end)
        yield Message("S006", f"“{row.text}” was taken for the running head of a page and left out{often}.", place)
