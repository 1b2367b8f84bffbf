"""The encoding that a marked-up text says it is in: in its XML declaration, or in a `meta` (HTML, section 13.2.3.2,
"prescan a byte stream"; XML 1.0, section 4.3.3), by the names that browsers know (Encoding Standard, section 4.2).
"""

from __future__ import annotations

import codecs
import re

#: So many bytes are looked at. Browsers look at 1,024 before they begin to read, and begin again when they come to a
#: `meta` behind them.
_FIRST = 200_000

_DECLARATION = re.compile(rb"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._:-]*)[\"']")
_MARKUP = re.compile(rb"<(?:(?P<comment>!--)|(?P<name>/?[a-z][^\t\n\f\r >]*)|[!/?])", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"[\t\n\f\r /]*(?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*)"
    rb"(?:[\t\n\f\r ]*=[\t\n\f\r ]*"
    rb"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<open>[\"'])|(?P<bare>[^\t\n\f\r >]*)))?"
)
_TAG_END = re.compile(rb"[\t\n\f\r /]*>")
_IN_CONTENT = re.compile(rb"charset\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s;\"'][^\s;]*))", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9][a-z0-9_.:+-]*")

#: What browsers read in the place of an encoding that hardly anybody means (Encoding Standard, section 4.2).
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "ks_c-5601-1987": "cp949", "big5": "big5hkscs", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8",
    "utf-7": "",
}  # fmt: skip
#: Names that browsers know and Python does not.
_OTHER_NAMES = {
    name: encoding
    for encoding, names in {
        "utf-8": "unicode unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 unicodefffe unicodefeff "
        "csunicode iso-10646-ucs-2 ucs-2",
        "iso8859-6": "csiso88596e csiso88596i iso-8859-6-e iso-8859-6-i",
        "iso8859-7": "sun_eu_greek",
        "iso8859-8": "csiso88598e csiso88598i iso-8859-8-e iso-8859-8-i logical visual",
        "iso8859-15": "csisolatin9",
        "koi8-r": "koi koi8",
        "koi8-u": "koi8-ru",
        "mac_roman": "csmacintosh mac macintosh x-mac-roman",
        "mac_cyrillic": "x-mac-cyrillic x-mac-ukrainian",
        "cp874": "dos-874 iso885911 windows-874",
        "cp1252": "x-user-defined",
        "cp932": "windows-31j x-sjis",
        "gb18030": "csgb2312 gb_2312 gb_2312-80 x-gbk",
        "big5hkscs": "cn-big5 x-x-big5",
        "euc_jp": "cseucpkdfmtjapanese x-euc-jp",
        "cp949": "cseuckr csksc56011987 iso-ir-149 ks_c_5601-1989 ksc_5601 windows-949",
    }.items()
    for name in names.split()
}
#: Parts of names that browsers know in more forms than Python.
_FORMS = ((re.compile(r"x-(cp125\d)"), r"\1"), (re.compile(r"iso8859(\d{1,2})"), r"iso8859-\1"))


def declared_encoding(data: bytes) -> str:
    """The encoding that a marked-up text declares, as Python calls it, or "" where it declares none that exists."""
    head = data[:_FIRST]
    found = _DECLARATION.match(head.removeprefix(codecs.BOM_UTF8))
    return (encoding_of(found[1].decode("ascii")) if found else "") or _prescan(head)


def _prescan(data: bytes) -> str:
    at = 0
    while markup := _MARKUP.search(data, at):
        if markup["comment"]:
            end = data.find(b"-->", markup.start() + 2)
            at = end + 3 if end >= 0 else len(data)
        elif markup["name"]:
            attributes, at = _attributes(data, markup.end())
            if markup["name"].lower() == b"meta" and (encoding := _of_meta(attributes)):
                return encoding
        else:
            at = data.find(b">", markup.end()) + 1 or len(data)
    return ""


def _attributes(data: bytes, at: int) -> tuple[dict[bytes, bytes], int]:
    """The attributes of a tag and where it ends; none, and the end of the data, for one that is never closed."""
    found: dict[bytes, bytes] = {}
    while not (end := _TAG_END.match(data, at)):
        attribute = _ATTRIBUTE.match(data, at)
        if attribute is None or attribute["open"]:
            return {}, len(data)
        found.setdefault(
            attribute["name"].lower(), attribute["double"] or attribute["single"] or attribute["bare"] or b""
        )
        at = attribute.end()
    return found, end.end()


def _of_meta(attributes: dict[bytes, bytes]) -> str:
    """The encoding that a `meta` declares, or "" where it declares none."""
    label = attributes.get(b"charset")
    if label is None and attributes.get(b"http-equiv", b"").lower() == b"content-type":
        found = _IN_CONTENT.search(attributes.get(b"content", b""))
        label = next((group for group in found.groups() if group is not None), b"") if found else None
    return encoding_of(label.decode("latin-1")) if label else ""


def encoding_of(label: str) -> str:
    """The encoding that a name means, as Python calls it, or "" for one that does not exist."""
    label = label.strip("\t\n\f\r ").lower()
    if label in _OTHER_NAMES:
        return _OTHER_NAMES[label]
    if not _LABEL.fullmatch(label):
        return ""
    for form, name in _FORMS:
        if found := form.fullmatch(label):
            label = found.expand(name)
    try:
        name = codecs.lookup(label).name
        "".encode(name)  # some codecs are for other things than text
    except (LookupError, ValueError, UnicodeError):
        return ""
    return _MEANT.get(name, name)
