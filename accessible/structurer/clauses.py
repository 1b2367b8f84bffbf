"""Who says: cue verbs and their subjects in one sentence, found on its words alone.

No parser and no model: a cue verb, and the noun phrase that can be its subject to its left (across adverbs, brackets
and appositions) or, right after a quotation, to its right ("…,” said Kirby"; never "told Kirby"). Quotations are
masked before, so their words are neither cues nor subjects.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct

from accessible.structurer.grammar import Grammar, grammar_of

MentionKind = Literal["name", "pronoun", "nominal"]

#: What a character of a quotation becomes in masked text, and what a quotation's end keeps.
MASK = "\x00"

_TOKEN = re.compile(r"[^\W_]+(?:[’'\-.][^\W_]+)*(?:’s|'s|’|\.(?=\s?[A-Z]))?|[^\w\s]|\x00+")
_PARTICLE = re.compile(r"(?:a[ldnrstz]|as[hs]|el|bin|ibn|d|l|de|du|von|van)[-’'][A-Z]")
_BREAKS = frozenset(", ; : — – - ( )".split())

#: No aside, no name and no bracket after a name is longer, in tokens; and nothing is of something of something deeper.
_LONGEST, _DEEPEST = 30, 8


class Token(Struct, frozen=True, gc=False):
    """A word or a mark of a paragraph, with its offsets in it."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital, or a name with a small particle ("al-Najjar", "d’Arc")."""
        return self.text[0].isupper() or bool(_PARTICLE.match(self.text))


class Mention(Struct, frozen=True, gc=False):
    """Words that can be a speaker. ``name`` is the part that names (no role, no article), "" when nothing does."""

    start: int
    end: int
    text: str
    kind: MentionKind
    name: str = ""
    role: str = ""


class Cue(Struct, frozen=True, gc=False):
    """A cue verb (its offsets), its subject, and whether the subject came after it."""

    start: int
    end: int
    verb: str
    subject: Mention
    inverted: bool = False
    embedded: bool = False  # in the complement of the cue before it: "Kirby said Israel *told* …"


def whom(pronoun: str, language: str) -> str:
    """Whom a pronoun can mean: "male", "female", "thing", "many", "first", or "" when it is no pronoun."""
    return grammar_of(language).pronouns.get(pronoun.casefold(), "")


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of ``text[start:end]``; a masked quotation is one token."""
    return [Token(*found.span(), found[0]) for found in _TOKEN.finditer(text, start, end)]


def cues_of(tokens: Sequence[Token], text: str, language: str) -> list[Cue]:
    """The cues of one sentence in order, each with the subject found for it; a verb without a subject is no cue."""
    return _Sentence(tokens, text, grammar_of(language)).cues()


class _Sentence:
    """One sentence while its cues are looked for: its tokens, the text they are of, and the grammar."""

    def __init__(self, tokens: Sequence[Token], text: str, grammar: Grammar) -> None:
        self.tokens = tokens
        self.text = text
        self.grammar = grammar
        self.folded = [token.text.casefold() for token in tokens]
        self._landings: dict[int, int] = {}

    def cues(self) -> list[Cue]:
        found: list[Cue] = []
        verbs = self.grammar.verbs
        for at in [at for at, word in enumerate(self.folded) if word in verbs]:
            token, verb = self.tokens[at], self.folded[at]
            if token.capital:
                continue
            subject = None
            if verb in self.grammar.inverting and self._follows_quotation(at):
                subject = self._right_subject(at + 1)
            inverted = subject is not None
            if subject is None:
                subject = self._left_subject(at)
            if subject is None:
                continue
            embedded = bool(found) and not self._clause_between(found[-1].end, subject.start)
            found.append(Cue(token.start, token.end, verb, subject, inverted, embedded))
        return found

    def _follows_quotation(self, at: int) -> bool:
        before = at - 1
        if before > 0 and self.tokens[before].text == ",":
            before -= 1
        return before >= 0 and self.tokens[before].text[0] == MASK

    def _clause_between(self, start: int, end: int) -> bool:
        """Whether another clause begins between two places of the sentence."""
        first = bisect_left(self._breaks, start, key=lambda token: token.start)
        return first < len(self._breaks) and self._breaks[first].end <= end

    @cached_property
    def _breaks(self) -> list[Token]:
        """The tokens that stand between clauses."""
        return [
            token
            for token, folded in zip(self.tokens, self.folded, strict=True)
            if token.text in _BREAKS or folded in self.grammar.conjunctions or token.text[0] == MASK
        ]

    def _before(self, verb: int) -> int:
        """The last token before a verb that cannot stand between it and its subject, or -1; each is passed once."""
        at = verb - 1
        while at >= 0 and at not in self._landings and self.grammar.between(self.folded[at]):
            at -= 1
        at = self._landings.get(at, at)
        self._landings[verb - 1] = at
        return at

    def _left_subject(self, verb: int) -> Mention | None:
        tokens = self.tokens
        at = self._before(verb)
        if at < 0:
            return None
        if tokens[at].text in ",—–":  # an apposition or an aside: "Maren Ostby, head of the port authority, said"
            mark = tokens[at].text
            opening = at - 1
            while opening >= 0 and tokens[opening].text != mark:
                if tokens[opening].text[0] == MASK or tokens[opening].text in ";:" or at - opening > _LONGEST:
                    return None
                opening -= 1
            at = opening - 1
            if at < 0:
                return None
        return self._phrase_ending_at(at)

    def _phrase_ending_at(self, at: int) -> Mention | None:
        """The noun phrase whose last word is the token at ``at``."""
        tokens = self.tokens
        last = at
        if tokens[at].text in ")]":  # initials: "Doctors Without Borders (MSF)"
            while at >= 0 and tokens[at].text not in "([":
                at -= 1
                if last - at > _LONGEST:
                    return None
            at -= 1
            if at < 0:
                return None
        head = tokens[at]
        if not head.text[0].isalpha():
            return None
        if at == last and self.folded[at] in self.grammar.pronouns:
            return Mention(head.start, head.end, head.text, "pronoun")
        return self._name(at, last) if head.capital else self._nominal(at)

    def _name(self, at: int, last: int) -> Mention:
        tokens, grammar = self.tokens, self.grammar
        start = at
        while start > 0 and at - start < _LONGEST:
            before = tokens[start - 1]
            if before.capital or before.text[0].isdigit():
                if before.text.endswith(("’s", "'s")):  # "Ostrand’s close ally Kelderwick"
                    break
                start -= 1
            elif self.folded[start - 1] in grammar.connectors and start > 1 and tokens[start - 2].capital:
                start -= 2
            else:
                break
        while start < at and self._opens_clause(start):
            start += 1
        name_start, end = tokens[start].start, tokens[last].end
        role_start, role = self._role_before(start)
        name = self._words(name_start, end)
        inner = self.folded[start:at]
        if not role and any(word in grammar.roles for word in inner):
            cut = max(index for index, word in enumerate(inner) if word in grammar.roles)
            role = inner[cut]
            name = self._words(tokens[start + cut + 1].start, end)
        begin = tokens[role_start].start
        return Mention(begin, end, self._words(begin, end), "name", name, role)

    def _opens_clause(self, at: int) -> bool:
        """Whether a word is capital only because the sentence begins with it: "In", "But", "The"."""
        word, grammar = self.folded[at], self.grammar
        return word in grammar.determiners or word in grammar.conjunctions or word in grammar.functions

    def _role_before(self, start: int) -> tuple[int, str]:
        """The role before a name, which belongs to the mention: "opposition leader Petra Vane"."""
        if start == 0 or self.folded[start - 1] not in self.grammar.roles:
            return start, ""
        first = start - 1
        while first > 0 and start - first < 8 and self._in_phrase(first - 1):
            first -= 1
        return first, self.folded[start - 1]

    def _in_phrase(self, at: int) -> bool:
        word, grammar = self.folded[at], self.grammar
        if not word[0].isalpha() or word in grammar.conjunctions or word in grammar.auxiliaries:
            return False
        return word not in grammar.functions or word in grammar.connectors

    def _nominal(self, at: int, depth: int = 0) -> Mention | None:
        """A description: "a senior official", "the military", "Vane’s office", "an MSF statement"."""
        tokens, grammar = self.tokens, self.grammar
        head = self.folded[at]
        if grammar.between(head) or self._opens_clause(at):
            return None
        first = at
        while first > 0 and at - first < 7 and self._in_phrase(first - 1):
            first -= 1
            if self.folded[first] in grammar.determiners:
                break
        of = first >= 2 and self.folded[first - 1] in grammar.connectors and self._in_phrase(first - 2)
        if of and depth < _DEEPEST:
            above = self._nominal(first - 2, depth + 1)  # "the engineers of the county": the engineers speak
            if above is not None and above.kind == "nominal":
                end = tokens[at].end
                return Mention(above.start, end, self._words(above.start, end), "nominal", above.name, above.role)
        while first < at and (self.folded[first] in grammar.verbs or self.folded[first] in grammar.functions):
            first += 1
        start, end = tokens[first].start, tokens[at].end
        if at > first and tokens[at - 1].capital and tokens[at - 1].text.endswith(("’s", "'s", "’")):
            owner = at - 1
            while owner > first and tokens[owner - 1].capital:
                owner -= 1
            start = tokens[owner].start
            return Mention(start, end, self._words(start, end), "name", self._words(start, end))
        named = [token.text for token in tokens[first:at] if token.capital and token.start > start]
        inside = named[0] if head in grammar.papers and named else ""
        return Mention(start, end, self._words(start, end), "nominal", inside, head)

    def _right_subject(self, at: int) -> Mention | None:
        """The noun phrase that begins at ``at``: "said Kirby", "said chief librarian Priya Nair"."""
        tokens, grammar = self.tokens, self.grammar
        if at >= len(tokens) or not tokens[at].text[0].isalpha():
            return None
        first = tokens[at]
        if self.folded[at] in grammar.pronouns:
            return Mention(first.start, first.end, first.text, "pronoun")
        last = at
        capital = first.capital
        while last + 1 < len(tokens) and last - at < _LONGEST and self._extends(at, last, capital=capital):
            last += 1
            capital = capital or tokens[last].capital
        if tokens[last].capital:
            mention = self._name(last, last)
            start = min(mention.start, first.start)
            return Mention(start, mention.end, self._words(start, mention.end), "name", mention.name, mention.role)
        start, end = first.start, tokens[last].end
        return Mention(start, end, self._words(start, end), "nominal", "", self.folded[last])

    def _extends(self, at: int, last: int, *, capital: bool) -> bool:
        """Whether the token after ``last`` still belongs to the phrase that began at ``at``."""
        tokens, token, word = self.tokens, self.tokens[last + 1], self.folded[last + 1]
        if token.capital:
            return True
        if not token.text[0].isalpha():
            return False
        if capital:  # only a small word between two capitals goes on with a name
            inside = last + 2 < len(tokens) and tokens[last + 2].capital and tokens[last].capital
            return word in self.grammar.connectors and inside
        return last - at <= 5 and self._in_phrase(last + 1) and word not in self.grammar.functions

    def _words(self, start: int, end: int) -> str:
        return " ".join(self.text[start:end].split())
