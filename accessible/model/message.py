"""Messages: what a stage lost, skipped, guessed or found, with a stable code and a place.

`CATALOGUE` is the only list of codes. The first letter names the stage: R reader, S structurer, N narrator,
P publication, A accessibility. The severity belongs to the code, so the same finding is never a warning here and an
error there. A code is never used again for something else.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Severity = Literal["info", "warning", "error"]

CATALOGUE: dict[str, Severity] = {
    # readers
    "R001": "info",  # the encoding was guessed
    "R002": "warning",  # bytes that the encoding cannot decode were replaced by U+FFFD
    "R003": "warning",  # characters that XML forbids were removed
    "R004": "warning",  # the encoding was guessed, and another that gives other letters fits about as well
    "R005": "warning",  # single bytes of a UTF-8 text that are not UTF-8 were read as Windows-1252
    "R006": "info",  # the name of the source says another format than its content
    "R007": "warning",  # what was nested too deep was put side by side
    "R008": "warning",  # characters of the source are neither in the text nor told to be left out
    "R009": "warning",  # a picture could not come along
    "R010": "warning",  # sound or a film was left out
    "R011": "warning",  # an embedded page or program was left out
    "R012": "warning",  # a drawing was left out
    "R013": "warning",  # a formula has no words that stand for it
    "R014": "warning",  # a link to an address that no book may have was taken away
    "R015": "info",  # text that is hidden was left out
    "R016": "info",  # what stands around the text of a page was left out
    "R017": "info",  # how words are read (ruby) was left out
    "R018": "info",  # numbers of a list whose items are sections were left out
    "R019": "info",  # controls of forms were left out
    "R020": "info",  # quotation marks that browsers make were written
    "R021": "info",  # scripts and style sheets were left out
    "R022": "info",  # the source is not in the encoding that it says it is in
    "R023": "warning",  # a comment or an element that is never closed holds the rest of the source
    "R024": "info",  # links to files that lie beside the source, and do not come along, were taken away
    "R025": "warning",  # a file of a book is missing, or cannot be read
    "R026": "info",  # the recording that a book had was left out
    "R027": "info",  # what a book says of its own accessibility was not taken over
    "R028": "info",  # style sheets, scripts, fonts, recordings of a book were left out
    "R029": "info",  # what is read only by who follows a link was put at the end
    "R030": "info",  # a file that nothing leads to was left out
    "R031": "warning",  # a fixed layout, or another rendition of the same book, was not kept
    "R032": "warning",  # names of characters that a file declares itself are left as they are written
    "R033": "info",  # headings were taken from the contents list
    "R034": "info",  # entries of the contents or of the list of pages lead to places that are not in the text
    "R035": "info",  # a link that lay on a picture alone was taken away
    "R036": "warning",  # words that a style sheet writes were left out
    "R037": "info",  # what a book says of its own files is wrong, and was set right
    "R040": "info",  # what front matter says has no place in the metadata, or is said twice
    "R041": "warning",  # front matter is not written by the rules: it was read line by line, or kept as text
    "R050": "info",  # tracked changes of a document were accepted
    "R051": "info",  # comments on a document were left out
    "R052": "info",  # formulas are written on one line
    "R053": "warning",  # signs of a font of symbols that nobody knows were left out
    "R054": "warning",  # a part of a document, or a note in one, is missing
    "R055": "info",  # the description of a table was left out
    "R060": "warning",  # what may hold text was passed over in a folder
    "R061": "info",  # what holds no text, is hidden or was made here was passed over in a folder
    # structurer
    "S001": "info",  # the language was guessed
    "S002": "info",  # a block was taken for boilerplate and left out
    "S003": "info",  # a possible heading was kept as a paragraph
    "S004": "info",  # no title was found; the file name stands in
    "S005": "info",  # a quotation mark was never closed
    "S006": "info",  # the running head of the pages was left out
    "S007": "info",  # what speaks like page furniture was kept as text
    "S008": "info",  # possible verse was kept as paragraphs
    "S009": "info",  # a possible table was kept as text
    "S010": "info",  # possible notes that nothing refers to were kept as paragraphs
    "S011": "info",  # a link leads to a place that is not in the text
    "S012": "info",  # possible references to notes were kept as text
    "S013": "info",  # a possible letter or epigraph was kept as an extract
    "S020": "info",  # who wrote it was taken from the byline
    # narrator
    "N001": "warning",  # an utterance has no sound of its own and was skipped
    "N002": "warning",  # an utterance had to be split before the engine would say it
    "N003": "info",  # the cast has no voice for this language; the engine's default stands in
    "N004": "error",  # an utterance could not be spoken and was left out, as was allowed
    "N005": "info",  # there are no words to announce a structure in the language of the document
    "N006": "warning",  # how loud a voice is could not be measured; it is left as it is
    "N007": "warning",  # nothing of the text could be spoken; the book has no sound for it
    # publication: structure of the file and of its media overlays
    "P001": "error",  # an overlay points at an id that does not exist
    "P002": "error",  # clips overlap or are out of order
    "P003": "error",  # a clip lies outside its audio
    "P004": "error",  # visible text has no clip
    "P005": "error",  # durations do not add up
    "P006": "error",  # the written text of a clip's target is not what was spoken for it
    "P007": "error",  # the container or the package document cannot be read
    "P008": "warning",  # a checker is not installed; what it would check was not checked
    "P009": "error",  # an overlay's audio is missing or cannot be read
    "P010": "warning",  # characters that XML forbids were left out of the publication
    "P011": "warning",  # a sound has no place in the publication, or no length
    "P012": "info",  # a piece of metadata in a form that no standard knows was left out
    "P013": "error",  # a clip has a time that is none
    "P014": "info",  # the cover is a picture that an audiobook cannot hold
    "P015": "info",  # pages were asked for, but the source has its own
    "P016": "error",  # an entry of the contents or of the list of pages leads nowhere
    "P017": "warning",  # a clip is shorter than reading systems can play
    "P018": "warning",  # the sound of an overlay has a variable bit rate
    "P019": "error",  # a document of the book cannot be read
    "P020": "warning",  # a file names a document type that lies outside of the book; nobody fetches it
    "P021": "error",  # a checker failed or did not finish; what it would check was not checked
    "P022": "info",  # a sound lies outside of the book, so nobody has looked at it
    # accessibility: findings of outside checkers are passed on under their own names with the first five codes
    "A001": "error",  # EPUBCheck: fatal or error
    "A002": "warning",  # EPUBCheck: warning
    "A003": "info",  # EPUBCheck: usage
    "A004": "error",  # Ace: critical or serious violation
    "A005": "warning",  # Ace: moderate or minor violation
    "A006": "warning",  # a picture of the source has no text alternative, so ours in the book says so
    # accessibility: our own rules about a finished book
    "A007": "error",  # a picture of the book has no text alternative
    "A008": "warning",  # the text alternative of a picture is a file name or a placeholder
    "A009": "warning",  # a heading level is skipped
    "A010": "warning",  # a book of some length has no headings
    "A011": "warning",  # a heading has no text
    "A012": "error",  # the language is not stated
    "A013": "error",  # a language tag has a wrong form
    "A014": "error",  # the metadata claim what the book does not hold
    "A015": "error",  # required accessibility metadata are missing
    "A016": "warning",  # recommended accessibility metadata are missing
    "A017": "error",  # accessibility metadata contradict each other, or have values that nobody knows
    "A018": "warning",  # the table of contents, or the list of pages, is not in reading order
    "A019": "warning",  # page breaks and the list of pages do not belong together
    "A020": "warning",  # a table has no header cells
    "A021": "error",  # a link has no text
    "A022": "warning",  # no link leads back from a note
    "A023": "error",  # the highlight of the sentence being spoken has too little contrast
    "A024": "warning",  # a picture is wider than a small screen, and no style holds it
    "A025": "error",  # the book has no table of contents
    # accessibility: seen in a browser
    "A026": "error",  # text has too little contrast
    "A027": "error",  # text has too little contrast in a dark colour scheme
    "A028": "error",  # a target is too small or too near to another
    "A029": "error",  # a page has to be scrolled sideways on a small screen
    "A030": "error",  # text is cut off when its spacing is larger
}


class Place(Struct, frozen=True, omit_defaults=True):
    """Where: a file (name in the source or path inside a book), a line (from 1), characters, or the id of a block."""

    file: str = ""
    line: int = 0
    start: int = -1
    end: int = -1
    id: str = ""


class Message(Struct, frozen=True, omit_defaults=True):
    """One finding: ``text`` is a full sentence, ``hint`` says what the reader of the message can do."""

    code: str
    text: str
    place: Place = Place()
    hint: str = ""


def severity(code: str) -> Severity:
    """The severity of a code; a `KeyError` for a code that the catalogue does not know."""
    return CATALOGUE[code]
