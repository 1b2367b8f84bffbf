"""Punctuation by what it does: quotation marks of all countries, marks before the first letter and after the last, ends
of sentences.

Which mark opens a quotation and which closes it depends on the country (``“…”``, ``„…“``, ``»…«``); most rules only ask
whether one may stand somewhere, and they should not differ in which they know. Pairs of marks are read in `marks`.
"""

from __future__ import annotations

import re

_SPACES = " \t\r\n\u00a0\u202f"

#: Every quotation mark, and the apostrophes that serve as such.
QUOTES = "\"'“”„‟‘’‚‛«»‹›"
#: Quotation marks that close a quotation in some country; low ones nowhere do.
CLOSING_QUOTES = "\"'”“’‘»«›‹"
#: Marks that may stand before the first letter of a line.
OPENERS = QUOTES + "([*_—–-… \u00a0"
#: Marks that may stand behind the last letter of a line, or behind the full stop.
CLOSERS = CLOSING_QUOTES + ")]}*_" + _SPACES
#: What somebody's words begin with in print: a quotation mark or a dash. (A high mark alone is an apostrophe.)
SPEECH_OPENERS = "\"“„«»‘'—–"
#: What a sentence ends with.
TERMINAL = ".!?…。！？؟।"
#: A text that stands in quotation marks as a whole.
QUOTED = re.compile(rf"^[{QUOTES}].*[{CLOSING_QUOTES}]$", re.DOTALL)
