"""Who said it, in French and Spanish, in sentences of our own."""

from __future__ import annotations

import pytest

from tests.structurer.test_laws import structured
from tests.structurer.test_speakers import quotations

FRENCH = """\
Le port rouvre enfin

Maren Ostby, directrice du port, a coupé le ruban lundi. Le maire, Henri Valade, était présent.

"""
SPANISH = """\
El puerto abre de nuevo

Maren Ostby, directora del puerto, cortó la cinta el lunes. El alcalde, Luis Varela, estaba presente.

"""


def said(text: str, language: str) -> str | None:
    speaker = quotations(structured(text, language))[-1][1]
    return speaker.name if speaker else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("« Le port est resté fermé trop longtemps », a déclaré Henri Valade.", "Henri Valade"),
        ("« Le port est resté fermé trop longtemps », affirme Maren Ostby.", "Maren Ostby"),
        ("Henri Valade est venu à pied. « Le port est resté fermé trop longtemps », a-t-il dit.", "Henri Valade"),
        ("Henri Valade a dit que la situation était « très grave ».", "Henri Valade"),
        ("Le préfet, Luc Morand, a répondu : « Nous avons tout essayé. »", "Luc Morand"),
        ("« Nous avons tout essayé », a expliqué le porte-parole de la police.", "porte-parole de la police"),
        ("La ministre de la Culture a dénoncé un « scandale absolu ».", "ministre de la Culture"),
        ("« Nous avons tout essayé », a déclaré la ministre de la Culture, Anne Lorin.", "Anne Lorin"),
        ("Selon Anne Lorin, la situation est « très grave ».", "Anne Lorin"),
        ("La situation est « très grave », selon Anne Lorin.", "Anne Lorin"),
        ("Pour Anne Lorin, 81 ans, l’attente fut « vraiment interminable ».", "Anne Lorin"),
    ],
)
def test_french(text: str, name: str) -> None:
    assert said(FRENCH + text, "fr") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("«El puerto estuvo cerrado demasiado tiempo», dijo Luis Varela.", "Luis Varela"),
        ("«El puerto estuvo cerrado demasiado tiempo», ha declarado Maren Ostby.", "Maren Ostby"),
        ("Luis Varela ha dicho que la situación es «muy grave».", "Luis Varela"),
        ("El ministro, Pablo Rueda, dijo: «Lo hemos intentado todo».", "Pablo Rueda"),
        ("«Lo hemos intentado todo», señaló el portavoz de la policía.", "portavoz de la policía"),
        ("Según Ana Robles, la situación es «muy grave».", "Ana Robles"),
        ("Para Ana Robles, de 81 años, la espera fue «realmente interminable».", "Ana Robles"),
    ],
)
def test_spanish(text: str, name: str) -> None:
    assert said(SPANISH + text, "es") == name
