"""The guards of the ledgers, tried as the role the product runs as, and as the owner who forgets himself."""

import os

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from django.db.utils import InternalError, ProgrammingError

from deploy.roles import grant_app_role
from tests.factories.ground import a_milestone

pytestmark = pytest.mark.django_db(transaction=True)

APP_ROLE = "tracker_app"


def ledger_tables():
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid "
            "where t.tgname like 'pgtrigger_append_only%%' order by 1"
        )
        return [row[0] for row in cursor.fetchall()]


def history_tables():
    return [m._meta.db_table for m in apps.get_models() if hasattr(m, "pgh_tracked_model")]


@pytest.fixture
def as_app_role():
    a_milestone()
    grant_app_role(connection, APP_ROLE)
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"] or None,
        dbname=settings["NAME"],
        user=APP_ROLE,
        autocommit=True,
    ) as as_app:
        yield as_app


class TestLedgers:
    def test_every_history_table_is_one(self):
        assert set(history_tables()) <= set(ledger_tables())
        assert len(history_tables()) > 15

    def test_the_rows_people_are_answered_from_are_ledgers(self):
        expected = {
            "outbox_event",
            "programme_milestonereport",
            "programme_statusreport",
            "programme_indicatorreading",
            "savings_savingforecast",
            "savings_outlookreport",
            "savings_claim",
            "savings_validation",
            "savings_budgetfigure",
            "governance_assessment",
            "governance_alertstep",
            "bots_attempt",
        }

        assert expected <= set(ledger_tables())

    @pytest.mark.parametrize("statement", ["update {} set id = id", "delete from {}"])
    def test_even_the_owner_changes_no_row(self, statement):
        a_milestone()

        with (
            pytest.raises((InternalError, ProgrammingError), match="append_only|Cannot"),
            connection.cursor() as c,
        ):
            c.execute(statement.format("programme_milestonereport"))

    def test_every_ledger_refuses_to_be_emptied(self):
        for table in ledger_tables():
            with pytest.raises((InternalError, ProgrammingError), match="ledger"), connection.cursor() as c:
                c.execute(f"truncate {table} cascade")


class TestAppRole:
    def test_may_add_to_a_ledger_and_read_it(self, as_app_role):
        rows = as_app_role.execute("select count(*) from programme_milestonereport").fetchone()

        assert rows == (1,)

    @pytest.mark.parametrize(
        "statement",
        [
            "update programme_milestonereport set reason = 'other'",
            "delete from programme_milestonereport",
            "truncate programme_milestonereport",
            "truncate programme_milestoneevent",
            "delete from programme_milestoneevent",
            "alter table programme_milestonereport disable trigger all",
            "alter table programme_milestone owner to tracker_app",
            "set session_replication_role = replica",
            "create table something (id int)",
            "drop table programme_milestonereport",
            "update django_migrations set name = 'x'",
        ],
    )
    def test_can_neither_change_a_ledger_nor_switch_its_guard_off(self, as_app_role, statement):
        with pytest.raises(psycopg.errors.InsufficientPrivilege) as refused:
            as_app_role.execute(statement)

        assert "permission denied" in str(refused.value) or "must be owner" in str(refused.value)

    def test_cannot_talk_its_way_past_the_guard_by_asking_the_trigger_to_look_away(self, as_app_role):
        as_app_role.execute(
            "select set_config('pgtrigger.ignore', '{programme_milestonereport:append_only}', false)"
        )

        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_app_role.execute("delete from programme_milestonereport")

    def test_writes_history_through_the_triggers(self, as_app_role):
        as_app_role.execute("update programme_milestone set name = 'Renamed by hand', version = version + 1")

        names = as_app_role.execute("select name from programme_milestoneevent order by pgh_id").fetchall()
        assert names[-1] == ("Renamed by hand",)


def test_the_servers_of_this_run_have_both_roles():
    assert APP_ROLE in os.environ["DATABASE_APP_URL"]
