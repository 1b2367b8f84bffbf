"""The narration: exact, the same every time, and finished or honestly ended whatever the engine does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from operator import mul
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accessible.audio import decode, probe
from accessible.errors import NarrationError, VoiceError
from accessible.model.narration import Mark, Narration, Track
from accessible.model.script import Part, Script
from accessible.narrator import perform
from accessible.narrator.alignment import onto_written
from accessible.narrator.jobs import Blocked, Job, Spoken, Target
from accessible.narrator.process import share_out
from accessible.narrator.recording import answer

from .builder import script, utterance
from .faulty import FAULTY
from .processes import alive, awaited, children

TEXTS = [
    "Once upon a time there was a very small house.",
    "Nobody lived in it, so they said; but somebody did.",
    "“Who is it?” asked the children.",
    "The year was 1987.",
]


def bytes_of(narration: Narration) -> dict[str, bytes]:
    return {track.id: Path(track.path).read_bytes() for track in narration.tracks}


@pytest.fixture(autouse=True)
def _no_process_stays_behind() -> Iterator[None]:
    before = children(os.getpid())
    yield
    assert children(os.getpid()) <= before


def well_formed(track: Track) -> None:
    """Clips are ordered, follow one another without a gap, and lie inside their audio, from its start to its end."""
    assert track.clips[0].begin == 0
    assert [clip.begin for clip in track.clips[1:]] == [clip.end for clip in track.clips[:-1]]
    assert track.clips[-1].end == track.samples
    for clip in track.clips:
        length = clip.end - clip.begin
        assert length * 1000 >= 300 * track.rate
        samples = [mark.sample for mark in clip.marks]
        assert samples == sorted(samples)
        assert all(0 <= sample < length for sample in samples)


# -------------------------------------------------------------------------------------------------------------- exact
def test_espeak_speaks_a_script(tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    source = script(TEXTS, TEXTS[:1], [])
    narration = perform(source, cache=tmp_path, progress=lambda *step: seen.append(step))
    assert [track.title for track in narration.tracks] == ["Part 1", "Part 2"]
    assert sorted(done for done, _, _ in seen) == [1, 2]
    assert {total for _, total, _ in seen} == {2}
    assert narration.engine.startswith("eSpeak NG 1.")
    assert narration.narrators == ("eSpeak NG en-us",)
    assert (narration.messages, narration.skips) == ((), ())
    for track, part in zip(narration.tracks, source.parts, strict=False):
        well_formed(track)
        assert [clip.id for clip in track.clips] == [utterance.id for utterance in part.utterances]
        info = probe(Path(track.path))
        assert (info.rate, info.samples, info.media_type) == (track.rate, track.samples, track.media_type)
        assert len(decode(Path(track.path))[0]) == 2 * track.samples
    words = [TEXTS[2][mark.start : mark.end] for mark in narration.tracks[0].clips[2].marks]
    assert words == ["Who", "is", "it", "asked", "the", "children"]
    assert msgspec.json.decode(msgspec.json.encode(narration), type=Narration) == narration


def test_a_section_gives_the_same_bytes_in_any_order_and_number_of_workers(tmp_path: Path) -> None:
    """The voice has breath in it, which the library makes from a seed taken from the clock."""
    source = script(TEXTS, TEXTS[::-1], TEXTS[1:], voice="en-us+f3")
    reverse = msgspec.structs.replace(source, parts=source.parts[::-1])
    one = bytes_of(perform(source, cache=tmp_path / "1", jobs=1))
    time.sleep(1.1)  # the clock that seeds the library counts seconds
    assert bytes_of(perform(reverse, cache=tmp_path / "2", jobs=1)) == one
    assert bytes_of(perform(reverse, cache=tmp_path / "3", jobs=2)) == one


@pytest.mark.parametrize("workers", [0, -1, 1, 9])
def test_no_number_of_workers_is_waited_for_without_end(workers: int) -> None:
    done: list[int] = []

    def work() -> None:
        done.extend(share_out([1, 2, 3], lambda task, _: task, workers=workers, function="nobody:nothing"))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(60)
    assert sorted(done) == [1, 2, 3]


def test_the_system_engine_speaks_every_utterance_and_always_the_same(tmp_path: Path) -> None:
    """pyttsx3 left to itself loses utterances, cuts them off, and says them at another rate."""
    source = script([*TEXTS, *TEXTS], TEXTS, engine="system", voice="en-us+f3")
    narration = perform(source, cache=tmp_path / "1")
    for track in narration.tracks:
        well_formed(track)
        pcm, _ = decode(Path(track.path))
        for clip in track.clips:
            assert max(memoryview(pcm[2 * clip.begin : 2 * clip.end]).cast("h")) > 2000
    lengths = [clip.end - clip.begin for clip in narration.tracks[0].clips]
    assert all(abs(a - b) < 0.02 * a for a, b in zip(lengths[:4], lengths[4:], strict=True))
    assert bytes_of(perform(source, cache=tmp_path / "2", jobs=1)) == bytes_of(narration)


def loudness_at(hz: int, pcm: memoryview, begin: int, end: int, rate: int) -> float:
    """How much of a tone there is in a stretch of samples (one bin of a Fourier transform)."""
    import cmath
    import math

    turns = (cmath.exp(-1j * math.tau * hz * n / rate) for n in range(begin, end))
    return abs(sum(map(mul, pcm[begin:end], turns))) / (end - begin)


def test_the_voice_changes_at_the_boundary_of_the_clips(tmp_path: Path) -> None:
    """In the decoded file: 5 ms before the boundary one tone sounds, 5 ms after it the other."""
    voices = ("220", "880") * 4
    utterances = tuple(utterance(TEXTS[n % 4], f"t{n}", voice=voice) for n, voice in enumerate(voices))
    source = Script(engine="tone", parts=(Part("s1", "Part", utterances),))
    [track] = perform(source, cache=tmp_path).tracks
    well_formed(track)
    data, rate = decode(Path(track.path))
    pcm = memoryview(data).cast("h")
    near, far = rate * 5 // 1000, rate * 25 // 1000
    for clip, ours, next_voice in zip(track.clips, voices, voices[1:], strict=False):
        for voice, other, begin, end in (
            (int(ours), int(next_voice), clip.end - far, clip.end - near),
            (int(next_voice), int(ours), clip.end + near, clip.end + far),
        ):
            assert loudness_at(voice, pcm, begin, end, rate) > 5 * loudness_at(other, pcm, begin, end, rate)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(
        st.tuples(st.text(st.sampled_from("ab 1→"), max_size=9), st.integers(0, 900), st.integers(0, 900)),
        min_size=1,
        max_size=6,
    )
)
def test_clips_are_ordered_and_lie_inside_their_audio(said: list[tuple[str, int, int]], tmp_path: Path) -> None:
    """Run without a process of its own, which is what the worker does with a job."""
    utterances = tuple(
        msgspec.structs.replace(utterance(f"x{text}", f"t{n}", voice="220"), pause_before=before, pause_after=after)
        for n, (text, before, after) in enumerate(said)
    )
    told: list[str] = []
    job = Job("tone", Part("s1", "Part", utterances), (Target("mp3", 64, str(tmp_path / "a.mp3")),), 60.0)
    done = answer(job, tell=lambda saying: told.append(saying.id))
    assert isinstance(done, Spoken)
    assert done.track
    well_formed(done.track)
    assert told == [clip.id for clip in done.track.clips] == [u.id for u in utterances]
    assert probe(tmp_path / "a.mp3").samples == done.track.samples
    for clip, spoken in zip(done.track.clips, utterances, strict=True):
        ours = 16 * (spoken.pause_before + spoken.pause_after) + 960 * len(spoken.text)
        assert clip.end - clip.begin == max(ours, 4800)


def test_marks_move_to_the_written_text_or_are_left_out() -> None:
    marks = (Mark(0, 3, 0), Mark(4, 6, 50))
    assert onto_written(marks, text="Yes it is.", written="“Yes” —\nit is.") == (Mark(1, 4, 0), Mark(8, 10, 50))
    assert onto_written(marks, text="one it is.", written="1 it is.") == ()


# ------------------------------------------------------------------------------------------------------------- failing
def failing(*texts: str) -> Script:
    return script(["A good beginning.", *texts, "A good end."], engine=FAULTY, voice="220")


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("CRASH", "signal 11"),
        ("EXIT", "status 1"),
        ("RAISE", "RuntimeError: no tongue"),
        ("SILENT", "it is silent"),
        ("NOTHING", "it is silent"),
        ("SHORT", "it is too short"),
        ("ENDLESS", "it is too long"),
        ("MURMUR", "it is too quiet to be heard"),
        ("HALF", "it is too short"),
        ("NONSENSE", "it is no speech"),
    ],
)
def test_what_cannot_be_spoken_ends_the_narration_with_its_name(word: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(NarrationError) as error:
        perform(failing(f"Then {word} happened to all of them."), cache=tmp_path)
    assert error.value.exit_code == 5
    assert error.value.where == "s1-t2"
    assert f"“Then {word} happened to all of them.”" in error.value.what
    assert reason in error.value.what
    assert "--allow-unspoken" in error.value.hint
    assert not list((tmp_path / "recordings").iterdir())


def test_an_engine_that_hangs_is_ended(tmp_path: Path) -> None:
    with pytest.raises(NarrationError, match="took too long") as error:
        perform(failing("HANG"), cache=tmp_path, patience=0.2)
    assert error.value.where == "s1-t2"


def test_a_crash_that_does_not_come_again_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marker = tmp_path / "marker"
    monkeypatch.setenv("FAULTY_MARKER", str(marker))
    shaken = perform(failing("It happens only ONCE."), cache=tmp_path / "1")
    assert marker.exists()
    assert (shaken.messages, shaken.skips) == ((), ())
    assert bytes_of(perform(failing("It happens only ONCE."), cache=tmp_path / "2")) == bytes_of(shaken)


def test_an_utterance_that_is_too_much_at_once_is_said_in_two(tmp_path: Path) -> None:
    text = "It begins to STUMBLE only when a text is long."
    for _ in range(2):  # spoken, and from the cache
        narration = perform(failing(text), cache=tmp_path)
        assert [(message.code, message.place.id) for message in narration.messages] == [("N002", "s1-t2")]
        [track] = narration.tracks
        well_formed(track)
        clip = track.clips[1]
        assert clip.end - clip.begin == 16 * 60 * len(text) + 16 * 200
        assert [text[mark.start : mark.end] for mark in clip.marks] == text.rstrip(".").split()


def test_the_rest_is_spoken_where_that_is_allowed(tmp_path: Path) -> None:
    source = failing("This will CRASH.", "This is fine.", "This one will RAISE something.")
    for _ in range(2):
        narration = perform(source, cache=tmp_path, allow_unspoken=True)
        [track] = narration.tracks
        well_formed(track)
        assert [clip.id for clip in track.clips] == ["s1-t1", "s1-t3", "s1-t5"]
        assert [(skip.id, skip.written) for skip in narration.skips] == [
            ("s1-t2", "This will CRASH."),
            ("s1-t4", "This one will RAISE something."),
        ]
        assert [message.code for message in narration.messages if message.code != "N002"] == ["N004", "N004"]
        assert msgspec.json.decode(msgspec.json.encode(narration), type=Narration) == narration


def test_a_part_of_which_nothing_can_be_spoken_has_no_track(tmp_path: Path) -> None:
    source = script(["CRASH."], ["Good."], engine=FAULTY, voice="220")
    narration = perform(source, cache=tmp_path, allow_unspoken=True)
    assert [track.id for track in narration.tracks] == ["s2"]
    assert [skip.id for skip in narration.skips] == ["s1-t1"]


def test_a_symbol_that_the_voice_has_no_word_for_is_skipped(tmp_path: Path) -> None:
    narration = perform(script(["Before.", "★", "→", "After."], ["❖"]), cache=tmp_path)
    assert [[clip.id for clip in track.clips] for track in narration.tracks] == [["s1-t1", "s1-t3", "s1-t4"]]
    assert [(skip.id, skip.written) for skip in narration.skips] == [("s1-t2", "★"), ("s2-t1", "❖")]
    assert [message.code for message in narration.messages] == ["N001", "N001"]


def test_text_that_crashes_espeak_is_spoken(tmp_path: Path) -> None:
    narration = perform(script(["é." * 126, "Here \x010A it is.", "And here."]), cache=tmp_path)
    [track] = narration.tracks
    pcm, _ = decode(Path(track.path))
    assert all(max(memoryview(pcm[2 * c.begin : 2 * c.end]).cast("h")) > 2000 for c in track.clips)


def test_an_engine_that_does_not_start_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accessible.narrator.performer.WORK", "accessible.narrator.worker:nonesuch")
    with pytest.raises(NarrationError, match=r"does not start: .* has no attribute 'nonesuch'"):
        perform(script(TEXTS), cache=tmp_path)


def test_an_unknown_voice_is_told_before_anything_is_spoken(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="no voice called en-us\\+nonesuch"):
        perform(script(TEXTS, voice="en-us+nonesuch"), cache=tmp_path)


def test_what_happens_in_the_callers_progress_ends_the_work(tmp_path: Path) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        perform(script(TEXTS, TEXTS[1:], TEXTS[2:]), cache=tmp_path, progress=stop)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_process_survives_the_one_that_was_narrating(how: signal.Signals, tmp_path: Path) -> None:
    """Ctrl-C reaches the command; a SIGKILL reaches nobody else, so the worker has to notice. No `__main__` guard."""
    program = tmp_path / "narrate.py"
    program.write_text(
        textwrap.dedent(f"""
            import signal, sys
            sys.path[:0] = {sys.path!r}
            signal.signal(signal.SIGINT, signal.default_int_handler)
            from pathlib import Path
            from accessible.narrator import perform
            from {__package__}.builder import script
            perform(script(["Good.", "HANG"], engine={FAULTY!r}, voice="220"), cache=Path({str(tmp_path)!r}))
        """)
    )
    process = subprocess.Popen([sys.executable, str(program)], stderr=subprocess.PIPE)
    try:
        awaited(lambda: list((tmp_path / "recordings").glob(".*.part")))
        [worker] = children(process.pid)
        process.send_signal(how)
        _, errors = process.communicate(timeout=30)
    finally:
        process.kill()
    assert awaited(lambda: not alive(worker))
    if how == signal.SIGINT:
        assert errors.rstrip().endswith(b"KeyboardInterrupt")
        assert not list((tmp_path / "recordings").iterdir())


# ------------------------------------------------------------------------------------------------------------- details
def test_a_recording_that_cannot_be_written_is_no_fault_of_the_engine(tmp_path: Path) -> None:
    part = script(["Good."], engine="tone", voice="220").parts[0]
    job = Job("tone", part, (Target("mp3", 64, str(tmp_path / "none" / "a.mp3")),), 60.0)
    assert answer(job, tell=lambda _: None) == Blocked("No such file or directory")


def test_a_sample_rate_that_mp3_does_not_have_is_brought_to_one_that_it_has(tmp_path: Path) -> None:
    """And every word, and the clip, stays where it was in time."""
    part = script(["Good and better."], engine=f"{__package__}.faulty:Odd", voice="220", pause=0).parts[0]
    target = Target("mp3", 64, str(tmp_path / "a.mp3"))
    done = answer(Job(f"{__package__}.faulty:Odd", part, (target,), 60.0), tell=lambda _: None)
    assert isinstance(done, Spoken)
    assert done.track
    well_formed(done.track)
    assert done.track.rate == probe(tmp_path / "a.mp3").rate == 16000
    assert done.track.samples == round(16 * 960 * 16000 / 12345)  # as many samples as at 16000 Hz, played at 12345
    assert [mark.sample for mark in done.track.clips[0].marks] == [n * 960 * 16000 // 12345 for n in (0, 5, 9)]
