"""Spanish as it is read aloud: «el siglo 19», «Felipe segundo», «las 14 y 30»."""

from __future__ import annotations

import re

STOPPED = False
#: Spaces part thousands, but not where pairs go on behind: 91 123 45 67 is a telephone's.
NUMBER = (
    r"[0-9]{1,3}(?:(?:[.’'][0-9]{3})+|(?: [0-9]{3})+(?! [0-9]{2,3}(?![0-9])))(?![0-9])(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?"
)

_NTH = (
    "- primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo decimotercero "
    "decimocuarto decimoquinto decimosexto decimoséptimo decimoctavo decimonoveno vigésimo"
).split()
_TENS = {30: "trigésimo", 40: "cuadragésimo", 50: "quincuagésimo", 60: "sexagésimo", 70: "septuagésimo"}
_TENS |= {20: "vigésimo", 80: "octogésimo", 90: "nonagésimo", 100: "centésimo"}
_PARTS = {2: ("medio", "medios"), 3: ("tercio", "tercios"), 10: ("décimo", "décimos"), 100: ("centésimo", "centésimas")}
_COUNT = "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince".split()
_ORDINAL = re.compile(r"(?P<number>[0-9]{1,3})\.? ?(?P<ending>er(?!\w)|[ºo](?!\w)|ª|[aª](?!\w)|os(?!\w)|as(?!\w))")
_CLOCK = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-4])[:.](?P<minute>[0-5][0-9])(?![0-9:%])(?P<tail> ?(?:h(?:oras|rs)?\.?)(?!\w)|)"
)
_CLOCK_LEAD = re.compile(r"(?:^|\W)(?:las?|las) $")
_HALF = re.compile(r" ?(?P<half>[ap])\. ?m\.")


def nth(number: int, ending: str = "o") -> str | None:
    """The ordinal of a number from 1 to 100, masculine (o), feminine (a), or short before a noun (er)."""
    if number < len(_NTH):
        said = _NTH[number]
    else:
        tens, units = number // 10 * 10, number % 10
        if tens not in _TENS:
            return None
        said = _TENS[tens] + (f" {_NTH[units]}" if units else "")
    if ending == "a":
        return " ".join(word[:-1] + "a" for word in said.split())
    return said[:-1] if ending == "er" and said.endswith(("primero", "tercero")) else said


def year(number: int) -> str | None:
    """A year is a plain number."""
    return None


def ordinal(text: str, at: int) -> tuple[int, str] | None:
    """1.º, 2ª, 1.er."""
    match = _ORDINAL.match(text, at)
    if (
        not match
        or not match["number"].isdigit()
        or (match["ending"] in ("o", "a", "os", "as") and "." not in match[0])
    ):
        return None
    ending = {"ª": "a", "a": "a", "as": "a", "er": "er"}.get(match["ending"], "o")
    said = nth(int(match["number"]), ending)
    if not said or not int(match["number"]):
        return None
    return match.end(), said + ("s" if match["ending"] in ("os", "as") else "")


def decade(text: str, at: int) -> tuple[int, str] | None:
    """Years and decades are plain numbers."""
    return None


def numeral(number: int, kind: str, text: str, start: int, end: int) -> str | None:
    """Felipe segundo, Isabel primera, Alfonso 13; capítulo 4."""
    if kind == "ruler" and number <= 10:
        feminine = text[:start].rstrip().endswith(("Isabel", "María", "Juana", "Catalina", "Cristina"))
        return nth(number, "a" if feminine else "o")
    return str(number)


def date(day: int, month: str, text: str, start: int, region: str, *, day_first: bool) -> str:
    """El 3 de mayo; primero de mayo in America, uno de mayo in Spain."""
    first = "primero" if region not in ("", "ES") else "1"
    return f"{first if day == 1 else day} de {month}"


def clock(text: str, at: int, region: str) -> tuple[int, str] | None:
    """14:30, 14.30 h, 7:30 p. m."""
    match = _CLOCK.match(text, at)
    if not match or ("." in match[0] and not match["tail"] and not _CLOCK_LEAD.search(text[max(0, at - 5) : at])):
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    half = _HALF.match(text, match.end())
    end = half.end() if half else match.end()
    name = "una" if hour == 1 else str(hour)
    said = (
        f"{name} y {minute}" if minute else name if _CLOCK_LEAD.search(text[max(0, at - 5) : at]) else f"{name} horas"
    )
    if match["tail"]:
        said = f"{name} horas" if not minute else f"{name} y {minute} horas"
    if half:
        said = (f"{name} y {minute}" if minute else name) + (" de la mañana" if half["half"] == "a" else " de la tarde")
        if not text[end:].strip():
            said += "."
    return end, said


def fraction(upper: int, lower: int) -> str | None:
    """Tres cuartos, un medio, dos quintos."""
    if lower not in _PARTS and not 4 <= lower <= 9:
        return None
    one = _PARTS[lower][0] if lower in _PARTS else _NTH[lower]
    return f"{_COUNT[upper] if upper < len(_COUNT) else upper} {one}{'s' if upper > 1 else ''}"


def slashed(first: int, second: int, region: str) -> tuple[int, int] | None:
    """Day first, but in the United States either may be."""
    return (first, second) if region != "US" or first > 12 else None


def digits(groups: list[str]) -> str:
    """One by one, with a pause between groups."""
    return ", ".join(" ".join(group) for group in groups)
