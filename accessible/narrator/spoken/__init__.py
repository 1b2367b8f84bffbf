"""What is said for what is written, language by language: numbers, abbreviations, signs, initialisms, addresses.

`read` goes over a text once and returns `Edit`s: stretches of the written text, and the words that are said for them.
Everything between them is said as it is written. A language is a row of `tongue.GRAMMARS` and a file of words in
``data``; a language without one is left as it is.

Engines read plain cardinals well in each of their languages, so digits stay digits wherever the question is only how a
number is pronounced. What they get wrong is which number it is: a year, an ordinal, a clock, a score, a telephone. So
only that is decided here, and the few number words that it takes (ordinals, the halves of a year) are made by the
languages themselves. num2words was measured and not taken: 67 ms to import, 70 µs a number, and "quatre-vingtsième"
and "einshunderteins" among its answers.

What engines need was measured on eSpeak NG 1.52, by the phonemes that it makes of the written and of the spoken form:
"in 1905" is "nineteen hundred five" to it, "Henry VIII" is "Henry roman eight", "$5.50" is "dollar five point five
zero", "10–12" is "ten twelve", "10 000" is "ten zero zero zero", "2^3" is "two three", "5‰" is "five", a French "-5" is
"cinq"; but "1,234.56", "7:30 p.m.", "21st" and "50 %" need no help.
"""

from __future__ import annotations

from accessible.narrator.spoken.edits import Edit, splice
from accessible.narrator.spoken.scanner import read

__all__ = ["Edit", "read", "splice"]
