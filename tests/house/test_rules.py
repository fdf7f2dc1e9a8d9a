"""`rules` are pure: the standard library, the libraries HOUSE.md names and other rules; no clock, no network."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CODE = Path(__file__).parents[2]
APPS = ("programme", "savings", "governance", "bots")
PURE = {"numpy", "networkx", "holidays", "rapidfuzz"}
NOT_PURE = {
    "os",
    "socket",
    "ssl",
    "subprocess",
    "threading",
    "time",
    "urllib",
    "http",
    "sqlite3",
    "tempfile",
    "logging",
}
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("timezone", "now"),
}
FILES = sorted(file for app in APPS for file in (CODE / app / "rules").rglob("*.py"))


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def is_pure(module: str) -> bool:
    parts = module.split(".")
    if parts[0] in APPS:
        return parts[1:2] == ["rules"]
    return parts[0] in PURE or (parts[0] in sys.stdlib_module_names and parts[0] not in NOT_PURE)


def clock_readings(tree: ast.Module) -> list[int]:
    """Return the lines on which a clock is read."""
    calls = (
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    )
    return [
        call.lineno
        for call in calls
        if (ast.unparse(call.func.value).split(".")[-1], call.func.attr) in CLOCKS
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(CODE)))
def test_rules_are_pure(file: Path):
    tree = ast.parse(file.read_text(encoding="utf-8"))

    assert [module for module in imports(tree) if not is_pure(module)] == []
    assert clock_readings(tree) == []


def test_a_planted_fault_is_caught():
    tree = ast.parse(
        "import datetime\nfrom django.db import models\nimport programme.models\nnow = datetime.datetime.now()\n"
    )

    assert [module for module in imports(tree) if not is_pure(module)] == ["django.db", "programme.models"]
    assert clock_readings(tree) == [4]
