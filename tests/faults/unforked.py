"""The process that builds a document, as it is where processes cannot be forked."""

from __future__ import annotations

from accessible.batch import child


def work() -> None:
    child.FORKS = False
    child.work()
