"""The structurer: Draft → Document. It finds out what every block is, and who is quoted in it.

`structure` runs the transforms of `TRANSFORMS` in their order; each takes a Document and gives a Document, and each
inference it makes carries the rule that decided and a confidence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from accessible.model.document import Document, Section
from accessible.model.draft import Draft
from accessible.structurer.abbreviations import mark_abbreviations
from accessible.structurer.attribution.masking import forget_clauses
from accessible.structurer.blanks import find_blanks
from accessible.structurer.boilerplate import mark_boilerplate, restore_boilerplate
from accessible.structurer.breaks import find_breaks
from accessible.structurer.contents import find_contents
from accessible.structurer.creators import name_creators
from accessible.structurer.credits import find_credits
from accessible.structurer.dedications import find_dedication
from accessible.structurer.definitions import find_definitions
from accessible.structurer.divisions import name_sections
from accessible.structurer.emphasis import mark_emphasis
from accessible.structurer.enclosures import gather_enclosures, mark_enclosures
from accessible.structurer.epigraphs import find_epigraphs
from accessible.structurer.extracts import find_extracts
from accessible.structurer.foreign import find_foreign
from accessible.structurer.headings import find_headings
from accessible.structurer.identifiers import give_identifiers
from accessible.structurer.joining import join
from accessible.structurer.language import find_language
from accessible.structurer.layout import find_blocks
from accessible.structurer.letters import find_letter, name_letters
from accessible.structurer.levels import set_levels
from accessible.structurer.lists import find_lists
from accessible.structurer.marked import find_marked_headings
from accessible.structurer.noterefs import mark_references
from accessible.structurer.notes import find_notes
from accessible.structurer.overleaf import join_overleaf
from accessible.structurer.pages import find_pages
from accessible.structurer.picturecredits import mark_picture_credits
from accessible.structurer.plays import find_speeches
from accessible.structurer.preformatted import find_preformatted
from accessible.structurer.pullquotes import find_pull_quotes
from accessible.structurer.quotes import find_quotes
from accessible.structurer.roles import find_roles
from accessible.structurer.sections import cut_sections
from accessible.structurer.sentences import cut_sentences
from accessible.structurer.shape import forget_shapes
from accessible.structurer.speakers import find_speakers
from accessible.structurer.title import find_title
from accessible.structurer.transcripts import mark_labels
from accessible.structurer.verse import find_verse

__all__ = ["TRANSFORMS", "Transform", "structure", "structure_together"]

Transform = Callable[[Document], Document]

#: In this order, because each reads what those before it decided.
TRANSFORMS: tuple[Transform, ...] = (
    find_language,  # the word lists of every later rule depend on it
    find_preformatted,  # code and tables, before the layout could take their lines for prose
    find_pages,  # page numbers and running heads, before they are joined with the sentence that they cut
    find_breaks,  # ornaments, before the layout could join them with the text
    find_blocks,  # lines → blocks, by the layout of this document
    find_speeches,  # of a play: their speakers' names look like headings
    find_letter,  # a work that is one has neither title nor headings
    mark_boilerplate,  # so that furniture is not taken for headings
    find_marked_headings,  # what its author marked needs no guessing
    find_title,  # first, so that it is not taken for the first line of a list or a poem
    mark_enclosures,  # letters among the text, whose lines look like headings and verse
    find_contents,  # its lines come back later as headings
    find_notes,  # before lists, whose items look like them
    find_definitions,  # before headings, which their terms look like
    find_lists,  # before headings, which stand alone
    find_verse,  # before headings, which are no lines of a poem
    find_extracts,  # after verse, which is set in as well
    find_credits,  # byline, dateline, credited captions: short lines that say what they are
    name_creators,  # whom the byline names
    find_pull_quotes,  # words of the text set again, which would look like headings
    find_headings,  # what stands over a stretch of text
    find_dedication,  # in capitals it looks like a heading
    find_epigraphs,  # under headings, so not before they are known
    set_levels,  # one outline of them
    find_roles,  # standfirst, caption: judged by where they stand among headings
    find_blanks,  # space that is left on purpose between paragraphs, when all else is known
    join_overleaf,  # what pages cut, now that every block is what it is
    gather_enclosures,  # what stands between the marked lines of letters
    name_letters,  # extracts that are
    cut_sections,  # one section per heading
    name_sections,  # what they are in a book or a report
    mark_references,  # what leads to a note, and is not spoken
    mark_emphasis,  # its marks leave the text, when what they could be beside is known
    mark_abbreviations,  # that the text explains
    mark_picture_credits,  # whose pictures they are
    mark_labels,  # who speaks, where there are no marks
    find_quotes,  # spans and kinds of quotations
    find_speakers,  # who said them
    find_foreign,  # what another voice has to speak, so that sentences end where it does
    cut_sentences,  # the units of speech: quotation runs first, then sentences
    give_identifiers,  # last: nothing is added, cut or moved after an id is born
)


def structure(draft: Draft, *, keep_boilerplate: bool = False, attributor: Transform = find_speakers) -> Document:
    """The structured Document of a Draft.

    ``draft.metadata.language`` is taken as declared when it is set. With ``keep_boilerplate`` what would be left out
    as page furniture stays in the text as paragraphs. ``attributor`` takes the place of `find_speakers`. Raises nothing
    on any Draft a reader made, but for what another attributor raises.
    """
    document = TRANSFORMS[-1](_unnamed(draft, keep_boilerplate=keep_boilerplate, attributor=attributor))
    return replace(document, messages=tuple(dict.fromkeys(document.messages)))


def structure_together(
    drafts: Sequence[Draft],
    *,
    source: str,
    keep_boilerplate: bool = False,
    attributor: Transform = find_speakers,
) -> tuple[Document, tuple[Document, ...]]:
    """One book of several Drafts (see `joining`), called ``source``; and each of them as a Document without ids.

    Other arguments and errors are those of `structure`.
    """
    parts = tuple(_unnamed(draft, keep_boilerplate=keep_boilerplate, attributor=attributor) for draft in drafts)
    document = join(parts, source=source, titles=[draft.metadata.title for draft in drafts])
    document = TRANSFORMS[-1](name_sections(document))
    return replace(document, messages=tuple(dict.fromkeys(document.messages))), parts


def _unnamed(draft: Draft, *, keep_boilerplate: bool, attributor: Transform) -> Document:
    """What all transforms but the last make of a Draft."""
    document = Document(
        source=draft.source,
        text=draft.text,
        metadata=draft.metadata,
        sections=(Section(blocks=draft.blocks),),
        pictures=draft.pictures,
        messages=draft.messages,
    )
    for transform in TRANSFORMS[:-1]:
        document = (attributor if transform is find_speakers else transform)(document)
        if keep_boilerplate and transform is find_roles:  # not before, or a menu would be taken for headings
            document = restore_boilerplate(document)
        if transform is cut_sections:  # from here on nobody asks for them
            forget_shapes()
    forget_clauses()
    return document
