"""What is known of a text while it is structured takes a small multiple of its length, and goes when it is not needed
any more. (`tests.benchmarks.memory` shows it for longer texts.)"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.memory import peak
from tests.benchmarks.speed import book

#: Bytes of memory for each byte of text; 14 were measured, and 55 when the words of all sentences were kept.
MOST = 28


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells how much memory a process had")
def test_a_book_takes_a_small_multiple_of_its_length() -> None:
    text = book(250_000)
    assert peak(text) < MOST * len(text.encode())
