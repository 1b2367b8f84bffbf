"""Colours of style sheets, and the contrast between two of them (WCAG 2.2, definitions of "contrast ratio" and
"relative luminance")."""

from __future__ import annotations

from typing import NamedTuple

from tinycss2.color4 import parse_color


class Colour(NamedTuple):
    """Red, green, blue and alpha, each from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1


BLACK, WHITE = Colour(0, 0, 0), Colour(1, 1, 1)


def colour(value: str) -> Colour | None:
    """The colour that a value of CSS names, None when it names none that is known here."""
    try:
        parsed = parse_color(value)
        if parsed is None or isinstance(parsed, str):  # "currentcolor"
            return None
        red, green, blue = (min(1.0, max(0.0, part or 0.0)) for part in parsed.to("srgb").coordinates)
    except (ValueError, NotImplementedError):
        return None
    return Colour(red, green, blue, parsed.alpha)


def over(ink: Colour, ground: Colour) -> Colour:
    """A colour as it is seen on another."""
    red, green, blue = (
        above * ink.alpha + below * (1 - ink.alpha) for above, below in zip(ink[:3], ground[:3], strict=True)
    )
    return Colour(red, green, blue)


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(shade: Colour) -> float:
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shade[:3])
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
