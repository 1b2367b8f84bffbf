"""Word documents are read: what their author marked is kept, and what cannot come along is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessible.model.blocks import Block
from accessible.model.document import written
from accessible.model.draft import Draft
from accessible.readers import as_source, read
from tests.conftest import Golden
from tests.readers.documents import DOCUMENTS
from tests.readers.outline import outline


def read_document(data: bytes, name: str = "bell.docx") -> Draft:
    return read(as_source(name, data))


def codes(draft: Draft) -> list[str]:
    return [message.code for message in draft.messages]


def texts(draft: Draft) -> list[str]:
    blocks: tuple[Block, ...] = draft.blocks  # type: ignore[assignment]
    return [prose.text for _, prose in written(blocks)]


@pytest.mark.parametrize("case", DOCUMENTS)
def test_what_is_read_of_a_document(case: str, golden: Golden) -> None:
    golden(Path("docx") / f"{case}.txt", outline(read_document(DOCUMENTS[case])))
