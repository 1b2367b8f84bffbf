"""What of a web page is taken for its article: what stands at its edges, upon its pictures, what names its writer."""

from __future__ import annotations

import pytest

from accessible.config import Config
from accessible.model.blocks import Block, Byline, Heading
from accessible.model.document import leaves, written
from accessible.model.draft import Draft
from accessible.pipeline import document_of
from accessible.readers import as_source, read
from accessible.structurer import structure

STORY = "The ferry to the outer islands will sail only twice a week from April, the harbour board said on Monday."
TEXT = f"<p>{STORY}</p>" * 4
#: More words of prose than an article needs before what has as many may be beside it.
LONG = f"<p>{STORY}</p>" * 14


def draft_of(markup: str) -> Draft:
    return read(as_source("page.html", f"<!DOCTYPE html><title>Two ferries a week</title>{markup}".encode()))


def words(draft: Draft) -> list[str]:
    blocks: tuple[Block, ...] = draft.blocks  # type: ignore[assignment]
    return [prose.text for _, prose in written(blocks)]


def left_out(draft: Draft) -> str:
    return "\n".join(message.text for message in draft.messages if message.code == "R016")


# ------------------------------------------------------------------------------------------------------- at its edges
def test_the_labels_of_comments_go_with_the_comments() -> None:
    comment = '<div class="commentText"><p>I shall miss the ferry on Wednesdays.</p></div><p>Posted by: Ann, May 3</p>'
    draft = draft_of(f"<div><h1>Two ferries a week</h1>{TEXT}{comment * 3}</div>")
    assert words(draft) == ["Two ferries a week", *[STORY] * 4]
    assert "Posted by" in left_out(draft)


def test_a_label_right_behind_the_text_is_the_articles_own() -> None:
    draft = draft_of(
        f'<div><h1>Two ferries a week</h1>{TEXT}<p>From our harbour desk</p><div class="share">Share</div></div>'
    )
    assert words(draft)[-1] == "From our harbour desk"


def test_a_sentence_behind_what_was_left_out_is_kept() -> None:
    behind = '<div class="share">Share</div><p>Ann Low contributed reporting.</p>'
    draft = draft_of(f"<div><h1>Two ferries a week</h1>{TEXT}{behind}</div>")
    assert words(draft)[-1] == "Ann Low contributed reporting."


def test_a_last_paragraph_of_links_and_words_goes_on_with_the_text() -> None:
    links = "".join(
        f', <a href="/boats/{name}">{name}</a>' for name in ("Skua", "Tern", "Gannet", "Petrel", "Eider", "Smew")
    )
    last = f"<p>Also laid up for the winter in Low{links}</p>"
    more = '<p><a href="/a">The harbour in winter, a walk around it</a> | <a href="/b">Next</a></p>'
    draft = draft_of(f"<div><h1>Two ferries a week</h1>{TEXT}{last}{more}</div>")
    assert words(draft)[-1].startswith("Also laid up")
    assert "The harbour in winter" in left_out(draft)


# -------------------------------------------------------------------------------------------------------- its writers
AUTHOR = '<meta name="author" content="Ann Low">'


@pytest.mark.parametrize(
    "line",
    [
        '<div class="tools"><a href="/ann">By Ann Low</a></div>',
        '<div class="sharebar"><p>Words: <a href="/ann">Ann Low</a></p></div>',
        "<h4>Ann Low</h4>",
    ],
)
def test_the_line_that_names_the_writer_is_a_byline(line: str) -> None:
    draft = draft_of(f"{AUTHOR}<h1>Two ferries a week</h1>{line}<div>{TEXT}</div>")
    (byline,) = [block for block in draft.blocks if isinstance(block, Byline)]
    assert "Ann Low" in byline.prose.text
    assert draft.blocks.index(byline) == 1


def test_a_writer_who_is_named_is_not_named_again() -> None:
    page = '<h1>Two ferries a week</h1><div class="tools">Ann Low</div><header><p>By Ann Low</p></header>'
    draft = draft_of(f"{AUTHOR}<article>{page}{TEXT}</article>")
    assert sum("Ann Low" in text for text in words(draft)) == 1


def test_a_line_that_says_more_than_who_wrote_it_is_judged_as_before() -> None:
    menu = '<div class="menu">Ann Low on the harbour, the weather and the boats of winter</div>'
    draft = draft_of(f"{AUTHOR}<h1>Two ferries a week</h1>{menu}<div>{TEXT}</div>")
    assert not any(isinstance(block, Byline) for block in draft.blocks)


def test_a_heading_that_is_only_the_writers_name_divides_no_text() -> None:
    box = "<h3>Ann Low</h3><p>Ann has written about boats for thirty years, and lives on one of them in Low.</p>"
    document = document_of(
        as_source("page.html", f"{AUTHOR}<article><h1>Two ferries</h1>{TEXT}<h3>The board</h3>{TEXT}{box}".encode()),
        config=Config(language="en"),
    )
    blocks = [block for section in document.sections for block in section.blocks]
    assert [block.prose.text for block in blocks if isinstance(block, Heading)] == ["The board"]
    assert any(getattr(block, "prose", None) and block.prose.text == "Ann Low" for block in blocks)  # type: ignore[union-attr]


# -------------------------------------------------------------------------------------------------------- its comments
COMMENTS = "<p>12 comments</p><div>Ann: It was about time, for nobody ever took the boat on a Wednesday.</div>"


def test_behind_the_place_of_the_comments_the_article_is_over() -> None:
    draft = draft_of(f'<div><h1>Two ferries a week</h1>{LONG}<a name="comments"></a>{COMMENTS}</div>')
    assert words(draft) == ["Two ferries a week", *[STORY] * 14]
    assert "comments of readers" in left_out(draft)


def test_a_link_to_the_comments_and_a_place_before_the_text_end_nothing() -> None:
    link = '<a id="comments" href="#c">12 comments</a>'
    assert words(draft_of(f"<div><h1>Two ferries a week</h1><p>{link}</p>{LONG}</div>")).count(STORY) == 14
    place = '<a name="comments"></a>'
    assert words(draft_of(f"<div><h1>Two ferries a week</h1>{place}{LONG}</div>")).count(STORY) == 14


# -------------------------------------------------------------------------------------------------------- its pictures
def label(text: str, style: str) -> str:
    return f'<div style="{style}"><p>{text}</p></div>'


def test_the_numbers_upon_a_chart_are_no_text() -> None:
    numbers = label("1990", "top:91%; left:6.2%; width:39px") + label("2020", "bottom:2%;right:5%")
    chart = f'<div><img src="chart.png" alt="Passengers by year">{numbers}</div>'
    draft = draft_of(f"<div><h1>Two ferries a week</h1>{TEXT}<div>{chart}</div>{TEXT}</div>")
    assert not any("1990" in text or "2020" in text for text in words(draft))
    assert "lettering upon a picture: '1990" in left_out(draft)


def test_what_is_placed_without_a_picture_and_sentences_upon_one_are_text() -> None:
    alone = label("1990", "top:91%;left:6%")
    upon = f'<div><img src="a.png" alt="A mast">{label(STORY, "top:91%;left:6%")}</div>'
    draft = draft_of(f"<div><h1>Two ferries a week</h1>{TEXT}<div>{alone}</div>{upon}{TEXT}</div>")
    assert "1990" in words(draft)
    assert words(draft).count(STORY) == 9


def test_what_a_page_calls_none_of_its_content_is_none() -> None:
    behind = '<section class="next nocontent robots-nocontent"><h2>What’s next</h2><p>Wait a moment.</p></section>'
    draft = draft_of(f"<div><h1>Two ferries a week</h1>{TEXT}{behind}</div>")
    assert words(draft) == ["Two ferries a week", *[STORY] * 4]


# ---------------------------------------------------------------------------------------------------------- in scripts
@pytest.mark.parametrize(
    "sentence",
    [
        "သင်္ဘောသည်ဧပြီလမှစ၍တစ်ပတ်လျှင်နှစ်ကြိမ်သာသွားမည်ဟုဆိပ်ကမ်းအဖွဲ့ကတနင်္လာနေ့တွင်ပြောသည်။",
        "ទូកនឹងចេញដំណើរតែពីរដងក្នុងមួយសប្តាហ៍ចាប់ពីខែមេសាតទៅគណៈកម្មាធិការកំពង់ផែបានឲ្យដឹងកាលពីថ្ងៃច័ន្ទ។",
    ],
)
def test_prose_without_spaces_between_its_words_is_prose(sentence: str) -> None:
    menu = "".join(f'<li><a href="/{n}">{"Harbour news of the day"}</a></li>' for n in range(12))
    others = "<div><p>One line of Latin letters that no stop ends</p></div>"
    draft = draft_of(f"<ul>{menu}</ul>{others}<div>{f'<p>{sentence}</p>' * 5}</div><ul>{menu}</ul>")
    assert words(draft).count(sentence) == 5
    assert not any("Harbour news" in text for text in words(draft))


def test_what_wikis_put_behind_headings_takes_none_away_and_is_not_read() -> None:
    mark = "<span class=mw-editsection>[<a href='/w?action=edit'>edit</a>]</span>"
    text = "The first bells of this kind were hung by harbour masters who could not stay awake in the long nights."
    page = (
        f"<html lang=en><title>Bells</title><body><article><h1>Bells</h1><p>{text}</p>"
        f"<h2>History{mark}</h2><p>{text}</p>"
        f"<div class='mw-heading mw-heading2'><h2>Use</h2>{mark}</div><p>{text}</p></article>"
    )
    document = structure(read(as_source("bells.html", page.encode())))
    found = [leaf for section in document.sections for leaf in leaves(section.blocks) if isinstance(leaf, Heading)]
    assert [heading.prose.text for heading in found] == ["History", "Use"]
    assert "edit" not in " ".join(leaf.prose.text for section in document.sections for leaf in leaves(section.blocks))
