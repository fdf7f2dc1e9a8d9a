"""Install the locked requirements into .venv: `python3.11 deploy/install.py runtime`; `dev` adds the tests'.

Standard library only, run by whatever interpreter make found. Nothing is done when the lock was installed
already; an installation that was interrupted starts over.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

CODE = Path(__file__).resolve().parent.parent
VENV = CODE / ".venv"
PYTHON = VENV / "bin" / "python"

# There only while .venv is whole: "KIND HASH" for each lock it holds.
STAMP = VENV / "installed"

# dev.txt has all of runtime.txt in it (tests/house/test_locks.py).
BRINGS = {"runtime": ("runtime",), "dev": ("runtime", "dev")}

# What would make pip put things elsewhere than into .venv.
MISLEADING = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME", "PYTHONPATH")


def main(kind: str) -> int:
    """Have the lock of that name installed; returns the exit status."""
    if sys.version_info[:2] != (3, 11):
        print(
            f"Python 3.11 is needed, and this is {sys.version.split()[0]}: use make PYTHON=…", file=sys.stderr
        )
        return 1
    here = os.open(CODE, os.O_RDONLY)
    try:
        fcntl.flock(here, fcntl.LOCK_EX)  # a second make in this folder waits for the first
        if kind not in installed():
            install(kind)
    finally:
        os.close(here)
    return 0


def installed() -> set[str]:
    """Return the kinds that .venv holds as they are locked now."""
    if not STAMP.exists() or not PYTHON.exists():
        return set()
    found = set(STAMP.read_text(encoding="ascii").splitlines())
    return {kind for kind in BRINGS if stamp_of(kind) in found}


def install(kind: str) -> None:
    """Make .venv where it is missing or was left half made, and install a lock into it."""
    if not STAMP.exists() or not PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
        run([sys.executable, "-m", "venv", "--without-pip", str(VENV)])
    STAMP.unlink(missing_ok=True)
    lock = CODE / "requirements" / f"{kind}.txt"
    print(f"Installing {count(lock)} packages into .venv; this happens once …", file=sys.stderr, flush=True)
    run(
        [sys.executable, "-m", "pip", "--python", str(PYTHON), "--disable-pip-version-check", "install"]
        + ["--quiet", "--no-input", "--require-hashes", "-r", str(lock)]
    )
    STAMP.write_text("".join(f"{stamp_of(brought)}\n" for brought in BRINGS[kind]), encoding="ascii")


def run(command: list[str]) -> None:
    """Run a command to its end. Raises SystemExit with a sentence when it fails."""
    environ = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    status = subprocess.run(command, env=environ, check=False).returncode
    if status == 0:
        return
    if (
        "pip" in command
        and subprocess.run([sys.executable, "-c", "import pip"], capture_output=True, check=False).returncode
    ):
        raise SystemExit(
            "pip for this Python is missing: on Debian and Ubuntu it is the package python3-pip."
        )
    raise SystemExit(
        f"Installing failed ({' '.join(command[1:4])} …); what to mend stands above. Then run make again."
    )


def stamp_of(kind: str) -> str:
    """Return what the stamp says of a lock: its kind and its hash."""
    lock = CODE / "requirements" / f"{kind}.txt"
    return f"{kind} {sha256(lock.read_bytes()).hexdigest()}"


def count(lock: Path) -> int:
    """Return how many packages a lock names."""
    return sum(
        1 for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line and line[0] not in " #"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
