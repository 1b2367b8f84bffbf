"""The worker processes: whatever kills one, the book is the same; whatever ends the command, nothing stays behind."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from accessible.errors import NarrationError, VoiceError
from accessible.model.narration import Narration
from accessible.model.script import Script
from accessible.narrator import perform
from accessible.narrator.process import command

from .builder import script
from .faulty import FAULTY
from .processes import alive, awaited, children

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")

HOME = FAULTY.partition(":")[0]
SHY, THOUGHTFUL, CARELESS, ABSENT = (f"{HOME}:{name}" for name in ("Shy", "Thoughtful", "Careless", "Absent"))
TEXTS = ["Once upon a time there was a very small house.", "Nobody lived in it, so they said.", "The year was 1987."]
#: What crashes eSpeak NG 1.52 in one go, and does not in pieces: the stack is smashed, and which signal comes of that
#: is chance (6, 7 or 11; at 97 times, where it begins, there was none in 1 of 8 runs).
DOTTED = "a.b. " * 150


@pytest.fixture(autouse=True)
def _no_process_stays_behind() -> Iterator[None]:
    before = children(os.getpid())
    yield
    assert children(os.getpid()) <= before


def sums(narration: Narration) -> dict[str, str]:
    return {track.id: hashlib.sha256(Path(track.path).read_bytes()).hexdigest() for track in narration.tracks}


# -------------------------------------------------------------------------------------------- the same, come what may
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_a_worker_that_is_killed_changes_nothing(how: signal.Signals, tmp_path: Path) -> None:
    source = script(["WAIT for it.", *TEXTS, "WAIT again."], engine=THOUGHTFUL, voice="220")
    undisturbed = perform(source, cache=tmp_path / "1", jobs=1)
    made: list[Narration] = []
    thread = threading.Thread(target=lambda: made.append(perform(source, cache=tmp_path / "2", jobs=1)))
    before = children(os.getpid())
    thread.start()
    try:
        awaited(lambda: list((tmp_path / "2" / "recordings").glob(".*.part")))
        [worker] = children(os.getpid()) - before
        os.kill(worker, how)
    finally:
        thread.join(60)
    assert sums(made[0]) == sums(undisturbed)
    assert (made[0].messages, made[0].skips) == ((), ())


def test_a_section_is_the_same_after_its_neighbour_has_crashed(tmp_path: Path) -> None:
    """In the process that takes the place of the one that crashed, and in a voice that draws its breath by lot."""
    bad, good = script(["é." * 126], TEXTS, engine=CARELESS, voice="en-us+f3").parts
    alone = perform(Script(CARELESS, (good,)), cache=tmp_path / "1")
    for number, parts in enumerate(((bad, good), (good, bad), (good, bad, msgspec.structs.replace(good, id="s9")))):
        made = perform(Script(CARELESS, parts), cache=tmp_path / f"n{number}", jobs=1, allow_unspoken=True)
        assert sums(made).items() >= sums(alone).items()
        assert [skip.id for skip in made.skips] == ["s1-t1"]


def test_another_run_in_another_place_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two processes that share nothing: another hash seed, time zone, language, working folder and cache."""
    program = textwrap.dedent(f"""
        import sys, json, hashlib
        sys.path[:] = {sys.path!r}
        from pathlib import Path
        from accessible.narrator import perform
        from {__package__}.builder import script
        made = perform(script({TEXTS!r}, {TEXTS[::-1]!r}, voice="en-us+f3"), cache=Path("cache"), jobs=int(sys.argv[1]))
        print(json.dumps({{t.id: hashlib.sha256(Path(t.path).read_bytes()).hexdigest() for t in made.tracks}}))
    """)
    ours = sums(perform(script(TEXTS, TEXTS[::-1], voice="en-us+f3"), cache=tmp_path / "ours"))
    for jobs, surroundings in (("1", {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}), ("2", {"LC_ALL": "C", "LANG": "C"})):
        folder = tmp_path / jobs
        folder.mkdir()
        result = subprocess.run(
            [sys.executable, "-c", program, jobs],
            cwd=folder,
            env={**os.environ, **surroundings},
            capture_output=True,
            check=True,
        )
        assert json.loads(result.stdout) == ours


# ----------------------------------------------------------------------------------------------------- piece by piece
def test_text_that_crashes_espeak_itself_is_spoken_clause_by_clause(tmp_path: Path) -> None:
    narration = perform(script([TEXTS[0], DOTTED, TEXTS[1]], engine=CARELESS), cache=tmp_path)
    [message] = narration.messages
    assert (message.code, message.place.id) == ("N002", "s1-t2")
    assert "in 150 pieces, because the speech process was ended by signal " in message.text
    assert [clip.id for clip in narration.tracks[0].clips] == ["s1-t1", "s1-t2", "s1-t3"]


def test_what_crashes_espeak_in_every_piece_is_named(tmp_path: Path) -> None:
    with pytest.raises(NarrationError, match="signal 6") as error:
        perform(script([TEXTS[0], "é." * 126], engine=CARELESS), cache=tmp_path)
    assert (error.value.exit_code, error.value.where) == (5, "s1-t2")
    assert not list((tmp_path / "recordings").iterdir())


def test_in_the_end_an_utterance_is_spoken_word_by_word(tmp_path: Path) -> None:
    narration = perform(script(["One, two three four; five."], engine=SHY, voice="220"), cache=tmp_path)
    [unmeasured, message] = narration.messages
    assert unmeasured.code == "N006"  # nor can it say the sentences that its loudness is measured with
    assert message.text.endswith(" was spoken in 5 pieces, because the speech process was ended by signal 6.")
    [clip] = narration.tracks[0].clips
    assert [mark.start for mark in clip.marks] == [0, 5, 9, 15, 21]


def test_a_text_without_what_was_left_out_has_no_losses_from_the_cache(tmp_path: Path) -> None:
    """Somebody takes the sentence that cannot be spoken out of the text, and builds again."""
    whole = script(["A good beginning.", "This will CRASH."], engine=FAULTY, voice="220")
    assert len(perform(whole, cache=tmp_path, allow_unspoken=True).skips) == 1
    mended = perform(script(["A good beginning."], engine=FAULTY, voice="220"), cache=tmp_path)
    assert (mended.skips, mended.messages) == ((), ())


def test_an_engine_that_refuses_is_one_error_whatever_is_allowed(tmp_path: Path) -> None:
    for allowed in (False, True):
        with pytest.raises(VoiceError, match="licence of the voice has ended") as error:
            perform(script(TEXTS, engine=ABSENT, voice="220"), cache=tmp_path, allow_unspoken=allowed)
        assert (error.value.where, error.value.hint) == ("absent.key", "renew it")


# ----------------------------------------------------------------------------------------------------------------- time
def test_a_long_text_has_more_time_than_a_short_one(tmp_path: Path) -> None:
    text = "It goes on and on " * 8
    [track] = perform(script([text, text], engine=THOUGHTFUL, voice="220"), cache=tmp_path, patience=0.05).tracks
    assert len(track.clips) == 2
    with pytest.raises(NarrationError, match="took too long") as error:
        perform(script(["Good.", "WAIT."], engine=THOUGHTFUL, voice="220"), cache=tmp_path, patience=0.02)
    assert error.value.where == "s1-t2"


# ----------------------------------------------------------------------------------------------------------- the worker
def test_a_worker_starts_with_nothing_that_it_does_not_need() -> None:
    program = (
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "import accessible.narrator.worker, accessible.narrator.engines.espeak\n"
        "print(sorted(name for name in sys.modules if name.startswith('accessible.narrator.')))\n"
        "print(sorted({'av', 'lxml', 'numpy', 'pyttsx3', 'tomllib', 'platformdirs', 'subprocess'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    ours, heavy = result.stdout.splitlines()
    assert heavy == "[]"
    assert not {"composer", "casting", "normalizer", "lexicon", "performer"} & {
        name.strip("' ").rpartition(".")[2] for name in ours.strip("[]").split(",")
    }


def test_a_process_finds_modules_where_its_parent_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not in the working folder, which may hold a file of any name."""
    (tmp_path / "msgspec.py").write_text("raise SystemExit('the wrong one')")
    monkeypatch.chdir(tmp_path)
    program = command("accessible.narrator.engines.system:print_installed")
    assert b"en-us" in subprocess.run(program, check=True, capture_output=True).stdout


# ----------------------------------------------------------------------------------------------------- the command line
def build(folder: Path, *before: str) -> subprocess.Popen[bytes]:
    source = folder / "long.txt"
    if not source.exists():
        lines = (f"This is sentence number {n}, and it takes its time to be spoken." for n in range(4000))
        source.write_text("\n\n".join(lines))
    environment = {**os.environ, "ACCESSIBLE_CACHE": str(folder / "cache")}
    return subprocess.Popen(
        [*before, sys.executable, "-m", "accessible", "build", "long.txt", "-l", "en"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


#: Runs the rest of its command line with files of at most 40 kB.
LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_is_asked_to_end_leaves_nothing_behind(how: signal.Signals, tmp_path: Path) -> None:
    process = build(tmp_path)
    try:
        awaited(lambda: list((tmp_path / "cache").glob("recordings/.*.part")))
        workers = children(process.pid)
        assert workers
        process.send_signal(how)
        _, errors = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 130, errors.decode()
    assert errors.decode().endswith("error: interrupted\n\nhint: the same command takes up the work again\n")
    awaited(lambda: not any(map(alive, workers)))
    assert not (tmp_path / "output").exists()
    assert not list((tmp_path / "cache").rglob("*.part"))


def test_a_full_disk_is_one_error_and_nothing_is_half_written(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: what is written comes back with an error all the same."""
    process = build(tmp_path, sys.executable, "-c", LIMITED)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 6, errors.decode()
    assert b"error: the audio cannot be written: File too large (" in errors
    assert b"Traceback" not in errors
    assert not (tmp_path / "output").exists()
    assert not list((tmp_path / "cache").rglob("*.part"))
