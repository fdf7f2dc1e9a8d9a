"""`make run`, with stand-ins for the programs and real servers under them."""

import json
import os
import signal
import socket
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.fakes.rehearsal import wait_until
from tests.integration.launcher.conftest import Started, Tree, free_ports

PROGRAMS = ("web", "dispatcher", "worker", "rehearsal", "postgres", "valkey")


def web_pid(port: int) -> int | None:
    """Return which process answers on a port; None when nobody does."""
    line = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/healthz")
        return int(json.loads(line.getresponse().read())["pid"])
    except (OSError, ValueError):
        return None
    finally:
        line.close()


@pytest.fixture
def running(tree: Tree, port: int) -> Started:
    started = tree.run(port)
    started.said("ready:")
    return started


class TestReady:
    def test_is_said_first_and_then_where_everything_is(self, tree: Tree, running: Started, port: int):
        running.said("sign in:")

        assert running.out[0] == f"ready: http://127.0.0.1:{port}"
        assert [line.split(":")[0] for line in running.out] == ["ready", "rehearsal", "mailbox", "sign in"]
        assert f"http://127.0.0.1:{port + 1}/" in running.out[1]
        password = json.loads((tree.data / "secrets.json").read_text())["password"]
        assert "pmo@example.test" in running.out[3]
        assert password in running.out[3]

    def test_the_rehearsal_is_told_what_it_needs_and_nothing_of_the_database(
        self, tree: Tree, running: Started, port: int
    ):
        told = json.loads((tree.data / "rehearsal" / "told.json").read_text())

        assert told["REHEARSAL_EVENTS_URL"] == f"http://127.0.0.1:{port}/slack/events"
        assert told["SLACK_BOT_TOKEN"].startswith("xoxb-rehearsal-")
        assert told["SLACK_API_URL"] == f"http://127.0.0.1:{port + 1}/api/"
        assert "DATABASE_URL" not in told

    @pytest.mark.parametrize("silent", [["web"], ["dispatcher", "rehearsal"], ["worker"]])
    def test_names_what_has_not_answered_and_leaves_nothing(self, tree: Tree, port: int, silent: list[str]):
        started = tree.run(port, env={"SILENT": ",".join(silent)}, ready_within=1.5)

        assert started.ends(within=20) == 1
        sentence = next(line for line in started.err if line.startswith("Not ready after"))
        assert [
            name for name in silent if f"{name} has not answered (log: var/log/{name}.log)" not in sentence
        ] == []
        assert started.out == []
        assert tree.left() == []

    def test_a_second_run_keeps_data_and_password_and_loads_nothing_again(self, tree: Tree, port: int):
        first = tree.run(port)
        first.said("sign in:")
        first.stop()
        second = tree.run(port)
        second.said("sign in:")

        assert (tree.data / "examples").read_text() == "all both\n"
        assert first.out == second.out
        assert second.err == []

    def test_a_heartbeat_of_the_run_before_does_not_count(self, tree: Tree, port: int):
        first = tree.run(port)
        first.said("ready:")
        first.stop()

        second = tree.run(port, env={"SILENT": "worker"}, ready_within=1.0)

        assert second.ends(within=20) == 1
        assert any("worker has not answered" in line for line in second.err)

    def test_a_real_slack_has_no_rehearsal_beside_it(self, tree: Tree, port: int):
        started = tree.run(port, env={"SLACK_BOT_TOKEN": "xoxb-real"})
        started.said("sign in:")

        assert [line.split(":")[0] for line in started.out] == ["ready", "sign in"]
        assert not (tree.data / "rehearsal").exists()


class TestRefusal:
    @pytest.mark.parametrize("offset", [0, 1])
    def test_a_port_in_use_is_one_sentence_and_nothing_is_started(self, tree: Tree, port: int, offset: int):
        with socket.create_server(("127.0.0.1", port + offset)):
            started = tree.run(port)

            assert started.ends() == 1
        assert len(started.err) == 1
        assert f"Port {port + offset} cannot be used" in started.err[0]
        assert not tree.data.exists()

    def test_a_second_run_on_other_ports_names_the_first(self, tree: Tree, running: Started, port: int):
        second = tree.run(free_ports())

        assert second.ends() == 1
        assert len(second.err) == 1
        assert f"is running already, at http://127.0.0.1:{port}" in second.err[0]

    def test_a_second_run_on_the_same_port_too(self, tree: Tree, running: Started, port: int):
        second = tree.run(port)

        assert second.ends() == 1
        assert len(second.err) == 1
        assert "is running already" in second.err[0]

    def test_production_without_its_servers_starts_none_and_says_why(self, tree: Tree, port: int):
        (tree.root / "deploy" / "settings.py").write_text("raise RuntimeError('DATABASE_URL is not set')")

        started = tree.run(port, env={"SECRET_KEY": "s"})

        assert started.ends() == 1
        assert any("DATABASE_URL is not set" in line for line in started.err)
        assert not (tree.data / "pg18").exists()

    def test_a_command_that_has_the_servers_is_named(self, tree: Tree, port: int, tmp_path: Path):
        command = tree.manage("look", "--until", tmp_path / "stop")
        command.said("found")

        started = tree.run(port)

        assert started.ends() == 1
        assert "in use by `manage.py look`" in started.err[0]

    def test_a_step_that_fails_is_shown_with_its_log(self, tree: Tree, port: int):
        (tree.root / "deploy" / "management" / "commands" / "load_example.py").write_text(
            "raise OSError('no figures')"
        )

        started = tree.run(port)

        assert started.ends(within=20) == 1
        assert any("`manage.py load_example all --both` failed" in line for line in started.err)
        assert any("no figures" in line for line in started.err)
        assert tree.left() == []


class TestStopping:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_leaves_no_process_and_closes_the_database_properly(
        self, tree: Tree, running: Started, number: int
    ):
        assert running.stop(number) == 0

        assert tree.left() == []
        assert "database system is shut down" in (tree.data / "log" / "postgres.log").read_text()
        assert not (tree.data / "running.json").exists()

    def test_while_it_is_still_preparing(self, tree: Tree, port: int):
        command = tree.root / "deploy" / "management" / "commands" / "load_example.py"
        command.write_text("import time\ntime.sleep(60)\n")
        started = tree.run(port)
        started.said("loading the example programmes")

        assert started.stop(signal.SIGINT) == 0
        assert tree.left() == []

    def test_a_program_that_does_not_want_to_is_killed(self, tree: Tree, port: int):
        (tree.root / "celery" / "__main__.py").write_text(
            "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nfrom beats import beat_for_ever\n"
            "import beats\nbeats.signal.signal = lambda *_: None\nbeat_for_ever('worker')\n"
        )
        started = tree.run(port)
        started.said("ready:")

        assert started.stop() == 0
        assert any("worker did not stop in time" in line for line in started.err)
        assert tree.left() == []

    def test_killed_itself_it_takes_everything_along_and_the_next_start_recovers(
        self, tree: Tree, running: Started, port: int
    ):
        running.stop(signal.SIGKILL)

        wait_until(lambda: not tree.left(), "everything to be gone", within=10)
        again = tree.run(port)
        again.said("ready:")

    def test_the_next_start_need_not_wait_for_us_to_look(self, tree: Tree, running: Started, port: int):
        running.stop(signal.SIGKILL)

        again = tree.run(port)

        again.said("ready:")
        assert web_pid(port) is not None

    def test_goes_with_a_make_that_is_killed(self, tree: Tree, port: int):
        borrow_venv(tree)
        make = tree.start("make", "run", f"PORT={port}")
        make.said("ready:")

        make.stop(signal.SIGKILL)

        wait_until(lambda: not tree.left(), "everything to be gone", within=10)


class TestSupervision:
    def test_starts_again_whatever_was_killed_and_says_so(self, tree: Tree, running: Started, port: int):
        victims = {program: tree.pid(program) for program in PROGRAMS}

        for victim in victims.values():
            os.kill(victim, signal.SIGKILL)

        for program, victim in victims.items():
            running.said(
                f"{program} ended (SIGKILL) and is started again at once; log: var/log/{program}.log"
            )
            wait_until(lambda name=program, gone=victim: tree.pid(name) != gone, f"a successor of {program}")
        wait_until(lambda: web_pid(port), "the web to answer")

    def test_refuses_nobody_while_the_web_starts_again(self, tree: Tree, running: Started, port: int):
        os.kill(tree.pid("web"), signal.SIGKILL)

        answers = [web_pid(port) for _ in range(200)]

        running.said("web ended")
        assert None not in answers

    def test_a_database_that_was_killed_takes_commands_again(self, tree: Tree, running: Started):
        os.kill(tree.pid("postgres"), signal.SIGKILL)
        running.said("postgres ended")

        def look() -> bool:
            return tree.manage("look").ends() == 0

        wait_until(look, "a command to reach the database", within=20)


def borrow_venv(tree: Tree) -> None:
    """Let the tree's .venv be ours, for the recipes of the Makefile."""
    ours = Path(sys.prefix)
    (tree.root / ".venv" / "bin").mkdir(parents=True)
    (tree.root / ".venv" / "bin" / "python").symlink_to(Path(sys.executable).resolve())
    (tree.root / ".venv" / "lib").symlink_to(ours / "lib")
    (tree.root / ".venv" / "pyvenv.cfg").write_bytes((ours / "pyvenv.cfg").read_bytes())
