"""Money: "$3.2 million" is said "3.2 million dollars". Which signs and words there are is the language's."""

from __future__ import annotations

import re

from accessible.narrator.spoken.amounts import SIGNS_OF_MINUS, free, is_one, said_number
from accessible.narrator.spoken.edits import Edit
from accessible.narrator.spoken.tongue import Coin, Reading

_OLD_MONEY = re.compile(
    r"(?:£(?P<pounds>[0-9]{1,3}(?:,[0-9]{3})*),? )?(?P<shillings>[0-9]{1,2})s\b\.?(?:,? (?P<pence>[0-9]{1,2})d\b\.?)?"
)


def money(text: str, at: int, reading: Reading) -> Edit | None:
    """$5.50, £3.2 million, -€5: the currency is said behind the number."""
    tongue = reading.tongue
    match = tongue.money.match(text, at)
    if not match or (at and text[at - 1].isalnum()):
        return None
    coin = tongue.words.coins[match["coin"]]
    number, to = said_number(match["number"], reading), match["to"]
    minus = at and text[at - 1] in SIGNS_OF_MINUS and (at == 1 or text[at - 2] in " (")
    single = match["gap"] == "-" or is_one(text, at, reading)
    amount = f"{number} {tongue.words.phrases['to']} {said_number(to, reading)}" if to else number
    said = _priced(amount, match["scale"] or "", coin, reading, single=single)
    start = at - 1 if minus else at
    if text[match.end() : match.end() + 1] in ("–", "-") and (until := tongue.money.match(text, match.end() + 1)):
        top = _priced(said_number(until["number"], reading), until["scale"] or "", coin, reading, single=False)
        if until["coin"] == match["coin"] and not to and not until["to"]:
            return Edit(start, until.end(), f"{said} {tongue.words.phrases['to']} {top}")
    return Edit(start, match.end(), (tongue.words.phrases["minus"] + " " if minus else "") + said)


def money_behind(text: str, at: int, reading: Reading) -> Edit | None:
    """5 €, 3,5 Mio. €, 12,50 EUR."""
    if not free(text, at):
        return None
    match = reading.tongue.money_behind.match(text, at)
    if not match:
        return None
    coin = reading.tongue.words.coins[match["coin"]]
    number = said_number(match["number"], reading)
    return Edit(at, match.end(), _priced(number, match["scale"] or "", coin, reading, single=False))


def before_decimal_coins(text: str, at: int, reading: Reading) -> Edit | None:
    """£3 10s 6d, 10s. 6d.: pounds, shillings and pence, where the language has shillings."""
    phrases = reading.tongue.words.phrases
    if "shillings" not in phrases:
        return None
    match = _OLD_MONEY.match(text, at)
    if not match or not (match["pounds"] or match["pence"]) or (at and text[at - 1].isalnum()):
        return None
    parts = []
    if match["pounds"]:
        coin = reading.tongue.words.coins["£"]
        parts.append(f"{match['pounds']} {coin.one if match['pounds'] == '1' else coin.many}")
    for name in ("shillings", "pence"):
        if match[name]:
            parts.append(f"{match[name]} {phrases[name].split('|')[match[name] != '1']}")
    said = " ".join(parts[:-1]) + f" {phrases['and']} {parts[-1]}" if match["pence"] else " ".join(parts)
    ended = match[0].endswith(".") and not text[match.end() :].strip(" )”’\"'")
    return Edit(at, match.end(), said + ("." if ended else ""))


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
