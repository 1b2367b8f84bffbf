"""The forms of sound that can be written: which container, which codec, and how many bits for speech.

A row is all there is to a form but MP3, which lameenc writes (see `mp3`); the others are FFmpeg's, through PyAV. What
FFmpeg would write of itself or of chance (its version, a random serial number) is switched off, so that the same sound
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from accessible.errors import OutputError


class Form(Struct, frozen=True):
    """A form: the suffix of its files, their media type, FFmpeg's names of muxer and encoder, the bit rate in kbit/s
    (0: nothing is lost), the sample rates (Hz) it knows (none: any), and the options of muxer and encoder."""

    suffix: str
    media_type: str
    container: str
    codec: str
    kilobits: int = 0
    rates: tuple[int, ...] = ()
    muxer: tuple[tuple[str, str], ...] = ()
    encoder: tuple[tuple[str, str], ...] = ()


_SAME_BYTES = ("fflags", "+bitexact")
_SAME_STREAM = ("flags", "+bitexact")
#: FFmpeg's fast coder: a sixth of the time of the other, and for speech as good.
_AAC = (("aac_coder", "fast"), _SAME_STREAM)
_AAC_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
#: Of the five rates that Opus knows inside, those that hold all that a voice has. It always decodes to 48,000 Hz.
_OPUS_RATES = (16000, 24000, 48000)

FORMS: dict[str, Form] = {
    "mp3": Form("mp3", "audio/mpeg", "mp3", "lameenc", 64),
    "m4a": Form("m4a", "audio/mp4", "mp4", "aac", 64, _AAC_RATES, (_SAME_BYTES, ("brand", "M4A ")), _AAC),
    "m4b": Form("m4b", "audio/mp4", "mp4", "aac", 64, _AAC_RATES, (_SAME_BYTES, ("brand", "M4B ")), _AAC),
    "opus": Form("opus", "audio/ogg; codecs=opus", "ogg", "libopus", 32, _OPUS_RATES, (_SAME_BYTES,), (_SAME_STREAM,)),
    "flac": Form("flac", "audio/flac", "flac", "flac", 0, (), (_SAME_BYTES,), (_SAME_STREAM,)),
    "wav": Form("wav", "audio/wav", "wav", "pcm_s16le", 0, (), (_SAME_BYTES, ("rf64", "auto")), (_SAME_STREAM,)),
}


def require_forms(names: Iterable[str]) -> None:
    """See that the encoders of these forms are there, before an hour is spent on the sound.

    Raises `OutputError` that names the first that this build of PyAV does not have. A form of only MP3 is not looked
    for: lameenc has nothing else.
    """
    for name in names:
        if name == "mp3":
            continue
        import av
        from av.codec import Codec

        form = FORMS[name]
        try:
            Codec(form.codec, "w")
            missing = "" if form.container in av.formats_available else f"muxer {form.container!r}"
        except ValueError:
            missing = f"encoder {form.codec!r}"
        if missing:
            raise OutputError(
                f"this build of PyAV ({av.__version__}) has no {missing}, which {name} files need",
                where=f"--to {name}",
                hint="choose another form, or install PyAV from its wheel: pip install --force-reinstall av",
            )


def form_rate(name: str, rate: int) -> int:
    """The sample rate (Hz) that a form is encoded at for sound of this rate: the same, else the next higher one."""
    rates = FORMS[name].rates
    return next((known for known in rates if known >= rate), rates[-1]) if rates else rate
