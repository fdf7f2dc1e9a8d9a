"""The published programmes, loaded once for all tests here. Nothing of Django is imported at the top."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def _published(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the published programmes into a database of their own."""
    from tests.factories.examples import publish
    from tests.factories.worlds import in_world

    with django_db_blocker.unblock(), in_world("published", lambda: publish(at=AT)):
        yield


@pytest.fixture(autouse=True)
def _in_it(_published: None, django_db_blocker: Any) -> Iterator[None]:
    """Give each test that transaction, and take back what the test did."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
