"""Who said it, in news: each construction in sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.model.blocks import Attribution, Quote
from accessible.model.document import Document, leaves
from tests.structurer.test_laws import structured

LEAD = """\
Harbour reopens

Maren Ostby, head of the port authority, opened the harbour on Monday. Mayor Petra Vane cut the ribbon, and the \
Harbour Users Association (HUA) held a meeting.

"""


def quotations(document: Document) -> list[tuple[str, Attribution | None]]:
    """The quotations of a document, marks left out, with who said them."""
    return [
        (block.prose.text[inline.start : inline.end].strip("“”\"‘’'.,"), inline.speaker)
        for section in document.sections
        for block in leaves(section.blocks)
        for inline in block.prose.inlines
        if isinstance(inline, Quote)
    ]


def speaker(text: str, language: str = "en") -> str | None:
    """Who said the last quotation."""
    said = quotations(structured(LEAD + text, language))[-1][1]
    return said.name if said else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“The water is deep enough,” said Ostby.", "Maren Ostby"),
        ("“The water is deep enough,” Ostby said on Monday.", "Maren Ostby"),
        ("“The water is deep enough,” said the head of the port, Maren Ostby.", "Maren Ostby"),
        ("Ostby said that the water was “deep enough” for ferries.", "Maren Ostby"),
        ("Ostby, who has run the port since May, said it was “deep enough” for ferries.", "Maren Ostby"),
        ("Ostby, 59, of Ostrand, who learnt to sail there, said it was “deep enough” for ferries.", "Maren Ostby"),
        ("Mayor Petra Vane (Lab.), the first to land, said it was “deep enough” for ferries.", "Petra Vane"),
        ("Vane said Ostby told the council that the port was “not a museum”.", "Petra Vane"),
        ("Vane told Ostby the port was “not a museum”.", "Petra Vane"),
        ("While Ostby spoke of silt, Vane said it was “deep enough” for ferries.", "Petra Vane"),
        ("When Ostby noted that silt was back, Vane said: “It is deep enough for ferries.”", "Petra Vane"),
        ("At the council, Vane called the report “a fairy tale”.", "Petra Vane"),
        ("On Tuesday Vane attacked the ministry for its delay, saying, “They slept for a year.”", "Petra Vane"),
        ("A spokesman for Vane said the report was “a fairy tale”.", "spokesman for Vane"),
        ("Residents living near the port said the noise was “hard to bear”.", "Residents"),
        ("“It is deep enough,” one of the pilots said.", "one of the pilots"),
        ("“It is deep enough,” said one of the pilots on Monday.", "one of the pilots"),
        ("Several of Vane’s deputies called the report “a fairy tale”.", "Several of Vane’s deputies"),
        ("Vane spoke first. Many of us said the report was “a fairy tale”.", None),
        ("Vane wrote at once. You said the report was “a fairy tale”.", None),
        ("The HUA said in a statement that its boats were “ready to sail”.", "Harbour Users Association"),
        ("Said Ostby: “The water is deep enough.”", "Maren Ostby"),
        ("The water will stay deep, said Ostby. “We have dredged it.”", "Maren Ostby"),
        ("“Who pays for it?” Vane asked.", "Petra Vane"),
        ("As Ostby put it, “The water is deep enough.”", "Maren Ostby"),
        ("According to Ostby, the water is “deep enough”.", "Maren Ostby"),
        ("“The water is deep enough.” – Maren Ostby, 59", "Maren Ostby"),
        ("OSTRAND -- Mayor Petra Vane, opening the season, said it was “deep enough” for ferries.", "Petra Vane"),
        ("Vane was called “a liar and a cheat” by Ostby.", "Maren Ostby"),
        ("“The water is deep enough,” wrote resident Jonas Kelder on the web.", "Jonas Kelder"),
        ("“The water is deep enough,” said a visibly moved Vane on Monday in Ostrand.", "Petra Vane"),
        ("“The water is deep enough,” said Vane’s former deputy.", "Vane’s former deputy"),
        ("“The water is deep enough,” said Vane’s lawyer, Ina Wolf.", "Ina Wolf"),
        ("Old Brandt scratched his chin. He answered as always: “Bring me the key.”", "Old Brandt"),
        ("Though she called the silt “a nuisance”, Ostby was content.", "Maren Ostby"),
    ],
)
def test_the_subject_of_the_cue_speaks(text: str, name: str) -> None:
    assert speaker(text) == name


def test_pronouns_mean_the_last_one_who_can_be_meant() -> None:
    text = LEAD + (
        "Ostby had invited the ferryman Jonas Kelder. Kelder said the fee was “too high”.\n\n"
        "“Nobody will pay it,” he said.\n\nVane disagreed. “It is fair,” she said.\n\n"
        "The association called a vote. It said its members were “united”."
    )
    names = [said.name if said else None for _, said in quotations(structured(text, "en"))]
    assert names == ["Jonas Kelder", "Jonas Kelder", "Petra Vane", "Harbour Users Association"]


def test_a_transcript_says_whose_each_speech_is() -> None:
    text = LEAD + "“VANE: Who pays for the dredging?”\n\n“OSTBY: The ministry does.”\n\n“VANE: Since when?”"
    assert [said.name for _, said in quotations(structured(text, "en")) if said] == [
        "Petra Vane",
        "Maren Ostby",
        "Petra Vane",
    ]


def test_a_quotation_goes_on_after_its_cue_and_in_its_paragraph() -> None:
    text = LEAD + "“The water,” Ostby said, “is deep enough. “We have dredged it.”\n\n“It is,” Vane said. “I saw it.”"
    said = [said.name if said else None for _, said in quotations(structured(text, "en"))]
    assert said[-2:] == ["Petra Vane", "Petra Vane"]
    assert set(said[:-2]) == {"Maren Ostby"}


@pytest.mark.parametrize(
    "text",
    [
        "The sign at the gate was painted over, and “deep enough” was all that could be read.",
        "“Deep enough.”",
        "It was deep. “Deep enough.”",
        "Tuesday: “The water is deep enough for all of us.”",
        "Breaking: “The water is deep enough for all of us.”",
        "“The water is deep enough for all of us.” — Salt, the novel.",
        "“The water is deep enough for all of us.” – Monday Edition",
        "Nobody said “the water is deep enough”.",
    ],
)
def test_without_a_reason_nobody_speaks(text: str) -> None:
    assert quotations(structured(text, "en"))[-1][1] is None


def test_mr_and_mrs_of_one_name_are_two() -> None:
    text = (
        "The ledger\n\nMr Brandt came first. “I owe nothing,” said Mr Brandt.\n\n"
        "“You owe a great deal,” said Mrs Brandt.\n\n“Nothing,” said Mr Brandt."
    )
    document = structured(text, "en")
    assert len(document.speakers) == 2
    assert {speaker.gender for speaker in document.speakers} == {"male", "female"}


def test_a_gender_is_told_when_the_text_says_it_and_not_when_a_first_name_does() -> None:
    text = "The quay\n\n“It is deep,” said Maren Ostby.\n\nThe harbour opened."
    assert [speaker.gender for speaker in structured(text, "en").speakers] == [""]
    assert [speaker.gender for speaker in structured(f"{text} “It is,” she said.", "en").speakers] == ["female"]


@pytest.mark.parametrize("said", ["Mayor Ann Teller", "Chancellor Olga Brand", "resident Ann Teller"])
def test_a_role_before_a_first_name_states_no_gender(said: str) -> None:
    assert [speaker.gender for speaker in structured(f"The quay\n\n“It is deep,” said {said}.", "en").speakers] == [""]


def test_a_description_of_several_is_nobodys_name() -> None:
    speakers = structured(LEAD + "Experts say it is “deep enough” for ferries.", "en").speakers
    assert [(speaker.name, speaker.named) for speaker in speakers] == [("Experts", False)]


def test_a_description_is_the_same_one_again() -> None:
    text = (
        "The ledger\n\n“Come in,” said the professor.\n\nNobody came. “Come in,” the professor said again.\n\n"
        "“Come in,” said the professor."
    )
    assert [speaker.name for speaker in structured(text, "en").speakers] == ["professor"]


@pytest.mark.parametrize("language", ["fi", "pl", "cs"])
def test_a_language_without_words_marks_quotations_and_names_nobody(language: str) -> None:
    text = "Satama avataan\n\n”Vesi on syvä”, sanoi Maren Ostby. “Voda je hluboká,” řekla Petra Vane."
    found = quotations(structured(text, language))
    assert found
    assert {said for _, said in found} == {None}


SENTENCES = st.sampled_from(
    [
        "“The water is deep,” said Ostby. ",
        "Vane, the mayor, said it was “deep enough”. ",
        "He said “no”. ",
        "“Who pays?” she asked. ",
        "Nobody came. ",
        "“",
        "” ",
        "\n\n",
        "OSTBY: ",
        "— ",
        "the captain told the crew, ",
    ]
)


@given(st.lists(SENTENCES, max_size=14).map("".join))
def test_only_quotations_have_speakers_and_each_is_in_the_table(text: str) -> None:
    document = structured(LEAD + text, "en")
    names = {speaker.name for speaker in document.speakers}
    for _, said in quotations(document):
        if said is not None:
            assert said.name in names
            assert 0.5 <= said.evidence.confidence <= 1
            if said.span is not None:
                assert document.text[said.span.start : said.span.end].split() == said.mention.split()
    assert structured(LEAD + text, "en") == document
