"""English as it is read aloud: "nineteen oh five", "the third of May", "seven oh five p.m."."""

from __future__ import annotations

import re

STOPPED = False
NUMBER = r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?:[ ’'][0-9]{3})+(?![0-9]))(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_ORDINALS |= {"twelve": "twelfth"}
_PARTS = {2: ("half", "halves"), 4: ("quarter", "quarters")}
_DENOMINATORS = frozenset([2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 50, 64, 100])
_CLOCK = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-4])(?:(?P<sign>[:.])(?P<minute>[0-5][0-9]))?(?![0-9:%])"
    r"(?P<tail> ?(?P<half>[AaPp])(?:\.[Mm]\.|[Mm]\.?)(?!\w)|)"
)
#: Where the British write a point between hours and minutes: what stands before such a time, and what behind.
_POINTED = frozenset({"GB", "IE", "AU", "NZ", "ZA", "IN"})
_POINTED_LEAD = re.compile(
    r"(?:^|\W)(?:(?i:at|from|until|till|before|after|around|about|between)|By|"
    r"[0-9][.:][0-5][0-9](?: ?[ap]m)? (?:to|and)) $"
)
_NO_LEAD = re.compile(
    r"\b(?:stood|stands?|clos(?:ed?|es|ing)|pric\w+|valu\w+|trad\w+|quot\w+|measur\w+|held|remain\w*|peak\w+|rate|"
    r"level|index|yields?|pH|fixed|currently) at $"
)
_POINTED_BEHIND = re.compile(
    r"[,;:!?)”’\"]|\.(?![0-9])|$| (?:on|in|and|to|till|until|or|sharp|for|the|this|that|every|each|when|with|by|he|she|"
    r"they|we|it|I|a|his|her|their|from|at|but|as|tonight|tomorrow|yesterday|today|precisely|exactly|[A-Z]\w*)(?!\w)"
)
_DECADE = re.compile(r"(?P<century>1[0-9]|20)?(?P<tens>[0-9]0)[’']?s(?!\w)")
_AMERICAN = frozenset({"", "US", "CA"})


def words(number: int) -> str:
    """A number from 0 to 99."""
    if number < 20:
        return _UNITS[number]
    tens, units = divmod(number, 10)
    return _TENS[tens] + (f"-{_UNITS[units]}" if units else "")


def nth(number: int) -> str:
    """The ordinal of a number from 1 to 399."""
    hundreds, rest = divmod(number, 100)
    if hundreds:
        return f"{words(hundreds)} hundred" + (f" and {nth(rest)}" if rest else "th")
    tens, _, last = words(rest).rpartition("-")
    last = _ORDINALS.get(last) or (last.removesuffix("y") + "ie" if last.endswith("y") else last) + "th"
    return f"{tens}-{last}" if tens else last


def year(number: int) -> str | None:
    """In pairs; 2000 to 2009 are plain numbers."""
    first, last = divmod(number, 100)
    if number % 1000 < 10:
        return None
    if not last:
        return f"{words(first)} hundred"
    return f"{words(first)} {'oh ' if last < 10 else ''}{words(last)}"


def ordinal(text: str, at: int) -> tuple[int, str] | None:
    """Engines read 21st; nothing to do."""
    return None


def decade(text: str, at: int) -> tuple[int, str] | None:
    """1990s, 1900s, 90s."""
    match = _DECADE.match(text, at)
    if not match or (match["century"] == "20" and match["tens"] == "00"):
        return None
    tens = words(int(match["tens"])) if int(match["tens"]) else "hundred"
    if not match["century"] and tens == "hundred":
        return None
    plural = tens.removesuffix("y") + "ies" if tens.endswith("y") else f"{tens}s"
    return match.end(), (f"{words(int(match['century']))} " if match["century"] else "") + plural


def numeral(number: int, kind: str, text: str, start: int, end: int) -> str | None:
    """Henry the eighth; the nineteenth century; chapter 4."""
    return f"the {nth(number)}" if kind == "ruler" else nth(number) if kind == "century" else str(number)


def date(day: int, month: str, text: str, start: int, region: str, *, day_first: bool) -> str:
    """The third of May; May third in America, May the third elsewhere."""
    if day_first:
        the = "" if text[:start].rstrip().lower().endswith("the") else "the "
        return f"{the}{nth(day)} of {month}"
    return f"{month} {nth(day)}" if region in _AMERICAN else f"{month} the {nth(day)}"


def clock(text: str, at: int, region: str) -> tuple[int, str] | None:
    """7:05, 7.30pm, 14:00."""
    match = _CLOCK.match(text, at)
    if not match or (not match["tail"] and match["sign"] != ":" and not _is_pointed(match, region)):
        return None
    hour, minute, half = int(match["hour"]), match["minute"], match["half"]
    if (hour == 24 and minute != "00") or (half and not 0 < hour < 13):
        return None
    tail = f" {half.lower()}.m." if half else ""
    if not minute:
        return match.end(), f"{hour}{tail}"
    if minute == "00":
        return (
            match.end(),
            f"{hour}{tail}"
            if half
            else f"{hour} o’clock"
            if 0 < hour < 13
            else f"{hour} hundred"
            if 0 < hour < 24
            else "midnight",
        )
    return match.end(), f"{hour}:{minute}{tail}" if int(minute) > 9 else f"{hour} oh {int(minute)}{tail}"


def _is_pointed(match: re.Match[str], region: str) -> bool:
    """At 10.30, in Britain: where a time is expected, and nothing is counted by it."""
    text, at = match.string, match.start()
    return bool(
        region in _POINTED
        and match["sign"] == "."
        and _POINTED_LEAD.search(text, max(0, at - 16), at)
        and not _NO_LEAD.search(text, max(0, at - 16), at)
        and _POINTED_BEHIND.match(text, match.end())
    )


def fraction(upper: int, lower: int) -> str | None:
    """Three quarters, one half, five eighths."""
    if lower not in _DENOMINATORS:
        return None
    one, many = _PARTS.get(lower) or (nth(lower), f"{nth(lower)}s")
    if upper == 1:
        return f"{'a' if lower in _PARTS else 'one'} {one}"
    return f"{words(upper) if upper < 100 else upper} {many}"


def slashed(first: int, second: int, region: str) -> tuple[int, int] | None:
    """Month first in America, day first elsewhere; without a region only what can be read in one way."""
    if region == "US" or (second > 12 and first <= 12):
        return second, first
    if region or first > 12 or first == second:
        return (first, second) if region != "CA" or first > 12 else None
    return None


def digits(groups: list[str]) -> str:
    """One by one, with a pause between groups."""
    return ", ".join(" ".join(group) for group in groups)
