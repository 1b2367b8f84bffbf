"""Pictures say what they show (WCAG 2.2, 1.1.1): they have a text alternative, and it is one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

from accessible.checkers.book import Book, Tree
from accessible.checkers.markup import PICTURES, SVG, XHTML, alternative, excerpt, place, shown
from accessible.model.message import Message
from accessible.wording import wording

_FILE = re.compile(r"[^\s/\\]+\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?|heic|avif)", re.IGNORECASE)

#: Words that say that there is a picture and not what is on it, in the languages of most books; a number may follow.
_WORDS = """
image img picture pic photo photograph photography graphic graphics illustration figure fig drawing diagram chart icon
bild abbildung abb foto fotografie grafik zeichnung photographie dessin imagen fotografía fotografia ilustración gráfico
immagine illustrazione disegno imagem ilustração figura afbeelding plaatje billede bilde kuva valokuva obrázek
ilustrace obraz obrazek zdjęcie ilustracja рисунок изображение картинка фото фотография иллюстрация зображення малюнок
світлина εικόνα φωτογραφία görsel resim fotoğraf تصویر صورة תמונה
图片 图像 圖片 圖像 照片 画像 写真 イラスト 그림 이미지 사진
alt alttext description caption untitled unnamed spacer blank placeholder null none undefined tbd todo
""".split()
_PHRASES = (
    "alt text",
    "no description",
    "no alt",
    "no alt text",
    "no caption",
    "undescribed picture",
    "picture without a description",
    "picture without description",
    "image without description",
    "to do",
    "n/a",
    "lorem ipsum",
)
#: What cameras, scanners and screens call their files.
_CAMERA = (
    r"(?:dsc|dscn|dscf|img|image|pict?|pxl|scan|screenshot|screen shot|capture|whatsapp image)[\s_-]*\d[\d\s_.:at-]*"
)


@cache
def _placeholder() -> re.Pattern[str]:
    """What stands where nobody has written an alternative; among it what our own books have there, in all languages."""
    ours = {known["undescribed"].casefold() for known in wording().values()}
    said = "|".join(map(re.escape, sorted(ours.union(_WORDS, _PHRASES))))
    return re.compile(
        rf"(?:(?:an? |the |une? |ein(?:e)? |la |il |el )?(?:{said})|xxx+|{_CAMERA})[\s\d.:_#()\[\]-]*|[.:_#?-]+"
    )


def check(book: Book) -> Iterator[Message]:
    """Pictures without a text alternative (A007), and alternatives that say nothing (A008)."""
    for page in book.pages:
        for picture in shown(page.tree, *PICTURES, f"{XHTML}area", f"{XHTML}input"):
            if not _speaks(picture):
                continue
            words = alternative(picture)
            where = place(page.path, picture)
            if words is None:
                yield Message("A007", f"The picture {_named(picture)} has no text alternative.", where)
            elif _says_nothing(words, picture):
                what = f"The text alternative of the picture {_named(picture)} says nothing: “{excerpt(words)}”."
                yield Message("A008", what, where)


def _speaks(element: Tree) -> bool:
    """Whether an element is one of which somebody has to hear what it shows."""
    match element.tag:
        case tag if tag == f"{XHTML}area":
            return element.get("href") is not None
        case tag if tag == f"{XHTML}input":
            return element.get("type") == "image"
        case tag if tag == f"{SVG}svg":  # text in a drawing is read as text
            return element.get("role") in ("img", "graphics-document") or (
                next(element.iter(f"{SVG}image"), None) is not None and next(element.iter(f"{SVG}text"), None) is None
            )
        case _:
            return True


def _says_nothing(words: str, picture: Tree) -> bool:
    flat = " ".join(words.split())
    if not flat:
        return bool(words)  # nothing but spaces is neither words nor "only decorates"
    name = unquote(posixpath.basename(picture.get("src", "")))
    stem = posixpath.splitext(name)[0]
    # A name of words may be words: "map.png" with the alternative "map" says as much as "map" does.
    is_name = flat.casefold() in (name.casefold(), stem.casefold()) and not stem.replace(" ", "").isalpha()
    return is_name or _FILE.fullmatch(flat) is not None or _placeholder().fullmatch(flat.casefold()) is not None


def _named(picture: Tree) -> str:
    """The file of a picture, as far as it can be named."""
    inside = next(picture.iter(f"{SVG}image"), None) if picture.tag == f"{SVG}svg" else picture
    source = "" if inside is None else inside.get("src") or inside.get("{http://www.w3.org/1999/xlink}href") or ""
    return excerpt(posixpath.basename(source)) or "that stands in the text itself"
