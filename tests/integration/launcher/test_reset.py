"""`make reset`: it asks, it stops what runs, and it deletes nothing that is not the tracker's."""

import subprocess
import sys
from pathlib import Path

from tests.integration.launcher.conftest import Tree


def reset(tree: Tree, answer: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deploy.launcher", "reset"]
    return subprocess.run(
        command, cwd=tree.root, env=tree.environ, input=answer, capture_output=True, text=True, check=False
    )


class TestReset:
    def test_empties_the_folder_after_a_yes(self, tree: Tree):
        tree.manage("look").ends(within=20)

        done = reset(tree, "yes\n")

        assert done.returncode == 0
        assert f"deletes everything in {tree.data}" in done.stdout
        assert list(tree.data.iterdir()) == []
        assert tree.manage("look").ends(within=20) == 0

    def test_changes_nothing_without_one(self, tree: Tree):
        tree.manage("look").ends(within=20)

        assert reset(tree, "y\n").returncode == 1
        assert reset(tree, "").returncode == 1
        assert (tree.data / "pg18").exists()

    def test_stops_what_runs_first(self, tree: Tree, port: int):
        run = tree.run(port)
        run.said("ready:")

        assert reset(tree, "yes\n").returncode == 0
        assert run.ends() == 0
        assert tree.left() == []
        assert list(tree.data.iterdir()) == []

    def test_never_touches_a_folder_that_is_not_the_trackers(self, tree: Tree, tmp_path: Path):
        (tmp_path / "home").mkdir()
        (tmp_path / "home" / "thesis.odt").touch()
        tree.environ["TRACKER_DATA"] = str(tmp_path / "home")

        done = reset(tree, "yes\n")

        assert done.returncode == 1
        assert "is not a data folder of the tracker" in done.stderr
        assert (tmp_path / "home" / "thesis.odt").exists()

    def test_has_nothing_to_do_before_the_first_run(self, tree: Tree):
        assert reset(tree, "").returncode == 0
