"""Whose name is told: somebody whom a story only described so far, or who tells who "I" is.

In the narration ("a young man; his name was Vane", "a girl named Ada") and in conversation (“What are you called?” –
“Ada. And you?”).
"""

from __future__ import annotations

import re
from functools import cache

from accessible.structurer.words import patterns

_NAME = r"([^\W\d_a-zà-öø-ÿ][\w’'-]*+(?:[ \n][^\W\d_a-zà-öø-ÿ][\w’'-]*+){0,3})"
_ALONE = re.compile(rf"[“‘\"'«„]?\s*{_NAME}[.,!?—–-]")
_BACK = 24


def named_as(text: str, start: int, language: str) -> bool:
    """Whether the words before a name say that somebody just mentioned has it.

    ``start`` is the character of the paragraph ``text`` that the name begins at, ``language`` its BCP 47 tag. Only the
    two dozen characters before it are looked at; False in a language without a list of such words.
    """
    naming = _ending("naming", language)
    return naming is not None and naming.search(text[max(start - _BACK, 0) : start]) is not None


def introduces(text: str, start: int, end: int, before: str, language: str) -> str:
    """The name by which the speaker of ``text[start:end]`` tells who it is, or "".

    ``start`` and ``end`` are characters of the paragraph ``text``, the quotation with its marks; ``before`` is what was
    said before: where it asks for a name, a name alone is the answer. ``language`` is a BCP 47 tag; in one without
    lists the answer is "". White space inside the name is made single.
    """
    said = text[start:end]
    mine = _beginning("introduction", language)
    found = mine.search(said) if mine is not None else None
    if found is None:
        asks = patterns("name-question", language)
        found = _ALONE.match(said) if asks is not None and asks.search(before) else None
    return " ".join(found[1].split()) if found is not None else ""


@cache
def _ending(name: str, language: str) -> re.Pattern[str] | None:
    listed = patterns(name, language)
    return None if listed is None else re.compile(f"(?:{listed.pattern})\\s+$", re.IGNORECASE)


@cache
def _beginning(name: str, language: str) -> re.Pattern[str] | None:
    listed = patterns(name, language)
    return None if listed is None else re.compile(f"(?i:\\b(?:{listed.pattern}))\\s+{_NAME}")
