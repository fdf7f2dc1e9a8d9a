"""The web's pool of connections outlives a restart of its server."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.db import connection
from django.db.utils import ConnectionHandler

from deploy.settings import database

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_in_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_POOL", "12")  # a worker's module sets it to none


class TestThePool:
    def test_hands_out_no_connection_that_its_server_has_closed(self) -> None:
        params = connection.get_connection_params()
        url = f"postgres://{params['user']}@{quote(str(params['host']), safe='')}/{params['dbname']}"
        pooled = ConnectionHandler({"default": database(url)})["default"]
        with pooled.cursor() as cursor:
            cursor.execute("select pg_backend_pid()")
            (pid,) = cursor.fetchone()
        pooled.close()

        with connection.cursor() as cursor:
            cursor.execute("select pg_terminate_backend(%s, 5000)", [pid])
        try:
            with pooled.cursor() as cursor:
                cursor.execute("select 1")
                answer = cursor.fetchone()
        finally:
            pooled.close()
            pooled.close_pool()

        assert answer == (1,)

    def test_looks_for_a_server_that_was_away_as_soon_as_it_is_asked(self) -> None:
        assert database("postgres://somebody@nowhere/tracker")["OPTIONS"]["pool"]["reconnect_timeout"] <= 5
