"""Headings inside something else: an extract, a box."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Heading
from accessible.model.document import leaves
from accessible.narrator import compose, load_cast
from accessible.readers import as_source, read
from accessible.structurer import structure


@pytest.mark.parametrize("around", ["blockquote", "aside"])
@pytest.mark.parametrize(("level", "given"), [(0, 2), (1, 2), (3, 3), (6, 6), (9, 6)])
def test_a_heading_of_the_first_level_in_an_extract_stopped_the_program(around: str, level: int, given: int) -> None:
    heading = f"<p role=heading aria-level={level}>A heading</p>" if level != 1 else "<h1>A heading</h1>"
    page = f"<h1>Of bells</h1><p>It rang.</p><{around}>{heading}<p>The bell fell.</p></{around}>"
    document = structure(read(as_source("page.html", page.encode())))
    found = [leaf for section in document.sections for leaf in leaves(section.blocks) if isinstance(leaf, Heading)]
    assert [heading.level for heading in found] == [given]
    script = compose(document, cast=load_cast(), engine="tone")
    assert "A heading" in [utterance.written for part in script.parts for utterance in part.utterances]
