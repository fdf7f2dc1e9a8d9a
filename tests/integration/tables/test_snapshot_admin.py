"""An earlier tracker on the screen: its day, its own colours, every cell, and who may see it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programme.changes import add_definition_set
from programme.rules.access import FINANCE, MANAGER
from programme.rules.calendar import FinancialYear
from savings.admin.snapshots import PAGE
from savings.models import Snapshot
from tests.factories.ground import LOADING, LONG_AGO, a_programme, someone
from tests.integration.admin.desk import Desk
from tests.integration.tables.files import as_csv, brought

pytestmark = pytest.mark.django_db

LIST = reverse("admin:savings_snapshot_changelist")


@pytest.fixture
def programme():
    return a_programme()


def a_snapshot(programme, *rows, **options):
    by = someone(FINANCE, programme, cleared=True)
    given = {"name": "Tracker at year end", "on_date": date(2024, 3, 31), **options}
    content = as_csv(["Ref", "Saving", "RAG", "2023/24"], *(rows or [["22S1", "Fostering", "Red", "107"]]))
    brought("snapshot", content, programme, by, **given)
    return Snapshot.objects.get(name=given["name"])


def page_of(desk, snapshot, **query):
    return desk.open(reverse("admin:savings_snapshot_change", args=[snapshot.pk]), **query)


class TestTheScreen:
    def test_shows_every_cell_with_the_day_and_what_the_colours_meant(self, programme):
        add_definition_set(
            values={"code": "last-year", "name": "Last year's colours", "red": "Not validated by finance"},
            by=LOADING,
            at=LONG_AGO,
        )
        snapshot = a_snapshot(programme, definitions="last-year")

        page = page_of(Desk(someone(MANAGER, programme)), snapshot)

        assert page.status == 200
        assert "31 Mar 2024" in page
        assert "Red, Not validated by finance" in page
        assert "22S1 Fostering Red 107" in page
        assert "none of its figures is added to anything" in page

    def test_says_where_nobody_knows_what_a_colour_meant(self, programme):
        page = page_of(Desk(someone(MANAGER, programme)), a_snapshot(programme))

        assert "nobody has said what its colours meant" in page

    def test_is_paged(self, programme):
        desk = Desk(someone(MANAGER, programme))
        rows = [[f"R{n}", f"Line {n}", "", str(n)] for n in range(1, PAGE + 3)]
        snapshot = a_snapshot(programme, *rows)

        first, second = page_of(desk, snapshot), page_of(desk, snapshot, **{"from": PAGE + 1})

        assert f"Rows 1 to {PAGE} of {PAGE + 2}" in first
        assert (f"Line {PAGE + 1}" in first, f"Line {PAGE + 1}" in second) == (False, True)
        assert page_of(desk, snapshot, **{"from": "nonsense"}).status == 200

    def test_lists_the_trackers_and_cannot_be_typed_into(self, programme):
        snapshot, desk = a_snapshot(programme), Desk(someone(MANAGER, programme))

        page = desk.open(LIST)

        assert "Tracker at year end" in page
        assert "1 row" in page
        assert (
            desk.client.post(reverse("admin:savings_snapshot_change", args=[snapshot.pk]), {}).status_code
            == 403
        )

    def test_asks_no_more_for_more_trackers(self, programme):
        desk = Desk(someone(MANAGER, programme))

        def asked():
            with CaptureQueriesContext(connection) as found:
                desk.open(LIST)
            return len(found)

        a_snapshot(programme)
        asked()
        few = asked()
        for n in range(4):
            a_snapshot(programme, name=f"Another {n}")

        assert asked() <= few

    def test_is_closed_to_other_councils_and_to_whoever_is_not_cleared(self, programme):
        exempt = a_snapshot(programme, marking="exempt", paragraph=3)
        other, uncleared = Desk(someone(MANAGER, a_programme())), Desk(someone(MANAGER, programme))
        cleared = Desk(someone(MANAGER, programme, cleared=True))

        assert "Tracker at year end" not in other.open(LIST)
        assert "Tracker at year end" not in uncleared.open(LIST)
        assert page_of(uncleared, exempt).status == 302
        assert "Exempt, paragraph 3" in page_of(cleared, exempt)


class TestTheImportsPage:
    def test_says_what_a_table_did_and_how_it_was_read(self, programme):
        finance = someone(FINANCE, programme)
        content = as_csv(
            ["Service", "Current budget £m", "Month 5 projection £m", "Mood"],
            ["Fostering", "1.0", "1.2", "fair"],
            ["Total", "1.0", "1.2", ""],
        )
        run = brought("monitoring", content, programme, finance, year=FinancialYear(2023))

        page = Desk(finance).open(reverse("admin:savings_sheetimport_change", args=[run.import_id]))

        assert page.status == 200
        assert "1 added" in page
        assert "general, current budget £1,000,000" in page
        assert "not read" in page
        assert "All 2 cast" in page
