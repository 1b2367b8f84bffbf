"""What to do about each finding of our own rules, where the rule itself has nothing better to say."""

from __future__ import annotations

from msgspec.structs import replace

from accessible.model.message import Message

HINTS: dict[str, str] = {
    "P001": "Give the element this id, or let the clip point at one that is there.",
    "P002": "Put the clips in the order of the text, each beginning where the one before has ended.",
    "P003": "See that the audio file is complete and that clipEnd is not behind its end.",
    "P004": "Add a clip, or mark the text as not for reading aloud (hidden, or a role such as doc-pagebreak).",
    "P005": "Write media:duration for each overlay, and their sum for the whole book.",
    "P006": "Build the book again from its source.",
    "P007": "Look at what EPUBCheck says about the container and the package document.",
    "P009": "Put the audio file into the archive, and name it in the manifest.",
    "P013": "Write it like 0:01:02.345.",
    "P019": "Put it into the archive and the manifest, as well-formed XML; the message says what the parser met.",
    "P016": "Let the entry lead to a file and an id that are there, or remove it.",
    "P017": "Join the clip to its neighbour: reading systems skip clips of less than 300 ms.",
    "P018": "Encode the sound with a constant bit rate.",
    "P020": "Write <!DOCTYPE html> into a page, and no document type into other files.",
    "P021": "Check again; when it happens again with this book, tell those who make the checker.",
    "P022": "Put the sound into the book: what lies elsewhere is not always there.",
    "A007": 'Write what the picture shows into alt; alt="" says that it only decorates.',
    "A008": 'Write what the picture shows, not that it is one; alt="" says that it only decorates.',
    "A009": "Use the next level; how a heading looks is for the style sheet.",
    "A010": "Mark the titles of chapters as h1 to h6.",
    "A011": "Write its text, or remove the element.",
    "A012": "Write the language into dc:language, and into xml:lang of the package and of each html element.",
    "A013": "Write a tag of BCP 47, such as en, en-GB, zh-Hant.",
    "A014": "Remove the claim, or make it true.",
    "A015": "Write one meta element with a schema: property for each (EPUB Accessibility 1.1, section 3.2).",
    "A016": "Add them: they help readers to choose (EPUB Accessibility 1.1, section 3.2).",
    "A017": "Look the values up in the vocabulary of schema.org's accessibility properties.",
    "A018": "Sort the list as the text is read.",
    "A019": "Label each page break with its number, and list all of them in a nav of the type page-list.",
    "A020": 'Mark the cells that name a column or row as th, or the table as role="presentation" if it only arranges.',
    "A021": "Write where it leads, or give the picture in it a text alternative.",
    "A022": 'End the note with a link to its reference (role="doc-backlink").',
    "A023": "Set both colours on the active class and on all that is in it, with a contrast of 4.5 to 1.",
    "A024": "img { max-width: 100%; height: auto; }",
    "A025": "Add a nav of the type toc to the navigation document (EPUB 2: a navMap to the NCX).",
    "A026": "Choose colours with a contrast of 4.5 to 1 (3 to 1 for large letters): WCAG 2.2, 1.4.3.",
    "A027": "In prefers-color-scheme: dark set the colours of both text and ground.",
    "A028": "Give it 24 by 24 pixels, or as much room around it: WCAG 2.2, 2.5.8.",
    "A029": "Let lines wrap, and pictures and tables shrink or scroll by themselves: WCAG 2.2, 1.4.10.",
    "A030": "Set no height on what holds text, and do not hide what overflows: WCAG 2.2, 1.4.12.",
}


def hinted(message: Message) -> Message:
    """The message with a hint: its own, or that of its code."""
    hint = message.hint or HINTS.get(message.code, "")
    return replace(message, hint=hint) if hint != message.hint else message
