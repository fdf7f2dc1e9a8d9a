"""One running tracker for all journeys of a process; each begins when nothing is waiting any more."""

import pytest

from tests.journeys.stack import running_stack


@pytest.fixture(scope="session")
def _running(tmp_path_factory):
    with running_stack(tmp_path_factory.mktemp("journeys") / "data") as stack:
        yield stack


@pytest.fixture
def stack(_running):
    _running.slack.clear_faults()
    _running.wait_until_quiet()
    return _running
