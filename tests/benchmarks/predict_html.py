"""Articles taken out of web pages, for a scorer: PAGES.jsonl (or .jsonl.xz) in, one JSON object a line out.

    python -m tests.benchmarks.predict_html PAGES.jsonl > PREDICTIONS.jsonl

A line of the input has ``id`` and ``html``; a line of the output ``id``, ``text`` (the article, title first, one block
a line) and ``headings``: those of the article as the page has them, marks of editing included. The title is no heading
of the article, unless the page marks it as one of the second to the sixth level. Nothing but what the default
installation has is used, and what goes through is what a book is made of: reader, then structurer.

With ``--beside`` what is printed is a table of how well that was done, with other tools beside it (see `beside`).
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from accessible.errors import SourceError
from accessible.model.blocks import Block, Boilerplate, Caption, Heading, Leaf, Title
from accessible.model.document import Document, leaves
from accessible.model.source import Source
from accessible.readers import html
from accessible.structurer import structure
from tests.benchmarks.beside import table, takers

_TAG = re.compile(r"<[^>]*>")
_HEADING = re.compile(r"<h([1-6])\b(?![^\0]*</h)", re.IGNORECASE)


def predict(name: str, page: str) -> dict[str, object]:
    """What is taken out of a page; nothing where there is nothing."""
    try:
        document = structure(html.read(Source(name, "text/html", b"\xef\xbb\xbf" + page.encode("utf-8", "replace"))))
    except SourceError:
        return {"id": name, "text": "", "headings": []}
    found = list(written(document))
    return {
        "id": name,
        "text": "\n".join(" ".join(leaf.prose.text.split()) for leaf in found),
        "headings": [as_set(leaf, document.text) for leaf in found if is_heading(leaf, document.text)],
    }


def written(document: Document) -> Iterator[Leaf]:
    """What is text of the article: not what stands in for pictures, nor what is left out as page furniture."""
    blocks: tuple[Block, ...] = tuple(block for section in document.sections for block in section.blocks)  # type: ignore[misc]
    for leaf in leaves(blocks):
        stands_in = isinstance(leaf, Caption) and leaf.evidence.rule == "words for a picture that did not come along"
        if not isinstance(leaf, Boilerplate) and not stands_in:
            yield leaf


def is_heading(leaf: Leaf, page: str) -> bool:
    if isinstance(leaf, Title):
        before = _HEADING.findall(page, max(0, leaf.span.start - 300), leaf.span.start)
        return bool(before) and before[-1] != "1"
    return isinstance(leaf, Heading)


def as_set(leaf: Leaf, page: str) -> str:
    """A heading as the page has it."""
    return " ".join(unescape(_TAG.sub("", page[leaf.span.start : leaf.span.end])).split())


def pages(path: Path) -> Iterator[dict[str, Any]]:
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def taken(page: str) -> tuple[str, list[str]]:
    """The text and the headings that are taken out of a page."""
    row = predict("page", page)
    return row["text"], row["headings"]  # type: ignore[return-value]


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if argument != "--beside"]
    if len(arguments) != 1:
        sys.exit("usage: python -m tests.benchmarks.predict_html PAGES.jsonl [--beside] > PREDICTIONS.jsonl")
    if "--beside" in sys.argv[1:]:
        for line in table(pages(Path(arguments[0])), takers(taken)):
            print(line, flush=True)
        return
    for row in pages(Path(arguments[0])):
        print(json.dumps(predict(row["id"], row["html"]), ensure_ascii=False))


if __name__ == "__main__":
    main()
