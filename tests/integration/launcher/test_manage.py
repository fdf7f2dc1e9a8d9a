"""`manage.py`: who starts the servers, who joins them, and how it ends for those who joined."""

import json
import signal
from pathlib import Path

import pytest

from deploy.launcher.joining import tell
from tests.fakes.rehearsal import wait_until
from tests.integration.launcher.conftest import Tree

ABANDONED = "The tracker was stopped while this command was running"


class TestStarting:
    def test_a_command_starts_the_servers_for_itself_and_stops_them(self, tree: Tree):
        command = tree.manage("look")

        assert command.ends(within=20) == 0
        assert tree.left() == []
        assert not (tree.data / "running.json").exists()

    def test_migrates_the_first_time_alone(self, tree: Tree):
        first = tree.manage("look")
        first.ends(within=20)
        second = tree.manage("look")
        second.ends(within=20)

        assert first.err == ["preparing the database …"]
        assert second.err == []

    def test_migrates_again_when_there_is_a_new_migration(self, tree: Tree):
        tree.manage("look").ends(within=20)
        (tree.root / "deploy" / "migrations").mkdir()
        (tree.root / "deploy" / "migrations" / "__init__.py").touch()

        command = tree.manage("look")

        assert command.ends(within=20) == 0
        assert command.err == ["preparing the database …"]

    @pytest.mark.parametrize(
        "words", [["look", "--help"], ["help"], ["version"], ["check"], ["makemigrations"], ["--version"]]
    )
    def test_help_checks_and_makemigrations_start_nothing(self, tree: Tree, words: list[str]):
        command = tree.manage(*words)

        assert command.ends() == 0
        assert not tree.data.exists()

    @pytest.mark.parametrize(
        "given",
        [
            {"SECRET_KEY": "s"},
            {"SECRET_KEY_FILE": "/run/secrets/key"},
            {"DATABASE_URL": "postgres://a@%2Fnowhere/b", "REDIS_URL": "redis://nowhere"},
        ],
    )
    def test_production_or_two_given_servers_start_nothing(self, tree: Tree, given: dict[str, str]):
        command = tree.manage("look", "--idle", env=given)

        assert command.ends() == 0
        assert command.out == ["idle"]
        assert not (tree.data / "pg18").exists()

    def test_a_failing_command_keeps_its_exit_status_and_leaves_nothing(self, tree: Tree):
        command = tree.manage("look", "--no-such-option")

        assert command.ends(within=20) == 2
        assert tree.left() == []


class TestJoining:
    def test_a_second_command_uses_the_servers_of_the_first(self, tree: Tree, tmp_path: Path):
        first = tree.manage("look", "--until", tmp_path / "stop")
        first.said("found")

        second = tree.manage("look")

        assert second.ends() == 0
        assert json.loads(second.out[0])["found"] == json.loads(first.out[0])["found"]

    def test_the_first_waits_for_those_who_joined(self, tree: Tree, tmp_path: Path):
        first = tree.manage("look", "--until", tmp_path / "first")
        first.said("found")
        second = tree.manage("look", "--until", tmp_path / "second")
        second.said("found")

        (tmp_path / "first").touch()
        first.said("Waiting for other commands")
        before = len(second.out)
        wait_until(lambda: len(second.out) > before + 3, "the second to go on")
        (tmp_path / "second").touch()

        assert second.ends() == 0
        assert first.ends() == 0
        assert tree.left() == []

    def test_ctrl_c_ends_the_wait_and_the_joiner_says_why_it_failed(self, tree: Tree, tmp_path: Path):
        first = tree.manage("look", "--until", tmp_path / "first")
        first.said("found")
        second = tree.manage("look", "--until", tmp_path / "second")
        second.said("found")
        (tmp_path / "first").touch()
        first.said("Waiting for other commands")

        first.stop(signal.SIGINT)

        assert second.ends() == 1
        assert len(second.err) == 1
        assert second.err[0].startswith(ABANDONED)

    def test_ten_at_once_share_one_set_of_servers(self, tree: Tree):
        commands = [tree.manage("look") for _ in range(10)]

        assert [command.ends(within=60) for command in commands] == [0] * 10
        assert tree.left() == []

    def test_joins_make_run_with_its_addresses(self, tree: Tree, port: int):
        tree.run(port).said("ready:")

        command = tree.manage("look")

        assert command.ends() == 0
        urls = json.loads(command.out[0])["urls"]
        assert urls["PUBLIC_URL"] == f"http://127.0.0.1:{port}"
        assert urls["SLACK_API_URL"] == f"http://127.0.0.1:{port + 1}/api/"
        assert urls["EMAIL_URL"].startswith("smtp://127.0.0.1:")

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
    @pytest.mark.parametrize("idle", [[], ["--idle"]])
    def test_when_make_run_goes_a_joiner_fails_with_one_sentence(
        self, tree: Tree, port: int, tmp_path: Path, number: int, idle: list[str]
    ):
        run = tree.run(port)
        run.said("ready:")
        command = tree.manage("look", "--until", tmp_path / "stop", *idle)
        command.said("idle" if idle else "found")

        run.stop(number)

        assert command.ends() == 1
        assert len(command.err) == 1
        assert command.err[0].startswith(ABANDONED)

    def test_with_json_the_refusal_is_json_too(self, tree: Tree, port: int, tmp_path: Path):
        run = tree.run(port)
        run.said("ready:")
        command = tree.manage("look", "--idle", "--json", "--until", tmp_path / "stop")
        command.said("idle")

        run.stop()

        assert command.ends() == 1
        error = json.loads(command.out[-1])["error"]
        assert error["message"].startswith(ABANDONED)
        assert "make run" in error["next"]


class TestTell:
    def test_adds_what_is_not_said(self):
        environ = {"PUBLIC_URL": "https://tracker.example.gov.uk"}

        tell(environ, {"PUBLIC_URL": "http://127.0.0.1:8000", "REDIS_URL": "unix:///valkey.sock"})

        assert environ == {"PUBLIC_URL": "https://tracker.example.gov.uk", "REDIS_URL": "unix:///valkey.sock"}

    def test_the_owners_address_goes_with_the_database(self):
        environ = {"DATABASE_URL": "postgres://elsewhere/tracker"}

        tell(
            environ,
            {
                "DATABASE_URL": "postgres://here/tracker",
                "DATABASE_OWNER_URL": "postgres://owner@here/tracker",
            },
        )

        assert environ == {"DATABASE_URL": "postgres://elsewhere/tracker"}

    def test_the_data_folder_is_always_told_whole(self):
        environ = {"TRACKER_DATA": "var"}

        tell(environ, {"TRACKER_DATA": "/srv/tracker/var"})

        assert environ == {"TRACKER_DATA": "/srv/tracker/var"}
