"""The words that a book has from us: there are all of them in every language."""

from __future__ import annotations

import pytest

from accessible.renderers.languages import words
from accessible.wording import wording

LANGUAGES = sorted(wording())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_missing_and_a_way_back_has_room_for_one_number(language: str) -> None:
    known = words(language)
    assert known.language == language
    assert all(getattr(known, name).strip() for name in known.__struct_fields__)
    assert known.back.count("{}") == 1
    assert known.back.format("7").count("7") == 1


def test_other_names_of_a_language_and_other_languages() -> None:
    assert words("nb-NO").language == words("nn").language == "no"
    assert words("zh-Hant-TW").contents == words("cmn").contents
    assert words("cy").language == words("").language == "en"
