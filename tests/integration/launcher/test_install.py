"""What `make` installs, and when it need not."""

from pathlib import Path

import pytest

from deploy import install


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Let install.py work in an empty project and write down what it would run."""
    (tmp_path / "requirements").mkdir()
    for kind in ("runtime", "dev"):
        (tmp_path / "requirements" / f"{kind}.txt").write_text(f"{kind}==1\n")
    venv = tmp_path / ".venv"
    monkeypatch.setattr(install, "CODE", tmp_path)
    monkeypatch.setattr(install, "VENV", venv)
    monkeypatch.setattr(install, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(install, "STAMP", venv / "installed")
    ran: list[list[str]] = []

    def run(command: list[str]) -> None:
        if command[2] == "venv":
            (venv / "bin").mkdir(parents=True)
            (venv / "bin" / "python").touch()
        ran.append(command)

    monkeypatch.setattr(install, "run", run)
    return ran


def kinds(commands: list[list[str]]) -> list[str]:
    """Return what was installed, and "venv" for each new venv."""
    return ["venv" if command[2] == "venv" else Path(command[-1]).stem for command in commands]


class TestMain:
    def test_installs_once(self, commands: list[list[str]]):
        install.main("runtime")
        install.main("runtime")

        assert kinds(commands) == ["venv", "runtime"]
        assert "--require-hashes" in commands[1]

    def test_the_tests_lock_goes_on_top_and_brings_the_others(self, commands: list[list[str]]):
        install.main("runtime")
        install.main("dev")
        install.main("runtime")

        assert kinds(commands) == ["venv", "runtime", "dev"]

    def test_a_changed_lock_is_installed_again(self, commands: list[list[str]]):
        install.main("runtime")
        (install.CODE / "requirements" / "runtime.txt").write_text("runtime==2\n")
        install.main("runtime")

        assert kinds(commands) == ["venv", "runtime", "runtime"]

    def test_an_interrupted_installation_starts_over(
        self, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
    ):
        whole = install.run

        def interrupted(command: list[str]) -> None:
            whole(command)
            if "pip" in command:
                (install.VENV / "half").touch()
                raise KeyboardInterrupt

        monkeypatch.setattr(install, "run", interrupted)
        with pytest.raises(KeyboardInterrupt):
            install.main("runtime")
        monkeypatch.setattr(install, "run", whole)

        install.main("runtime")

        assert kinds(commands) == ["venv", "runtime", "venv", "runtime"]
        assert not (install.VENV / "half").exists()

    def test_another_python_is_refused_in_a_sentence(
        self, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ):
        monkeypatch.setattr(install.sys, "version_info", (3, 12, 1))

        assert install.main("runtime") == 1
        assert "Python 3.11 is needed" in capsys.readouterr().err
        assert commands == []
