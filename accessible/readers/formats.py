"""What the bytes are: by content first, by suffix second, because people rename files.

Signatures follow the formats' own specifications (PDF 32000-1 §7.5.2, ZIP APPNOTE §4.3.7, EPUB OCF 3.3 §4.3.2,
RTF 1.9, MS-CFB §2.2). A file that is none of the known ones and holds no control bytes is plain text.
"""

from __future__ import annotations

import codecs

#: What a person can hand in, for hints.
SUPPORTED = "plain text (.txt)"

_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x1f\x8b", "application/gzip"),
)

_SUFFIXES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
}

_HINTS = {
    "application/pdf": "a PDF has no reliable reading order; export it as text from the program that made it",
    "application/rtf": "save it as plain text from a word processor",
    "application/msword": "save it as plain text from a word processor",
}

#: Control characters that no text of any encoding in use holds, apart from tab, line ends, form feed and escape.
_BINARY = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1a\x1b")


def media_type_of(name: str, data: bytes) -> str:
    """The media type of ``data``; "application/octet-stream" for bytes that are no text of any kind."""
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    if data.startswith(b"PK\x03\x04"):
        return _zip_type(data)
    if data.startswith(_BOMS):
        return _text_type(name, b"")
    head = data[:65_536]
    if looks_like_utf16(head):
        return _text_type(name, b"")
    controls = len(head) - len(head.translate(None, _BINARY))
    if controls > len(head) // 20 and controls > 2:
        return "application/octet-stream"
    return _text_type(name, head)


def looks_like_utf16(head: bytes) -> bool:
    """Whether bytes without a byte order mark are UTF-16: nearly every second byte of Western text is then zero."""
    even, odd = head[0:1000:2], head[1:1000:2]
    if len(odd) < 2:
        return False
    zeros = sorted((even.count(0) / len(even), odd.count(0) / len(odd)))
    return zeros[0] < 0.05 and zeros[1] > 0.5


def unsupported(media_type: str) -> tuple[str, str]:
    """What to say of a format that no reader takes, and the hint."""
    what = "the source is not text" if media_type == "application/octet-stream" else f"{media_type} is not supported"
    hint = _HINTS.get(media_type)
    return what, f"{hint}; supported: {SUPPORTED}" if hint else f"supported: {SUPPORTED}"


def _zip_type(data: bytes) -> str:
    if data[30:58] == b"mimetypeapplication/epub+zip":
        return "application/epub+zip"
    if b"word/document.xml" in data:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return "application/zip"


def _text_type(name: str, head: bytes) -> str:
    start = head.lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    if start.startswith(b"<?xml"):
        return "application/xhtml+xml" if b"<html" in head.lower() else "application/xml"
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    return _SUFFIXES.get(suffix, "text/plain")
