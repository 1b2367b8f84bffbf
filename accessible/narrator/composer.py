"""Document → Script: what will be said, in reading order, one utterance for each sentence.

Nothing is left out silently: what is not to be said becomes a skip with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

import msgspec
from msgspec import Struct

from accessible.model.blocks import (
    Block,
    BlockQuote,
    Boilerplate,
    Byline,
    Caption,
    Code,
    Dateline,
    Footnote,
    Foreign,
    Heading,
    Leaf,
    List,
    PageBreak,
    Paragraph,
    Prose,
    PullQuote,
    Quote,
    SceneBreak,
    Sentence,
    Subtitle,
    Table,
    Title,
    Verse,
)
from accessible.model.document import Document, Section, heading_of, leaves
from accessible.model.draft import Lines
from accessible.model.message import Message, Place
from accessible.model.script import Part, Role, Script, Skip, Utterance
from accessible.narrator.casting import Cast, Pauses, deliveries
from accessible.narrator.engines import open_engine
from accessible.narrator.normalizer import has_something_to_say, normalize

#: What a sentence ends with; where one does not, a quotation begins or ends in the middle of it.
_SENTENCE_ENDS = tuple(".!?…。！？:;")
_CLOSING = "”’»›\"')]}」』"
_FALLBACK_LANGUAGE = "en"
_UNKNOWN = ("", "und")


class _Stretch(Struct, frozen=True):
    """A prose on its way into the script, and where it stands."""

    block: Leaf | BlockQuote
    prose: Prose
    role: Role
    before: str = ""  # said with the first sentence, and not written there: the name of a table's column


class _Scene(Struct, frozen=True):
    """A change of scene between two stretches."""


def compose(document: Document, *, cast: Cast, engine: str, voice: str = "", rate: int = 0) -> Script:
    """Write the script of a document: who says what, how, and with which pauses (ms) around it.

    ``cast`` is from `load_cast`, ``engine`` a name of `ENGINES` or a ``module:attribute``. ``voice`` (the engine's
    name for one) and ``rate`` (words a minute) take the place of the cast's narrator.

    Raises `VoiceError` for an engine, voice or language that is not there, `UsageError` for a rate that nobody
    speaks, and `ValueError` for a document that has not been through the structurer: one with unread lines, or with
    text outside of any sentence.
    """
    known = document.metadata.language not in _UNKNOWN
    language = document.metadata.language if known else _FALLBACK_LANGUAGE
    deliver = deliveries(cast, engine=open_engine(engine), language=language, voice=voice, rate=rate)
    stand_ins: dict[str, Message] = {}
    if not known:
        stand_ins[""] = _stand_in("The language of the document is not known", Place(file=document.source))
    parts = []
    for number, section in enumerate(document.sections):
        utterances: list[Utterance] = []
        skips: list[Skip] = []
        for step in _stretches(section.blocks, skips, role="narrator"):
            if isinstance(step, _Scene):
                _lengthen(utterances, cast.pauses.scene)
                continue
            said: list[Utterance] = []
            for sentence in _sentences(step):
                written = step.prose.text[sentence.start : sentence.end]
                tongue = _tongue(step.prose, sentence) or language
                text = normalize(written, language=tongue)
                if step.before and not said and has_something_to_say(text):
                    text = f"{normalize(step.before, language=language)}: {text}"
                if not has_something_to_say(text):
                    skips.append(Skip(sentence.id, written, "it has no letter, digit or symbol"))
                    continue
                role = _role(step, sentence)
                delivery = deliver(role, tongue)
                if delivery.stand_in and tongue not in stand_ins:
                    what = f"There is no voice for the language {tongue}"
                    stand_ins[tongue] = _stand_in(what, Place(id=step.block.id))
                said.append(
                    Utterance(
                        id=sentence.id,
                        written=written,
                        text=text,
                        role=role,
                        voice=delivery.voice,
                        language=tongue,
                        prosody=delivery.prosody,
                    )
                )
            utterances += _paced(said, step.role, cast.pauses)
        _lengthen(utterances, cast.pauses.section)
        parts.append(Part(section.id, _title(section, document, number), tuple(utterances), tuple(skips)))
    return Script(engine=engine, parts=tuple(parts), messages=tuple(stand_ins.values()))


def _stretches(blocks: tuple[Lines | Block, ...], skips: list[Skip], *, role: Role) -> Iterator[_Stretch | _Scene]:
    """What is to be said, in reading order, containers opened; what is not goes to ``skips``."""
    for block in blocks:
        match block:
            case Lines():
                raise ValueError(f"lines at {block.span.start} of the source: the structurer has not read them")
            case Boilerplate():
                skips += _left_out(block)
            case Title():
                yield _Stretch(block, block.prose, "title")
            case Heading():
                yield _Stretch(block, block.prose, "heading")
            case Caption():
                yield _Stretch(block, block.prose, "caption")
            case Subtitle() | Byline() | Dateline() | Paragraph() | Verse() | PullQuote() | Code():
                yield _Stretch(block, block.prose, role)
            case BlockQuote():
                yield from _stretches(block.blocks, skips, role=role)
                if block.attribution:
                    yield _Stretch(block, block.attribution, role)
            case List():
                for item in block.items:
                    yield from _stretches(item.blocks, skips, role=role)
            case Footnote():
                yield from _stretches(block.blocks, skips, role="note")
            case Table():
                yield from _rows(block, skips, role=role)
            case SceneBreak():
                yield _Scene()
            case PageBreak():
                pass
            case _:
                assert_never(block)


def _rows(block: Table, skips: list[Skip], *, role: Role) -> Iterator[_Stretch | _Scene]:
    """A table row by row. Below a header each cell is said with the name of its column, for a listener cannot look
    up to it; the header itself is said first, as it stands there first."""
    if block.caption is not None:
        yield _Stretch(block.caption, block.caption.prose, "caption")
    names = [""] * max(map(len, block.rows), default=0)
    for number, row in enumerate(block.rows):
        for column, cell in enumerate(row):
            if number < block.header_rows:
                words = " ".join(" ".join(leaf.prose.text.split()) for leaf in leaves(cell.blocks))
                names[column] = f"{names[column]} {words}".strip()
                yield from _stretches(cell.blocks, skips, role=role)
                continue
            for position, step in enumerate(_stretches(cell.blocks, skips, role=role)):
                named = isinstance(step, _Stretch) and position == 0
                yield msgspec.structs.replace(step, before=names[column]) if named else step


def _left_out(block: Boilerplate) -> Iterator[Skip]:
    """One skip for each sentence of a page's furniture, so that every sentence of the document is accounted for."""
    reason = f"boilerplate: {block.evidence.rule}"
    sentences = [inline for inline in block.prose.inlines if isinstance(inline, Sentence)]
    for sentence in sentences:
        yield Skip(sentence.id, block.prose.text[sentence.start : sentence.end], reason)
    if not sentences:
        yield Skip(block.id, block.prose.text, reason)


def _sentences(stretch: _Stretch) -> list[Sentence]:
    found = [inline for inline in stretch.prose.inlines if isinstance(inline, Sentence)]
    if not found and stretch.prose.text.strip():
        kind = type(stretch.block).__name__
        raise ValueError(f"the {kind} {stretch.block.id or '(without an id)'} has text but no sentences")
    return sorted(found, key=lambda sentence: sentence.start)


def _role(stretch: _Stretch, sentence: Sentence) -> Role:
    """A heading stays one whatever it quotes; elsewhere direct speech has its own voice."""
    if stretch.role in ("title", "heading"):
        return stretch.role
    quoted = any(isinstance(mark, Quote) and mark.kind == "direct" for mark in _around(stretch.prose, sentence))
    return "quote" if quoted else stretch.role


def _around(prose: Prose, sentence: Sentence) -> Iterator[Quote | Foreign]:
    """The marks that hold a sentence from its first to its last word: a full stop that follows the closing mark may
    have joined it."""
    first, last = sentence.start, sentence.end - 1
    while first < last and not prose.text[first].isalnum():
        first += 1
    while first < last and not prose.text[last].isalnum():
        last -= 1
    for mark in prose.inlines:
        if not isinstance(mark, Sentence) and mark.start <= first and last < mark.end:
            yield mark


def _tongue(prose: Prose, sentence: Sentence) -> str:
    """The language that a sentence is in: of the innermost run that holds it, else of its block; "" when unsaid."""
    runs = [mark for mark in _around(prose, sentence) if isinstance(mark, Foreign)]
    return min(runs, key=lambda run: run.end - run.start).language if runs else prose.language


def _paced(said: list[Utterance], role: Role, pauses: Pauses) -> Iterator[Utterance]:
    """The utterances of a block with their pauses."""
    heading = role in ("title", "heading")
    for number, utterance in enumerate(said):
        if number == len(said) - 1:
            after = pauses.heading_after if heading else pauses.paragraph
        else:
            ends = utterance.written.rstrip().rstrip(_CLOSING).endswith(_SENTENCE_ENDS)
            after = pauses.sentence if ends else pauses.phrase
        before = pauses.heading_before if heading and number == 0 else 0
        yield msgspec.structs.replace(utterance, pause_before=before, pause_after=after)


def _lengthen(utterances: list[Utterance], pause: int) -> None:
    """See to it that the last utterance so far is followed by so much silence (ms)."""
    if utterances and utterances[-1].pause_after < pause:
        utterances[-1] = msgspec.structs.replace(utterances[-1], pause_after=pause)


def _title(section: Section, document: Document, number: int) -> str:
    """What the audio file is called: its heading, or the document's title for the first and for one without any."""
    heading = heading_of(section)
    title = " ".join(heading.prose.text.split()) if heading else ""
    if not title or (number == 0 and not heading):
        title = document.metadata.title
    return title or document.source


def _stand_in(what: str, place: Place) -> Message:
    return Message(
        code="N003",
        text=f"{what}; another voice of the engine stands in.",
        place=place,
        hint="Name the language with --language, or a voice with --voice.",
    )
