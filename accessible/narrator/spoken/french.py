"""French as it is read aloud: « le premier mai », « le dix-neuvième siècle », « 14 heures 30 »."""

from __future__ import annotations

import re

STOPPED = False
#: Spaces part thousands, but not where pairs go on behind: 91 123 45 67 is a telephone's.
NUMBER = (
    r"[0-9]{1,3}(?:(?:[.’'][0-9]{3})+|(?: [0-9]{3})+(?! [0-9]{2,3}(?![0-9])))(?![0-9])(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?"
)

_UNITS = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf"
).split()
_TENS = "- - vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt".split()
_PARTS = {2: ("demi", "demis"), 3: ("tiers", "tiers"), 4: ("quart", "quarts")}
_ROMAN = r"[IVXLC]{1,7}"
_ORDINAL = re.compile(
    rf"(?P<number>[0-9]{{1,3}}|{_ROMAN})(?:(?P<first>er|ers|re|ère)|(?P<second>nde?|d)|(?:e|es|è|ème|èmes|ᵉ|ème))(?!\w)"
)
_CLOCK = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-4])(?: ?h(?: ?(?P<minute>[0-5][0-9]))?(?: ?min)?|:(?P<clock>[0-5][0-9]))(?![\w:/])"
)


def words(number: int) -> str:
    """A number from 0 to 99."""
    if number < 20:
        return _UNITS[number]
    tens, units = divmod(number, 10)
    if tens in (7, 9):
        units += 10
    joint = " et " if units in (1, 11) and tens < 8 else "-"
    return _TENS[tens] + (joint + _UNITS[units] if units else "s" if tens == 8 else "")


def nth(number: int, *, feminine: bool = False) -> str:
    """The ordinal of a number from 1 to 399."""
    if number == 1:
        return "première" if feminine else "premier"
    hundreds, rest = divmod(number, 100)
    head = f"{words(hundreds)} cent " if hundreds > 1 else "cent " if hundreds else ""
    whole = (head + (words(rest) if rest else "")).strip()
    whole = whole.removesuffix("s") if whole.endswith("vingts") else whole.removesuffix("e")
    whole = (
        f"{whole}u" if whole.endswith("cinq") else whole.removesuffix("f") + "v" if whole.endswith("neuf") else whole
    )
    return f"{whole}ième"


def year(number: int) -> str | None:
    """A year is a plain number."""
    return None


def ordinal(text: str, at: int) -> tuple[int, str] | None:
    """1er, 2e, XIXe."""
    from accessible.narrator.spoken import roman

    match = _ORDINAL.match(text, at)
    if not match:
        return None
    number = int(match["number"]) if match["number"].isdigit() else roman.value(match["number"])
    if not 0 < number < 400 or (match["first"] and number != 1) or (match["second"] and number != 2):
        return None
    if match["second"]:
        return match.end(), "seconde" if match["second"] == "nde" else "second"
    said = nth(number, feminine=match["first"] in ("re", "ère"))
    return match.end(), said + ("s" if match[0].endswith("s") else "")


def decade(text: str, at: int) -> tuple[int, str] | None:
    """Years and decades are plain numbers."""
    return None


def numeral(number: int, kind: str, text: str, start: int, end: int) -> str | None:
    """François premier, Louis 14; chapitre 4, chapitre premier."""
    if kind == "ruler" and number == 1:
        return nth(1, feminine=text[:start].rstrip().endswith(("Élisabeth", "Catherine", "Marie")))
    return str(number)


def date(day: int, month: str, text: str, start: int, region: str, *, day_first: bool) -> str:
    """Le premier mai, le 3 mai."""
    return f"{'premier' if day == 1 else day} {month}"


def clock(text: str, at: int, region: str) -> tuple[int, str] | None:
    """14 h 30, 14h, 14:30."""
    match = _CLOCK.match(text, at)
    if not match:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or match["clock"] or 0)
    return match.end(), f"{'une' if hour == 1 else hour} heure{'s' if hour > 1 else ''}" + (
        f" {minute}" if minute else ""
    )


def fraction(upper: int, lower: int) -> str | None:
    """Trois quarts, un demi, deux cinquièmes."""
    if not 2 <= lower <= 100:
        return None
    one, many = _PARTS.get(lower) or (nth(lower), f"{nth(lower)}s")
    return f"{words(upper)} {one if upper == 1 else many}"


def slashed(first: int, second: int, region: str) -> tuple[int, int] | None:
    """Day first, but in Canada either may be."""
    return (first, second) if region != "CA" or first > 12 else None


def digits(groups: list[str]) -> str:
    """Pairs are numbers, with their nought; other groups digit by digit."""
    return ", ".join(
        (f"zéro {group[1]}" if group[0] == "0" else group) if len(group) == 2 else " ".join(group) for group in groups
    )
