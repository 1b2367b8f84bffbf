"""How much a document may take: memory, the size of a file, time. One table; what is over it ends with a clear error.

Memory and files are limited by the operating system, in the child process and in all that it starts. Time is watched
from outside, because what hangs does not look at a clock. The narrator has a watchdog of its own for every utterance;
this one is for everything else, so it is generous: an article takes a hundredth of it.
"""

from __future__ import annotations

from msgspec import Struct

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]


class Limits(Struct, frozen=True):
    """Bytes of memory and of each file that is written; ``seconds`` for a document (0: by its length)."""

    memory: int = 1_000_000_000
    file: int = 2_000_000_000
    seconds: float = 0.0


#: Seconds to read a document and find its structure: so many in any case, and for each byte of it.
_READING, _READING_BYTE = 60.0, 20e-6
#: Seconds from there to the finished book: so many in any case, and for each character that is spoken.
_SPEAKING, _SPEAKING_CHARACTER = 60.0, 0.05
#: An engine that is slow is given so many times the time.
_SLOW = 10


def reading_time(size: int) -> float:
    """Seconds that a document of so many bytes has until its script is there."""
    return _READING + _READING_BYTE * size


def speaking_time(characters: int, *, slow: bool) -> float:
    """Seconds from the script, which has so many characters, to the book; ``slow`` as `Engine.slow`."""
    return _SPEAKING + _SPEAKING_CHARACTER * characters * (_SLOW if slow else 1)


def confine(limits: Limits) -> None:
    """Hold this process, and all that it starts from now on, to the limits of memory and files."""
    if resource is not None:
        for kind, most in ((resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_FSIZE, limits.file)):
            soft, hard = resource.getrlimit(kind)
            known = [limit for limit in (soft, hard, most) if limit not in (0, resource.RLIM_INFINITY)]
            resource.setrlimit(kind, (min(known, default=soft), hard))
