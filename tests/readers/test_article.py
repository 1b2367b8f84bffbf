"""What of a web page is taken for its article: what stands at its edges, upon its pictures, what names its writer."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Block
from accessible.model.document import written
from accessible.model.draft import Draft
from accessible.readers import as_source, read

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
