"""The house is what HOUSE.md says because lint-imports says so; here a fault is planted and seen to be caught."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CODE = Path(__file__).parents[2]
ROOTS = ("deploy", "bots", "governance", "savings", "programme")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [program, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(folder)},
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what the contract reads: our Python and pyproject.toml."""
    folder = tmp_path_factory.mktemp("house")
    for root in ROOTS:
        shutil.copytree(
            CODE / root, folder / root, ignore=lambda where, names: {n for n in names if is_dull(where, n)}
        )
    shutil.copy(CODE / "pyproject.toml", folder)
    return folder


def is_dull(where: str, name: str) -> bool:
    path = Path(where, name)
    return name == "__pycache__" or (path.is_file() and path.suffix != ".py")


class TestImportContract:
    def test_is_kept(self, copy: Path):
        done = lint(copy)

        assert done.returncode == 0, done.stdout

    @pytest.mark.parametrize(
        ("file", "line", "contract"),
        [
            ("programme/rules/rag.py", "import savings.rules", "Storeys point down"),
            ("governance/events.py", "import governance.models", "Rooms point down in every app"),
            ("governance/rules/risk.py", "import governance.models", "Rooms point down in every app"),
            ("bots/rules/__init__.py", "import bots.models", "Rooms point down in bots"),
            ("bots/rehearsal/stage.py", "import bots.rules", "the rehearsal knows none of them"),
            ("bots/rehearsal/stage.py", "import programme.rules", "The rehearsal knows nothing of ours"),
            ("deploy/urls.py", "import bots.rehearsal", "Nothing of ours knows the rehearsal"),
            ("governance/queries/__init__.py", "import savings.models", "reach into each other's models"),
            ("deploy/launcher/run.py", "import django", "The launcher needs nothing of ours and no library"),
            ("programme/helpers.py", "", "Rooms point down in every app"),
        ],
    )
    def test_a_planted_fault_is_caught(self, copy: Path, file: str, line: str, contract: str):
        path = copy / file
        before = path.read_text() if path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{before or ''}\n{line}\n")
        try:
            done = lint(copy)
        finally:
            path.unlink() if before is None else path.write_text(before)

        assert done.returncode == 1
        broken = [words for words in done.stdout.splitlines() if words.endswith("BROKEN")]
        assert any(contract in words for words in broken), done.stdout
