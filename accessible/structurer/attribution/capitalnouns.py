"""Noun phrases where every noun has a capital: German.

A capital says nothing about names there, but much about nouns: between an article and the next noun stand only what
describes it. So a phrase is an article, what is small before a noun, a run of nouns, and behind it its genitive
(„der Chef des Verbands“), what it is *of*, and a name in apposition („der Chef des Verbands, Max Muster,“). The
article says whether a phrase can be a subject: „der Sprecher“ can, „dem Sprecher“ and „der Polizei“ cannot.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from accessible.structurer.attribution.grammar import Grammar
from accessible.structurer.attribution.nominals import group_of, is_feminine, nominal_of, role_of
from accessible.structurer.attribution.nounruns import LONG, NounRuns
from accessible.structurer.attribution.nouns import MASK, Mention, Words

#: Whether a phrase can be the subject of a verb: not, perhaps, and as nothing else.
NEVER, PERHAPS, SURELY = 0, 1, 2

#: So many words stand between a preposition and its noun where no article does.
_NEAR = 4
#: A name in quotation marks has at most so many characters.
_LONGEST_NAME = 40


class Phrase(Struct, frozen=True):
    """A noun phrase: the indexes of its first and last word, its nouns, and what it can be."""

    first: int
    last: int
    noun: int  # the first of its run of nouns
    head: int  # the last
    subject: int  # NEVER, PERHAPS or SURELY
    many: bool
    governed: int  # the index of the preposition that leads to it, or -1
    mention: Mention


class Phrases:
    """The noun phrases of a sentence, in order; every word is passed once."""

    def __init__(self, sentence: Words) -> None:
        nominal = nominal_of(sentence.grammar.language)
        assert nominal is not None
        self.sentence = sentence
        self.language = sentence.grammar.language
        self.nominal = nominal
        self.grammar: Grammar = sentence.grammar
        self.all: list[Phrase] = []
        self.count = len(sentence.words)
        self.runs = NounRuns(sentence, nominal)
        self._read()

    # ----------------------------------------------------------------------------------------------------- one by one
    def _read(self) -> None:
        folded, grammar, nouns = self.sentence.folded, self.grammar, self.runs.nouns
        prepositions, opening = grammar.prepositions, self.nominal.opening
        at, count = 0, self.count
        while at < count:
            word = folded[at]
            if nouns[at] or word in opening or word[0] == MASK or (at + 1 < count and nouns[at + 1]):
                if not nouns[at] and (word in prepositions or self._likens(at)):
                    self.runs.governed = at
                    at += 1
                    continue
                phrase = self._pronoun(at) or self._quoted_source(at) or self._phrase(at)
                if phrase is not None:
                    self.all.append(phrase)
                    self.runs.governed = -1
                    at = phrase.last + 1
                    continue
            if self.runs.governed >= 0 and not (word[0].isalnum() and at - self.runs.governed < _NEAR):
                self.runs.governed = -1  # only what describes its noun stands behind a preposition
            at += 1

    def _likens(self, at: int) -> bool:
        """Whether „als“ or „wie“ leads to a noun and begins no clause: „als Gegner“."""
        return self.sentence.folded[at] in ("als", "wie") and at > 0 and self.sentence.words[at - 1] != ","

    def is_noun(self, at: int) -> bool:
        """Whether a word is a noun or a part of a name: it has a capital, and not because a sentence begins."""
        return self.runs.is_noun(at)

    def _pronoun(self, at: int) -> Phrase | None:
        sentence = self.sentence
        word = sentence.folded[at]
        if word not in self.grammar.pronouns or word in ("dieser", "diese"):
            return None
        mention = Mention(sentence.starts[at], sentence.ends[at], sentence.words[at], "pronoun")
        return Phrase(at, at, at, at, SURELY if word != "es" else PERHAPS, False, self.runs.governed, mention)

    def _phrase(self, at: int) -> Phrase | None:
        """The phrase that begins at a word, if one does."""
        sentence, folded = self.sentence, self.sentence.folded
        article = self.runs.article(at)
        if article is not None and at + 1 < len(folded) and self._is_masked_name(at + 1):
            return self._masked(at, article)
        noun = self.runs.after(at + 1, article=True) if article is not None else self.runs.bare(at)
        if noun < 0:
            return None
        head = self.runs.run(noun)
        last = self._behind(noun, head, article is not None)
        subject = self._can_be_subject(article, noun, head)
        many = article == "p" or self._lists(last)
        mention = self._mention(at, noun, head, last, article)
        end = last
        owned = mention.role and mention.name.endswith("s") and " " not in mention.name  # „der Vertreter Chinas, …“
        if mention.kind == "nominal" or owned:
            name_end = self._apposition(last)
            if name_end > last:
                role = role_of(sentence.words[noun], self.language) or ""
                mention = self._named(at, self._introduced(self._comma(name_end) + 1), name_end, role)
                end = name_end
        if self.runs.governed >= 0:
            subject = NEVER
        return Phrase(at, end, noun, head, subject, many, self.runs.governed, mention)

    def _is_masked_name(self, at: int) -> bool:
        """Whether what is in quotation marks here can be the name of a paper or a party: „die „Morgenpost““."""
        sentence = self.sentence
        mask = sentence.words[at]
        alone = at + 1 >= self.count or not self.is_noun(at + 1)
        alone = alone or (at > 1 and sentence.folded[at - 2] in self.nominal.citing)  # „zitierte die „Post“ Vane“
        return mask[0] == MASK and len(mask) <= _LONGEST_NAME and alone

    def _masked(self, at: int, article: str) -> Phrase:
        sentence = self.sentence
        last = at + 1 if article else at
        start, end = sentence.starts[at], sentence.ends[last]
        mention = Mention(start, end, sentence.text[start:end], "nominal", "", MASK)
        subject = NEVER if self.runs.governed >= 0 or article in ("-", "g") else PERHAPS
        return Phrase(at, last, last, last, subject, False, self.runs.governed, mention)

    def _quoted_source(self, at: int) -> Phrase | None:
        """A name in quotation marks behind „laut“."""
        led = (
            self.runs.governed == at - 1
            and at > 0
            and self.nominal.sources.get(self.sentence.folded[at - 1]) == "before"
        )
        return self._masked(at, "") if led and self._is_masked_name(at) else None

    # ------------------------------------------------------------------------------------------------- what is behind
    def _behind(self, noun: int, head: int, articled: bool) -> int:
        """The last word of what belongs to a phrase behind its nouns: brackets, genitives, what it is of."""
        sentence, folded = self.sentence, self.sentence.folded
        last = self._bracket(head)
        if role_of(sentence.words[head], self.language) is not None and self._lists(last):
            beside = self.runs.run(last + 2)  # „der Bürgermeister und Senator“
            if role_of(sentence.words[beside], self.language) is not None:
                last = self._bracket(beside)
        if not articled and self.runs.role(noun) is None:
            return last
        for _ in range(3):
            at = last + 1
            if at + 1 >= self.count:
                break
            if "g" in self.nominal.articles.get(folded[at], ""):
                inner = self.runs.after(at + 1, article=True)
            elif folded[at] in self.nominal.of and role_of(sentence.words[noun], self.language):
                article = folded[at + 1] in self.nominal.articles and not self.is_noun(at + 1)
                inner = self.runs.after(at + 2, article=True) if article else self.runs.bare(at + 1)
            else:
                break
            if inner < 0:
                break
            last = self._bracket(self.runs.run(inner))
        return last

    def _bracket(self, last: int) -> int:
        """The last word of a bracket behind a noun: „(SPD)“."""
        sentence = self.sentence
        if last + 1 >= self.count or sentence.words[last + 1] != "(":
            return last
        for at in range(last + 2, min(last + 8, self.count)):
            if sentence.words[at] == ")":
                return at
        return last

    def _apposition(self, last: int) -> int:
        """The last word of a name in apposition behind a description: „der Chef des Verbands, Max Muster,“."""
        sentence = self.sentence
        behind = last + 1
        while behind + 1 < self.count and behind - last < LONG:  # „der Chef der Union in Bonn, Max Muster,“
            if sentence.folded[behind] not in self.grammar.prepositions:
                break
            articled = sentence.folded[behind + 1] in self.nominal.articles
            inner = self.runs.after(behind + 2, article=True) if articled else self.runs.bare(behind + 1)
            if inner < 0:
                break
            behind = self.runs.run(inner) + 1
        at = behind + 1
        if at >= self.count or sentence.words[behind] != ",":
            return last
        at = self._introduced(at)
        if not self.is_noun(at):
            return last
        end = self.runs.run(at)
        several = end > at or sentence.folded[at] in self.grammar.first_names
        closed = end + 1 >= self.count or sentence.words[end + 1] in ",.:;(–—-" or sentence.words[end + 1][0] == MASK
        forename = sentence.folded[at] in self.grammar.first_names
        if several and closed and (forename or role_of(sentence.words[end], self.language) is None):
            return end
        return last

    def _introduced(self, at: int) -> int:
        """Where the name in an apposition begins that may say again what somebody is: „…, die Leiterin Ute Lund,“."""
        noun = self.runs.after(at + 1, article=True) if self.runs.article(at) is not None else -1
        if noun < 0:
            return at
        head = self.runs.run(noun)
        role, name = self._split(noun, head)
        if name > head:
            return at
        said = role and self.sentence.folded[name] in self.grammar.first_names
        return name if said or (head > noun and self.sentence.folded[noun] in self.grammar.titles) else at

    def _comma(self, at: int) -> int:
        """The comma before a word."""
        while self.sentence.words[at] != ",":
            at -= 1
        return at

    def _lists(self, last: int) -> bool:
        """Whether another name follows behind an „und“."""
        sentence = self.sentence
        return last + 2 < self.count and sentence.folded[last + 1] in ("und", "sowie") and self.is_noun(last + 2)

    # ------------------------------------------------------------------------------------------------------- what it is
    def _can_be_subject(self, article: str | None, noun: int, head: int) -> int:
        if self.sentence.folded[head] in self.grammar.times:
            return NEVER
        if article is None:
            return PERHAPS
        kinds = article.replace("g", "")
        if kinds in ("", "-"):
            return NEVER
        if kinds == "m":
            words = (self.sentence.words[noun], self.sentence.words[head])
            said = role_of(words[0], self.language) is not None
            feminine = is_feminine(words[0] if said else words[1], self.language)
            feminine = feminine or (not said and is_feminine(words[0], self.language))
            return NEVER if feminine else SURELY
        return PERHAPS

    def _mention(self, at: int, noun: int, head: int, last: int, article: str | None) -> Mention:
        """Who a phrase names: with a role before a name, the name; with an article and no role, nobody by name."""
        sentence = self.sentence
        role, name = self._split(noun, head)
        if name > head:  # a role and no name: „der Sprecher“
            start, end = sentence.starts[at], sentence.ends[last]
            return Mention(start, end, sentence.joined(start, end), "nominal", "", role)
        if role or self._is_name(noun, head, article):
            return self._named(at, name, head, role)
        if any(self.runs.nouns[at + 1 : noun]):  # „die in New York geborene Vane“
            at = noun
        start, end = sentence.starts[at], sentence.ends[last]
        role = group_of(sentence.words[noun], self.language) or sentence.folded[head]
        return Mention(start, end, sentence.joined(start, end), "nominal", "", role)

    def _split(self, noun: int, head: int) -> tuple[str, int]:
        """The role in a run of nouns, "" without any, and where the name behind it begins."""
        sentence = self.sentence
        if sentence.folded[noun].rstrip(".") in self.grammar.titles and head > noun:  # „Frau Schneider“ is no tailor
            return "", noun
        first = -1
        if head > noun:
            names = self.grammar.first_names
            first = next((at for at in range(noun, head) if sentence.folded[at] in names), -1)
        role, name = "", noun
        for index in range(noun, first if first >= 0 else min(head + 1, noun + 3)):
            found = self.runs.role(index)
            if found is not None:
                role, name = found, index + 1
        if not role and first > noun:  # „der Lotse Max Muster“, whatever a Lotse is
            return sentence.folded[first - 1], first
        return role, name

    def _named(self, at: int, name: int, last: int, role: str) -> Mention:
        sentence = self.sentence
        start, end = sentence.starts[at], sentence.ends[last]
        called = sentence.joined(sentence.starts[name], end)
        return Mention(start, end, sentence.joined(start, end), "name", called, role)

    def _is_name(self, noun: int, head: int, article: str | None) -> bool:
        """Whether nouns without a role name somebody: by a first name, by initials, or because no article is there."""
        sentence, folded = self.sentence, self.sentence.folded
        first = sentence.words[noun]
        if folded[noun] in self.grammar.first_names and (head > noun or article is None):
            return True
        if folded[noun].rstrip(".") in self.grammar.titles and head > noun:
            return True
        if noun == head and len(first) > 1 and first.isupper():
            return True
        if article is not None or folded[head] in self.grammar.times:
            return False
        plural = folded[head].endswith("en") and len(first) > 5
        ordinary = (
            is_feminine(sentence.words[head], self.language) or plural or folded[head].endswith(self.nominal.ordinary)
        )
        return head > noun or not ordinary


#: So many sentences are kept: all that quote, of a long article; of a book the last that were read.
KEPT = 2048


@lru_cache(maxsize=KEPT)  # a sentence is read for its cues and then for its mentions
def phrases_of(sentence: Words) -> Phrases:
    """The noun phrases of a sentence."""
    return Phrases(sentence)


def mentions_of(sentence: Words) -> list[Mention]:
    """Everybody whom a sentence names, describes by a role, or means by a pronoun, in order.

    A noun that is neither a name nor a role is left out: in news few things speak, and each has a cue then.
    """
    roles = sentence.grammar.roles
    return [
        phrase.mention
        for phrase in phrases_of(sentence).all
        if phrase.mention.kind != "nominal" or phrase.mention.role in roles
    ]
