"""Documents and scripts to narrate, written as plainly as a test can."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accessible.model.blocks import Block, Evidence, Heading, Inline, Paragraph, Prose, Quote, Sentence, Span
from accessible.model.document import Document, Section
from accessible.model.draft import Metadata
from accessible.model.script import Part, Prosody, Script, Utterance

EVIDENCE = Evidence("test")
SPAN = Span(0, 0)


def prose(text: str, name: str, *, language: str = "") -> Prose:
    """Sentences end at ``|`` (which is taken out); what stands in “…” is a direct quotation."""
    inlines: list[Inline] = []
    plain = ""
    for number, sentence in enumerate(text.split("|"), 1):
        start = len(plain) + (len(sentence) - len(sentence.lstrip()))
        plain += sentence
        inlines.append(Sentence(start, len(plain.rstrip()), f"{name}-t{number}"))
    inlines += [Quote(*match.span(), "direct", EVIDENCE) for match in re.finditer("“[^”]*”", plain)]
    return Prose(plain, tuple(inlines), language=language)


def paragraph(text: str, name: str = "b", *, language: str = "") -> Paragraph:
    return Paragraph(prose(text, name, language=language), SPAN, EVIDENCE, name)


def heading(text: str, name: str = "h") -> Heading:
    return Heading(prose(text, name), SPAN, EVIDENCE, 2, name)


def document(*sections: Sequence[Block], language: str = "en-us") -> Document:
    return Document(
        source="test.txt",
        text="",
        metadata=Metadata(title="A Test", language=language),
        sections=tuple(Section(tuple(blocks), f"s{number}") for number, blocks in enumerate(sections, 1)),
    )


def utterance(text: str, name: str = "u1", *, voice: str = "en-us", rate: int = 175, pause: int = 0) -> Utterance:
    return Utterance(
        id=name,
        written=text,
        text=text,
        role="narrator",
        voice=voice,
        language="en",
        prosody=Prosody(rate=rate),
        pause_after=pause,
    )


def script(*parts: Sequence[str], engine: str = "espeak", voice: str = "en-us", pause: int = 200) -> Script:
    """A part for each list of texts; the ids are s1-t1, s1-t2, …"""
    return Script(
        engine=engine,
        parts=tuple(
            Part(
                id=f"s{number}",
                title=f"Part {number}",
                utterances=tuple(
                    utterance(text, f"s{number}-t{place}", voice=voice, pause=pause)
                    for place, text in enumerate(texts, 1)
                ),
            )
            for number, texts in enumerate(parts, 1)
        ),
    )
