"""Document → Script: what will be said, in reading order, one utterance for each sentence.

Nothing is left out silently: what is not to be said becomes a skip with its reason.

Direct quotations of a speaker who has a name are said in that speaker's voice, when it is sure enough who speaks;
other direct quotations in the voice of the role "quote". A fragment that is quoted, a word between marks, and a
quotation inside a quotation are said by whoever says the words around them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, get_args

from accessible.model.blocks import Boilerplate, Foreign, Heading, Inline, Quote, Sentence, Title
from accessible.model.document import Document, Section, heading_of, leaves, words_of
from accessible.model.message import Message, Place
from accessible.model.repeats import repeats
from accessible.model.script import Part, Role, Script, Skip, Utterance
from accessible.narrator.announcing import Phrases, announced, is_on, phrasebook
from accessible.narrator.cast import FINER, Announcements, Cast, chosen
from accessible.narrator.casting import deliveries
from accessible.narrator.engines import open_engine
from accessible.narrator.ensemble import Player
from accessible.narrator.normalizer import has_something_to_say, spoken
from accessible.narrator.pacing import Event, paced
from accessible.narrator.pages import inserted, turns, words_for
from accessible.narrator.structures import Begin, End, PageTurn, Stretch, steps
from accessible.narrator.surroundings import Held, held

if TYPE_CHECKING:
    from accessible.narrator.lexicon import Lexicon

_FALLBACK_LANGUAGE = "en"
#: A speaker has a voice of their own in quotations that are theirs with this confidence or a higher one. In the book an
#: attribution can be looked up and doubted; a voice is just believed, so more is asked of it. (In annotated novels the
#: attributions below this were wrong four times as often as those above.)
OWN_VOICE = 0.8
_UNKNOWN = ("", "und")
#: The role of what a table of the cast is for.
_ROLES: dict[str, Role] = {**{role: role for role in get_args(Role)}, **FINER}


def compose(
    document: Document,
    *,
    cast: Cast,
    engine: str,
    voice: str = "",
    rate: int = 0,
    lexicon: Lexicon | None = None,
    announce: tuple[str, ...] = (),
) -> Script:
    """Write the script of a document: who says what, how, and with which pauses (ms) around it.

    ``cast`` is from `load_cast`, ``engine`` a name of `ENGINES` or a ``module:attribute``. ``voice`` (the engine's
    name for one) and ``rate`` (words a minute) take the place of the cast's narrator. ``lexicon`` is from
    `load_lexicon`. What is said is decided in the language of each sentence (see `normalizer.spoken`). ``announce``
    adds to what the cast announces (see `cast.chosen`).

    Raises `VoiceError` for an engine, voice or language that is not there, `UsageError` for a rate that nobody
    speaks and for what cannot be announced, and `ValueError` for a document that has not been through the structurer:
    one with unread lines, or with text outside of any sentence.
    """
    known = document.metadata.language not in _UNKNOWN
    language = document.metadata.language if known else _FALLBACK_LANGUAGE
    announcements = chosen(cast.announcements, announce)
    repeated = repeats(document)
    players = _players(document)
    named = {player.name for player in players}
    deliver = deliveries(cast, engine=open_engine(engine), language=language, voice=voice, rate=rate, players=players)
    stand_ins: dict[str, Message] = {}
    if not known:
        stand_ins[""] = _stand_in("The language of the document is not known", Place(file=document.source))

    def said(stretch: Stretch, around: Held, quote: Quote | None) -> Utterance | Skip:
        sentence = around.sentence
        written = stretch.prose.text[sentence.start : sentence.end]
        if stretch.block.id in repeated:
            return Skip(sentence.id, written, "it repeats words of the text")  # a pull quote
        tongue = _tongue(around) or stretch.prose.language or language
        heading = _is_heading(stretch)
        words = spoken(written, language=tongue, heading=heading, lexicon=lexicon, silent=around.references)
        if not has_something_to_say(words.text):
            return Skip(sentence.id, written, "it has no letter, digit or symbol")
        speaker = _speaker(quote) if quote else ""
        tables = ("quote",) if quote else stretch.tables
        role = _ROLES[tables[-1]] if tables else "narrator"
        delivery = deliver(role, tongue, speaker if speaker in named else "", tables=tables)
        if delivery.stand_in and tongue not in stand_ins:
            what = f"There is no voice for the language {tongue}"
            stand_ins[tongue] = _stand_in(what, Place(id=stretch.block.id))
        return Utterance(
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

    def turned(page: PageTurn) -> Utterance:
        word, _ = phrases("page", language)
        delivery = deliver("narrator", language, "", tables=())
        return Utterance(
            id=page.id,
            written="",  # its number is the name of the place, which has no text
            text=words_for(page.label, word),
            role="narrator",
            voice=delivery.voice,
            language=language,
            prosody=delivery.prosody,
            pause_after=cast.pauses.sentence,
        )

    sections: list[list[Event]] = []
    skips: list[list[Skip]] = []
    pages: list[list[tuple[int, PageTurn]]] = []
    for section in document.sections:
        events: list[Event] = []
        left_out: list[Skip] = []
        begun: list[tuple[int, PageTurn]] = []
        before = 0  # utterances
        for step in steps(section.blocks, left_out, endnotes=section.kind == "endnotes"):
            for event in _sentences(step, said) if isinstance(step, Stretch) else (step,):
                if isinstance(event, Skip):
                    left_out.append(event)
                elif not isinstance(event, PageTurn):
                    events.append(event)
                    before += isinstance(event, Utterance)
                elif announcements.page:
                    begun.append((before, event))
                else:
                    left_out.append(Skip(event.id, event.label, "page numbers are not announced"))
        pages.append(begun)
        sections.append(events)
        skips.append(left_out)
    phrases = phrasebook(cast.words, language, unvoiced=stand_ins)
    parts = tuple(
        Part(
            id=section.id,
            title=_title(section, document, number),
            utterances=inserted(
                paced(announced(events, announcements, phrases, language=language), cast.pauses),
                [(before, turned(page)) for before, page in begun],
            ),
            skips=tuple(left_out),
        )
        for number, (section, events, left_out, begun) in enumerate(
            zip(document.sections, sections, skips, pages, strict=True)
        )
    )
    unnamed = _unnamed(sections, announcements, phrases, language)
    return Script(engine=engine, parts=parts, messages=(*stand_ins.values(), *unnamed))


def _sentences(
    stretch: Stretch, said: Callable[[Stretch, Held, Quote | None], Utterance | Skip]
) -> Iterator[Begin | End | Utterance | Skip | PageTurn]:
    """What is said of a stretch, sentence by sentence, and where direct quotations and pages begin in it."""
    quote: Quote | None = None
    sentences = _in_order(stretch)
    pages = turns(stretch.prose, sentences)[::-1]
    for number, around in enumerate(held(stretch.prose, sentences)):
        while pages and pages[-1][0] <= number:
            yield pages.pop()[1]
        now = _quote(stretch, around)
        if now is not quote:
            if quote:
                yield End("quote")
            if now:
                yield Begin("quote")
            quote = now
        yield said(stretch, around, now)
    if quote:
        yield End("quote")
    yield from (page for _, page in reversed(pages))


def _in_order(stretch: Stretch) -> list[Sentence]:
    found = [inline for inline in stretch.prose.inlines if isinstance(inline, Sentence)]
    if not found and stretch.prose.text.strip():
        kind = type(stretch.block).__name__
        raise ValueError(f"the {kind} {stretch.block.id or '(without an id)'} has text but no sentences")
    return sorted(found, key=lambda sentence: sentence.start)


def _is_heading(stretch: Stretch) -> bool:
    return stretch.tables[:1] in (("title",), ("heading",))


def _quote(stretch: Stretch, around: Held) -> Quote | None:
    """The outermost direct quotation that a sentence is part of. A heading stays one, whatever it quotes."""
    if _is_heading(stretch):
        return None
    direct = (mark for mark in around.marks if isinstance(mark, Quote) and mark.kind == "direct")
    return max(direct, key=lambda mark: mark.end - mark.start, default=None)


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


def _tongue(around: Held) -> str:
    """The language of the innermost run that holds a sentence; "" when none does."""
    runs = [mark for mark in around.marks if isinstance(mark, Foreign)]
    return min(runs, key=lambda run: run.end - run.start).language if runs else ""


def _unnamed(
    sections: list[list[Event]], announcements: Announcements, phrases: Phrases, language: str
) -> Iterator[Message]:
    """A message when something is to be announced for which the document's language has no word."""
    begun = (event.kind for events in sections for event in events if isinstance(event, Begin))
    kinds = [kind for kind in dict.fromkeys(begun) if is_on(kind, announcements) and kind not in ("item", "cell")]
    if unnamed := [kind for kind in kinds if not phrases(kind, language)[0]]:
        yield Message(
            code="N005",
            text=f"There are no words in the language {language} to announce these: {', '.join(unnamed)}.",
            hint=f"Give them in a table [words.{language}] of the cast, as voices/default.toml shows.",
        )


def _title(section: Section, document: Document, number: int) -> str:
    """What the audio file is called: its heading, or the document's title for the first and for one without any."""
    heading = heading_of(section)
    title = words_of(heading.prose) if heading else ""
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
