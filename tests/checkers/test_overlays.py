"""Our own rules: a good book has no finding, and every way of breaking one is found."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.audio import encode_mp3
from accessible.checkers import check
from accessible.checkers.package import microseconds, resolve
from accessible.errors import SourceError
from accessible.model.message import Message
from tests.checkers.mutants import Change, mutant
from tests.renderers import builder

TEXT, OVERLAY, SOUND, PACKAGE = "EPUB/c0002.xhtml", "EPUB/o0002.smil", "EPUB/a0002.mp3", "EPUB/content.opf"


@pytest.fixture
def broken(shelf: dict[str, Path], tmp_path: Path) -> object:
    """What is found in a copy of the article with other members, and with the texts that were spoken for it."""

    def find(changes: Mapping[str, Change], *, written: bool = False) -> list[Message]:
        book = mutant(shelf["article"], tmp_path / "broken.epub", changes)
        return list(check(book, checkers=["overlays"], written=SPOKEN if written else None))

    return find


SPOKEN = builder.written(builder.article())


def told(messages: list[Message]) -> set[tuple[str, str, str]]:
    return {(message.code, message.place.file, message.place.id) for message in messages}


def clip(name: str, begin: str, end: str) -> re.Pattern[bytes]:
    return re.compile(rf'(#{name}"/>\s*<audio src="[^"]*" clipBegin="){begin}(" clipEnd="){end}'.encode())


def retimed(name: str, begin: str, end: str) -> Change:
    """The overlay with another time for one clip."""

    def change(data: bytes) -> bytes:
        data, count = clip(name, '[^"]*', '[^"]*').subn(rf"\g<1>{begin}\g<2>{end}".encode(), data)
        assert count == 1
        return data

    return change


# ---------------------------------------------------------------------------------------------------------- good books
def test_good_books_have_no_finding(shelf: dict[str, Path]) -> None:
    for name, make in builder.SHELF.items():
        assert check(shelf[name], checkers=["overlays"], written=builder.written(make())) == ()
        assert check(shelf[name], checkers=["overlays"]) == ()


def test_a_book_without_sound_has_no_finding_unless_it_was_to_have_some(shelf: dict[str, Path]) -> None:
    assert check(shelf["silent"], checkers=["overlays"]) == ()
    found = check(shelf["silent"], checkers=["overlays"], written=SPOKEN)
    assert [message.place.id for message in found[:-1]] == list(SPOKEN)[:20]
    assert f"{len(SPOKEN) - 20} more" in found[-1].text
    assert {message.code for message in found} == {"P004"}


# --------------------------------------------------------------------------------------------------------------- rules
def test_an_id_that_is_gone(broken) -> None:  # type: ignore[no-untyped-def]
    found = broken({TEXT: (b'id="s2b1s2"', b"")}, written=True)
    assert told(found) == {("P001", OVERLAY, "s2b1s2"), ("P004", TEXT, "s2b1")}


def test_a_document_that_has_no_overlay_or_is_gone(broken) -> None:  # type: ignore[no-untyped-def]
    assert ("P001", OVERLAY, "s2b0s1") in told(broken({OVERLAY: (b"c0002.xhtml#s2b0s1", b"cover.xhtml#s2b0s1")}))
    assert ("P001", OVERLAY, "s2b0s1") in told(broken({OVERLAY: (b"c0002.xhtml#s2b0s1", b"../../etc/passwd#s2b0s1")}))
    assert ("P001", OVERLAY, "s2b0s1") in told(broken({OVERLAY: (b"c0002.xhtml#s2b0s1", b"http://a.b/c#s2b0s1")}))


def test_clips_that_overlap(broken) -> None:  # type: ignore[no-untyped-def]
    found = broken({OVERLAY: retimed("s2b1s1", "0:00:00.100", "0:00:00.346")})
    assert told(found) == {("P002", OVERLAY, "s2b1s1")}


def test_a_clip_that_ends_before_it_begins(broken) -> None:  # type: ignore[no-untyped-def]
    found = broken({OVERLAY: retimed("s2b1s1", "0:00:00.347", "0:00:00.182")})
    assert ("P002", OVERLAY, "s2b1s1") in told(found)


def test_two_sections_that_play_the_same_stretch_of_sound(broken) -> None:  # type: ignore[no-untyped-def]
    found = broken({"EPUB/o0003.smil": (b"a0003.mp3", b"a0002.mp3")})
    assert {code for code, _, _ in told(found)} == {"P002"}


def test_a_clip_behind_the_end_of_its_sound(broken) -> None:  # type: ignore[no-untyped-def]
    found = broken({"EPUB/o0003.smil": retimed("s3b3s1", "0:00:00.500", "0:00:00.900")})
    assert told(found) >= {("P003", "EPUB/o0003.smil", "s3b3s1")}


def test_a_sound_that_was_cut_short(broken) -> None:  # type: ignore[no-untyped-def]
    found = broken({SOUND: lambda data: data[: len(data) // 2]})
    assert {code for code, _, _ in told(found)} == {"P003"}
    assert len(found) > 3


def test_a_sound_that_is_another_and_shorter_one(broken) -> None:  # type: ignore[no-untyped-def]
    found = broken({SOUND: lambda data: encode_mp3(bytes(4000), rate=builder.RATE)})
    assert {code for code, _, _ in told(found)} == {"P003"}


@pytest.mark.parametrize("change", [None, lambda data: b"", lambda data: b"no sound at all"])
def test_a_sound_that_is_not_to_be_had(broken, change: Change) -> None:  # type: ignore[no-untyped-def]
    assert told(broken({SOUND: change})) == {("P009", SOUND, "")}


def test_text_without_a_clip(broken) -> None:  # type: ignore[no-untyped-def]
    found = broken({TEXT: (b'<hr id="s2b8"/>', b'<p id="new">Nobody says <b>this</b>.</p>')})
    assert told(found) == {("P004", TEXT, "new")}
    assert any("Nobody says" in message.text for message in found)


def test_a_clip_that_is_gone(broken) -> None:  # type: ignore[no-untyped-def]
    gone = re.compile(rb"<par>\s*<text src=\"c0002.xhtml#s2b1s1\".*?</par>", re.DOTALL)
    found = broken({OVERLAY: lambda data: gone.sub(b"", data)}, written=True)
    (missing,) = [message for message in found if message.code == "P004"]  # once, and with all of its text
    assert (missing.place.id, missing.text) == ("s2b1s1", "“She “saw it.” is to be read, but no clip plays it.")


@pytest.mark.parametrize(
    "harmless",
    [
        b"<p>* * *</p>",
        b"<p hidden=''>Not seen</p>",
        b"<p aria-hidden='true'>Not heard</p>",
        b"<p><a role='doc-noteref' href='#s2b14'>1</a></p>",
        b"<p><a role='doc-backlink' href='#s2b14'>back</a></p>",
        b"<p epub:type='pagebreak'>12</p>",
        b"<script>var a;</script>",
        b"<style>p {}</style>",
        b"<!-- a comment --><?a b?>",
    ],
)
def test_what_is_not_to_be_read_aloud_needs_no_clip(broken, harmless: bytes) -> None:  # type: ignore[no-untyped-def]
    assert broken({TEXT: (b'<hr id="s2b8"/>', harmless)}, written=True) == []


def test_durations_that_do_not_add_up(broken) -> None:  # type: ignore[no-untyped-def]
    some = {PACKAGE: (b'refines="#o0002">0:00:0', b'refines="#o0002">0:00:1')}
    assert told(broken(some)) == {("P005", PACKAGE, "o0002")}
    total = {PACKAGE: lambda data: re.sub(rb'"media:duration">[^<]*<', b'"media:duration">1:00:00.000<', data)}
    assert told(broken(total)) == {("P005", PACKAGE, "")}
    none = {PACKAGE: lambda data: re.sub(rb"<meta property=.media:duration.*?</meta>", b"", data)}
    assert told(broken(none)) == {("P005", PACKAGE, name) for name in ("o0001", "o0002", "o0003", "")}
    wrong = {PACKAGE: lambda data: re.sub(rb'"media:duration">[^<]*<', b'"media:duration">soon<', data)}
    assert told(broken(wrong)) == {("P005", PACKAGE, "")}


def test_a_duration_of_a_new_book_must_be_right_to_the_millisecond(broken) -> None:  # type: ignore[no-untyped-def]
    def later(data: bytes) -> bytes:
        (before,) = re.findall(rb'refines="#o0002">0:00:0(\d\.\d{3})', data)
        after = f"{float(before) + 0.001:.3f}".encode()
        return data.replace(b'refines="#o0002">0:00:0' + before, b'refines="#o0002">0:00:0' + after)

    assert broken({PACKAGE: later}) == []
    assert told(broken({PACKAGE: later}, written=True)) == {("P005", PACKAGE, "o0002")}


def test_text_that_is_not_what_was_spoken(broken) -> None:  # type: ignore[no-untyped-def]
    changes: dict[str, Change] = {TEXT: (b"The lamp was lit at nine.", b"The lamp was lit at ten.")}
    assert broken(changes) == []
    (message,) = broken(changes, written=True)
    assert (message.code, message.place.file, message.place.id) == ("P006", TEXT, "s2b10b0s1")
    assert "nine" in message.text
    assert "ten" in message.text


def test_white_space_and_line_breaks_are_no_difference(broken) -> None:  # type: ignore[no-untyped-def]
    assert broken({TEXT: (b"The lamp was lit", b"The\n lamp <b>was</b>\tlit")}, written=True) == []


def test_many_findings_of_a_kind_are_counted(broken) -> None:  # type: ignore[no-untyped-def]
    more = b"".join(b'<p id="n%d">Silent.</p>' % number for number in range(50))
    found = broken({TEXT: (b'<hr id="s2b8"/>', more)})
    assert len(found) == 21
    assert "30 more" in found[-1].text


# ------------------------------------------------------------------------------------------- books that cannot be read
@pytest.mark.parametrize(
    ("name", "code"), [("META-INF/container.xml", "P007"), (PACKAGE, "P007"), (TEXT, "P019"), (OVERLAY, "P019")]
)
def test_a_member_that_is_missing_or_broken(broken, name: str, code: str) -> None:  # type: ignore[no-untyped-def]
    assert told(broken({name: None})) == {(code, name, "")}
    assert told(broken({name: lambda data: data[: len(data) // 2]})) == {(code, name, "")}
    assert told(broken({name: lambda data: b""})) == {(code, name, "")}


def test_a_document_that_cannot_be_read_does_not_hide_other_findings(broken) -> None:  # type: ignore[no-untyped-def]
    found = broken({TEXT: None, "EPUB/c0003.xhtml": (b'id="s3b1s1"', b"")})
    assert told(found) == {
        ("P019", TEXT, ""),
        ("P001", "EPUB/o0003.smil", "s3b1s1"),
        ("P004", "EPUB/c0003.xhtml", "s3b1"),
    }


@pytest.mark.parametrize("time", ["soon", "-1s", "0:99:00", ""])
def test_a_clip_with_a_time_that_is_none_does_not_hide_other_findings(broken, time: str) -> None:  # type: ignore[no-untyped-def]
    changed = retimed("s2b1s1", time, "0:00:01.000")
    assert told(broken({OVERLAY: changed})) == {("P013", OVERLAY, "s2b1s1")}
    assert told(broken({OVERLAY: retimed("s2b1s1", "0:00:00.182", time)})) == {("P013", OVERLAY, "s2b1s1")}
    found = broken({OVERLAY: changed, TEXT: (b'id="s2b1s2"', b""), "EPUB/a0003.mp3": None}, written=True)
    assert told(found) == {
        ("P013", OVERLAY, "s2b1s1"),
        ("P001", OVERLAY, "s2b1s2"),
        ("P004", TEXT, "s2b1"),
        ("P009", "EPUB/a0003.mp3", ""),
    }


def test_a_byte_that_has_changed_in_the_text_or_the_sound(shelf: dict[str, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(shelf["article"]) as file:
        places = {name: file.getinfo(name).header_offset for name in (TEXT, SOUND)}
    for name in (TEXT, SOUND):
        data = bytearray(shelf["article"].read_bytes())
        data[places[name] + 200] ^= 0xFF
        (tmp_path / "changed.epub").write_bytes(data)
        with pytest.raises(SourceError, match="cannot be unpacked") as caught:
            check(tmp_path / "changed.epub", checkers=["overlays"])
        assert caught.value.where == name


# ------------------------------------------------------------------------------------------------ books of other makers
def test_a_book_of_another_maker(shelf: dict[str, Path], tmp_path: Path) -> None:
    """Other clock values, folders, percent signs, and one overlay for two documents."""
    with zipfile.ZipFile(shelf["chinese"]) as file:
        texts = [file.read(f"EPUB/c000{n}.xhtml") for n in (1, 2)]
        sound = file.read("EPUB/a0001.mp3")
    pars = "".join(
        f'<par><text src="../a%20text/c{n}.xhtml#{name}"/><audio src="../sound.mp3" clipBegin="{begin}" {end}/></par>'
        for n, name, begin, end in (
            (1, "s1b0s1", "0", 'clipEnd="100ms"'),
            (1, "s1b1s1", "0.1s", 'clipEnd="00:00.2"'),
            (1, "s1b1s2", "00:00:00.20", 'clipEnd="0.3"'),
            (1, "s1b1s3", "300ms", 'clipEnd="0.005min"'),
            (1, "s1b1s4", "0.3s", 'clipEnd="0.35s"'),
            (2, "s2b0s1", "0.4s", 'clipEnd="0.45s"'),
            (2, "s2b1s1", "0.45s", ""),
        )
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata>'
        '<meta property="media:duration" refines="#s">0.5s</meta><meta property="media:duration">1s</meta></metadata>'
        '<manifest><item id="c1" href="a%20text/c1.xhtml" media-type="application/xhtml+xml" media-overlay="s"/>'
        '<item id="c2" href="a%20text/c2.xhtml" media-type="application/xhtml+xml" media-overlay="s"/>'
        '<item id="s" href="smil/s.smil" media-type="application/smil+xml"/></manifest>'
        '<spine><itemref idref="c1"/><itemref idref="c2"/></spine></package>'
    )
    members = {
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="O/P/x.opf"/></rootfiles></container>',
        "O/P/x.opf": package,
        "O/P/a text/c1.xhtml": texts[0],
        "O/P/a text/c2.xhtml": texts[1],
        "O/P/smil/s.smil": f'<smil xmlns="http://www.w3.org/ns/SMIL"><body>{pars}</body></smil>',
        "O/P/sound.mp3": sound,
    }
    with zipfile.ZipFile(tmp_path / "other.epub", "w") as new:
        for name, data in members.items():
            new.writestr(name, data)
    found = check(tmp_path / "other.epub", checkers=["overlays"])
    assert [(message.code, message.place.id) for message in found] == [("P002", "s1b1s3")]  # 0.3 s is 0.005 min


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("0:00:01.5", 1_500_000),
        ("12:34:56.789", 45_296_789_000),
        ("02:30", 150_000_000),
        ("3.2h", 11_520_000_000),
        ("45min", 2_700_000_000),
        ("30s", 30_000_000),
        ("5ms", 5_000),
        ("12.467", 12_467_000),
        (" 7s ", 7_000_000),
        ("", None),
        ("1:60:00", None),
        ("-1s", None),
        ("9" * 5000, None),
        ("npt=1s", None),
    ],
)
def test_clock_values_of_every_form(clock: str, expected: int | None) -> None:
    assert microseconds(clock) == expected


@given(st.text(), st.text())
def test_any_reference_leads_somewhere_or_nowhere(base: str, reference: str) -> None:
    path, fragment = resolve(base, reference)
    assert isinstance(path, str)
    assert isinstance(fragment, str)
