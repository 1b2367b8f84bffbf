"""Lexicons: what a PLS file says of a word is what is said, or one clear error says what is wrong with the file."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.config import load
from accessible.errors import UsageError
from accessible.model.script import Part, Pronunciation, Prosody, Utterance
from accessible.narrator.engines.espeak import Espeak, spelled, uncut, unspelled
from accessible.narrator.engines.libespeak import data_path
from accessible.narrator.engines.phonemes import known_phonemes
from accessible.narrator.ipa import espeak, sounds
from accessible.narrator.lexicon import Lexeme, Lexicon, load_lexicon, read_lexicon
from accessible.narrator.normalizer import pieces, spoken
from accessible.narrator.recordings import key
from accessible.pipeline.stages import document_of, script_of
from accessible.readers import as_source

HEAD = '<lexicon version="1.0" alphabet="ipa" xml:lang="en" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">'


def write(folder: Path, body: str, head: str = HEAD, name: str = "words.pls") -> Path:
    file = folder / name
    file.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{body}\n</lexicon>\n', encoding="utf-8")
    return file


def lexicon(folder: Path, body: str, head: str = HEAD) -> Lexicon:
    return Lexicon(read_lexicon(write(folder, body, head)))


def alias(grapheme: str, said: str) -> str:
    return f"<lexeme><grapheme>{grapheme}</grapheme><alias>{said}</alias></lexeme>"


def said(written: str, words: Lexicon, language: str = "en") -> str:
    return spoken(written, language=language, lexicon=words).text


# -------------------------------------------------------------------------------------------------------------- words
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("nginx runs", "engine x runs"),
        ("Nginx, NGINX and nginx.", "engine x, engine x and engine x."),
        ("nginxes and subnginx", "nginxes and subnginx"),  # whole words
        ("nginx’s logs", "engine x’s logs"),
        ("Polish polish", "Pole-ish polish"),  # a capital fits as it stands
        ("POLISH", "POLISH"),
        ("ad hoc", "add hock"),
        ("ad\n  hoc", "add hock"),  # white space in a phrase is any
        ("ad", "advert"),  # the longest first
        ("C++ code", "see plus plus code"),
        ("O'Brien and O’Brien", "oh bryan and oh bryan"),
    ],
)
def test_whole_words_are_said_as_the_lexicon_has_them(tmp_path: Path, written: str, expected: str) -> None:
    body = (
        alias("nginx", "engine x") + alias("Polish", "Pole-ish") + alias("ad hoc", "add hock") + alias("ad", "advert")
    ) + (alias("C++", "see plus plus") + alias("O’Brien", "oh bryan"))
    words = lexicon(tmp_path, body)
    assert said(written, words) == expected


def test_the_exact_word_comes_before_the_folded_one(tmp_path: Path) -> None:
    words = lexicon(tmp_path, alias("us", "you-all") + alias("US", "America"))
    assert said("They told us of the US.", words) == "They told you-all of the America."


def test_a_lexicon_goes_before_the_rules_and_a_later_one_before_an_earlier(tmp_path: Path) -> None:
    first = read_lexicon(write(tmp_path, alias("NATO", "the pact")))
    second = read_lexicon(write(tmp_path, alias("NATO", "the alliance") + alias("Dr. No", "the villain")))
    words = Lexicon([*first, *second])
    assert said("NATO met Dr. No and Dr. Yes.", words) == "the alliance met the villain and Doctor Yes."


def test_words_belong_to_a_language_and_to_its_regions(tmp_path: Path) -> None:
    british = HEAD.replace('"en"', '"en-GB"')
    words = Lexicon(
        [
            *read_lexicon(write(tmp_path, alias("bath", "bahth"), british)),
            *read_lexicon(write(tmp_path, alias("lead", "led"))),
        ]
    )
    assert said("bath lead", words, "en-GB") == "bahth led"
    assert said("bath lead", words, "en-US") == "bath led"
    assert said("bath lead", words, "de") == "bath lead"


def test_the_preferred_pronunciation_is_taken_else_the_first(tmp_path: Path) -> None:
    body = (
        "<lexeme><grapheme>one</grapheme><grapheme>uno</grapheme><alias>first</alias><alias>second</alias></lexeme>"
        '<lexeme><grapheme>two</grapheme><alias>first</alias><alias prefer="true">second</alias></lexeme>'
        "<lexeme><grapheme>three</grapheme><phoneme>θriː</phoneme><alias>free</alias><example>a b</example></lexeme>"
    )
    found = read_lexicon(write(tmp_path, "<meta name='a' content='b'/>" + body))
    assert [(lexeme.grapheme, lexeme.spoken, lexeme.phonemes) for lexeme in found] == [
        ("one", "first", ""),
        ("uno", "first", ""),
        ("two", "second", ""),
        ("three", "free", "θriː"),
    ]


def test_phonemes_lie_on_the_words_that_stand_in_for_them() -> None:
    words = Lexicon([Lexeme("Cholmondeley", "Chumley", "ˈtʃʌmli", "en"), Lexeme("Leith", "", "liːθ", "en")])
    written = "In “1905” Cholmondeley’s friend left Leith."
    found = spoken(written, language="en", lexicon=words)
    assert found.text == "In nineteen oh five Chumley’s friend left Leith."
    heard = [(found.text[sound.start : sound.end], sound.phonemes) for sound in found.pronunciations]
    assert heard == [("Chumley’s", "ˈtʃʌmliz"), ("Leith", "liːθ")]
    assert "".join(piece.text for piece in pieces(written, found)) == found.text


@given(st.lists(st.sampled_from(["ad", "hoc", "Polish", "C++", " ", "\n", "’s", "1905", "“", ".", "x"])).map("".join))
def test_a_lexicon_covers_the_text_as_the_rules_do(written: str) -> None:
    words = Lexicon(
        [Lexeme("ad hoc", "a b", "ad", "en"), Lexeme("C++", "c", "", "en"), Lexeme("Polish", "", "p", "en")]
    )
    found = spoken(written, language="en", lexicon=words)
    cut = pieces(written, found)
    assert "".join(written[piece.start : piece.end] for piece in cut) == written
    assert "".join(piece.text for piece in cut) == found.text
    assert all(0 <= sound.start < sound.end <= len(found.text) for sound in found.pronunciations)


# -------------------------------------------------------------------------------------------------------------- files
@pytest.mark.parametrize(
    ("body", "head", "line", "what"),
    [
        ("<lexeme>", HEAD, 4, "not well-formed XML"),
        ("", HEAD.replace("pronunciation-lexicon", "something"), 2, "its root is"),
        ("", HEAD.replace(' version="1.0"', ""), 2, 'no version="1.0"'),
        ("", HEAD.replace(' xml:lang="en"', ""), 2, "no xml:lang"),
        ("\n<word/>", HEAD, 4, "no element <word>"),
        ("<lexeme>\n<alias>a</alias></lexeme>", HEAD, 3, "without a grapheme"),
        ("\n<lexeme><grapheme>a</grapheme>\n</lexeme>", HEAD, 4, "neither an alias nor a phoneme"),
        ("<lexeme><grapheme>…</grapheme><alias>a</alias></lexeme>", HEAD, 3, "without a letter or digit"),
        ("<lexeme><grapheme>a</grapheme><alias> </alias></lexeme>", HEAD, 3, "an empty <alias>"),
        ("<lexeme><grapheme>a</grapheme>\n<phoneme>tʃ♥</phoneme></lexeme>", HEAD, 4, "♥ (U+2665) in /tʃ♥/"),
        ("<lexeme><grapheme>a</grapheme><phoneme alphabet='x-sampa'>t</phoneme></lexeme>", HEAD, 3, "x-sampa"),
    ],
)
def test_a_broken_lexicon_is_one_error_with_its_line(
    tmp_path: Path, body: str, head: str, line: int, what: str
) -> None:
    with pytest.raises(UsageError) as caught:
        read_lexicon(write(tmp_path, body, head))
    assert what in caught.value.what
    assert caught.value.where == f"words.pls:{line}"
    assert "PLS 1.0" in caught.value.hint


@pytest.mark.parametrize(
    "attack",
    [
        '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE l SYSTEM "http://127.0.0.1:9/l.dtd">',
    ],
)
def test_a_document_type_is_refused_before_it_is_read(tmp_path: Path, attack: str) -> None:
    file = tmp_path / "evil.pls"
    file.write_text(f"{attack}{HEAD}<lexeme><grapheme>a</grapheme><alias>&b;</alias></lexeme></lexicon>")
    with pytest.raises(UsageError, match="document type"):
        read_lexicon(file)


def test_a_lexicon_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_lexicon([str(tmp_path / "none.pls")])
    with pytest.raises(UsageError, match="no lexicon called none") as caught:
        load_lexicon(["none"])
    assert "default" in caught.value.hint


def test_the_lexicon_that_comes_along_is_always_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said("An EPUB of Cholmondeley.", load_lexicon()) == "An e-pub of Chumley."
    (tmp_path / "voices").mkdir()
    write(tmp_path / "voices", alias("EPUB", "book"), name="default.pls")
    write(tmp_path / "voices", alias("EPUB", "tome"), name="mine.pls")
    monkeypatch.chdir(tmp_path)
    assert said("EPUB", load_lexicon()) == "book"  # the working folder's takes its place
    assert said("EPUB", load_lexicon(["mine"])) == "tome"


@given(st.binary(max_size=200))
def test_whatever_is_in_a_file_it_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.pls"
    file.write_bytes(data)
    with pytest.raises(UsageError):
        read_lexicon(file)


def test_the_option_of_a_run_reaches_what_is_said(tmp_path: Path) -> None:
    file = write(tmp_path, alias("Leith", "Lee-th"))
    config = load({"lexicon": (str(file),), "language": "en", "engine": "tone"}, environment={}, folder=tmp_path)
    document = document_of(as_source("the text", b"In 1905 Leith had an EPUB."), config=config)
    [said] = script_of(document, config=config).parts[0].utterances
    assert said.text == "In nineteen oh five Lee-th had an e-pub."
    assert load({}, environment={"ACCESSIBLE_LEXICON": "a, b"}, folder=tmp_path).lexicon == ("a", "b")


# ----------------------------------------------------------------------------------------------------------- phonemes
@pytest.mark.parametrize(
    ("voice", "ipa", "names"),
    [
        ("en-us", "təˈmɑːtoʊ", "t@'mA:toU"),
        ("en", "ˈlɛstə", "'lEst@"),
        ("en", "/ˈtʃʌmli/", "'tSVmli"),
        ("en", "ˈd͡ʒɪn", "'dZIn"),
        ("fr", "bɔ̃ʒuʁ", "bO~Zur"),
        ("de", "ˈmʏnçn̩", "'mynCn"),
        ("es", "ˈniɲo", "'nin^o"),
        ("en", "ˈk.", "'k"),
        ("en", "ˈ", ""),
    ],
)
def test_ipa_becomes_the_names_that_a_voice_has(voice: str, ipa: str, names: str) -> None:
    assert espeak(ipa, known_phonemes(data_path(), voice)) == names


@pytest.mark.parametrize("voice", ["en", "en-us", "de", "fr", "es", "it", "pl", "ru"])
def test_no_voice_is_given_a_phoneme_that_it_has_not(voice: str) -> None:
    known = known_phonemes(data_path(), voice)
    assert len(known) > 50
    consonants, vowels = "p b t d k ɡ m n ŋ f v θ ð s z ʃ ʒ x h l r j w tʃ dʒ", "i iː ɪ e ɛ æ a ɑː ɒ ɔː o u uː ʊ ʌ ə ɜː"
    for sound in f"{consonants} {vowels} aɪ aʊ eɪ oʊ ɔɪ y ø œ".split():
        name = espeak(sound, known)
        assert name in known or any(name.startswith(part) for part in known), sound
    assert known_phonemes(data_path(), "no-such-voice") == frozenset()


@given(st.text(max_size=12))
def test_a_symbol_is_known_or_named(ipa: str) -> None:
    named = ""
    try:
        sounds(ipa)
    except ValueError as error:
        named = str(error)
    assert len(named) < 2
    assert named in unicodedata.normalize("NFD", ipa)


# ------------------------------------------------------------------------------------------------------------- engines
def utterance(text: str, *pronunciations: Pronunciation) -> Utterance:
    return Utterance("u", text, text, "narrator", "en", "en", Prosody(), pronunciations=pronunciations)


def test_espeak_says_the_phonemes_and_marks_the_words_of_the_text() -> None:
    plain, told, other = Espeak(), Espeak(), Espeak()
    written = plain.synthesize(utterance("Leith is far away."), "en")
    plain.close()
    sound = Pronunciation(0, 5, "fænʃɔː")
    heard = told.synthesize(utterance("Leith is far away.", sound), "en")
    told.close()
    alike = other.synthesize(utterance("Fanshaw is far away."), "en")
    other.close()
    assert heard.pcm != written.pcm
    assert abs(len(heard.pcm) - len(alike.pcm)) < len(alike.pcm) // 20
    assert [(mark.start, mark.end) for mark in heard.marks] == [(0, 5), (6, 8), (9, 12), (13, 17)]
    assert [mark.sample for mark in heard.marks] == sorted(mark.sample for mark in heard.marks)


def test_brackets_in_a_text_are_not_phonemes() -> None:
    said, places = spelled("a [[x]] Leith [[y]]", 0, 19, [(8, 13, "[[li:T]]")])
    assert said == "a   x]] [[li:T]]   y]]"
    assert [unspelled(at, places) for at in (0, 8, 10, 15, 16)] == [0, 8, 8, 8, 13]
    assert spelled("a [[x]]", 0, 7, []) == ("a [[x]]", [])


def test_a_long_sentence_is_not_cut_inside_a_pronunciation() -> None:
    text = "word " * 59 + "Leith Walk is where it ends."
    stretch = [(295, 305, "[[x]]")]
    assert all(not start < 300 < end or end > 305 or start >= 305 for start, end in uncut(text, stretch))
    assert "".join(text[start:end] for start, end in uncut(text, stretch)) == text


def test_another_pronunciation_is_another_entry_in_the_cache() -> None:
    def named(entry: Utterance) -> str:
        return key(Part("p", "P", (entry,)), engine="e")

    bare = utterance("Leith")
    ways = [
        bare,
        *(msgspec.structs.replace(bare, pronunciations=(Pronunciation(0, 5, ipa),)) for ipa in ("liːθ", "laɪθ")),
    ]
    assert len({named(way) for way in ways}) == 3
