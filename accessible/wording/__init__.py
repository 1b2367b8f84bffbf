"""The few words that a book has from us and not from its author, by language: renderers write them, and checkers know
them again in the books of others, who may have taken them over."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["wording"]


@cache
def wording() -> Mapping[str, Mapping[str, str]]:
    """The words by primary language subtag (BCP 47) and by what they are for, as `words.toml` explains."""
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))
