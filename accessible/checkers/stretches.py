"""What has been played of a sound: stretches, and whether a new one meets them."""

from __future__ import annotations

from bisect import bisect_left, insort

_ROUNDING = 1_000  # microseconds: clip times are written in whole milliseconds


class Stretches:
    """Stretches of a sound that were played, in microseconds."""

    def __init__(self) -> None:
        self._played: list[tuple[int, int]] = []  # by their beginnings; none meets another but where that was told
        self._last = 0

    def add(self, begin: int, end: int) -> None:
        """Note a stretch."""
        self._last = max(self._last, end)
        if not self._played or begin >= self._played[-1][0]:  # as nearly always
            self._played.append((begin, end))
        else:
            insort(self._played, (begin, end))

    def meeting(self, begin: int, end: int, *, in_order: bool) -> int | None:
        """Where a stretch ends that another meets in part, None when there is none; one that is just the same is none.

        With ``in_order`` all that ends behind ``begin`` meets it. Of stretches inside each other not all are seen: only
        the neighbours are looked at.
        """
        if in_order:
            return self._last if begin < self._last else None
        at = bisect_left(self._played, (begin, end))
        if at < len(self._played) and self._played[at] == (begin, end):
            return None
        for before, behind in self._played[max(0, at - 1) : at + 1]:
            if before < end - _ROUNDING and begin < behind - _ROUNDING:
                return behind
        return None
