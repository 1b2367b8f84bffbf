"""One request to a worker process and its answer, whatever happens to the process on the way."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

import msgspec

from accessible.errors import NarrationError, VoiceError
from accessible.narrator.cache import blocked
from accessible.narrator.jobs import Answer, Blocked, Encoded, Failed, Measured, Refused, Request, Saying, Spoken
from accessible.narrator.process import Worker

#: What a worker process runs.
WORK = "accessible.narrator.worker:work"
#: How many workers may be killed over one request.
_LIVES = 10
_ANSWERS: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


def ask(worker: Worker, request: Request, *, folder: Path) -> Spoken | Encoded | Measured | Failed:
    """What comes of a request. A worker that dies has `Failed` at the utterance that it was saying.

    A worker that failed is in no state to go on, and is stopped. One that somebody killed has done nothing wrong, nor
    has the utterance: another one is asked the same. Raises `VoiceError` when the engine or the voice cannot be used at
    all, `OutputError` when a file cannot be written, which are all in ``folder``.
    """
    for _ in range(_LIVES):
        answer, killed = _asked(worker, request, folder)
        if not killed:
            break
    return answer


def _asked(worker: Worker, request: Request, folder: Path) -> tuple[Spoken | Encoded | Measured | Failed, bool]:
    """The answer, and whether somebody killed the worker instead."""
    worker.ask(msgspec.msgpack.encode(request))
    saying = ""
    answer: Answer
    while data := worker.answer():
        answer = _ANSWERS.decode(data)
        match answer:
            case Saying():
                saying = answer.id
            case Refused():
                raise VoiceError(answer.what, where=answer.where, hint=answer.hint)
            case Blocked():
                raise blocked(folder, answer.reason)
            case Failed():
                worker.stop()
                return answer, False
            case Spoken() | Encoded() | Measured():
                return answer, False
            case _:
                assert_never(answer)
    failed, killed = Failed(saying, worker.last_words()), worker.killed
    worker.stop()
    return failed, killed


def does_not_start(reason: str) -> NarrationError:
    """The error for a worker process that fails before it comes to an utterance."""
    return NarrationError(f"the engine does not start: {reason}", hint="try another engine")
