"""What the bytes are: by content first, by suffix second, because people rename files.

Signatures follow the formats' own specifications (PDF 32000-1 §7.5.2 and Annex H.3.4.1, ZIP APPNOTE §4.3.7, EPUB OCF
3.3 §4.3.2, ODF 1.3 part 2 §3.3, RTF 1.9, MS-CFB §2.2, SVG 2 §5.1). A file that is none of the known ones and holds no
control bytes is plain text, unless its name says that it should have been something else.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Container

from accessible.readers.utf16 import utf16_of

#: What a person can hand in, for hints.
SUPPORTED = "plain text (.txt), Markdown (.md), web pages (.html), Word documents (.docx), books (.epub)"
#: What Word writes since 2007, with macros or without, and as a template: one format to whoever reads it.
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: What a password makes of it (MS-OFFCRYPTO, section 2.3.4.4).
_LOCKED = "application/x-ole-encrypted"

#: The byte order marks, longest first where one begins another (Unicode 16, §23.8).
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x1f\x8b", "application/gzip"),
)

#: The name of what an encrypted document of Office is in.
_STREAM = "EncryptedPackage".encode("utf-16-le")

#: A PDF's header; what may stand before it, and what must come after it when something else stands before it, so that
#: a text about PDF is not taken for one.
_PDF_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?[\0\s]*%PDF-\d\.\d")
_PDF_LATER = re.compile(rb"%PDF-\d\.\d")
_PDF_BODY = re.compile(rb"\d \d+ obj\b|\bstartxref\b|%%EOF")

#: The first entry of an EPUB or OpenDocument archive: its name and, uncompressed, its content. An EPUB that was packed
#: otherwise is known by its container document, whose name stands in the archive as it is.
_ZIP_MIMETYPE = re.compile(rb"mimetype(application/[a-z0-9.+-]+)")

#: What may stand before the root element: declaration, comments, and a document type that is not HTML's.
_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype\s++(?!html).*?>)*", re.S)

#: What only a web page begins with; and what a piece of one may begin with, when its name says nothing else (MIME
#: Sniffing, section 7.1).
_PAGE = re.compile(rb"<!doctype\s+html|<(?:html|head|body|title|meta|article|main)[\s>/]")
_WHOLE_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]")
_FRAGMENT = re.compile(rb"<(?:h[1-6]|div|table|p|ul|ol|section|blockquote|figure|script|style|iframe)[\s>]")

#: The formats as people name them.
FORMATS = {
    "txt": "text/plain",
    "html": "text/html",
    "xhtml": "application/xhtml+xml",
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
}

_SUFFIXES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".xht": "application/xhtml+xml",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".mkd": "text/markdown",
    ".mkdn": "text/markdown",
    ".mdown": "text/markdown",
}

#: What a page has at least one of.
_TAG = re.compile(rb"<[!/?]?[A-Za-z]")

#: Signs of Markdown at the beginnings of lines and in them. A text whose name says nothing has to have two of them: one
#: alone is in many a letter, script and list.
_MARKDOWN = (
    re.compile(rb"^#{1,6}[ \t]+\S", re.M),
    re.compile(rb"^(?:```|~~~)", re.M),
    re.compile(rb"!?\[[^\[\]\r\n]{1,200}\]\([^()\s]{1,500}\)"),
    re.compile(rb"\*\*[^\s*][^*\r\n]{0,200}\*\*"),
)

#: Suffixes of formats that are never plain text: under such a name, text is a broken or mislabelled file.
_NEVER_TEXT = frozenset(
    ".pdf .doc .docx .dot .dotx .docm .rtf .odt .ott .pages .epub .mobi .prc .azw .azw3 .kfx .djvu .ps .xps .xls .xlsx "
    ".ods .ppt .pptx .odp .zip .7z .rar .gz .tgz .bz2 .xz .png .jpg .jpeg .gif .webp .tif .tiff .bmp .heic .avif .svg "
    ".mp3 .m4a .m4b .wav .ogg .opus .flac .mp4 .mov .exe .dll .so .pyc .class .sqlite".split()
)

#: What an XML file begins with that is a document of Word: that of 2003, or a whole one in a single file.
_WORD_XML = re.compile(rb'progid="word\.document"|office/word/2003/wordml|office/2006/xmlpackage', re.I)

_HINTS = {
    "application/pdf": "a PDF has no reliable reading order; export it as text from the program that made it",
    "application/rtf": "save it as a Word document (.docx) from a word processor",
    "application/msword": "save it as a Word document (.docx) from a word processor",
    "application/vnd.oasis.opendocument.text": "save it as a Word document (.docx) from a word processor",
    _LOCKED: "open it with its password, and save it without one",
}

_WHATS = {
    "application/octet-stream": "the source is not text",
    _LOCKED: "the document is protected: it is encrypted with a password",
}

#: Control characters that no text of any encoding in use holds, apart from tab, line ends, form feed and escape.
_BINARY = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1a\x1b")


def media_type_of(name: str, data: bytes) -> str:
    """The media type of ``data``; "application/octet-stream" for bytes that are no text of any kind."""
    if _is_pdf(data):
        return "application/pdf"
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            locked = media_type == "application/msword" and _STREAM in data
            return _LOCKED if locked else media_type
    if data[60:68] == b"BOOKMOBI":
        return "application/x-mobipocket-ebook"
    if data.startswith(b"PK\x03\x04"):
        return _zip_type(data)
    head = data[:65_536]
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _text_type(name, head[len(mark) :].decode(encoding, "ignore").encode())
    if encoding := utf16_of(data):
        return _text_type(name, head.decode(encoding, "ignore").encode())
    controls = len(head) - len(head.translate(None, _BINARY))
    if controls > len(head) // 20 and controls > 2:
        return "application/octet-stream"
    return _text_type(name, head)


def is_textual(media_type: str) -> bool:
    """Whether what is of a media type is text, marked up or not."""
    return media_type.startswith("text/") or media_type.endswith(("/xml", "+xml"))


def is_named(name: str, media_types: Container[str]) -> bool:
    """Whether a file's name says that it is of one of these media types."""
    suffix = _suffix(name)
    return (_SUFFIXES.get(suffix) or FORMATS.get(suffix.lstrip("."), "")) in media_types


def misnamed(name: str, media_type: str) -> str:
    """The suffix of a name that promises a format which is never plain text, when the content is no known format.

    "" when name and content agree, or when the content is a format of its own: then that is what there is to say.
    """
    suffix = _suffix(name)
    return suffix if suffix in _NEVER_TEXT and media_type in ("text/plain", "application/octet-stream") else ""


def promised(name: str, media_type: str) -> str:
    """The suffix of a name that promises another format than the content is, "" where they agree or the name promises
    none. HTML and XHTML are one format to whoever names a file."""
    wanted = _SUFFIXES.get(_suffix(name), "")
    pages = {"text/html", "application/xhtml+xml"}
    agree = wanted in ("", media_type) or {wanted, media_type} <= pages
    return "" if agree else _suffix(name)


def unsupported(media_type: str) -> tuple[str, str]:
    """What to say of a format that no reader takes, and the hint."""
    what = _WHATS.get(media_type, f"{media_type} is not supported")
    hint = _HINTS.get(media_type)
    return what, f"{hint}; supported: {SUPPORTED}" if hint else f"supported: {SUPPORTED}"


def _is_pdf(data: bytes) -> bool:
    """Whether the header is in the first 1024 bytes, where readers have always looked for it (Annex H.3.4.1)."""
    if _PDF_FIRST.match(data[:1024]):
        return True
    return bool(_PDF_LATER.search(data[:1024]) and _PDF_BODY.search(data))


def _zip_type(data: bytes) -> str:
    if found := _ZIP_MIMETYPE.match(data, 30):
        return found[1].decode("ascii")
    if b"META-INF/container.xml" in data:
        return "application/epub+zip"
    if b"word/document.xml" in data or (b"[Content_Types].xml" in data and b"word/" in data):
        return WORD
    return "application/zip"


def _text_type(name: str, head: bytes) -> str:
    start = head.lstrip()
    prolog = _PROLOG.match(head.lower())
    root = head[prolog.end() if prolog else 0 :][:200].lower()
    if _SUFFIXES.get(_suffix(name)) == "text/markdown" and not _WHOLE_PAGE.match(root):
        return "text/markdown"  # which may begin with any tag
    if _PAGE.match(root):
        return "application/xhtml+xml" if start.startswith(b"<?xml") else "text/html"
    if re.match(rb"<(?:svg:)?svg[\s>/]", root):
        return "image/svg+xml"
    if start.startswith(b"<?xml") and _WORD_XML.search(head):
        return "application/msword"
    if start.startswith(b"<?xml"):
        return "application/xhtml+xml" if b"<html" in head.lower() else "application/xml"
    if _FRAGMENT.match(root) and _suffix(name) not in _SUFFIXES:
        return "text/html"
    suffix = _suffix(name)
    tagless = _SUFFIXES.get(suffix) in ("text/html", "application/xhtml+xml") and not _TAG.search(head)
    unnamed = suffix not in _SUFFIXES and suffix not in _NEVER_TEXT
    if (tagless or unnamed) and sum(bool(sign.search(head)) for sign in _MARKDOWN) > 1:
        return "text/markdown"
    return _SUFFIXES.get(suffix, "text/plain")


def _suffix(name: str) -> str:
    return name[name.rfind(".") :].lower() if "." in name else ""
