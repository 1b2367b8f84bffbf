"""The table of figures for structure: ``python -m tests.benchmarks.structure BENCH``.

``BENCH`` is a folder with a scorer, `score.py`, and gold sets in `dev/`; a set that is not there is left out. Prints a
row for each set and metric with what was reached and what is aimed at, precision and recall beside every F1, and the
time per 1,000 words. Default dependencies only.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.benchmarks.predict import blocks_of, document_of, quotes_of

#: Set → metric (a path into the scorer's report) → the least to reach, and what is aimed at.
TARGETS: dict[str, dict[str, tuple[float, float]]] = {
    "local-only/seed_gold": {"blocks.line_accuracy": (1.0, 1.0), "blocks.heading.f1": (1.0, 1.0)},
    "local-only/news_l3sgn1": {
        "blocks.by_type.title.f1": (0.75, 0.90),
        "blocks.heading.f1": (0.50, 0.65),
        "blocks.by_type.boilerplate.f1": (0.75, 0.88),
    },
    "web_gov": {"blocks.heading.f1": (0.92, 0.95), "blocks.levels.relative_rank": (0.90, 0.95)},
    "local-only/web_readability": {"blocks.heading.f1": (0.87, 0.92)},
    "local-only/web_cleaneval": {"blocks.heading.f1": (0.77, 0.83)},
    "books_se": {
        "blocks.heading_macro_f1": (0.92, 0.96),
        "blocks.heading.f1": (0.88, 0.94),
        "blocks.levels.relative_rank": (0.97, 0.99),
        "blocks.by_type.verse.f1": (0.80, 0.90),
    },
    "books_pg": {"blocks.heading.f1": (0.82, 0.92)},
    "tricky": {"blocks.line_accuracy": (0.97, 1.0)},
}
#: Milliseconds for 1,000 words, the whole structurer, over all sets.
SPEED = (15.0, 5.0)


def scorer(bench: Path) -> ModuleType:
    """The scorer that stands beside the gold."""
    spec = importlib.util.spec_from_file_location("score", bench / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"error: there is no score.py in {bench}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def records(file: Path) -> Iterable[dict[str, Any]]:
    """The records of a JSON Lines file."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def at(report: Any, path: str) -> Any:
    """What stands at a dotted path of a report, or None."""
    for key in path.split("."):
        report = report.get(key) if isinstance(report, dict) else None
    return report


def main() -> None:
    """Structure and score every set."""
    bench = Path(sys.argv[1])
    score = scorer(bench)
    print_row("set", "metric", "reached", "at least", "aim", "precision", "recall")
    total = spent = 0.0
    for name, metrics in TARGETS.items():
        file = bench / "dev" / f"{name}.jsonl"
        if not file.is_file():
            continue
        gold = {record["id"]: record for record in records(file)}
        total += sum(len(record["text"].split()) for record in gold.values())
        start = time.process_time()
        found = {name: document_of(record) for name, record in gold.items()}
        spent += time.process_time() - start
        predicted = {
            name: {"id": name, "blocks": blocks_of(document), "quotes": quotes_of(document)}
            for name, document in found.items()
        }
        report, _ = score.run(gold, predicted, list(gold))
        for metric, (least, aim) in metrics.items():
            around = at(report, metric.rpartition(".")[0]) if metric.endswith(".f1") else {}
            precision, recall = (f"{around[key]:.3f}" if around else "" for key in ("p", "r"))
            reached = at(report, metric)
            shown = "-" if reached is None else f"{reached:.3f}"
            print_row(name, metric.removeprefix("blocks."), shown, f"{least:.2f}", f"{aim:.2f}", precision, recall)
    if total:
        print_row("all", "ms per 1,000 words", f"{1e6 * spent / total:.1f}", f"{SPEED[0]:.0f}", f"{SPEED[1]:.0f}")


def print_row(*cells: str) -> None:
    """One line of the table."""
    widths = (28, 28, 9, 9, 7, 10)
    sys.stdout.write("".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=False)) + cells[-1] + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
