"""The three programmes and their copies, loaded once for all; what a test changes is undone after it.

Nothing of Django is imported at the top: see tests/conftest.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.factories.examples import Told


@pytest.fixture(scope="module")
def _loaded(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Told]:
    from tests.factories.examples import tell_all
    from tests.factories.worlds import in_world

    with django_db_blocker.unblock(), in_world("told", tell_all) as told:
        yield told


@pytest.fixture
def told(_loaded: Told) -> Iterator[Told]:
    """Return what was loaded, for one test."""
    from django.db import transaction

    with transaction.atomic():
        yield _loaded
        transaction.set_rollback(True)
