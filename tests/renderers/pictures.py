"""Real pictures, encoded by FFmpeg, for the tests of covers."""

from __future__ import annotations

import io
from functools import cache

import av

WIDTH, HEIGHT = 48, 36

_CODECS = {  # kind: codec, container, pixels
    "png": ("png", "image2pipe", "rgb24"),
    "apng": ("apng", "apng", "rgb24"),
    "jpg": ("mjpeg", "image2pipe", "yuvj420p"),
    "gif": ("gif", "gif", "rgb8"),
    "webp": ("libwebp_anim", "webp", "yuv420p"),
    "lossless.webp": ("libwebp", "webp", "bgra"),
}


@cache
def picture(kind: str, *, frames: int = 1, width: int = WIDTH) -> bytes:
    """A picture of coloured stripes; with more frames than one it moves."""
    codec, container, pixels = _CODECS[kind]
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        options = {"lossless": "1"} if kind.startswith("lossless") else {}
        stream = output.add_stream(codec, rate=10, options=options)
        stream.width, stream.height, stream.pix_fmt = width, HEIGHT, pixels  # type: ignore[attr-defined]
        for number in range(frames):
            frame = av.VideoFrame(width, HEIGHT, "rgb24")
            plane = frame.planes[0]
            plane.update(bytes((7 * at + 50 * number) % 256 for at in range(plane.buffer_size)))
            output.mux(stream.encode(frame.reformat(format=pixels)))  # type: ignore[attr-defined]
        output.mux(stream.encode(None))  # type: ignore[attr-defined]
    return file.getvalue()
