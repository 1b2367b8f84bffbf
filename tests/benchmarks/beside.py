"""Articles taken out of web pages beside what others make of the same pages: trafilatura and readability-lxml, as far
as they are installed (neither is one of our dependencies).

    pip install trafilatura readability-lxml
    python -m tests.benchmarks.predict_html PAGES.jsonl --beside

Of a page, its ``gold_text`` (title first), its ``headings`` and its ``bold_headings`` have to be known, and ``set``
says which kind it is of. What is printed is looked at and not asserted; the measures are those of shared words (F1)
and of headings by their words, the title apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from time import perf_counter
from typing import Any

#: What a tool makes of a page: the article as plain text, title first, and its headings.
Taker = Callable[[str], tuple[str, list[str]]]

_COUNTS = ("words", "found", "wanted", "headings", "headings_found", "bold", "bold_found", "given", "given_found")


def takers(ours: Taker) -> dict[str, Taker]:
    """Ours, and whatever else is installed."""
    found = {"ours": ours}
    for name, module, taker in (
        ("trafilatura", "trafilatura", _trafilatura),
        ("readability-lxml", "readability", _readability),
    ):
        try:
            import_module(module)
        except ImportError:
            continue
        found[name] = taker
    return found


def table(rows: Iterable[Mapping[str, Any]], tools: Mapping[str, Taker]) -> Iterator[str]:
    """The lines of the table: for each page and tool F1 of words, headings found of those that are there, bold ones
    found, headings given; then the same for each set, with the seconds that it took."""
    sums: dict[tuple[str, str], Counter[str]] = {}
    seconds: Counter[str] = Counter()
    yield "\t".join(("page", *tools))
    for row in rows:
        cells = []
        for name, taker in tools.items():
            begun = perf_counter()
            text, headings = taker(row["html"])
            seconds[name] += perf_counter() - begun
            counts = counted(row, text, headings)
            sums.setdefault((row.get("set", ""), name), Counter()).update(counts)
            cells.append(
                f"{f1(counts):.3f} {counts['headings_found']}/{counts['headings']} "
                f"{counts['bold_found']}/{counts['bold']} {counts['given_found']}/{counts['given']}"
            )
        yield "\t".join((row["id"], *cells))
    for (name_of_set, tool), counts in sorted(sums.items()):
        kept, bold, precise = (
            f"{counts[part] / counts[whole]:.3f}" if counts[whole] else "-"
            for part, whole in (("headings_found", "headings"), ("bold_found", "bold"), ("given_found", "given"))
        )
        words = f"{name_of_set} {tool}: word F1 {f1(counts):.4f}"
        yield f"{words}, headings kept {kept}, bold found {bold}, precision {precise}"
    for tool, took in seconds.items():
        yield f"{tool}: {took:.1f} s"


def counted(row: Mapping[str, Any], text: str, headings: Iterable[str]) -> Counter[str]:
    """How much of a page's gold a tool found, and how much of what it gives is gold."""
    gold, given = (Counter(re.findall(r"\w+", words.lower())) for words in (row["gold_text"], text))
    ours = Counter(map(_said, headings))
    marked, bold = Counter(map(_said, row["headings"])), Counter(map(_said, row["bold_headings"]))
    title = _said(row["gold_text"].split("\n")[0])
    numbers = (
        (gold & given).total(), given.total(), gold.total(),
        marked.total(), (marked & ours).total(), bold.total(), (bold & ours).total(),
        ours.total() - ours[title], ((marked + bold) & ours).total(),
    )  # fmt: skip
    return Counter(dict(zip(_COUNTS, numbers, strict=True)))


def f1(counts: Mapping[str, int]) -> float:
    """The harmonic mean of precision and recall of words."""
    return 2 * counts["words"] / max(1, counts["found"] + counts["wanted"])


def _said(heading: str) -> str:
    return " ".join(re.findall(r"\w+", heading.lower()))


def _trafilatura(page: str) -> tuple[str, list[str]]:
    trafilatura, etree = import_module("trafilatura"), import_module("lxml.etree")
    found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
    if found is None:
        return "", []
    heads = (head for head in found.body.iter("head") if head.get("rend") != "h1")
    text = "\n".join(etree.tostring(block, method="text", encoding="unicode") for block in found.body)
    return f"{found.title or ''}\n{text}", ["".join(head.itertext()) for head in heads]


def _readability(page: str) -> tuple[str, list[str]]:
    readability, html = import_module("readability"), import_module("lxml.html")
    document = readability.Document(page)
    article = html.fromstring(document.summary())
    text = "\n".join(" ".join(block.split()) for block in article.itertext())
    heads = [" ".join(head.itertext()) for head in article.iter("h2", "h3", "h4", "h5", "h6")]
    return f"{document.short_title()}\n{text}", heads
