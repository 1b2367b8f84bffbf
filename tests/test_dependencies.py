"""What we depend on: each within bounds, the versions tested on record (``.ci/constraints.txt``), none with a hole.

The advisories are those of PyPI, asked by pip-audit. Where the service cannot be reached, that is told at the end of
the run and fails nothing, also where ``CI=true``: an answer that nobody gives says nothing about us.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
CONSTRAINTS = ROOT / ".ci" / "constraints.txt"


def declared(*extras: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = [project["dependencies"], *(project["optional-dependencies"][extra] for extra in extras)]
    found = [Requirement(line) for group in groups for line in group]
    return [it for it in found if it.name != "accessible"]


def on_record() -> dict[str, Version]:
    lines = (line for line in CONSTRAINTS.read_text().splitlines() if not line.startswith("#"))
    pairs = (line.split("==") for line in lines)
    return {canonicalize_name(name): Version(version) for name, version in pairs}


def test_every_dependency_has_bounds() -> None:
    for it in declared("check", "piper", "cluster"):
        signs = {bound.operator for bound in it.specifier}
        assert {">=", "<"} <= signs, f"{it} has no lower or no upper bound"


def test_the_tested_versions_are_on_record_and_within_the_bounds() -> None:
    versions = on_record()
    for it in declared("check", "piper", "cluster", "dev"):
        version = versions.get(canonicalize_name(it.name))
        assert version is not None, f"{it.name} is not in .ci/constraints.txt: sh .ci/lock"
        assert version in it.specifier, f"{it.name} {version} is not within {it.specifier}: sh .ci/lock"


def test_versions_with_holes_that_matter_here_are_out_of_bounds() -> None:
    """Fixed by these versions: lxml CVE-2026-41066 (local files by iterparse), mammoth CVE-2025-11849 (any file)."""
    fixed = {"lxml": "6.1", "mammoth": "1.11"}
    for it in declared():
        if it.name in fixed:
            assert not it.specifier.contains(Version(fixed[it.name] + ".dev0"), prereleases=True), str(it)


def test_no_version_has_a_known_hole() -> None:
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(CONSTRAINTS), "--no-deps", "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    try:
        asked = json.loads(answer.stdout)["dependencies"]
    except ValueError:
        pytest.skip(f"the advisories of PyPI could not be asked: {answer.stderr.strip().splitlines()[-1]}")
    holes = [
        f"{it['name']} {it['version']}: {hole['id']}, fixed in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for it in asked
        for hole in it.get("vulns", ())
    ]
    assert not holes, "\n".join(holes)
    unknown = [it["name"] for it in asked if "skip_reason" in it]
    if unknown:
        pytest.skip(f"the advisories of PyPI say nothing about {len(unknown)} of {len(asked)} packages here")
