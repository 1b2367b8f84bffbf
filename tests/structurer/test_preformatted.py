"""Code and tables: what was set with spaces on purpose, and what only looks like it."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.model.blocks import Code, Table
from accessible.model.document import Document, leaves
from tests.structurer.test_laws import kinds, lost_or_doubled, structured

PROSE = "The harbour was quiet that year, and the ledger of the customs house shows how little came and went. " * 2

PIECES = st.sampled_from(
    [
        "salt",
        "12",
        "Year",
        "  ",
        "   ",
        "\t",
        "|",
        " | ",
        "│",
        "----",
        "---|---",
        "+--+",
        "```",
        "~~~",
        "    ",
        "$ ls",
        "{",
        "};",
    ]
    + [
        "x = 1",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\n\f\n",
        "(a) ",
        "1. ",
        "- ",
        "* ",
        "[1] ",
        "word[1]",
        "¹",
        "47",
        "- 48 -",
        "xii",
    ]
    + [
        "Table 1. Salt",
        "* * *",
        "====",
        "“Where did they go that night”",
        "Where did they go that night. And why.",
        "é",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=40).map("".join).filter(lambda text: bool(text.strip()))


def article(*blocks: str) -> Document:
    return structured("\n\n".join(("The ledger of a harbour", PROSE, *blocks, PROSE)))


def tables(document: Document) -> list[Table]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, Table)]


def cells(table: Table) -> list[list[str]]:
    return [
        [" ".join(leaf.prose.text for leaf in leaves(cell.blocks)).replace("\n", " ") for cell in row]
        for row in table.rows
    ]


def codes(document: Document) -> list[str]:
    return [block.prose.text for section in document.sections for block in section.blocks if isinstance(block, Code)]


# ---------------------------------------------------------------------------------------------------------- tables
def test_a_table_with_bars_has_its_header_over_the_rule() -> None:
    (table,) = tables(article("| Year | Ships |\n|------|------:|\n| 1893 | 12 |\n| 1894 | |"))
    assert table.header_rows == 1
    assert cells(table) == [["Year", "Ships"], ["1893", "12"], ["1894", ""]]


def test_bars_at_the_edges_may_be_left_out() -> None:
    (table,) = tables(article("Year | Ships\n--- | ---\n1893 | 12"))
    assert cells(table) == [["Year", "Ships"], ["1893", "12"]]


def test_a_drawn_box_holds_cells_of_several_lines() -> None:
    (table,) = tables(
        article(
            "+------+-----------+\n| Flag | Meaning   |\n+------+-----------+\n"
            "| P    | All aboard|\n|      | at once.  |\n+------+-----------+\n"
            "| Q    | Healthy.  |\n+------+-----------+"
        )
    )
    assert cells(table) == [["Flag", "Meaning"], ["P", "All aboard at once."], ["Q", "Healthy."]]


def test_columns_that_stay_free_make_a_table() -> None:
    (table,) = tables(
        article("  Year    Ships    Tons\n  1893    12       4,100\n  1894    9        3,050\n  1895    17       5,900")
    )
    assert table.header_rows == 1
    assert cells(table)[0] == ["Year", "Ships", "Tons"]
    assert cells(table)[3] == ["1895", "17", "5,900"]


def test_words_in_two_columns_have_no_header() -> None:
    (table,) = tables(article("bell,           die Glocke.\nrope,           das Seil.\nharbour,        der Hafen."))
    assert table.header_rows == 0
    assert cells(table)[1] == ["rope,", "das Seil."]


def test_a_cell_goes_on_where_its_first_column_is_empty() -> None:
    (table,) = tables(
        article(
            "bell,           die Glocke, auch die\n                Schelle.\n"
            "rope,           das Seil.\nhook,           der Haken."
        )
    )
    assert cells(table)[0] == ["bell,", "die Glocke, auch die Schelle."]
    assert len(table.rows) == 3


def test_a_rule_cut_at_the_columns_says_where_they_are() -> None:
    (table,) = tables(article("Year  Ships lost\n----  ----------\n1893  12\n1894  none at all"))
    assert table.header_rows == 1
    assert cells(table) == [["Year", "Ships lost"], ["1893", "12"], ["1894", "none at all"]]


def test_cells_between_tabs() -> None:
    (table,) = tables(article("Year\tShips\n1893\t12\n1894\t9\n1895\t17"))
    assert table.header_rows == 1
    assert cells(table)[1] == ["1893", "12"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_line_that_names_a_table_is_its_caption(gap: str) -> None:
    (table,) = tables(article(f"Table 3. Ships by year{gap}Year    Ships\n1893    12\n1894    9\n1895    17"))
    assert table.caption is not None
    assert table.caption.prose.text == "Table 3. Ships by year"
    assert len(table.rows) == 4


@pytest.mark.parametrize(
    "lines",
    [
        "1.  Ring the bell.\n2.  Lower the boat.\n3.  Row to the quay.",  # a list
        "[1]  See the ledger.\n[2]  See the letter.\n[3]  See the map.",  # notes
        "The Pass          7\nThe Salt         19\nThe Snow         33\nThe Return       48",  # contents
        "The Pass ....... 7\nThe Salt ....... 9\nThe Snow ....... 12",
        "The bell rang.  Nobody came.\nThe rope was wet.  It broke.\nIt was late.  They slept.",  # typewriter's spacing
        "He came to the quay in the dark\n    and the boats were gone,\nand the bell on the quay\n    rang on its own.",
        "HARBOUR OFFICE                         5 May 1893",
    ],
)
def test_what_is_no_table(lines: str) -> None:
    assert tables(article(lines)) == []


def test_text_before_and_after_a_table_stays_text() -> None:
    document = article("The ledger shows:\nYear    Ships\n1893    12\n1894    9\n1895    17\nThat was all.")
    assert [len(table.rows) for table in tables(document)] == [4]
    text = [leaf.prose.text for section in document.sections for leaf in leaves(section.blocks)]
    assert "The ledger shows:" in text
    assert "That was all." in text


# ------------------------------------------------------------------------------------------------------------ code
def test_fenced_code_keeps_its_lines_and_its_spaces() -> None:
    document = article("```python\ndef ring(bell):\n\n    return bell  # twice\n```")
    assert codes(document) == ["def ring(bell):\n\n    return bell  # twice"]


def test_a_fence_of_tildes_may_hold_backticks() -> None:
    assert codes(article("~~~\n```\nring\n```\n~~~")) == ["```\nring\n```"]


def test_a_fence_that_is_never_closed_takes_nothing() -> None:
    assert codes(article("```\nThe bell rang.")) == []


def test_a_shell_session_set_in() -> None:
    assert codes(article("    $ ring --twice\n    done")) == ["    $ ring --twice\n    done"]


def test_code_set_in_goes_on_behind_a_blank_line() -> None:
    assert codes(article("    bell = Bell(3);\n    bell.ring();\n\n    bell.stop();")) == [
        "    bell = Bell(3);\n    bell.ring();\n\n    bell.stop();"
    ]


def test_braces_make_code_without_being_set_in() -> None:
    written = '{\n  "bell": "large",\n  "rings": [1, 2]\n}'
    assert codes(article(written)) == [written]


@pytest.mark.parametrize(
    "lines",
    [
        "    Begone, dull care, I pray thee begone from me;\n    Begone, dull care, we never shall agree;",
        "    The price was $ 5 a ton; nobody paid it.",
        "    _To_ =the harbour master=",
        "1. Salt (1893);\n2. Tin (1894);\n3. Hemp (1895);",
        "<ann> hello there bob\n<bob> hello ann, how is the bell\n<ann> it rang all night",  # a chat
        "[1] See f(x); and g(y);\n[2] See Harding(1893);\n[3] See the map(s);",  # references
        "    A long quotation that is set in as extracts are, and goes\n    on for two lines (more or less).",
    ],
)
def test_what_is_no_code(lines: str) -> None:
    assert codes(article(lines)) == []


@pytest.mark.parametrize(
    "written",
    [
        "<ul>\n<li>salt</li>\n<li>tin</li>\n</ul>",
        '<p class="bell">\n<a href="quay.html">The quay\n<img src="bell.png" alt="A bell">\n</p>',
        "<html><head>\n<title>The bell</title>\n</head>",
    ],
)
def test_tags_that_are_closed_or_say_something_are_code(written: str) -> None:
    assert codes(article(written)) == [written]


def test_a_short_table_under_many_rules_keeps_its_rows() -> None:
    rule = "-----------\n"
    (table,) = tables(article(f"Year  Ships\n{rule}1893  12\n{rule}1894  9\n{rule}1895  17"))
    assert len(table.rows) == 4


def test_rows_behind_two_tabs_together_are_a_table() -> None:
    ragged = "It\t\tit\n"
    (table,) = tables(article(f"{ragged}Year\tShips\n1893\t12\n1894\t9\n1895\t17"))
    assert [row[0] for row in cells(table)[-4:]] == ["Year", "1893", "1894", "1895"]


# ------------------------------------------------------------------------------------------------------------ laws
@given(TEXTS, st.sampled_from(["en", "de"]))
def test_nothing_is_lost_or_doubled_whatever_the_layout(text: str, language: str) -> None:
    assert lost_or_doubled(structured(text, language)) == []


@given(TEXTS)
def test_written_text_stands_where_it_says_or_says_that_it_does_not(text: str) -> None:
    document = structured(text)
    for section in document.sections:
        for leaf in leaves(section.blocks):
            origin, written = leaf.prose.origin, leaf.prose.text
            if origin < 0:
                assert "\n" in written
                assert all(part in text for part in written.split("\n"))
            else:
                assert text[origin : origin + len(written)] == written
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document


@given(TEXTS)
def test_every_row_of_a_table_is_as_long_as_the_others(text: str) -> None:
    for table in tables(structured(text)):
        assert len({len(row) for row in table.rows}) == 1
        assert 0 <= table.header_rows < len(table.rows)


def test_a_table_is_one_block_in_its_place() -> None:
    document = article("Year    Ships\n1893    12\n1894    9\n1895    17")
    assert kinds(document).count("table") == 1
