"""The lock files: hashed, without an address, and the tests' holds all of the runtime's."""

import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).parents[2] / "requirements"
KINDS = ("runtime", "dev")


def locked(kind: str) -> dict[str, str]:
    """Return each locked package with its whole entry: version, marker and hashes."""
    text = (REQUIREMENTS / f"{kind}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    return {re.split(r"[ =\[;]", entry, maxsplit=1)[0]: " ".join(entry.split()) for entry in entries}


@pytest.mark.parametrize("kind", KINDS)
class TestLock:
    def test_names_no_address(self, kind: str):
        assert "://" not in (REQUIREMENTS / f"{kind}.txt").read_text(encoding="utf-8")

    def test_has_a_version_and_a_hash_for_everything(self, kind: str):
        entries = locked(kind)

        assert entries
        assert [
            name for name, entry in entries.items() if "==" not in entry or "--hash=sha256:" not in entry
        ] == []


def test_the_tests_lock_holds_all_of_the_runtimes():
    dev, runtime = locked("dev"), locked("runtime")

    assert {name: entry for name, entry in runtime.items() if dev.get(name) != entry} == {}
