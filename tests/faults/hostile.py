"""Sources that mean harm, made here: a table of files, each with what has to become of it.

What is hostile in the words themselves is in every format that can hold it; what is hostile in the markup, in the
archive or beside the source is in the formats that have such. ``{canary}`` in a template is the address of a server on
this machine that nobody may ask, ``{secret}`` the path of a file that nobody may read.
"""

# ruff: noqa: E501 (pieces of markup that are one piece)
from __future__ import annotations

import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

from tests.readers.documents import MAIN, NAMES, document, p, packed, picture
from tests.readers.ebooks import CONTAINER, archive, book, page

Fate = Literal["book", "refused"]


class Hostile(NamedTuple):
    """A file, what becomes of it, words of it that have to be in the book, and what is said of one that is refused."""

    name: str
    data: bytes
    fate: Fate
    says: str = ""
    words: tuple[str, ...] = ()


# ---------------------------------------------------------------------------------------------------------- in the words
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(title: str, *paragraphs: str) -> bytes:
    return "\n\n".join((title, *paragraphs)).encode("utf-8", "surrogatepass")


def markdown(title: str, *paragraphs: str) -> bytes:
    return plain(f"# {title}", *paragraphs)


def web(title: str, *paragraphs: str) -> bytes:
    """A page whose words are as they are said, character for character."""
    said = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    head = f"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>{html.escape(title)}</title>"
    return f"{head}<h1>{html.escape(title)}</h1>\n{said}</html>".encode("utf-8", "surrogatepass")


def xml(words: str) -> str:
    """As a program writes it that does not ask what XML allows: with references to characters that are none."""
    return _NO_XML.sub(lambda found: f"&#{ord(found[0])};", html.escape(words))


def word(title: str, *paragraphs: str) -> bytes:
    """A Word document, without what none can hold."""
    said = [html.escape(_NO_XML.sub("", paragraph)) for paragraph in paragraphs]
    return document(p(html.escape(_NO_XML.sub("", title)), "Title") + "".join(map(p, said)))


def ebook(title: str, *paragraphs: str) -> bytes:
    about = f'<dc:title>{xml(title)}</dc:title><dc:language>en</dc:language><dc:identifier id="id">x</dc:identifier>'
    body = "".join(f"<p>{xml(paragraph)}</p>" for paragraph in paragraphs)
    return book({"one.xhtml": page(f"<h1>{xml(title)}</h1>{body}")}, about=about)


#: How a title and paragraphs are written in each format.
FORMATS: Mapping[str, Callable[..., bytes]] = {
    "txt": plain,
    "md": markdown,
    "html": web,
    "docx": word,
    "epub": ebook,
}

EVERY = ["".join(map(chr, range(first, first + 256))) for first in range(0, 0x10000, 256)]

#: Words that are hostile whatever holds them.
WORDS: Mapping[str, list[str]] = {
    "every character": EVERY,
    "bidi": ["\u202eevil\u202c and \u2066isolated", "\u202a\u202b\u202d" * 1000 + "x"],
    "nul": ["a\0b\0\0 c", "\0" * 200 + "x" * 9_000],
    "surrogates": ["\ud800 \udfff word \ud83d" * 9],
    "noncharacters": ["\ufffe\uffff\U0001ffff\U0010ffff\ufdd0 word"],
    "long word": ["x" * 1_000_000],
    "long line": ["word " * 200_000],
    "digits": ["1" * 50_000, "1," * 9_000, "²" * 6_000, "٣" * 5_000, "$" + "9" * 9_000, "1" * 5_000 + "th", "½" * 99],
    "numerals": ["M" * 10_000, "Henry " + "X" * 5_000 + " came."],
    "open quotation marks": ["“a " * 20_000, "'a " * 20_000, '"' * 20_000],
    "quotation marks the wrong way round": ["«a» »b« " * 10_000],
    "quotations": ["“Yes,” said Ann. " * 5_000],
    "marks over a letter": ["a" + "\u0301" * 50_000, "👨\u200d" * 10_000],
    "tags": ["x" + "".join(map(chr, range(0xE0000, 0xE0080))) * 20],
    "dotted letters": ["é." * 500 + " a.b. " * 500],
    "speech markup": ['<speak><break time="3600s"/></speak> [[x]] \x010A' * 100],
    "templates": ["{{7*7}} ${7*7} <%= 7*7 %> %(x)s {0} {} %s \\N{x}" * 100],
    "brackets": ["(" * 20_000, "[" * 20_000, "[1]" * 9_000],
    "addresses": ["http://" + "a." * 20_000, "a@" * 20_000],
    "one sentence": ["The bell rang. " * 10_000],
}

#: Titles that are no name of a file.
TITLES: Mapping[str, str] = {
    "reserved": "CON",
    "out": "../../etc/passwd",
    "all signs": 'a/b\\c:d*e?f"g<h>i|j',
    "turned round": "\u202ecod.exe\u202c",
    "long": "It goes on " * 30,
    "pictures": "😀" * 500,
    "dots": "...",
    "nothing": " ",
    "script": "<script>alert(1)</script>",
    "end of data": "]]> --> </title>",
    "option": "-rf /",
    "combining": "𝕏\u0301" * 100,
}


def in_words() -> Iterator[Hostile]:
    """Every kind of words in every format; what stands before and behind them is there in the end."""
    for kind, paragraphs in WORDS.items():
        long = sum(map(len, paragraphs)) > 70_000
        for form, write in FORMATS.items():
            if long and form not in ("txt", "html"):
                continue
            data = write("Of the bell", "The bell rang BEFORE it.", *paragraphs, "It ended AFTER all.")
            yield Hostile(f"{kind}.{form}", data, "book", words=("BEFORE", "AFTER"))
    for form in ("docx", "epub"):
        data = FORMATS[form]("Of the bell", "x" * 12_000_000)
        yield Hostile(f"grows.{form}", data, "refused", "grows without measure")
    for kind, title in TITLES.items():
        for form, write in FORMATS.items():
            yield Hostile(f"title {kind}.{form}", write(title, "The bell rang BEFORE it."), "book", words=("BEFORE",))


# --------------------------------------------------------------------------------------------------------- in the markup
#: What wants to run, or to reach out, in a place where markup can stand.
PAYLOADS = (
    "<script>alert(1)</script>",
    "<script src='{canary}/script.js'></script>",
    "<SCRIPT\t>alert(1)</SCRIPT\n>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\n=\nalert(1) alt='a'>",
    "<img/src='x'/onerror=alert(1)>",
    "<img src='{canary}/picture.png' alt='far'>",
    "<img src='//{host}/picture.png' alt='far'>",
    "<img src='file://{secret}' alt='near'>",
    "<img src='{secret}' alt='near'>",
    "<img src='../secret.png' alt='near'>",
    "<img src='..%2fsecret.png' alt='near'>",
    "<img src='%252e%252e/secret.png' alt='near'>",
    "<img src='\\\\{host}\\share\\x.png' alt='near'>",
    "<img srcset='{canary}/set.png 2x' src='data:image/svg+xml,&lt;svg onload=alert(1)&gt;' alt='a'>",
    "<picture><source srcset='{canary}/source.png'><img src=x alt=a></picture>",
    "<svg onload=alert(1)><script>alert(1)</script><image href='{canary}/svg.png'/></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>t</text></a></svg>",
    "<svg><set attributeName=href to=javascript:alert(1)></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><use href='{canary}/use.svg#x'/></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math href='javascript:alert(1)'>x</math>",
    "<a href='javascript:alert(1)'>link</a>",
    "<a href='java&#1;script:alert(1)'>link</a>",
    "<a href='java\tscript:alert(1)'>link</a>",
    "<a href='&#106;avascript&colon;alert(1)'>link</a>",
    "<a href=' javascript:alert(1)'>link</a>",
    "<a href='JaVaScRiPt:alert(1)'>link</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>link</a>",
    "<a href='vbscript:x'>link</a>",
    "<a href='file://{secret}'>link</a>",
    "<a href='blob:x'>link</a>",
    "<a href='x' ping='{canary}/ping' onclick='alert(1)' style='background:url({canary}/style.png)'>link</a>",
    "<iframe src='{canary}/frame.html'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='{canary}/object.swf'></object>",
    "<embed src='{canary}/embed.swf'>",
    "<applet code=x></applet>",
    "<video src='{canary}/film.mp4' poster='{canary}/poster.png'><source src='{canary}/x.mp4'></video>",
    "<audio src='{canary}/sound.mp3' autoplay></audio>",
    "<form action='{canary}/form'><input name=x autofocus onfocus=alert(1)><button formaction=javascript:x>b</button></form>",
    "<link rel=stylesheet href='{canary}/style.css'>",
    "<link rel=import href='{canary}/import.html'>",
    "<style>@import '{canary}/import.css'; p {{ background: url({canary}/css.png) }}</style>",
    "<p style='background:url({canary}/inline.png)'>styled</p>",
    "<body background='{canary}/body.png' onload=alert(1)>",
    "<table background='{canary}/table.png'><tr><td background='{canary}/cell.png'>cell</td></tr></table>",
    "<meta http-equiv=refresh content='0;url={canary}/refresh'>",
    "<base href='{canary}/base/'>",
    "<isindex action=javascript:alert(1)>",
    "<marquee onstart=alert(1)>moves</marquee>",
    "<details open ontoggle=alert(1)><summary>s</summary>d</details>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml-stylesheet href='{canary}/sheet.xsl'?>",
    "<p id='x' id='\"><img src=x onerror=alert(1)>' title='\"><script>alert(1)</script>'>attributes</p>",
    "<q cite='javascript:alert(1)'>cited</q> <blockquote cite='{canary}/cite'>cited</blockquote>",
    "<p lang='\"><script>alert(1)</script>' dir='x' class='\"><img src=x>'>attributes</p>",
    "<ruby>a<rt><script>alert(1)</script></rt></ruby>",
    "<select><option><script>alert(1)</script></option></select>",
    "<p xml:base='{canary}/'>based</p>",
    "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file://{secret}' parse='text'/>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;img src=x onerror=alert(1)&amp;gt;",
)

#: Document types that read, fetch or grow.
DOCTYPES: Mapping[str, str] = {
    "file": "<!DOCTYPE {root} [<!ENTITY e SYSTEM 'file://{secret}'>]>",
    "web": "<!DOCTYPE {root} [<!ENTITY e SYSTEM '{canary}/entity'>]>",
    "parameter": "<!DOCTYPE {root} [<!ENTITY % p SYSTEM '{canary}/parameter'> %p; <!ENTITY e 'x'>]>",
    "external": "<!DOCTYPE {root} SYSTEM '{canary}/external.dtd' [<!ENTITY e 'x'>]>",
    "laughs": "<!DOCTYPE {root} [<!ENTITY l0 'lol'>"
    + "".join(f"<!ENTITY l{at} '{f'&l{at - 1};' * 10}'>" for at in range(1, 10))
    + "<!ENTITY e '&l9;'>]>",
    "quadratic": f"<!DOCTYPE {{root}} [<!ENTITY e '{'x' * 50_000}'>]>",
    "circle": "<!DOCTYPE {root} [<!ENTITY e '&f;'><!ENTITY f '&e;'>]>",
}


def _filled(template: str, canary: str, secret: str) -> str:
    """A template with the places that it wants to reach."""
    host = canary.partition("//")[2]
    return (
        template.replace("{canary}", canary)
        .replace("{host}", host)
        .replace("{secret}", secret)
        .replace("{{", "{")
        .replace("}}", "}")
    )


def in_markup(canary: str, secret: str) -> Iterator[Hostile]:
    around = ("BEFORE", "AFTER")
    pieces = [_filled(payload, canary, secret) for payload in PAYLOADS]
    chapters: dict[str, str | bytes] = {}
    for at, piece in enumerate(pieces):
        body = f"<p>The bell rang BEFORE it.</p>\n\n{piece}\n\n<p>It ended AFTER all.</p>"
        head = f"<!DOCTYPE html><html lang=en><title>Of the bell</title>{piece if at % 2 else ''}<h1>Of the bell</h1>"
        yield Hostile(f"payload {at}.html", f"{head}{body}".encode(), "book", words=around)
        lines = f"# Of the bell {piece}\n\nThe bell rang BEFORE it.\n\n{piece}\n\nIn a line {piece} of it.\n\nIt ended AFTER all.\n"
        yield Hostile(f"payload {at}.md", lines.encode(), "book", words=around)
        chapters[f"f{at}.xhtml"] = page(f"<h1>Chapter {at}</h1>{body}")
    yield Hostile("payloads.epub", book(chapters), "book", words=around)
    for kind, template in DOCTYPES.items():
        for root in ("html", "package", "container", "ncx"):
            declared = _filled(template.replace("{root}", root), canary, secret)
            if root == "html":
                text = page("<p>The bell rang BEFORE it.</p><p>&e; &e; &e;</p>", doctype=declared)
                yield Hostile(f"doctype {kind}.xhtml", text.encode(), "book", words=("BEFORE",))
                yield Hostile(f"doctype {kind} html.epub", book({"one.xhtml": text}), "book", words=("BEFORE",))
                continue
            yield Hostile(f"doctype {kind} {root}.epub", _declaring(root, declared), "book", words=("BEFORE",))
        declared = _filled(template.replace("{root}", "w"), canary, secret)
        for part in (MAIN, "word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels"):
            data = document(p("The bell rang."))
            member = _members(data)[part].decode()
            parts = {part: declared + member.replace("The bell", "&e; bell")}
            name = f"doctype {kind} {part.replace('/', ' ')}.docx"
            yield Hostile(name, document(p("x"), parts=parts), "refused", "declares a document type")
    for tag in ("blockquote", "div", "b", "table", "ul", "q"):
        for depth in (255, 260, 2_049, *((100_000,) if tag in ("div", "table") else ())):
            text = f"<p>BEFORE</p>{f'<{tag}>' * depth}DEEP{f'</{tag}>' * depth}<p>AFTER</p>"
            name = f"{depth} of {tag}"
            yield Hostile(f"{name}.html", f"<title>x</title>{text}".encode(), "book", words=("BEFORE", "DEEP", "AFTER"))
            if depth < 3_000:
                yield Hostile(
                    f"{name}.epub", book({"one.xhtml": page(text)}), "book", words=("BEFORE", "DEEP", "AFTER")
                )
    for name, sign in {"quotes": "> ", "items": "- ", "numbers": "1. "}.items():
        for depth in (255, 2_049):
            text = f"BEFORE\n\n{sign * depth}DEEP\n\nAFTER\n"
            yield Hostile(f"{depth} {name}.md", text.encode(), "book", words=("BEFORE", "DEEP", "AFTER"))
    for tag in ("w:sdt><w:sdtContent", "w:ins", "w:smartTag"):
        first = tag.partition("><")[0]
        deep = f"<{tag}>" * 5_000 + p("DEEP") + "".join(f"</{name}>" for name in reversed(tag.split("><"))) * 5_000
        name = first.partition(":")[2]
        yield Hostile(f"5000 {name}.docx", document(deep), "refused", "not well-formed")
    yield from _front_matter()
    yield from _relations(canary, secret)


def _declaring(root: str, declared: str) -> bytes:
    """A book one of whose files begins with a document type, and names its entity."""
    files: dict[str, str | bytes] = {"one.xhtml": page("<h1>One</h1><p>The bell rang BEFORE it.</p>")}
    members = _members(book(files))
    name = {"package": "OEBPS/content.opf", "container": "META-INF/container.xml", "ncx": "OEBPS/toc.ncx"}[root]
    if root == "ncx":
        listed = '<navMap><navPoint id="a"><navLabel><text>&e;</text></navLabel><content src="one.xhtml"/></navPoint></navMap>'
        members[name] = (
            f'{declared}<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">{listed}</ncx>'.encode()
        )
        package = members["OEBPS/content.opf"].decode()
        item = '<item id="t" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest><spine toc="t">'
        members["OEBPS/content.opf"] = package.replace("</manifest><spine>", item).encode()
        return archive(members)
    text = (
        members[name]
        .decode()
        .removeprefix('<?xml version="1.0" encoding="utf-8"?>')
        .removeprefix('<?xml version="1.0"?>')
    )
    members[name] = (declared + text.replace("The tide tables", "Of &e;")).encode()
    return archive(members)


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist() if name != "mimetype"}


def _front_matter() -> Iterator[Hostile]:
    laughs = "a: &a [x, x]\n" + "".join(f"b{at}: &b{at} [*{'a' if not at else f'b{at - 1}'}, *a]\n" for at in range(30))
    matters = {
        "laughs": laughs,
        "object": "title: !!python/object/apply:os.system ['touch owned']",
        "deep": "title: " + "[" * 5_000,
        "long": "title: " + "x" * 2_000_000,
        "keys": "".join(f"k{at}: v\n" for at in range(50_000)),
        "binary": "title: !!binary aGk=\ncover: /etc/passwd\nlang: '\"><script>'",
        "merge": "<<: [*x]\ntitle: x",
    }
    for kind, matter in matters.items():
        text = f"---\n{matter}\n---\n\nThe bell rang BEFORE it.\n"
        yield Hostile(f"matter {kind}.md", text.encode(), "book", words=("BEFORE",))


def _relations(canary: str, secret: str) -> Iterator[Hostile]:
    """Word documents whose parts lead to the outside."""
    fields = (
        f"INCLUDEPICTURE {canary}/f.png",
        f"INCLUDETEXT {secret}",
        f"DDEAUTO c:\\x.exe {canary}",
        f"LINK {canary}",
    )
    for at, field in enumerate(fields):
        simple = f'<w:fldSimple w:instr="{html.escape(field)}"><w:r><w:t>result</w:t></w:r></w:fldSimple>'
        yield Hostile(f"field {at}.docx", document(p("BEFORE it rang.") + p(simple)), "book", words=("BEFORE",))
    for at, target in enumerate((f"{canary}/r.png", f"file://{secret}", secret, "../../../secret.png", "\\\\x\\y.png")):
        data = document(
            p("BEFORE it rang.") + p(picture("x")) + p(picture("x", link=True)),
            relations={
                "x": ("image", target),
                "t": ("attachedTemplate", f"{canary}/t.dotm"),
                "s": ("styles", f"{canary}/s"),
            },
        )
        yield Hostile(f"relation {at}.docx", data, "book", words=("BEFORE",))
    chunk = f'<w:altChunk r:id="x"/>{p("BEFORE it rang.")}'
    data = document(chunk, relations={"x": ("aFChunk", f"{canary}/chunk.html")})
    yield Hostile("chunk.docx", data, "book", words=("BEFORE",))
    link = '<w:hyperlink r:id="x"><w:r><w:t>link</w:t></w:r></w:hyperlink>'
    for at, target in enumerate(
        ("javascript:alert(1)", "java\tscript:alert(1)", f"file://{secret}", "data:text/html,x")
    ):
        data = document(p("BEFORE it rang.") + p(link), relations={"x": ("hyperlink", target)})
        yield Hostile(f"link {at}.docx", data, "book", words=("BEFORE",))


# -------------------------------------------------------------------------------------------------------- in the archive
def in_archives() -> Iterator[Hostile]:
    for form, write in (("epub", ebook), ("docx", word)):
        data = write("Of the bell", "The bell rang BEFORE it.")
        for kind, (made, says) in _archives(data).items():
            yield Hostile(f"{kind}.{form}", made, "refused" if says else "book", says, ("BEFORE",) if not says else ())
    for at, target in enumerate(
        ("../../secret.xhtml", "/secret.xhtml", "..%2f..%2fsecret.xhtml", "file:///etc/passwd")
    ):
        package = _members(ebook("Of the bell", "The bell rang BEFORE it."))
        item = f'<item id="s" href="{target}" media-type="application/xhtml+xml"/></manifest>'
        text = package["OEBPS/content.opf"].decode().replace("</manifest>", item)
        package["OEBPS/content.opf"] = text.replace("</spine>", '<itemref idref="s"/></spine>').encode()
        yield Hostile(f"manifest {at}.epub", archive(package), "book", words=("BEFORE",))
    out = CONTAINER.format("../content.opf")
    members = _members(ebook("Of the bell", "The bell rang."))
    yield Hostile("container out.epub", archive(members | {"META-INF/container.xml": out}), "book", words=("rang",))
    locked = '<encryption xmlns:enc="x"><enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></encryption>'
    yield Hostile("locked.epub", archive(members | {"META-INF/encryption.xml": locked}), "refused", "protected")


def _archives(data: bytes) -> dict[str, tuple[bytes, str]]:
    """What can be done to an archive, and what is said of it ("": nothing, it is read)."""

    def added(name: str, content: bytes = b"x", *, mode: int = 0, at: int = 0) -> bytes:
        out = io.BytesIO(data)
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, content)
        return out.getvalue()

    many = io.BytesIO(data)
    with zipfile.ZipFile(many, "a") as file:
        for at in range(20_000):
            file.writestr(f"x/{at}", b"")
    lying = bytearray(added("bomb.bin", bytes(60_000_000)))
    place = lying.rindex(b"PK\x01\x02")
    for begin in (place + 16, lying.rindex(b"PK\x03\x04", 0, place) + 14):
        struct.pack_into("<I", lying, begin, zlib.crc32(bytes(1000)))
        struct.pack_into("<I", lying, begin + 8, 1000)
    over = bytearray(added("second.bin", b"y" * 100))
    place = over.rindex(b"PK\x01\x02")
    struct.pack_into("<I", over, place + 42, 10)
    locked = bytearray(data)
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    return {
        "out": (added("../../out.txt"), "leads out"),
        "absolute": (added("/etc/out.txt"), "leads out"),
        "backslash": (added("..\\out.txt"), "leads out"),
        "drive": (added("C:out.txt"), "leads out"),
        "device": (added("CON"), ""),
        "percent": (added("%2e%2e%2fout.txt"), ""),
        "link": (added("link", b"/etc/passwd", mode=0o120777), "link of a file system"),
        "bomb": (added("bomb.bin", bytes(300_000_000)), "grows without measure"),
        "unread liar": (bytes(lying), ""),
        "overlap": (bytes(over), "inside each other"),
        "many": (many.getvalue(), "more than 10,000 files"),
        "two": (data + packed({"a": "b"}), "two directories"),
        "password": (bytes(locked), "protected"),
        "half": (data[: len(data) // 2], "broken"),
        "padded": (data + bytes(100), ""),
    }


# -------------------------------------------------------------------------------------------------------- nothing at all
def nothing() -> Iterator[Hostile]:
    blank = {
        "empty": b"",
        "blank": b" \n\t\r\n ",
        "mark": b"\xef\xbb\xbf",
        "zeros": bytes(5_000),
        "signs": b"... --- ***",
        "noise": bytes(range(256)) * 40,
    }
    for kind, data in blank.items():
        for form in FORMATS:
            yield Hostile(f"{kind}.{form}", data, "refused")
    yield Hostile("no words.html", b"<!DOCTYPE html><title>x</title><script>x</script>", "refused", "holds no text")
    yield Hostile("no words.docx", document(""), "refused", "holds no text")
    yield Hostile("no words.epub", book({"one.xhtml": page("<p>...</p>")}), "refused", "holds no text")
    yield Hostile("no files.epub", archive({}), "refused", "broken")
    yield Hostile("no root.docx", document(p("x"), parts={MAIN: f"<html {NAMES}/>"}), "refused", "no text of Word")


# --------------------------------------------------------------------------------------------------------- in the letters
def in_letters() -> Iterator[Hostile]:
    """What says that it is in another encoding than it is, or in several."""
    words = "Of the bell\n\nThe bell rang BEFORE it, in the café of the harbour – “twice”.\n\nIt ended AFTER all."
    around = ("BEFORE", "AFTER")
    for encoding in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "utf-7", "mac-roman"):
        yield Hostile(
            f"in {encoding}.txt", words.encode(encoding, "replace"), "book", words=around if encoding != "utf-7" else ()
        )
    for said in (
        "utf-16",
        "utf-7",
        "shift_jis",
        "x-user-defined",
        "../../x",
        "utf-8\0",
        "rot13",
        "idna",
        "unicode_escape",
        "hex",
        "zlib",
    ):
        text = f'<html lang=en><meta charset="{said}"><title>Of the bell</title><p>The bell rang BEFORE it, at the café.</p>'
        yield Hostile(
            f"says {html.escape(said, quote=True).replace('/', ' ').replace(chr(0), '0')}.html",
            text.encode(),
            "book",
            words=("BEFORE",),
        )
        declared = f'<?xml version="1.0" encoding="{said}"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>The bell rang BEFORE it.</p></body></html>'
        safe = said.replace("/", " ").replace("\0", "0")
        yield Hostile(f"declares {safe}.epub", book({"one.xhtml": declared}), "book", words=("BEFORE",))
    mixed = (
        b"The bell rang BEFORE it.\n\n"
        + "Das Café öffnet – „spät“.".encode("cp1252")
        + b"\n\n"
        + "Das Café öffnet.".encode()
    )
    yield Hostile(
        "mixed.txt", mixed + b"\n\n" + "日本".encode("shift_jis") + b"\n\nIt ended AFTER all.", "book", words=around
    )


def hostile(canary: str, secret: str) -> Iterator[Hostile]:
    """The whole table; no two files have one name."""
    yield from in_words()
    yield from in_markup(canary, secret)
    yield from in_archives()
    yield from nothing()
    yield from in_letters()
