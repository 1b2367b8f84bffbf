"""Hostile sources: a valid book with messages, or one clear error with its exit code, and nothing else anywhere.

All of the table go through the stages in this process; some of each kind through the command line, watched: an audit
hook in every process writes down what is opened for writing, what is started and what the network is asked for, a
server waits for anybody who calls, and a file lies beside the folder of the sources that nobody may read.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from accessible.checkers import check
from accessible.errors import SourceError
from accessible.model.message import severity
from accessible.renderers import write_epub
from tests.readers.ebooks import PNG
from tests.readers.site import Site, site
from tests.renderers.validators import Validator, epubcheck

from .commands import Workplace, errors, tree, unfinished, workplace
from .hostile import Hostile, hostile, in_archives, in_letters, in_markup, in_words, nothing
from .inspected import dangers, made, packed, rendered

__all__ = ["epubcheck"]

SECRET = b"Nobody may read these words."

#: What every process does before anything else: it notes what it writes to, starts, and asks the network for.
WATCH = """
import os, sys

_FILE = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

def _note(event, arguments):
    if event == "open":
        path, _, flags = arguments
        if isinstance(path, int) or not flags & _WRITING:
            return
        said = os.path.abspath(os.fsdecode(path))
    elif event in ("os.rename", "os.link", "os.symlink"):
        said = os.path.abspath(os.fsdecode(arguments[1]))
    elif event in ("os.mkdir", "os.truncate"):
        said = os.path.abspath(os.fsdecode(arguments[0]))
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        said = repr(arguments[0])
    elif event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        said = repr(arguments[-1])
    else:
        return
    os.write(_FILE, f"{event} {said}\\n".encode("utf-8", "backslashreplace"))

sys.addaudithook(_note)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    """Where nobody may call: a loopback address in every place that could be fetched."""
    with site({}) as found:
        yield found


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder for sources, with a secret above it."""
    (tmp_path / "secret.png").write_bytes(PNG + SECRET)
    (tmp_path / "secret.xhtml").write_bytes(b"<p>" + SECRET + b"</p>")
    folder = tmp_path / "sources"
    folder.mkdir()
    return folder


# ------------------------------------------------------------------------------------------------ all of it, in here
def fate(source: Hostile, sources: Path) -> list[str]:
    """What is wrong with what has become of a source: nothing, that is to say."""
    wrong: list[str] = []
    found = made(source.name, source.data, folder=str(sources))
    if isinstance(found, SourceError):
        said = f"{found} {found.hint}"
        if source.fate != "refused" or source.says not in said:
            wrong.append(f"it is refused: {said}")
        if any(ord(letter) < 32 for letter in said) or len(said) > 1_000:
            wrong.append(f"its error is not a line: {said!r}")
        return wrong
    if source.fate != "book":
        return [f"it becomes a book: {found.words()[:80]!r}"]
    wrong += dangers(rendered(found.publication), secret=SECRET)
    words = found.words()
    wrong += [f"{word} is lost" for word in source.words if word not in words]
    return wrong


def judged(table: Iterator[Hostile], server: Site, sources: Path) -> None:
    wrong = []
    for source in table:
        begun = time.process_time()
        wrong += [f"{source.name}: {what}" for what in fate(source, sources)]
        if (seconds := time.process_time() - begun) > 30:
            wrong.append(f"{source.name}: it takes {seconds:.0f} s")
        if server.asked:
            wrong.append(f"{source.name}: {server.asked.pop()[0]} was asked for")
    assert wrong == []


def test_what_is_hostile_in_the_words(server: Site, sources: Path) -> None:
    judged(in_words(), server, sources)


def test_what_is_hostile_in_the_markup(server: Site, sources: Path) -> None:
    judged(in_markup(server.address, str(sources.parent / "secret.png")), server, sources)


def test_what_is_hostile_in_the_archive(server: Site, sources: Path) -> None:
    judged(in_archives(), server, sources)


def test_what_holds_nothing(server: Site, sources: Path) -> None:
    judged(nothing(), server, sources)


def test_what_is_not_in_the_encoding_that_it_says(server: Site, sources: Path) -> None:
    judged(in_letters(), server, sources)


def test_a_text_of_one_word_a_million_times_failed_the_check_of_its_own_book(tmp_path: Path) -> None:
    """It unpacked like a bomb, so our own check refused it, and so did our own reader."""
    found = made("long.txt", b"Of the bell\n\nThe bell rang.\n\n" + b"word " * 300_000)
    assert not isinstance(found, SourceError)
    path = tmp_path / "book.epub"
    write_epub(found.publication, path)
    assert [
        finding for finding in check(path, checkers=["overlays", "rules"]) if severity(finding.code) == "error"
    ] == []
    again = made("book.epub", path.read_bytes())
    assert not isinstance(again, SourceError)
    assert again.words().count("word") == 300_000


# ---------------------------------------------------------------------------------------------- on the command line
#: Of each kind one or more: what is written again and looked at in the finished books.
CHOSEN = re.compile(
    r"(every character|bidi|nul|surrogates|digits|speech markup|title (out|reserved|turned round|pictures|script))\."
    r"|payload (1|7|9|12|17|25|35|52)\.|payloads\.|doctype (file|laughs|external)( html| package)?\.|2049 of (div|q)\."
    r"|matter (laughs|object)|relation [013]\.|field [01]\.|(bomb|unread liar|overlap|many|two|out|link)\.(epub|docx)"
    r"|manifest \d|(blank|noise|mark)\.|in utf-16\.|mixed"
)


def watched(folder: Path) -> Workplace:
    """A workplace in which every process is watched."""
    place = workplace(folder)
    hook = folder / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(WATCH)
    (folder / "tmp").mkdir()
    place.environment.update(
        PYTHONPATH=f"{hook}{os.pathsep}{place.environment['PYTHONPATH']}",
        PYTHONDONTWRITEBYTECODE="1",
        WATCHED=str(folder / "watched"),
        TMPDIR=str(folder / "tmp"),
    )
    return place


def strange(place: Workplace) -> list[str]:
    """What the processes did that they have no business to: written elsewhere, started something, called somebody."""
    folder = place.folder.parent
    allowed = (str(place.folder / "output"), place.environment["ACCESSIBLE_CACHE"], str(folder / "tmp"), os.devnull)
    found = []
    for line in (folder / "watched").read_text().splitlines():
        event, _, said = line.partition(" ")
        ours = sys.executable in said if event == "subprocess.Popen" else said.startswith(allowed)
        if not ours:
            found.append(line)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="counts on fork, as batches do")
def test_a_folder_of_hostile_sources(server: Site, tmp_path: Path, sources: Path, epubcheck: Validator) -> None:
    place = watched(tmp_path)
    table: dict[str, Hostile] = {}
    for number, source in enumerate(hostile(server.address, str(tmp_path / "secret.png"))):
        if CHOSEN.match(source.name):
            stem, _, suffix = source.name.rpartition(".")
            name = f"{number:03}-{re.sub('[^a-z0-9]+', '-', stem)}.{suffix}"
            table[name] = source
            (sources / name).write_bytes(source.data)
    assert {source.fate for source in table.values()} == {"book", "refused"}
    before = tree(tmp_path)
    result = place.run("build", *(f"../sources/{name}" for name in table), "--no-audio", "--to", "epub", "-q")
    assert result.returncode == 1, result.stderr.decode()
    after = {
        name: mark for name, mark in tree(tmp_path).items() if not name.startswith(("work/output/", "work-cache/"))
    }
    after.pop("watched")
    assert after == before
    assert unfinished(place.folder) == []
    assert strange(place) == []
    assert server.asked == []
    rows = [json.loads(line) for line in (place.folder / "output" / "manifest.jsonl").read_text().splitlines()]
    assert {Path(row["source"]).name for row in rows} == set(table)
    wrong = []
    books = []
    for row in rows:
        name = Path(row["source"]).name
        source = table[name]
        if row["status"] in ("ok", "warned"):
            (book,) = (place.folder / "output" / it["path"] for it in row["outputs"] if it["path"].endswith(".epub"))
            books.append(book)
            wrong += [f"{source.name}: {what}" for what in dangers(packed(book), secret=SECRET)]
            wrong += [f"{source.name}: {name}" for name, _ in packed(book) if not MEMBER.fullmatch(name)]
            if source.fate != "book":
                wrong.append(f"{source.name}: it becomes a book")
        elif source.fate != "refused" or row["status"] != "refused" or row["error"]["code"] != 3:
            wrong.append(f"{source.name}: {row['status']} {row['error']}")
    assert wrong == []
    failed = sum(source.fate == "refused" for source in table.values())
    said = errors(result.stderr)
    assert len(said) == failed + 1
    assert said[-1] == f"error: {failed} of {len(table)} sources failed ({failed} refused)"
    findings = epubcheck(*books[::4])
    assert {name: found for name, found in findings.items() if found} == {}


#: What our books are made of, whatever their sources call things (EPUB 3.3, section 4).
MEMBER = re.compile(r"mimetype|META-INF/container\.xml|EPUB/(?:[a-z]+/)?[A-Za-z0-9][A-Za-z0-9._-]*")


@pytest.mark.parametrize("name", ["doctype laughs word document.xml.docx", "bomb.epub"])
def test_one_that_is_refused(name: str, server: Site, tmp_path: Path, sources: Path) -> None:
    place = watched(tmp_path)
    (source,) = (it for it in hostile(server.address, str(tmp_path / "secret.png")) if it.name == name)
    file = sources / f"source{Path(name).suffix}"
    file.write_bytes(source.data)
    before = tree(tmp_path)
    result = place.run("build", file, "--engine", "tone")
    assert result.returncode == 3
    (said,) = errors(result.stderr)
    assert source.says in said
    assert result.stdout == b""
    (tmp_path / "watched").rename(tmp_path / "watched-")
    assert {name for name in tree(tmp_path).keys() - before.keys() if not name.startswith("work-cache/")} == {
        "watched-"
    }
    assert server.asked == []


def test_one_that_is_spoken(server: Site, tmp_path: Path, sources: Path, epubcheck: Validator) -> None:
    """Words that engines would obey, titles that are paths, pictures from elsewhere: all of it becomes sound."""
    place = watched(tmp_path)
    page = (
        "<!DOCTYPE html><html lang=en><title>../../CON\u202e</title><h1>../../CON\u202e</h1>"
        "<p>The bell \x01 rang\ud800.</p>"
        '<p>&lt;break time="3600s"/&gt; [[x]] &#1;0A it said, \u202eand was heard.</p>'
        f"<p><img src='{server.address}/a.png' alt='A bell.'><a href='java&#1;script:x()'>link</a></p>"
    )
    (sources / "page.html").write_bytes(page.encode("utf-8", "surrogatepass"))
    result = place.run("build", sources / "page.html", "--engine", "tone", "--to", "epub")
    assert result.returncode == 0, result.stderr.decode()
    (book,) = (place.folder / "output").rglob("*.epub")
    assert list(dangers(packed(book), secret=SECRET)) == []
    assert epubcheck(book) == {book.name: ()}
    assert [
        finding for finding in check(book, checkers=["overlays", "rules"]) if severity(finding.code) == "error"
    ] == []
    assert strange(place) == []
    assert server.asked == []


NAMES = (
    *("CON.txt", "nul.txt", "-rf.txt", "a\nb.txt", "\u202egpj.txt", "x" * 250 + ".txt", "a;b`c`$(d).txt"),
    *("%2e%2e.txt", "é\udcff.txt", " .txt", "{0}%s.txt"),
)


def test_names_of_sources_that_are_none(tmp_path: Path) -> None:
    """Whatever a source is called, what is written has a name that every system can hold, in the folder it goes to."""
    place = watched(tmp_path)
    for number, name in enumerate(NAMES):
        (place.folder / name).write_text(f"Of bell {number}\n\nThe bell rang, and nobody heard it.")
    result = place.run("build", *(f"./{name}" for name in NAMES), "--no-audio", "-l", "en", "--to", "epub", "-q")
    assert errors(result.stderr) == []
    assert result.returncode == 0
    assert strange(place) == []
    found = [path.relative_to(place.folder / "output") for path in (place.folder / "output").rglob("*")]
    assert len({str(path).casefold() for path in found}) == len(found) == 1 + 3 * len(NAMES)
    for path in found:
        assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z]+)?", path.name)
        assert path.stem.split(".")[0] not in ("con", "nul")
        assert stat.S_ISDIR((place.folder / "output" / path).stat().st_mode) == ("." not in path.name)
