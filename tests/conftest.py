"""Real servers for every test that has Django in it, and the few things Django needs to be told in tests.

PostgreSQL is started once, by pytest itself; Valkey once in each process of pytest-xdist, since Redis has no
test databases. Nothing is started when only tests without Django were asked for.
"""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from deploy.launcher.postgres import DATABASE
from tests.servers import TestServers, clean_environment, start_servers, urls

WITHOUT_DJANGO = tuple(
    Path(__file__).parent / part for part in ("unit", "integration/launcher", "integration/rehearsal")
)

# How long an example takes says how busy the machine is, and nothing of the code. `make test` tries the same examples
# each time, so that what passed here passes there; `make check` looks for new ones.
_CALM: dict[str, Any] = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("tracker", derandomize=True, **_CALM)
hypothesis.settings.register_profile("exploring", **_CALM)
hypothesis.settings.load_profile("tracker")

_running: list[TestServers] = []


def pytest_configure(config: pytest.Config) -> None:
    """Start the servers, say where they are, and only then let Django read its settings."""
    # A shell that runs us in its background has us ignore Ctrl-C, and every process we start would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    in_worker = hasattr(config, "workerinput")
    if not in_worker and not needs_django(config):
        return
    if in_worker and "DATABASE_APP_URL" not in os.environ:
        return
    if not in_worker:
        clean = clean_environment(os.environ)
        for name in set(os.environ) - set(clean):
            del os.environ[name]
    _running.append(start_servers(only_valkey=in_worker))
    folder = _running[0].servers.folder.root
    (folder / "static").mkdir()
    os.environ |= urls(_running[0])
    os.environ |= {"TRACKER_EMBEDDED": "1", "TRACKER_DATA": str(folder), "EMAIL_FROM": "tracker@example.test"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "deploy.settings"
    set_up_django()


def pytest_unconfigure() -> None:
    """Stop what was started."""
    while _running:
        _running.pop().stop()


def needs_django(config: pytest.Config) -> bool:
    """Tell whether any test asked for lies outside the folders that need no Django."""
    asked = [Path(str(config.invocation_params.dir), argument.partition("::")[0]) for argument in config.args]
    return not all(any(path.is_relative_to(folder) for folder in WITHOUT_DJANGO) for path in asked)


def set_up_django() -> None:
    """Set Django up: test databases are copies, passwords are quick, static files lie as in the tree."""
    import django
    from django.conf import settings

    settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = DATABASE
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django.setup()


@pytest.fixture(autouse=True, scope="session")
def _emptied_past_the_guards() -> Iterator[None]:
    """Empty the tables between tests that commit; everywhere else ledgers are guarded against it."""
    if not _running:
        yield
        return
    import pgtrigger
    from django.test import TransactionTestCase

    from tests.factories.emptying import empty

    def past_the_guards(case: TransactionTestCase) -> None:
        with pgtrigger.ignore():
            empty()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", past_the_guards)
        yield
