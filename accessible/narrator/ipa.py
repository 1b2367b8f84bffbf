"""IPA, as lexicons write it: cut into sounds, and turned into the phoneme names of eSpeak NG.

eSpeak's names are ASCII after Kirshenbaum, but each of its voices has a table of its own: what is "0" (ɒ) to one has to
be "O" or "A:" to another. So each sound has several names, the nearest first, and the engine takes the first that the
voice has. A sound for which a voice has none is left out of the word; a symbol that is not in this table is no sound
at all, and the lexicon that has it is refused (International Phonetic Alphabet, revised to 2020; eSpeak NG 1.52).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

#: Sounds → eSpeak's names for them, the nearest first.
_NAMES = """
p p | b b | t t | d d | ʈ t. t | ɖ d. d | c c k | ɟ J d | k k | ɡ g | g g | q q k | ɢ G g | ʔ ? | m m | ɱ M m | n n
ɳ n. n | ɲ n^ n | ŋ N n | ɴ N | ʙ b | r r R | ʀ R" r | ɾ *  r | ɽ *. r | ⱱ v | ɸ f | β B v b | f f | v v | θ T s
ð D z | s s | z z | ʃ S | ʒ Z S | ʂ s. S | ʐ z. Z | ç C x | ʝ J^ j | x x k | ɣ Q g | χ X x k | ʁ r r" R | ħ h | ʕ Q
h h x | ɦ h | ɬ l | ɮ l | ʋ v# v | ɹ r | ɻ r. r | j j i | ɰ Q^ Q | l l | ɭ l. l | ʎ l^ l | ʟ L l | w w u | ʍ w
ɥ w/ y w | ɕ S; S | ʑ Z; Z | ɫ l | ɧ x S | ɺ l | i i i: I | i:: i: i | y y Y u | y:: y: y: y | ɨ I i | ʉ u: u | ɯ u
u u u: U | u:: u: u | ɪ I i | ʏ Y y I | ʊ U u | e e e: E | e:: e: e E | ø Y W 3: e | ø:: Y: Y 3: | ɘ @ | ɵ @ o
ɤ o O | o o oU O o: | o:: o: o oU O: | ə @ @- e | ɚ 3 @ | ɝ 3: 3 @ | ɛ E e | ɛ:: E: E e@ e: | œ W 3: E | ɜ 3: V @
ɜ:: 3: @ | ɞ W @ | ʌ V a | ɔ O O: o | ɔ:: O: O o: o | æ aa a | ɐ a# 3 a @ V | a a A aa | a:: A: a: a | ɶ W
ɑ A A: a | ɑ:: A: a: a | ɒ 0 A O o a | ɒ:: O: O A: | aɪ aI | aʊ aU | ɔɪ OI OY | ɔʏ OY OI | ɔø OY | eɪ eI | oʊ oU
əʊ oU | ɪə i@ | eə e@ | ʊə U@ | ai aI | au aU | oi oI OI | ei eI EI | eu eU | ɔʊ oU | iu iU | ui uI | tʃ tS | dʒ dZ
ts ts | pf pF | tɕ tS; tS | dʑ dZ; dZ | ɛ~ E~ | ɑ~ A~ | ɔ~ O~ | œ~ W~ | ɔ:~ O~ | ã A~ | õ O~
"""
#: Signs that are heard through the sounds around them: ties, syllables, links, finer shades of a sound.
_SILENT = frozenset(".|‖‿͜͡ ̩̯̪̺̻̥̬̤̰̼̝̞̘̙̹̜̟̠̈̽̍̆˞ʰʷʲˠˤⁿˡ̚-")
_STRESS = {"ˈ": "'", "'": "'", "ˌ": ",", "’": "'"}
_LONG = frozenset("ːˑ:")
_NASAL = "\u0303"


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for row in re.split(r"[|\n]", _NAMES):
        if row.strip():
            sound, *names = row.split()
            table[sound.replace("::", ":")] = tuple(names)
    return table


def sounds(ipa: str) -> list[str]:
    """The sounds and stresses of a word: each a key of the table, or a sign of stress as eSpeak writes it.

    Raises `ValueError` with the symbol for one that is not of the IPA, or of no language that is written with this.
    """
    import unicodedata

    found: list[str] = []
    table = _table()
    text = unicodedata.normalize("NFD", ipa.strip("/[] ")).replace("c\u0327", "ç")
    position = 0
    while position < len(text):
        pair = text[position : position + 2]
        symbol = text[position]
        tied = text[position : position + 3]
        if len(tied) == 3 and tied[1] in "͜͡" and tied[0] + tied[2] in table:
            found.append(tied[0] + tied[2])
            position += 3
        elif pair in table and len(pair) == 2:
            found.append(pair)
            position += 2
        elif symbol in _LONG:
            if not found or found[-1] in _STRESS.values():
                raise ValueError(symbol)
            found[-1] = f"{found[-1]}:" if f"{found[-1]}:" in table else found[-1]
            position += 1
        elif symbol == _NASAL:
            if found and f"{found[-1]}~" in table:
                found[-1] += "~"
            position += 1
        elif symbol in _STRESS:
            found.append(_STRESS[symbol])
            position += 1
        elif symbol in _SILENT or symbol.isspace():
            position += 1
        elif symbol in table:
            found.append(symbol)
            position += 1
        else:
            raise ValueError(symbol)
    return found


def espeak(ipa: str, known: Collection[str]) -> str:
    """The word as eSpeak writes it, with the phoneme names that a voice has (``known``); "" when nothing is left.

    Raises `ValueError` like `sounds`.
    """
    table = _table()
    names = []
    for sound in sounds(ipa):
        if sound in ("'", ","):
            names.append(sound)
            continue
        short = table.get(sound.rstrip(":~"), ())
        near = [name for name in (*table[sound], *short) if name in known]
        # Two sounds that are one name only where the voice has it: else each for itself.
        if not near and len(sound) == 2:
            near = ["".join(next((name for name in table.get(part, ()) if name in known), "") for part in sound)]
        names += near[:1]
    return "".join(names) if any(name not in "'," for name in names) else ""
