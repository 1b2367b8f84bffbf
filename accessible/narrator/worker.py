"""A worker process from the inside: it answers requests until its parent goes away.

It is told what to do over its standard input and answers on its standard output; see `accessible.narrator.process` for
the other side.
"""

from __future__ import annotations

import faulthandler
import os
import queue
import signal
import sys
import threading
from typing import IO

import msgspec

from accessible.narrator.jobs import Request
from accessible.narrator.pipe import receive, send
from accessible.narrator.recording import answer

_START_TIME = 60  # seconds for the process to get ready


def work() -> None:
    """Answer requests until the parent goes away: the whole life of a worker process."""
    faulthandler.dump_traceback_later(_START_TIME, exit=True)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # libraries that print must not print into the answers
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    encoder = msgspec.msgpack.Encoder()
    decoder: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)
    while True:
        faulthandler.cancel_dump_traceback_later()
        request = decoder.decode(requests.get())
        send(answers, encoder.encode(answer(request, tell=lambda saying: send(answers, encoder.encode(saying)))))


def _listen(pipe: IO[bytes], requests: queue.SimpleQueue[bytes]) -> None:
    """Pass requests on. When the parent has gone, so does this process, whatever its main thread is doing."""
    while (data := receive(pipe)) is not None:
        requests.put(data)
    os._exit(0)
