"""What each sign of a quotation's kind is worth: ``python -m tests.benchmarks.weigh_quotes BENCH [--print|--errors]``.

BENCH is a folder with `dev/*.jsonl` (gold beside texts). Fits the two tables of `accessible/structurer/quotekinds.py`
by logistic regression with a ridge penalty, and says how often weights are right on a set that they never saw ("left
out"), on documents that they never saw ("unseen": ten folds) and on those that they were fitted to. In novels only
speech is annotated, so what is not counts as said by nobody; in the German set direct and partial are one. With
``--print`` writes the tables for the module; the given weights are not fitted. Needs NumPy, which comes with py3langid.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct

from accessible.model.blocks import Heading, Title
from accessible.model.document import Document, Section, leaves
from accessible.model.draft import Draft, Metadata
from accessible.readers.text import runs
from accessible.structurer import TRANSFORMS
from accessible.structurer.quotekinds import SAID_GIVEN, WHOLE_GIVEN
from accessible.structurer.quotes import find_quotes, quotations_of
from tests.benchmarks.structure import records, scorer
from tests.benchmarks.weigh import fit

#: The sets, what one quotation of each weighs, and whether direct and partial are told apart in it.
SETS = {
    "tricky": (2.0, True),
    "quotes_gov": (1.0, True),
    "local-only/quotes_polnear": (1.0, True),
    "local-only/seed_gold": (2.0, True),
    "local-only/quotes_de_spkatt": (1.0, False),
    "quotes_litbank": (0.35, False),
    "local-only/quotes_pdnc": (0.25, False),
}
NOVELS = ("quotes_litbank", "local-only/quotes_pdnc")


class Row(Struct, frozen=True):
    """One quotation: the set and the number of its document, its signs, its kind ("none" when not annotated)."""

    of: str
    document: int
    signs: tuple[str, ...]
    kind: str
    text: str


def before_quotes(record: dict[str, Any]) -> Document:
    """A record's document as the transforms leave it that come before the quotations."""
    text = record["text"]
    draft = Draft(
        source="a.txt", text=text, metadata=Metadata(language=record.get("lang") or ""), blocks=tuple(runs(text))
    )
    document = Document(draft.source, text, draft.metadata, sections=(Section(blocks=draft.blocks),))
    for transform in TRANSFORMS:
        if transform is find_quotes:
            return document
        document = transform(document)
    raise AssertionError


def rows_of(bench: Path) -> Iterator[Row]:
    """Every quotation of the sets that stands in running text and needs its signs."""
    score = scorer(bench)
    number = 0
    for name in SETS:
        for record in records(bench / "dev" / f"{name}.jsonl"):
            number += 1
            yield from _labelled(record, name, number, score)


def _labelled(record: dict[str, Any], name: str, number: int, score: Any) -> Iterator[Row]:
    text = record["text"]
    gold = {score.trim(text, quote["start"], quote["end"]): quote["kind"] for quote in record["quotes"]}
    zones = score.head_zones(record) + [tuple(zone) for zone in record.get("ignore_spans") or []]
    document = before_quotes(record)
    found = quotations_of(document)
    for block in (block for section in document.sections for block in leaves(section.blocks)):
        if isinstance(block, Heading | Title):
            continue
        for marks in found.get(id(block), ()):
            start, end = (block.prose.origin + place for place in (marks.pair.start, marks.pair.end))
            if not marks.signs or not marks.pair.closed or marks.pair.edge != "marks":
                continue
            if any(low <= start and end <= high for low, high in zones):
                continue
            span = score.trim(text, start, end)
            kind = gold.get(span, "")
            if not kind and name in NOVELS and not any(low < span[1] and span[0] < high for low, high in gold):
                kind = "none"
            if kind and kind != "nested":
                shown = f"{text[max(0, start - 100) : start]} >>>{text[start:end][:120]}<<< {text[end : end + 50]}"
                yield Row(name, number, marks.signs, kind, " ".join(shown.split()))


def weigh(title: str, rows: Sequence[Row], truth: np.ndarray, given: dict[str, float]) -> None:
    """Fit one table, check it, and print what was asked for."""
    names = sorted({sign for row in rows for sign in row.signs} - set(given))
    index = {name: at for at, name in enumerate(names)}
    features = np.zeros((len(rows), len(names) + 1))
    for at, row in enumerate(rows):
        features[at, [index[sign] for sign in row.signs if sign in index]] = 1
    features[:, -1] = 1
    offset = np.array([sum(given.get(sign, 0.0) for sign in row.signs) for row in rows])
    weight = np.array([SETS[row.of][0] for row in rows])
    tenth = np.array([row.document % 10 for row in rows])
    whole = fit(features, truth, weight, offset)
    unseen = np.zeros(len(rows))
    for fold in range(10):
        rest = tenth != fold
        unseen[~rest] = (features @ fit(features[rest], truth[rest], weight[rest], offset[rest]) + offset)[~rest]
    print(f"{title:32}{'n':>6}{'share':>7}{'left out':>10}{'unseen':>8}{'fitted':>8}")
    for name in SETS:
        own = np.array([row.of == name for row in rows])
        if not own.any():
            continue
        held = features @ fit(features[~own], truth[~own], weight[~own], offset[~own]) + offset
        shares = [((values > 0) == (truth > 0))[own].mean() for values in (held, unseen, features @ whole + offset)]
        print(f"{name:32}{own.sum():6}{truth[own].mean():7.2f}{shares[0]:10.3f}{shares[1]:8.3f}{shares[2]:8.3f}")
    if "--print" in sys.argv:
        print(f"BASE = {whole[-1]:.1f}")
        for name in sorted(names, key=lambda name: -whole[index[name]]):
            if abs(whole[index[name]]) >= 0.1:
                print(f'    "{name}": {whole[index[name]]:.1f},')
    if "--errors" in sys.argv:
        for row, value, right in zip(rows, unseen, truth, strict=True):
            if (value > 0) != (right > 0):
                print(row.of, row.kind, f"{value:.1f}", row.text, sep=" | ")


def main() -> None:
    """Fit both tables, check, print."""
    rows = list(rows_of(Path(sys.argv[1])))
    weigh("SAID", rows, np.array([float(row.kind in ("direct", "partial")) for row in rows]), SAID_GIVEN)
    told = [row for row in rows if SETS[row.of][1] and row.kind in ("direct", "partial")]
    weigh("WHOLE", told, np.array([float(row.kind == "direct") for row in told]), WHOLE_GIVEN)


if __name__ == "__main__":
    main()
