"""The published programmes, loaded once for the tests of a module. Nothing of Django is imported at the top."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest


@pytest.fixture(scope="module")
def _published(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the published programmes in a transaction that is taken back after the module's last test."""
    from django.db import transaction

    from deploy.examples.loading import load
    from deploy.examples.source import EXAMPLES, read_example

    with django_db_blocker.unblock(), transaction.atomic():
        for name in EXAMPLES:
            load(read_example(name), at=datetime(2026, 11, 22, 14, 5, tzinfo=UTC))
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _in_it(_published: None, django_db_blocker: Any) -> Iterator[None]:
    """Give each test that transaction, and take back what the test did."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
