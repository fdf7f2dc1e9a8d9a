"""What every `manage.py` command does first: join the servers that run, or start them for itself."""

import contextlib
import json
import os
import threading
import time
from collections.abc import Iterator, Mapping, MutableMapping, Sequence

from deploy.launcher.environment import embedded_environment, is_given, is_production
from deploy.launcher.folder import DataFolder, data_folder
from deploy.launcher.locks import Lock
from deploy.launcher.ownership import Guest, Ownership, this_command, try_to_join, try_to_own
from deploy.launcher.prepare import MIGRATE, do_if_needed, forget
from deploy.launcher.refusal import Refused, say
from deploy.launcher.servers import Servers

STARTS_NOTHING = frozenset({"help", "version", "check", "makemigrations", "collectstatic", "diffsettings"})
LOOKS_AT_MIGRATIONS = frozenset({"showmigrations", "sqlmigrate"})
DEFAULT_PORT = 8000

# How long a start may take elsewhere (the first one loads nothing before it lets others join).
PATIENCE_SECONDS = 60.0
TICK_SECONDS = 0.1

# What leads to the servers, as told by their owner to those who join.
TOLD = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")

ABANDONED = (
    "The tracker was stopped while this command was running, and its servers with it: "
    "start it again with `make run`, or just repeat the command."
)


@contextlib.contextmanager
def servers_for(argv: Sequence[str], environ: MutableMapping[str, str]) -> Iterator[None]:
    """Have the servers up while a command runs, and `environ` lead to them.

    Nothing is started in production, where both servers are named, or for a command that needs none.
    Raises Refused where they cannot be had, or went away in the middle.
    """
    if is_production(environ) or starts_nothing(argv):
        yield
        return
    folder = data_folder(environ)
    folder.prepare()
    if is_given("DATABASE_URL", environ) and is_given("REDIS_URL", environ):
        environ.update(embedded_environment(folder, environ, port=DEFAULT_PORT))
        yield
        return
    place = find_place(folder)
    if isinstance(place, Guest):
        with as_guest(place, argv, environ):
            yield
    else:
        with as_owner(place, argv, environ):
            yield


def starts_nothing(argv: Sequence[str]) -> bool:
    """Tell whether a command line needs no server: it asks for help, or looks at the code alone."""
    words = argv[1:]
    asks_for_help = not words or not {"--help", "-h", "--version"}.isdisjoint(words)
    return asks_for_help or words[0] in STARTS_NOTHING


def find_place(folder: DataFolder) -> Ownership | Guest:
    """Own the folder's servers or join them, whichever can be had first.

    Raises Refused when somebody owns them and lets nobody join for a whole minute.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        place = try_to_own(folder) or try_to_join(folder)
        if place is not None:
            return place
        time.sleep(TICK_SECONDS)
    raise Refused(
        "Another process is still starting or stopping the servers: see the logs in "
        f"{folder.root / 'log'}, or run `make reset`."
    )


@contextlib.contextmanager
def as_owner(place: Ownership, argv: Sequence[str], environ: MutableMapping[str, str]) -> Iterator[None]:
    """Start the servers, let others join, wait for those who did, and stop the servers."""
    servers = None
    try:
        servers = Servers(place.folder, dict(environ), place.held)
        servers.start()
        tell(environ, servers.urls())
        tell(environ, embedded_environment(place.folder, environ, port=DEFAULT_PORT))
        bring_up_to_date(place.folder, argv, environ, place.held)
        place.announce(told(environ), this_command())
        yield
    finally:
        joined = wait_for_joiners(place) if place.announced else None
        place.withdraw()
        if servers is not None:
            servers.stop()
        place.give_up()
        if joined is not None:
            joined.release()


@contextlib.contextmanager
def as_guest(guest: Guest, argv: Sequence[str], environ: MutableMapping[str, str]) -> Iterator[None]:
    """Use the servers of another process; when it goes, this one ends with a sentence."""
    tell(environ, guest.running.environment)
    tell(environ, embedded_environment(guest.folder, environ, port=DEFAULT_PORT))
    try:
        bring_up_to_date(guest.folder, argv, environ, ())  # first: it starts a process, alone here
        threading.Thread(target=end_when_abandoned, args=(guest, argv), daemon=True).start()
        yield
    except Exception as error:
        if guest.is_abandoned():
            raise Refused(ABANDONED) from error
        raise
    finally:
        if not guest.may_end():
            time.sleep(PATIENCE_SECONDS)  # the thread below is saying so, and ends the process
        guest.leave()


def end_when_abandoned(guest: Guest, argv: Sequence[str]) -> None:
    """Wait in a thread until the owner is gone, then end the process: it has no servers any more."""
    guest.wait_until_abandoned()
    if guest.may_end():
        refuse(ABANDONED, argv)
        os._exit(1)


def bring_up_to_date(
    folder: DataFolder, argv: Sequence[str], environ: Mapping[str, str], held: tuple[int, ...]
) -> None:
    """Migrate if the code has migrations this database has not; a command about migrations decides itself."""
    if argv[1] == "migrate":
        forget(MIGRATE, folder)
    elif argv[1] not in LOOKS_AT_MIGRATIONS:
        do_if_needed(MIGRATE, folder, environ, held=held)


def tell(environ: MutableMapping[str, str], said: Mapping[str, str]) -> None:
    """Add to the environment what it does not say itself; the owner's address goes with the database's."""
    own_database = is_given("DATABASE_URL", environ)
    for name, value in said.items():
        of_another = own_database and name == "DATABASE_OWNER_URL"
        if name == "TRACKER_DATA" or not (is_given(name, environ) or of_another):
            environ[name] = value


def told(environ: Mapping[str, str]) -> dict[str, str]:
    """Return what joiners have to know of the environment their servers run in."""
    names = [*TOLD, *(f"{name}_FILE" for name in TOLD)]
    return {name: environ[name] for name in names if name in environ}


def wait_for_joiners(place: Ownership) -> Lock | None:
    """Wait until no other command uses our servers, and keep new ones out; None if Ctrl-C ended the wait."""
    lock = place.wait_for_joiners(seconds=1.0)
    if lock is None:
        say("Waiting for other commands that use the same servers; Ctrl-C stops them at once.")
        with contextlib.suppress(KeyboardInterrupt):
            lock = place.wait_for_joiners()
    return lock


def refuse(message: str, argv: Sequence[str]) -> None:
    """Say why a command cannot go on; with --json also as the one document on standard output."""
    say(message)
    if "--json" in argv:
        sentence, _, what_next = message.partition(": ")
        error = {"message": sentence, "where": "servers", "next": what_next}
        with contextlib.suppress(OSError, ValueError):
            print(json.dumps({"error": error}), flush=True)
