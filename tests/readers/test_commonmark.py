"""The 652 examples of the CommonMark specification: none breaks the reader, and of none is a word lost.

The words that should come out are those of the specification's own HTML, read by BeautifulSoup, and not by us.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from accessible.errors import SourceError
from accessible.model.document import written
from accessible.model.draft import Draft
from accessible.model.source import Source
from accessible.readers import read

EXAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "commonmark" / "spec-0.31.2.json").read_text(encoding="utf-8")
)

#: What comes before an example, because a text without a letter is refused.
FIRST = "Words."

#: A comment of two hyphens ends at once (HTML, section 13.2.5.43); BeautifulSoup looks for its end further on.
COMMENTS = {626: "foo foo --> foo foo -->"}


def expected(example: dict[str, Any]) -> str:
    """The visible characters of the HTML of an example, in order: scripts and fields to write in apart, pictures as
    their descriptions, with the title of a picture that stands alone, which is its caption."""
    if example["example"] in COMMENTS:
        return "".join(COMMENTS[example["example"]].split())
    page = BeautifulSoup(example["html"], "html.parser")
    for left_out in page(["script", "style", "textarea"]):
        left_out.decompose()
    for image in page("img"):
        outer = image.parent.parent if image.parent and image.parent.name == "a" else image.parent
        alone = outer is not None and outer.name == "p" and not outer.get_text().strip() and len(outer("img")) == 1
        image.replace_with(f"{image.get('alt', '')} {image.get('title', '') if alone else ''}")
    return "".join(page.get_text().split())


def markdown(text: str) -> Draft:
    return read(Source("text.md", "text/markdown", text.encode()))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example['example']}-{example['section']}")
def test_no_word_of_an_example_is_lost(example: dict[str, Any]) -> None:
    draft = markdown(f"{FIRST}\n\n{example['markdown']}")
    words = "".join("".join(prose.text for _, prose in written(draft.blocks)).split())
    assert words == FIRST + expected(example)


def test_every_example_by_itself_is_read_or_refused_with_one_error() -> None:
    refused = [example for example in EXAMPLES if not is_read(example["markdown"])]
    silent = [e for e in refused if not any(map(str.isalpha, expected(e))) or "textarea" in e["html"]]
    assert refused == silent
    assert 0 < len(refused) < 80


def is_read(text: str) -> bool:
    try:
        return bool(markdown(text).blocks)
    except SourceError:
        return False
