"""Three-letter codes of languages, which containers and books older than BCP 47 have.

A literal table, because it never changes and no library in reach has it.
"""

from __future__ import annotations

#: ISO 639-1 to ISO 639-2 (terminological): the languages that the default engine speaks.
_THREE_LETTERS = """
af:afr am:amh an:arg ar:ara as:asm az:aze ba:bak be:bel bg:bul bn:ben bs:bos ca:cat cs:ces cv:chv cy:cym
da:dan de:deu el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas fi:fin fo:fao fr:fra ga:gle gd:gla gl:glg
gn:grn gu:guj he:heb hi:hin hr:hrv ht:hat hu:hun hy:hye ia:ina id:ind io:ido is:isl it:ita ja:jpn ka:kat
kk:kaz kl:kal kn:kan ko:kor ku:kur ky:kir la:lat lb:ltz lt:lit lv:lav mi:mri mk:mkd ml:mal mr:mar ms:msa
mt:mlt my:mya nb:nob nl:nld nn:nno no:nor om:orm or:ori pa:pan pl:pol ps:pus pt:por qu:que ro:ron ru:rus
sd:snd si:sin sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam te:tel th:tha ti:tir tk:tuk tl:tgl tn:tsn
tr:tur tt:tat ug:uig uk:ukr ur:urd uz:uzb vi:vie xh:xho yi:yid yo:yor zh:zho zu:zul
"""


#: The bibliographic codes of ISO 639-2, where they are others.
_BIBLIOGRAPHIC = """
cy:wel cs:cze de:ger el:gre eu:baq fa:per fr:fre hy:arm is:ice ka:geo mi:mao mk:mac ms:may my:bur nl:dut ro:rum sk:slo
sq:alb zh:chi
"""

_LONGER = dict(pair.split(":") for pair in _THREE_LETTERS.split())
_SHORTER = {long: short for short, long in (pair.split(":") for pair in (_THREE_LETTERS + _BIBLIOGRAPHIC).split())}


def two_letters(code: str) -> str:
    """The ISO 639-1 code of a language whose ISO 639-2 code is given, of which BCP 47 wants the shorter (RFC 5646,
    section 2.2.1), or the code itself when the table does not have it."""
    return _SHORTER.get(code, code)


def three_letters(language: str) -> str:
    """The ISO 639-2 code of a BCP 47 tag's language ("en-GB" is "eng"), or "" when the table does not have it."""
    primary = language.split("-")[0].lower()
    return primary if len(primary) == 3 and primary.isascii() else _LONGER.get(primary, "")
