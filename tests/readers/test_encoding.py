"""Encodings that are not stated: what is found, and what is said of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.model.message import severity
from accessible.readers import as_source, read
from accessible.readers.codepages import guess
from accessible.readers.encoding import decode
from accessible.readers.utf16 import utf16_of

RUSSIAN = "Все люди рождаются свободными и равными в своём достоинстве и правах."
JAPANESE = "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。"

#: Two or three sentences each; where the Universal Declaration of Human Rights exists, its first article.
WRITTEN = [
    ("english", "cp1252", "The bell — “the Old Woman” — fell silent. It hasn’t rung since the café closed in 1987."),
    ("english", "mac_roman", "The bell — “the Old Woman” — fell silent. It hasn’t rung since the café closed."),
    ("german", "cp1252", "Die Stadt will das Freibad schließen. „Das können wir uns nicht leisten“, sagte Frau Böhm."),
    ("german", "cp850", "Über den Dächern von München hört man früh die Glocken läuten, und später größere Züge."),
    ("german capitals", "cp1252", "STRASSENBAHN FÄHRT NICHT. ÖFFNUNGSZEITEN GEÄNDERT. BITTE ÜBER DIE BRÜCKE GEHEN."),
    ("french", "cp1252", "L’école était fermée à cause de la grève. « Où est passé l’argent ? », a dit le père."),
    ("french", "iso8859_15", "Le cœur de la sœur bat plus vite ; l'œuvre coûte 5 €."),
    ("spanish", "cp1252", "¿Dónde está el niño? La señora López respondió que volvería mañana después."),
    ("portuguese", "cp1252", "As eleições não serão adiadas. A decisão foi tomada ontem à noite em São Paulo."),
    ("italian", "cp1252", "La città è più bella di quanto si possa credere. Perché non è già così per tutti?"),
    ("dutch", "cp1252", "De patiënten van het ziekenhuis in België zijn geëvacueerd, zegt de coördinator."),
    ("swedish", "cp1252", "Båten går från ön i morgon bitti. Många åker hem över påsken, säger kaptenen."),
    ("danish", "cp1252", "Færgen sejler fra øen på lørdag. Der er ikke flere pladser, siger Søren Ågård."),
    ("finnish", "cp1252", "Sää oli kylmä ja järvi jäässä. Hän käveli yksin metsään eikä kääntynyt takaisin."),
    ("icelandic", "cp1252", "Það er ekki víst að allir komist heim í kvöld. Þórður sagði að vegurinn væri lokaður."),
    ("estonian", "cp1257", "Kõik inimesed sünnivad vabadena ja võrdsetena oma väärikuselt ja õigustelt."),
    (
        "hungarian",
        "cp1250",
        "Az idős nő a ház előtt ült. Petőfi verseit olvasta, és nem figyelt a fűre hullott levelekre.",
    ),
    (
        "hungarian",
        "iso8859_2",
        "Minden emberi lény egyenlő méltósága és joga van. Az idő gyorsan múlik a hűvös őszben.",
    ),
    ("polish", "cp1250", "Wszyscy ludzie rodzą się wolni i równi. Są obdarzeni rozumem i sumieniem."),
    ("polish", "iso8859_2", "Wszyscy ludzie rodzą się wolni i równi. Są obdarzeni rozumem i sumieniem."),
    ("czech", "cp1250", "Všichni lidé rodí se svobodní a sobě rovní co do důstojnosti a práv."),
    ("slovak", "iso8859_2", "Všetci ľudia sa rodia slobodní a sebe rovní, čo sa týka ich dôstojnosti a práv."),
    ("slovene", "cp1250", "Vsi ljudje se rodijo svobodni. Obdarjeni so z razumom in vestjo, če že ne s čim več."),
    ("croatian", "cp1250", "Sva ljudska bića rađaju se slobodna i jednaka. Obdarena su razumom i sviješću."),
    (
        "romanian",
        "cp1250",
        "Toate fiinţele umane se nasc libere şi egale în demnitate. Ele sunt înzestrate cu raţiune.",
    ),
    ("turkish", "cp1254", "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl sahibidirler."),
    (
        "lithuanian",
        "cp1257",
        "Visi žmonės gimsta laisvi ir lygūs savo orumu ir teisėmis. Jiems suteiktas protas ir sąžinė.",
    ),
    ("latvian", "cp1257", "Visi cilvēki piedzimst brīvi un vienlīdzīgi savā pašcieņā un tiesībās."),
    ("russian", "cp1251", RUSSIAN),
    ("russian", "koi8_r", RUSSIAN),
    ("russian", "cp866", RUSSIAN),
    ("russian", "iso8859_5", RUSSIAN),
    ("russian with english", "koi8_r", "Программа Linux работает быстро. Подробности см. в файле README."),
    (
        "english with russian",
        "cp1251",
        "The sign said Добро пожаловать. We walked on to the square and had lunch at the inn.",
    ),
    ("ukrainian", "koi8_u", "Усі люди народжуються вільними і рівними у своїй гідності та правах. Її брат має ґанок."),
    ("bulgarian", "cp1251", "Всички хора се раждат свободни и равни по достойнство и права."),
    ("greek", "cp1253", "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα."),
    ("hebrew", "cp1255", "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם. כולם חוננו בתבונה ובמצפון."),
    ("arabic", "cp1256", "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق. وقد وهبوا عقلا وضميرا."),
    ("thai", "cp874", "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ"),
    ("japanese", "cp932", JAPANESE),
    ("japanese", "euc_jp", JAPANESE),
    ("chinese", "gb18030", "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心。"),
    ("chinese with english", "gb18030", "使用 Python 3 编写的程序可以在 Linux 上运行。请看 README 文件。"),
    ("chinese in taiwan", "big5", "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心。"),
    ("korean", "euc_kr", "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다."),
]


@pytest.mark.parametrize(("language", "encoding", "text"), WRITTEN, ids=[f"{row[0]}-{row[1]}" for row in WRITTEN])
def test_the_letters_of_a_few_sentences_are_right(language: str, encoding: str, text: str) -> None:
    found, messages = decode(text.encode(encoding), name="a.txt")
    assert found == text
    assert len(messages) == 1
    assert messages[0].code in ("R001", "R004")


def test_hungarian_in_cp1250_was_read_with_the_letters_of_cp1252() -> None:
    text = "Győr városában tegnap este tűz ütött ki. A tűzoltók órákig küzdöttek a lángokkal, de senki sem sérült meg."
    found, messages = decode(text.encode("cp1250"))
    assert found == text
    assert [message.code for message in messages] == ["R001"]
    assert "cp1250" in messages[0].text


def test_units_and_formulas_in_cp1252_were_read_as_chinese() -> None:
    text = "5µm a±b x²y"
    assert decode(text.encode("cp1252"))[0] == text


def test_a_short_russian_text_in_koi8_was_read_as_japanese() -> None:
    text = "Привет, мир! Как дела?"
    assert decode(text.encode("koi8_r"))[0] == text


def test_two_code_pages_that_fit_as_well_are_a_warning_that_shows_both() -> None:
    text = "The composer Antonín Dvořák was born near Prague."
    _, (message,) = decode(text.encode("cp1250"), name="a.txt")
    assert message.code == "R004"
    assert severity("R004") == "warning"
    assert "cp1250" in message.text
    assert "cp1252" in message.text
    assert "Dvořák" in message.text
    assert "Dvoøák" in message.text
    assert message.place.file == "a.txt"


def test_code_pages_that_give_the_same_letters_are_no_warning() -> None:
    for text in ("The café was full, and so was the one next to it.", "“Yes,” she said — and left.", "It’s 20°C."):
        found, messages = decode(text.encode("cp1252"))
        assert found == text
        assert [message.code for message in messages] == ["R001"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        "Все люди рождаются свободными.\nОни наделены разумом.",
        "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心。",
        "他們賦有理性和良心，並應以兄弟關係的精神相對待。\r\n",
        JAPANESE,
        "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
        "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι.",
        "כל בני האדם נולדו בני חורין ושווים.",
        "يولد جميع الناس أحرارا متساوين في الكرامة.",
        "सभी मनुष्यों को गौरव और अधिकारों के मामले में समानता प्राप्त है।",
        "Zażółć gęślą jaźń.",
    ],
)
def test_utf16_without_a_mark_in_other_scripts_was_not_text(encoding: str, text: str) -> None:
    for repeated in (text, text * 600):
        draft = read(as_source("a.txt", repeated.encode(encoding)))
        assert draft.text == repeated
        assert [message.code for message in draft.messages] == ["R001"]
        assert encoding in draft.messages[0].text


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), min_size=4))
def test_ascii_is_never_taken_for_chinese_in_utf16(text: str) -> None:
    assert utf16_of(text.encode()) == ""
    assert decode(text.encode()) == (text, ())


def test_utf8_with_a_stray_control_byte_is_not_utf16() -> None:
    for text in ("You did\x01 go home", "Déjà vu,\x02 said the naïve man.", "他们赋有理性和良心\x00。" * 4):
        found, messages = decode(text.encode())
        assert found == text.translate({0: None, 1: None, 2: None})
        assert [message.code for message in messages] == ["R003"]


def test_japanese_in_seven_bits_was_read_as_escape_sequences() -> None:
    found, messages = decode(JAPANESE.encode("iso2022_jp"))
    assert found == JAPANESE
    assert [message.code for message in messages] == ["R001"]


def test_text_that_looks_like_utf7_is_not_special() -> None:
    text = "Hi Mom +Jjo-! 1 +- 1 = 2, and +AGE-bc stays as it is."
    assert decode(text.encode()) == (text, ())


def test_quotes_and_letters_of_cp1252_in_a_utf8_text_became_replacement_characters() -> None:
    text = "Déjà vu, naïve façades, œuvre, señor, Äußerung, þó að. " * 3
    mixed = text.encode() + b"She said \x93no\x94 \x96 it\x92s a caf\xe9, an \xe9tude, \xc9mile\x85\n"
    found, messages = decode(mixed, name="a.txt")
    assert found == text + "She said “no” – it’s a café, an étude, Émile…\n"
    assert [message.code for message in messages] == ["R001", "R005"]
    assert "8 bytes" in messages[1].text
    assert severity("R005") == "warning"


def test_the_rest_of_a_cut_utf8_sequence_is_replaced_and_not_mended() -> None:
    text = "Déjà vu, naïve façades, œuvre, señor, Äußerung. " * 3
    for rest in (b"\xe2\x80", b"caf\xc3", b"\xf0\x9f\x98 x"):
        found, messages = decode(text.encode() + rest)
        assert found.startswith(text)
        assert "\ufffd" in found
        assert [message.code for message in messages] == ["R001", "R002"]


@given(st.binary(max_size=200))
def test_no_bytes_stop_the_decoder_and_xml_can_hold_what_it_gives(data: bytes) -> None:
    text, _ = decode(data)
    assert not any(ord(c) < 32 and c not in "\t\n\v\f\r" for c in text)
    assert not any("\ud800" <= c <= "\udfff" for c in text)


@given(st.binary(min_size=1, max_size=60).filter(lambda data: not data.isascii()))
def test_a_guess_is_a_code_page_and_shows_two_readings_or_none(data: bytes) -> None:
    found = guess(data)
    data.decode(found.encoding, "replace")
    assert bool(found.other) == bool(found.word or found.other_word)
    assert found.word != found.other_word or not found.other


def test_a_foreign_letter_far_behind_the_beginning_of_a_long_text_decides() -> None:
    text = (
        "Nothing here is outside ASCII, and that goes on.\n" * 3000 + "Az idős nő a ház előtt ült, és a fűre nézett.\n"
    )
    assert decode(text.encode("cp1250"))[0] == text
