"""Regular expressions match the same in every version of Python that the program runs on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import accessible

PACKAGE = Path(accessible.__file__).parent
#: A group that is repeated and gives nothing back: `(?:…)*+`; in an f-string the braces of a count are doubled.
_POSSESSIVE_GROUP = re.compile(r"(?<!\()\)(?:[*+?]|\{{1,2}\d*,?\d*\}{1,2})\+")


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"(?:ab?c)*+", True),
        (r"(?:ab){2,}+", True),
        (r"(?:ab){{0,4}}+", True),
        (r"a*+(?:b++)*", False),
        ("(a)+", False),
        ("'()*+,;=", False),
    ],
)
def test_possessive_groups_are_known(pattern: str, found: bool) -> None:
    assert bool(_POSSESSIVE_GROUP.search(pattern)) == found


def test_no_group_is_possessive() -> None:
    """Python 3.11.0 to 3.11.4 (Debian 12 has 3.11.2) keep what the last, failed turn of a possessive group took:
    `a(?:-b)*+` matches all of "a-" there, and "shouted." was a word with a full stop in it. Possessive characters
    (`\\s++`) are sound, and so are groups that may give back and have no reason to.
    """
    files = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".txt", ".toml")]
    written = [
        f"{path.relative_to(PACKAGE)}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if _POSSESSIVE_GROUP.search(line)
    ]
    assert written == []
