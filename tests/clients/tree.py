"""Chromium's accessibility tree as lines to read: a role, a name, and what a screen reader says beside them."""

from __future__ import annotations

from typing import Any, TypeAlias

Tree: TypeAlias = str

#: Roles that hold nothing but other nodes, and pieces of a line of text.
_BARE = frozenset({"none", "generic", "InlineTextBox", "LineBreak"})
_TOLD = ("level", "roledescription", "hasPopup", "checked", "expanded", "disabled")


def tree_of(nodes: list[dict[str, Any]]) -> Tree:
    """The tree of the nodes that `Accessibility.getFullAXTree` answers with."""
    known = {node["nodeId"]: node for node in nodes}
    lines: list[str] = []

    def walk(node: dict[str, Any], depth: int) -> None:
        role = node["role"]["value"]
        name = " ".join(str(node.get("name", {}).get("value", "")).split())
        is_told = not node.get("ignored") and (role not in _BARE or (role == "generic" and name))
        if is_told:
            facts = [
                f"{fact['name']} {fact['value']['value']}"
                for fact in node.get("properties", ())
                if fact["name"] in _TOLD
            ]
            lines.append("  " * depth + " ".join([role, *([f"“{name}”"] if name else []), *facts]))
        if role == "StaticText":
            return
        for child in node.get("childIds", ()):
            if child in known:
                walk(known[child], depth + bool(is_told))

    walk(nodes[0], 0)
    return "\n".join(lines) + "\n"
