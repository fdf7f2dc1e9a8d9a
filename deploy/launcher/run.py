"""`make run`: everything on one machine, supervised, until somebody says stop."""

import contextlib
import os
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from deploy.launcher.environment import embedded_environment, has_real_slack, is_production
from deploy.launcher.folder import DataFolder, data_folder
from deploy.launcher.interruptions import Interruptions, Stopped
from deploy.launcher.locks import is_free
from deploy.launcher.ownership import Ownership, owner_lock, read_running, try_to_own
from deploy.launcher.prepare import EXAMPLES, MIGRATE, STATIC, do_if_needed
from deploy.launcher.programs import Sockets, programs
from deploy.launcher.readiness import missing
from deploy.launcher.refusal import Refused, last_lines, say
from deploy.launcher.servers import Servers
from deploy.launcher.supervisor import Supervisor, shown

READY_SECONDS = 30.0
LOOK_SECONDS = 0.1
TEND_SECONDS = 0.5
PATIENCE_SECONDS = 10.0  # for a command that happens to own the servers

# Together these stay under the five seconds that Ctrl-C may take.
STOP_PROGRAMS_SECONDS = 2.5
STOP_SERVERS_SECONDS = 2.0

NAMES = ("pmo", "manager", "lead", "finance", "chair", "member", "staff", "scrutiny", "audit")


def run(port: int, environ: Mapping[str, str]) -> int:
    """Run the tracker on a port of this machine until Ctrl-C, SIGTERM or SIGHUP; returns the exit status.

    Raises Refused, when nothing is left running, for a port in use, a data folder in use, a server or a
    preparation that fails, and for programs that have not answered 30 s after they were started.
    """
    interruptions = Interruptions()
    folder = data_folder(environ)
    refuse_second_run(folder)
    sockets = listen(port, with_rehearsal=not is_production(environ) and not has_real_slack(environ))
    folder.prepare()
    session = Session(folder, dict(environ), port, sockets, interruptions)
    try:
        session.begin()
        session.go_on()
    except Stopped:
        say("Stopping …")
    finally:
        session.end()
    return 0


@dataclass
class Session:
    """One run, from taking the data folder to leaving nothing behind."""

    folder: DataFolder
    environ: dict[str, str]
    port: int
    sockets: Sockets
    interruptions: Interruptions
    place: Ownership | None = None
    servers: Servers | None = None
    supervisor: Supervisor = field(default_factory=Supervisor)

    def begin(self) -> None:
        """Start the servers, prepare what has to be, start the programs and say when all is ready."""
        self.place = own(self.folder, self.interruptions)
        self.servers = Servers(self.folder, self.environ, self.place.held)
        self.environ |= self.told()
        self.servers.start(self.interruptions.pause)
        for server in self.servers.ours:
            self.supervisor.adopt(server.program, self.servers.children[server.name])
        self.prepare()
        self.place.announce(self.environ, "make run")
        for program in programs(self.folder, self.environ, self.sockets, self.place.held):
            self.supervisor.start(program)
        self.wait_until_ready()
        self.greet()

    def told(self) -> dict[str, str]:
        """Return what the environment gains for everything we start."""
        assert self.servers is not None
        urls = self.servers.urls()
        if is_production(self.environ):
            return urls
        mail = self.sockets.mail
        mail_port = mail.getsockname()[1] if mail is not None else None
        return urls | embedded_environment(self.folder, self.environ, port=self.port, mail_port=mail_port)

    def prepare(self) -> None:
        """Migrate, collect static files and, outside production, load the examples, each only if needed."""
        assert self.place is not None
        steps = [MIGRATE, STATIC] if is_production(self.environ) else [MIGRATE, STATIC, EXAMPLES]
        for step in steps:
            do_if_needed(
                step, self.folder, self.environ, held=self.place.held, pause=self.interruptions.pause
            )
            self.supervisor.tend()

    def wait_until_ready(self) -> None:
        """Return when every program has answered. Raises Refused, naming those that have not, after 30 s."""
        deadline = time.monotonic() + READY_SECONDS
        absent = self.absent()
        while absent:
            if time.monotonic() > deadline:
                logs = [self.folder.log(name) for name in absent]
                raise Refused(
                    f"Not ready after {READY_SECONDS:.0f} s: "
                    + "; ".join(
                        f"{name} has not answered (log: {shown(log)})"
                        for name, log in zip(absent, logs, strict=True)
                    )
                    + "".join(last_lines(log, 3) for log in logs)
                )
            self.interruptions.pause(LOOK_SECONDS)
            self.supervisor.tend()
            absent = self.absent()

    def absent(self) -> list[str]:
        """Return the names of the programs that have not answered."""
        ages = {name: self.supervisor.age_seconds(name) for name in self.supervisor.programs}
        return missing(port=self.port, ages=ages, worker=self.environ.get("WORKER_NAME", "worker:1"))

    def greet(self) -> None:
        """Print where everything is, the address first."""
        lines = [f"ready: http://127.0.0.1:{self.port}"]
        if self.sockets.rehearsal is not None:
            rehearsal = f"http://127.0.0.1:{self.port + 1}"
            lines += [f"rehearsal: {rehearsal}/ (a Slack workspace of its own: chat and view as anyone)"]
            lines += [f"mailbox:   {rehearsal}/mail (every email the tracker sends)"]
        if not is_production(self.environ):
            names = ", ".join(f"{name}@" for name in NAMES[1:])
            password = self.environ.get("EXAMPLE_PASSWORD", "")
            lines += [f"sign in:   {NAMES[0]}@example.test (or {names}) with password {password}"]
        with contextlib.suppress(OSError):
            print("\n".join(lines), flush=True)

    def go_on(self) -> None:
        """Tend the programs until somebody says stop."""
        while True:
            self.interruptions.pause(TEND_SECONDS)
            self.supervisor.tend()

    def end(self) -> None:
        """Stop everything in order, so that nothing of it is left and nothing is lost."""
        if self.place is not None:
            self.place.withdraw()
        servers = [server.name for server in self.servers.ours] if self.servers is not None else []
        others = [name for name in self.supervisor.programs if name not in servers]
        killed = self.supervisor.stop(others, STOP_PROGRAMS_SECONDS)
        killed += self.supervisor.stop(servers, STOP_SERVERS_SECONDS)
        if self.servers is not None:
            self.servers.stop()
        if self.place is not None:
            self.place.give_up()
        if killed:
            say(f"{', '.join(killed)} did not stop in time and had to be killed.")


def own(folder: DataFolder, interruptions: Interruptions) -> Ownership:
    """Take the data folder. Raises Refused, naming who has it, where it is not free within some seconds."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (place := try_to_own(folder, interruptions.pause)) is None:
        refuse_second_run(folder)
        if time.monotonic() > deadline:
            running = read_running(folder)
            who = f"`{running.command}` (process {running.pid})" if running else "another process"
            raise Refused(f"The data folder {folder.root} is in use by {who}: end that first.")
        interruptions.pause(LOOK_SECONDS)
    return place


def refuse_second_run(folder: DataFolder) -> None:
    """Raise Refused, with its address, where `make run` runs on this data folder already."""
    running = read_running(folder)
    if running is not None and running.is_make_run and not is_free(owner_lock(folder)):
        address = running.environment.get("PUBLIC_URL", "")
        raise Refused(
            f"The tracker is running already, at {address} (process {running.pid}): stop that first."
        )


def listen(port: int, *, with_rehearsal: bool) -> Sockets:
    """Listen on 127.0.0.1 for the web, the rehearsal (port + 1) and its mail (any port).

    Raises Refused where a port is in use or not allowed.
    """
    web = bind(port, port)
    if not with_rehearsal:
        return Sockets(web, None, None)
    return Sockets(web, bind(port + 1, port), bind(0, port))


def bind(port: int, asked: int) -> socket.socket:
    """Return a socket that listens on a port of this machine; `asked` is the port the user chose."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
        made.listen(512)
    except OSError as error:
        made.close()
        raise Refused(
            f"Port {port} cannot be used ({os.strerror(error.errno or 0).lower()}): "
            f"choose another with `make run PORT={asked + 100}`."
        ) from error
    return made


def leave_quietly() -> None:
    """Let nothing be written to a terminal that may be gone when Python itself ends."""
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
