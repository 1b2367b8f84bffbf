"""German as it is read aloud: „neunzehnhundertfünf“, „am dritten Mai“, „19 Uhr 30“."""

from __future__ import annotations

import re

STOPPED = True
#: Spaces part thousands, but not where pairs go on behind: 91 123 45 67 is a telephone's.
NUMBER = (
    r"[0-9]{1,3}(?:(?:[.’'][0-9]{3})+|(?: [0-9]{3})+(?! [0-9]{2,3}(?![0-9])))(?![0-9])(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?"
)

_UNITS = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
).split()
_TENS = "- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_STEMS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
_PARTS = {2: "halb", 3: "Drittel", 4: "Viertel", 5: "Fünftel", 6: "Sechstel", 7: "Siebtel", 8: "Achtel", 9: "Neuntel"}
_PARTS |= {10: "Zehntel", 12: "Zwölftel", 16: "Sechzehntel", 20: "Zwanzigstel", 100: "Hundertstel"}
_ORDINAL = re.compile(
    r"([0-9]{1,3})\.(?: (?:und|bis|oder) [0-9]{1,3}\.)? "
    r"(?=[A-ZÄÖÜ]|(?:und|bis|oder) [0-9]|[a-zäöü]{3,20}(?:en|e|er|es)(?!\w))"
)
_DECADE = re.compile(r"(1[0-9]|20)?([1-9]0)er(?!\w)")
_CLOCK = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-4])(?:(?P<sign>[:.])(?P<minute>[0-5][0-9]))(?![0-9:.%])(?P<tail> ?(?:Uhr|h)(?!\w)|)"
)
#: Words after which an ordinal ends in -en: prepositions with their articles, and forms of the article.
_WEAK = frozenset(
    "am vom zum im beim ab bis seit dem den des der einem einen eines ihrem seinem ihren seinen jedem jeden diesem "
    "diesen zur in an aus nach von mit unserem unseren meinem meinen".split()
)
#: After "der" it is the nominative only where nothing governs it.
_PREPOSITIONS = frozenset(
    "in an auf mit von aus bei nach seit zu während wegen trotz unter vor hinter über neben zwischen".split()
)
#: "Um 9 h" is a time of day; "9 h" alone is how long it takes.
_WHOLE = re.compile(r"([01]?[0-9]|2[0-4]) h(?!\w)")
_AT = re.compile(r"(?:^|\W)(?:[Uu]m|[Gg]egen) $")
_PAIR = re.compile(r"[0-9]{1,3}\. (?:und|bis|oder|/|–) $")
_LAST = re.compile(r"([^\W\d_]+) $")


def words(number: int) -> str:
    """A number from 1 to 99, as the first part of a longer word: ein, not eins."""
    if number < 20:
        return _UNITS[number]
    tens, units = divmod(number, 10)
    return (f"{_UNITS[units]}und" if units else "") + _TENS[tens]


def nth(number: int, ending: str = "e") -> str:
    """The ordinal of a number from 1 to 399 with an ending."""
    hundreds, rest = divmod(number, 100)
    head = f"{words(hundreds) if hundreds > 1 else ''}hundert" if hundreds else ""
    if not rest:
        return f"{head}st{ending}"
    stem = _STEMS.get(rest) or words(rest) + ("t" if rest < 20 else "st")
    return f"{head}{stem}{ending}"


def _ending(text: str, start: int, further: int = 3) -> str:
    """The ending that the word before wants; behind "5. und" the one that the 5. has, so many ordinals back."""
    before = text[max(0, start - 24) : start]
    match = _LAST.search(before)
    word = match[1] if match else ""
    if further and (pair := _PAIR.search(before)):
        return _ending(text, start - len(before) + pair.start(), further - 1)
    lower = word.lower()
    if lower == "der":
        governed = _LAST.search(before[: match.start()]) if match else None
        return "en" if governed and governed[1].lower() in _PREPOSITIONS else "e"
    if lower in ("die", "das", "eine", "seine", "ihre", "diese", "dieses"):
        return "e"
    return "en" if lower in _WEAK else "er"


def year(number: int) -> str | None:
    """By hundreds up to 1999; from 2000 on a plain number."""
    first, last = divmod(number, 100)
    if not 11 <= first <= 19:
        return None
    tail = "eins" if last == 1 else words(last) if last else ""
    return f"{words(first)}hundert{tail}"


def ordinal(text: str, at: int) -> tuple[int, str] | None:
    """3. vor einem Wort: das 19. Jahrhundert."""
    match = _ORDINAL.match(text, at)
    if not match or not 0 < int(match[1]) < 400:
        return None
    end = at + len(match[1]) + 1
    if not text[:at].strip() or text[:at].rstrip()[-1:] in ".!?":
        return None  # the number of an item
    follows = text[end + 1 : end + 2]
    if follows.isupper() or text[end:].startswith((" und ", " bis ", " oder ")) or _LAST.search(text[:at][-24:]):
        return end, nth(int(match[1]), _ending(text, at))
    return None


def decade(text: str, at: int) -> tuple[int, str] | None:
    """1990er, 90er."""
    match = _DECADE.match(text, at)
    if not match:
        return None
    century = f"{words(int(match[1]))}hundert" if match[1] and match[1] != "20" else "zweitausend" if match[1] else ""
    return match.end(), f"{century}{words(int(match[2]))}er"


def numeral(number: int, kind: str, text: str, start: int, end: int) -> str | None:
    """Heinrich der Achte, Heinrichs des Achten; Kapitel 4."""
    if kind != "ruler":
        return str(number)
    before = text[max(0, start - 40) : start].split()
    name = before[-1] if before else ""
    governed = len(before) > 1 and before[-2].lower() in _PREPOSITIONS | {"dem", "zum", "vom", "beim"}
    if name in _GENITIVES:
        said = f"des {nth(number, 'en').capitalize()}"
    elif governed:
        said = f"dem {nth(number, 'en').capitalize()}"
    else:
        said = f"der {nth(number).capitalize()}"
    if name.endswith(("a", "e")) or name in ("Elisabeth", "Margarethe"):
        said = f"die {nth(number).capitalize()}" if not governed else f"der {nth(number, 'en').capitalize()}"
    return said


_GENITIVES = frozenset(
    "Heinrichs Friedrichs Karls Wilhelms Ottos Ludwigs Leopolds Josephs Rudolfs Konrads Georgs Alberts Augusts".split()
)


def date(day: int, month: str, text: str, start: int, region: str, *, day_first: bool) -> str:
    """Der dritte, am dritten, dritter Mai."""
    return f"{nth(day, _ending(text, start))} {month}"


def clock(text: str, at: int, region: str) -> tuple[int, str] | None:
    """19.30 Uhr, 19:30."""
    if (whole := _WHOLE.match(text, at)) and _AT.search(text[max(0, at - 8) : at]):
        return whole.end(), f"{int(whole[1])} Uhr"
    match = _CLOCK.match(text, at)
    if (
        not match
        or (match["sign"] == "." and "Uhr" not in match["tail"])
        or (match["hour"] == "24" and match["minute"] != "00")
    ):
        return None
    minute = int(match["minute"])
    return match.end(), f"{int(match['hour'])} Uhr" + (f" {minute}" if minute else "")


def fraction(upper: int, lower: int) -> str | None:
    """Drei Viertel, ein halb."""
    if lower not in _PARTS:
        return None
    return f"{words(upper)} {_PARTS[lower]}"


def slashed(first: int, second: int, region: str) -> tuple[int, int] | None:
    """Day first."""
    return first, second


def digits(groups: list[str]) -> str:
    """One by one, with a pause between groups."""
    return ", ".join(" ".join(group) for group in groups)
