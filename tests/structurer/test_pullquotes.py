"""Pull quotes: words of the text set again, told from crossheads, refrains and people who say things twice."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Heading, PullQuote
from accessible.model.document import Document
from tests.structurer.test_laws import structured

SAID = "“We heard the bell before we saw the ferry,” the fisherman Jonas Kelder told a reporter on the quay by night."
PROSE = "The operator said the vessel was well within its limits, and that nobody could have known of the storm. " * 2


def article(*blocks: str) -> Document:
    return structured("\n\n".join(("Ferry sinks off coast", *blocks)))


def pulled(document: Document) -> list[str]:
    return [b.prose.text for section in document.sections for b in section.blocks if isinstance(b, PullQuote)]


@pytest.mark.parametrize(
    "quote",
    [
        "‘We heard the bell before we saw the ferry’",
        "“We heard the bell before we saw the ferry”",
        '"We heard the bell before we saw the ferry"',
        "«We heard the bell before we saw the ferry»",
        "“We heard the bell before we saw the ferry” — Jonas Kelder",
        "‘We heard the bell\nbefore we saw the ferry’",
    ],
)
def test_words_of_the_paragraph_before(quote: str) -> None:
    assert pulled(article(PROSE, SAID, quote, PROSE, PROSE)) == [quote]


def test_a_long_one_may_come_before_its_words() -> None:
    said = "“We heard the bell of the harbour long before any of us saw the ferry,” the fisherman told a reporter."
    quote = "‘We heard the bell of the harbour long before any of us saw the ferry’"
    assert pulled(article(PROSE, quote, PROSE, said, PROSE)) == [quote]


def test_a_sentence_of_the_text_without_marks() -> None:
    quote = "Nobody on that coast had ever seen a ferry so low in the water"
    document = article(
        PROSE, f"It left at six. {quote}. Then came the storm, and the lights went out.", PROSE, quote, PROSE
    )
    assert pulled(document) == [quote]


def test_a_crosshead_that_quotes_the_text_below_is_a_heading() -> None:
    document = article(PROSE, PROSE, "‘Nobody told us’", PROSE, "“Nobody told us anything,” a mother said at the quay.")
    assert pulled(document) == []
    headings = [b.prose.text for section in document.sections for b in section.blocks if isinstance(b, Heading)]
    assert headings == ["‘Nobody told us’"]


@pytest.mark.parametrize("times", [1, 2])
def test_a_line_that_comes_back_whole_is_a_refrain(times: int) -> None:
    refrain = "“Ring the bell and bring them home again”"
    assert pulled(article(PROSE, refrain, *([PROSE, refrain] * times), PROSE)) == []


def test_a_short_answer_that_was_said_before_is_an_answer() -> None:
    assert (
        pulled(
            article(PROSE, "“Where did they go that night?” she asked him.", "“Where did they go that night?”", PROSE)
        )
        == []
    )


def test_what_was_said_far_away_was_not_set_for_show() -> None:
    document = article(SAID, *[PROSE] * 20, "‘We heard the bell before we saw the ferry’", PROSE)
    assert pulled(document) == []


def test_what_a_speaker_says_again_is_no_pull_quote() -> None:
    dream = "I have a dream that my four little children will one day live in a town with a bell."
    speech = article(PROSE, f"{dream} And I shall tell you why, for the night is long.", PROSE, dream, PROSE)
    assert pulled(speech) == []
    assert speech.text.count(dream) == 2
