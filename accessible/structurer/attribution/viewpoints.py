"""Who is named as a source without a verb, in German: „laut Vane“, „Vane zufolge“, „so Vane“, „nach Angaben …“."""

from __future__ import annotations

from collections.abc import Iterator

from accessible.structurer.attribution.capitalnouns import NEVER, Phrase, Phrases
from accessible.structurer.attribution.fields import Fields, Saying
from accessible.structurer.attribution.nouns import Mention, Words
from accessible.structurer.words import words


def sources(fields: Fields) -> Iterator[Saying]:
    """Who is named as a source without a verb: „laut Wenzel“, „Wenzel zufolge“, „so Wenzel“, „nach Angaben …“."""
    for at, word in enumerate(fields.folded):
        if fields.inside[at] >= 0:
            continue
        found: Phrase | None = None
        match fields.nominal.sources.get(word):
            case "before":
                found = _led(fields, at)
            case "behind":
                found = next(_ending(fields, at - 1), None)
            case "next":
                found = _next(fields, at)
            case "view":
                found = _viewpoint(fields, at)
        if found is not None:
            first, last = min(at, found.first), max(at, found.last)
            mention = _source(fields, found)
            if mention is not None:
                yield Saying(first, last, mention, True, False, "source")


def _led(fields: Fields, at: int) -> Phrase | None:
    """The phrase that a preposition leads to."""
    index = fields.next_phrase[at]
    phrase = fields.phrases[index] if index < len(fields.phrases) else None
    return phrase if phrase is not None and phrase.governed == at else None


def _ending(fields: Fields, at: int) -> Iterator[Phrase]:
    if at >= 0 and fields.inside[at] >= 0:
        yield fields.phrases[fields.inside[at]]


def _next(fields: Fields, at: int) -> Phrase | None:
    """„…, so der Minister“: a phrase right behind the word, and no verb behind that."""
    index = fields.next_phrase[at]
    phrase = fields.phrases[index] if index < len(fields.phrases) else None
    if phrase is None or phrase.first != at + 1 or phrase.subject == NEVER:
        return None
    opens = fields.segments[at] == at
    after = phrase.last + 1
    tail = words("source-tail", fields.language)  # no verb, for then „so“ is an adverb
    ended = after >= len(fields.sentence) or fields.folded[after] in tail or not fields.folded[after][0].isalpha()
    leads = fields.folded[after] in fields.grammar.prepositions if after < len(fields.sentence) else False
    return phrase if opens and (ended or leads) and (at > 0 or _colon(fields, after)) else None


def _colon(fields: Fields, at: int) -> bool:
    return at < len(fields.sentence) and fields.sentence.words[at] == ":"


def _viewpoint(fields: Fields, at: int) -> Phrase | None:
    """„nach Angaben der Polizei“, and where the word stands behind: „Wenzels Ansicht nach“."""
    index = fields.next_phrase[at]
    phrase = fields.phrases[index] if index < len(fields.phrases) else None
    if phrase is not None and phrase.governed == at and _is_viewpoint(fields, phrase):
        return phrase
    behind = next(_ending(fields, at - 1), None)
    return behind if behind is not None and _is_viewpoint(fields, behind) else None


def _is_viewpoint(fields: Fields, phrase: Phrase) -> bool:
    nouns = fields.folded[phrase.noun : phrase.head + 1]
    return any(word in words("viewpoint", fields.language) for word in nouns) or nouns[-1].endswith("angaben")


def _source(fields: Fields, phrase: Phrase) -> Mention | None:
    """Whose view it is, not the view: „Angaben der Polizei“ are the police's."""
    whole = fields.folded[phrase.head] not in words("viewpoint", fields.language) and phrase.noun == phrase.head
    if whole or not _is_viewpoint(fields, phrase):  # „Polizeiangaben“ say whose they are
        return phrase.mention
    found = owner(fields, phrase)
    paper = found is None and fields.folded[phrase.head] in fields.grammar.papers and not _owned(fields, phrase)
    return phrase.mention if paper else found  # „dem Bericht zufolge“


def _owned(fields: Fields, phrase: Phrase) -> bool:
    return fields.folded[phrase.first] in fields.grammar.possessives


def owner(fields: Fields, phrase: Phrase) -> Mention | None:
    """The owner of a view or of words: a genitive or an „of“ behind it, or a name before it.

    Args:
        fields: the sentence.
        phrase: the noun phrase of the view („Angaben der Polizei“, „Vanes Ansicht“, „seine Antwort“).

    Returns:
        The mention of whose view it is, its offsets those of the paragraph in characters; None when nothing says.
    """
    sentence, folded = fields.sentence, fields.folded
    nouns = range(phrase.noun, phrase.head + 1)
    said = words("viewpoint", fields.language) | words("saying-noun", fields.language)
    view = next((at for at in nouns if folded[at] in said), phrase.head)
    if view > phrase.noun:  # „Wenzels Ansicht“
        owner = sentence.words[phrase.noun : view]
        name = " ".join(owner).removesuffix("’").removesuffix("s")
        start, end = sentence.starts[phrase.noun], sentence.ends[view - 1]
        return Mention(start, end, name, "name", name)
    if view < phrase.head:  # „Angaben Wenzels“
        start, end = sentence.starts[view + 1], sentence.ends[phrase.head]
        name = sentence.joined(start, end).removesuffix("s")
        return Mention(start, end, name, "name", name)
    if fields.folded[phrase.first] in fields.grammar.possessives:  # „seiner Ansicht nach“
        first = phrase.first
        return Mention(sentence.starts[first], sentence.ends[first], sentence.words[first], "pronoun")
    at = view + 1
    if at >= len(sentence):
        return None
    inner = next(iter(Phrases(_tail(sentence, at)).all), None)
    genitive = "g" in fields.nominal.articles.get(folded[at], "")
    if inner is not None and ((inner.first == 0 and genitive) or (inner.first == 1 and inner.governed == 0)):
        return inner.mention
    return None


def _tail(sentence: Words, at: int) -> Words:
    """The words of a sentence from one on, up to a few."""
    end = sentence.ends[min(at + 10, len(sentence) - 1)]
    return Words(sentence.text, sentence.starts[at], end, sentence.grammar)
