"""The rehearsal, for what is sent; and the sown council that every test here reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.bots.conftest import slack

__all__ = ["slack"]


@pytest.fixture(scope="session")
def world(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Any]:
    """A sown council at four moments of its life; see world.py."""
    from tests.integration.leaks.world import dropped, grown

    with django_db_blocker.unblock():
        field = grown()
    yield field
    with django_db_blocker.unblock():
        dropped()


@pytest.fixture
def made(world: Any, django_db_blocker: Any) -> Iterator[Any]:
    """The council once everybody was told of what is closed in it, and digests and packs were frozen."""
    with django_db_blocker.unblock(), world.at("frozen") as field:
        yield field


@pytest.fixture
def untold(world: Any, django_db_blocker: Any) -> Iterator[Any]:
    """The council with closed records in it, of which nobody was told yet."""
    with django_db_blocker.unblock(), world.at("closed") as field:
        yield field


@pytest.fixture
def _databases(django_db_blocker: Any) -> Iterator[None]:
    """Leave to go to whichever moment a test wants."""
    with django_db_blocker.unblock():
        yield
