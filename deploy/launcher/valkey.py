"""Our own Valkey (or Redis): Celery's doorbell, on one private socket."""

import contextlib
import shutil
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deploy.launcher.account import ourselves
from deploy.launcher.binaries import find_valkey
from deploy.launcher.folder import DataFolder, private_folder
from deploy.launcher.processes import Child, Pause, Program

ANSWER_SECONDS = 0.5


@dataclass
class Valkey:
    """One Valkey in a data folder; `options` override settings, `held` are descriptors it must inherit."""

    folder: DataFolder
    environ: Mapping[str, str]
    held: tuple[int, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    binary: Path = field(init=False)
    socket: Path = field(init=False)

    name = "valkey"

    def __post_init__(self) -> None:
        self.binary = find_valkey(self.environ)
        self.socket = private_folder(self.folder.sockets, ourselves().uid) / "valkey.sock"

    def url(self) -> str:
        """Return the server's address, as redis-py reads it."""
        return f"unix://{self.socket}"

    def create(self, pause: Pause = time.sleep) -> None:
        """Make the data folder unless it is there."""
        self.folder.valkey.mkdir(mode=0o700, exist_ok=True)

    def program(self) -> Program:
        """Return how to start the server: no port, every write in the log file, nothing ever evicted."""
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder.valkey),
            "appendonly": "yes",
            "save": "",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
            "logfile": "",
            **self.options,
        }
        argv: list[str | Path] = [self.binary]
        for name, value in options.items():
            argv += [f"--{name}", value]
        return Program(
            self.name,
            argv,
            dict(self.environ),
            self.folder.log(self.name),
            descriptors=self.held,
            folder=self.folder.valkey,
        )

    def is_ready(self, child: Child) -> bool:
        """Tell whether the server answers a ping; while it reads its file it answers otherwise."""
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.settimeout(ANSWER_SECONDS)
            line.connect(str(self.socket))
            line.sendall(b"PING\r\n")
            return line.recv(64).startswith(b"+PONG")
        return False

    def before_next_try(self) -> None:
        """Throw away data that may be why the server ended: it holds rings and no work."""
        for path in self.folder.valkey.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def close(self) -> None:
        """Nothing is held open for this server."""
