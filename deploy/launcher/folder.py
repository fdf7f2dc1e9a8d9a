"""Where everything the embedded default keeps lives: one folder, private to its owner."""

import os
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from deploy.launcher.refusal import Refused

CODE = Path(__file__).resolve().parents[2]

# A Unix socket's whole path may have 107 bytes; PostgreSQL's file name takes 14 of them. Source: unix(7).
LONGEST_SOCKET_FOLDER = 80

MARK = "this-is-programme-tracker-data"


@dataclass(frozen=True)
class DataFolder:
    """The data folder and the places in it."""

    root: Path

    @property
    def sockets(self) -> Path:
        """The folder of the servers' sockets: in the temp directory where this path would be unfit."""
        inside = self.root / "sock"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER and quote(str(inside)) == str(inside):
            return inside
        return short_folder(self.root)

    @property
    def valkey(self) -> Path:
        return self.root / "valkey"

    @property
    def locks(self) -> Path:
        return self.root / "lock"

    @property
    def running(self) -> Path:
        return self.root / "running.json"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets.json"

    @property
    def stamps(self) -> Path:
        return self.root / "stamps.json"

    @property
    def elsewhere(self) -> list[Path]:
        """The places in the temp directory that belong to this folder, of which there may be none."""
        short = short_folder(self.root)
        return [path for path in short.parent.glob(f"{short.name}*") if not path.is_symlink()]

    def log(self, name: str) -> Path:
        return self.root / "log" / f"{name}.log"

    def prepare(self) -> None:
        """Make the folder and what it holds, each private to its owner.

        Raises Refused where it belongs to somebody else, is no folder, or cannot be written.
        """
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.root.stat().st_uid != os.geteuid():
                raise Refused(
                    f"The data folder {self.root} belongs to another user: "
                    "start as that user, or choose another folder with TRACKER_DATA."
                )
            if not (self.root / MARK).exists():
                if any(self.root.iterdir()):
                    raise Refused(
                        f"{self.root} is not empty and is not a data folder of the tracker: "
                        "choose another with TRACKER_DATA."
                    )
                (self.root / MARK).touch(mode=0o600)
            for name in ("log", "lock"):
                (self.root / name).mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise Refused(f"The data folder {self.root} cannot be used: {error.strerror}.") from error


def data_folder(environ: Mapping[str, str]) -> DataFolder:
    """Return the data folder: TRACKER_DATA, else `var` beside manage.py. Nothing is created."""
    return DataFolder(Path(os.path.abspath(environ.get("TRACKER_DATA") or CODE / "var")))


def short_folder(root: Path) -> Path:
    """Return a short path in the temp directory that is the same for one user and one data folder."""
    base = tempfile.gettempdir()
    if len(os.fsencode(base)) > LONGEST_SOCKET_FOLDER // 2 or quote(base) != base:
        base = "/tmp"
    name = sha256(os.fsencode(root)).hexdigest()[:12]
    return Path(base) / f"tracker-{os.geteuid()}-{name}"


def private_folder(path: Path, owner: int) -> Path:
    """Make a folder that only `owner` can enter, or check that it is one, and return it.

    Its name can be guessed by others where it stands in the temp directory, so a link, another owner or a
    laxer mode is refused rather than mended.
    """
    try:
        path.mkdir(mode=0o700)
        if owner != os.geteuid():
            os.chown(path, owner, -1)
    except FileExistsError:
        pass
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
        raise Refused(f"{path} is not a folder of ours: remove it and start again.")
    if stat.S_IMODE(found.st_mode) != 0o700:
        raise Refused(f"{path} can be entered by others: remove it and start again.")
    if found.st_uid != owner:
        os.chown(path, owner, -1)
    return path
