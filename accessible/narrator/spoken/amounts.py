"""Numbers that are counted or measured: money, units, fractions, spans, scores, clocks, telephones, versions.

Which signs and words there are is the language's; that "$3.2 million" is said "3.2 million dollars" is not. A rule for
a digit looks at the character before it: a digit inside a word (MP3, B-52) is nobody's number.
"""

from __future__ import annotations

import re

from accessible.narrator.spoken.edits import Edit
from accessible.narrator.spoken.tongue import Coin, Reading

_MINUS = "-−–"
_FEET = re.compile(r"([0-9]{1,5})[′'’] ?([0-9]{1,2}(?:\.[0-9]+)?)(?:[″\"”]|''|′′)")
_ARC = re.compile(r"([0-9]{1,3})° ?([0-9]{1,2})[′'’](?: ?([0-9]{1,2})[″\"”])?")
_PRIME = re.compile(r"([0-9]{1,5})(′|″)(?![0-9])")
_TELEPHONE = re.compile(
    r"[+(]?[0-9]{1,5}\)?(?:[ .-](?:\(0\) ?)?[0-9]{1,8}){1,6}(?![0-9]|[ .,:/-][0-9])"
    r"|[+(]?[0-9]{2,5}\)? ?/ ?[0-9]{4,9}(?![0-9])"
)
_AMERICAN = re.compile(r"(?:[2-9][0-9]{2}-)?[2-9][0-9]{2}-[0-9]{4}")
_LOCAL = re.compile(r"\(?0[0-9]{1,4}\)?[ /-]")
_VULGAR = re.compile(r"(?:(?P<whole>[0-9]{1,4}) )?(?P<upper>[0-9]{1,2})[/⁄](?P<lower>[0-9]{1,3})(?![\w/⁄]|[.,][0-9])")
_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){2,7}(?![0-9])")
_SPAN = re.compile(r" ?[–-] ?(?=[0-9])")
_SECOND = re.compile(r"[0-9][0-9.,]*")
_CHAIN = re.compile(r"[–-][0-9]")
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
        or text[at - 1] not in _MINUS
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


def clock(text: str, at: int, reading: Reading) -> Edit | None:
    """7:05 p.m., 19.30 Uhr, 14 h 30."""
    grammar = reading.tongue.grammar
    found = grammar.clock(text, at) if free(text, at) else None
    if not found:
        return None
    dash = _SPAN.match(text, found[0])
    if dash and (until := grammar.clock(text, dash.end())):
        return Edit(at, until[0], f"{found[1]} {reading.tongue.words.phrases['to']} {until[1]}")
    return Edit(at, *found)


def ordinal(text: str, at: int, reading: Reading) -> Edit | None:
    """21st, 3., 2e, 1.º."""
    found = reading.tongue.grammar.ordinal(text, at) if free(text, at) else None
    return Edit(at, *found) if found else None


def money(text: str, at: int, reading: Reading) -> Edit | None:
    """$5.50, £3.2 million, -€5: the currency is said behind the number."""
    tongue = reading.tongue
    match = tongue.money.match(text, at)
    if not match or (at and text[at - 1].isalnum()):
        return None
    coin = tongue.words.coins[match["coin"]]
    number, to = match["number"], match["to"]
    minus = at and text[at - 1] in _MINUS and (at == 1 or text[at - 2] in " (")
    single = bool(match["gap"] == "-" or _ONE.search(text, max(0, at - 4), at))
    amount = f"{number} {tongue.words.phrases['to']} {to}" if to else number
    said = _priced(amount, match["scale"] or "", coin, reading, single=single)
    start = at - 1 if minus else at
    return Edit(start, match.end(), (tongue.words.phrases["minus"] + " " if minus else "") + said)


def money_behind(text: str, at: int, reading: Reading) -> Edit | None:
    """5 €, 3,5 Mio. €, 12,50 EUR."""
    if not free(text, at):
        return None
    match = reading.tongue.money_behind.match(text, at)
    if not match:
        return None
    coin = reading.tongue.words.coins[match["coin"]]
    return Edit(at, match.end(), _priced(match["number"], match["scale"] or "", coin, reading, single=False))


def _priced(amount: str, scale: str, coin: Coin, reading: Reading, *, single: bool) -> str:
    """An amount of money in words: with its scale, or with its hundredths."""
    words = reading.tongue.words
    point = words.phrases["decimal"]
    whole, _, part = amount.rpartition(point) if amount.count(point) == 1 and " " not in amount else (amount, "", "")
    if scale:
        one, many = words.scales[scale]
        named = one if amount == "1" else many
        coins = coin.one if single else coin.many
        of = words.phrases.get("of-money", "")
        of = "d’" if reading.tongue.code == "fr" and coins[0] in "aeiouy" else of
        return f"{amount} {named} {of}{coins}"
    if len(part) != 2:
        return f"{amount} {coin.one if amount == '1' or single else coin.many}"
    name = coin.one if whole == "1" or single else coin.many
    one = words.phrases["one-feminine" if coin.feminine else "one-coin"]
    whole = one if whole == "1" and one else whole
    hundredths = part.lstrip("0") or "0"
    if hundredths == "0":
        return f"{whole} {name}"
    cents = coin.cent if hundredths == "1" else coin.cents
    if whole == "0":
        return f"{hundredths} {cents or words.phrases['cents']}"
    return f"{whole} {name}{coin.joint}{hundredths}{' ' + cents if cents else ''}"


def fraction(text: str, at: int, reading: Reading) -> Edit | None:
    """3/4, 2 1/2; what is no fraction (24/7, 9/11) is two numbers."""
    if not free(text, at):
        return None
    match = _VULGAR.match(text, at)
    if not match:
        return None
    upper, lower = int(match["upper"]), int(match["lower"])
    said = reading.tongue.grammar.fraction(upper, lower) if 0 < upper < lower and (upper, lower) != (9, 11) else None
    if said is None:
        return None if match["whole"] else Edit(at, match.end(), f"{match['upper']} {match['lower']}")
    if match["whole"]:
        said = f"{match['whole']} {reading.tongue.words.phrases['and']} {said}"
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


def span(text: str, at: int, reading: Reading) -> Edit | None:
    """10–12, and the score in "won 3–1": only what stands between the numbers is said otherwise."""
    if not free(text, at):
        return None
    tongue = reading.tongue
    first = tongue.number.match(text, at)
    dash = _SPAN.match(text, first.end()) if first else None
    if not first or not dash or (dash[0] != dash[0].strip() and "–" not in dash[0]) or dash[0].strip() != dash[0]:
        return None
    second = _SECOND.match(text, dash.end())
    assert second
    if _CHAIN.match(text, second.end()) or (dash[0] == "-" and max(len(first[0]), len(second[0].rstrip(".,"))) > 6):
        return None
    phrases = tongue.words.phrases
    left, right = first[0], second[0].rstrip(".,")
    scored = left.isdigit() and right.isdigit() and max(len(left), len(right)) < 4
    if scored and (int(left) > int(right) or tongue.score.search(text, max(0, at - 24), at)):
        word = "" if reading.region in _BRITISH and tongue.code == "en" else phrases["score"]
    else:
        word = phrases["to"]
    return Edit(dash.start(), dash.end(), f" {word} " if word else " ")


def unit(text: str, at: int, reading: Reading) -> Edit | None:
    """5 km, 20°C: the unit in full."""
    if not free(text, at) and text[at - 1] not in "–-":
        return None
    match = reading.tongue.unit.match(text, at)
    if not match:
        return None
    one, many = reading.tongue.words.units[match["unit"]]
    single = match["number"] == "1" or match["gap"] == "-" or _ONE.search(text, max(0, at - 4), at)
    dotted = match["unit"].endswith(".") and not text[match.end() :].strip(" )”’\"'")
    return Edit(match.start("gap"), match.end(), f" {one if single else many}" + ("." if dotted else ""))


def bare_point(text: str, at: int, reading: Reading) -> Edit | None:
    """.5: the nought that is not written."""
    bare = (at == 0 or text[at - 1] in " (") and text[at + 1 : at + 2].isdigit()
    return Edit(at, at + 1, "0" + reading.tongue.words.phrases["decimal"]) if bare else None


def plain(text: str, at: int, reading: Reading) -> Edit | None:
    """A number that is said as it is written; but noughts in front, and very long ones, are said one by one."""
    if free(text, at) and (match := _ZEROS.match(text, at) or _LONG.match(text, at)):
        return Edit(at, match.end(), " ".join(match[0]))
    number = reading.tongue.number.match(text, at)
    return Edit(at, number.end(), number[0]) if number else None
