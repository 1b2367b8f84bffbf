"""Numbers that are counted or measured: units, fractions, spans, scores, telephones, versions.

Which signs and words there are is the language's. A rule for a digit looks at the character before it: a digit inside
a word (MP3, B-52) is nobody's number.
"""

from __future__ import annotations

import re

from accessible.narrator.spoken.edits import Edit
from accessible.narrator.spoken.formulas import difference, reckoned
from accessible.narrator.spoken.tongue import Reading

SIGNS_OF_MINUS = "-−–"
_FEET = re.compile(r"([0-9]{1,5})[′'’] ?([0-9]{1,2}(?:\.[0-9]+)?)(?:[″\"”]|''|′′)")
_ARC = re.compile(r"([0-9]{1,3})° ?([0-9]{1,2})[′'’](?: ?([0-9]{1,2})[″\"”])?")
_INCHES = re.compile(r"([0-9]{1,3}(?:\.[0-9])?)[″\"”] ?[x×] ?([0-9]{1,3}(?:\.[0-9])?)[″\"”]")
_PRIME = re.compile(r"([0-9]{1,5})(′|″)(?![0-9])")
_TELEPHONE = re.compile(
    r"[+(]?[0-9]{1,5}\)?(?:[ .-](?:\(0\) ?)?[0-9]{1,8}){1,6}(?![0-9]|[ .,:/-][0-9])"
    r"|[+(]?[0-9]{2,5}\)? ?/ ?[0-9]{4,9}(?![0-9])"
)
_AMERICAN = re.compile(r"(?:[2-9][0-9]{2}-)?[2-9][0-9]{2}-[0-9]{4}")
_LOCAL = re.compile(r"\(?0[0-9]{1,4}\)?[ /-]")
_VULGAR = re.compile(r"(?:(?P<whole>[0-9]{1,4}) )?(?P<upper>[0-9]{1,2})[/⁄](?P<lower>[0-9]{1,3})(?![\w/⁄]|[.,][0-9])")
_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){2,7}(?![0-9])")
_SPAN = re.compile(r"[–-](?=[0-9])| [–-] (?=[0-9])")
_ORDINALS = re.compile(r"[0-9]{1,4}(?:st|nd|rd|th)([–-])(?=[0-9]{1,4}(?:st|nd|rd|th)(?![\w-]))")
_DIGITS = re.compile(r"[0-9]+")
_LINES = frozenset("144 240 360 480 540 576 720 1080 1440 2160 4320".split())  # of a picture: 720p
#: The stop of an abbreviated unit inside a sentence.
_STOP_INSIDE = re.compile(r"\. [a-zà-ÿ]")
_MILLIONS = re.compile(r"[0-9]{1,3}[.,][0-9]")
_PARTED = re.compile(r"[ '’]")
_SECOND = re.compile(r"[0-9][0-9.,]*")
_CHAIN = re.compile(r"[–-][0-9A-Z]")
_ONE = re.compile(r"(?:^|\W)(?i:an?) $")
_ZEROS = re.compile(r"0[0-9]{1,11}(?![\w.,:/]*[0-9])")
_LONG = re.compile(r"[0-9]{10,40}(?![\w.,])")
_BRITISH = frozenset({"GB", "IE", "AU", "NZ"})


def free(text: str, at: int) -> bool:
    """Whether a number that begins here begins there: no letter, digit or joining sign stands before it."""
    return at == 0 or not (
        text[at - 1].isalnum() or (text[at - 1] in "_.,/:#\\-–" and at > 1 and text[at - 2].isalnum())
    )


def signed(text: str, at: int, reading: Reading) -> Edit | None:
    """-5: a minus that engines take for a dash."""
    if (
        at == 0
        or text[at - 1] not in SIGNS_OF_MINUS
        or (at > 1 and (text[at - 2] not in " (/=±[" or (text[at - 1] == "–" and at > 2 and text[at - 3].isdigit())))
    ):
        return None
    return Edit(at - 1, at, reading.tongue.words.phrases["minus"] + " ")


def feet(text: str, at: int, reading: Reading) -> Edit | None:
    """5′ 10″, 51° 30′, 6″."""
    phrases = reading.tongue.words.phrases
    if not free(text, at):
        return None
    if arc := _ARC.match(text, at):
        parts = [f"{arc[1]} {phrases['degrees']}", f"{arc[2]} {phrases['arc-minutes']}"]
        return Edit(at, arc.end(), " ".join(parts + ([f"{arc[3]} {phrases['arc-seconds']}"] if arc[3] else [])))
    if both := _FEET.match(text, at):
        return Edit(at, both.end(), f"{both[1]} {phrases['feet']} {both[2]}")
    if area := _INCHES.match(text, at):
        name = "inch" if re.match(r" [^\W\d_]", text[area.end() : area.end() + 2]) else "inches"
        return Edit(at, area.end(), f"{area[1]} {phrases['by']} {area[2]} {phrases[name]}")
    if (one := _PRIME.match(text, at)) and text.find("°", max(0, at - 6), at) < 0:
        adjective = re.match(r" [^\W\d_]", text[one.end() : one.end() + 2])
        names = ("feet", "feet-only") if one[2] == "′" else ("inch", "inches")
        return Edit(at, one.end(), f"{one[1]} {phrases[names[not adjective]]}")
    return None


def telephone(text: str, at: int, reading: Reading) -> Edit | None:
    """+44 20 7946 0958, 555-1234, (030) 123456: digit by digit, group by group."""
    start = at - 1 if at and text[at - 1] in "+(" else at
    if at and (text[at - 1].isalnum() or text[at - 1] in ".,/:$£€-–"):
        return None
    match = _TELEPHONE.match(text, start)
    if not match:
        return None
    groups = re.findall(r"[0-9]+", match[0])
    count = sum(map(len, groups))
    sure = text[start] in "+(" or _AMERICAN.fullmatch(match[0]) or _LOCAL.match(match[0])
    hyphened = len(groups) > 3 and count >= 9 and match[0].count("-") == len(groups) - 1
    if count < 7 or not (sure or hyphened):
        return None
    plus = reading.tongue.words.phrases["plus"] + " " if text[start] == "+" else ""
    end = match.end() + (1 if match[0].count("(") > match[0].count(")") and text[match.end() :][:1] == ")" else 0)
    return Edit(start, end, plus + reading.tongue.grammar.digits(groups))


def ordinal(text: str, at: int, reading: Reading) -> Edit | None:
    """21st, 3., 2e, 1.º; 7th–9th."""
    if reading.tongue.code == "en" and free(text, at) and (both := _ORDINALS.match(text, at)):
        return Edit(both.start(1), both.end(1), f" {reading.tongue.words.phrases['to']} ")
    found = reading.tongue.grammar.ordinal(text, at) if free(text, at) else None
    return Edit(at, *found) if found else None


def fraction(text: str, at: int, reading: Reading) -> Edit | None:
    """3/4, 2 1/2; what is no fraction (24/7, 9/11) is two numbers."""
    if not free(text, at):
        return None
    match = _VULGAR.match(text, at)
    if not match:
        return None
    upper, lower = int(match["upper"]), int(match["lower"])
    if not match["whole"] and reading.tongue.numbered.search(text, max(0, at - 24), at):
        return Edit(at, match.end(), f"{upper} {lower}")
    if not match["whole"] and upper <= lower and reading.tongue.score.search(text, max(0, at - 24), at):
        return Edit(at, match.end(), f"{upper} {reading.tongue.words.phrases['out-of']} {lower}")
    said = reading.tongue.grammar.fraction(upper, lower) if 0 < upper < lower and (upper, lower) != (9, 11) else None
    if said is None and not match["whole"] and reckoned(text, at, match.end()):
        return Edit(at, match.end(), f"{upper} {reading.tongue.words.phrases['over']} {lower}")
    if said is None:
        return None if match["whole"] else Edit(at, match.end(), f"{match['upper']} {match['lower']}")
    if match["whole"]:
        said = f"{match['whole']} {reading.tongue.words.phrases['and']} {said}"
    if behind := unit_behind(text, match.end(), reading):
        return Edit(at, behind.end(), f"{said} {named(behind['unit'], '', reading)[bool(match['whole'])]}")
    return Edit(at, match.end(), said)


def version(text: str, at: int, reading: Reading) -> Edit | None:
    """1.2.3, 192.168.0.1: a point between each two numbers."""
    match = _VERSION.match(text, at)
    if not match or (at and (text[at - 1].isdigit() or text[at - 1] in ".,")):
        return None
    number = reading.tongue.number.match(text, at)
    if number and number.end() >= match.end():
        return None  # thousands, in a language that points them off
    return Edit(at, match.end(), match[0].replace(".", f" {reading.tongue.words.phrases['point']} "))


def is_one(text: str, at: int, reading: Reading) -> bool:
    """Whether "a" stands before a number, so that its unit is an adjective: a 5 km run. Only English says it so."""
    return reading.tongue.code == "en" and _ONE.search(text, max(0, at - 4), at) is not None


def said_number(number: str, reading: Reading) -> str:
    """A number with the language's own sign for thousands where a space or an apostrophe is written, at which
    engines stop."""
    return _PARTED.sub(reading.tongue.words.phrases["thousands"], number)


def span(text: str, at: int, reading: Reading) -> Edit | None:
    """10–12, and the score in "won 3–1": only what stands between the numbers is said otherwise."""
    tongue = reading.tongue
    first = tongue.number.match(text, at)
    dash = _SPAN.match(text, first.end()) if first else None
    if not first or not dash or not free(text, at):
        return None
    second = _SECOND.match(text, dash.end())
    assert second
    left, right = first[0], second[0].rstrip(".,")
    sign = dash[0].strip()
    spaced = sign != dash[0]
    if _CHAIN.match(text, second.end()) or (sign == "-" and max(len(left), len(right)) > 6):
        return None
    if taken_away := difference(text, dash.end(), reading):
        return taken_away
    whole = left.isdigit() and right.isdigit() and max(len(left), len(right)) < 13
    scored = tongue.score.search(text, max(0, at - 24), at)
    if spaced and not (whole and scored) and not (whole and int(left) < int(right) <= 10 * int(left)):
        return None  # a dash between two clauses
    phrases = tongue.words.phrases
    if (sign == "-" and tongue.model.search(text, max(0, at - 24), at)) or (left == right and not scored):
        word = ""  # Boeing 737-800, 50-50
    elif whole and max(len(left), len(right)) < 4 and (int(left) > int(right) or scored):
        word = "" if reading.region in _BRITISH and tongue.code == "en" else phrases["score"]
    else:
        word = phrases["to"]
    joint = f" {word} " if word else " "
    if _PARTED.search(left):
        return Edit(at, dash.end(), said_number(left, reading) + joint)
    return Edit(dash.start(), dash.end(), joint)


def unit(text: str, at: int, reading: Reading) -> Edit | None:
    """5 km, 20°C, 9.81 m/s²: the unit in full."""
    match = reading.tongue.unit.match(text, at)
    if not match or not (free(text, at) or text[at - 1] in "–-/" or (text[at - 1] == "x" and text[at - 2].isdigit())):
        return None
    number, gap = match["number"], match["gap"]
    if match["tight"] and (number in _LINES or (number.isdigit() and match["tight"] in reading.tongue.words.decimal)):
        return None
    single = number == "1" or gap == "-" or is_one(text, at, reading)
    said = measured(match, reading, single=single)
    end = match.end()
    if match[0].endswith(".") and not text[end:].strip(" )”’\"'"):
        said += "."
    elif _STOP_INSIDE.match(text, end):
        end += 1
    if match["unit"] == "m" and not gap and _MILLIONS.fullmatch(number) and reading.tongue.counted.match(text, end):
        said = reading.tongue.words.scales.get("m", ("", said))[1]  # 1.5m units
    if _PARTED.search(number):
        return Edit(at, end, f"{said_number(number, reading)} {said}")
    return Edit(match.end("number"), end, f" {said}")


def unit_behind(text: str, at: int, reading: Reading) -> re.Match[str] | None:
    """The unit that follows on a fraction: ½ tsp."""
    return reading.tongue.unit_alone.match(text, at)


def measured(match: re.Match[str], reading: Reading, *, single: bool) -> str:
    """A unit, its power, and the unit that it is counted by: metres per second squared."""
    words = reading.tongue.words
    name = match["unit"] or match["spaced"] or match["tight"]
    said = named(name, match["power"] or "", reading)[not single]
    below, power = match["below"] or match["inverse"], match["below_power"] or match["inverse_power"] or ""
    if below:
        said += f" {words.phrases['per']} {named(below, '' if power == '¹' else power, reading)[0]}"
    return said


def named(name: str, power: str, reading: Reading) -> tuple[str, str]:
    """One and several of a unit, which may be raised: m and ^2 are square metre, square metres."""
    words = reading.tongue.words
    power = {"^2": "²", "^3": "³"}.get(power, power)
    tables = (words.units, words.spaced, words.tight, words.decimal)
    if whole := next((table[name + power] for table in tables if name + power in table), None):
        return whole
    if "/" in name:
        above, _, below = name.partition("/")
        per = f" {reading.tongue.words.phrases['per']} {named(below, power, reading)[0]}"
        return words.units[above][0] + per, words.units[above][1] + per
    one, many = next((table[name] for table in tables if name in table), (name, name))
    if not power:
        return one, many
    raised = reading.tongue.words.phrases["squared" if power == "²" else "cubed"]
    return f"{one} {raised}", f"{many} {raised}"


def bare_point(text: str, at: int, reading: Reading) -> Edit | None:
    """.5: the nought that is not written."""
    digits = _DIGITS.match(text, at + 1) if at == 0 or text[at - 1] in " (" else None
    return Edit(at, digits.end(), f"0{reading.tongue.words.phrases['decimal']}{digits[0]}") if digits else None


def plain(text: str, at: int, reading: Reading) -> Edit | None:
    """A number that is said as it is written; but noughts in front, and very long ones, are said one by one."""
    if free(text, at) and (match := _ZEROS.match(text, at) or _LONG.match(text, at)):
        return Edit(at, match.end(), " ".join(match[0]))
    tongue = reading.tongue
    number = tongue.number.match(text, at)
    if not number:
        return None
    if _PARTED.search(number[0]):
        if not (free(text, at) or text[at - 1] in "–-"):
            return None
        if not tongue.numbered.search(text, max(0, at - 24), at):
            return Edit(at, number.end(), said_number(number[0], reading))
    return Edit(at, number.end(), number[0])
