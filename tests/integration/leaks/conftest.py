"""The rehearsal, for what is sent; and one sown council for all that is read in a module."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from tests.integration.bots.conftest import slack

__all__ = ["slack"]


@pytest.fixture(scope="module")
def made(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Any]:
    """A sown council in which things have slipped, people were told, and digests and packs were frozen."""
    from bots import changes as messages
    from governance.exchange.packing import freeze
    from programme.outbox.switchboard import Job
    from tests.fakes.worker import work_off
    from tests.integration.leaks.sowing import slip, sown

    with django_db_blocker.unblock(), transaction.atomic():
        field = sown()
        work_off("governance.reassess", most=3000)
        slip(field)
        work_off("governance.reassess", most=3000)
        work_off("bots.tell", most=3000)
        at = datetime.now(tz=UTC)
        boards = {"boards": [str(field.board.pk)], "period": "2026-W47"}
        messages.digest(
            Job(uuid4(), f"board:{field.board.pk}", 1, uuid4(), boards), at + timedelta(seconds=1)
        )
        for is_public in (False, True):
            freeze(board_id=field.board.pk, by=field.people["insider"], at=at, is_public=is_public)
        yield field
        transaction.set_rollback(True)


@pytest.fixture
def _in_it(made: Any, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
