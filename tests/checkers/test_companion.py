"""A program beside this one: it answers, is started again when it has ended, and is not waited for without end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from accessible.checkers import companion

#: Answers with what it is told to: a trouble, its own number, nothing in time, nothing at all, or something else.
_SCRIPT = """
import json, os, sys, time
for line in sys.stdin:
    asked = json.loads(line)
    if asked == "end":
        os._exit(1)
    if asked == "wait":
        time.sleep(600)
    print("20.1.0" if asked == "other" else json.dumps(str(os.getpid()) if asked == "number" else asked), flush=True)
"""
COMMAND = (sys.executable, "-c", _SCRIPT)


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    yield
    companion._end(COMMAND)


def ask(request: str, *, limit: float = 60) -> str | None:
    return companion.ask(COMMAND, request, limit=limit)


def test_it_answers_and_is_the_same_program_for_the_next_book() -> None:
    assert (ask(""), ask("it wrote no report")) == ("", "it wrote no report")
    assert ask("number") == ask("number")


@pytest.mark.parametrize("request_", ["end", "wait", "other"])
def test_one_that_ends_hangs_or_is_another_program_is_started_again(request_: str) -> None:
    before = ask("number")
    assert before is not None
    assert ask(request_, limit=0.5 if request_ == "wait" else 60) is None
    with pytest.raises(ProcessLookupError):
        os.kill(int(before), 0)
    assert ask("number") not in (None, before)
