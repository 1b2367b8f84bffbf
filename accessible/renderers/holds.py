"""What a finished book holds, as far as anything said of it follows from that: metadata, summary."""

from __future__ import annotations

from msgspec import Struct


class Facts(Struct, frozen=True):
    """What was found in the finished book; metadata follows from it."""

    headings: int = 0
    pages: int = 0
    page_source: str = ""  # what was printed with these pages (a URN, an ISBN); "" when they are of no printed book
    described: bool = False  # it has pictures, and each has a text alternative
    pictures: int = 0  # beside the cover, and without those that only decorate
    undescribed: int = 0  # so many of them have no text alternative
    drawn_cover: bool = False  # the cover shows nothing but title and authors
    authors: bool = False  # and there are some
    still: bool = True  # no picture moves
    roles: bool = False
    speakers: bool = False  # quotations say who speaks
    quote_list: bool = False  # and there is a list of them
    quote_list_spoken: bool = False
    counted_pages: bool = False  # the pages are ours, for the source has none
    left_out: bool = False  # page furniture of the source is not in the book
    notes: bool = False  # there are footnotes or endnotes, which reading systems can skip
    spoken: bool = False  # there are overlays
    granularity: str = "sentence"  # what is highlighted at a time
    wholly_spoken: bool = False  # every visible text has a clip
