"""Who said what: which attributions a book states, and the list "Quotes and speakers" that leads from a name to them.

The list is a page of its own behind the text, where the contents list leads, with a heading for each speaker, so that
one can jump from name to name; and a `nav` of the navigation document, for reading systems that show such lists
themselves (EPUB 3.3, section 7.4: it may hold further `nav` elements, and should say what each is for). It is an index,
of names, to both. Only speakers who have a name are in it, in the
order in which they first speak: that is the order of the text, and no alphabet has to be chosen.
"""

from __future__ import annotations

from collections.abc import Iterator

from accessible.model.blocks import Attribution, Boilerplate, Foreign, Heading, Leaf, PullQuote, Quote, Title
from accessible.model.document import Document, leaves, words_of
from accessible.model.publication import TocEntry
from accessible.renderers.characters import label, shortened
from accessible.renderers.languages import UNDETERMINED, Words, foreign, words
from accessible.renderers.outline import Division
from accessible.renderers.page import Tree, element, in_language, page, typed

PAGE = "speakers.xhtml"

#: An attribution below this confidence is not stated in a book. Our own rules answer nothing below it; a plug-in may.
SURE = 0.5
#: With more quotations than this the list has a link for each section that somebody speaks in: nobody reads thousands.
_MANY = 200


def stated(quote: Quote) -> Attribution | None:
    """Who said a quotation, when it is sure enough to be printed."""
    return quote.speaker if quote.speaker and quote.speaker.evidence.confidence >= SURE else None


def quote_list(document: Document, divisions: tuple[Division, ...]) -> tuple[TocEntry, ...]:
    """The speakers who have a name, each with links to what they said.

    Titles, headings and pull quotes repeat the words of the text, so they are not in it; nor are words between marks
    that nobody is quoted with. Where there is too much of it, a link leads to the first quotation of a section and
    tells how many there are.
    """
    found: dict[str, list[tuple[Division, Leaf, Quote]]] = {}
    named = {speaker.name for speaker in document.speakers if speaker.named and label(speaker.name)}
    for division in divisions:
        for leaf in leaves(division.blocks):
            for quote in _quotations(leaf):
                speaker = stated(quote)
                if speaker and speaker.name in named and quote.id:
                    found.setdefault(speaker.name, []).append((division, leaf, quote))
    in_sections = sum(map(len, found.values())) > _MANY
    return tuple(
        TocEntry(
            label=label(name),
            href=f"{PAGE}#speaker-{number}",
            children=tuple(_by_section(said) if in_sections else (_entry(*one, document) for one in said)),
        )
        for number, (name, said) in enumerate(found.items(), 1)
    )


def quote_list_page(speakers: tuple[TocEntry, ...], *, language: str) -> Tree:
    """The `html` of the page, in a book of a language (BCP 47, "" when nobody knows)."""
    known = words(language)
    html, body = page(known.speakers, language or UNDETERMINED)
    ours = foreign(known, language)
    nav = element(body, "nav", id="speakers")
    typed(nav, "index")
    nav.set("aria-labelledby", "speakers-title")
    nav.text = nav.tail = "\n"
    _heading(nav, known, ours)
    for speaker in speakers:
        name = element(nav, "h3", id=speaker.id)
        name.tail = "\n"
        element(name, "bdi").text = speaker.label
        listed = element(nav, "ol", id=f"{speaker.id}-said")
        listed.text = listed.tail = "\n"
        for entry in speaker.children:
            item = element(listed, "li")
            item.tail = "\n"
            link(item, entry, around=language).set("id", entry.id)
    return html


def quote_list_nav(body: Tree, speakers: tuple[TocEntry, ...], *, language: str) -> None:
    """Put the list into the navigation document; it is hidden there, for it has a page where it is seen."""
    known = words(language)
    nav = element(body, "nav", id="speakers", hidden="hidden")
    typed(nav, "index")
    nav.set("aria-labelledby", "speakers-title")
    nav.tail = "\n"
    _heading(nav, known, foreign(known, language))
    listed = element(nav, "ol")
    for speaker in speakers:
        item = element(listed, "li")
        link(item, speaker, around=language)
        said = element(item, "ol")
        for entry in speaker.children:
            link(element(said, "li"), entry, around=language)


def link(parent: Tree, entry: TocEntry, *, around: str) -> Tree:
    """A link whose words are kept apart from the direction of the text around them (UAX #9), in their own language."""
    made = element(parent, "a", href=entry.href)
    if entry.language and entry.language != around:
        in_language(made, entry.language, around=around)
    element(made, "bdi").text = entry.label
    return made


def _heading(nav: Tree, known: Words, ours: str) -> None:
    heading = element(nav, "h2", id="speakers-title")
    heading.text, heading.tail = known.speakers, "\n"
    if ours:
        in_language(heading, ours, around=nav.getroottree().getroot().get("lang", ""))


def _quotations(leaf: Leaf) -> Iterator[Quote]:
    if not isinstance(leaf, Title | Heading | PullQuote | Boilerplate):
        for quote in sorted(leaf.prose.inlines, key=lambda mark: mark.start):
            if isinstance(quote, Quote) and quote.kind != "scare" and leaf.prose.text[quote.start : quote.end].strip():
                yield quote


def _entry(division: Division, leaf: Leaf, quote: Quote, document: Document) -> TocEntry:
    """A link to a quotation, under its first words."""
    runs = [run for run in leaf.prose.inlines if isinstance(run, Foreign) and run.start <= quote.start < run.end]
    own = min(runs, key=lambda run: run.end - run.start).language if runs else leaf.prose.language
    return TocEntry(
        label=shortened(label(words_of(leaf.prose, quote.start, quote.end))) or "…",
        href=f"{division.href}#{quote.id}",
        language=own if own != document.metadata.language else "",
    )


def _by_section(said: list[tuple[Division, Leaf, Quote]]) -> Iterator[TocEntry]:
    """A link for each section, to the first of what somebody says there."""
    counted: dict[str, list[tuple[Division, Leaf, Quote]]] = {}
    for one in said:
        counted.setdefault(one[0].id, []).append(one)
    for those in counted.values():
        division, _, quote = those[0]
        yield TocEntry(label=f"{division.label} ({len(those)})", href=f"{division.href}#{quote.id}")
