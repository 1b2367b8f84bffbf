"""How sure the signs of something make us: log odds, added up.

The rules of headings and of quotations share it. Weights are tenths, and few tenths are exact in binary, so that the
last digits of a sum depend on the order of its terms and on the version of Python (since 3.12 `sum` loses less). They
are rounded off: what is even is even on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

#: Digits behind the point that are kept of a sum of weights: far more than the weights have.
_DIGITS = 9


def chance(base: float, weights: Mapping[str, float], signs: Iterable[str]) -> float:
    """The probability, 0 to 1, that some signs add up to; a sign without a weight says nothing."""
    return 1 / (1 + math.exp(-round(base + sum(weights.get(sign, 0.0) for sign in signs), _DIGITS)))
