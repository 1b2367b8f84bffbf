"""Who says: cue verbs and their subjects in one sentence, found on its words alone.

No parser and no model: a cue verb, and the noun phrase that can be its subject to its left (across adverbs, brackets
and appositions) or, right after a quotation, to its right ("…,” said Kirby"; never "told Kirby"). Quotations are
masked before, so their words are neither cues nor subjects.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from accessible.structurer.words import entries, words

MentionKind = Literal["name", "pronoun", "nominal"]

#: What a character of a quotation becomes in masked text, and what a quotation's end keeps.
MASK = "\x00"

_TOKEN = re.compile(r"[^\W_]+(?:[’'\-.][^\W_]+)*(?:’s|'s|’|\.(?=\s?[A-Z]))?|[^\w\s]|\x00+")
_PARTICLE = re.compile(r"(?:a[ldnrstz]|as[hs]|el|bin|ibn|d|l|de|du|von|van)[-’'][A-Z]")
_BREAKS = frozenset(", ; : — – - ( )".split())
_CLAUSE = frozenset("while and but as despite because although though when after before since if whereas or".split())
_AUXILIARY = frozenset(
    "had has have was were is are be been being did does do would will could can may might should must later also then"
    " earlier meanwhile however again once first finally instead previously reportedly now still just already often"
    " never always even later thus not himself herself itself themselves myself".split()
)
_FUNCTION = frozenset("to that who which what of in on at by for from with into not no as it".split())
_DETERMINER = frozenset("a an the his her its their this that these those some one another several many most".split())


class Token(Struct, frozen=True):
    """A word or a mark of a paragraph, with its offsets in it."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital, or a name with a small particle ("al-Najjar", "d’Arc")."""
        return self.text[0].isupper() or bool(_PARTICLE.match(self.text))


class Mention(Struct, frozen=True):
    """Words that can be a speaker. ``name`` is the part that names (no role, no article), "" when nothing does."""

    start: int
    end: int
    text: str
    kind: MentionKind
    name: str = ""
    role: str = ""


class Cue(Struct, frozen=True):
    """A cue verb (its offsets), its subject, and whether the subject came after it."""

    start: int
    end: int
    verb: str
    subject: Mention
    inverted: bool = False
    embedded: bool = False  # in the complement of the cue before it: "Kirby said Israel *told* …"


@cache
def _verbs(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Cue verbs, and those of them that may stand before their subject."""
    listed = entries("cue", language)
    return frozenset(verb.lstrip("!") for verb in listed), frozenset(verb for verb in listed if verb[0] != "!")


@cache
def _pronouns(language: str) -> dict[str, str]:
    return dict(entry.split() for entry in entries("pronoun", language))


def whom(pronoun: str, language: str) -> str:
    """Whom a pronoun can mean: "male", "female", "thing", "many", "first", or "" when it is no pronoun."""
    return _pronouns(language).get(pronoun.casefold(), "")


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of ``text[start:end]``; a masked quotation is one token."""
    return [Token(found.start(), found.end(), found.group()) for found in _TOKEN.finditer(text, start, end)]


def cues_of(tokens: Sequence[Token], text: str, language: str) -> list[Cue]:
    """The cues of one sentence in order, each with the subject found for it; a verb without a subject is no cue."""
    verbs, inverting = _verbs(language)
    found: list[Cue] = []
    for at, token in enumerate(tokens):
        verb = token.text.casefold()
        if verb not in verbs or token.capital:
            continue
        subject = None
        after_quote = at > 0 and _is_quote_end(tokens, at - 1)
        if after_quote and verb in inverting:
            subject = _right_subject(tokens, at + 1, text, language)
        inverted = subject is not None
        if subject is None:
            subject = _left_subject(tokens, at, text, language)
        if subject is None:
            continue
        embedded = bool(found) and not _clause_between(tokens, found[-1].end, subject.start)
        found.append(Cue(token.start, token.end, verb, subject, inverted, embedded))
    return found


def _is_quote_end(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].text == "," and at > 0:
        at -= 1
    return tokens[at].text[0] == MASK


def _clause_between(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether another clause begins between two places of a sentence."""
    return any(
        token.text in _BREAKS or token.text.casefold() in _CLAUSE or token.text[0] == MASK
        for token in tokens
        if start <= token.start and token.end <= end
    )


def _left_subject(tokens: Sequence[Token], verb: int, text: str, language: str) -> Mention | None:
    at = verb - 1
    while at >= 0 and (tokens[at].text.casefold() in _AUXILIARY or _is_adverb(tokens[at].text)):
        at -= 1
    if at < 0:
        return None
    if tokens[at].text in ",—–":  # an apposition or an aside: "Philippe Lazzarini, head of …, said"
        mark = tokens[at].text
        opening = at - 1
        while opening >= 0 and tokens[opening].text != mark:
            if tokens[opening].text[0] == MASK or tokens[opening].text in ";:" or at - opening > 30:
                return None
            opening -= 1
        at = opening - 1
        if at < 0:
            return None
    return _phrase_ending_at(tokens, at, text, language)


def _is_adverb(word: str) -> bool:
    return len(word) > 4 and word.endswith("ly") and word.islower()


def _phrase_ending_at(tokens: Sequence[Token], at: int, text: str, language: str) -> Mention | None:
    """The noun phrase whose last word is ``tokens[at]``."""
    last = at
    if tokens[at].text in ")]":  # "Doctors Without Borders (MSF)"
        while at >= 0 and tokens[at].text not in "([":
            at -= 1
        at -= 1
        if at < 0:
            return None
    head = tokens[at]
    if not head.text[0].isalpha():
        return None
    if at == last and whom(head.text, language):
        return Mention(head.start, head.end, head.text, "pronoun")
    if head.capital:
        return _name(tokens, at, last, text, language)
    return _nominal(tokens, at, text, language)


def _name(tokens: Sequence[Token], at: int, last: int, text: str, language: str) -> Mention | None:
    small = words("connector", language)
    start = at
    while start > 0:
        before = tokens[start - 1]
        if before.capital or before.text[0].isdigit():
            if before.text.endswith(("’s", "'s")):  # "Israel’s close ally Washington", "Egypt’s Al-Qahera News"
                break
            start -= 1
        elif before.text.casefold() in small and start > 1 and tokens[start - 2].capital and before.text.islower():
            start -= 2
        else:
            break
    while tokens[start].text.casefold() in _DETERMINER | {"at", "in", "on", "but", "and", "as", "if"} and start < at:
        start += 1
    name_start, end = tokens[start].start, tokens[last].end
    # the role before a name belongs to the mention: "National Security Council spokesman John Kirby"
    role_start, role = _role_before(tokens, start, language)
    name = text[name_start:end]
    inner = [token.text for token in tokens[start:at]]
    roles = [word for word in inner if word.casefold() in words("role", language)]
    if not role and roles:
        role = roles[-1].casefold()
        cut = max(i for i, word in enumerate(inner) if word == roles[-1])
        name = text[tokens[start + cut + 1].start : end]
    return Mention(tokens[role_start].start, end, text[tokens[role_start].start : end], "name", name, role)


def _role_before(tokens: Sequence[Token], start: int, language: str) -> tuple[int, str]:
    if start == 0 or tokens[start - 1].text.casefold() not in words("role", language):
        return start, ""
    role = tokens[start - 1].text.casefold()
    first = start - 1
    while first > 0 and start - first < 8 and _in_phrase(tokens[first - 1]):
        first -= 1
    return first, role


def _in_phrase(token: Token) -> bool:
    text = token.text.casefold()
    return text[0].isalpha() and text not in _CLAUSE and text not in _AUXILIARY and text not in ("that", "which", "who")


def _nominal(tokens: Sequence[Token], at: int, text: str, language: str) -> Mention | None:
    """A description: "a senior Hamas official", "the military", "Netanyahu’s office", "an MSF statement"."""
    first = at
    while first > 0 and at - first < 7 and _in_phrase(tokens[first - 1]):
        first -= 1
        if tokens[first].text.casefold() in _DETERMINER:
            break
    verbs, _ = _verbs(language)
    while first < at and (
        tokens[first].text.casefold() in verbs or tokens[first].text.casefold() in ("in", "at", "of")
    ):
        first += 1
    head = tokens[at].text.casefold()
    if head in _AUXILIARY | _CLAUSE | _DETERMINER | _FUNCTION:
        return None
    start, end = tokens[first].start, tokens[at].end
    if at > first and tokens[at - 1].text.endswith(("’s", "'s", "’")) and tokens[at - 1].capital:
        owner = at - 1
        while owner > first and tokens[owner - 1].capital:
            owner -= 1
        return Mention(
            tokens[owner].start, end, text[tokens[owner].start : end], "name", text[tokens[owner].start : end]
        )
    named = [token for token in tokens[first:at] if token.capital and token.start > start]
    inside = named[0].text if head == "statement" and named else ""
    return Mention(start, end, text[start:end], "nominal", inside, head)


def _right_subject(tokens: Sequence[Token], at: int, text: str, language: str) -> Mention | None:
    """The noun phrase that begins at ``tokens[at]``: "said Kirby", "said chief librarian Priya Nair"."""
    if at >= len(tokens):
        return None
    first = tokens[at]
    if whom(first.text, language):
        return Mention(first.start, first.end, first.text, "pronoun")
    if not first.text[0].isalpha():
        return None
    small = words("connector", language)
    last = at
    seen_capital = first.capital
    while last + 1 < len(tokens):
        token = tokens[last + 1]
        if token.capital:
            seen_capital = True
        elif not token.text[0].isalpha() or (
            seen_capital
            and not (
                token.text in small and last + 2 < len(tokens) and tokens[last + 2].capital and tokens[last].capital
            )
        ):
            break
        elif not seen_capital and (last - at > 5 or not _in_phrase(token) or token.text in ("in", "on", "at", "with")):
            break
        last += 1
    if tokens[last].capital:
        mention = _name(tokens, last, last, text, language)
        if mention is None:
            return None
        start = min(mention.start, first.start)
        return Mention(start, mention.end, text[start : mention.end], "name", mention.name, mention.role)
    start, end = first.start, tokens[last].end
    return Mention(start, end, text[start:end], "nominal", "", tokens[last].text.casefold())
