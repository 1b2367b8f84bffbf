"""The structurer: Draft → Document. It finds out what every block is, and who is quoted in it.

`structure` runs the transforms of `TRANSFORMS` in their order; each takes a Document and gives a Document, and each
inference it makes carries the rule that decided and a confidence.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from accessible.model.document import Document, Section
from accessible.model.draft import Draft
from accessible.structurer.boilerplate import mark_boilerplate, restore_boilerplate
from accessible.structurer.headings import find_headings
from accessible.structurer.identifiers import give_identifiers
from accessible.structurer.language import find_language
from accessible.structurer.layout import find_blocks
from accessible.structurer.lists import find_lists
from accessible.structurer.quotes import find_quotes
from accessible.structurer.roles import find_roles
from accessible.structurer.sections import cut_sections
from accessible.structurer.sentences import cut_sentences
from accessible.structurer.speakers import find_speakers
from accessible.structurer.title import find_title
from accessible.structurer.verse import find_verse

__all__ = ["TRANSFORMS", "Transform", "structure"]

Transform = Callable[[Document], Document]

#: In this order, because each reads what those before it decided.
TRANSFORMS: tuple[Transform, ...] = (
    find_language,  # the word lists of every later rule depend on it
    find_blocks,  # lines → blocks, by the layout of this document
    mark_boilerplate,  # so that furniture is not taken for headings
    find_title,  # first, so that it is not taken for the first line of a list or a poem
    find_lists,  # before headings, which stand alone
    find_verse,  # before headings, which are no lines of a poem
    find_headings,  # what stands over a stretch of text
    find_roles,  # standfirst, byline, caption: judged by where they stand among headings
    cut_sections,  # one section per heading
    find_quotes,  # spans and kinds of quotations
    find_speakers,  # who said them
    cut_sentences,  # the units of speech: quotation runs first, then sentences
    give_identifiers,  # last: nothing is added, cut or moved after an id is born
)


def structure(draft: Draft, *, keep_boilerplate: bool = False) -> Document:
    """The structured Document of a Draft.

    ``draft.metadata.language`` is taken as declared when it is set. With ``keep_boilerplate`` what would be left out
    as page furniture stays in the text as paragraphs. Raises nothing on any Draft a reader made.
    """
    document = Document(
        source=draft.source,
        text=draft.text,
        metadata=draft.metadata,
        sections=(Section(blocks=draft.blocks),),
        messages=draft.messages,
    )
    for transform in TRANSFORMS:
        document = transform(document)
        if keep_boilerplate and transform is mark_boilerplate:
            document = restore_boilerplate(document)
    return replace(document, messages=tuple(dict.fromkeys(document.messages)))
