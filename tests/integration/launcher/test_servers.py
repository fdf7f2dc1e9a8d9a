"""PostgreSQL and Valkey as our children: real ones, in folders of every kind."""

import ctypes
import json
import os
import platform
import signal
import stat
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from deploy.launcher.binaries import find_postgres
from deploy.launcher.folder import DataFolder, private_folder, short_folder
from deploy.launcher.locks import holders, try_lock
from deploy.launcher.refusal import Refused
from deploy.launcher.servers import Servers
from tests.fakes.rehearsal import wait_until
from tests.integration.launcher.conftest import CODE
from tests.servers import POSTGRES_OPTIONS, clean_environment

# Starts the servers of the folder named, says where they are, and waits to be killed.
START_AND_WAIT = """
import json, os, sys, time
from pathlib import Path
from deploy.launcher.folder import DataFolder
from deploy.launcher.locks import try_lock
from deploy.launcher.servers import Servers
folder = DataFolder(Path(sys.argv[1]))
folder.prepare()
lock = try_lock(folder.locks / "servers")
servers = Servers(folder, dict(os.environ), (lock.descriptor,), {"fsync": "off"})
servers.start()
print(json.dumps({"pid": servers.children["postgres"].process.pid, **servers.urls()}), flush=True)
time.sleep(600)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    made = DataFolder(tmp_path / "data")
    made.prepare()
    yield made
    for path in made.elsewhere:
        path.rmdir()


def make_servers(folder: DataFolder, **given: str) -> Servers:
    return Servers(folder, {**clean_environment(os.environ), **given}, postgres_options=POSTGRES_OPTIONS)


@pytest.fixture
def servers(folder: DataFolder) -> Iterator[Servers]:
    made = make_servers(folder)
    made.start()
    yield made
    made.stop()


class TestPostgres:
    def test_sorts_and_counts_time_alike_on_every_machine(self, servers: Servers):
        with psycopg.connect(servers.urls()["DATABASE_URL"]) as line:
            found = line.execute(
                "select datlocale, current_setting('timezone') from pg_database where datname = 'tracker'"
            )

            assert found.fetchone() == ("C.UTF-8", "UTC")

    def test_opens_no_port(self, servers: Servers):
        with psycopg.connect(servers.urls()["DATABASE_URL"]) as line:
            assert line.execute("show listen_addresses").fetchone() == ("",)

    def test_the_owner_may_make_databases_and_is_no_superuser(self, servers: Servers):
        with psycopg.connect(servers.urls()["DATABASE_OWNER_URL"], autocommit=True) as line:
            rights = line.execute(
                "select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user"
            )

            assert rights.fetchone() == (False, True, False)
            line.execute("create table ours ()")
            line.execute("create database another")

    def test_the_app_may_make_nothing(self, servers: Servers):
        with psycopg.connect(servers.urls()["DATABASE_URL"], autocommit=True) as line:
            for statement in ("create table theirs ()", "create database another", "create role somebody"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    line.execute(statement)

    def test_nobody_comes_in_as_superuser(self, servers: Servers):
        address = servers.urls()["DATABASE_URL"].replace("tracker_app", "postgres")

        with pytest.raises(psycopg.OperationalError, match="rejects connection"):
            psycopg.connect(address)

    def test_keeps_its_data(self, folder: DataFolder):
        servers = make_servers(folder)
        servers.start()
        with psycopg.connect(servers.urls()["DATABASE_OWNER_URL"]) as line:
            line.execute("create table kept ()")
        servers.stop()

        servers.start()

        with psycopg.connect(servers.urls()["DATABASE_OWNER_URL"]) as line:
            assert line.execute("select count(*) from kept").fetchone() == (0,)
        servers.stop()

    def test_a_first_start_that_was_interrupted_starts_over(self, folder: DataFolder):
        (folder.root / "pg18.new").mkdir()
        (folder.root / "pg18.new" / "half").touch()
        servers = make_servers(folder)

        servers.start()

        assert not (folder.root / "pg18.new").exists()
        servers.stop()

    def test_a_pid_file_left_by_a_crash_is_no_obstacle(self, folder: DataFolder):
        servers = make_servers(folder)
        servers.start()
        servers.stop()
        # This process lives, so PostgreSQL would take it for a server that still runs.
        lines = [
            str(os.getppid()),
            str(folder.root / "pg18"),
            "0",
            "5432",
            str(folder.sockets),
            "",
            "0 0",
            "ready",
        ]
        (folder.root / "pg18" / "postmaster.pid").write_text("\n".join(lines))

        servers.start()

        servers.stop()

    def test_will_not_start_empty_beside_the_data_of_another_version(self, folder: DataFolder):
        (folder.root / "pg17").mkdir()

        with pytest.raises(Refused, match="holds the data of pg17"):
            make_servers(folder).start()

    def test_one_that_does_not_start_is_shown_with_its_log(self, folder: DataFolder):
        servers = Servers(
            folder,
            clean_environment(os.environ),
            postgres_options={**POSTGRES_OPTIONS, "max_connections": "none"},
        )

        with pytest.raises(
            Refused, match=r"postgres did not start; log: .*postgres\.log(\n.*)*max_connections"
        ):
            servers.start()

        assert servers.children == {}


class TestValkey:
    def test_answers_keeps_its_data_and_evicts_nothing(self, servers: Servers):
        with redis.Redis.from_url(servers.urls()["REDIS_URL"]) as line:
            assert line.ping()
            assert line.config_get("appendonly") == {"appendonly": "yes"}
            assert line.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
            assert line.config_get("save") == {"save": ""}
            assert line.config_get("port") == {"port": "0"}

    def test_data_that_cannot_be_read_is_thrown_away(self, folder: DataFolder):
        servers = make_servers(folder, DATABASE_URL="elsewhere")
        servers.start()
        with redis.Redis.from_url(servers.urls()["REDIS_URL"]) as line:
            line.set("a", "b")
        servers.stop()
        for file in (folder.valkey / "appendonlydir").glob("*.aof"):
            file.write_text("not what it was")

        servers.start()

        with redis.Redis.from_url(servers.urls()["REDIS_URL"]) as line:
            assert line.get("a") is None
        servers.stop()


class TestGivenServers:
    def test_a_database_from_outside_replaces_that_server_alone(self, folder: DataFolder):
        servers = make_servers(folder, DATABASE_URL="postgres://elsewhere/tracker")
        servers.start()

        assert list(servers.urls()) == ["REDIS_URL"]
        assert list(servers.children) == ["valkey"]
        servers.stop()

    def test_a_file_that_names_it_counts_too(self, folder: DataFolder):
        servers = make_servers(folder, REDIS_URL_FILE="/run/secrets/redis")

        assert list(servers.urls()) == ["DATABASE_URL", "DATABASE_OWNER_URL"]


class TestFolders:
    def test_a_deep_folder_with_spaces_has_its_sockets_elsewhere_and_private(self, tmp_path: Path):
        deep = DataFolder(tmp_path / "a council's own folder, with spaces" / ("deep" * 20))
        deep.prepare()
        servers = make_servers(deep)
        servers.start()

        with (
            psycopg.connect(servers.urls()["DATABASE_URL"]),
            redis.Redis.from_url(servers.urls()["REDIS_URL"]) as line,
        ):
            assert line.ping()
        assert not deep.sockets.is_relative_to(deep.root)
        assert stat.S_IMODE(deep.sockets.stat().st_mode) == 0o700
        servers.stop()
        for path in deep.elsewhere:
            path.rmdir()

    def test_a_folder_others_could_enter_is_refused(self, tmp_path: Path):
        lax = tmp_path / "lax"
        lax.mkdir(mode=0o755)

        with pytest.raises(Refused, match="can be entered by others"):
            private_folder(lax, os.geteuid())

    def test_a_link_is_refused(self, tmp_path: Path):
        (tmp_path / "real").mkdir(mode=0o700)
        (tmp_path / "link").symlink_to(tmp_path / "real")

        with pytest.raises(Refused, match="not a folder of ours"):
            private_folder(tmp_path / "link", os.geteuid())

    def test_a_folder_with_other_things_in_it_is_refused(self, tmp_path: Path):
        (tmp_path / "thesis.odt").touch()

        with pytest.raises(Refused, match="not a data folder of the tracker"):
            DataFolder(tmp_path).prepare()

    def test_the_folder_is_for_its_owner_alone(self, folder: DataFolder):
        assert stat.S_IMODE(folder.root.stat().st_mode) == 0o700

    def test_two_data_folders_never_share_a_short_folder(self, tmp_path: Path):
        assert short_folder(tmp_path / "one") != short_folder(tmp_path / "two")


class TestDeath:
    @pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
    def test_of_the_parent_is_the_end_of_every_server(self, folder: DataFolder, number: int):
        parent, _ = start_and_wait(folder)
        assert len(holders(folder.locks / "servers")) > 2

        parent.send_signal(number)
        parent.wait()

        wait_until(lambda: not holders(folder.locks / "servers"), "the servers to be gone")
        assert "database system is shut down" in folder.log("postgres").read_text()

    def test_of_parent_and_database_together_costs_nothing(self, folder: DataFolder):
        parent, told = start_and_wait(folder)
        os.kill(int(told["pid"]), signal.SIGKILL)
        parent.kill()
        parent.wait()
        wait_until(lambda: try_lock(folder.locks / "servers"), "the lock to be free")

        servers = make_servers(folder)
        servers.start()

        servers.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another account for PostgreSQL")
@pytest.mark.skipif(
    platform.machine() not in {"x86_64", "aarch64"}, reason="the system call's number is not known here"
)
class TestRootWithoutNamespaces:
    def test_runs_the_database_as_nobody_though_nobody_may_enter_our_folder(self, tmp_path: Path):
        folder = DataFolder(tmp_path / "closed" / "data")
        folder.root.parent.mkdir(mode=0o700)
        package = find_postgres({}).folder.parents[1]
        for path in (package, package.with_name(f"{package.name}.libs")):
            (tmp_path / "closed" / path.name).symlink_to(path)
        environ = {"TRACKER_POSTGRES": str(tmp_path / "closed" / package.name / "pginstall" / "bin")}
        parent, told = start_and_wait(folder, environ, preexec_fn=forbid_namespaces)

        with psycopg.connect(told["DATABASE_URL"]) as line:
            assert line.execute("select current_user").fetchone() == ("tracker_app",)
        assert Path(f"/proc/{told['pid']}").stat().st_uid != 0
        assert stat.S_IMODE(folder.root.stat().st_mode) == 0o700

        parent.kill()
        parent.wait()
        wait_until(lambda: not holders(folder.locks / "servers"), "the servers to be gone")
        servers = make_servers(folder)
        servers.start()  # and where namespaces are allowed, the data is ours again
        servers.stop()
        subprocess.run(["rm", "-rf", *folder.elsewhere], check=True)


def start_and_wait(
    folder: DataFolder, given: dict[str, str] | None = None, **how: object
) -> tuple[subprocess.Popen[str], dict[str, str]]:
    """Start the servers under a process of their own; returns it and where they are."""
    parent = subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT, str(folder.root)],
        cwd=CODE,
        env={**clean_environment(os.environ), **(given or {})},
        stdout=subprocess.PIPE,
        text=True,
        **how,
    )
    assert parent.stdout is not None
    with parent.stdout as stream:
        return parent, json.loads(stream.readline())


def forbid_namespaces() -> None:
    """Have unshare(2) fail with EPERM, as a container's usual seccomp profile does."""
    number = {"x86_64": 272, "aarch64": 97}[platform.machine()]
    steps = [(0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, 0x00050001), (0x06, 0, 0, 0x7FFF0000)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
    if ctypes.CDLL(None).prctl(22, 2, program, 0, 0) != 0:
        raise OSError("seccomp is not to be had")
