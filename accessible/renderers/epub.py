"""Publication → EPUB file, with EbookLib and a small extension of its writer.

EbookLib keeps the package document: metadata, manifest, spine. What is overridden here, and why:

- content documents and the navigation document are final; EbookLib would send them through an HTML parser that drops
  attributes of `body`, lower-cases SVG names and adds white space (`_Final`, `_FinalNav`, `_get_nav`, `_get_ncx`);
- sound is copied from its file and stored; EbookLib would read all of it into memory and compress it (`_Stored`);
- the package document gets its language and direction, and loses what EPUB 3 has no use for (`_write_opf_file`);
- entries of the container have fixed dates and attributes, so that two builds are the same bytes, and none unpacks
  like a bomb (`_put`);
- errors come out: `ebooklib.epub.write_epub` answers False and leaves a broken file where a good one was (`write`).

All of these but `write` are private to EbookLib, hence the upper bound of its version and a test that holds a book made
here against EPUBCheck.
"""

from __future__ import annotations

import shutil
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from ebooklib import epub
from lxml import etree

from accessible.errors import OutputError
from accessible.files import replacing
from accessible.model.publication import Publication, Resource
from accessible.renderers.languages import UNDETERMINED, direction
from accessible.renderers.work import dublin_core

XML = "http://www.w3.org/XML/1998/namespace"

_FOLDER = "EPUB"
_PIECE = 1 << 20  # bytes copied at a time
#: A file of more than a million bytes that would be packed more than so many times smaller is not packed at all.
_MOST_SHRINKING, _SMALL = 100, 1_000_000
_OLDEST = datetime(1980, 1, 1, tzinfo=UTC)  # the first moment that a ZIP file can hold
_NEWEST = datetime(2107, 12, 31, 23, 59, 58, tzinfo=UTC)  # and the last


def write_epub(publication: Publication, path: Path) -> None:
    """Write a publication as an EPUB 3.3 file, in place of the one that may be there.

    Sound is copied piece by piece, so memory does not grow with it. The same publication gives the same bytes, with the
    same versions of lxml and zlib. Raises `OutputError` when the file cannot be written, which then is as it was
    before, or when a sound is not where the publication says.
    """
    book = epub.EpubBook()
    book.FOLDER_NAME = _FOLDER
    _describe(book, publication)
    items = {}
    for resource in publication.resources:
        items[resource.id] = book.add_item(_item(resource))
    book.spine = [(items[name], "yes") for name in publication.spine]
    for resource in publication.resources:
        if resource.path and not Path(resource.path).is_file():
            hint = "build again, so that it is spoken again"
            raise OutputError("a sound of the book is not there any more", where=resource.path, hint=hint)
    modified = datetime.strptime(publication.modified, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    with replacing(path) as file:
        _Writer(file, book, modified).write()


def _describe(book: Any, publication: Publication) -> None:
    """Put the metadata where EbookLib looks for them."""
    book.metadata = {}  # with its own: a random identifier and a name of the generator
    book.IDENTIFIER_ID = "identifier"
    book.set_identifier(publication.identifier)
    metadata = publication.metadata
    book.title = metadata.title
    book.set_language(metadata.language or UNDETERMINED)
    book.set_direction(direction(metadata.language))
    for name, text, name_id in dublin_core(metadata):
        book.add_metadata("DC", name, text, {"id": name_id} if name_id else None)
    for entry in publication.properties:
        attributes = {"property": entry.property, "refines": entry.refines, "id": entry.id, "scheme": entry.scheme}
        if entry.language and entry.language != metadata.language:
            attributes[f"{{{XML}}}lang"] = entry.language
        given = {name: value for name, value in attributes.items() if value}
        book.add_metadata("OPF", entry.property, entry.value, given)


def _item(resource: Resource) -> Any:
    """The EbookLib item of a resource; those that EbookLib treats in a way of its own are told by what they are."""
    item: Any
    if "nav" in resource.properties:
        item = _FinalNav(uid=resource.id, file_name=resource.href)
        item.media_overlay = resource.overlay
    elif resource.media_type == "application/x-dtbncx+xml":
        item = epub.EpubNcx(uid=resource.id, file_name=resource.href)
    elif "cover-image" in resource.properties:
        item = epub.EpubCover(uid=resource.id, file_name=resource.href)
    elif resource.media_type == "application/xhtml+xml":
        item = _Final(uid=resource.id, file_name=resource.href, media_overlay=resource.overlay or None)
    elif resource.media_type == "application/smil+xml":
        item = epub.EpubSMIL(uid=resource.id, file_name=resource.href)
    elif resource.path:
        item = _Stored(uid=resource.id, file_name=resource.href)
        item.path = Path(resource.path)
    else:
        item = epub.EpubItem(uid=resource.id, file_name=resource.href)
    item.media_type = resource.media_type
    item.content = resource.data
    return item


class _Final(epub.EpubHtml):  # type: ignore[misc]
    """A content document whose bytes are final."""

    def get_content(self, default: object = None) -> bytes:
        content: bytes = self.content
        return content


class _FinalNav(epub.EpubNav):  # type: ignore[misc]
    """A navigation document whose bytes are final."""

    def get_content(self, default: object = None) -> bytes:
        content: bytes = self.content
        return content


class _Stored(epub.EpubItem):  # type: ignore[misc]
    """A file on disk that is copied into the container as it is."""

    path: Path

    def get_content(self, default: object = None) -> bytes:
        return self.path.read_bytes()


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer with the changes that the module's docstring gives the reasons for."""

    out: zipfile.ZipFile

    def __init__(self, file: BinaryIO, book: Any, modified: datetime) -> None:
        super().__init__("", book, {"mtime": modified})
        self._file = file
        self._date = min(max(modified, _OLDEST), _NEWEST).timetuple()[:6]

    def write(self) -> None:
        """Write the container: `mimetype` first and stored (EPUB 3.3, section 4.2), the rest as in the manifest."""
        with zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED) as self.out:
            self._put("mimetype", b"application/epub+zip", stored=True)
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_container(self) -> None:
        self._put("META-INF/container.xml", (epub.CONTAINER_XML % {"folder_name": _FOLDER}).encode())

    def _write_opf_file(self, root: etree._Element) -> None:
        # EbookLib builds the tree with xmlns as a plain attribute; only after parsing again are there namespaces.
        root = etree.fromstring(etree.tostring(root))
        root.set(f"{{{XML}}}lang", self.book.language)
        root.set("dir", self.book.direction)
        del root.attrib["prefix"]  # names prefixes that need no declaration
        for item in root.iterfind(".//{*}item[@properties='nav']"):
            if overlay := self.book.get_item_with_id(item.get("id")).media_overlay:
                item.set("media-overlay", overlay)  # which EbookLib writes for other documents only
        etree.cleanup_namespaces(root)
        etree.indent(root)
        data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
        self._put(f"{_FOLDER}/content.opf", data + b"\n")

    def _write_items(self) -> None:
        for item in self.book.get_items():
            name = f"{_FOLDER}/{item.file_name}"
            if isinstance(item, _Stored):
                entry = self._entry(name, stored=True)
                entry.file_size = item.path.stat().st_size  # decides about ZIP64 before the first byte
                with item.path.open("rb") as source, self.out.open(entry, "w") as target:
                    shutil.copyfileobj(source, target, _PIECE)
            elif isinstance(item, epub.EpubNcx):
                self._put(name, item.content)
            else:
                self._put(name, item.get_content())

    def _put(self, name: str, data: bytes, *, stored: bool = False) -> None:
        stored = stored or _is_like_a_bomb(data)
        self.out.writestr(self._entry(name, stored=stored), data, compresslevel=9)

    def _entry(self, name: str, *, stored: bool) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, self._date)
        entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        entry.create_system = 3  # Unix, whatever the build ran on
        return entry


def _is_like_a_bomb(data: bytes) -> bool:
    """Whether programs that look out for bombs in archives, as our own do, would refuse these bytes when they are
    packed: a text that says one word a million times is no bomb, but unpacks like one."""
    return len(data) > _SMALL and len(zlib.compress(data, 9)) * _MOST_SHRINKING < len(data)
