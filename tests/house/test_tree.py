"""The repository itself under test: what must never be in it, and where things live."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def tracked_files():
    try:
        listed = subprocess.run(
            ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git checkout here")
    return [ROOT / line for line in listed.splitlines()]


def text_of(path):
    try:
        return path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError):
        return ""


class TestTree:
    @pytest.mark.parametrize("lock", ["runtime.txt", "dev.txt"])
    def test_locks_hold_hashes_and_no_address(self, lock):
        text = (ROOT / "requirements" / lock).read_text()

        assert "://" not in text
        assert text.count("==") <= text.count("--hash=sha256:")

    def test_nothing_names_a_machine_path(self):
        machine = re.compile(r"(^|[^A-Za-z0-9_.])/(work|farm)/")
        named = [p for p in tracked_files() if machine.search(text_of(p)) and p.name != "test_tree.py"]

        assert named == []

    def test_guards_are_looked_past_in_one_place_alone(self):
        asked = [
            p.relative_to(ROOT).as_posix()
            for p in tracked_files()
            if p.suffix == ".py" and "pgtrigger.ignore" in text_of(p) and p.name != "test_tree.py"
        ]

        assert set(asked) <= {"tests/conftest.py", "tests/integration/programme/test_ledgers.py"}

    def test_no_room_is_called_by_a_name_that_says_nothing(self):
        vague = {"utils", "helpers", "common", "core", "misc", "services", "managers"}

        named = [
            p
            for p in tracked_files()
            if vague & {part.removesuffix(".py") for part in p.relative_to(ROOT).parts}
        ]

        assert named == []

    def test_the_top_level_is_the_house(self):
        packages = {p.parent.name for p in ROOT.glob("*/__init__.py")}

        assert packages - {"bench"} == {"programme", "savings", "governance", "bots", "deploy", "tests"}

    @pytest.mark.django_db
    def test_every_migration_is_made(self):
        from django.core.management import call_command

        call_command("makemigrations", check=True, dry_run=True, verbosity=0)

    def test_the_web_process_never_imports_celery_nor_the_library_that_draws(self):
        code = (
            "import sys, deploy.wsgi; from django.urls import get_resolver; get_resolver().url_patterns; "
            "print('celery' in sys.modules or 'vl_convert' in sys.modules)"
        )
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.split()[-1] == "False"
