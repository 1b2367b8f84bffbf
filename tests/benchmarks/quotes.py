"""The table of figures for quotations and speakers: ``python -m tests.benchmarks.quotes BENCH [--rules] [--errors N]``.

``BENCH`` is a folder with a scorer, `score.py`, and gold sets in `dev/`; a set that is not there is left out. Prints a
row for each set and metric with what was reached and what is aimed at; for speakers the accuracy on the quotations that
were found, the precision of the answers given, and the share of quotations that got one. ``--rules`` says for each rule
how often it decided and how often it was right; ``--errors N`` shows that many wrong answers of each set, ``--set
NAME`` only the sets of that name. "Narration given away" counts the paragraphs in which the gold has no quotation and
we name a speaker; what is in marks there is speech all the same, which a gold of main characters leaves out.
Default dependencies only.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from accessible.model.document import Document, Section
from accessible.model.draft import Metadata
from accessible.readers.text import runs
from accessible.structurer import TRANSFORMS, find_quotes, find_speakers
from tests.benchmarks.predict import quotes_of
from tests.benchmarks.structure import at, print_row, records, scorer

#: Set → metric (a path into the scorer's report) → the least to reach, and what is aimed at.
TARGETS: dict[str, dict[str, tuple[float, float]]] = {
    "local-only/seed_gold": {
        "any_90.f1": (1.0, 1.0),
        "kind_accuracy": (0.97, 1.0),
        "speakers.named": (1.0, 1.0),
    },
    "local-only/quotes_polnear": {
        "any_90.f1": (0.995, 1.0),
        "speech_90.f1": (0.975, 0.985),
        "kind_accuracy": (0.87, 0.92),
        "speakers.named": (0.92, 0.95),
        "speakers.Explicit": (0.95, 0.95),
        "speakers.Anaphoric": (0.86, 0.86),
        "speakers.Nominal": (0.65, 0.65),
    },
    "quotes_gov": {"any_90.f1": (0.995, 1.0), "kind_accuracy": (0.87, 0.92), "speakers.named": (0.92, 0.95)},
    "local-only/quotes_pdnc": {
        "any_90.f1": (0.98, 0.99),
        "speakers.named": (0.72, 0.80),
        "speakers.Explicit": (0.96, 0.98),
        "speakers.Anaphoric": (0.65, 0.75),
        "speakers.Implicit": (0.52, 0.65),
    },
    "quotes_litbank": {"any_90.f1": (0.95, 0.98), "speakers.named": (0.66, 0.75)},
    "local-only/quotes_de_spkatt": {
        "any_90.f1": (0.99, 0.99),
        "speech_90.f1": (0.92, 0.95),
        "speakers.named": (0.70, 0.82),
    },
    "tricky": {"any_90.f1": (0.97, 1.0), "speakers.named": (0.95, 1.0)},
}
#: Milliseconds for 1,000 words, quotations and speakers, over all sets.
SPEED = (10.0, 4.0)


def prepared(record: dict[str, Any]) -> Document:
    """A record's document as it is before its quotations are looked for."""
    text = record["text"]
    metadata = Metadata(language=record.get("lang") or "")
    sections = (Section(blocks=tuple(runs(text))),)
    document = Document(source=record["id"], text=text, metadata=metadata, sections=sections)
    for transform in TRANSFORMS:
        if transform is find_quotes:
            return document
        document = transform(document)
    raise AssertionError("the structurer looks for no quotations")


def judged(gold: dict[str, Any], rows: list[dict[str, Any]], score: ModuleType) -> Iterator[tuple[bool, Any, Any]]:
    """For each answer on a quotation that the gold has too: whether it is right, the gold, the answer."""
    text = gold["text"]
    found = {score.trim(text, row["start"], row["end"]): row for row in rows if row["kind"] in score.SPEECH}
    for quote in gold.get("quotes") or []:
        if quote.get("kind") in score.SPEECH and quote.get("named"):
            row = found.get(score.trim(text, quote["start"], quote["end"]))
            if row is not None:
                yield score.speaker_ok(quote, row.get("speaker_canonical")), quote, row


def main() -> None:
    """Mark and score every set."""
    bench = Path(sys.argv[1])
    score = scorer(bench)
    errors = int(sys.argv[sys.argv.index("--errors") + 1]) if "--errors" in sys.argv else 0
    wanted = sys.argv[sys.argv.index("--set") + 1] if "--set" in sys.argv else ""
    print_row("set", "metric", "reached", "at least", "aim", "precision", "answered/recall")
    total = spent = 0.0
    for name, metrics in TARGETS.items():
        file = bench / "dev" / f"{name}.jsonl"
        if not file.is_file() or wanted not in name:
            continue
        gold = {record["id"]: record for record in records(file)}
        total += sum(len(record["text"].split()) for record in gold.values())
        before = {key: prepared(record) for key, record in gold.items()}
        start = time.process_time()
        found = {key: find_speakers(find_quotes(document)) for key, document in before.items()}
        spent += time.process_time() - start
        predicted = {key: {"id": key, "quotes": quotes_of(document)} for key, document in found.items()}
        report, _ = score.run(gold, predicted, list(gold))
        for metric, (least, aim) in metrics.items():
            _row(name, metric, report, least, aim)
        _row_of_narration(name, gold, predicted)
        if "--rules" in sys.argv or errors:
            _rules(gold, predicted, score, errors)
    if total:
        print_row("all", "ms per 1,000 words", f"{1e6 * spent / total:.1f}", f"{SPEED[0]:.0f}", f"{SPEED[1]:.0f}")


def _row(name: str, metric: str, report: dict[str, Any], least: float, aim: float) -> None:
    around = at(report, f"quotes.{metric}" if "speakers" in metric else f"quotes.{metric.rpartition('.')[0]}") or {}
    if "speakers" in metric:
        reached, beside = around.get("accuracy_on_matched"), ("precision_when_answered", "answered")
    else:
        reached, beside = at(report, f"quotes.{metric}"), ("p", "r")
    shown = "-" if reached is None else f"{reached:.3f}"
    precision, share = (f"{around[key]:.3f}" if around.get(key) is not None else "" for key in beside)
    print_row(name, metric, shown, f"{least:.3f}", f"{aim:.3f}", precision, share)


def _row_of_narration(name: str, gold: dict[str, Any], predicted: dict[str, Any]) -> None:
    """The share of paragraphs without a quotation of which we give some words to a speaker."""
    plain = given = 0
    for key, record in gold.items():
        text, quotes = record["text"], record.get("quotes") or []
        spoken = [row for row in predicted[key]["quotes"] if row.get("speaker_canonical") and row["kind"] == "direct"]
        start = 0
        for paragraph in text.split("\n\n"):
            end = start + len(paragraph)
            ignored = record.get("ignore_spans") or []
            spans = [(quote["start"], quote["end"]) for quote in quotes] + [tuple(span) for span in ignored]
            if paragraph.strip() and not any(first < end and start < last for first, last in spans):
                plain += 1
                given += any(row["start"] < end and start < row["end"] for row in spoken)
            start = end + 2
    if plain:
        print_row(name, "narration given away", f"{given / plain:.4f}", "0", "0", "", f"{given} of {plain}")


def _rules(gold: dict[str, Any], predicted: dict[str, Any], score: ModuleType, errors: int) -> None:
    """How often each rule decided and was right, and some of the wrong answers."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    shown = 0
    for key, record in gold.items():
        for fits, quote, row in judged(record, predicted[key]["quotes"], score):
            rule = row.get("rule", "none")
            (right if fits else wrong)[rule] += 1
            if not fits and shown < errors:
                shown += 1
                text, start, end = record["text"], quote["start"], quote["end"]
                before, inside, behind = text[max(0, start - 240) : start], text[start:end][:100], text[end : end + 120]
                names = f"gold {quote.get('speaker_canonical')}, found {row.get('speaker_canonical')}"
                sys.stdout.write(f"--- {key} [{rule}] {names}\n{before!r}\n   >>> {inside!r}\n   {behind!r}\n")
    for rule in sorted(right | wrong, key=lambda rule: -right[rule] - wrong[rule]):
        count = right[rule] + wrong[rule]
        print_row("", f"  {rule}", f"{right[rule] / count:.3f}", "", "", "", str(count))


if __name__ == "__main__":
    main()
