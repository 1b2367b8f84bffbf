"""What each cue of a heading is worth: ``python -m tests.benchmarks.weigh BENCH [--print]``.

BENCH is a folder with `dev/*.jsonl` (gold beside texts). Fits the weights of `accessible/structurer/headings.py` by
logistic regression with a ridge penalty, each kind of document weighing the same, and says how well weights do on
candidates of a kind that they never saw (precision, recall, F1), of documents that they never saw ("unseen": ten folds)
and of those that they were fitted to. With ``--print`` writes the table `FITTED` for the module; the weights of
`GIVEN` are not fitted.
Needs NumPy, which comes with py3langid.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

from accessible.model.document import Document, Section
from accessible.model.draft import Draft, Metadata
from accessible.readers.text import runs
from accessible.structurer import TRANSFORMS
from accessible.structurer.cues import Candidate, candidates
from accessible.structurer.headings import GIVEN, find_headings
from tests.benchmarks.structure import records, scorer

SETS = ("web_gov", "local-only/web_readability", "local-only/web_cleaneval", "books_se", "books_pg",
        "local-only/news_l3sgn1", "tricky+local-only/seed_gold")  # fmt: skip


def before_headings(text: str, language: str) -> Document:
    """A text as the transforms leave it that come before the headings."""
    draft = Draft(source="a.txt", text=text, metadata=Metadata(language=language), blocks=tuple(runs(text)))
    document = Document(
        source=draft.source, text=text, metadata=draft.metadata, sections=(Section(blocks=draft.blocks),)
    )
    for transform in TRANSFORMS:
        if transform is find_headings:
            return document
        document = transform(document)
    raise AssertionError


def main() -> None:
    """Fit, check, print."""
    bench = Path(sys.argv[1])
    score = scorer(bench)
    rows: list[tuple[int, float, tuple[str, ...], bool, str]] = []
    documents: list[int] = []
    for kind, names in enumerate(SETS):
        for name in names.split("+"):
            for record in records(bench / "dev" / f"{name}.jsonl"):
                found = list(_labelled(record, score))
                weight = min(1.0, 60 / max(1, len(found)))
                documents += [documents[-1] + 1 if documents else 0] * len(found)
                rows += [(kind, weight, candidate.cues, heading, text) for candidate, heading, text in found]
    names = sorted({cue for _, _, cues, _, _ in rows for cue in cues} - set(GIVEN))
    given = np.array([sum(GIVEN.get(cue, 0.0) for cue in cues) for _, _, cues, _, _ in rows])
    index = {name: at for at, name in enumerate(names)}
    features = np.zeros((len(rows), len(names) + 1))
    for at, (_, _, cues, _, _) in enumerate(rows):
        features[at, [index[cue] for cue in cues if cue in index]] = 1
    features[:, -1] = 1
    truth = np.array([heading for *_, heading, _ in rows], dtype=float)
    kinds = np.array([kind for kind, *_ in rows])
    weight = np.array([weight for _, weight, *_ in rows])
    for kind in range(len(SETS)):
        weight[kinds == kind] *= 400 / max(1.0, weight[kinds == kind].sum())
    print(f"{'kind':36}{'n':>6}{'headings':>9}{'p':>7}{'r':>7}{'F1':>7}{'F1 unseen':>11}{'F1 fitted':>11}")
    whole = fit(features, truth, weight, given)
    tenth = np.array(documents) % 10
    unseen = np.zeros(len(rows))
    for fold in range(10):
        held = fit(features[tenth != fold], truth[tenth != fold], weight[tenth != fold], given[tenth != fold])
        unseen[tenth == fold] = features[tenth == fold] @ held + given[tenth == fold]
    for kind, name in enumerate(SETS):
        rest = kinds != kind
        held = fit(features[rest], truth[rest], weight[rest], given[rest])
        own = kinds == kind
        p, r, f = prf(features[own] @ held + given[own] > 0, truth[own] > 0)
        *_, fitted = prf(features[own] @ whole + given[own] > 0, truth[own] > 0)
        *_, new = prf(unseen[own] > 0, truth[own] > 0)
        print(f"{name:36}{own.sum():6}{int(truth[own].sum()):9}{p:7.3f}{r:7.3f}{f:7.3f}{new:11.3f}{fitted:11.3f}")
    if "--print" in sys.argv:
        print(f"BASE = {whole[-1]:.1f}")
        for name in sorted(names, key=lambda name: -whole[index[name]]):
            uses = features[:, index[name]]
            print(f'    "{name}": {whole[index[name]]:.1f},  # {int(uses.sum())} {uses @ truth / uses.sum():.2f}')
    if "--errors" in sys.argv:
        want = sys.argv[sys.argv.index("--errors") + 1]
        for (kind, _, cues, heading, text), value in zip(rows, features @ whole + given, strict=True):
            if want in SETS[kind] and (value > 0) != heading:
                print("MISS" if heading else "FALSE", f"{value:.1f}", repr(text[:70]), cues)


def _labelled(record: dict[str, Any], score: Any) -> list[tuple[Candidate, bool, str]]:
    document = before_headings(record["text"], record.get("lang") or "")
    blocks = document.sections[0].blocks
    lines = score.lines(record["text"])
    gold = record["blocks"]
    merge = record.get("merge") or {}
    labels = score.lab(gold, lines)
    kind_at = {
        start: gold[label]["type"] if label is not None else "ignore"
        for (start, _), label in zip(lines, labels, strict=True)
    }
    found = []
    for candidate in candidates(blocks, record["text"], document.metadata.language):
        block = blocks[candidate.at]
        kind = kind_at.get(block.span.start, "ignore")
        merged = merge.get(kind, kind)
        if merged in ("*", "ignore", "title", "boilerplate", "verse"):
            continue
        found.append((candidate, merged == "heading", record["text"][block.span.start : block.span.end]))
    return found


def fit(
    features: np.ndarray, truth: np.ndarray, weight: np.ndarray, given: np.ndarray, ridge: float = 2.0
) -> np.ndarray:
    """Weights of a logistic regression with a ridge penalty (not on the base), by Newton's method."""
    found = np.zeros(features.shape[1])
    penalty = np.full(features.shape[1], ridge)
    penalty[-1] = 0.01
    for _ in range(25):
        probability = 1 / (1 + np.exp(-features @ found - given))
        gradient = features.T @ (weight * (probability - truth)) + penalty * found
        curvature = weight * probability * (1 - probability)
        hessian = (features * curvature[:, None]).T @ features + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        found -= step
        if np.abs(step).max() < 1e-6:
            break
    return found


def prf(found: np.ndarray, truth: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    hits = float((found & truth).sum())
    p, r = hits / max(1.0, float(found.sum())), hits / max(1.0, float(truth.sum()))
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


if __name__ == "__main__":
    main()
