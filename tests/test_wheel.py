"""What `pip install .` gives, not editable: a package that speaks, with its casts inside."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source tree, built by the project's own back end."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


def test_it_holds_the_casts_the_word_lists_and_the_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "accessible/voices/default.toml" in names
    assert "accessible/voices/default.pls" in names
    assert "accessible/narrator/spoken/data/en.toml" in names
    assert "accessible/structurer/data/cue.en.txt" in names
    assert "accessible/readers/data/languages.toml" in names
    assert "accessible/wording/words.toml" in names
    assert any(name.startswith("accessible/renderers/assets/") and name.endswith(".css") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "output/")) for name in names)


def test_it_speaks_away_from_the_source_tree(wheel: Path, tmp_path: Path) -> None:
    site, work = tmp_path / "site", tmp_path / "work"
    work.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    environment = {**os.environ, "PYTHONPATH": str(site)}

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-P", *arguments]
        return subprocess.run(command, cwd=work, env=environment, capture_output=True, check=True)

    place = run("-c", "import accessible; print(accessible.__file__)").stdout.decode()
    assert place.startswith(str(site))
    assert len(run("-m", "accessible", "speak", "The casts came along.").stdout) > 20_000
