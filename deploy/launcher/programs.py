"""The programs of `make run` besides the servers, each as it is started."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from socket import socket

from deploy.launcher.environment import is_given
from deploy.launcher.folder import DataFolder
from deploy.launcher.processes import Program

WEB_PROCESSES = 2
THREADS = 4


@dataclass(frozen=True)
class Sockets:
    """What the launcher listens on for its children, so that one that restarts refuses nobody."""

    web: socket
    rehearsal: socket | None
    mail: socket | None


def programs(
    folder: DataFolder, environ: Mapping[str, str], sockets: Sockets, held: tuple[int, ...]
) -> list[Callable[[], Program]]:
    """Return what makes each program, in the order of starting; without its socket there is no rehearsal."""
    web = sockets.web.fileno()
    gunicorn = [
        "-b",
        f"fd://{web}",
        "--no-control-socket",
        "-w",
        str(WEB_PROCESSES),
        "--threads",
        str(THREADS),
    ]
    gunicorn += ["--graceful-timeout", "2", "--log-level", "warning"]
    celery = [
        "worker",
        "-P",
        "threads",
        "-c",
        str(THREADS),
        "-Q",
        "alerts,recalc,outgoing",
        "-n",
        "worker1@%h",
    ]
    celery += ["--without-gossip", "--without-mingle"]
    everything: dict[str, tuple[list[str], tuple[int, ...]]] = {
        "web": (["-m", "gunicorn", "deploy.wsgi", *gunicorn], (web,)),
        "dispatcher": (["manage.py", "dispatch"], ()),
        "worker": (["-m", "celery", "-A", "deploy", *celery], ()),
    }
    if is_given("SLACK_APP_TOKEN", environ):
        everything["socket"] = (["manage.py", "run_socket"], ())
    made = [
        _maker(
            Program(name, [sys.executable, *argv], environ, folder.log(name), descriptors=(*held, *passed))
        )
        for name, (argv, passed) in everything.items()
    ]
    if sockets.rehearsal is not None and sockets.mail is not None:
        made.insert(0, _maker(_rehearsal(folder, environ, sockets.rehearsal, sockets.mail, held)))
    return made


def _rehearsal(
    folder: DataFolder, environ: Mapping[str, str], page: socket, mail: socket, held: tuple[int, ...]
) -> Program:
    """Return the local Slack workspace: our tokens, our events' address, and nothing of our databases."""
    told = {
        "REHEARSAL_FD": str(page.fileno()),
        "REHEARSAL_SMTP_FD": str(mail.fileno()),
        "REHEARSAL_EVENTS_URL": f"{environ['PUBLIC_URL'].rstrip('/')}/slack/events",
        "REHEARSAL_STATE": str(folder.root / "rehearsal"),
    }
    kept_from_it = ("DATABASE_", "REDIS_", "EMBEDDED_SECRET_KEY", "EXAMPLE_PASSWORD")
    own = {name: value for name, value in environ.items() if not name.startswith(kept_from_it)}
    argv: list[str | Path] = [sys.executable, "-m", "bots.rehearsal"]
    descriptors = (*held, page.fileno(), mail.fileno())
    return Program("rehearsal", argv, own | told, folder.log("rehearsal"), descriptors=descriptors)


def _maker(program: Program) -> Callable[[], Program]:
    return lambda: program
