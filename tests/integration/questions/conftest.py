"""Everything the bank asks about, loaded once for all.

Nothing of Django is imported at the top: see tests/conftest.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="module")
def _everything(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the examples into a database of their own."""
    from tests.factories.worlds import in_world
    from tests.integration.questions.banks import load_everything

    with django_db_blocker.unblock(), in_world("asked", load_everything):
        yield


@pytest.fixture(autouse=True)
def _in_it(_everything: None, django_db_blocker: Any) -> Iterator[None]:
    """Give each test that transaction, and take back what the test did."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
