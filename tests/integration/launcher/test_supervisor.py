"""When a program that died is started again."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.launcher.processes import Program
from deploy.launcher.supervisor import BACK_OFF_SECONDS, LEAVE_SECONDS, WELL_SECONDS, Supervisor, ending
from tests.fakes.rehearsal import wait_until


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


class Failing:
    """A supervisor with one program that ends at once, as often as it is started."""

    def __init__(self, log: Path) -> None:
        self.clock = Clock()
        self.starts = 0
        self.log = log
        self.supervisor = Supervisor(clock=self.clock)
        self.supervisor.start(self.program)

    def program(self) -> Program:
        self.starts += 1
        return Program("failing", [sys.executable, "-c", "raise SystemExit(3)"], {}, self.log)

    def dies(self) -> None:
        child = self.supervisor.programs["failing"].child
        wait_until(child.has_ended, "the program to end")
        self.supervisor.tend()

    def after(self, seconds: float) -> int:
        """Move the clock on and return how often the program was started in all."""
        self.clock.now += seconds
        self.supervisor.tend()
        return self.starts


@pytest.fixture
def failing(tmp_path: Path):
    made = Failing(tmp_path / "failing.log")
    yield made
    made.supervisor.stop(["failing"], within=1)


class TestTend:
    def test_waits_longer_after_each_death_in_a_row(self, failing: Failing):
        for count, seconds in enumerate([*BACK_OFF_SECONDS, BACK_OFF_SECONDS[-1]], start=1):
            failing.dies()

            assert failing.after(seconds - 0.01) == count
            assert failing.after(0.02) == count + 1

    def test_a_long_life_makes_the_next_death_the_first_again(self, failing: Failing):
        failing.dies()
        failing.after(BACK_OFF_SECONDS[0])
        failing.dies()
        failing.after(BACK_OFF_SECONDS[1] + WELL_SECONDS)
        failing.clock.now += WELL_SECONDS
        failing.dies()

        assert failing.after(BACK_OFF_SECONDS[0]) == 4

    def test_says_each_death_once_with_its_log(self, failing: Failing, capfd: pytest.CaptureFixture[str]):
        failing.dies()
        failing.supervisor.tend()

        said = capfd.readouterr().err.splitlines()
        assert len(said) == 1
        assert said[0].startswith("failing ended (exit status 3) and is started again at once; log: ")

    def test_what_the_dead_left_is_gone_some_seconds_later(self, failing: Failing):
        failing.dies()
        first = failing.supervisor.leaving[0][1]

        failing.after(LEAVE_SECONDS)

        assert first.process.returncode == 3


@pytest.mark.parametrize(("status", "words"), [(0, "exit status 0"), (1, "exit status 1"), (-9, "SIGKILL")])
def test_an_ending_is_said_in_words(status: int, words: str):
    assert ending(status) == words
