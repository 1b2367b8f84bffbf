"""The text of a document as HTML, by mammoth, which knows how paragraphs that only have a style are put together into
lists, extracts, tables and notes.

It is handed a document that was written anew (`writing`), of nothing but text, styles of ours and pictures that are
numbers: so nothing that a stranger wrote reaches it but words, it has no file to open, and no depth that it fails at.
"""

from __future__ import annotations

import contextlib
import gc
import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

import mammoth

from accessible.readers.wordml.names import A_NS, PIC_NS, R_NS, W_NS, WP_NS

_OPENING = f'xmlns:w="{W_NS}" xmlns:r="{R_NS}" xmlns:wp="{WP_NS}" xmlns:a="{A_NS}" xmlns:pic="{PIC_NS}"'  # fmt: skip
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_HYPERLINK, _IMAGE = f"{R_NS}/hyperlink", f"{R_NS}/image"
#: How words are set apart, whatever their style.
_ALWAYS = "b => strong\ni => em\nstrike => s\nsmall-caps => small\n"


def as_html(
    body: str,
    notes: list[str],
    *,
    paragraphs: Mapping[str, str],
    runs: Mapping[str, str],
    links: Mapping[str, str],
    pictures: list[Mapping[str, str]],
) -> str:
    """The HTML of a text in WordprocessingML, and of its notes.

    ``paragraphs`` and ``runs`` give what becomes of a style (an HTML path of mammoth), ``links`` the address of a
    relationship, ``pictures`` the attributes of each picture, which is called by its place among them.
    """
    styles = "".join(
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
        for kind, names in (("paragraph", paragraphs), ("character", runs))
        for name in names
    )
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_HYPERLINK}" Target={quoteattr(address)} TargetMode="External"/>'
        for name, address in links.items()
    ) + "".join(f'<Relationship Id="i{at}" Type="{_IMAGE}" Target="media/{at}.png"/>' for at in range(len(pictures)))
    noted = "".join(f'<w:footnote w:id="{at}">{note}</w:footnote>' for at, note in enumerate(notes, 1))
    relations = f"<Relationships {_RELATIONS}>{relations}</Relationships>"
    parts = {
        "word/document.xml": f"<w:document {_OPENING}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_OPENING}>{styles}</w:styles>",
        "word/footnotes.xml": f"<w:footnotes {_OPENING}>{noted}</w:footnotes>",
        "word/_rels/document.xml.rels": relations,
        "word/_rels/footnotes.xml.rels": relations,
        **{f"word/media/{at}.png": str(at) for at in range(len(pictures))},
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as file:
        for path, text in parts.items():
            file.writestr(path, text)
    written.seek(0)
    mapped = "".join(f"p.{name} => {path}\n" for name, path in paragraphs.items())
    mapped += "".join(f"r.{name} => {path}\n" for name, path in runs.items())

    def image(found: Any) -> dict[str, str]:
        with found.open() as file:
            return dict(pictures[int(file.read())])

    with _uncollected():
        result = mammoth.convert_to_html(
            written,
            style_map=mapped + _ALWAYS,
            include_default_style_map=False,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(image),
            external_file_access=False,
        )
    return str(result.value)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Garbage is not looked for meanwhile: mammoth makes millions of objects of a long document and needs them all to
    the end, and going through them again and again takes as long as making them."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
