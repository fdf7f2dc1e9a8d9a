"""`python -m deploy.launcher run --port 8000` and `python -m deploy.launcher reset`; make calls both."""

import argparse
import os
import signal
import sys

from deploy.launcher.folder import data_folder
from deploy.launcher.processes import die_with
from deploy.launcher.refusal import Refused, say
from deploy.launcher.reset import reset
from deploy.launcher.run import leave_quietly, run

HIGHEST_PORT = 65534  # the rehearsal's is one above


def main(argv: list[str]) -> int:
    """Read the command line and do what it says; a refusal is one sentence and exit status 1."""
    options = command_line().parse_args(argv)
    follow_make()
    try:
        if options.command == "reset":
            return reset(data_folder(os.environ))
        return run(options.port, os.environ)
    except Refused as refused:
        say(str(refused))
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        leave_quietly()


def command_line() -> argparse.ArgumentParser:
    """Return the parser of our two commands."""
    parser = argparse.ArgumentParser(prog="python -m deploy.launcher", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    runs = commands.add_parser("run", help="run the tracker on this machine until Ctrl-C")
    runs.add_argument("--port", type=port, default=8000, help="the web's port; the next is the rehearsal's")
    commands.add_parser("reset", help="stop the tracker and empty its data folder, after asking")
    return parser


def port(text: str) -> int:
    """Return a port number that has another above it."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text} is not a port from 1 to {HIGHEST_PORT}")
    return int(text)


def follow_make() -> None:
    """Die with the make that started us. Its recipe names it, since a mere shell should not take us along."""
    if make := os.environ.pop("TRACKER_MAKE_PID", ""):
        die_with(int(make), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
