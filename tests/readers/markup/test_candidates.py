"""Which of the addresses that a page has for a picture is taken, and that it is taken once."""

from __future__ import annotations

import time

import pytest

from accessible.model.blocks import Caption
from accessible.model.document import images
from tests.readers.markup.made import made
from tests.renderers.pictures import picture

#: A dot that stands in until a script has fetched the picture.
DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def asked(text: str) -> tuple[list[str], int]:
    """The addresses that are asked for, and how many pictures come of them."""
    found: list[str] = []

    def fetch(address: str) -> bytes | str:
        found.append(address)
        return picture("png")

    return found, len(list(images(made(f"<p>One.{text}<p>Two.", fetch=fetch).blocks)))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("<img src=a.png srcset='b.png 2x'>", "a.png"),
        ("<img srcset='a.png 1x, b.png 2x, c.png 4x'>", "b.png"),
        ("<img srcset='a.png 320w, b,c.png 1200w, d.png 4000w'>", "b,c.png"),
        ("<img srcset='a.png 4000w, b.png 5000w'>", "a.png"),
        ("<img srcset='a.png,'>", "a.png"),
        (f"<img src='{DOT}' data-src=a.png>", "a.png"),
        ("<img src=spinner.gif data-src=a.png>", "a.png"),
        (f"<img src='{DOT}' data-srcset='a.png 300w, b.png 600w'>", "b.png"),
        (f"<img src='{DOT}' srcset='{DOT} 1x, a.png 2x'>", "a.png"),
        ("<picture><source srcset=a.avif type=image/avif><source srcset=b.png type=image/png><img></picture>", "b.png"),
        ("<picture><source srcset=a.webp type=image/webp><img src=b.png></picture>", "b.png"),
        (f"<img src='{DOT}' class=lazy><noscript><img src=a.png></noscript>", "a.png"),
        (f"<noscript><img src=a.png></noscript> <img src='{DOT}'>", "a.png"),
        ("<img src=a.png><noscript><img src=a.png></noscript>", "a.png"),
        ("<div><p><img data-src=a.png></p></div><noscript>Words</noscript>", "a.png"),
        ("<amp-img src=a.png width=100 height=100><noscript><img src=a.png></noscript></amp-img>", "a.png"),
    ],
)
def test_a_picture_is_taken_from_where_it_is_and_once(text: str, address: str) -> None:
    assert asked(text) == ([address], 1)


def test_a_picture_for_browsers_without_scripts_alone_is_one() -> None:
    assert asked("<noscript><img src=a.png></noscript>") == (["a.png"], 1)


@pytest.mark.parametrize("text", ["<img src=#>", "<img src=''>", "<img srcset=', ,'>"])
def test_a_picture_without_an_address_is_not_asked_for(text: str) -> None:
    assert asked(text) == ([], 0)
    assert [message.code for message in made(text).messages] == ["R009"]


def test_a_dot_that_counts_readers_is_not_asked_for() -> None:
    text = "<img src=count.gif?page=1 width=1 height=1 alt=''>"
    assert asked(text) == ([], 0)
    (message,) = made(text).messages
    assert message.code == "R016"


def test_the_label_of_what_is_drawn_without_words_is_read() -> None:
    found = made(
        '<p>One</p><div role="img" aria-label="A mast"></div><p>Two <i role=img aria-label=Beware></i> three</p>'
    )
    assert [block.prose.text for block in found.blocks if hasattr(block, "prose")] == [
        "One",
        "A mast",
        "Two Beware three",
    ]
    assert isinstance(found.blocks[1], Caption)
    assert [message.code for message in found.messages] == ["R012", "R012"]


@pytest.mark.parametrize("text", ["<img>", "<img srcset='a,b'>", "<noscript><img></noscript>", "<img srcset=','>"])
def test_many_pictures_take_no_time(text: str) -> None:
    begun = time.process_time()
    made(text * 10_000)
    assert time.process_time() - begun < 10


def test_a_long_list_of_addresses_takes_no_time() -> None:
    begun = time.process_time()
    for piece in (",", "a,", "a ", "a (", "a" * 1000, "\t,", "a, "):
        made(f"<img srcset='{piece * 50_000}'>")
    assert time.process_time() - begun < 10
