"""Noun phrases: the names, descriptions and pronouns of a sentence, found on its words alone.

No parser and no model: a name is a run of capitals with the small words that names hold; a description ends in a noun
for a person, a group or a paper; what belongs to either (a role before it, initials in brackets behind it, "of" and
what follows) is taken from the words around. Quotations are masked before, so their words are none of these.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from itertools import accumulate
from typing import Literal

from msgspec import Struct

from accessible.structurer.attribution.grammar import Grammar

MentionKind = Literal["name", "pronoun", "nominal"]

#: What a character of a quotation becomes in masked text, and what a quotation's end keeps.
MASK = "\x00"

#: The words and marks of a sentence, in a group so that `split` gives what stands between them as well. A class of
#: characters stands first in each alternative, because most are passed over by their first character.
_TOKEN = re.compile(
    r"([BCEIJLS](?:(?<=[JS])r|(?<=I)nc|(?<=C)o(?:rp)?|(?<=L)td|(?<=B)ros|(?<=E)sq)\."
    r"|[^\W_]+(?:(?![’'\-.])|(?:[’'\-.][^\W_]+)*(?:’s?|'s|\.(?=\s?[A-Z])|))"
    r"|[^\w\s](?:\x00(?<=\x00\x00)\x00*|-(?<=--)-*|))"
)
_PARTICLE = re.compile(r"(?:a[ldnrstz]|as[hs]|el|bin|ibn|d|l|de|du|von|van)[-’'][A-Z]")
_JOINT = re.compile(r"[-’'][A-Z]")
_OWNERS = ("’s", "'s", "’")

#: No aside, no name and no bracket after a name is longer, in tokens; and nothing is of something of something deeper.
LONGEST, _DEEPEST = 30, 8


class Mention(Struct, frozen=True, gc=False):
    """Words that can be a speaker. ``name`` is the part that names (no role, no article), "" when nothing does."""

    start: int
    end: int
    text: str
    kind: MentionKind
    name: str = ""
    role: str = ""


class Words:
    """The words and marks of one sentence: their offsets in the paragraph, as written, folded, and whether capital.

    A masked quotation is one of them. Lists and not objects: every word of a book comes through here.
    """

    __slots__ = ("capital", "ends", "folded", "grammar", "starts", "text", "words")

    def __init__(self, text: str, start: int, end: int, grammar: Grammar) -> None:
        self.text = text
        self.grammar = grammar
        pieces = _TOKEN.split(text[start:end])  # every second one is a word
        edges = list(accumulate(map(len, pieces), initial=start))
        self.words: list[str] = pieces[1::2]
        self.starts = edges[1:-1:2]
        self.ends = edges[2::2]
        self.folded = " ".join(self.words).casefold().split(" ") if self.words else []  # at once: many times faster
        self.capital = [
            word != folded and word[0] != folded[0] for word, folded in zip(self.words, self.folded, strict=True)
        ]
        if _JOINT.search(text, start, end):
            for at, word in enumerate(self.words):
                if not word.isalnum() and _PARTICLE.match(word):
                    self.capital[at] = True

    def __len__(self) -> int:
        return len(self.words)

    def index(self, offset: int) -> int:
        """Which word begins at, or is the first behind, an offset of the paragraph."""
        return bisect_left(self.starts, offset)

    # --------------------------------------------------------------------------------------------------- all of them
    def mentions(self, ordinary: Container[str]) -> Iterator[tuple[int, Mention]]:
        """Each mention of somebody or something with the index of its last word, in order.

        ``ordinary`` holds the words that the document also writes small: one that is capital only because a sentence
        begins with it is no name.
        """
        grammar, folded, capital = self.grammar, self.folded, self.capital
        pointing, passed = grammar.pointing, -1
        for at in [at for at, word in enumerate(folded) if capital[at] or word in pointing]:
            word = folded[at]
            if at <= passed:
                continue
            if word in grammar.pronouns or word in grammar.possessives:
                yield at, Mention(self.starts[at], self.ends[at], self.words[at], "pronoun")
            elif word in grammar.times:
                continue
            elif capital[at]:
                passed = self.run(at)
                if passed == 0 and self._is_description(0):
                    nominal = self.nominal(0)
                    if nominal is not None:
                        yield 0, nominal
                elif self._is_name(at, passed, ordinary):
                    behind = self._initials(passed)
                    yield passed, self.name(passed, behind)
                    passed = behind
            else:
                nominal = None if self._goes_on(at) else self.nominal(at)
                if nominal is not None:
                    yield at, nominal

    def _goes_on(self, at: int) -> bool:
        """Whether a noun for a person only leads to the name or the noun behind it: a "major issue"."""
        if at + 1 >= len(self.words):
            return False
        word, grammar = self.folded[at + 1], self.grammar
        if self.capital[at + 1] or not word[0].isalpha():
            return self.capital[at + 1]
        small = self.opens_clause(at + 1) or word in grammar.cues or word in grammar.relatives
        return self.folded[at] in grammar.titles and not small

    def run(self, at: int) -> int:
        """The last word of the run of capitals that begins here."""
        last, count = at, len(self.words)
        while last + 1 < count and last - at < LONGEST and not self.words[last].endswith(_OWNERS):
            if self.folded[last + 1] in self.grammar.times:
                break
            if self.capital[last + 1]:
                last += 1
            elif self._links(last + 1):
                last += 2
            else:
                break
        return last

    def _links(self, at: int) -> bool:
        """Whether the small word at ``at`` goes on with a name between two capitals: "of" not behind a person's, "on"
        only in a group's."""
        grammar, folded = self.grammar, self.folded
        if folded[at] not in grammar.connectors or at + 1 >= len(folded) or not self.capital[at + 1]:
            return False
        if folded[at + 1] in grammar.times or self.words[at - 1].endswith(_OWNERS[:2]):
            return False
        first = at - 1
        while first > 0 and self.capital[first - 1]:
            first -= 1
        if folded[at] in grammar.group_connectors:
            return not grammar.organisations.isdisjoint(folded[first:at])
        return folded[at] not in grammar.prepositions or folded[first] not in grammar.first_names

    def _initials(self, last: int) -> int:
        """Where the initials in brackets end that stand behind a name, or its own last word."""
        inside = self.words[last + 1 : last + 4]
        return last + 3 if len(inside) == 3 and inside[0] == "(" and inside[1].isupper() and inside[2] == ")" else last

    def _is_name(self, at: int, last: int, ordinary: Container[str]) -> bool:
        """Whether a run of capitals names: no weekday, and not one word that is capital as a sentence's first."""
        while at < last and self.opens_clause(at):
            at += 1
        word = self.folded[last]
        if self.opens_clause(last) or word in self.grammar.times or not word[0].isalpha():
            return False
        if at < last:
            return True
        first = at == 0 or not self.words[at - 1][0].isalnum()
        return not (first and word.removesuffix("’s").removesuffix("'s") in ordinary)

    # ------------------------------------------------------------------------------------------------------- phrases
    def phrase_ending(self, at: int) -> Mention | None:
        """The noun phrase whose last word is the one at ``at``."""
        last = at
        if self.words[at] in ")]":  # initials: "Harbour Users Association (HUA)"
            while at >= 0 and self.words[at] not in "([":
                at -= 1
                if last - at > LONGEST:
                    return None
            at -= 1
            if at < 0:
                return None
        if at == last and self.folded[at] in self.grammar.pronouns:
            return Mention(self.starts[at], self.ends[at], self.words[at], "pronoun")
        if not self.words[at][0].isalpha() or (self.capital[at] and self.opens_clause(at)):
            return None
        return self.name(at, last) if self.capital[at] and not self._is_description(at) else self.nominal(at)

    def _is_description(self, at: int) -> bool:
        """Whether a word is capital only because the sentence begins with it, and says what somebody is: "Experts"."""
        return at == 0 and (self.folded[0] in self.grammar.roles or self.folded[0] in self.grammar.kin)

    def phrase_beginning(self, at: int) -> Mention | None:
        """The noun phrase that begins at ``at``: "said Vane", "said chief librarian Priya Nair"."""
        count = 0
        while at < len(self.words) and count < 4 and (self.words[at][0].isdigit() or self.words[at] == "/"):
            at, count = at + 1, count + 1  # "said 1953 veteran Jonas Kelder"
        if at >= len(self.words) or not self.words[at][0].isalpha() or self.folded[at] in self.grammar.times:
            return None
        if self.folded[at] in self.grammar.prepositions:
            return None
        if self.is_partitive(at):  # "said one of the pilots"
            whole = self.phrase_beginning(at + 2)
            return None if whole is None else self.partitive(at, whole.end)
        if self.folded[at] in self.grammar.pronouns:
            return Mention(self.starts[at], self.ends[at], self.words[at], "pronoun")
        last = at
        capital = self.capital[at]
        while last + 1 < len(self.words) and last - at < LONGEST and self._extends(at, last, capital=capital):
            last += 1
            capital = capital or self.capital[last]
        last = self._past_roles(last)
        while last > at and self.grammar.between(self.folded[last]):  # "said the landlady sadly"
            last -= 1
        start = self.starts[at]
        if self.words[last].endswith(_OWNERS[:2]):  # "said Vane’s former deputy"
            last = self._owned(last)
        end = self.ends[last]
        if self.words[last].endswith(_OWNERS[:2]):
            return None
        if self.capital[last]:
            mention = self.name(last, last)
            return Mention(start, mention.end, self.joined(start, mention.end), "name", mention.name, mention.role)
        if self.opens_clause(last) or self.grammar.between(self.folded[last]):
            return None
        beside = self._beside(last)
        return beside or Mention(start, end, self.joined(start, end), "nominal", "", self.folded[last])

    def _owned(self, owner: int) -> int:
        """Where the noun for a person, a group or a paper stands that a possessive leads to, or the owner itself."""
        grammar = self.grammar
        for at in range(owner + 1, min(owner + 6, len(self.words))):
            word = self.folded[at]
            if word in grammar.pointing or word in grammar.papers:
                return at
            if not self._in_phrase(at) or word in grammar.functions:
                break
        return owner

    def _past_roles(self, last: int) -> int:
        """The end of the name that roles behind a run of capitals lead to: "former Ostrand mayor and current senator
        Petra Vane"; without such a name, the end of the run."""
        grammar, behind = self.grammar, last + 1
        if not self.capital[last] or behind >= len(self.words) or self.folded[behind] not in grammar.roles:
            return last
        for at in range(behind + 1, min(behind + 8, len(self.words))):
            if self.capital[at]:
                return self.run(at) if self.folded[at - 1] in grammar.roles else last
            if self.folded[at] not in grammar.coordinators and not self._in_phrase(at):
                return last
        return last

    def _beside(self, last: int) -> Mention | None:
        """The name that is set behind a description: "said the head of the port, Maren Ostby"."""
        comma = last + 1
        while comma < len(self.words) and comma - last < 8 and self.words[comma][0].isalpha():
            comma += 1
        if comma + 1 >= len(self.words) or self.words[comma] != "," or not self.capital[comma + 1]:
            return None
        end = self.run(comma + 1)
        closes = end + 1 >= len(self.words) or not self.words[end + 1][0].isalnum()
        return self.name(end, end) if closes and self._is_name(comma + 1, end, ()) else None

    def name(self, at: int, last: int) -> Mention:
        """The name whose last word is at ``at``, and whose last word or bracket is at ``last``."""
        grammar, words, folded = self.grammar, self.words, self.folded
        start = at
        while start > 0 and at - start < LONGEST:
            if folded[start - 1] in grammar.times:
                break
            if self.capital[start - 1] or words[start - 1][0].isdigit():
                if words[start - 1].endswith(_OWNERS[:2]):  # "Ostrand’s close ally Kelderwick"
                    break
                start -= 1
            elif start > 1 and self.capital[start - 2] and self._links(start - 1):
                start -= 2
            else:
                break
        while start < at and (self.opens_clause(start) or (start == 0 and folded[0] in grammar.verbs)):
            start += 1
        name_start, end = self.starts[start], self.ends[last]
        role_start, role = self._role_before(start)
        name = self.joined(name_start, end)
        inner = folded[start:at]
        if not role and not grammar.roles.keys().isdisjoint(inner):
            cut = max(index for index, word in enumerate(inner) if word in grammar.roles)
            if not any(word in grammar.organisations for word in folded[start + cut + 1 : at + 1]):
                role = inner[cut]
                name = self.joined(self.starts[start + cut + 1], end)
        begin = self.starts[role_start]
        return Mention(begin, end, self.joined(begin, end), "name", name, role)

    def nominal(self, at: int, depth: int = 0) -> Mention | None:
        """A description: "a senior official", "the military", "Vane’s office", "an MSF statement"."""
        words, folded, grammar = self.words, self.folded, self.grammar
        head = folded[at]
        if grammar.between(head) or self.opens_clause(at):
            return None
        first = at
        while first > 0 and at - first < 7 and self._in_phrase(first - 1):
            first -= 1
            if folded[first] in grammar.determiners:
                break
        of = first >= 2 and folded[first - 1] in grammar.connectors and self._in_phrase(first - 2)
        if of and depth < _DEEPEST:
            above = self.nominal(first - 2, depth + 1)  # "the engineers of the county": the engineers speak
            if above is not None and above.kind == "nominal":
                end = self.ends[at]
                return Mention(above.start, end, self.joined(above.start, end), "nominal", above.name, above.role)
        while first < at and (folded[first] in grammar.verbs or folded[first] in grammar.functions):
            first += 1
        start, end = self.starts[first], self.ends[at]
        if at > first and self.capital[at - 1] and words[at - 1].endswith(_OWNERS):
            owner = at - 1
            while owner > first and self.capital[owner - 1]:
                owner -= 1
            start = self.starts[owner]
            return Mention(start, end, self.joined(start, end), "name", self.joined(start, end))
        if (head in grammar.roles or head in grammar.kin) and self._is_bare(first, at):
            return None
        inside = ""
        if head in grammar.papers:
            named = (words[i] for i in range(first, at) if self.capital[i] and self.starts[i] > start)
            inside = next(named, "")
        return Mention(start, end, self.joined(start, end), "nominal", inside, head)

    def _is_bare(self, first: int, at: int) -> bool:
        """Whether one person is meant and nothing says which: in "a general idea" nobody is a general."""
        grammar = self.grammar
        if not grammar.plural or grammar.is_plural(self.folded[at]) or self.capital[first]:
            return False
        before = self.folded[max(first - 1, 0) : at]
        return grammar.determiners.isdisjoint(before) and not any(word[0].isdigit() for word in before)

    def is_partitive(self, at: int) -> bool:
        """Whether a word means some of those whom the words behind its "of" name."""
        grammar = self.grammar
        if self.folded[at] not in grammar.partitives or at + 1 >= len(self.folded):
            return False
        of = self.folded[at + 1]
        return of in grammar.connectors and of in grammar.prepositions and of not in grammar.group_connectors

    def partitive(self, at: int, end: int) -> Mention:
        """Some of those whom a phrase names, which nobody is known by: "one of the pilots", "some of them"."""
        return Mention(self.starts[at], end, self.joined(self.starts[at], end), "nominal", "", self.folded[at])

    # --------------------------------------------------------------------------------------------------------- parts
    def opens_clause(self, at: int) -> bool:
        """Whether a word is capital only because the sentence begins with it: "In", "But", "The"."""
        return self.folded[at] in self.grammar.openers

    def joined(self, start: int, end: int) -> str:
        """The text between two offsets of words, its white space made single."""
        text = self.text[start:end]
        return text if text.isprintable() and "  " not in text else " ".join(text.split())

    def _role_before(self, start: int) -> tuple[int, str]:
        """The role before a name, which belongs to the mention: "opposition leader Petra Vane"."""
        if start == 0 or self.folded[start - 1] not in self.grammar.roles:
            return start, ""
        first = start - 1
        while first > 0 and start - first < 8 and self._in_phrase(first - 1):
            first -= 1
        return first, self.folded[start - 1]

    def _in_phrase(self, at: int) -> bool:
        word = self.folded[at]
        return word not in self.grammar.outside and word[0].isalpha()

    def _extends(self, at: int, last: int, *, capital: bool) -> bool:
        """Whether the word after ``last`` still belongs to the phrase that began at ``at``."""
        word = self.folded[last + 1]
        if word in self.grammar.times:
            return False
        if self.capital[last + 1]:
            return True
        if not word[0].isalpha():
            return False
        if capital:  # only a small word between two capitals goes on with a name
            inside = last + 2 < len(self.words) and self.capital[last + 2] and self.capital[last]
            return inside and (self._links(last + 1) or word in self.grammar.roles)
        return last - at <= 5 and self._in_phrase(last + 1) and word not in self.grammar.functions
