"""Lists: what makes one, how it counts, what belongs to an item, and what only begins like one."""

from __future__ import annotations

import pytest

from accessible.model.blocks import List
from accessible.model.document import Document, leaves
from tests.structurer.test_laws import structured

PROSE = "The library has waited for this since the spring, and nobody expected it to take so long to be decided. " * 2


def article(*blocks: str, language: str = "en") -> Document:
    return structured("\n\n".join(("How to join the library", PROSE, *blocks, PROSE)), language)


def lists(document: Document) -> list[List]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, List)]


def items(found: List) -> list[str]:
    return [" / ".join(" ".join(leaf.prose.text.split()) for leaf in leaves(item.blocks)) for item in found.items]


@pytest.mark.parametrize(
    ("marks", "ordered", "first", "numbering"),
    [
        (("1.", "2.", "3."), True, 1, "1"),
        (("1)", "2)", "3)"), True, 1, "1"),
        (("(4)", "(5)", "(6)"), True, 4, "1"),
        (("9.", "10.", "11."), True, 9, "1"),
        (("a)", "b)", "c)"), True, 1, "a"),
        (("(h)", "(i)", "(j)"), True, 8, "a"),
        (("i.", "ii.", "iii."), True, 1, "i"),
        (("(iv)", "(v)", "(vi)"), True, 4, "i"),
        (("A.", "B.", "C."), True, 1, "A"),
        (("•", "•", "•"), False, 1, "1"),
        (("*", "*", "*"), False, 1, "1"),
        (("-", "-", "-"), False, 1, "1"),
        (("–", "–", "–"), False, 1, "1"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_marks_and_how_they_count(marks: tuple[str, ...], ordered: bool, first: int, numbering: str, gap: str) -> None:
    words = ("bring a pen", "fill in a form", "collect a card")
    (found,) = lists(article(gap.join(f"{mark} {text}" for mark, text in zip(marks, words, strict=True))))
    assert (found.ordered, found.first, found.numbering, found.descending) == (ordered, first, numbering, False)
    assert items(found) == list(words)
    assert [item.marker for item in found.items] == list(marks)


def test_a_list_that_counts_down() -> None:
    (found,) = lists(article("3. The tower\n2. The quay\n1. The bell"))
    assert (found.first, found.descending) == (3, True)


def test_one_mark_makes_no_list() -> None:
    assert lists(article("1. Fill in a form.")) == []
    assert lists(article("• Sept. 25")) == []


def test_bullets_that_come_again_are_items_even_alone() -> None:
    document = article("• The sum is even.", "Proof: it was counted.", "• The rest is odd.")
    assert [items(found) for found in lists(document)] == [["The sum is even."], ["The rest is odd."]]


def test_numbers_that_do_not_count_make_no_list() -> None:
    assert lists(article("3. Fill in a form.\n7. Bring it.")) == []


def test_an_item_goes_on_in_lines_that_are_set_in() -> None:
    (found,) = lists(article("• ask for a copy\n  in large print\n• listen"))
    assert items(found) == ["ask for a copy in large print", "listen"]


def test_an_item_of_a_wrapped_text_goes_on_under_its_mark() -> None:
    text = (
        "1. Fill in the form that hangs beside the door of the reading room\n"
        "and sign it at the foot, in the presence of the librarian or of\n"
        "somebody who knows you.\n2. Bring it to any branch of the library before the end of the month\n"
        "and wait for the card."
    )
    (found,) = lists(article(text))
    assert len(found.items) == 2
    assert items(found)[0].endswith("somebody who knows you.")


def test_lines_under_an_item_are_its_own_where_the_next_item_follows() -> None:
    (found,) = lists(article("* Tomas\n12/01/98\n* Sara\n12/07/00\n* Corey"))
    assert items(found) == ["Tomas / 12/01/98", "Sara / 12/07/00", "Corey"]


def test_a_paragraph_set_in_belongs_to_the_item_above() -> None:
    (found,) = lists(article("1. Fill in a form.", "   Forms are at the desk.", "2. Bring it."))
    assert items(found) == ["Fill in a form. / Forms are at the desk.", "Bring it."]


@pytest.mark.parametrize(
    "inner",
    ["   - a pen\n   - a form\n", "(a) a pen\n(b) a form\n", "   a. a pen\n   b. a form\n", "a. a pen\nb. a form\n"],
)
def test_a_list_in_a_list(inner: str) -> None:
    (found,) = lists(article(f"1. Bring\n{inner}2. Wait"))
    nested = [block for block in found.items[0].blocks if isinstance(block, List)]
    assert [items(block) for block in nested] == [["a pen", "a form"]]
    assert len(found.items) == 2


def test_a_lead_in_is_no_item() -> None:
    document = article("Readers can:\n- listen\n- order a copy\n- ask")
    (found,) = lists(document)
    assert items(found) == ["listen", "order a copy", "ask"]
    assert "Readers can:" in [leaf.prose.text for section in document.sections for leaf in leaves(section.blocks)]


@pytest.mark.parametrize(
    "lines",
    [
        "— Tu viens ? demanda le garçon.\n— Bien sûr, répondit son père.\n— Et l’eau ?",
        "– Tu viens ? demanda le garçon.\n– Bien sûr, répondit son père.\n– Et l’eau ?",
        "- Tu viens ? demanda le garçon.\n- Bien sûr, répondit son père.\n- Et l’eau ?",
        "— Il a tenu cent ans, répondit son père.\n— Je n’en sais rien, dit l’autre.",
    ],
)
def test_people_who_speak_make_no_list(lines: str) -> None:
    assert lists(article(lines, language="fr")) == []


def test_dashes_before_short_things_make_one() -> None:
    (found,) = lists(article("– 14 millions d’euros\n– 18 mois de travaux\n– 230 ouvriers", language="fr"))
    assert len(found.items) == 3


def test_dashes_behind_a_colon_make_one_though_its_items_are_sentences() -> None:
    (found,) = lists(
        article("Trois choses:", "– Le pont est fermé.\n– Le bac est plein.\n– La route est longue.", language="fr")
    )
    assert len(found.items) == 3


def test_questions_and_answers_are_no_list() -> None:
    assert lists(article("Q: When did you know?\nA: Late.\nQ: Did they help?\nA: They did.")) == []


def test_numbered_lines_over_text_are_no_list() -> None:
    assert lists(article("1. Fill in a form", PROSE, "2. Bring it to a branch", PROSE)) == []


def test_the_numbered_paragraphs_of_a_manual_are_no_list() -> None:
    rule = "The keeper of the light shall ring the bell at every change of the watch, and write it in the book."
    parts = [
        part
        for number in range(1, 25)
        for part in ([f"{number}. {rule}"] if number % 5 else [f"{number}. {rule}", "THE WATCH", PROSE])
    ]
    assert lists(article(*parts)) == []


def test_a_dash_that_a_wrapped_line_begins_with_is_no_item() -> None:
    text = (
        "The bell was cast in the year of the flood by a founder from the hills\n"
        "- nobody remembers his name - and hung in a tower that was not finished\n"
        "- nor would it be for thirty years - so that it rang among the beams of\n"
        "the roof for a generation of ships."
    )
    assert lists(structured(f"The bell\n\n{text}\n\n{text}")) == []


def test_a_list_goes_on_behind_the_list_in_its_item() -> None:
    (found,) = lists(article("a) salt\nb) dates\n   - soft ones\n   - dry ones\nc) one piano"))
    assert [item.marker for item in found.items] == ["a)", "b)", "c)"]
    assert [items(block) for block in found.items[1].blocks if isinstance(block, List)] == [["soft ones", "dry ones"]]


def test_the_lines_of_a_contents_list_are_no_items() -> None:
    lines = "I. The harbour          7\nII. The bell            19\nIII. The storm          33"
    assert lists(article(lines)) == []


def test_items_of_a_wrapped_text_that_end_open() -> None:
    text = (
        "* The harbour of the north was quiet in the year of the great flood\n"
        "* The bell of the tower rang for the ships that came in from the sea\n"
        "* The storm took the roof of the customs house and most of the quays"
    )
    (found,) = lists(structured(f"The bell\n\n{text}\n\n* Another\n\n{text}"))
    assert len(found.items) == 7


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_people_who_speak_are_not_a_list_from_the_second_on(gap: str) -> None:
    said = ["- Who is there?", "- Nobody but me and the bell.", "- Come in, and shut the door behind you."]
    assert lists(article(gap.join(said))) == []


def test_a_list_behind_people_who_speak_is_one() -> None:
    (found,) = lists(article("- Who is there?\n\n- Nobody!", PROSE, "• a pen\n• a form"))
    assert items(found) == ["a pen", "a form"]


def test_letters_that_are_large_roman_numerals_count_as_letters() -> None:
    (found,) = lists(article("c) a pen\nd) a form\ne) a card"))
    assert (found.first, found.numbering, len(found.items)) == (3, "a", 3)
