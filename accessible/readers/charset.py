"""The encoding that a marked-up text says it is in: in its XML declaration, or in a `meta` of its first bytes (HTML,
section 13.2.3.2, "prescan"; XML 1.0, section 4.3.3), by the names that browsers know (Encoding Standard, section 4.2).
"""

from __future__ import annotations

import codecs
import re

#: So many bytes are looked at; browsers look at 1,024, and pages with much before their `meta` are read wrong by them.
_FIRST = 4_096

_DECLARATION = re.compile(rb"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._:-]*)[\"']")
_META = re.compile(rb"<meta[\s/][^>]*?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9][A-Za-z0-9._:-]*)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)

#: What browsers read in the place of an encoding that hardly anybody means (Encoding Standard, section 4.2).
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "ks_c-5601-1987": "cp949", "big5": "big5hkscs", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8",
    "utf-7": "",
}  # fmt: skip
_OTHER_NAMES = {
    "x-sjis": "cp932", "windows-31j": "cp932", "x-gbk": "gb18030", "x-euc-jp": "euc_jp", "x-user-defined": "",
    "unicode": "utf-8", "x-mac-cyrillic": "mac_cyrillic", "macintosh": "mac_roman",
}  # fmt: skip


def declared_encoding(data: bytes) -> str:
    """The encoding that a marked-up text declares, as Python calls it, or "" where it declares none that exists."""
    head = data[:_FIRST]
    found = _DECLARATION.match(head.removeprefix(codecs.BOM_UTF8)) or _META.search(_COMMENT.sub(b"", head))
    if found is None:
        return ""
    return encoding_of(found[1].decode("ascii"))


def encoding_of(label: str) -> str:
    """The encoding that a name means, as Python calls it, or "" for one that does not exist."""
    label = label.lower()
    if label in _OTHER_NAMES:
        return _OTHER_NAMES[label]
    try:
        name = codecs.lookup(label).name
        "".encode(name)  # some codecs are for other things than text
    except (LookupError, ValueError, UnicodeError):
        return ""
    return _MEANT.get(name, name)
