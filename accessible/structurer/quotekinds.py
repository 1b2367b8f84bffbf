"""The kind of a quotation: its signs (`quotesigns.py`) weighed twice, and a rule that says what decided.

First whether somebody is quoted at all (`SAID`: else the marks stand around a term, a nickname, a title, a word meant
with irony), then whether it is a whole utterance (`WHOLE`: else a fragment in a reported sentence). The weights are log
odds: what is above zero speaks for it. They were fitted by logistic regression to news, blogs and novels annotated by
hand in English and German, and checked on documents and on kinds of documents left out
(`tests/benchmarks/weigh_quotes.py`), then rounded; those given are an editor's. A voice changes for a direct quotation
only, so a false direct one is worse than a false partial one, and doubt is weighed that way: where as much speaks
against somebody's being quoted as for it, nobody is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accessible.model.blocks import Evidence, QuoteKind
from accessible.structurer.marks import Pair
from accessible.structurer.odds import chance

#: Below this chance of being a whole utterance a quotation keeps the narrator's voice.
THRESHOLD = 0.55

SAID_BASE = 0.9
SAID_GIVEN = {
    "named as a term or a title": -2.5,
    "a work or a name by what follows": -1.0,
    "a fragment in a story": -2.5,
    "in a story": 0.0,
    "a few words that nothing leads to": -1.5,
    "a name with its article": -4.0,
    "its words are marked again": -0.5,
    "is a paragraph": 0.5,
    "a cue right before it": 0.3,
    "goes on after a cue": 1.0,
    "after a comma, a capital and a stop": 0.8,
    "is a sentence": 0.5,
    "after a colon": 0.3,
}
SAID_FITTED = {
    "a cue right after it": 1.3,
    "a cue before it": 1.3,
    "opens a sentence": 1.2,
    "opens a sentence and is stopped": 0.9,
    "seven to twelve words": 0.9,
    "within a sentence in small letters": 0.8,
    "closes its sentence": 0.8,
    "a verb that names before it": 0.7,
    "holds a verb": 0.7,
    "after a linking word": 0.6,
    "a source in the sentence": 0.6,
    "begins with a mark": 0.5,
    "ends in a question or a call": 0.5,
    "begins small": 0.5,
    "a cue after it": 0.4,
    "a small word goes on": 0.4,
    "within a sentence, a capital and a stop": 0.4,
    "after a conjunction": 0.4,
    "a cue right after a fragment": 0.4,
    "after an article": 0.3,
    "more than twelve words": 0.3,
    "another after a cue": 0.3,
    "a reported sentence": 0.3,
    "speaks of itself": 0.3,
    "after a small word": 0.2,
    "ends in a stop": 0.2,
    "opens a sentence that goes on": 0.2,
    "after a dash": 0.1,
    "before another in its sentence": -0.1,
    "some words after a cue and a comma": -0.2,
    "after another in its sentence": -0.2,
    "two or three words": -0.2,
    "begins with a capital": -0.3,
    "after a name": -0.3,
    "after a comma": -0.4,
    "one word with a capital": -0.4,
    "a word goes on": -0.5,
    "after a comma with a capital": -0.5,
    "a bracket follows": -0.5,
    "within a sentence": -0.5,
    "ends without a stop": -0.6,
    "begins with a digit": -0.7,
    "every word of weight a capital": -0.9,
    "one word": -1.0,
}
WHOLE_BASE = 0.3
WHOLE_GIVEN = {
    "a verb that names before it": 0.0,
    "after an article": -0.5,
    "after a linking word": -0.8,
    "within a sentence in small letters": -1.5,
    "opens a sentence that goes on": -0.5,
    "a word goes on": -0.8,
    "a small word goes on": -0.5,
    "named as a term or a title": -0.5,
    "a fragment in a story": 0.0,
    "in a story": 0.0,
    "is a paragraph": 1.0,
    "is a sentence": 0.5,
    "after a colon": 1.0,
    "after a comma, a capital and a stop": 0.5,
    "after a comma": -0.5,
    "goes on after a cue": 2.5,
    "another after a cue": 0.0,
    "some words after a cue and a comma": 1.5,
}
WHOLE_FITTED = {
    "a cue right after it": 1.3,
    "opens a sentence": 0.9,
    "a cue right before it": 0.9,
    "opens a sentence and is stopped": 0.7,
    "a cue after it": 0.6,
    "more than twelve words": 0.6,
    "speaks of itself": 0.5,
    "holds a verb": 0.4,
    "ends in a stop": 0.4,
    "a work or a name by what follows": 0.3,
    "after a name": 0.3,
    "begins with a capital": 0.3,
    "four to six words": 0.3,
    "ends in a question or a call": 0.3,
    "before another in its sentence": 0.3,
    "every word of weight a capital": 0.2,
    "a source in the sentence": 0.2,
    "ends in a comma": 0.2,
    "after another in its sentence": 0.2,
    "a cue right after a fragment": 0.1,
    "seven to twelve words": -0.1,
    "a few words that nothing leads to": -0.1,
    "a bracket follows": -0.1,
    "after a comma with a capital": -0.2,
    "after a conjunction": -0.2,
    "begins with a digit": -0.2,
    "one word with a capital": -0.2,
    "within a sentence": -0.3,
    "two or three words": -0.3,
    "one word": -0.4,
    "after a small word": -0.4,
    "after a dash": -0.6,
    "a cue before it": -0.8,
    "ends without a stop": -0.8,
}
SAID = SAID_GIVEN | SAID_FITTED
WHOLE = WHOLE_GIVEN | WHOLE_FITTED

#: The sign that names the rule of each kind, the most telling first; the last is for what has none of them.
_RULES: Mapping[QuoteKind, tuple[tuple[str, str], ...]] = {
    "direct": (
        ("after a colon", "after a colon"),
        ("after a comma, a capital and a stop", "after a cue and a comma"),
        ("is a sentence", "sentence of its own"),
        ("a cue right after it", "sentence with its cue after it"),
        ("opens a sentence", "sentence of its own"),
        ("goes on after a cue", "goes on after its cue"),
        ("", "a whole utterance"),
    ),
    "partial": (
        ("a cue before it", "fragment in a reported sentence"),
        ("a cue after it", "fragment in a reported sentence"),
        ("a reported sentence", "fragment in a reported sentence"),
        ("a verb that names before it", "somebody's name for something"),
        ("a source in the sentence", "fragment with its source"),
        ("", "fragment without a cue"),
    ),
    "scare": (
        ("named as a term or a title", "named as a term or a title"),
        ("a work or a name by what follows", "named as a term or a title"),
        ("every word of weight a capital", "capitals as in a title"),
        ("", "a few words that nobody is quoted as saying"),
    ),
}


def kind_of(text: str, pair: Pair, signs: Sequence[str], *, headed: bool) -> tuple[QuoteKind, Evidence]:
    """The kind of a quotation of a block's ``text``, and why; ``headed`` says that it is a heading or a title."""
    if pair.depth:
        return "nested", Evidence("inside another quotation", 0.99)
    if pair.edge == "dash":
        return "direct", Evidence("dialogue that a dash opens", 0.85)
    if pair.edge == "label":
        return "direct", Evidence("after its speaker's label", 0.9)
    if headed:
        if pair.start <= 2 and pair.end >= len(text.rstrip()) - 2:
            return "partial", Evidence("heading that is a quotation", 0.6)
        return "scare", Evidence("in a heading", 0.5)
    if not pair.closed:
        return "direct", Evidence("goes on in the next paragraph", 0.9)
    said = chance(SAID_BASE, SAID, signs)
    if said <= 0.5:
        return "scare", Evidence(_rule("scare", signs), round(1 - said, 2))
    whole = chance(WHOLE_BASE, WHOLE, signs)
    if whole < THRESHOLD:
        return "partial", Evidence(_rule("partial", signs), round(said * (1 - whole), 2))
    return "direct", Evidence(_rule("direct", signs), round(said * whole, 2))


def _rule(kind: QuoteKind, signs: Sequence[str]) -> str:
    return next(rule for sign, rule in _RULES[kind] if not sign or sign in signs)
