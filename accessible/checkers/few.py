"""A fault that is everywhere is told a few times and then counted: nobody reads the same sentence a thousand times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from accessible.model.message import Message, Place

_SHARED = frozenset({"A001", "A002", "A003", "A004", "A005"})
_MOST_ALIKE = 20  # findings of one kind in one file, before they are only counted


def few(messages: Iterable[Message]) -> Iterator[Message]:
    """The messages, but of one rule in one file no more than 20; how many more there are is said at last."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for message in messages:
        # Programs of others share a few codes for many rules, whose names stand in front (`image-alt: …`).
        rule = f"{message.text.partition(': ')[0]}: " if message.code in _SHARED else ""
        kind = (message.code, rule, message.place.file)
        seen[kind] += 1
        if seen[kind] <= _MOST_ALIKE:
            yield message
    for (code, rule, file), count in seen.items():
        if count > _MOST_ALIKE:
            what = f"{rule}There are {count - _MOST_ALIKE} more findings like this in the file."
            yield Message(code, what, Place(file=file))
