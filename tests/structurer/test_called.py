"""What a work is called: as somebody has said, else as its text says, else as the head of its page says."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from accessible import readers
from accessible.model.draft import Draft
from accessible.model.source import Source
from accessible.structurer import structure

TEXT = "<p>The bell has been silent since the frost, and nobody knows who is to pay for mending it.</p>" * 3


def page(head: str, body: str) -> Draft:
    markup = f"<!DOCTYPE html><html lang='en'><head>{head}</head><body><main>{body}{TEXT}</main></body></html>"
    return readers.read(Source("page.html", "text/html", markup.encode()))


@pytest.mark.parametrize(
    "head",
    [
        "<title>Harbour bell falls silent | The Low Post</title>",
        "<title>Bell: what now? – Low Post</title><meta property='og:title' content='What now for the bell?'>",
        "",
    ],
)
def test_the_title_over_the_text_is_what_the_book_is_called(head: str) -> None:
    document = structure(page(head, "<h1>Harbour bell falls silent</h1>"))
    assert document.metadata.title == "Harbour bell falls silent"


def test_without_a_title_over_the_text_the_head_of_the_page_says_it() -> None:
    head = (
        "<title>Harbour bell falls silent | The Low Post</title><meta property='og:site_name' content='The Low Post'>"
    )
    assert structure(page(head, "")).metadata.title == "Harbour bell falls silent"


def test_what_somebody_has_said_stays() -> None:
    draft = page("<title>Tab</title>", "<h1>Harbour bell falls silent</h1>")
    said = replace(draft, metadata=replace(draft.metadata, title="The Bell", title_of_page=False))
    assert structure(said).metadata.title == "The Bell"
