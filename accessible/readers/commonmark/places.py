"""From where a piece of HTML stands to where it comes from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from accessible.readers.markup import Element


class Range(NamedTuple):
    """Characters ``start`` up to, not including, ``end`` of the source."""

    start: int
    end: int


class Places:
    """Where the pieces of a text begin (``starts``), and where each comes from: letter for letter where it is
    ``exact``, else from somewhere in its range."""

    def __init__(self, starts: Sequence[int], ranges: Sequence[Range], exact: Sequence[bool]) -> None:
        self.starts, self.ranges, self.exact = starts, ranges, exact

    def begin(self, offset: int) -> int:
        """Where what begins at an offset begins in the source."""
        if not self.starts:
            return 0
        at = bisect_right(self.starts, offset) - 1
        start, end = self.ranges[at]
        return min(start + offset - self.starts[at], end) if self.exact[at] else start

    def end(self, offset: int) -> int:
        """Where what ends at an offset ends in the source."""
        if not self.starts or offset <= 0:
            return 0
        at = bisect_right(self.starts, offset - 1) - 1
        start, end = self.ranges[at]
        return min(start + offset - self.starts[at], end) if self.exact[at] else end

    def move(self, root: Element) -> None:
        """Move all that is in a tree to where it comes from."""
        stack = [root]
        while stack:
            for node in stack.pop().children:
                start = self.begin(node.start)
                node.start, node.end = start, max(start, self.end(node.end))
                if isinstance(node, Element):
                    stack.append(node)
        root.attributes = {
            name: value if name.startswith("#") else str(self.begin(int(value)))
            for name, value in root.attributes.items()
        }
