"""What has to be done once before anything can be served: migrate, collect static files, load the examples.

Each step has a key, a hash of what it depends on; the keys of what was done are kept in the data folder, so a
later start does nothing it need not do. Every step may safely run twice.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from deploy.launcher.folder import CODE, DataFolder
from deploy.launcher.locks import lock_within
from deploy.launcher.processes import Pause, Program, run
from deploy.launcher.refusal import Refused, last_lines, say

APPS = ("programme", "savings", "governance", "bots", "deploy")


@dataclass(frozen=True)
class Step:
    """One thing to be done once: its commands, what its key is made of, what is said while it takes time."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    key: Callable[[DataFolder, Mapping[str, str]], str]
    words: str


def migrations_key(folder: DataFolder, environ: Mapping[str, str]) -> str:
    """Return the hash of all migrations and libraries, of the rights given, and of the database."""
    ours = (file for app in APPS for file in (CODE / app).rglob("migrations/*.py"))
    rights = (CODE / "deploy" / "roles.py", CODE / "requirements" / "runtime.txt")
    return digest(_contents([*ours, *rights]), _database(folder, environ))


def static_key(folder: DataFolder, environ: Mapping[str, str]) -> str:
    """Return the hash of all static files, by name, size and time, and of what was collected from them."""
    files = (file for app in APPS for file in (CODE / app).rglob("static/**/*") if file.is_file())
    return digest(
        _contents([CODE / "requirements" / "runtime.txt"]),
        (f"{file}{file.stat().st_size}{file.stat().st_mtime_ns}" for file in sorted(files)),
        [str((folder.root / "static" / "staticfiles.json").exists())],
    )


def examples_key(folder: DataFolder, environ: Mapping[str, str]) -> str:
    """Return the hash of the examples' figures and of what loads them, and of the database they are in."""
    files = (file for file in (CODE / "deploy" / "examples").rglob("*") if file.is_file())
    wanted = (file for file in files if file.suffix != ".pyc")
    command = CODE / "deploy" / "management" / "commands" / "load_example.py"
    return digest(_contents([*wanted, command]), _database(folder, environ))


MIGRATE = Step("migrate", (("migrate", "--no-input"),), migrations_key, "preparing the database")
STATIC = Step("collectstatic", (("collectstatic", "--no-input"),), static_key, "collecting the pages' files")
EXAMPLES = Step(
    "load_example",
    (("load_example", "all", "--both"),),
    examples_key,
    "loading the example programmes",
)


def do_if_needed(
    step: Step,
    folder: DataFolder,
    environ: Mapping[str, str],
    *,
    held: tuple[int, ...] = (),
    pause: Pause = time.sleep,
) -> bool:
    """Do a step unless it was done already with the same key; tells whether it was done now.

    `environ` is what its commands get; two processes do not do the same at once. Raises Refused, with the
    log, when a command fails.
    """
    if _kept(folder).get(step.name) == step.key(folder, environ):
        return False
    lock = lock_within(folder.locks / "prepare", None, pause=pause)
    assert lock is not None
    try:
        if _kept(folder).get(step.name) == step.key(folder, environ):
            return False
        say(f"{step.words} …")
        for command in step.commands:
            _manage(command, folder, environ, held, pause)
        _keep(folder, step.name, step.key(folder, environ))
    finally:
        lock.release()
    return True


def forget(step: Step, folder: DataFolder) -> None:
    """Have a step done again the next time it is asked for."""
    _keep(folder, step.name, None)


def digest(*parts: Iterable[str]) -> str:
    """Return one hash of all texts in all parts, in their order."""
    total = sha256()
    for part in parts:
        for text in part:
            total.update(text.encode(errors="surrogateescape") + b"\0")
        total.update(b"\1")
    return total.hexdigest()


def _manage(
    command: tuple[str, ...],
    folder: DataFolder,
    environ: Mapping[str, str],
    held: tuple[int, ...],
    pause: Pause,
) -> None:
    log = folder.log("prepare")
    program = Program(
        "prepare", [sys.executable, CODE / "manage.py", *command], environ, log, descriptors=held
    )
    if run(program, pause) != 0:
        raise Refused(f"`manage.py {' '.join(command)}` failed; log: {log}{last_lines(log, 8)}")


def _contents(files: Iterable[Path]) -> Iterable[str]:
    for file in sorted(files):
        with suppress(FileNotFoundError):
            yield f"{file.relative_to(CODE)} {sha256(file.read_bytes()).hexdigest()}"


def _database(folder: DataFolder, environ: Mapping[str, str]) -> Iterable[str]:
    """Yield what tells one database from another: its address, and the making of our own data folder."""
    yield environ.get("DATABASE_URL", "")
    for file in sorted(folder.root.glob("pg[0-9][0-9]/PG_VERSION")):
        yield str(file.stat().st_mtime_ns)


def _kept(folder: DataFolder) -> dict[str, str]:
    try:
        return dict(json.loads(folder.stamps.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def _keep(folder: DataFolder, name: str, key: str | None) -> None:
    kept = _kept(folder)
    if key is None:
        kept.pop(name, None)
    else:
        kept[name] = key
    draft = folder.stamps.with_suffix(".new")
    draft.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    draft.replace(folder.stamps)
