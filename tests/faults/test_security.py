"""What SECURITY.md says of our own code, read in the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import accessible

PACKAGE = Path(accessible.__file__).parent
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}

#: What turns data into code, or starts something through a shell.
_MODULES = {"pickle", "cPickle", "dill", "marshal", "shelve", "pty", "commands", "xmlrpc", "ftplib", "telnetlib"}
_BUILTINS = {"eval", "exec", "compile", "__import__"}
_METHODS = {"os.system", "os.popen", "yaml.load", "yaml.unsafe_load", "yaml.full_load", "tempfile.mktemp"}
_METHODS |= {"subprocess.getoutput", "subprocess.getstatusoutput", "zipfile.extractall", "tarfile.extractall"}
_STARTING = {"run", "Popen", "call", "check_call", "check_output"}


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Where each call is, what is called as it is written, and the call."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", ast.unparse(node.func), node


def test_no_data_becomes_code() -> None:
    found = [f"{where}: {name}" for where, name, _ in calls() if name in _BUILTINS or name in _METHODS]
    found += [f"{where}: {name}" for where, name, _ in calls() if name.endswith((".extractall", ".extract"))]
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{path.name}:{node.lineno}: {name}" for name in names if name.partition(".")[0] in _MODULES]
    assert found == []


def test_programs_are_started_with_a_list_and_without_a_shell() -> None:
    seen, found = 0, []
    for where, name, call in calls():
        owner, _, method = name.rpartition(".")
        found += [f"{where}: a shell" for word in call.keywords if word.arg == "shell"]
        if owner == "subprocess" and method in _STARTING:
            seen += 1
            if not call.args or isinstance(call.args[0], ast.Constant | ast.JoinedStr):
                found.append(f"{where}: no list")
    assert seen
    assert found == []


def test_yaml_and_xml_are_read_by_safe_loaders() -> None:
    """Every parser of lxml that is made says that entities stay unresolved, and that nothing is fetched."""
    found = []
    for where, name, call in calls():
        if name in ("etree.XMLParser", "XMLParser"):
            words = {word.arg: ast.unparse(word.value) for word in call.keywords}
            if words.get("resolve_entities") not in ("False", "'internal'") or words.get("no_network") != "True":
                found.append(f"{where}: {words}")
        if name in ("etree.parse", "etree.iterparse", "etree.HTML"):
            found.append(f"{where}: {name} without a parser of ours")
    assert found == []
