"""Noun phrases where every noun has a capital: German.

A capital says nothing about names there, but much about nouns: between an article and the next noun stand only what
describes it. So a phrase is an article, what is small before a noun, a run of nouns, and behind it its genitive
(„der Chef des Verbands“), what it is *of*, and a name in apposition („der Chef des Verbands, Max Muster,“). The
article says whether a phrase can be a subject: „der Sprecher“ can, „dem Sprecher“ and „der Polizei“ cannot.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import Struct

from accessible.structurer.attribution.grammar import Grammar, grammar_of
from accessible.structurer.attribution.nouns import MASK, Mention, Words
from accessible.structurer.words import entries, words

#: Whether a phrase can be the subject of a verb: not, perhaps, and as nothing else.
NEVER, PERHAPS, SURELY = 0, 1, 2

#: So many small words may stand between an article and its noun; a phrase has at most so many nouns in a row.
_FAR, _LONG = 12, 8
#: And so many stand between a preposition and its noun where no article does.
_NEAR = 4
#: A name in quotation marks has at most so many characters.
_LONGEST_NAME = 40
#: A role's name is at least so long where it is the last part of a compound („Innen-minister“).
_SHORTEST_ROLE = 4
#: And the name of a group („Verkehrs-ministerium“).
_SHORTEST_GROUP = 5
_GENDERS = (("f", "female"), ("m", "male"), ("n", "thing"))


class Nominal(Struct, frozen=True):
    """The word lists that tell what a noun phrase is in a language; all case folded."""

    articles: dict[str, str]  # article → what its phrase can be as a subject: m, f, n, p; g when also a genitive
    adverbs: frozenset[str]
    pronouns: frozenset[str]  # those that are never a subject
    feminine: frozenset[str]
    feminine_endings: tuple[str, ...]
    subordinators: frozenset[str]
    helping: dict[str, str]  # forms of helping verbs, and what they make of the verb at the end
    verbs: frozenset[str]  # forms of verbs that are no noun where they stand first
    opening: frozenset[str]  # small words that a phrase or what leads to it can begin with
    small: frozenset[str]  # all that has a capital only where a sentence begins with it


def _folded(name: str, language: str) -> list[str]:
    return [entry.casefold() for entry in entries(name, language)]


@cache
def nominal_of(language: str) -> Nominal | None:
    """The lists of a language whose nouns have capitals, or None: any other is read by `nouns`."""
    articles = {word: flag for word, _, flag in (entry.partition(" ") for entry in _folded("article", language))}
    if not articles:
        return None
    feminine = words("feminine", language)
    grammar = grammar_of(language)
    helping = {word: flag for word, _, flag in (entry.partition(" ") for entry in _folded("helping-verb", language))}
    adverbs, pronouns = words("adverb", language) | words("focus", language), words("object-pronoun", language)
    subordinators = words("subordinator", language)
    verbs = grammar.verbs | grammar.judging | frozenset(helping)
    own = (grammar.prepositions, grammar.conjunctions, grammar.functions)
    told = (articles, grammar.pronouns, grammar.possessives)
    return Nominal(
        articles=articles,
        adverbs=adverbs,
        pronouns=pronouns,
        feminine=frozenset(word for word in feminine if word[0] != "-"),
        feminine_endings=tuple(word[1:] for word in feminine if word[0] == "-"),
        subordinators=subordinators,
        helping=helping,
        verbs=verbs,
        opening=grammar.prepositions.union(articles, grammar.pronouns, ("als", "wie")),
        small=adverbs.union(pronouns, subordinators, verbs, *own, *told),
    )


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


@lru_cache(maxsize=8192)
def role_of(word: str, language: str) -> str | None:
    """The role that a noun says, by itself or as the last part of a compound; None when it says none."""
    grammar = grammar_of(language)
    folded = word.casefold()
    for at in range(max(len(folded) - _SHORTEST_ROLE + 1, 1)):
        if folded[at:] in grammar.roles:
            return folded[at:]
    return None


@lru_cache(maxsize=8192)
def is_feminine(word: str, language: str) -> bool:
    """Whether a noun is feminine as far as its form says."""
    nominal = nominal_of(language)
    if nominal is None:
        return False
    folded = word.casefold().rpartition("-")[2]
    role = role_of(word, language)
    if role is not None:
        return grammar_of(language).roles[role] == "female"
    if folded in nominal.feminine or folded.endswith(nominal.feminine_endings):
        return True
    return any(folded.endswith(ending) for ending in nominal.feminine if len(ending) > 4)


@lru_cache(maxsize=8192)
def group_of(word: str, language: str) -> str:
    """The word for a group or a paper that a noun is, or that its last part is („Verkehrs-ministerium“); "" if none."""
    grammar = grammar_of(language)
    folded = word.casefold()
    for at in range(max(len(folded) - _SHORTEST_GROUP + 1, 1)):
        if folded[at:] in grammar.organisations or folded[at:] in grammar.papers:
            return folded[at:]
    return ""


def grammatical_gender(mention: Mention, language: str) -> str:
    """The gender that the article of a mention says it has, as what a pronoun can mean; "" when none does."""
    nominal = nominal_of(language)
    article = nominal.articles.get(mention.text.partition(" ")[0].casefold(), "") if nominal is not None else ""
    return next((means for flag, means in _GENDERS if flag in article), "")


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
        self._governed = -1
        self._nouns = self._find_nouns()
        self._read()

    # ----------------------------------------------------------------------------------------------------- one by one
    def _read(self) -> None:
        folded, grammar, nouns = self.sentence.folded, self.grammar, self._nouns
        prepositions, opening = grammar.prepositions, self.nominal.opening
        at, count = 0, self.count
        while at < count:
            word = folded[at]
            if nouns[at] or word in opening or word[0] == MASK or (at + 1 < count and nouns[at + 1]):
                if not nouns[at] and (word in prepositions or self._likens(at)):
                    self._governed = at
                    at += 1
                    continue
                phrase = self._pronoun(at) or self._quoted_source(at) or self._phrase(at)
                if phrase is not None:
                    self.all.append(phrase)
                    self._governed = -1
                    at = phrase.last + 1
                    continue
            if self._governed >= 0 and not (word[0].isalnum() and at - self._governed < _NEAR):
                self._governed = -1  # only what describes its noun stands behind a preposition
            at += 1

    def _likens(self, at: int) -> bool:
        """Whether „als“ or „wie“ leads to a noun and begins no clause: „als Gegner“."""
        return self.sentence.folded[at] in ("als", "wie") and at > 0 and self.sentence.words[at - 1] != ","

    def is_noun(self, at: int) -> bool:
        """Whether a word is a noun or a part of a name: it has a capital, and not because a sentence begins."""
        return self._nouns[at]

    def _find_nouns(self) -> list[bool]:
        sentence, small = self.sentence, self.nominal.small
        found = list(sentence.capital)
        before = ""
        for at, word in enumerate(sentence.words):
            if not found[at]:
                if "." in word and _SITE.fullmatch(word):  # „laut wetter.example“
                    found[at] = True
            elif (not before or not (before[0].isalnum() or before in ",/")) and sentence.folded[at] in small:
                found[at] = False
            before = word
        return found

    def _pronoun(self, at: int) -> Phrase | None:
        sentence = self.sentence
        word = sentence.folded[at]
        if word not in self.grammar.pronouns or word in ("dieser", "diese"):
            return None
        mention = Mention(sentence.starts[at], sentence.ends[at], sentence.words[at], "pronoun")
        return Phrase(at, at, at, at, SURELY if word != "es" else PERHAPS, False, self._governed, mention)

    def _phrase(self, at: int) -> Phrase | None:
        """The phrase that begins at a word, if one does."""
        sentence, folded = self.sentence, self.sentence.folded
        article = self._article(at)
        if article is not None and at + 1 < len(folded) and self._is_masked_name(at + 1):
            return self._masked(at, article)
        noun = self._noun_after(at + 1, article=True) if article is not None else self._bare(at)
        if noun < 0:
            return None
        head = self._run(noun)
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
                mention = self._named(at, self._comma(name_end) + 1, name_end, role)
                end = name_end
        if self._governed >= 0:
            subject = NEVER
        return Phrase(at, end, noun, head, subject, many, self._governed, mention)

    def _is_masked_name(self, at: int) -> bool:
        """Whether what is in quotation marks here can be the name of a paper or a party: „die „Morgenpost““."""
        sentence = self.sentence
        mask = sentence.words[at]
        alone = at + 1 >= self.count or not self.is_noun(at + 1)
        return mask[0] == MASK and len(mask) <= _LONGEST_NAME and alone

    def _masked(self, at: int, article: str) -> Phrase:
        sentence = self.sentence
        last = at + 1 if article else at
        start, end = sentence.starts[at], sentence.ends[last]
        mention = Mention(start, end, sentence.text[start:end], "nominal", "", MASK)
        subject = NEVER if self._governed >= 0 or article in ("-", "g") else PERHAPS
        return Phrase(at, last, last, last, subject, False, self._governed, mention)

    def _quoted_source(self, at: int) -> Phrase | None:
        """A name in quotation marks behind „laut“."""
        led = self._governed == at - 1 and at > 0 and self.sentence.folded[at - 1] in ("laut", "lt")
        return self._masked(at, "") if led and self._is_masked_name(at) else None

    def _article(self, at: int) -> str | None:
        """What a phrase with the article at a word can be; None when it is none („meinen die Leute“ has a verb)."""
        folded = self.sentence.folded
        follows = folded[at + 1] if at + 1 < len(folded) else ""
        if self.is_noun(at) or (folded[at] in self.nominal.verbs and follows in self.nominal.articles):
            return None
        return self.nominal.articles.get(folded[at])

    def _bare(self, at: int) -> int:
        """The noun of a phrase without an article that begins here: „Merkel“, „deutsche Behörden“; -1 if none does."""
        if self.is_noun(at):
            return at
        word = self.sentence.folded[at]
        describes = word.endswith(("e", "er", "es", "en", "em")) and word[0].isalpha() and len(word) > 3
        known = word in self.nominal.adverbs or word in self.nominal.verbs or word in self.grammar.conjunctions
        follows = at + 1 < self.count and self.is_noun(at + 1)
        after_noun = at > 0 and self.is_noun(at - 1) and self._governed < 0
        if describes and not known and follows and not after_noun and not self.sentence.capital[at]:
            return at + 1
        return -1

    def _noun_after(self, at: int, *, article: bool) -> int:
        """The noun that what describes it leads to: „die in New York geborene Sängerin“; -1 where none is."""
        folded, count = self.sentence.folded, self.count
        first = at
        while at < count and at - first < _FAR:
            if self.is_noun(at):
                if at == first or not self._inner(at - 1):
                    return at
                at += 1
                continue
            word = folded[at]
            if not word[0].isalnum() or word in self.nominal.helping:
                return -1
            if word in self.nominal.subordinators and word not in ("als", "wie"):
                return -1
            if at == first and (word in self.grammar.pronouns or (word in self.nominal.verbs and not self._ends(word))):
                return -1
            at += 1
        return -1

    def _inner(self, at: int) -> bool:
        """Whether a word leads to a noun inside what describes another: „die in *New York* geborene“."""
        word = self.sentence.folded[at]
        return self.is_noun(at) or word in self.grammar.prepositions or word in self.nominal.articles or word == "als"

    @staticmethod
    def _ends(word: str) -> bool:
        return word.endswith(("e", "er", "es", "en", "em"))

    def _run(self, at: int) -> int:
        """The last word of a run of nouns, with the small words inside names: „Ursula von der Leyen“."""
        sentence, folded = self.sentence, self.sentence.folded
        last, count = at, self.count if sentence.capital[at] else 0
        while last + 1 < count and last - at < _LONG:
            if sentence.capital[last + 1] and sentence.words[last + 1][0].isalpha():
                last += 1
            elif sentence.words[last + 1].isdigit() and last + 2 < count and sentence.capital[last + 2]:
                last += 2  # „Bayer 04 Leverkusen“
            elif folded[last] in self.grammar.first_names and self._particle(last + 1) > 0:
                last = self._particle(last + 1)
            else:
                break
        return last

    def _particle(self, at: int) -> int:
        """The surname that the small words at ``at`` lead to: „von der Leyen“; -1 when they lead to none."""
        folded, first = self.sentence.folded, at
        while at < len(folded) and at - first < 3 and folded[at] in _PARTICLES:
            at += 1
        return at if first < at < len(folded) and self.sentence.capital[at] else -1

    # ------------------------------------------------------------------------------------------------- what is behind
    def _behind(self, noun: int, head: int, articled: bool) -> int:
        """The last word of what belongs to a phrase behind its nouns: brackets, genitives, what it is of."""
        sentence, folded = self.sentence, self.sentence.folded
        last = self._bracket(head)
        if role_of(sentence.words[head], self.language) is not None and self._lists(last):
            beside = self._run(last + 2)  # „der Bürgermeister und Senator“
            if role_of(sentence.words[beside], self.language) is not None:
                last = self._bracket(beside)
        if not articled and role_of(sentence.words[noun], self.language) is None:
            return last
        for _ in range(3):
            at = last + 1
            if at + 1 >= self.count:
                break
            if "g" in self.nominal.articles.get(folded[at], ""):
                inner = self._noun_after(at + 1, article=True)
            elif folded[at] in ("von", "vom", "für", "aus") and role_of(sentence.words[noun], self.language):
                article = folded[at + 1] in self.nominal.articles and not self.is_noun(at + 1)
                inner = self._noun_after(at + 2, article=True) if article else self._bare(at + 1)
            else:
                break
            if inner < 0:
                break
            last = self._bracket(self._run(inner))
            if last + 2 < self.count and folded[last + 1] == "und" and self.is_noun(last + 2):
                follows = self.sentence.folded[min(last + 3, self.count - 1)]
                if follows in (",", "."):
                    last += 2  # „der Kommissar für Schulwesen und Kultur,“
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
        while behind + 1 < self.count and behind - last < _LONG:  # „der Chef der Union in Bonn, Max Muster,“
            if sentence.folded[behind] not in self.grammar.prepositions:
                break
            articled = sentence.folded[behind + 1] in self.nominal.articles
            inner = self._noun_after(behind + 2, article=True) if articled else self._bare(behind + 1)
            if inner < 0:
                break
            behind = self._run(inner) + 1
        at = behind + 1
        if at >= self.count or sentence.words[behind] != "," or not self.is_noun(at):
            return last
        end = self._run(at)
        several = end > at or sentence.folded[at] in self.grammar.first_names
        closed = end + 1 >= self.count or sentence.words[end + 1] in ",.:;(–—-" or sentence.words[end + 1][0] == MASK
        forename = sentence.folded[at] in self.grammar.first_names
        if several and closed and (forename or role_of(sentence.words[end], self.language) is None):
            return end
        return last

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
        if any(self.is_noun(index) for index in range(at + 1, noun)):  # „die in New York geborene Vane“
            at = noun
        start, end = sentence.starts[at], sentence.ends[last]
        role = group_of(sentence.words[noun], self.language) or sentence.folded[head]
        return Mention(start, end, sentence.joined(start, end), "nominal", "", role)

    def _split(self, noun: int, head: int) -> tuple[str, int]:
        """The role in a run of nouns, "" without any, and where the name behind it begins."""
        sentence = self.sentence
        if sentence.folded[noun].rstrip(".") in self.grammar.titles and head > noun:  # „Frau Schneider“ is no tailor
            return "", noun
        first = next((at for at in range(noun, head) if sentence.folded[at] in self.grammar.first_names), -1)
        role, name = "", noun
        for index in range(noun, first if first >= 0 else min(head + 1, noun + 3)):
            found = role_of(sentence.words[index], self.language)
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
        ordinary = is_feminine(sentence.words[head], self.language) or plural or folded[head].endswith(_ORDINARY)
        return head > noun or not ordinary


@lru_cache(maxsize=64)  # a sentence is read for its cues and then for its mentions
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


_SITE = re.compile(r"[a-zäöüß]{2,}(?:[.-][a-zäöüß]+)*\.[a-zäöüß]{2,}")
#: Small words inside surnames, and how nouns end that are no names.
_PARTICLES = frozenset("von zu zur zum der den dem van de del di da dos al el bin ibn la le ter und".split()) - {"und"}
_ORDINARY = ("ismus", "ment", "nis", "schützer", "kreise", "berichte", "angaben", "experten", "forscher", "leute")
