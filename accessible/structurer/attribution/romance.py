"""Who says, behind a quotation in French and Spanish.

There the subject follows a verb of two words („« … », a déclaré Vane“, «…», ha dicho Vane), or is a pronoun tied to the
verb („a-t-il dit“, „souffle-t-elle“); a description has its noun first („la ministre de la Culture“), so that the
capital at its end names nobody; and „Pour Maren Ostby, …“ says whose view a sentence gives (Grevisse, "Le bon usage",
on the incise). Everything else is found as in English, by `clauses`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from accessible.structurer.attribution.fields import Saying
from accessible.structurer.attribution.nouns import MASK, Mention, Words
from accessible.structurer.words import words

LANGUAGES = frozenset(("fr", "es"))

_TIED = re.compile(r"(.+?)(?:-t)?-(ils?|elles?|on|je)")
_ELIDED = ("d'", "d’", "l'", "l’")
#: So many words may stand between a quotation and its verb, and so many belong to a description.
_FAR, _LONG = 5, 8


def sayings(sentence: Words) -> list[Saying]:
    """What a sentence says behind its quotations, and whose view it gives, in order."""
    return [*_view(sentence), *_incises(sentence)]


def _incises(sentence: Words) -> Iterator[Saying]:
    tokens, folded, grammar = sentence.words, sentence.folded, sentence.grammar
    for mask in [at for at, word in enumerate(tokens) if word[0] == MASK]:
        at = mask + 1
        while at < len(tokens) and tokens[at] in ",.!?…—–-":
            at += 1
        for verb in range(at, min(at + _FAR, len(tokens))):
            tied = _TIED.fullmatch(folded[verb])
            if tied is not None:
                speaks = tied[1] in grammar.verbs or tied[1] in grammar.manner
                said = _participle(sentence, verb + 1) if tied[1] in grammar.auxiliaries else verb
                if said >= 0 and (speaks or said > verb):
                    end = sentence.ends[verb]
                    pronoun = Mention(end - len(tied[2]), end, tokens[verb][-len(tied[2]) :], "pronoun")
                    yield Saying(verb, said, pronoun, True, False, "speech")
                break
            if folded[verb] in grammar.verbs or folded[verb] in grammar.manner:
                subject = _subject(sentence, verb + 1)
                if subject is not None:
                    yield Saying(at, verb, subject, True, False, "speech")
                break
            if not grammar.between(folded[verb]):
                break


def _participle(sentence: Words, at: int) -> int:
    """The participle behind a helping verb and its pronoun: „a-t-il encore *dit*“; -1 when none is."""
    while at < len(sentence) and sentence.grammar.between(sentence.folded[at]):
        at += 1
    return at if at < len(sentence) and sentence.folded[at] in sentence.grammar.verbs else -1


def _subject(sentence: Words, at: int) -> Mention | None:
    """The phrase that begins behind a verb; a description is taken up to its end."""
    end = _described(sentence, at)
    if end < 0:
        return sentence.phrase_beginning(at)
    named = end + 2
    if named < len(sentence) and sentence.words[end + 1] == "," and sentence.capital[named]:
        mention = sentence.phrase_beginning(named)  # „la ministre de la Culture, Maren Ostby“
        if mention is not None and mention.kind == "name":
            text = sentence.joined(sentence.starts[at], mention.end)
            return Mention(sentence.starts[at], mention.end, text, "name", mention.name, _role(sentence, at))
    start, stop = sentence.starts[at], sentence.ends[end]
    return Mention(start, stop, sentence.joined(start, stop), "nominal", "", _role(sentence, at))


def _role(sentence: Words, at: int) -> str:
    return sentence.folded[at + 1] if sentence.folded[at] in sentence.grammar.determiners else sentence.folded[at]


def _described(sentence: Words, at: int) -> int:
    """The last word of a description that begins at a word: a role, and what it is of; -1 when none does."""
    folded, grammar = sentence.folded, sentence.grammar
    noun = at + 1 if at < len(folded) and folded[at] in grammar.determiners else at
    if noun + 1 >= len(folded) or folded[noun] not in grammar.roles or sentence.capital[noun]:
        return -1
    of = words("of", grammar.language)
    if folded[noun + 1] not in of and not folded[noun + 1].startswith(_ELIDED[:2]):
        return -1
    last = noun
    while last + 1 < len(folded) and last - noun < _LONG:
        word = folded[last + 1]
        small = word in of or word in grammar.connectors or word in grammar.determiners or word.startswith(_ELIDED)
        led = folded[last] in of or folded[last] in grammar.determiners
        if not word[0].isalpha() or not (small or led or sentence.capital[last + 1]):
            break
        last += 1
    return last


def whole(sentence: Words, mention: Mention) -> Mention:
    """A mention, or the description that it only ends: of „la ministre de la Culture“ the culture is no speaker."""
    folded, grammar = sentence.folded, sentence.grammar
    of = words("of", grammar.language)
    at = sentence.index(mention.start)
    if mention.role or mention.kind != "name" or at == 0:
        return mention
    last, at = at, at - 1
    while at > 0 and last - at < _FAR and (folded[at] in of or folded[at] in grammar.determiners):
        at -= 1
    if at < 0 or at == last - 1 or folded[at] not in grammar.roles or folded[at + 1] not in of:
        return mention
    first = at - 1 if at and folded[at - 1] in grammar.determiners else at
    start = sentence.starts[first]
    return Mention(start, mention.end, sentence.joined(start, mention.end), "nominal", "", folded[at])


def _view(sentence: Words) -> Iterator[Saying]:
    """A sentence that begins with whose view it gives: „Pour Maren Ostby, 81 ans, l’attente fut …“."""
    if (
        len(sentence) < 3
        or sentence.folded[0] not in words("view", sentence.grammar.language)
        or not sentence.capital[1]
    ):
        return
    mention = sentence.phrase_beginning(1)
    if mention is None or mention.kind != "name" or sentence.words[sentence.index(mention.end)] != ",":
        return
    if " " in mention.name or mention.role:
        yield Saying(0, 0, mention, True, False, "source")
