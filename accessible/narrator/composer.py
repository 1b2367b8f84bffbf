"""Document → Script: what will be said, in reading order, one utterance for each sentence.

Nothing is left out silently: what is not to be said becomes a skip with its reason.

Direct quotations of a speaker who has a name are said in that speaker's voice, when it is sure enough who speaks;
other direct quotations in the voice of the role "quote". A fragment that is quoted, a word between marks, and a
quotation inside a quotation are said by whoever says the words around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never

import msgspec
from msgspec import Struct

from accessible.model.blocks import (
    Aside,
    Block,
    BlockQuote,
    Boilerplate,
    Byline,
    Caption,
    Code,
    Dateline,
    Definitions,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Image,
    Inline,
    Leaf,
    List,
    NoteRef,
    PageBreak,
    Paragraph,
    Prose,
    PullQuote,
    Quote,
    SceneBreak,
    SectionStart,
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
from accessible.narrator.ensemble import Player
from accessible.narrator.normalizer import has_something_to_say, introduced, normalize, spoken

if TYPE_CHECKING:
    from accessible.narrator.lexicon import Lexicon

#: What a sentence ends with; where one does not, a quotation begins or ends in the middle of it.
_SENTENCE_ENDS = tuple(".!?…。！？:;")
_CLOSING = "”’»›\"')]}」』"
_FALLBACK_LANGUAGE = "en"
#: A speaker has a voice of their own in quotations that are theirs with this confidence or a higher one. In the book an
#: attribution can be looked up and doubted; a voice is just believed, so more is asked of it. (In annotated novels the
#: attributions below this were wrong four times as often as those above.)
OWN_VOICE = 0.8
_UNKNOWN = ("", "und")


class _Stretch(Struct, frozen=True):
    """A prose on its way into the script, and where it stands."""

    block: Leaf | BlockQuote | Image
    prose: Prose
    role: Role
    before: str = ""  # said with the first sentence, and not written there: the name of a table's column


class _Scene(Struct, frozen=True):
    """A change of scene between two stretches."""


def compose(
    document: Document,
    *,
    cast: Cast,
    engine: str,
    voice: str = "",
    rate: int = 0,
    lexicon: Lexicon | None = None,
) -> Script:
    """Write the script of a document: who says what, how, and with which pauses (ms) around it.

    ``cast`` is from `load_cast`, ``engine`` a name of `ENGINES` or a ``module:attribute``. ``voice`` (the engine's
    name for one) and ``rate`` (words a minute) take the place of the cast's narrator. ``lexicon`` is from
    `load_lexicon`. What is said is decided in the language of each sentence (see `normalizer.spoken`).

    Raises `VoiceError` for an engine, voice or language that is not there, `UsageError` for a rate that nobody
    speaks, and `ValueError` for a document that has not been through the structurer: one with unread lines, or with
    text outside of any sentence.
    """
    known = document.metadata.language not in _UNKNOWN
    language = document.metadata.language if known else _FALLBACK_LANGUAGE
    players = _players(document)
    named = {player.name for player in players}
    deliver = deliveries(cast, engine=open_engine(engine), language=language, voice=voice, rate=rate, players=players)
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
                heading = step.role in ("title", "heading")
                silent = _references(step.prose, sentence)
                words = spoken(written, language=tongue, heading=heading, lexicon=lexicon, silent=silent)
                if step.before and not said and has_something_to_say(words.text):
                    words = introduced(words, f"{normalize(step.before, language=language)}: ")
                if not has_something_to_say(words.text):
                    skips.append(Skip(sentence.id, written, "it has no letter, digit or symbol"))
                    continue
                role, speaker = _role(step, sentence)
                delivery = deliver(role, tongue, speaker if speaker in named else "")
                if delivery.stand_in and tongue not in stand_ins:
                    what = f"There is no voice for the language {tongue}"
                    stand_ins[tongue] = _stand_in(what, Place(id=step.block.id))
                said.append(
                    Utterance(
                        id=sentence.id,
                        written=written,
                        text=words.text,
                        role=role,
                        voice=delivery.voice,
                        language=tongue,
                        prosody=delivery.prosody,
                        turns=words.turns,
                        pronunciations=words.pronunciations,
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
            case Aside():
                yield from _stretches(block.blocks, skips, role=role)
            case Figure():
                if block.caption is not None and block.caption_first:
                    yield _Stretch(block.caption, block.caption.prose, "caption")
                yield from _stretches(block.blocks, skips, role=role)
                if block.caption is not None and not block.caption_first:
                    yield _Stretch(block.caption, block.caption.prose, "caption")
            case Image():
                if block.alternative is not None:
                    yield _Stretch(block, block.alternative, "image")
            case Definitions():
                for entry in block.entries:
                    yield from _stretches((*entry.terms, *entry.blocks), skips, role=role)
            case SceneBreak():
                yield _Scene()
            case PageBreak() | SectionStart():
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


def _role(stretch: _Stretch, sentence: Sentence) -> tuple[Role, str]:
    """The role of a sentence, and the name of its speaker when it is a quotation that is surely somebody's.

    A heading stays one whatever it quotes; elsewhere direct speech has its own voice, that of the outermost quotation.
    """
    if stretch.role in ("title", "heading"):
        return stretch.role, ""
    quoted = [mark for mark in _around(stretch.prose, sentence) if isinstance(mark, Quote) and mark.kind == "direct"]
    if not quoted:
        return stretch.role, ""
    return "quote", _speaker(max(quoted, key=lambda mark: mark.end - mark.start))


def _speaker(mark: Inline) -> str:
    """Who says a direct quotation, when that is sure enough; else ""."""
    if not isinstance(mark, Quote) or mark.kind != "direct" or mark.speaker is None:
        return ""
    return mark.speaker.name if mark.speaker.evidence.confidence >= OWN_VOICE else ""


def _players(document: Document) -> tuple[Player, ...]:
    """The speakers who have a name and something to say, in the order in which they first do."""
    known = {speaker.name: speaker for speaker in document.speakers if speaker.named}
    heard: dict[str, set[str]] = {}
    for section in document.sections:
        for leaf in leaves(section.blocks):
            if not isinstance(leaf, Title | Heading | Boilerplate):
                for mark in sorted(leaf.prose.inlines, key=lambda mark: mark.start):
                    if (name := _speaker(mark)) in known:
                        heard.setdefault(name, set()).add(section.id)
    return tuple(Player(name, known[name].gender, frozenset(sections)) for name, sections in heard.items())


def _references(prose: Prose, sentence: Sentence) -> list[tuple[int, int]]:
    """Where in a sentence references to notes stand, which are not said: counted from the beginning of it."""
    marks = sorted((mark.start, mark.end) for mark in prose.inlines if isinstance(mark, NoteRef))
    return [
        (start - sentence.start, end - sentence.start)
        for start, end in marks
        if sentence.start <= start and end <= sentence.end
    ]


def _around(prose: Prose, sentence: Sentence) -> Iterator[Quote | Foreign]:
    """The marks that hold a sentence from its first to its last word: a full stop that follows the closing mark may
    have joined it."""
    first, last = sentence.start, sentence.end - 1
    while first < last and not prose.text[first].isalnum():
        first += 1
    while first < last and not prose.text[last].isalnum():
        last -= 1
    for mark in prose.inlines:
        if isinstance(mark, Quote | Foreign) and mark.start <= first and last < mark.end:
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
